"""The refusals of delegates picked and seats declined, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.delegates import DeclineSeat, PickDelegate
from rankandfile.core.chapters.nominations import Nominate
from rankandfile.core.refusal import Refusal
from tests.world import SECRETARY, World, called, handle

from .stages import C1, NORTH, captured, nominations, on


def _slate_roll() -> World:
    world = captured()
    world.call(handle(SECRETARY))
    world.wait(world.at("roll-date"))
    return world


def _pick(world: World, number: int) -> PickDelegate:
    clause = world.state.foundation.rulebook.delegates  # type: ignore[union-attr]
    held = (h for each in world.state.offices.holdings.values() for h in each)
    picker = next(h.person for h in held if h.post == clause.appointed_by)  # type: ignore[union-attr]
    return PickDelegate(picker, world.now, C1, NORTH, handle(number))


def _picked_full() -> World:
    world = _slate_roll()
    for number in range(12, 12 + world.state.delegates.of[C1].shares[NORTH].seats):
        world.does(_pick(world, number))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "delegate.elected_here": lambda: on(called(), lambda w: PickDelegate(handle(11), w.now, C1, NORTH, handle(12))),
    "delegate.picker": lambda: on(_slate_roll(), lambda w: PickDelegate(handle(11), w.now, C1, NORTH, handle(12))),
    "delegate.no_seats": lambda: on(_picked_full(), lambda w: _pick(w, 30)),
    "delegate.not_on_roll": lambda: on(nominations(), lambda w: Nominate(handle(41), w.now, "E2", handle(11))),
    "delegate.none": lambda: on(called(), lambda w: DeclineSeat(handle(11), w.now, C1)),
}
