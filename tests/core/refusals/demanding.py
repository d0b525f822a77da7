"""The refusals of demanding a convention, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.demanding import DemandConvention, WithdrawDemand
from rankandfile.core.refusal import Refusal
from tests.world import World, handle, organisation

from .stages import changed, fresh, on

NOBODY = changed('demanded_by = { share = "1/10", branches = 3 }\n', "")


def _demanded() -> World:
    world = organisation()
    world.does(DemandConvention(handle(11), world.now))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "demand.none": lambda: on(organisation(NOBODY), lambda w: DemandConvention(handle(11), w.now)),
    "demand.made": lambda: on(_demanded(), lambda w: DemandConvention(handle(11), w.now)),
    "demand.not_made": lambda: fresh(lambda w: WithdrawDemand(handle(11), w.now)),
}
