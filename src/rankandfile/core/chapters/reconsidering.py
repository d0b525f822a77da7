"""Reconsidering: what a meeting decided is put to it again, at the same meeting.

Only what has brought nothing about yet: no rulebook that is scheduled, no ballot of all members, no reading. Keeps its
part of the motion's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Effect
from ..ids import ConventionId, Moment, MotionId
from .motions import Motion, MotionsState, with_motion

if TYPE_CHECKING:
    from ..state import State


class MotionReopened(Effect, frozen=True):
    """The meeting voted to reconsider it: it is undecided again."""

    motion: MotionId


def reconsiderable(state: State, convention: ConventionId) -> tuple[Motion, ...]:
    """The motions on this meeting's agenda that it decided and can decide again."""
    listed = state.floor.agenda.get(convention)
    about = [item.about for item in listed.values() if item.state in ("open", "done")] if listed is not None else []
    found = (state.motions.motions.get(MotionId(each)) for each in about)
    return tuple(m for m in found if m is not None and m.fate in ("carried", "lost") and not _has_consequences(m))


def _has_consequences(motion: Motion) -> bool:
    return bool(motion.rules or motion.ballot or motion.read)


def _reopened(state: State, effect: MotionReopened) -> MotionsState:
    return with_motion(state, effect.motion, fate="", decided=Moment(0))


SLICE = "motions"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {MotionReopened: _reopened}
TEXTS: dict[type, tuple[Any, ...]] = {}
