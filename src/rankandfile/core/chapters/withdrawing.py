"""Withdrawing a motion, and taking over what somebody withdrew.

    open -> withdrawn -> (another member, in time) -> open again, with a mover of its own

The mover withdraws until the final agenda is composed. For as long as the business clause says after that, another
member may take the motion over as it stands: in its words, with its amendments, its answer and the seconders that it
had, except the new mover's own second. It keeps its support where that is still enough for this class of mover. What is
to be erased is not taken over: a person's own words are that person's until somebody acts on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..calendar import shifted
from ..ids import BranchId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Business
from .agenda import has_agenda, is_joined, item_about
from .bulletin import why_not_in_capacity
from .composites import composite_of
from .erasing import request_about
from .foundation import rulebook
from .meetings import deadline
from .motion_moving import why_too_many
from .motions import (
    Motion,
    MotionDecided,
    MotionsState,
    WithdrawMotion,
    article_of,
    business_of,
    mover_clause,
    needs,
    placed_effects,
    why_not_alive,
    with_motion,
)
from .thresholds import is_reached, support

if TYPE_CHECKING:
    from ..state import State


class TakeOverMotion(Act, frozen=True):
    """Move a motion that its mover withdrew, as it stands."""

    motion: MotionId
    capacity: str = "member"
    branch: BranchId = BranchId("")


class MotionTakenOver(Effect, frozen=True):
    """The motion is open again, with this mover."""

    motion: MotionId
    mover: Handle
    capacity: str
    at: Moment
    branch: BranchId = BranchId("")


REFUSALS = {
    "motion.on_agenda": Words(
        gettext_noop("The final agenda is composed, and {motion} now belongs to the meeting."),
        gettext_noop("Ask the meeting to take it off, or vote against it."),
    ),
    "takeover.none": Words(
        gettext_noop("Business of the class “{business}” is not taken over from who withdrew it."),
        gettext_noop("Move a motion of your own while that is open."),
    ),
    "takeover.not_withdrawn": Words(
        gettext_noop("{motion} is not withdrawn, so there is nothing to take over."),
        gettext_noop("Second it, or move an amendment."),
    ),
    "takeover.late": Words(
        gettext_noop("{motion} could be taken over until {until}."),
        gettext_noop("Move a motion of your own, now or for the next meeting."),
    ),
    "takeover.own": Words(
        gettext_noop("You withdrew {motion} yourself."),
        gettext_noop("Ask somebody else to take it over, or move it again as a new one."),
    ),
    "takeover.joint": Words(
        gettext_noop("{motion} was a composite; its originals stand without it."),
        gettext_noop("Support the originals, or let their movers propose a composite again."),
    ),
    "takeover.erased": Words(
        gettext_noop("The words of {motion} are erased, or about to be, as their author asked."),
        gettext_noop("Write a motion in words of your own."),
    ),
    "takeover.support": Words(
        gettext_noop("Seconding closed on {since}, and with you as its mover {motion} does not have its support."),
        gettext_noop("Let somebody take it over for whom it has; or move it for the next meeting."),
    ),
}


def withdraw_motion(state: State, act: WithdrawMotion, texts: Texts) -> Answer:
    """The mover withdraws until the final agenda is composed; after that it belongs to the meeting."""
    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    article = article_of(state, own)
    if own.mover != act.by:
        return refuse(article, "motion.not_yours")
    if own.read or own.ballot:
        return refuse(article, "motion.read", motion=own.id)
    if is_joined(state, own.id):
        return refuse(article, "composite.joined", motion=own.id)
    if composite_of(state, own.id) is not None:
        return refuse(article, "composite.joint", motion=own.id)
    if has_agenda(state, own.convention) and item_about(state, own.convention, own.id) is not None:
        return refuse(article, "motion.on_agenda", motion=own.id)
    return (MotionDecided(own.id, "withdrawn", act.at),)


def take_over_motion(state: State, act: TakeOverMotion, texts: Texts) -> Answer:
    """Another member moves what was withdrawn, in time, under the rules for movers of its class (business clause)."""
    own = state.motions.motions.get(act.motion)
    if own is None:
        return refuse(rulebook(state).convention.article, "motion.unknown")
    clause = business_of(state, own.business)
    if clause is None or clause.taken_over_within is None:
        return refuse(article_of(state, own), "takeover.none", business=own.business)
    refusal = _why_not_to_be_taken(state, own, act) or _why_not_by(state, own, act, clause)
    if refusal is not None:
        return refusal
    taken = MotionTakenOver(own.id, act.by, act.capacity, act.at, act.branch)
    after = _as_taken(own, taken)
    is_placed = is_supported(state, after) if clause.placed == "threshold" else bool(own.placed)
    closes = deadline(state, own.convention, f"seconding-close-{own.business}")
    if not is_placed and closes is not None and act.at >= closes:
        return refuse(clause.article, "takeover.support", motion=own.id, since=closes)
    placed = placed_effects(state, own.id, own.convention, own.business, act.at) if is_placed else ()
    return (taken, *placed)


def taken_over_until(state: State, motion: Motion) -> Moment:
    """Until when another member may take the withdrawn motion over; 0 where nobody may."""
    clause = business_of(state, motion.business)
    if motion.fate != "withdrawn" or clause is None or clause.taken_over_within is None:
        return Moment(0)
    return shifted(motion.decided, clause.taken_over_within, 1, rulebook(state).organisation.week)


def is_supported(state: State, motion: Motion) -> bool:
    """Whether the motion has the support that its class of mover needs."""
    return is_reached(needs(state, motion), support(state, motion.convention, motion.seconders))


def _why_not_to_be_taken(state: State, own: Motion, act: TakeOverMotion) -> Refusal | None:
    """It is withdrawn, not for too long, by somebody else, and its words are there to stay."""
    article = article_of(state, own)
    if own.fate != "withdrawn":
        return refuse(article, "takeover.not_withdrawn", motion=own.id)
    until = taken_over_until(state, own)
    if act.at >= until or state.meetings.conventions[own.convention].closed:
        return refuse(article, "takeover.late", motion=own.id, until=until)
    if own.mover == act.by:
        return refuse(article, "takeover.own", motion=own.id)
    if composite_of(state, own.id) is not None:
        return refuse(article, "takeover.joint", motion=own.id)
    if any(request_about(state, own.entry, slot) is not None for slot in ("title", "text")):
        return refuse(article, "takeover.erased", motion=own.id)
    return None


def _why_not_by(state: State, own: Motion, act: TakeOverMotion, clause: Business) -> Refusal | None:
    """Who takes it over could move it in that capacity, and has not moved too many."""
    if mover_clause(clause.movers, act.capacity) is None:
        movers = ", ".join(m.who for m in clause.movers)
        return refuse(clause.article, "motion.mover", business=clause.id, capacity=act.capacity[:20], movers=movers)
    return why_not_in_capacity(state, act.by, act.capacity, act.branch, own.convention, act.at) or why_too_many(
        state, act.by, act.capacity, act.branch, own.convention, clause
    )


def _as_taken(own: Motion, effect: MotionTakenOver) -> Motion:
    seconders = own.seconders.remove(effect.mover) if effect.mover in own.seconders else own.seconders
    return replace(
        own, mover=effect.mover, capacity=effect.capacity, branch=effect.branch, fate="", decided=Moment(0),
        placed=Moment(0), seconders=seconders, moved_before=(*own.moved_before, own.mover),
    )  # fmt: skip


def _taken_over(state: State, effect: MotionTakenOver) -> MotionsState:
    own = _as_taken(state.motions.motions[effect.motion], effect)
    return with_motion(state, own.id, **{name: getattr(own, name) for name in CHANGED})


CHANGED = ("mover", "capacity", "branch", "fate", "decided", "placed", "seconders", "moved_before")
SLICE = "motions"
ADMIT: dict[type, Any] = {
    WithdrawMotion: withdraw_motion,
    TakeOverMotion: take_over_motion,
}
APPLY: dict[type, Any] = {MotionTakenOver: _taken_over}
TEXTS: dict[type, tuple[Any, ...]] = {}
