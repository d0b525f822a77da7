"""G1. The captor ignores the members: calls no convention, opens no meeting, puts nothing to the vote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.demanding import DemandConvention, WithdrawDemand
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId, Handle, Lot, Moment
from tests.living import Living, living
from tests.world import CHAIR, SECRETARY, WEEK, elect_delegates, handle

C1, NO_LOT = ConventionId("C1"), Lot("")
DEMANDING = (*range(11, 16), *range(41, 46), 71)


@pytest.fixture
def ignored(tmp_path: Path) -> Iterator[Living]:
    """Eleven members of three branches have demanded a convention: a tenth, and so it is called."""
    with living(tmp_path / "home") as live:
        for number in DEMANDING:
            live.does(DemandConvention(handle(number), live.now), place="The mill")
        yield live


def hall(live: Living) -> list[Handle]:
    """The delegates have checked themselves in; nobody at the desk did anything."""
    live.second(live.move(41), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(live)
    meeting = current(live.state)
    assert meeting is not None
    live.wait(meeting.opens)
    found = [delegate.person for delegate in delegates_of(live.state, C1)]
    for person in found:
        live.does(CheckIn(person, live.now, C1, person))
    return found


def test_whoever_may_call_can_neither_keep_the_convention_from_being_called_nor_put_it_off(ignored: Living) -> None:
    meeting = current(ignored.state)
    assert meeting is not None
    assert meeting.opens - ignored.now < 17 * WEEK
    later = CallConvention(
        handle(SECRETARY), ignored.now, Moment(ignored.now + 40 * WEEK), Moment(ignored.now + 41 * WEEK)
    )
    assert ignored.refused(later, place="Far away").code == "convention.called"
    assert ignored.refused(WithdrawDemand(handle(11), ignored.now)).code == "demand.not_made"


def test_a_chair_who_does_not_open_is_replaced_by_those_present_and_the_motion_is_decided(ignored: Living) -> None:
    present = hall(ignored)
    ignored.wait(ignored.now + 3600)
    for person in present[:4]:
        ignored.does(NameChair(person, ignored.now, C1, present[0]))
    ignored.does(OpenConvention(present[0], ignored.now, C1))
    assert ignored.refused(TakeUpItem(handle(CHAIR), ignored.now, C1, "1")).code == "convention.chaired"
    motion = next(i for i in items(ignored.state, C1) if i.about == "M1")
    while not any(i.id == motion.id and i.state == "open" for i in items(ignored.state, C1)):
        waiting = next(i for i in items(ignored.state, C1) if i.state == "waiting")
        ignored.does(TakeUpItem(present[0], ignored.now, C1, waiting.id))
    ignored.does(PutToVote(present[0], ignored.now, C1, "M1", "roll-call"))
    for person in present:
        ignored.does(CastVote(person, ignored.now, ignored.state.floor.open_vote[C1], "y"))
    ignored.does(CloseVote(present[0], ignored.now, ignored.state.floor.open_vote[C1], NO_LOT))
    assert next(iter(ignored.state.motions.motions.values())).fate == "carried"
    assert ignored.audited().findings == ()


def test_three_of_seven_put_nobody_in_the_chair_and_friends_of_the_chair_cannot_be_named_from_outside(
    ignored: Living,
) -> None:
    present = hall(ignored)
    ignored.wait(ignored.now + 3600)
    for person in present[:3]:
        ignored.does(NameChair(person, ignored.now, C1, present[0]))
    assert ignored.refused(OpenConvention(present[0], ignored.now, C1)).code == "member.power"
    assert ignored.refused(NameChair(present[3], ignored.now, C1, handle(39))).code == "chair.absent"
    assert ("open-convention", C1) in [(d.kind, d.about) for d in engine.overdue(ignored.state, ignored.now)]
