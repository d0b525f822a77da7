"""The call of a convention: not so late that the rulebook's time between two runs out, and for as long as it says."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.ids import Moment
from rankandfile.core.refusal import Refusal
from tests.world import DAY, SECRETARY, START, WEEK, World, handle, opened, organisation

from ..refusals.stages import C1, CHAIRING, changed

LASTS = changed('every = "52 weeks"', 'every = "52 weeks"\nlasts = "2 days"')


def call(world: World, opens: int, lasts: int = 2 * DAY) -> Refusal | tuple[object, ...]:
    """What the engine answers to a call for an opening so long from now."""
    at = Moment(world.now + opens)
    return engine.admit(world.state, CallConvention(handle(SECRETARY), world.now, at, Moment(at + lasts)), {})


def test_the_next_convention_is_called_for_within_the_time_that_the_rulebook_gives() -> None:
    world = organisation()
    late = call(world, 53 * WEEK)
    assert isinstance(late, Refusal)
    assert (late.article, late.code) == ("7", "convention.late")
    assert dict(late.facts) == {"opens": START + 16 * WEEK, "until": START + 52 * WEEK}
    assert not isinstance(call(world, 52 * WEEK), Refusal)


def test_the_time_runs_from_the_close_of_the_last_one() -> None:
    world = opened()
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    late = call(world, 53 * WEEK)
    assert isinstance(late, Refusal)
    assert dict(late.facts)["until"] == world.now + 52 * WEEK
    assert not isinstance(call(world, 52 * WEEK), Refusal)


@pytest.mark.parametrize(("weeks", "in_time"), [(16, True), (32, True), (33, False)])
def test_a_call_that_comes_too_late_takes_no_longer_than_its_notice_and_as_much_again(
    weeks: int, in_time: bool
) -> None:
    world = organisation()
    world.wait(START + 51 * WEEK)
    assert isinstance(call(world, weeks * WEEK), Refusal) is not in_time


def test_a_convention_lasts_as_long_as_the_rulebook_fixes() -> None:
    world = organisation(LASTS)
    for lasts in (DAY, 3 * DAY):
        wrong = call(world, 20 * WEEK, lasts)
        assert isinstance(wrong, Refusal)
        assert (wrong.article, wrong.code) == ("7", "convention.lasts")
        assert dict(wrong.facts)["closes"] == world.now + 20 * WEEK + 2 * DAY
    assert not isinstance(call(world, 20 * WEEK), Refusal)
