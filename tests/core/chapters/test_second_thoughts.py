"""A second for an amendment is taken back until amendments close; what has its support stays on the floor."""

from rankandfile.core.chapters.amending import SecondAmendment, WithdrawAmendment
from tests.core.refusals.second_thoughts import A1, back, seconded
from tests.world import handle


def test_a_second_is_taken_back_and_given_again() -> None:
    world = seconded()
    world.does(back(world))
    assert handle(11) not in world.state.amendments.amendments[A1].seconders
    world.does(SecondAmendment(handle(11), world.now, A1))
    assert handle(11) in world.state.amendments.amendments[A1].seconders


def test_whoever_takes_a_second_back_does_not_take_the_amendment_off() -> None:
    world = seconded((11, 12, 13, 43, 73))
    assert world.state.amendments.amendments[A1].placed
    world.does(back(world))
    own = world.state.amendments.amendments[A1]
    assert own.placed
    assert len(own.seconders) == 4


def test_a_second_for_what_is_over_stays() -> None:
    world = seconded()
    world.does(WithdrawAmendment(handle(42), world.now, A1))
    assert world.refused(back(world)).code == "amendment.over"
