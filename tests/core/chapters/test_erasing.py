"""Erasing: who may have what destroyed, when, and what keeps it from being censorship."""

from typing import Any

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.admission import AnswerApplication, ApplyToJoin
from rankandfile.core.chapters.amending import WithdrawAmendment
from rankandfile.core.chapters.bulletin import SubmitDocument, WithdrawDocument
from rankandfile.core.chapters.erasing import (
    ReportDestroyed,
    SignDestruction,
    WithdrawErasure,
    is_closed,
    request_about,
)
from rankandfile.core.chapters.members import RecordDues, ResignMembership
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.nominations import Nominate, SupportNomination, WithdrawCandidacy
from rankandfile.core.chapters.objecting import ARTICLE_17_3, DecideAppeal, ObjectToErasure
from rankandfile.core.chapters.petitioning import AnswerRecall, WithdrawRecallSupport
from rankandfile.core.chapters.representing import AgreeToRequest, UnsealText, is_keeper
from rankandfile.core.chapters.seconding import WithdrawSecond
from rankandfile.core.ids import CLOCK, Moment
from tests.core.chapters.leading import asked as ask_for_recall
from tests.core.chapters.leading import led, reached, recall_of
from tests.core.refusals.stages import amendment, changed, nominations, with_amendment, with_motion
from tests.erasing import (
    OWNER,
    SECOND_DESK,
    THIRD_DESK,
    WAITING,
    appealed,
    asked,
    behalf,
    closed,
    desks,
    destroyed,
    executed,
    facts,
    name_of,
    objected,
    order,
    own,
    proposed,
    refused_by,
)
from tests.world import CHAIR, DAY, DESK, FOUNDER, MINUTES, SECRETARY, WEEK, World, called, handle

X1: Any = "X1"
COURT = {"court": "District court", "file": "3 C 17/26"}


def stage(world: World, request: str = "X1") -> str:
    """Where the request stands."""
    return world.state.erasing.requests[request].stage  # type: ignore[index]


def kinds_due(world: World) -> set[tuple[str, str]]:
    """What this chapter says is due, and who owes it."""
    chapter = ("decide-appeal", "destroy-text", "sign-destruction")
    return {(duty.kind, duty.owed_by) for duty in engine.duties(world.state) if duty.kind in chapter}


def test_a_name_is_asked_for_waits_and_is_erased_by_the_clock() -> None:
    world = asked()
    entry = name_of(world)
    assert stage(world) == "waiting"
    world.wait(world.now + WAITING - 1)
    assert not is_closed(world.state, entry, "name")
    world.wait(world.now + 1)
    assert stage(world) == "executed"
    assert is_closed(world.state, entry, "name")
    assert kinds_due(world) == {("destroy-text", CLOCK)}
    world.does(ReportDestroyed(CLOCK, world.now, X1))
    assert stage(world) == "destroyed"
    assert is_closed(world.state, entry, "name")


def test_the_waiting_time_is_the_rulebooks() -> None:
    world = asked(changed('waiting = "14 days"', 'waiting = "3 days"'))
    world.wait(world.now + 3 * DAY)
    assert stage(world) == "executed"


def test_a_rulebook_without_the_clause_still_lets_each_erase_what_is_theirs() -> None:
    text = engine_default()
    world = World(text)
    world.branch("north", [OWNER])
    world.does(own(world))
    world.wait(world.now + WAITING)
    assert stage(world) == "executed"
    assert refused_by(world, behalf(world, OWNER, owner=OWNER)) == "erasing.nobody"


def engine_default() -> str:
    """The default rulebook without its clause on erasure."""
    text = changed("waiting", "waiting")
    return text[: text.index("[erasure]")] + text[text.index("# --- Changing these rules") :]


def test_a_request_is_taken_back_until_it_is_carried_out_and_may_be_made_again() -> None:
    world = asked()
    world.does(WithdrawErasure(handle(OWNER), world.now, X1))
    assert stage(world) == "withdrawn"
    world.wait(world.now + WAITING)
    assert not is_closed(world.state, name_of(world), "name")
    world.does(own(world))
    assert request_about(world.state, name_of(world), "name").id == "X2"  # type: ignore[union-attr]


