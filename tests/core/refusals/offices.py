"""The refusals of posts and appointments, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.offices import Appoint, AppointProvisionally, ResignPost
from rankandfile.core.refusal import Refusal
from tests.world import FOUNDER, SECRETARY, World, handle, organisation

from .stages import LATE_SHOP, NORTH, captured, fresh, on


def _organiser_appointed() -> World:
    world = captured()
    post = next(p for p in world.state.foundation.rulebook.posts if p.id == "organiser")  # type: ignore[union-attr]
    for number in range(20, 20 + post.number):
        world.does(Appoint(handle(SECRETARY), world.now, handle(number), "organiser", NORTH))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "post.unknown": lambda: fresh(lambda w: AppointProvisionally(FOUNDER, w.now, handle(11), "king")),
    "post.not_founder": lambda: fresh(lambda w: AppointProvisionally(handle(11), w.now, handle(11), "chair")),
    "post.elected": lambda: fresh(lambda w: Appoint(FOUNDER, w.now, handle(11), "chair")),
    "post.full": lambda: on(
        _organiser_appointed(), lambda w: Appoint(handle(SECRETARY), w.now, handle(13), "organiser", NORTH)
    ),
    "post.not_held": lambda: fresh(lambda w: ResignPost(handle(11), w.now, "chair")),
    "post.appointer": lambda: on(
        organisation(LATE_SHOP), lambda w: Appoint(handle(12), w.now, handle(13), "organiser", NORTH)
    ),
}
