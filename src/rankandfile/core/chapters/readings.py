"""Readings: a motion that several conventions must adopt, or that all members must confirm.

What one convention adopted is on the agenda of the next by itself, in the same words. What the last one carried goes to
a ballot of all members where the rulebook says so. Keeps both in the motion's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Effect
from ..ids import ConventionId, ElectionId, MotionId
from .motions import Motion, MotionsState, business_of, with_motion

if TYPE_CHECKING:
    from ..state import State


class MotionRead(Effect, frozen=True):
    """The convention adopted the motion at a reading; the next convention has to adopt it too."""

    motion: MotionId
    convention: ConventionId


class MotionCarriedOver(Effect, frozen=True):
    """The motion stands on the agenda of the next convention, for its next reading."""

    motion: MotionId
    convention: ConventionId


class MotionSubmitted(Effect, frozen=True):
    """The convention carried the motion; all members are asked in a ballot whether they confirm it."""

    motion: MotionId
    ballot: ElectionId


def readings_left(state: State, motion: Motion) -> int:
    """How many conventions have yet to adopt the motion before it is carried (business clause)."""
    clause = business_of(state, motion.business)
    return max((clause.readings if clause is not None else 1) - len(motion.read), 1)


def carried_over(state: State, convention: ConventionId) -> tuple[Effect, ...]:
    """What the call of a convention brings: motions that wait for their next reading are on its agenda."""
    waiting = (m for m in state.motions.motions.values() if m.read and not m.ballot and not m.fate)
    return tuple(MotionCarriedOver(m.id, convention) for m in waiting)


def _read(state: State, effect: MotionRead) -> MotionsState:
    read = state.motions.motions[effect.motion].read
    return with_motion(state, effect.motion, read=(*read, effect.convention))


def _carried_over(state: State, effect: MotionCarriedOver) -> MotionsState:
    return with_motion(state, effect.motion, convention=effect.convention)


def _submitted(state: State, effect: MotionSubmitted) -> MotionsState:
    return with_motion(state, effect.motion, ballot=effect.ballot)


SLICE = "motions"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {
    MotionRead: _read,
    MotionCarriedOver: _carried_over,
    MotionSubmitted: _submitted,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
