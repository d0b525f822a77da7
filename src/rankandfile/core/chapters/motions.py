"""Motions: the slice, their acts and effects, and the questions that other chapters ask of them.

Who may move one stands in `motion_moving.py`, withdrawing and taking over in `withdrawing.py`, seconders in
`seconding.py`, the leadership's answer in `answering.py`, amendments in `amendments.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Effect
from ..calendar import shifted
from ..duty import Duty
from ..ids import BranchId, ConventionId, ElectionId, Handle, Moment, MotionId, RulesHash
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Business, Mover, Threshold
from ..table import Table
from .bulletin import is_published
from .foundation import rulebook, rules_in_force
from .meetings import deadline
from .offices import posts_with
from .thresholds import in_numbers

if TYPE_CHECKING:
    from ..state import State

Fate = Literal["", "withdrawn", "fell", "carried", "lost", "referred", "unreached"]
SYNOPSIS = 50
"""Words of a synopsis at most, whoever moves: the digest gives each motion the same space."""


class Motion(Struct, frozen=True, gc=False):
    """A motion; `placed` is when it reached the agenda, 0 before; `fate` is empty while it is alive."""

    id: MotionId
    convention: ConventionId
    business: str
    mover: Handle
    capacity: str
    branch: BranchId
    received: Moment
    entry: int
    lines: int
    fingerprint: str
    rules: RulesHash
    base: RulesHash
    """The rulebook in force when the motion was moved: what its own rulebook is compared with."""
    seconders: Table[Handle, Moment] = Table()
    placed: Moment = Moment(0)
    answer: int = -1
    """The entry of the leadership's answer; -1 while there is none."""
    answered: Moment = Moment(0)
    reply: int = -1
    """The entry of the mover's reply to the answer."""
    fate: Fate = ""
    decided: Moment = Moment(0)
    read: tuple[ConventionId, ...] = ()
    """The conventions that adopted it so far, where the rulebook asks for several readings."""
    ballot: ElectionId = ElectionId("")
    """The ballot in which all members are asked to confirm it; empty where they are not."""
    subject: str = ""
    """What it is about, by its mover's word: one of the bulletin's subjects, or empty."""
    moved_before: tuple[Handle, ...] = ()
    """Who moved it before others took it over, in the order of time."""


class MotionsState(Struct, frozen=True):
    """The slice of this chapter."""

    motions: Table[MotionId, Motion] = Table()


class MoveMotion(Act, frozen=True):
    """Move a text. `lines` and `fingerprint` are those of the text; `rules` the hash of the rulebook it proposes."""

    convention: ConventionId
    business: str
    lines: int
    fingerprint: str
    capacity: str = "member"
    branch: BranchId = BranchId("")
    rules: RulesHash = RulesHash("")
    subject: str = ""


class WithdrawMotion(Act, frozen=True):
    """Take one's own motion back, until the final agenda is composed."""

    motion: MotionId


class MotionReceived(Effect, frozen=True):
    """The motion is in, under its number."""

    motion: MotionId
    convention: ConventionId
    business: str
    mover: Handle
    capacity: str
    at: Moment
    entry: int
    lines: int
    fingerprint: str
    branch: BranchId = BranchId("")
    rules: RulesHash = RulesHash("")
    subject: str = ""


class MotionPlaced(Effect, frozen=True):
    """The motion is on the agenda."""

    motion: MotionId
    at: Moment


class MotionDecided(Effect, frozen=True):
    """What became of the motion."""

    motion: MotionId
    fate: Fate
    at: Moment


REFUSALS = {
    "motion.unknown": Words(
        gettext_noop("There is no such motion."),
        gettext_noop("See the list of motions."),
    ),
    "motion.over": Words(
        gettext_noop("{motion} is no longer open: {fate}."),
        gettext_noop("Move a new one for the next meeting."),
    ),
    "motion.not_yours": Words(
        gettext_noop("Only its mover can do this."),
        gettext_noop("Move an amendment, or speak against it."),
    ),
    "motion.read": Words(
        gettext_noop("{motion} was adopted at a reading and now belongs to the meeting."),
        gettext_noop("Speak and vote against it at the next reading."),
    ),
}


def business_of(state: State, business: str) -> Business | None:
    """The clause of the class of business."""
    return next((b for b in rulebook(state).business if b.id == business), None)


