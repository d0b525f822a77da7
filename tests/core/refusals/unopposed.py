"""The refusals of taking amendments in without a vote, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.unopposed import AskForObjections, ObjectToAmendment, TakeInUnopposed
from rankandfile.core.refusal import Refusal
from tests.core.chapters.test_unopposed import with_amendments
from tests.world import World, handle

from .amendments import MOVER_ACCEPTS
from .stages import C1, CHAIRING, on, with_amendment


def ask(world: World, amendment: str = "M1-A1") -> AskForObjections:
    """The chair asks about the first amendment."""
    return AskForObjections(CHAIRING, world.now, amendment)


def _asked() -> World:
    world = with_amendments()
    world.does(ask(world))
    return world


def _objects(world: World) -> ObjectToAmendment:
    return ObjectToAmendment(present_voters(world.state.meetings.conventions[C1])[0], world.now, "M1-A1")


def _objected() -> World:
    world = _asked()
    world.does(_objects(world))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "unopposed.none": lambda: on(with_amendment(MOVER_ACCEPTS), ask),
    "unopposed.not_next": lambda: on(with_amendments(), lambda w: ask(w, "M1-A2")),
    "unopposed.objected": lambda: on(_objected(), ask),
    "unopposed.asked": lambda: on(_asked(), ask),
    "unopposed.not_asked": lambda: on(with_amendments(), lambda w: TakeInUnopposed(CHAIRING, w.now, "M1-A1")),
    "unopposed.wait": lambda: on(_asked(), lambda w: TakeInUnopposed(CHAIRING, w.now, "M1-A1")),
    "unopposed.who": lambda: on(_asked(), lambda w: ObjectToAmendment(handle(60), w.now, "M1-A1")),
}
