"""The refusals of composites, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import TakeUpItem, next_item
from rankandfile.core.chapters.composites import ConsentToComposite, LeaveComposite, ProposeComposite
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.refusal import Refusal
from rankandfile.core.text import count_lines, fingerprint
from tests.world import TEXT, WEEK, World, assemble, called, elect_delegates, handle

from .stages import C1, CHAIRING, RULES, SECONDERS, changed, on

NONE = RULES[: RULES.index("[composites]")] + RULES[RULES.index("[agenda]") :]
BY_POST = changed('every = "52 weeks"', 'every = "52 weeks"\nheld = "by-post"')
CLOSES = changed('if_lost = "originals"', 'if_lost = "originals"\ncloses = "6 weeks before opening"')
READ = changed('review_after = "104 weeks"', "readings = 2")
JOINT = "Both of them."
WORDS = {"title": "Both", "text": JOINT}


def propose(world: World, *originals: str, by: int = 41) -> ProposeComposite:
    """A composite of these, by a mover of one of them."""
    return ProposeComposite(handle(by), world.now, originals, count_lines(JOINT), fingerprint(JOINT))


def two(rulebook: str | None = None, supported: tuple[int, ...] = (41, 72)) -> World:
    """Two motions, those of these movers with their support."""
    world = called(rulebook)
    for mover in (41, 72):
        moved = world.move(mover, f"{TEXT}\nBy {mover}.")
        if mover in supported:
            world.second(moved, [n for n in (*SECONDERS, 15) if n != mover][:10])
    return world


def proposed(rulebook: str | None = None) -> World:
    """And a composite of both proposed."""
    world = two(rulebook)
    world.does(propose(world, "M1", "M2"), **WORDS)
    return world


def consent(world: World, by: int = 72) -> ConsentToComposite:
    """A mover consents to the first composite."""
    return ConsentToComposite(handle(by), world.now, "K1")


def made() -> World:
    """And made."""
    world = proposed()
    world.does(consent(world))
    return world


def _with_emergency() -> World:
    world = two()
    world.move(43, f"{TEXT}\nNow.", business="emergency")
    return world


def _on_the_floor() -> World:
    world = two()
    elect_delegates(world)
    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, next_item(world.state, C1).id))  # type: ignore[union-attr]
    return world


def _late() -> World:
    world = two(CLOSES)
    world.wait(world.now + 12 * WEEK)
    return world


def _left() -> World:
    world = proposed()
    world.does(LeaveComposite(handle(72), world.now, "K1"))
    return world


def _with_third() -> World:
    world = made()
    world.second(world.move(43, f"{TEXT}\nBy 43."), [n for n in (*SECONDERS, 15) if n != 43][:10])
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "composite.none": lambda: on(two(NONE), lambda w: propose(w, "M1", "M2"), **WORDS),
    "composite.few": lambda: on(two(), lambda w: propose(w, "M1", "M1"), **WORDS),
    "composite.unlike": lambda: on(_with_emergency(), lambda w: propose(w, "M1", "M3"), **WORDS),
    "composite.class": lambda: on(two(READ), lambda w: propose(w, "M1", "M2"), **WORDS),
    "composite.not_placed": lambda: on(two(supported=(41,)), lambda w: propose(w, "M1", "M2"), **WORDS),
    "composite.joined": lambda: on(made(), lambda w: propose(w, "M1", "M2"), **WORDS),
    "composite.nested": lambda: on(_with_third(), lambda w: propose(w, "M3", "M4"), **WORDS),
    "composite.on_floor": lambda: on(_on_the_floor(), lambda w: propose(w, "M1", "M2"), **WORDS),
    "composite.by_post": lambda: on(two(BY_POST), lambda w: propose(w, "M1", "M2"), **WORDS),
    "composite.closed": lambda: on(_late(), lambda w: propose(w, "M1", "M2"), **WORDS),
    "composite.mover": lambda: on(two(), lambda w: propose(w, "M1", "M2", by=43), **WORDS),
    "composite.unknown": lambda: on(two(), consent),
    "composite.over": lambda: on(_left(), consent),
    "composite.made": lambda: on(made(), consent),
    "composite.not_asked": lambda: on(proposed(), lambda w: consent(w, 43)),
    "composite.consented": lambda: on(proposed(), lambda w: consent(w, 41)),
    "composite.joint": lambda: on(made(), lambda w: WithdrawMotion(handle(41), w.now, "M3")),
}