def test_whoever_left_or_was_turned_away_can_have_its_name_erased() -> None:
    world = desks()
    world.does(ResignMembership(handle(OWNER), world.now))
    world.does(own(world))
    world.does(ApplyToJoin(handle(900), world.now, "north", "member"), name="Turned Away")  # type: ignore[arg-type]
    entry = world.state.members.applications[handle(900)].entry
    world.does(AnswerApplication(FOUNDER, world.now, handle(900), admit=False))
    world.does(own(world, 900, entry))
    world.wait(world.now + WAITING)
    assert {stage(world), stage(world, "X2")} == {"executed"}


def entry_of(world: World) -> int:
    """The entry of the first motion."""
    return world.state.motions.motions["M1"].entry  # type: ignore[index]


def test_a_motion_is_its_movers_while_nobody_has_acted_on_it() -> None:
    world = with_motion()
    entry = entry_of(world)
    assert refused_by(world, own(world, 41, entry, "text")) == "erasing.withdraw_first"
    world.does(WithdrawMotion(handle(41), world.now, "M1"))  # type: ignore[arg-type]
    for slot in ("title", "text"):
        world.does(own(world, 41, entry, slot))
    world.wait(world.now + WAITING)
    assert is_closed(world.state, entry, "text")
    assert refused_by(world, own(world, 42, entry, "title")) == "erasing.asked"


def test_a_second_makes_it_the_organisations_until_it_is_taken_back() -> None:
    world = with_motion()
    world.second("M1", [12])  # type: ignore[arg-type]
    world.does(WithdrawMotion(handle(41), world.now, "M1"))  # type: ignore[arg-type]
    assert refused_by(world, own(world, 41, entry_of(world), "text")) == "erasing.bound"
    world = with_motion()
    world.second("M1", [12])  # type: ignore[arg-type]
    world.does(WithdrawSecond(handle(12), world.now, "M1"))  # type: ignore[arg-type]
    world.does(WithdrawMotion(handle(41), world.now, "M1"))  # type: ignore[arg-type]
    world.does(own(world, 41, entry_of(world), "text"))


def test_an_amendment_by_somebody_else_binds_the_motion_and_ones_own_does_not() -> None:
    for mover, binds in ((42, True), (41, False)):
        world = with_motion()
        world.does(amendment(world, mover), text="Other words.")
        world.does(WithdrawMotion(handle(41), world.now, "M1"))  # type: ignore[arg-type]
        act = own(world, 41, entry_of(world), "text")
        if binds:
            assert refused_by(world, act) == "erasing.bound"
        else:
            world.does(act)


def test_what_was_published_stays_and_what_fell_unpublished_is_its_authors() -> None:
    world = with_motion()
    world.wait(world.at("issue-1"))
    world.does(WithdrawMotion(handle(41), world.now, "M1"))  # type: ignore[arg-type]
    assert refused_by(world, own(world, 41, entry_of(world), "text")) == "erasing.bound"


def test_an_amendment_is_its_movers_until_somebody_seconds_it() -> None:
    world = with_amendment()
    entry = next(iter(world.state.amendments.amendments.values())).entry
    assert refused_by(world, own(world, 42, entry, "text")) == "erasing.withdraw_first"
    world.does(WithdrawAmendment(handle(42), world.now, "M1-A1"))  # type: ignore[arg-type]
    world.does(own(world, 42, entry, "text"))


def test_a_document_is_withdrawn_first_and_after_its_issue_it_stays() -> None:
    world = called()
    for number in (11, 12):
        world.does(SubmitDocument(handle(number), world.now, "C1"), title="A", text="Words.")  # type: ignore[arg-type]
    one, other = (d.entry for d in world.state.bulletin.documents.values())
    world.does(WithdrawDocument(handle(11), world.now, "D1"))  # type: ignore[arg-type]
    world.does(own(world, 11, one, "text"))
    world.wait(world.at("issue-1"))
    world.does(WithdrawDocument(handle(12), world.now, "D2"))  # type: ignore[arg-type]
    assert refused_by(world, own(world, 12, other, "text")) == "erasing.bound"


