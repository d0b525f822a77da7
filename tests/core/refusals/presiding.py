"""The refusals of putting another in the chair, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from tests.world import World, called, handle

from .stages import C1, CHAIRING, changed, in_item, on, people, subject

NEVER = changed('chair_after = "1 hour"\n', "")


def _idle(rulebook: str | None = None) -> World:
    world = in_item(rulebook)
    world.wait(world.now + 3600)
    return world


def _name(world: World, by: Handle | None = None, person: Handle | None = None) -> NameChair:
    delegates = people(world)[0]
    return NameChair(by or Handle(delegates[0]), world.now, C1, person or Handle(delegates[1]))


def _named() -> World:
    world = _idle()
    world.does(_name(world))
    return world


def _taken() -> World:
    world = _idle()
    for voter in [*people(world)[0], *people(world, "south")[0]]:
        world.does(NameChair(Handle(voter), world.now, C1, Handle(people(world)[0][0])))
    return world


def _by_post() -> World:
    return called(changed('every = "52 weeks"', 'every = "52 weeks"\nheld = "by-post"'))


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "chair.none": lambda: on(_idle(NEVER), _name),
    "chair.early": lambda: on(in_item(), _name),
    "chair.no_vote": lambda: on(_idle(), lambda w: _name(w, by=handle(39))),
    "chair.absent": lambda: on(_idle(), lambda w: _name(w, person=handle(39))),
    "chair.named": lambda: on(_named(), _name),
    "convention.by_post": lambda: on(_by_post(), lambda w: OpenConvention(CHAIRING, w.now, C1)),
    "convention.chaired": lambda: on(_taken(), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "roll-call")),
}
