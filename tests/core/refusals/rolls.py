"""The refusals of corrected rolls, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.balloting import CastBallot
from rankandfile.core.chapters.rolls import CorrectRoll, Ground, why_struck
from rankandfile.core.refusal import Refusal
from tests.core.chapters.boarding import BARE, E1, set_up, waiting
from tests.world import DESK, SECRETARY, World, handle


def correct(world: World, person: int, ground: Ground, by: int = SECRETARY, **more: object) -> Refusal:
    """The refusal of a correction."""
    added, reason = bool(more.get("added")), str(more.get("reason", "As the minutes of the branch say."))
    return world.refused(CorrectRoll(handle(by), world.now, E1, handle(person), added, ground), reason=reason)


def _over() -> World:
    world = waiting()
    world.wait(world.at("delegate-voting-closes"))
    return world


def _voted() -> World:
    world = waiting(BARE)
    world.wait(world.at("delegate-voting-opens"))
    world.does(CastBallot(handle(15), world.now, E1))
    return world


def struck() -> World:
    """A member was struck off the roll by order of a court."""
    world = set_up()
    act = CorrectRoll(handle(SECRETARY), world.now, E1, handle(15), False, "court")
    world.does(act, reason="Order of the district court.")
    return world


def _struck() -> Refusal:
    world = struck()
    found = why_struck(world.state, world.state.elections.elections[E1], handle(15))
    assert found is not None
    return found


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "roll.not_officer": lambda: correct(waiting(), 15, "court", by=11),
    "roll.over": lambda: correct(_over(), 15, "court"),
    "roll.ground": lambda: correct(waiting(), 15, "entitled"),
    "roll.reason": lambda: correct(waiting(), 15, "court", reason="  "),
    "roll.not_on": lambda: correct(waiting(), 41, "court"),
    "roll.on": lambda: correct(waiting(), 15, "entitled", added=True),
    "roll.not_left": lambda: correct(waiting(), 15, "left"),
    "roll.not_entitled": lambda: correct(waiting(), 41, "entitled", added=True),
    "roll.voted": lambda: correct(_voted(), 15, "twice", by=DESK),
    "roll.credentials": lambda: correct(set_up(), 41, "entitled", added=True),
    "roll.struck": _struck,
}
