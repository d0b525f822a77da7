"""Motions: moved, placed on the agenda, decided, reviewed.

Any member may move where the rulebook lets the class of mover do so; the leadership's own motions need their threshold
too. Seconders stand in `seconding.py`, the leadership's answer in `answering.py`, amendments in `amendments.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import BranchId, ConventionId, ElectionId, Handle, Moment, MotionId, RulesHash
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Business, Mover, Threshold
from ..table import Table
from ..text import count_lines, count_words, fingerprint
from .bulletin import author_of, is_published, why_no_subject, why_not_in_capacity, why_too_long
from .foundation import rulebook, rules_in_force
from .meetings import deadline
from .offices import posts_with
from .thresholds import in_numbers, is_reached

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
    "motion.no_business": Words(
        gettext_noop("The rulebook has no class of business “{business}”."),
        gettext_noop("Choose one of: {classes}."),
    ),
    "motion.mover": Words(
        gettext_noop("Business of the class “{business}” cannot be moved as “{capacity}”."),
        gettext_noop("It may be moved as: {movers}."),
    ),
    "motion.closed": Words(
        gettext_noop("Motions of this class closed at {since}."),
        gettext_noop("Move it as an emergency if it arose after that, or at the next convention."),
    ),
    "motion.per_mover": Words(
        gettext_noop("This mover has moved {moved} motions of this class for this convention; {limit} is the most."),
        gettext_noop("Withdraw one that no issue of the bulletin has brought yet, or let somebody else move this one."),
    ),
    "motion.lines": Words(
        gettext_noop("The line count or fingerprint sent along is not that of the text."),
        gettext_noop("Send the text again; the software counts it."),
    ),
    "motion.empty": Words(
        gettext_noop("The motion has no text."),
        gettext_noop("Write what the convention should resolve."),
    ),
    "motion.synopsis": Words(
        gettext_noop("The synopsis has {words} words; {limit} is the most for everybody."),
        gettext_noop("Shorten it by {over} words; reasons belong in the text."),
    ),
    "motion.rulebook": Words(
        gettext_noop("A motion of this class proposes a rulebook, and none came with it."),
        gettext_noop("Send the rulebook as it would read after the change."),
    ),
    "motion.barred": Words(
        gettext_noop("The same words were defeated as {motion} and may not be moved again before {until}."),
        gettext_noop("Change the proposal, or move it after {until}."),
    ),
    "motion.unknown": Words(
        gettext_noop("There is no such motion."),
        gettext_noop("See the list of motions."),
    ),
    "motion.over": Words(
        gettext_noop("{motion} is no longer open: {fate}."),
        gettext_noop("Move a new one for the next convention."),
    ),
    "motion.not_yours": Words(
        gettext_noop("Only its mover can do this."),
        gettext_noop("Move an amendment, or speak against it."),
    ),
    "motion.read": Words(
        gettext_noop("{motion} was adopted at a reading and now belongs to the meeting."),
        gettext_noop("Speak and vote against it at the next reading."),
    ),
    "motion.on_agenda": Words(
        gettext_noop("The final agenda is composed, and {motion} now belongs to the meeting."),
        gettext_noop("Ask the meeting to take it off, or vote against it."),
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


def move_motion(state: State, act: MoveMotion, texts: Texts) -> Answer:
    """A motion is received; where its class of mover needs no seconders it is placed at once."""
    clause = business_of(state, act.business)
    if clause is None:
        classes = ", ".join(b.id for b in rulebook(state).business)
        return refuse(
            rulebook(state).convention.article, "motion.no_business", business=act.business[:40], classes=classes
        )
    refusal = (
        _why_not_moved(state, act, clause)
        or _why_no_rulebook(state, act, clause)
        or why_not_this_text(clause, act.capacity, act.lines, act.fingerprint, texts)
    )
    if refusal is not None:
        return refusal
    number = MotionId(f"M{len(state.motions.motions) + 1}")
    received = MotionReceived(
        number,
        act.convention,
        act.business,
        act.by,
        act.capacity,
        act.at,
        int(state.size),
        act.lines,
        act.fingerprint,
        act.branch,
        act.rules,
        act.subject,
    )
    mover = mover_clause(clause.movers, act.capacity)
    need = in_numbers(state, mover.seconders, act.convention) if mover is not None else None
    at_once = clause.placed == "threshold" and need is not None and is_reached(need, Threshold())
    return (received, *(placed_effects(state, number, act.convention, act.business, act.at) if at_once else ()))


def _why_not_moved(state: State, act: MoveMotion, clause: Business) -> Refusal | None:
    if mover_clause(clause.movers, act.capacity) is None:
        movers = ", ".join(m.who for m in clause.movers)
        return refuse(clause.article, "motion.mover", business=clause.id, capacity=act.capacity[:20], movers=movers)
    refusal = why_not_in_capacity(state, act.by, act.capacity, act.branch, act.convention, act.at)
    if refusal is not None:
        return refusal
    meeting = state.meetings.conventions.get(act.convention)
    if meeting is None or meeting.closed:
        return refuse(rulebook(state).convention.article, "convention.unknown")
    closes = deadline(state, act.convention, f"motions-close-{clause.id}")
    if closes is not None and act.at >= closes:
        return refuse(clause.article, "motion.closed", since=closes)
    return (
        why_no_subject(state, act.subject)
        or _why_too_many(state, act, clause)
        or why_barred(state, act.fingerprint, act.at, clause)
    )


def _why_too_many(state: State, act: MoveMotion, clause: Business) -> Refusal | None:
    """Why this mover can move no more of the class; what was withdrawn unread does not count (business clause)."""
    if not clause.per_mover:
        return None
    joint = {each.motion for each in state.composites.composites.values()}
    mine = author_of(act.capacity, act.branch, act.by)
    moved = sum(
        author_of(m.capacity, m.branch, m.mover) == mine and (m.fate != "withdrawn" or is_published(state, m.id))
        for m in of_convention(state, act.convention)
        if m.business == clause.id and not m.read and m.id not in joint
    )
    if moved < clause.per_mover:
        return None
    return refuse(clause.article, "motion.per_mover", moved=moved, limit=clause.per_mover)


def why_barred(state: State, mark: str, at: Moment, clause: Business) -> Refusal | None:
    """Why the words of this fingerprint cannot be moved again yet (business clause)."""
    if clause.barred_for is None:
        return None
    week = rulebook(state).organisation.week
    for motion in state.motions.motions.values():
        if motion.fate == "lost" and motion.fingerprint == mark:
            until = shifted(motion.decided, clause.barred_for, 1, week)
            if at < until:
                return refuse(clause.article, "motion.barred", motion=motion.id, until=until)
    return None


def _why_no_rulebook(state: State, act: MoveMotion, clause: Business) -> Refusal | None:
    if clause.changes_rulebook and act.rules not in state.foundation.shelf:
        return refuse(clause.article, "motion.rulebook")
    return None


def why_not_this_text(clause: Business, capacity: str, lines: int, mark: str, texts: Texts) -> Refusal | None:
    """Why the text is none for the class of business: empty, miscounted, too long. None where it is not there."""
    text = texts.get("text")
    if text is None:
        return None
    if not text.strip():
        return refuse(clause.article, "motion.empty")
    if lines != count_lines(text) or mark != fingerprint(text):
        return refuse(clause.article, "motion.lines")
    return _why_not_this_synopsis(clause, texts) or why_too_long(clause.article, clause.limit, capacity, text)


def _why_not_this_synopsis(clause: Business, texts: Texts) -> Refusal | None:
    words = count_words(texts.get("synopsis", ""))
    if words <= SYNOPSIS:
        return None
    return refuse(clause.article, "motion.synopsis", words=words, limit=SYNOPSIS, over=words - SYNOPSIS)


def placed_effects(
    state: State, motion: MotionId, convention: ConventionId, business: str, at: Moment
) -> tuple[Effect, ...]:
    """What placing a motion brings: it is on the agenda, at its end where that is composed already."""
    from .agenda import late_item

    return (MotionPlaced(motion, at), *late_item(state, motion, convention, business))


def withdraw_motion(state: State, act: WithdrawMotion, texts: Texts) -> Answer:
    """The mover withdraws until the final agenda is composed; after that it belongs to the meeting."""
    from .agenda import has_agenda, is_joined, item_about

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
    if any(each.motion == own.id for each in state.composites.composites.values()):
        return refuse(article, "composite.joint", motion=own.id)
    if has_agenda(state, own.convention) and item_about(state, own.convention, own.id) is not None:
        return refuse(article, "motion.on_agenda", motion=own.id)
    return (MotionDecided(own.id, "withdrawn", act.at),)


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
ADMIT: dict[type, Any] = {
    MoveMotion: move_motion,
    WithdrawMotion: withdraw_motion,
}
APPLY: dict[type, Any] = {
    MotionReceived: _received,
    MotionPlaced: _placed,
    MotionDecided: _decided,
}
TEXTS = {
    MoveMotion: (Text("title"), Text("text"), Text("synopsis", optional=True), Text("rulebook", optional=True)),
}
