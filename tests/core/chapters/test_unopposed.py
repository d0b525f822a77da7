"""Taking an amendment in without a vote: the chair asks, one objection is enough, and nothing is declared too soon."""

from rankandfile.core.chapters import amending
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.following import versions
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.ordering import sequence
from rankandfile.core.chapters.unopposed import (
    WAIT,
    AskForObjections,
    ObjectToAmendment,
    TakeInUnopposed,
    is_asked,
)
from rankandfile.core.digest import digest
from rankandfile.core.ids import AmendmentId, ConventionId, MotionId
from tests.world import World, called, handle

from ..refusals.stages import CHAIRING, SECONDERS
from ..test_properties import replayed
from .test_convention import cards
from .test_following import on_the_floor
from .test_secondary import one

M1, FIRST, C1 = MotionId("M1"), AmendmentId("M1-A1"), ConventionId("C1")


def with_amendments() -> World:
    """On the floor: a motion with two amendments to its first line."""
    world = called()
    world.second(world.move(41), SECONDERS)
    for _ in range(2):
        world.does(MoveAmendment(handle(42), world.now, M1, "replace", 1, 1), text="Other words.")
        number = list(world.state.amendments.amendments)[-1]
        for seconder in (11, 12, 13, 14, 15):
            world.does(amending.SecondAmendment(handle(seconder), world.now, number))
    return on_the_floor(world)


def test_where_nobody_objects_it_is_taken_in_and_what_touches_it_falls() -> None:
    world = with_amendments()
    world.does(AskForObjections(CHAIRING, world.now, FIRST))
    assert is_asked(one(world, FIRST))
    assert world.refused(TakeInUnopposed(CHAIRING, world.now, FIRST)).code == "unopposed.wait"
    world.wait(world.now + WAIT)
    world.does(TakeInUnopposed(CHAIRING, world.now, FIRST))
    assert (one(world, FIRST).fate, one(world, FIRST).accepted) == ("carried", True)
    assert one(world, "M1-A2").fate == "fell"
    assert [(v.amendment, v.vote) for v in versions(world.state, M1)] == [(FIRST, None)]
    assert digest(replayed(world)) == digest(world.state)


def test_one_objection_is_enough_also_after_the_minute_and_then_it_is_voted_on() -> None:
    world = with_amendments()
    delegate = present_voters(world.state.meetings.conventions[C1])[0]
    world.does(AskForObjections(CHAIRING, world.now, FIRST))
    world.wait(world.now + 5 * WAIT)
    world.does(ObjectToAmendment(delegate, world.now, FIRST))
    for act in (TakeInUnopposed, AskForObjections):
        assert world.refused(act(CHAIRING, world.now, FIRST)).code == "unopposed.objected"
    assert sequence(world.state, M1)[0] == FIRST
    cards(world, FIRST, 2, 5)
    assert one(world, FIRST).fate == "lost"


def test_the_chair_may_put_it_to_the_vote_all_the_same() -> None:
    world = with_amendments()
    world.does(AskForObjections(CHAIRING, world.now, FIRST))
    cards(world, FIRST, 5, 2)
    assert (one(world, FIRST).fate, one(world, FIRST).accepted) == ("carried", False)
    assert not is_asked(one(world, FIRST))
