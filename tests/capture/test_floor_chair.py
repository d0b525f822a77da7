"""The chair runs the meeting as it likes: skips an item, votes without a quorum, refuses an appeal, says the result."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import ItemEnded, TakeUpItem, items
from rankandfile.core.chapters.casting import CastVote, ReportCards
from rankandfile.core.chapters.credentials import CheckOut
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.motions import MotionDecided
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.quorum import quorum_needed
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote, VoteDecided
from rankandfile.core.ids import ConventionId, Handle, Moment, MotionId, VoteId
from rankandfile.core.procedure.table import SCHOOLS
from tests.living import Living
from tests.world import CHAIR, LOT, TELLERS, assemble, elect_delegates, handle

from .software import honest, lawless

C1, M1, V1 = ConventionId("C1"), MotionId("M1"), VoteId("V1")
CHAIRING = handle(CHAIR)


@pytest.fixture
def meeting(own: Living) -> Living:
    """The first of two motions is on the floor."""
    for mover in (41, 72):
        own.second(own.move(mover, f"Moved by {mover}."), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(own)
    assemble(own)
    own.does(TakeUpItem(CHAIRING, own.now, C1, "1"))
    return own


def people(live: Living) -> list[Handle]:
    """The delegates, whoever presides left out."""
    return [d.person for d in delegates_of(live.state, C1) if d.person != CHAIRING]


def motion(live: Living) -> str:
    """The motion on the floor."""
    return next(i.about for i in items(live.state, C1) if i.state == "open")


def overruled(live: Living) -> str:
    """A delegate's point of order is dismissed; its number."""
    live.does(RaiseProcedural(people(live)[0], live.now, C1, "point-of-order"))
    number = list(live.state.procedure.raised)[-1]
    live.does(RulePoint(CHAIRING, live.now, number, False), ruling="Because I say so.")
    return number


def appealed(live: Living) -> str:
    """And two delegates appeal; the appeal's number."""
    overruled(live)
    live.does(RaiseProcedural(people(live)[0], live.now, C1, "appeal"))
    number = list(live.state.procedure.raised)[-1]
    live.does(SecondProcedural(people(live)[1], live.now, number))
    return number


# Skipping what is unwelcome


def test_the_chair_skips_no_item(meeting: Living) -> None:
    assert meeting.refused(TakeUpItem(CHAIRING, meeting.now, C1, "3")).code == "floor.item_open"
    assert meeting.refused(CloseConvention(CHAIRING, meeting.now, C1)).code == "convention.waiting"


def test_the_chair_moves_nothing_that_drops_lays_aside_or_refers_and_no_act_does_it_alone(meeting: Living) -> None:
    for name in ("next-business", "lay-aside", "postpone", "refer", "suspend", "reorder", "adjourn"):
        about = "executive" if name == "refer" else "2"
        refusal = meeting.refused(RaiseProcedural(CHAIRING, meeting.now, C1, name, about))
        assert refusal.code in ("procedure.vote", "procedure.position")


def test_a_friend_of_the_chair_drops_nothing_without_a_seconder_and_a_majority(meeting: Living) -> None:
    friend, other = people(meeting)[:2]
    meeting.does(RaiseProcedural(friend, meeting.now, C1, "next-business"))
    put = PutToVote(CHAIRING, meeting.now, C1, "P1", "roll-call")  # type: ignore[arg-type]
    assert meeting.refused(put).code == "procedure.not_placed"
    meeting.does(SecondProcedural(other, meeting.now, "P1"))
    meeting.does(put)
    for person in (friend, other):
        meeting.does(CastVote(person, meeting.now, V1, "y"))
    for person in people(meeting)[2:5]:
        meeting.does(CastVote(person, meeting.now, V1, "n"))
    meeting.does(CloseVote(CHAIRING, meeting.now, V1, LOT))
    assert meeting.state.motions.motions[MotionId(motion(meeting))].fate == ""


