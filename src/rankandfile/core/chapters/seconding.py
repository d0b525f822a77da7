"""Seconding: support brings a motion on the agenda, and the threshold acts.

When the number of the rulebook is reached the motion is placed by that very act. Whoever takes a second back does not
take the motion off again. Short of support at its deadline a motion falls by the clock. Keeps seconders in the motion's
slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..ids import ConventionId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .bodies import why_outside
from .bulletin import why_no_discretion
from .delegates import is_delegate
from .foundation import rulebook
from .meetings import deadline
from .motions import (
    Motion,
    MotionDecided,
    MotionsState,
    article_of,
    business_of,
    needs,
    placed_effects,
    why_not_alive,
    with_motion,
)
from .standing import why_may_not
from .thresholds import is_reached, support

if TYPE_CHECKING:
    from ..state import State


class SecondMotion(Act, frozen=True):
    """Support bringing a motion to the floor, not necessarily its content."""

    motion: MotionId


class WithdrawSecond(Act, frozen=True):
    """Take one's second back."""

    motion: MotionId


class PlaceMotion(Act, frozen=True):
    """Put a motion on the agenda by discretion, where the rulebook gives that away."""

    motion: MotionId


class MotionSeconded(Effect, frozen=True):
    """One more member supports bringing it to the floor."""

    motion: MotionId
    by: Handle
    at: Moment


class SecondWithdrawn(Effect, frozen=True):
    """One second fewer."""

    motion: MotionId
    by: Handle


REFUSALS = {
    "motion.own": Words(
        gettext_noop("The mover cannot second the motion."),
        gettext_noop("Ask another member; {missing} are still needed."),
    ),
    "motion.seconded": Words(
        gettext_noop("You have seconded this already."),
        gettext_noop("Nothing more is needed."),
    ),
    "motion.not_seconded": Words(
        gettext_noop("You have not seconded this."),
        gettext_noop("There is nothing to take back."),
    ),
    "motion.seconding_closed": Words(
        gettext_noop("Seconding closed on {since}."),
        gettext_noop("What reached its threshold by then is on the agenda."),
    ),
    "motion.delegates_second": Words(
        gettext_noop("Only delegates to the convention may second this class of business."),
        gettext_noop("Ask a delegate of your branch."),
    ),
    "motion.placed": Words(
        gettext_noop("{motion} is on the agenda already."),
        gettext_noop("Nothing more is needed."),
    ),
    "motion.threshold_places": Words(
        gettext_noop("Nobody's discretion places motions of this class: support does. It has {members} seconders."),
        gettext_noop("It is on the agenda when it has its seconders."),
    ),
}


def _why_not_seconding(state: State, own: Motion, by: Handle, at: Moment) -> Refusal | None:
    clause, article = business_of(state, own.business), article_of(state, own)
    refusal = (
        why_not_alive(state, own.id) or why_may_not(state, by, "move", at) or why_outside(state, own.convention, by)
    )
    if refusal is not None:
        return refusal
    closes = deadline(state, own.convention, f"seconding-close-{own.business}")
    if closes is not None and at >= closes:
        return refuse(article, "motion.seconding_closed", since=closes)
    if clause and clause.seconded_by == "delegates" and not is_delegate(state, own.convention, by):
        return refuse(article, "motion.delegates_second")
    return None


def second_motion(state: State, act: SecondMotion, texts: Texts) -> Answer:
    """A second counts at once; the one that reaches the threshold places the motion."""
    own = state.motions.motions.get(act.motion)
    if own is None:
        return refuse(rulebook(state).convention.article, "motion.unknown")
    refusal = _why_not_seconding(state, own, act.by, act.at)
    if refusal is not None:
        return refusal
    clause, article, need = business_of(state, own.business), article_of(state, own), needs(state, own)
    if act.by == own.mover:
        return refuse(article, "motion.own", missing=max(need.members - len(own.seconders), 0))
    if act.by in own.seconders:
        return refuse(article, "motion.seconded")
    seconded = MotionSeconded(own.id, act.by, act.at)
    if clause is None or clause.placed != "threshold" or own.placed:
        return (seconded,)
    reached = is_reached(need, support(state, own.convention, own.seconders.set(act.by, act.at)))
    return (seconded, *(placed_effects(state, own.id, own.convention, own.business, act.at) if reached else ()))


def withdraw_second(state: State, act: WithdrawSecond, texts: Texts) -> Answer:
    """A second is taken back until seconding closes; a motion once placed stays placed."""
    own = state.motions.motions.get(act.motion)
    if own is None:
        return refuse(rulebook(state).convention.article, "motion.unknown")
    article = article_of(state, own)
    if act.by not in own.seconders:
        return refuse(article, "motion.not_seconded")
    closes = deadline(state, own.convention, f"seconding-close-{own.business}")
    if closes is not None and act.at >= closes:
        return refuse(article, "motion.seconding_closed", since=closes)
    return why_not_alive(state, own.id) or (SecondWithdrawn(own.id, act.by),)


def place_motion(state: State, act: PlaceMotion, texts: Texts) -> Answer:
    """Discretion over the agenda, where the rulebook gives it."""
    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    clause = business_of(state, own.business)
    if clause is None or clause.placed == "threshold":
        return refuse(article_of(state, own), "motion.threshold_places", members=len(own.seconders))
    if own.placed:
        return refuse(clause.article, "motion.placed", motion=own.id)
    refusal = why_no_discretion(state, act.by, clause.discretion_of, act.at)
    return refusal or placed_effects(state, own.id, own.convention, own.business, act.at)


def close_seconding(state: State, convention: ConventionId, business: str, at: Moment) -> tuple[Effect, ...]:
    """The clock's work when seconding closes: what is short of its threshold falls (business clause)."""
    return tuple(
        MotionDecided(m.id, "fell", at)
        for m in state.motions.motions.values()
        if m.convention == convention and m.business == business and not m.fate and not m.placed
    )


def _seconded(state: State, effect: MotionSeconded) -> MotionsState:
    seconders = state.motions.motions[effect.motion].seconders.set(effect.by, effect.at)
    return with_motion(state, effect.motion, seconders=seconders)


def _second_withdrawn(state: State, effect: SecondWithdrawn) -> MotionsState:
    seconders = state.motions.motions[effect.motion].seconders.remove(effect.by)
    return with_motion(state, effect.motion, seconders=seconders)


SLICE = "motions"
ADMIT: dict[type, Any] = {
    SecondMotion: second_motion,
    WithdrawSecond: withdraw_second,
    PlaceMotion: place_motion,
}
APPLY: dict[type, Any] = {
    MotionSeconded: _seconded,
    SecondWithdrawn: _second_withdrawn,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