def test_a_statement_is_the_candidates_once_it_stands_no_longer() -> None:
    world = nominations()
    for number in (12, 11):
        world.does(
            Nominate(handle(number), world.now, "E1", handle(number)),  # type: ignore[arg-type]
            statement="Vote for me.",
        )
    entry = world.state.elections.elections["E1"].candidates[handle(11)].entry  # type: ignore[index]
    assert refused_by(world, own(world, 11, entry, "statement")) == "erasing.bound"
    world.does(WithdrawCandidacy(handle(11), world.now, "E1"))  # type: ignore[arg-type]
    world.does(own(world, 11, entry, "statement"))


def test_reasons_for_a_recall_are_the_askers_until_somebody_supports_it_and_the_answer_is_the_holders() -> None:
    world = led()
    recall = ask_for_recall(world)
    own_recall = recall_of(world, recall)
    asker = next(iter(own_recall.supporters))
    reasons = own(world, int(asker, 16), own_recall.entry, "reasons")
    assert refused_by(world, reasons) == "erasing.withdraw_first"
    world.does(AnswerRecall(own_recall.person, world.now, recall), answer="I did what was decided.")
    assert refused_by(world, reasons) == "erasing.bound"
    world.does(own(world, int(own_recall.person, 16), recall_of(world, recall).answer, "answer"))
    reached(world, recall)
    assert refused_by(world, reasons) == "erasing.bound"


def test_a_recall_that_nobody_asks_for_any_more_is_its_askers_to_erase() -> None:
    world = led()
    recall = ask_for_recall(world)
    asker = next(iter(recall_of(world, recall).supporters))
    world.does(WithdrawRecallSupport(asker, world.now, recall))
    world.does(own(world, int(asker, 16), recall_of(world, recall).entry, "reasons"))


def test_what_an_officer_wrote_for_the_organisation_is_not_the_officers() -> None:
    world = called()
    world.does(
        SubmitDocument(handle(CHAIR), world.now, "C1", "executive"), title="A", text="Words."  # type: ignore[arg-type]
    )  # fmt: skip
    entry = world.state.bulletin.documents["D1"].entry  # type: ignore[index]
    world.does(WithdrawDocument(handle(CHAIR), world.now, "D1"))  # type: ignore[arg-type]
    assert refused_by(world, own(world, CHAIR, entry, "text")) == "erasing.office"
    called_in = world.state.meetings.conventions["C1"].entry  # type: ignore[index]
    assert refused_by(world, own(world, SECRETARY, called_in, "place")) == "erasing.office"


def test_for_the_dead_two_of_the_committee_must_agree_and_then_the_waiting_time_begins() -> None:
    world = proposed()
    assert stage(world) == "agreeing"
    world.wait(world.now + 10 * WEEK)
    assert stage(world) == "agreeing"
    assert refused_by(world, AgreeToRequest(handle(CHAIR), world.now, X1)) == "erasing.not_named"
    world.does(AgreeToRequest(handle(SECOND_DESK), world.now, X1))
    assert stage(world) == "waiting"
    world.wait(world.now + WAITING)
    assert stage(world) == "executed"


def test_three_must_agree_where_the_rulebook_says_three() -> None:
    world = proposed(changed("agreeing = 2", "agreeing = 3"))
    world.does(AgreeToRequest(handle(SECOND_DESK), world.now, X1))
    assert stage(world) == "agreeing"
    world.does(AgreeToRequest(handle(THIRD_DESK), world.now, X1))
    assert stage(world) == "waiting"


def test_one_is_enough_only_where_the_rulebook_says_so() -> None:
    world = proposed(changed("agreeing = 2", "agreeing = 1"))
    assert stage(world) == "waiting"
    world = desks(changed("agreeing = 2", "agreeing = 1"))
    world.does(order(world), **COURT)
    assert stage(world) == "sealed"


