"""A convention that members demand: called by the demand that makes enough, for the earliest possible date."""

from datetime import UTC, datetime

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.demanding import DemandConvention, WithdrawDemand, has, needed
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.rulebook.schema import Threshold
from tests.world import DAY, WEEK, World, elect_delegates, handle, opened, organisation

from ..refusals.stages import C1, CHAIRING, changed

ENOUGH = (*range(11, 16), *range(41, 46), 71)
"""Eleven members of three branches: a tenth of the 106, rounded up."""
IN_THE_EAST = changed("offset_minutes = 0", "offset_minutes = 330")
LASTS = changed('every = "52 weeks"', 'every = "52 weeks"\nlasts = "3 days"')


def demand(world: World, numbers: tuple[int, ...] = ENOUGH) -> None:
    """These members demand a convention."""
    for number in numbers:
        world.does(DemandConvention(handle(number), world.now))


def test_the_demand_that_makes_enough_calls_the_convention_whoever_is_in_office() -> None:
    world = organisation()
    demand(world, ENOUGH[:-1])
    assert current(world.state) is None
    assert needed(world.state) == Threshold(members=11, branches=3)
    assert has(world.state, world.now).members == 10
    demand(world, ENOUGH[-1:])
    meeting = current(world.state)
    assert meeting is not None
    assert meeting.called == world.now
    assert not world.state.meetings.demand


def test_it_opens_at_ten_of_the_first_day_on_which_notice_and_timetable_allow_it() -> None:
    for rulebook, hour in ((None, 10), (IN_THE_EAST, 4)):
        world = organisation(rulebook)
        world.wait(world.now + 3 * 3600)
        demand(world)
        meeting = current(world.state)
        assert meeting is not None
        assert 16 * WEEK <= meeting.opens - world.now < 16 * WEEK + DAY
        assert datetime.fromtimestamp(meeting.opens, UTC).hour == hour
        assert all(line.at >= world.now for line in meeting.timetable)


def test_a_timetable_that_is_longer_than_the_notice_has_its_time() -> None:
    world = organisation(changed('notice = "16 weeks"', 'notice = "2 weeks"'))
    demand(world)
    meeting = current(world.state)
    assert meeting is not None
    assert world.now <= meeting.timetable[0].at < world.now + DAY


@pytest.mark.parametrize(("rulebook", "lasts"), [(None, DAY), (LASTS, 3 * DAY)])
def test_it_lasts_as_long_as_the_rulebook_says(rulebook: str | None, lasts: int) -> None:
    world = organisation(rulebook)
    demand(world)
    meeting = current(world.state)
    assert meeting is not None
    assert meeting.closes - meeting.opens == lasts


def test_where_the_rulebook_does_not_say_it_lasts_as_long_as_the_last_one() -> None:
    world = opened()
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    demand(world)
    meeting = current(world.state)
    assert meeting is not None
    assert meeting.closes - meeting.opens == 2 * DAY


def test_a_demand_is_taken_back_and_whoever_left_does_not_count() -> None:
    world = organisation()
    demand(world, ENOUGH[:-1])
    world.does(WithdrawDemand(handle(11), world.now))
    world.does(ResignMembership(handle(12), world.now))
    demand(world, (71,))
    assert current(world.state) is None
    demand(world, (11, 72))
    assert current(world.state) is not None


def test_a_call_by_whoever_may_call_ends_the_demands() -> None:
    world = organisation()
    demand(world, (11, 12))
    world.call(handle(40))
    assert not world.state.meetings.demand
    assert world.refused(DemandConvention(handle(13), world.now)).code == "convention.called"


def test_members_hold_a_convention_that_neither_secretary_nor_chair_wants() -> None:
    """Nobody calls, nobody checks in, nobody opens: the members do all of it."""
    world = organisation()
    demand(world)
    elect_delegates(world)
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.opens)
    for delegate in delegates_of(world.state, C1):
        world.does(CheckIn(delegate.person, world.now, C1, delegate.person))
    world.wait(world.now + 3600)
    chair = delegates_of(world.state, C1)[0].person
    for delegate in delegates_of(world.state, C1)[:4]:
        world.does(NameChair(delegate.person, world.now, C1, chair))
    world.does(OpenConvention(chair, world.now, C1))
    assert "open-convention" not in [d.kind for d in engine.overdue(world.state, world.now)]


def test_whoever_may_not_vote_demands_nothing() -> None:
    world = organisation()
    assert world.refused(DemandConvention(handle(999), world.now)).code == "member.unknown"