def test_a_server_that_drops_an_item_by_itself_is_found(meeting: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    item = next(i for i in items(meeting.state, C1) if i.state == "open")
    dropped = (MotionDecided(MotionId(item.about), "fell", meeting.now), ItemEnded(C1, item.id, "done"))
    lawless(monkeypatch, lambda state, act: dropped)
    meeting.secretary.submit(TakeUpItem(CHAIRING, meeting.now, C1, "2"))
    honest(monkeypatch)
    assert any(f.code == "act.refused" for f in meeting.audited().findings)


# Voting without a quorum


def test_the_vote_is_put_before_no_quorum(meeting: Living) -> None:
    present = list(present_voters(meeting.state.meetings.conventions[C1]))
    for person in present[: len(present) - quorum_needed(meeting.state, C1) + 1]:
        meeting.does(CheckOut(person, meeting.now, C1, person))
    act = PutToVote(CHAIRING, meeting.now, C1, motion(meeting), "show-of-cards")
    assert meeting.refused(act).code in ("convention.quorum", "presence.adjourned")


# Refusing an appeal


def test_the_chair_cannot_rule_an_appeal_out_nor_go_on_over_it(meeting: Living) -> None:
    number = appealed(meeting)
    assert meeting.refused(RulePoint(CHAIRING, meeting.now, number), ruling="No.").code == "procedure.not_refusable"
    for act in (
        PutToVote(CHAIRING, meeting.now, C1, motion(meeting), "show-of-cards"),
        TakeUpItem(CHAIRING, meeting.now, C1, "2"),
        CloseConvention(CHAIRING, meeting.now, C1),
    ):
        assert meeting.refused(act).code == "procedure.motion_first"


def test_the_chair_does_not_outrun_an_appeal_by_putting_the_vote_at_once(meeting: Living) -> None:
    overruled(meeting)
    meeting.does(RaiseProcedural(people(meeting)[0], meeting.now, C1, "appeal"))
    act = PutToVote(CHAIRING, meeting.now, C1, motion(meeting), "show-of-cards")
    assert meeting.refused(act).code == "procedure.gathering"


def test_an_appeal_that_the_chair_lets_lie_is_overdue_and_goes_without_the_chair(meeting: Living) -> None:
    number = appealed(meeting)
    assert "put-procedural" in [duty.kind for duty in engine.overdue(meeting.state, Moment(meeting.now))]
    meeting.wait(meeting.now + 120)
    meeting.does(PutToVote(people(meeting)[0], meeting.now, C1, number, "roll-call"))
    for person in people(meeting):
        meeting.does(CastVote(person, meeting.now, V1, "y"))
    meeting.wait(meeting.now + 120)
    meeting.does(CloseVote(people(meeting)[0], meeting.now, V1, LOT))
    assert meeting.state.procedure.raised["P1"].overturned


def test_the_chair_that_rules_against_everybody_is_made_to_leave_the_chair(meeting: Living) -> None:
    first, second, third, fourth, *_ = people(meeting)
    meeting.does(RaiseProcedural(first, meeting.now, C1, "chair-leaves"))
    for person in (second, third, fourth):
        meeting.does(SecondProcedural(person, meeting.now, "P1"))
    meeting.wait(meeting.now + 120)
    meeting.does(PutToVote(first, meeting.now, C1, "P1", "roll-call"))
    for person in people(meeting):
        meeting.does(CastVote(person, meeting.now, V1, "y"))
    meeting.wait(meeting.now + 120)
    meeting.does(CloseVote(first, meeting.now, V1, LOT))
    act = PutToVote(CHAIRING, meeting.now, C1, motion(meeting), "show-of-cards")
    assert meeting.refused(act).code == "chair.left"
    for person in (first, second, third, fourth):
        meeting.does(NameChair(person, meeting.now, C1, second))
    meeting.does(PutToVote(second, meeting.now, C1, motion(meeting), "show-of-cards"))


@pytest.mark.parametrize("school", SCHOOLS)
def test_no_usage_lets_the_chair_rule_out_a_right_and_none_can_be_suspended(school: str) -> None:
    rights = [row for row in SCHOOLS[school].rows.values() if row.is_right]
    assert {row.effect for row in rights} >= {"answer", "overturn", "recount", "roll-call"}
    assert not [row.id for row in rights if row.chair_may_refuse]


def test_nothing_but_rules_of_order_is_suspended_whatever_the_majority(meeting: Living) -> None:
    refusal = meeting.refused(RaiseProcedural(people(meeting)[0], meeting.now, C1, "suspend", "13"))
    assert refusal.code == "procedure.not_suspendable"


# Saying the result


def test_no_act_declares_a_result(meeting: Living) -> None:
    meeting.does(PutToVote(CHAIRING, meeting.now, C1, motion(meeting), "show-of-cards"))
    assert meeting.refused(CloseVote(CHAIRING, meeting.now, V1, LOT, "yes")).code == "vote.cards"
    assert meeting.refused(ReportCards(CHAIRING, meeting.now, V1, 7, 0, 0)).code == "member.power"


def test_a_result_that_the_server_declares_is_found(meeting: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting.does(PutToVote(CHAIRING, meeting.now, C1, motion(meeting), "show-of-cards"))
    for teller in TELLERS:
        meeting.does(ReportCards(handle(teller), meeting.now, V1, 2, 5, 0))
    declared = (VoteDecided(V1, 5, 2, 0, 4, 7, True, meeting.now),)
    lawless(monkeypatch, lambda state, act: declared)
    meeting.secretary.submit(CloseVote(CHAIRING, meeting.now, V1, LOT))
    honest(monkeypatch)
    assert any(f.code == "effect.differs" for f in meeting.audited().findings)
