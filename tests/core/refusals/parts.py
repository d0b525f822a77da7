"""The refusals of voting in parts, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.parts import AskForPart
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.refusal import Refusal
from tests.world import World, handle

from .stages import C1, CHAIRING, MOVER, RULES, changed, on, opened, placed, with_motion

NO_PARTS = RULES[: RULES.index("[parts]")] + RULES[RULES.index("[agenda]") :]
BY_POST = changed('every = "52 weeks"', 'every = "52 weeks"\nheld = "by-post"')


def ask(world: World, first: int = 2, last: int = 2, by: int = MOVER, subject: str = "M1") -> AskForPart:
    """The mover asks for a vote on these lines of the first motion."""
    return AskForPart(handle(by), world.now, subject, first, last)


def _deleting() -> World:
    world = placed()
    world.does(MoveAmendment(handle(42), world.now, "M1", "delete", 1, 1), text="-")
    for number in (11, 12, 13, 14, 15):
        world.does(SecondAmendment(handle(number), world.now, "M1-A1"))
    return world


def _asked() -> World:
    world = opened()
    world.does(_delegate(world))
    return world


def _delegate(world: World) -> AskForPart:
    voter = present_voters(world.state.meetings.conventions[C1])[0]
    return ask(world, by=int(voter, 16), last=3)


def _divided() -> World:
    world = placed()
    world.does(ask(world, 2, 2))
    return world


def _proposes_rules() -> World:
    world = with_motion()
    rules = world.shelve(changed("seconders = { members = 5 }", "seconders = { members = 6 }"))
    world.move(42, business="rulebook-change", rules=rules)
    return world


def _voting_on_parts() -> World:
    world = opened()
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    own = world.state.floor.agenda[C1]["1"].about
    world.does(ask(world, 1, 1, int(world.state.motions.motions[own].mover, 16), own))
    return world


def _out_of_turn(world: World) -> PutToVote:
    return PutToVote(CHAIRING, world.now, C1, world.state.floor.agenda[C1]["1"].about, "show-of-cards")


def _begun() -> World:
    world = _voting_on_parts()
    own = world.state.floor.agenda[C1]["1"].about
    world.does(PutToVote(CHAIRING, world.now, C1, f"part:{own}:1-1", "show-of-cards"))
    return world


def _asks_late(world: World) -> AskForPart:
    own = world.state.floor.agenda[C1]["1"].about
    return ask(world, 3, 3, int(world.state.motions.motions[own].mover, 16), own)


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "parts.none": lambda: on(placed(NO_PARTS), ask),
    "parts.unknown": lambda: on(placed(), lambda w: ask(w, subject="M9")),
    "parts.not_placed": lambda: on(with_motion(), ask),
    "parts.by_post": lambda: on(placed(BY_POST), ask),
    "parts.rulebook": lambda: on(_proposes_rules(), lambda w: ask(w, by=42, subject="M2")),
    "parts.deletion": lambda: on(_deleting(), lambda w: ask(w, by=42, subject="M1-A1")),
    "parts.lines": lambda: on(placed(), lambda w: ask(w, 1, 3)),
    "parts.who": lambda: on(placed(), lambda w: ask(w, by=11)),
    "parts.only_mover": lambda: on(placed(changed("asked_by = 3", "asked_by = 0")), lambda w: ask(w, by=11)),
    "parts.asked": lambda: on(_asked(), _delegate),
    "parts.there": lambda: on(_divided(), lambda w: ask(w, 2, 3)),
    "parts.many": lambda: on(placed(changed("asked_by = 3", "asked_by = 3\nmost = 2")), ask),
    "parts.begun": lambda: on(_begun(), _asks_late),
    "floor.parts_first": lambda: on(_voting_on_parts(), _out_of_turn),
}