def test_the_owner_who_is_alive_stops_it() -> None:
    world = proposed()
    world.does(AgreeToRequest(handle(SECOND_DESK), world.now, X1))
    world.does(WithdrawErasure(handle(OWNER), world.now, X1))
    assert stage(world) == "withdrawn"


def test_a_proposal_of_one_holds_up_nobody() -> None:
    world = proposed()
    assert refused_by(world, behalf(world, SECOND_DESK)) == "erasing.asked"
    world.does(own(world))
    assert refused_by(world, AgreeToRequest(handle(SECOND_DESK), world.now, X1)) == "erasing.asked"


def test_an_objection_holds_the_erasure_and_stands_when_nobody_appeals() -> None:
    world = objected()
    world.wait(world.now + WAITING - 1)
    assert stage(world) == "objected"
    world.wait(world.now + 1)
    assert stage(world) == "refused"
    assert not is_closed(world.state, name_of(world), "name")
    world.does(own(world))


@pytest.mark.parametrize("ground", ARTICLE_17_3)
def test_the_grounds_are_those_of_the_law(ground: str) -> None:
    world = asked()
    world.does(ObjectToErasure(handle(SECRETARY), world.now, X1, ground), reasons="Because.")
    assert world.state.erasing.requests[X1].objection == ground


def test_an_objection_that_falls_lets_the_erasure_go_on_at_once_and_there_is_no_second() -> None:
    world = appealed()
    assert kinds_due(world) == {("decide-appeal", "credentials")}
    world.does(DecideAppeal(handle(DESK), world.now, X1, stands=False), reasons="It is settled.")
    world.strike()
    assert stage(world) == "executed"
    assert len(world.state.erasing.requests[X1].papers) == 3


def test_only_who_is_named_decides_on_an_appeal() -> None:
    assert refused_by(appealed(), DecideAppeal(handle(CHAIR), appealed().now, X1, stands=True)) == "erasing.not_named"


def test_a_request_that_waits_is_a_duty_of_nobody() -> None:
    assert kinds_due(asked()) == set()


def test_an_objection_that_stands_ends_the_request() -> None:
    world = appealed()
    world.does(DecideAppeal(handle(DESK), world.now, X1, stands=True), reasons="The suit goes on.")
    assert stage(world) == "refused"


def test_an_appeal_that_nobody_decides_is_granted_by_the_clock() -> None:
    world = appealed()
    world.wait(world.now + 28 * DAY)
    assert stage(world) == "executed"


def test_only_once_is_objected() -> None:
    world = appealed()
    world.does(DecideAppeal(handle(DESK), world.now, X1, stands=False), reasons="No.")
    again = ObjectToErasure(handle(SECRETARY), world.now, X1, "archive")
    assert refused_by(world, again, reasons="Then for history.") == "erasing.over"


def test_a_court_closes_and_opens_again() -> None:
    world = closed()
    entry = name_of(world)
    assert is_closed(world.state, entry, "name")
    assert is_keeper(world.state, handle(DESK), world.now)
    assert not is_keeper(world.state, handle(CHAIR), world.now)
    assert refused_by(world, own(world)) == "erasing.asked"
    assert refused_by(world, UnsealText(handle(CHAIR), world.now, X1)) == "erasing.not_named"
    world.does(UnsealText(handle(THIRD_DESK), world.now, X1), court="Court of appeal")
    assert not is_closed(world.state, entry, "name")
    world.does(own(world))


def test_one_alone_closes_nothing_and_holds_up_no_erasure() -> None:
    world = desks()
    world.does(order(world), **COURT)
    assert not is_closed(world.state, name_of(world), "name")
    assert refused_by(world, order(world, SECOND_DESK), **COURT) == "erasing.asked"
    world.does(own(world))
    assert refused_by(world, WithdrawErasure(handle(OWNER), world.now, X1)) == "erasing.not_asker"
    world.does(WithdrawErasure(handle(DESK), world.now, X1))


