"""Discussions: threaded and in time, with equal limits; questions stand unanswered until whoever was asked answers."""

from rankandfile.core import engine
from rankandfile.core.chapters.appealing import AppealAgainstRuling, JudgeRuling
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.discussing import WithdrawComment, closes, is_over, under
from rankandfile.core.chapters.erasing import RequestErasure
from rankandfile.core.chapters.moderating import duties
from rankandfile.core.chapters.rulings import LiftRuling, keeps_out
from rankandfile.core.ids import RulingId
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.reading import article
from tests.core.refusals.discussion import (
    CANDIDATE,
    JUDGES,
    K1,
    K2,
    MODERATOR,
    TWO_A_DAY,
    UNMODERATED,
    asked,
    asking,
    complained,
    complaint,
    looked,
    moderated,
    moderating,
    say,
    standing,
    talked,
)
from tests.core.refusals.stages import MOVER, changed, delegate_voting, with_motion
from tests.core.rulebook.texts import read
from tests.world import DAY, World, called, handle

U1 = RulingId("U1")


def said(world: World, about: str = "M1") -> list[str]:
    return [each.id for each in under(world.state, about)]


def test_comments_stand_in_the_order_of_time_under_their_paper() -> None:
    world = talked()
    world.does(say(world, 12, "K1"), text="They are.")
    world.does(say(world, 13), text="What of the trains?")
    assert said(world) == ["K1", "K2", "K3"]
    assert [each.answers for each in under(world.state, "M1")] == ["", "K1", ""]


def test_documents_are_discussed_as_motions_are() -> None:
    world = called()
    world.does(SubmitDocument(handle(42), world.now, "C1"), title="Rent", text="Text.")
    world.does(say(world, about="D1"), text="Well said.")
    assert said(world, "D1") == ["K1"]


def test_an_authors_answer_is_marked() -> None:
    world = talked()
    world.does(say(world, MOVER, "K1"), text="That is what the motion is about.")
    assert [each.by_author for each in under(world.state, "M1")] == [False, True]


def test_a_question_stands_unanswered_until_whoever_was_asked_answers() -> None:
    world = asked()
    world.does(say(world, 12, "K1"), text="A good question.")
    assert not world.state.discussion.comments["K1"].answered
    world.does(say(world, MOVER, "K1"), text="Nothing.")
    assert world.state.discussion.comments["K1"].answered == "K3"


def test_candidates_are_asked_and_answer_and_nothing_else_stands_there() -> None:
    world = delegate_voting()
    world.does(asking(world, 12, CANDIDATE), text="Will you report?")
    world.does(say(world, 11, "K1", CANDIDATE), text="Every month.")
    assert world.state.discussion.comments["K1"].answered == "K2"
    assert world.refused(say(world, 13, about=CANDIDATE), text="Elect somebody else.").code == "discussion.candidates"
    world.wait(closes(world.state, CANDIDATE))
    assert world.refused(asking(world, 13, CANDIDATE), text="Why?").code == "discussion.closed"


def test_the_limit_is_the_same_for_everybody_and_an_authors_first_answers_are_free() -> None:
    world = with_motion(TWO_A_DAY)
    for number in (11, 12, 13, 14):
        world.does(asking(world, number), text="What does it cost?")
    for number in range(1, 5):
        world.does(say(world, MOVER, f"K{number}"), text="Nothing.")
    assert world.state.discussion.comments["K8"].free
    world.does(say(world, MOVER, "K1"), text="Once more: nothing.")
    world.does(say(world, MOVER), text="Thank you all.")
    assert world.refused(say(world, MOVER), text="One more.").code == "discussion.enough"
    world.wait(world.now + DAY)
    world.does(say(world, MOVER), text="A day later.")


def test_a_discussion_closes_at_the_rulebooks_deadline() -> None:
    world = with_motion(changed("look_within", 'closes = "1 day before opening"\nlook_within'))
    line = world.at("discussion-closes")
    assert closes(world.state, "M1") == line
    assert not is_over(world.state, "M1", line - 1)
    world.wait(line)
    assert world.refused(say(world), text="Too late.").code == "discussion.closed"


def test_a_comment_is_its_authors_own_for_ever_even_when_others_have_answered() -> None:
    asked_for = {"owner": handle(11), "text_kind": "civic", "commitment": "c"}
    world = talked()
    world.does(say(world, 12, "K1"), text="They are.")
    entry = world.state.discussion.comments["K1"].entry
    first = world.refused(RequestErasure(handle(11), world.now, entry, "text", **asked_for))
    assert first.code == "erasing.withdraw_first"
    world.does(WithdrawComment(handle(11), world.now, K1))
    world.does(RequestErasure(handle(11), world.now, entry, "text", **asked_for))
    assert said(world) == ["K1", "K2"]


def test_a_comment_is_taken_out_by_a_ruling_and_comes_back_when_that_is_overturned() -> None:
    world = moderated()
    assert keeps_out(world.state, K1)
    assert world.state.rulings.rulings[U1].article == "16.3(a)"
    world.appoint(JUDGES[1], "credentials")
    world.does(AppealAgainstRuling(handle(11), world.now, U1), reason="It threatens nobody.")
    assert keeps_out(world.state, K1)
    for judge in JUDGES:
        world.does(JudgeRuling(handle(judge), world.now, U1, stands=False), reason="It is sharp, and no threat.")
    assert not keeps_out(world.state, K1)
    assert world.refused(moderating(world, ground="private"), reason="x").code == "ruling.made"


