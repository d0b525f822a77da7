"""Thresholds that are a share of the members who may vote, or of the delegates: exact, rounded as the clause says."""

import pytest

from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.chapters.motions import MoveMotion, needs
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.chapters.thresholds import in_numbers
from rankandfile.core.ids import Moment
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook, Threshold
from tests.world import FOUNDER, WEEK, World, called, handle, opened

from ..refusals.stages import changed

MEMBERS_BEFORE = '{ who = "member", seconders = { members = 10, branches = 3 } }'


def share(text: str) -> str:
    """The default rulebook, where a member's motion needs this support."""
    return changed(MEMBERS_BEFORE, '{ who = "member", seconders = { ' + text + " } }")


@pytest.mark.parametrize(
    ("clause", "members"),
    [
        ('share = "1/10"', 11),
        ('share = "10%", rounding = "down"', 10),
        ('share = "5%"', 6),
        ('share = "1/1000"', 1),
        ('share = "1/10", members = 20', 20),
        ('share = "1/10", members = 5', 11),
    ],
)
def test_a_tenth_of_106_members_is_eleven_or_ten_as_the_rounding_says(clause: str, members: int) -> None:
    world = called(share(clause))
    world.move(41)
    assert needs(world.state, world.state.motions.motions["M1"]) == Threshold(  # type: ignore[index]
        members=members, rounding="down" if "down" in clause else "up"
    )


def test_the_supporter_who_makes_the_share_full_places_the_motion() -> None:
    world = called(share('share = "1/20"'))
    world.second(world.move(41), range(10, 15))
    assert not world.state.motions.motions["M1"].placed  # type: ignore[index]
    world.does(SecondMotion(handle(15), world.now, "M1"))  # type: ignore[arg-type]
    assert world.state.motions.motions["M1"].placed  # type: ignore[index]


def test_who_may_not_vote_does_not_count_in_the_whole() -> None:
    world = called(share('share = "1/10"'))
    for number in range(10, 20):
        world.does(RecordDues(FOUNDER, world.now, handle(number), Moment(world.now - 20 * WEEK)))
    assert in_numbers(world.state, Threshold(share="1/10"), world.state.meetings.current).members == 10


def test_a_share_of_the_delegates_counts_delegates() -> None:
    world: World = opened()
    need = in_numbers(world.state, Threshold(share="1/3", of="delegates"), world.state.meetings.current)
    assert (need.delegates, need.members) == (3, 0)


def test_a_share_is_never_nobody_and_a_motion_without_supporters_is_not_placed_by_it() -> None:
    world = called(share('share = "1/1000"'))
    world.move(41)
    assert isinstance(world.history[-1][0], MoveMotion)
    assert not world.state.motions.motions["M1"].placed  # type: ignore[index]


def test_a_share_of_more_than_all_is_no_rule() -> None:
    assert not isinstance(parse(share('share = "3/2"')), Rulebook)
