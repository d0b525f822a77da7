"""Motions: moved, seconded, answered, placed on the agenda, decided, reviewed.

Any member may move where the rulebook lets the class of mover do so. The threshold of seconders acts: when it is
reached the motion is placed on the agenda by that very act, and the leadership's own motions need their threshold too.
Whoever takes a second back does not take the motion off again. Short of support at its deadline a motion falls by the
clock, with its numbers; nobody has to say so, and nobody can say otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import BranchId, ConventionId, Handle, Moment, MotionId, RulesHash
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Business, Mover, Threshold
from ..table import Table
from ..text import count_lines, fingerprint
from .bulletin import is_published, why_no_discretion, why_not_in_capacity, why_too_long
from .foundation import rulebook, rules_in_force
from .meetings import deadline
from .members import why_may_not
from .offices import posts_with, why_lacks_power

if TYPE_CHECKING:
    from ..state import State

Fate = Literal["", "withdrawn", "fell", "carried", "lost", "unreached"]


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


class SecondMotion(Act, frozen=True):
    """Support bringing a motion to the floor, not necessarily its content."""

    motion: MotionId


class WithdrawSecond(Act, frozen=True):
    """Take one's second back."""

    motion: MotionId


class WithdrawMotion(Act, frozen=True):
    """Take one's own motion back, until the final agenda is composed."""

    motion: MotionId


class PlaceMotion(Act, frozen=True):
    """Put a motion on the agenda by discretion, where the rulebook gives that away."""

    motion: MotionId


class AnswerMotion(Act, frozen=True):
    """The leadership's answer to a motion."""

    motion: MotionId


class ReplyToAnswer(Act, frozen=True):
    """The mover's reply, within the same limit as the answer."""

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


class MotionSeconded(Effect, frozen=True):
    """One more member supports bringing it to the floor."""

    motion: MotionId
    by: Handle
    at: Moment


class SecondWithdrawn(Effect, frozen=True):
    """One second fewer."""

    motion: MotionId
    by: Handle


class MotionPlaced(Effect, frozen=True):
    """The motion is on the agenda."""

    motion: MotionId
    at: Moment


class MotionAnswered(Effect, frozen=True):
    """The answer stands in this entry; `late` says that it was due before."""

    motion: MotionId
    entry: int
    at: Moment
    late: bool


class AnswerReplied(Effect, frozen=True):
    """The mover's reply stands in this entry."""

    motion: MotionId
    entry: int


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
    "motion.lines": Words(
        gettext_noop("The line count or fingerprint sent along is not that of the text."),
        gettext_noop("Send the text again; the software counts it."),
    ),
    "motion.empty": Words(
        gettext_noop("The motion has no text."),
        gettext_noop("Write what the convention should resolve."),
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
        gettext_noop("Seconding closed at {since}."),
        gettext_noop("What reached its threshold by then is on the agenda."),
    ),
    "motion.delegates_second": Words(
        gettext_noop("Only delegates to the convention may second this class of business."),
        gettext_noop("Ask a delegate of your branch."),
    ),
    "motion.not_yours": Words(
        gettext_noop("Only its mover can do this."),
        gettext_noop("Move an amendment, or speak against it."),
    ),
    "motion.on_agenda": Words(
        gettext_noop("The final agenda is composed, and {motion} now belongs to the meeting."),
        gettext_noop("Ask the meeting to take it off, or vote against it."),
    ),
    "motion.placed": Words(
        gettext_noop("{motion} is on the agenda already."),
        gettext_noop("Nothing more is needed."),
    ),
    "motion.threshold_places": Words(
        gettext_noop("Nobody's discretion places motions of this class: support does. It has {members} seconders."),
        gettext_noop("It is on the agenda when it has its seconders."),
    ),
    "motion.answered": Words(
        gettext_noop("The answer is given."),
        gettext_noop("A correction can be a document of its own."),
    ),
    "motion.no_answer": Words(
        gettext_noop("There is no answer to reply to yet."),
        gettext_noop("The answer is due at {due}."),
    ),
}


def business_of(state: State, business: str) -> Business | None:
    """The clause of the class of business."""
    return next((b for b in rulebook(state).business if b.id == business), None)


def why_not_alive(state: State, motion: MotionId) -> Refusal | None:
    """Why nothing more can be done with the motion; None while it is alive."""
    own = state.motions.motions.get(motion)
    if own is None:
        return refuse(rulebook(state).convention.article, "motion.unknown")
    clause = business_of(state, own.business)
    return refuse(clause.article if clause else "", "motion.over", motion=motion, fate=own.fate) if own.fate else None


def mover_clause(movers: tuple[Mover, ...], capacity: str) -> Mover | None:
    """What the rulebook asks of this class of mover."""
    return next((m for m in movers if m.who == capacity), None)


def support(state: State, convention: ConventionId, seconders: Table[Handle, Moment]) -> Threshold:
    """How much support there is: members, delegates among them, branches they belong to."""
    from .delegates import is_delegate

    branches = {state.members.members[s].branch for s in seconders}
    delegates = sum(is_delegate(state, convention, s) for s in seconders)
    return Threshold(members=len(seconders), delegates=delegates, branches=len(branches))


