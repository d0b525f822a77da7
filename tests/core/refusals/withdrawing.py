"""The refusals of taking over what somebody withdrew, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.composites import LeaveComposite
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.withdrawing import TakeOverMotion
from rankandfile.core.refusal import Refusal
from tests import erasing
from tests.world import DAY, WEEK, World, handle

from .composites import made
from .stages import MOVER, changed, later, on, placed, with_motion

NONE = changed('taken_over_within = "2 weeks"\n', "")
LONG = changed('taken_over_within = "2 weeks"', 'taken_over_within = "20 weeks"')


def take(world: World, by: int = 50, motion: str = "M1") -> TakeOverMotion:
    """Another member takes the first motion over."""
    return TakeOverMotion(handle(by), world.now, motion)


def withdrawn(rulebook: str | None = None) -> World:
    """A motion, withdrawn by its mover."""
    world = with_motion(rulebook)
    world.does(WithdrawMotion(handle(MOVER), world.now, "M1"))
    return world


def _left() -> World:
    world = made()
    world.does(LeaveComposite(handle(72), world.now, "K1"))
    return world


def _to_be_erased() -> World:
    world = withdrawn()
    world.does(erasing.own(world, MOVER, world.state.motions.motions["M1"].entry, "text"))
    return world


def _unsupported() -> World:
    world = withdrawn(LONG)
    world.wait(world.at("seconding-close-policy") + DAY)
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "takeover.none": lambda: on(withdrawn(NONE), take),
    "takeover.not_withdrawn": lambda: on(placed(), take),
    "takeover.late": lambda: later(withdrawn(), take, withdrawn().now + 3 * WEEK),
    "takeover.own": lambda: on(withdrawn(), lambda w: take(w, MOVER)),
    "takeover.joint": lambda: on(_left(), lambda w: take(w, motion="M3")),
    "takeover.erased": lambda: on(_to_be_erased(), take),
    "takeover.support": lambda: on(_unsupported(), take),
}
