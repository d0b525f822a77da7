"""References between motions: “see also”, and withdrawn in favour of another.

The authors of a motion say which others belong beside it; a page shows it on both. Two motions that say the same are
never made one by anybody but their authors: the mover of one withdraws it in favour of the other, and it says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from ..act import Act, Answer, Effect, Texts
from ..ids import Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .coauthors import is_author
from .motions import WithdrawMotion, article_of, why_not_alive
from .withdrawing import withdraw_motion

if TYPE_CHECKING:
    from ..state import State

Reason = Literal["see-also", "in-favour"]
MOST = 10
"""Motions to which one refers: a list that long is still read."""


class Reference(Struct, frozen=True):
    """From one motion to another; `in-favour` says that the one was withdrawn for the other."""

    to: MotionId
    reason: Reason
    at: Moment


class ReferencesState(Struct, frozen=True):
    """The slice of this chapter: to what each motion refers, and what refers to it."""

    to: Table[MotionId, tuple[Reference, ...]] = Table()
    back: Table[MotionId, tuple[MotionId, ...]] = Table()


class ReferToMotion(Act, frozen=True):
    """Say of a motion of one's own that another belongs beside it."""

    motion: MotionId
    to: MotionId


class WithdrawReference(Act, frozen=True):
    """Say so no longer."""

    motion: MotionId
    to: MotionId


class WithdrawInFavour(Act, frozen=True):
    """Take one's own motion back in favour of another, until the final agenda is composed."""

    motion: MotionId
    to: MotionId


class MotionReferred(Effect, frozen=True):
    """The motion refers to another."""

    motion: MotionId
    to: MotionId
    reason: Reason
    at: Moment


class ReferenceWithdrawn(Effect, frozen=True):
    """The motion refers to the other no longer."""

    motion: MotionId
    to: MotionId


REFUSALS = {
    "reference.not_author": Words(
        gettext_noop("Only its authors say to what {motion} refers."),
        gettext_noop("Write to its mover."),
    ),
    "reference.self": Words(
        gettext_noop("A motion cannot refer to itself."),
        gettext_noop("Choose another one."),
    ),
    "reference.made": Words(
        gettext_noop("{motion} refers to {to} already."),
        gettext_noop("Nothing more is needed: both pages show it."),
    ),
    "reference.many": Words(
        gettext_noop("{motion} refers to {limit} motions, which is the most."),
        gettext_noop("Take one of them off first."),
    ),
    "reference.none": Words(
        gettext_noop("{motion} does not refer to {to}."),
        gettext_noop("There is nothing to take off."),
    ),
    "reference.over": Words(
        gettext_noop("{to} is no longer open: {fate}."),
        gettext_noop("Withdraw in favour of a motion that is open, or withdraw without one."),
    ),
}


def references(state: State, motion: MotionId) -> tuple[Reference, ...]:
    """To what the motion refers, in the order in which its authors said so."""
    return state.references.to.get(motion, ())


def referring(state: State, motion: MotionId) -> tuple[MotionId, ...]:
    """What refers to the motion, in that order."""
    return state.references.back.get(motion, ())


def _why_not_authors(state: State, motion: MotionId, to: MotionId, by: Handle) -> Refusal | None:
    refusal = why_not_alive(state, motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[motion]
    article = article_of(state, own)
    if not is_author(state, own, by):
        return refuse(article, "reference.not_author", motion=motion)
    if to not in state.motions.motions:
        return refuse(article, "motion.unknown")
    return refuse(article, "reference.self") if to == motion else None


def refer_to_motion(state: State, act: ReferToMotion, texts: Texts) -> Answer:
    """An author of the motion refers to another, whatever became of that one."""
    refusal = _why_not_authors(state, act.motion, act.to, act.by)
    if refusal is not None:
        return refusal
    article, known = article_of(state, state.motions.motions[act.motion]), references(state, act.motion)
    if any(each.to == act.to for each in known):
        return refuse(article, "reference.made", motion=act.motion, to=act.to)
    if len(known) >= MOST:
        return refuse(article, "reference.many", motion=act.motion, limit=MOST)
    return (MotionReferred(act.motion, act.to, "see-also", act.at),)


def withdraw_reference(state: State, act: WithdrawReference, texts: Texts) -> Answer:
    """An author of the motion takes a reference off again."""
    refusal = _why_not_authors(state, act.motion, act.to, act.by)
    if refusal is not None:
        return refusal
    if not any(each.to == act.to for each in references(state, act.motion)):
        article = article_of(state, state.motions.motions[act.motion])
        return refuse(article, "reference.none", motion=act.motion, to=act.to)
    return (ReferenceWithdrawn(act.motion, act.to),)


def withdraw_in_favour(state: State, act: WithdrawInFavour, texts: Texts) -> Answer:
    """The mover withdraws, as at any time when that is open, and says which motion takes its place."""
    answer = withdraw_motion(state, WithdrawMotion(act.by, act.at, act.motion), texts)
    if isinstance(answer, Refusal):
        return answer
    article, other = article_of(state, state.motions.motions[act.motion]), state.motions.motions.get(act.to)
    if other is None:
        return refuse(article, "motion.unknown")
    if other.id == act.motion:
        return refuse(article, "reference.self")
    if other.fate:
        return refuse(article, "reference.over", to=other.id, fate=other.fate)
    known = any(each.to == act.to for each in references(state, act.motion))
    before = (ReferenceWithdrawn(act.motion, act.to),) if known else ()
    return (*answer, *before, MotionReferred(act.motion, act.to, "in-favour", act.at))


def _referred(state: State, effect: MotionReferred) -> ReferencesState:
    own = state.references
    made = (*references(state, effect.motion), Reference(effect.to, effect.reason, effect.at))
    back = (*referring(state, effect.to), effect.motion)
    return ReferencesState(own.to.set(effect.motion, made), own.back.set(effect.to, back))


def _withdrawn(state: State, effect: ReferenceWithdrawn) -> ReferencesState:
    own = state.references
    left = tuple(each for each in references(state, effect.motion) if each.to != effect.to)
    back = tuple(each for each in referring(state, effect.to) if each != effect.motion)
    return ReferencesState(own.to.set(effect.motion, left), own.back.set(effect.to, back))


SLICE = "references"
ADMIT: dict[type, Any] = {
    ReferToMotion: refer_to_motion,
    WithdrawReference: withdraw_reference,
    WithdrawInFavour: withdraw_in_favour,
}
APPLY: dict[type, Any] = {MotionReferred: _referred, ReferenceWithdrawn: _withdrawn}
TEXTS: dict[type, tuple[Any, ...]] = {}
