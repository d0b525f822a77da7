"""Moving a motion: by whom, until when, how many, and in which words.

Any member may move where the rulebook lets the class of mover do so; the leadership's own motions need their threshold
too. Keeps what it receives in the slice of `motions.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Answer, Text, Texts
from ..calendar import shifted
from ..ids import BranchId, ConventionId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Business, Threshold
from ..text import count_lines, count_words, fingerprint
from .bodies import why_outside
from .bulletin import author_of, is_published, why_no_subject, why_not_in_capacity
from .foundation import rulebook
from .lengths import why_no_title, why_too_long
from .meetings import deadline
from .motions import (
    SYNOPSIS,
    MotionReceived,
    MoveMotion,
    business_of,
    mover_clause,
    of_convention,
    placed_effects,
)
from .thresholds import in_numbers, is_reached

if TYPE_CHECKING:
    from ..state import State


REFUSALS = {
    "motion.no_business": Words(
        gettext_noop("The rulebook has no class of business “{business}”."),
        gettext_noop("Choose one of: {classes}."),
    ),
    "motion.mover": Words(
        gettext_noop("Business of the class “{business}” cannot be moved as “{capacity}”."),
        gettext_noop("It may be moved as: {movers}."),
    ),
    "motion.elsewhere": Words(
        gettext_noop("Business of the class “{business}” goes to meetings of: {body}."),
        gettext_noop("Choose a class of business of this meeting, or move it there."),
    ),
    "motion.closed": Words(
        gettext_noop("Motions of this class closed on {since}."),
        gettext_noop("Move it as an emergency if it arose after that, or at the next meeting."),
    ),
    "motion.per_mover": Words(
        gettext_noop("This mover has moved {moved} motions of this class for this meeting; {limit} is the most."),
        gettext_noop("Withdraw one that no issue of the bulletin has brought yet, or let somebody else move this one."),
    ),
    "motion.lines": Words(
        gettext_noop("The line count or fingerprint sent along is not that of the text."),
        gettext_noop("Send the text again; the software counts it."),
    ),
    "motion.empty": Words(
        gettext_noop("The motion has no text."),
        gettext_noop("Write what the meeting should resolve."),
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
}


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
    if meeting.body != clause.to:
        return refuse(clause.article, "motion.elsewhere", business=clause.id, body=clause.to or "convention")
    outside = why_outside(state, meeting.id, act.by)
    if outside is not None:
        return outside
    closes = deadline(state, act.convention, f"motions-close-{clause.id}")
    if closes is not None and act.at >= closes:
        return refuse(clause.article, "motion.closed", since=closes)
    return (
        why_no_subject(state, act.subject)
        or why_too_many(state, act.by, act.capacity, act.branch, act.convention, clause)
        or why_barred(state, act.fingerprint, act.at, clause)
    )


def why_too_many(
    state: State, by: Handle, capacity: str, branch: BranchId, convention: ConventionId, clause: Business
) -> Refusal | None:
    """Why this mover can move no more of the class; what was withdrawn unread does not count (business clause)."""
    if not clause.per_mover:
        return None
    joint = {each.motion for each in state.composites.composites.values()}
    mine = author_of(capacity, branch, by)
    moved = sum(
        author_of(m.capacity, m.branch, m.mover) == mine and (m.fate != "withdrawn" or is_published(state, m.id))
        for m in of_convention(state, convention)
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
    return (
        why_no_title(clause.article, texts.get("title"))
        or _why_not_this_synopsis(clause, texts)
        or why_too_long(clause.article, clause.limit, capacity, text)
    )


def _why_not_this_synopsis(clause: Business, texts: Texts) -> Refusal | None:
    words = count_words(texts.get("synopsis", ""))
    if words <= SYNOPSIS:
        return None
    return refuse(clause.article, "motion.synopsis", words=words, limit=SYNOPSIS, over=words - SYNOPSIS)


SLICE = "motions"
ADMIT: dict[type, Any] = {MoveMotion: move_motion}
APPLY: dict[type, Any] = {}
TEXTS = {
    MoveMotion: (Text("title"), Text("text"), Text("synopsis", optional=True), Text("rulebook", optional=True)),
}
