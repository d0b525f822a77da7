"""Answering: the leadership's answer to a motion, on time or marked as late, and the mover's reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .lengths import why_too_long
from .meetings import deadline
from .motions import Motion, MotionsState, article_of, business_of, why_not_alive, with_motion
from .offices import why_lacks_power

if TYPE_CHECKING:
    from ..state import State


class AnswerMotion(Act, frozen=True):
    """The leadership's answer to a motion."""

    motion: MotionId


class ReplyToAnswer(Act, frozen=True):
    """The mover's reply, within the same limit as the answer."""

    motion: MotionId


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


REFUSALS = {
    "motion.answered": Words(
        gettext_noop("The answer is given."),
        gettext_noop("A correction can be a document of its own."),
    ),
    "motion.no_answer": Words(
        gettext_noop("There is no answer to reply to yet."),
        gettext_noop("The answer is due on {due}."),
    ),
}


def answer_motion(state: State, act: AnswerMotion, texts: Texts) -> Answer:
    """The answer is taken late as well, and marked as late."""
    refusal = why_not_alive(state, act.motion) or why_lacks_power(state, act.by, "answer", "", act.at)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    if own.answer >= 0:
        return refuse(article_of(state, own), "motion.answered")
    due = deadline(state, own.convention, f"answer-due-{own.business}")
    answered = MotionAnswered(own.id, int(state.size), act.at, due is not None and act.at > due)
    return _why_too_long(state, own, texts.get("answer")) or (answered,)


def _why_too_long(state: State, own: Motion, text: str | None) -> Refusal | None:
    """Why an answer or a reply is over its limit: the same for both, that of the leadership's own motions."""
    clause = business_of(state, own.business)
    return why_too_long(article_of(state, own), clause.limit if clause else (), "executive", text)


def reply_to_answer(state: State, act: ReplyToAnswer, texts: Texts) -> Answer:
    """The mover's right of reply: once, within the limit of the answer."""
    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    article = article_of(state, own)
    if own.mover != act.by:
        return refuse(article, "motion.not_yours")
    if own.reply >= 0:
        return refuse(article, "motion.answered")
    if own.answer < 0:
        due = deadline(state, own.convention, f"answer-due-{own.business}")
        return refuse(article, "motion.no_answer", due=due or own.received)
    return _why_too_long(state, own, texts.get("reply")) or (AnswerReplied(own.id, int(state.size)),)


def _answered(state: State, effect: MotionAnswered) -> MotionsState:
    return with_motion(state, effect.motion, answer=effect.entry, answered=effect.at)


def _replied(state: State, effect: AnswerReplied) -> MotionsState:
    return with_motion(state, effect.motion, reply=effect.entry)


SLICE = "motions"
ADMIT: dict[type, Any] = {
    AnswerMotion: answer_motion,
    ReplyToAnswer: reply_to_answer,
}
APPLY: dict[type, Any] = {
    MotionAnswered: _answered,
    AnswerReplied: _replied,
}
TEXTS = {
    AnswerMotion: (Text("answer"),),
    ReplyToAnswer: (Text("reply"),),
}