def is_reached(need: Threshold, has: Threshold) -> bool:
    """Whether every number of the threshold is reached."""
    return has.members >= need.members and has.delegates >= need.delegates and has.branches >= need.branches


def needs(state: State, motion: Motion) -> Threshold:
    """The support that the motion needs (business clause, by class of mover)."""
    clause = business_of(state, motion.business)
    mover = mover_clause(clause.movers, motion.capacity) if clause else None
    return mover.seconders if mover else Threshold()


def move_motion(state: State, act: MoveMotion, texts: Texts) -> Answer:
    """A motion is received; where its class of mover needs no seconders it is placed at once."""
    clause = business_of(state, act.business)
    if clause is None:
        classes = ", ".join(b.id for b in rulebook(state).business)
        return refuse(
            rulebook(state).convention.article, "motion.no_business", business=act.business[:40], classes=classes
        )
    refusal = _why_not_moved(state, act, clause) or _why_not_this_text(state, act, clause, texts)
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
    )
    mover = mover_clause(clause.movers, act.capacity)
    at_once = clause.placed == "threshold" and mover is not None and is_reached(mover.seconders, Threshold())
    return (received, *(_placed_effects(state, number, act.convention, act.business, act.at) if at_once else ()))


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
    return _why_barred(state, act, clause)


def _why_barred(state: State, act: MoveMotion, clause: Business) -> Refusal | None:
    if clause.barred_for is None:
        return None
    week = rulebook(state).organisation.week
    for motion in state.motions.motions.values():
        if motion.fate == "lost" and motion.fingerprint == act.fingerprint:
            until = shifted(motion.decided, clause.barred_for, 1, week)
            if act.at < until:
                return refuse(clause.article, "motion.barred", motion=motion.id, until=until)
    return None


def _why_not_this_text(state: State, act: MoveMotion, clause: Business, texts: Texts) -> Refusal | None:
    if clause.changes_rulebook and act.rules not in state.foundation.shelf:
        return refuse(clause.article, "motion.rulebook")
    text = texts.get("text")
    if text is None:
        return None
    if not text.strip():
        return refuse(clause.article, "motion.empty")
    if act.lines != count_lines(text) or act.fingerprint != fingerprint(text):
        return refuse(clause.article, "motion.lines")
    return why_too_long(clause.article, clause.limit, act.capacity, text)


def _placed_effects(
    state: State, motion: MotionId, convention: ConventionId, business: str, at: Moment
) -> tuple[Effect, ...]:
    from .floor import late_item

    return (MotionPlaced(motion, at), *late_item(state, motion, convention, business))


def _why_not_seconding(state: State, own: Motion, by: Handle, at: Moment) -> Refusal | None:
    from .delegates import is_delegate

    clause = business_of(state, own.business)
    article = clause.article if clause else ""
    refusal = why_not_alive(state, own.id) or why_may_not(state, by, "move", at)
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
    clause = business_of(state, own.business)
    article, need = clause.article if clause else "", needs(state, own)
    if act.by == own.mover:
        return refuse(article, "motion.own", missing=max(need.members - len(own.seconders), 0))
    if act.by in own.seconders:
        return refuse(article, "motion.seconded")
    seconded = MotionSeconded(own.id, act.by, act.at)
    if clause is None or clause.placed != "threshold" or own.placed:
        return (seconded,)
    reached = is_reached(need, support(state, own.convention, own.seconders.set(act.by, act.at)))
    return (seconded, *(_placed_effects(state, own.id, own.convention, own.business, act.at) if reached else ()))


def withdraw_second(state: State, act: WithdrawSecond, texts: Texts) -> Answer:
    """A second is taken back until seconding closes; a motion once placed stays placed."""
    own = state.motions.motions.get(act.motion)
    if own is None:
        return refuse(rulebook(state).convention.article, "motion.unknown")
    clause = business_of(state, own.business)
    article = clause.article if clause else ""
    if act.by not in own.seconders:
        return refuse(article, "motion.not_seconded")
    closes = deadline(state, own.convention, f"seconding-close-{own.business}")
    if closes is not None and act.at >= closes:
        return refuse(article, "motion.seconding_closed", since=closes)
    return why_not_alive(state, own.id) or (SecondWithdrawn(own.id, act.by),)


def withdraw_motion(state: State, act: WithdrawMotion, texts: Texts) -> Answer:
    """The mover withdraws until the final agenda is composed; after that it belongs to the meeting."""
    from .floor import has_agenda, item_about

    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    clause = business_of(state, own.business)
    article = clause.article if clause else ""
    if own.mover != act.by:
        return refuse(article, "motion.not_yours")
    if has_agenda(state, own.convention) and item_about(state, own.convention, own.id) is not None:
        return refuse(article, "motion.on_agenda", motion=own.id)
    return (MotionDecided(own.id, "withdrawn", act.at),)


