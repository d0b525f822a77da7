"""Composites: one motion made of several by their movers together, which takes their place.

    proposed -> each mover consents -> made -> carried: the originals fall
                                            -> lost: the originals are taken, or fall, as the rulebook says

Every mover of an original consents by an act of its own; one who does not, or leaves before it is on the floor, ends
it, and the originals stand as before. Only motions that have their support are joined, so a composite needs no other.
While it is open, no original comes to the floor. Whatever else becomes of it, the originals come back: nobody loses a
motion but by a vote on the text that stands in its place. Who proposes one and who consents stands in `composing.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Effect
from ..ids import CompositeId, Handle, Moment, MotionId
from ..table import Table
from .agenda import ItemEnded, item_about
from .foundation import rulebook
from .motions import (
    Motion,
    MotionDecided,
)

if TYPE_CHECKING:
    from ..state import State


class Composite(Struct, frozen=True):
    """A text in the place of several motions; `motion` is what it became once every mover had consented."""

    id: CompositeId
    originals: tuple[MotionId, ...]
    by: Handle
    at: Moment
    entry: int
    lines: int
    fingerprint: str
    consents: Table[Handle, Moment] = Table()
    motion: MotionId = MotionId("")
    over: bool = False
    """Whether a mover did not consent, or left it."""


class CompositesState(Struct, frozen=True):
    """The slice of this chapter; `of` has the motion in whose place each original was put last."""

    composites: Table[CompositeId, Composite] = Table()
    of: Table[MotionId, MotionId] = Table()


class ProposeComposite(Act, frozen=True):
    """Propose one text in the place of several motions, one's own among them. It is consented to by proposing it."""

    originals: tuple[MotionId, ...]
    lines: int
    fingerprint: str


class ConsentToComposite(Act, frozen=True):
    """Let the composite take the place of one's motion."""

    composite: CompositeId


class LeaveComposite(Act, frozen=True):
    """Do not consent, or no longer: the composite ends, and the originals stand as they were."""

    composite: CompositeId


class CompositeProposed(Effect, frozen=True):
    """The composite is proposed, under its number, to the movers of the originals."""

    composite: CompositeId
    originals: tuple[MotionId, ...]
    by: Handle
    at: Moment
    entry: int
    lines: int
    fingerprint: str


class CompositeConsented(Effect, frozen=True):
    """One more mover consents."""

    composite: CompositeId
    by: Handle
    at: Moment


class CompositeMade(Effect, frozen=True):
    """Every mover consents: this motion stands in the place of the originals."""

    composite: CompositeId
    motion: MotionId


class CompositeEnded(Effect, frozen=True):
    """A mover does not consent, or left it: the originals stand as they were."""

    composite: CompositeId


def composite_of(state: State, motion: MotionId) -> Composite | None:
    """The composite that the motion is; None for any other motion."""
    own = state.composites.composites.values()
    return next((each for each in own if each.motion == motion), None) if motion else None


def proposals(state: State, motion: MotionId) -> tuple[Composite, ...]:
    """The composites that are proposed in the place of this motion and others, and that still wait for consent."""
    found = state.composites.composites.values()
    return tuple(each for each in found if motion in each.originals and not each.motion and not each.over)


def asked_movers(state: State, own: Composite) -> tuple[Handle, ...]:
    """The movers of the originals, each once, in the order of the motions."""
    return tuple(dict.fromkeys(state.motions.motions[each].mover for each in own.originals))


def still_asked(state: State, own: Composite) -> tuple[Handle, ...]:
    """The movers who have not consented yet."""
    return tuple(each for each in asked_movers(state, own) if each not in own.consents)


def motions_of(state: State, own: Composite) -> tuple[Motion, ...]:
    """The motions that it stands for."""
    return tuple(state.motions.motions[each] for each in own.originals)


def composites_article(state: State) -> str:
    """The article on composites; that on the agenda where the rulebook has none."""
    clause = rulebook(state).composites
    return clause.article if clause is not None else rulebook(state).agenda.article


def originals_after(state: State, motion: Motion, is_carried: bool, at: Moment) -> tuple[Effect, ...]:
    """What becomes of the originals by the decision on their composite: they fall, or are taken (composites clause)."""
    own, clause = composite_of(state, motion.id), rulebook(state).composites
    if own is None or (not is_carried and (clause is None or clause.if_lost == "originals")):
        return ()
    return tuple(effect for m in motions_of(state, own) if not m.fate for effect in _fallen(state, m, at))


def _fallen(state: State, motion: Motion, at: Moment) -> tuple[Effect, ...]:
    item = item_about(state, motion.convention, motion.id)
    done = (ItemEnded(motion.convention, item.id, "done"),) if item is not None else ()
    return (MotionDecided(motion.id, "fell", at), *done)


def as_proposed(effect: CompositeProposed) -> Composite:
    """The composite right after it was proposed."""
    consents = Table[Handle, Moment]().set(effect.by, effect.at)
    return Composite(
        effect.composite, effect.originals, effect.by, effect.at, effect.entry, effect.lines, effect.fingerprint,
        consents,
    )  # fmt: skip


def _with_composite(state: State, composite: CompositeId, **change: Any) -> CompositesState:
    own = state.composites
    changed = replace(own.composites[composite], **change)
    return replace(own, composites=own.composites.set(composite, changed))


def _proposed(state: State, effect: CompositeProposed) -> CompositesState:
    own = state.composites
    return replace(own, composites=own.composites.set(effect.composite, as_proposed(effect)))


def _consented(state: State, effect: CompositeConsented) -> CompositesState:
    consents = state.composites.composites[effect.composite].consents.set(effect.by, effect.at)
    return _with_composite(state, effect.composite, consents=consents)


def _was_made(state: State, effect: CompositeMade) -> CompositesState:
    of = state.composites.of
    for original in state.composites.composites[effect.composite].originals:
        of = of.set(original, effect.motion)
    return replace(_with_composite(state, effect.composite, motion=effect.motion), of=of)


def _ended(state: State, effect: CompositeEnded) -> CompositesState:
    return _with_composite(state, effect.composite, over=True)


SLICE = "composites"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {
    CompositeProposed: _proposed,
    CompositeConsented: _consented,
    CompositeMade: _was_made,
    CompositeEnded: _ended,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