def test_a_court_keeps_what_was_to_be_erased() -> None:
    world = asked()
    world.does(order(world), **COURT)
    world.does(AgreeToRequest(handle(SECOND_DESK), world.now, "X2"))  # type: ignore[arg-type]
    assert (stage(world), stage(world, "X2")) == ("refused", "sealed")
    world.wait(world.now + WAITING)
    assert stage(world) == "refused"


def test_what_is_gone_no_court_can_keep() -> None:
    world = asked()
    world.does(order(world), **COURT)
    world.wait(world.now + WAITING)
    assert refused_by(world, AgreeToRequest(handle(SECOND_DESK), world.now, "X2")) == "erasing.asked"  # type: ignore[arg-type]
    assert refused_by(world, order(world, THIRD_DESK), **COURT) == "erasing.asked"


def test_no_rulebook_that_was_proposed_is_closed() -> None:
    world = desks()
    assert refused_by(world, order(world, entry=0, slot="rulebook"), **COURT) == "erasing.rulebook"


def test_two_posts_sign_that_nothing_is_left_and_nobody_signs_for_two() -> None:
    world = destroyed()
    assert kinds_due(world) == {("sign-destruction", "secretary"), ("sign-destruction", "credentials")}
    world.does(SignDestruction(handle(SECRETARY), world.now, X1, "secretary"))
    world.appoint(SECRETARY, "credentials")
    mine = SignDestruction(handle(SECRETARY), world.now, X1, "credentials")
    assert refused_by(world, mine) == "erasing.not_signer"
    world.does(SignDestruction(handle(DESK), world.now, X1, "credentials"))
    assert kinds_due(world) == set()
    again = SignDestruction(handle(SECOND_DESK), world.now, X1, "credentials")
    assert refused_by(world, again) == "erasing.not_signer"


def test_the_bytes_of_what_was_erased_are_owed_by_the_clock_until_they_are_gone() -> None:
    world = executed()
    assert not [d for d in engine.overdue(world.state, world.now) if d.kind == "destroy-text"]
    assert [d.kind for d in engine.overdue(world.state, Moment(world.now + 3600))].count("destroy-text") == 1
    assert world.state.erasing.undone == (X1,)
    world.does(ReportDestroyed(CLOCK, world.now, X1))
    assert world.state.erasing.undone == ()


def test_a_holder_in_arrears_neither_acts_for_others_nor_signs() -> None:
    world = destroyed()
    for number in (DESK, SECRETARY):
        world.does(RecordDues(FOUNDER, world.now, handle(number), Moment(world.now - 20 * WEEK)))
    assert refused_by(world, behalf(world, DESK, owner=12)) == "member.arrears"
    assert refused_by(world, order(world, DESK, name_of(world, 12)), **COURT) == "member.arrears"
    assert refused_by(world, SignDestruction(handle(SECRETARY), world.now, X1, "secretary")) == "member.arrears"


def test_a_text_that_the_record_does_not_have_cannot_be_named() -> None:
    world = desks()
    beyond = own(world, OWNER, int(world.state.size) + 7)
    assert refused_by(world, beyond) == "erasing.no_text"
    assert facts(world, 10**9, "name")["commitment"] == ""


def test_support_for_a_candidate_binds_the_statement() -> None:
    world = called(
        changed('nominators = 5\npowers = ["chair", "answer"]', 'nominators = 1\npowers = ["chair", "answer"]')
    )
    world.wait(world.at("candidates-open"))
    post = next(e for e in world.state.elections.elections.values() if e.post == "chair")
    world.does(Nominate(handle(MINUTES), world.now, post.id, handle(MINUTES)), statement="Vote for me.")
    world.does(SupportNomination(handle(12), world.now, post.id, handle(MINUTES)))
    entry = world.state.elections.elections[post.id].candidates[handle(MINUTES)].entry
    world.does(WithdrawCandidacy(handle(MINUTES), world.now, post.id))
    assert refused_by(world, own(world, MINUTES, entry, "statement")) == "erasing.bound"
