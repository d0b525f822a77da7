"""The chair hurries on so that nobody can have a show of cards counted again, and tellers find what suits twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.recounting import ResultTookEffect
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote, VoteDecided
from rankandfile.core.ids import ConventionId, Handle, MotionId, VoteId
from tests.living import Living, living
from tests.world import CHAIR, LOT, SECRETARY, TELLERS, assemble, elect_delegates, handle

from .software import honest, lawless

C1, V1 = ConventionId("C1"), VoteId("V1")
CHAIRING = handle(CHAIR)


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Living]:
    """The chair has closed a show of cards on the first of two motions, carried by the tellers' count."""
    with living(tmp_path / "home") as own:
        own.hurries = True
        own.call(handle(SECRETARY))
        for mover in (41, 72):
            own.second(own.move(mover, f"Moved by {mover}."), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
        elect_delegates(own)
        assemble(own)
        own.does(TakeUpItem(CHAIRING, own.now, C1, "1"))
        own.does(PutToVote(CHAIRING, own.now, C1, motion(own), "show-of-cards"))
        counts(own, 4, 3)
        own.does(CloseVote(CHAIRING, own.now, V1, LOT))
        yield own


def motion(live: Living) -> MotionId:
    """The motion of the first item."""
    return MotionId(next(i.about for i in items(live.state, C1) if i.id == "1"))


def counts(live: Living, yes: int, no: int) -> None:
    """Both tellers report this."""
    for teller in TELLERS:
        live.does(ReportCards(handle(teller), live.now, V1, yes, no, 0))


def people(live: Living) -> list[Handle]:
    """The delegates, whoever presides left out."""
    return [d.person for d in delegates_of(live.state, C1) if d.person != CHAIRING]


def demand(live: Living) -> None:
    """A delegate demands a recount, and a second one joins."""
    live.does(RaiseProcedural(people(live)[0], live.now, C1, "recount"))
    live.does(SecondProcedural(people(live)[1], live.now, "P1"))


def test_a_chair_who_hurries_on_is_told_to_wait_and_the_recount_is_taken(meeting: Living) -> None:
    for act in (
        PutToVote(CHAIRING, meeting.now, C1, "item:2", "show-of-cards"),
        PutToVote(CHAIRING, meeting.now, C1, "close", "roll-call"),
        TakeUpItem(CHAIRING, meeting.now, C1, "2"),
        CloseConvention(CHAIRING, meeting.now, C1),
    ):
        assert meeting.refused(act).code == "procedure.result_waits"
    demand(meeting)
    assert meeting.refused(CloseVote(CHAIRING, meeting.now, V1, LOT)).code == "vote.cards"
    counts(meeting, 3, 4)
    meeting.does(CloseVote(CHAIRING, meeting.now, V1, LOT))
    assert meeting.state.motions.motions[motion(meeting)].fate == "lost"
    assert meeting.audited().findings == ()


def test_the_chair_cannot_rule_a_demand_out_nor_wait_it_out_while_it_looks_for_support(meeting: Living) -> None:
    meeting.now += 19
    meeting.does(RaiseProcedural(people(meeting)[0], meeting.now, C1, "recount"))
    ruling = RulePoint(CHAIRING, meeting.now, "P1", False)
    assert meeting.refused(ruling, ruling="There is no time.").code == "procedure.not_refusable"
    meeting.wait(meeting.now + 30)
    take = TakeUpItem(CHAIRING, meeting.now, C1, "2")
    assert meeting.refused(take).code == "procedure.result_waits"
    meeting.does(SecondProcedural(people(meeting)[1], meeting.now, "P1"))
    assert meeting.state.floor.open_vote[C1] == V1


def test_the_first_account_stays_whatever_the_second_says(meeting: Living) -> None:
    demand(meeting)
    counts(meeting, 5, 2)
    meeting.does(CloseVote(CHAIRING, meeting.now, V1, LOT))
    vote = meeting.state.floor.votes[V1]
    assert [(first.yes, first.no, first.carried) for first in vote.before] == [(4, 3, True)]
    assert (vote.yes, vote.no) == (5, 2)
    decided = [effect for effect in effects(meeting) if isinstance(effect, VoteDecided)]
    assert [(each.yes, each.no) for each in decided] == [(4, 3), (5, 2)]


def effects(live: Living) -> list[object]:
    """The body of every entry of the record, in its order."""
    from rankandfile.record.leaf import decode

    store = live.secretary.store
    return [decode(leaf).body for leaf in store.entries(0, int(live.state.size))]


def test_a_result_that_the_server_lets_take_effect_before_its_time_is_found(
    meeting: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    lawless(monkeypatch, lambda state, act: (ResultTookEffect(V1, meeting.now, meeting.now),))
    meeting.secretary.submit(PutToVote(CHAIRING, meeting.now, C1, "close", "roll-call"))
    honest(monkeypatch)
    assert meeting.audited().findings