def test_an_appeal_about_a_comment_that_nobody_judges_is_granted() -> None:
    world = moderated()
    world.does(AppealAgainstRuling(handle(11), world.now, U1), reason="It threatens nobody.")
    world.wait(world.now + 7 * DAY)
    assert not keeps_out(world.state, K1)


def test_a_moderator_takes_the_own_ruling_back() -> None:
    world = moderated()
    world.does(LiftRuling(handle(MODERATOR), world.now, U1))
    assert not keeps_out(world.state, K1)


def test_a_hundred_complaints_hide_nothing_and_make_one_duty() -> None:
    world = talked()
    for number in (*range(12, 40), *range(42, 70), *range(70, 95)):
        world.does(complaint(world, number))
    assert not keeps_out(world.state, K1)
    owed = duties(world.state)
    assert [(duty.kind, duty.about, duty.owed_by) for duty in owed] == [("look-at-comment", "K1", "minute-taker")]
    assert owed[0].due == world.now + 3 * DAY


def test_whoever_looked_says_why_and_the_duty_is_over() -> None:
    assert duties(looked().state) == ()
    world = complained()
    world.does(moderating(world), reason="It threatens the crew.")
    assert duties(world.state) == ()
    assert world.refused(standing(world), reason="x").code == "moderating.no_complaint"


def test_nobody_moderates_what_stands_under_the_own_motion() -> None:
    world = called()
    world.move(MODERATOR)
    world.does(say(world), text="This is badly thought out.")
    assert world.refused(moderating(world), reason="x").code == "moderating.own_case"


def test_without_moderators_there_are_no_duties() -> None:
    assert duties(talked(UNMODERATED).state) == ()


def test_a_withdrawn_comment_is_neither_answered_nor_complained_about() -> None:
    world = complained()
    world.does(WithdrawComment(handle(11), world.now, K1))
    assert duties(world.state) == ()
    assert world.refused(say(world, 12, "K1"), text="x").code == "discussion.no_comment"
    assert world.refused(complaint(world, 13)).code == "discussion.no_comment"
    assert world.refused(WithdrawComment(handle(11), world.now, K1)).code == "discussion.no_comment"


def test_an_answer_belongs_under_the_same_paper() -> None:
    world = talked()
    world.move(12, "Another text.")
    assert world.refused(say(world, 13, "K1", "M2"), text="x").code == "discussion.no_comment"
    assert K2 not in world.state.discussion.comments


def test_the_clause_reads_as_plain_sentences() -> None:
    closing = changed("look_within", 'closes = "1 day before opening"\nlook_within')
    assert article(read(closing), "16.3") == " ".join(
        (
            "Any member may write 20 comments of 200 words in 1 day under motions and documents.",
            "The limit is the same for everybody; an author's first answer to each does not count.",
            "Movers, authors and candidates can be asked 3 questions by each member.",
            "A question stands without an answer, for everybody to see, until it is given.",
            "It closes 1 day before the opening of the convention.",
            "“Minute-takers” may take a comment out, on one of the grounds below, with a reason.",
            "In its place stands who did it, when, and on which ground.",
            "Whoever complains has the comment looked at within 3 days; no number of complaints hides it.",
            "The author, or 5 members together, may appeal within 14 days.",
            "“Credentials committee” decides: 2 of them must say the same, none of whom made the ruling",
            "or sits in the executive. What is not decided within 7 days is granted.",
        )
    )
    assert "Nobody takes a comment out." in article(read(UNMODERATED), "16.3")


def test_a_rulebook_whose_leadership_moderates_or_where_nobody_can_appeal_gives_up_a_guarantee() -> None:
    appeal = next(line for line in UNMODERATED.splitlines() if line.startswith('appeal = { to = "credentials"'))
    for old, new in (('moderated_by = "minute-taker"', 'moderated_by = "secretary"'), (appeal, "")):
        assert {g.code: g.status for g in guarantees(read(changed(old, new)))}["G8"] == "given-up"


def test_faults_of_the_clause_are_found() -> None:
    faults = {
        "discussion.appeal.to": ('appeal = { to = "credentials"', 'appeal = { to = "convention"'),
        "discussion.within": ('within = "1 day"', 'within = "0 days"'),
        "discussion.moderated_by": ('moderated_by = "minute-taker"', 'moderated_by = "king"'),
    }
    for path, edit in faults.items():
        problems = examine(changed(*edit))[1]
        assert path in [p.path for p in problems if p.severity == "error"], path


def test_whose_text_is_gone_is_not_counted_again() -> None:
    world = with_motion()
    answer = engine.admit(world.state, say(world), {})
    assert not isinstance(answer, Refusal)


def test_a_rulebook_may_know_no_questions() -> None:
    none = changed("questions = 3", "questions = 0")
    assert "asked" not in article(read(none), "16.3")
    world = with_motion(none)
    assert world.refused(asking(world), text="Why?").code == "discussion.questions"