def article_of(state: State, motion: Motion) -> str:
    """The article of the motion's class of business; empty where the rulebook in force no longer has the class."""
    clause = business_of(state, motion.business)
    return clause.article if clause else ""


def why_not_alive(state: State, motion: MotionId) -> Refusal | None:
    """Why nothing more can be done with the motion; None while it is alive."""
    own = state.motions.motions.get(motion)
    if own is None:
        return refuse(rulebook(state).convention.article, "motion.unknown")
    return refuse(article_of(state, own), "motion.over", motion=motion, fate=own.fate) if own.fate else None


def mover_clause(movers: tuple[Mover, ...], capacity: str) -> Mover | None:
    """What the rulebook asks of this class of mover."""
    return next((m for m in movers if m.who == capacity), None)


def needs(state: State, motion: Motion) -> Threshold:
    """The support that the motion needs (business clause, by class of mover)."""
    clause = business_of(state, motion.business)
    mover = mover_clause(clause.movers, motion.capacity) if clause else None
    return in_numbers(state, mover.seconders, motion.convention) if mover else Threshold()


def placed_effects(
    state: State, motion: MotionId, convention: ConventionId, business: str, at: Moment
) -> tuple[Effect, ...]:
    """What placing a motion brings: it is on the agenda, at its end where that is composed already."""
    from .agenda import late_item

    return (MotionPlaced(motion, at), *late_item(state, motion, convention, business))


def awaiting_publication(state: State, convention: ConventionId) -> tuple[MotionId, ...]:
    """Motions that the next issue publishes: received, alive, not yet in an issue, let in where discretion decides.

    One that fell because it was ruled out of order is published as well, with the ruling on it.
    """
    return tuple(
        m.id
        for m in state.motions.motions.values()
        if m.convention == convention
        and goes_to_print(state, m)
        and not is_published(state, m.id)
        and _let_in(state, m)
    )


def goes_to_print(state: State, motion: Motion) -> bool:
    """Whether the bulletin brings it: while it is alive, and where it fell because it was ruled out of order."""
    return not motion.fate or (motion.fate == "fell" and motion.id in state.rulings.of)


def _let_in(state: State, motion: Motion) -> bool:
    return rulebook(state).bulletin.published_by == "clock" or bool(motion.placed)


def of_convention(state: State, convention: ConventionId) -> tuple[Motion, ...]:
    """The motions moved for the convention, by number."""
    return tuple(m for m in state.motions.motions.values() if m.convention == convention)


def with_motion(state: State, motion: MotionId, **change: Any) -> MotionsState:
    """The motions with something changed in this one."""
    own = state.motions.motions
    return MotionsState(own.set(motion, replace(own[motion], **change)))


def _received(state: State, effect: MotionReceived) -> MotionsState:
    motion = Motion(
        effect.motion,
        effect.convention,
        effect.business,
        effect.mover,
        effect.capacity,
        effect.branch,
        effect.at,
        effect.entry,
        effect.lines,
        effect.fingerprint,
        effect.rules,
        rules_in_force(state),
        subject=effect.subject,
    )
    return MotionsState(state.motions.motions.set(effect.motion, motion))


def _placed(state: State, effect: MotionPlaced) -> MotionsState:
    return with_motion(state, effect.motion, placed=effect.at)


def _decided(state: State, effect: MotionDecided) -> MotionsState:
    return with_motion(state, effect.motion, fate=effect.fate, decided=effect.at)


def duties(state: State) -> tuple[Duty, ...]:
    """Answers to motions that are on the agenda; reviews of those adopted."""
    return tuple(duty for m in state.motions.motions.values() for duty in _duties_of(state, m))


def _duties_of(state: State, motion: Motion) -> tuple[Duty, ...]:
    clause = business_of(state, motion.business)
    if clause is None:
        return ()
    due = deadline(state, motion.convention, f"answer-due-{motion.business}")
    if due is not None and not motion.fate and motion.answer < 0 and motion.placed:
        owed_by = next(iter(posts_with(state, "answer")), "nobody")
        return (Duty("answer-motion", motion.id, owed_by, due, clause.article),)
    if motion.fate == "carried" and clause.review_after is not None:
        due = shifted(motion.decided, clause.review_after, 1, rulebook(state).organisation.week)
        return (Duty("review-motion", motion.id, "convention", due, clause.article),)
    return ()


SLICE = "motions"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {
    MotionReceived: _received,
    MotionPlaced: _placed,
    MotionDecided: _decided,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
