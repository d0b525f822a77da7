"""The refusals of amendments to a proposed rulebook, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.ids import RulesHash
from rankandfile.core.refusal import Refusal
from tests.world import World, called, handle

from .stages import MOVER, RULES, on, with_motion

LIMIT = "limit = [{ words = 300 }]"
PROPOSED = RULES.replace("tellers_agree = 2", "tellers_agree = 3")


def proposing() -> World:
    """A motion proposes that three tellers agree."""
    world = called()
    rules = world.shelve(PROPOSED)
    motion = world.move(MOVER, "Three tellers must agree.", "rulebook-change", rules=rules)
    world.second(motion, [*range(11, 20), *range(42, 51), 73, 74, 96, 97])
    return world


def as_amended(world: World, text: str, by: int = 42, **more: str) -> MoveAmendment:
    """The proposal would read like this text instead."""
    rules = world.shelve(text)
    return MoveAmendment(handle(by), world.now, "M1", "instruct", rules=rules, **more)  # type: ignore[arg-type]


def _with_one() -> World:
    world = proposing()
    world.does(as_amended(world, PROPOSED.replace(LIMIT, "limit = [{ words = 333 }]")), text="More words.")
    return world


def _unknown(world: World) -> MoveAmendment:
    return MoveAmendment(handle(42), world.now, "M1", "instruct", rules=RulesHash("f" * 64))


def _amends_its_words(world: World) -> MoveAmendment:
    return MoveAmendment(handle(42), world.now, "M1", "replace", 1, 1, amends="M1-A1")


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "amendment.no_rulebook": lambda: on(with_motion(), lambda w: as_amended(w, PROPOSED), text="x"),
    "amendment.rulebook_alone": lambda: on(_with_one(), lambda w: as_amended(w, RULES, amends="M1-A1"), text="x"),
    "amendment.rulebook_words": lambda: on(_with_one(), _amends_its_words, text="x"),
    "amendment.rulebook_missing": lambda: on(proposing(), _unknown, text="x"),
    "amendment.rulebook_same": lambda: on(proposing(), lambda w: as_amended(w, PROPOSED), text="x"),
}