def place_motion(state: State, act: PlaceMotion, texts: Texts) -> Answer:
    """Discretion over the agenda, where the rulebook gives it."""
    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    clause = business_of(state, own.business)
    if clause is None or clause.placed == "threshold":
        article = clause.article if clause else ""
        return refuse(article, "motion.threshold_places", members=len(own.seconders))
    if own.placed:
        return refuse(clause.article, "motion.placed", motion=own.id)
    refusal = why_no_discretion(state, act.by, clause.discretion_of, act.at)
    return refusal or _placed_effects(state, own.id, own.convention, own.business, act.at)


def answer_motion(state: State, act: AnswerMotion, texts: Texts) -> Answer:
    """The answer is taken late as well, and marked as late."""
    refusal = why_not_alive(state, act.motion) or why_lacks_power(state, act.by, "answer", "", act.at)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    clause = business_of(state, own.business)
    article = clause.article if clause else ""
    if own.answer >= 0:
        return refuse(article, "motion.answered")
    due = deadline(state, own.convention, f"answer-due-{own.business}")
    refusal = why_too_long(article, clause.limit if clause else (), "executive", texts.get("answer"))
    return refusal or (MotionAnswered(own.id, int(state.size), act.at, due is not None and act.at > due),)


def reply_to_answer(state: State, act: ReplyToAnswer, texts: Texts) -> Answer:
    """The mover's right of reply: once, within the limit of the answer."""
    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    clause = business_of(state, own.business)
    article = clause.article if clause else ""
    if own.mover != act.by:
        return refuse(article, "motion.not_yours")
    if own.answer < 0 or own.reply >= 0:
        due = deadline(state, own.convention, f"answer-due-{own.business}")
        return (
            refuse(article, "motion.answered")
            if own.reply >= 0
            else refuse(article, "motion.no_answer", due=due or own.received)
        )
    refusal = why_too_long(article, clause.limit if clause else (), "executive", texts.get("reply"))
    return refusal or (AnswerReplied(own.id, int(state.size)),)


def awaiting_publication(state: State, convention: ConventionId) -> tuple[MotionId, ...]:
    """Motions that the next issue publishes: received, alive, not yet in an issue, let in where discretion decides."""
    return tuple(
        m.id
        for m in state.motions.motions.values()
        if m.convention == convention and not m.fate and not is_published(state, m.id) and _let_in(state, m)
    )


def _let_in(state: State, motion: Motion) -> bool:
    return rulebook(state).bulletin.published_by == "clock" or bool(motion.placed)


def close_seconding(state: State, convention: ConventionId, business: str, at: Moment) -> tuple[Effect, ...]:
    """The clock's work when seconding closes: what is short of its threshold falls (business clause)."""
    return tuple(
        MotionDecided(m.id, "fell", at)
        for m in state.motions.motions.values()
        if m.convention == convention and m.business == business and not m.fate and not m.placed
    )


def of_convention(state: State, convention: ConventionId) -> tuple[Motion, ...]:
    """The motions moved for the convention, by number."""
    return tuple(m for m in state.motions.motions.values() if m.convention == convention)


def _changed(state: State, motion: MotionId, **change: Any) -> MotionsState:
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
    )
    return MotionsState(state.motions.motions.set(effect.motion, motion))


def _seconded(state: State, effect: MotionSeconded) -> MotionsState:
    seconders = state.motions.motions[effect.motion].seconders.set(effect.by, effect.at)
    return _changed(state, effect.motion, seconders=seconders)


def _second_withdrawn(state: State, effect: SecondWithdrawn) -> MotionsState:
    seconders = state.motions.motions[effect.motion].seconders.remove(effect.by)
    return _changed(state, effect.motion, seconders=seconders)


def _placed(state: State, effect: MotionPlaced) -> MotionsState:
    return _changed(state, effect.motion, placed=effect.at)


def _answered(state: State, effect: MotionAnswered) -> MotionsState:
    return _changed(state, effect.motion, answer=effect.entry, answered=effect.at)


def _replied(state: State, effect: AnswerReplied) -> MotionsState:
    return _changed(state, effect.motion, reply=effect.entry)


def _decided(state: State, effect: MotionDecided) -> MotionsState:
    return _changed(state, effect.motion, fate=effect.fate, decided=effect.at)


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
    SecondMotion: second_motion,
    WithdrawSecond: withdraw_second,
    WithdrawMotion: withdraw_motion,
    PlaceMotion: place_motion,
    AnswerMotion: answer_motion,
    ReplyToAnswer: reply_to_answer,
}
APPLY: dict[type, Any] = {
    MotionReceived: _received,
    MotionSeconded: _seconded,
    SecondWithdrawn: _second_withdrawn,
    MotionPlaced: _placed,
    MotionAnswered: _answered,
    AnswerReplied: _replied,
    MotionDecided: _decided,
}
TEXTS = {
    MoveMotion: (Text("title"), Text("text"), Text("synopsis", optional=True), Text("rulebook", optional=True)),
    AnswerMotion: (Text("answer"),),
    ReplyToAnswer: (Text("reply"),),
}
