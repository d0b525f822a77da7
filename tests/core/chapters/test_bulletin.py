"""The bulletin: its parts, the order inside them, one limit for everybody, and how much one author may hand in."""

from rankandfile.core.chapters.bulletin import PARTS, SubmitDocument, WithdrawDocument, issue, part_of, subject_of
from rankandfile.core.chapters.nominations import AcceptNomination, Nominate
from rankandfile.core.ids import BranchId
from rankandfile.core.lots import drawn_order
from tests.core.refusals.stages import changed, doc
from tests.world import CHAIR, LOT, SECRETARY, TEXT, WEEK, called, handle

SUBJECTS = """order = "subject"
subjects = [{ id = "work", title = "Work" }, { id = "house" }]
limits"""
BY_SUBJECT = changed('order = "lot"\nlimits', SUBJECTS)
WITH_AUDITORS = changed(
    "per_author = 5", 'documents_by = ["member", "branch", "executive", "secretary"]\nper_author = 2'
)


def test_what_is_written_for_a_body_or_a_post_is_a_report_and_what_members_write_is_not() -> None:
    world = called(WITH_AUDITORS)
    for by, capacity in ((CHAIR, "executive"), (SECRETARY, "secretary"), (CHAIR, "member")):
        world.does(doc(world, by, capacity=capacity), title="A paper", text=TEXT)
    world.appoint(11, "branch-secretary", "north")
    world.does(doc(world, 11, capacity="branch", branch="north"), title="A paper", text=TEXT)
    assert [part_of(world.state, f"D{n}") for n in (1, 2, 3, 4)] == ["report", "report", "discussion", "discussion"]


def test_nobody_writes_for_a_body_or_post_that_is_not_his() -> None:
    world = called(WITH_AUDITORS)
    for capacity in ("executive", "secretary"):
        assert world.refused(doc(world, 42, capacity=capacity), text=TEXT).code == "bulletin.capacity"


def test_a_motion_to_accept_is_a_report_and_any_other_is_for_decision() -> None:
    world = called()
    world.move(41)
    world.move(CHAIR, business="report", capacity="executive")
    assert [part_of(world.state, each) for each in ("M1", "M2")] == ["decision", "report"]
    assert PARTS[0] == "decision"


def test_by_subject_each_subject_stands_together_in_the_rulebooks_order_and_drawn_within() -> None:
    world = called(BY_SUBJECT)
    for number, subject in enumerate(["house", "", "work", "house", "work", "work", ""]):
        world.does(doc(world, 42 + number, subject=subject), title="A paper", text=TEXT)
    world.move(41, subject="work")
    world.wait(world.at("issue-1"))
    items = [item for item, _ in issue(world.state, world.state.meetings.current, 1)]
    drawn = drawn_order(LOT, "C1/issue-1", [*(f"D{n}" for n in range(1, 8)), "M1"])
    wanted = [item for subject in ("work", "house", "") for item in drawn if subject_of(world.state, item) == subject]
    assert items == wanted


def test_a_subject_is_one_that_the_rulebook_names() -> None:
    world = called(BY_SUBJECT)
    assert world.refused(doc(world, subject="sports"), text=TEXT).code == "bulletin.subject"
    world = called()
    assert world.refused(doc(world, subject="work"), text=TEXT).code == "bulletin.subject"
    assert world.refused(world.motion_act(41, subject="work"), text=TEXT).code == "bulletin.subject"


def test_one_author_hands_in_so_many_and_what_was_withdrawn_unread_does_not_count() -> None:
    world = called(WITH_AUDITORS)
    for _ in range(2):
        world.does(doc(world, CHAIR, capacity="executive"), title="A report", text=TEXT)
    # A body is one author, whoever of it signs.
    assert world.refused(doc(world, CHAIR, capacity="executive"), text=TEXT).code == "bulletin.per_author"
    world.does(doc(world, CHAIR), title="Mine", text=TEXT)
    world.does(WithdrawDocument(handle(CHAIR), world.now, "D1"))
    world.does(doc(world, CHAIR, capacity="executive"), title="A report", text=TEXT)
    world.wait(world.at("issue-1"))
    world.does(WithdrawDocument(handle(CHAIR), world.now, "D2"))
    assert world.refused(doc(world, CHAIR, capacity="executive"), text=TEXT).code == "bulletin.per_author"


def test_a_branch_is_one_author() -> None:
    world = called(WITH_AUDITORS)
    world.appoint(11, "branch-secretary", "north")
    for _ in range(2):
        world.does(SubmitDocument(handle(11), world.now, "C1", "branch", BranchId("north")), title="A", text=TEXT)
    refusal = world.refused(SubmitDocument(handle(11), world.now, "C1", "branch", BranchId("north")), text=TEXT)
    assert (refusal.code, dict(refusal.facts)["limit"]) == ("bulletin.per_author", 2)


def test_a_candidates_statement_is_as_long_as_any_other_text_or_as_the_rulebook_says() -> None:
    for rules, limit in (
        (None, 1500),
        (changed("{ words = 1500 }]\nper", '{ words = 1500 }, { author = "candidate", words = 300 }]\nper'), 300),
    ):
        world = called(rules)
        world.wait(world.at("candidates-open") + WEEK // 7)
        own = next(each.id for each in world.state.elections.elections.values() if each.post == "chair")
        stand = Nominate(handle(42), world.now, own, handle(42))
        refusal = world.refused(stand, statement="word " * (limit + 1))
        assert (refusal.code, dict(refusal.facts)["limit"]) == ("bulletin.words", limit)
        world.does(stand, statement="word " * limit)
        world.does(Nominate(handle(42), world.now, own, handle(43)))
        accept = AcceptNomination(handle(43), world.now, own)
        assert world.refused(accept, statement="word " * (limit + 1)).code == "bulletin.words"
        world.does(accept, statement="word " * limit)
