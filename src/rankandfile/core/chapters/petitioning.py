"""Petitioning: the support that puts a recall to the vote, and the answer of whoever it is about.

Support counts at once, and the supporter who makes it enough puts the question to the ballot; after that it goes its
way. Keeps both in the recall's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import Handle, Moment, RecallId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .foundation import rulebook
from .lengths import why_too_long
from .recalls import RecallsState, article_of, clause_of, holding_of, if_reached, why_not_asking, with_recall

if TYPE_CHECKING:
    from ..state import State


class SupportRecall(Act, frozen=True):
    """Ask for it too: support putting the recall to the vote, not necessarily the recall."""

    recall: RecallId


class WithdrawRecallSupport(Act, frozen=True):
    """Ask for it no longer."""

    recall: RecallId


class AnswerRecall(Act, frozen=True):
    """The holder's own words on it, in the space that everybody has."""

    recall: RecallId


class RecallSupported(Effect, frozen=True):
    """One more asks for it."""

    recall: RecallId
    by: Handle
    at: Moment


class RecallSupportWithdrawn(Effect, frozen=True):
    """One fewer asks for it."""

    recall: RecallId
    by: Handle


class RecallAnswered(Effect, frozen=True):
    """The holder's answer stands in this entry."""

    recall: RecallId
    entry: int


REFUSALS = {
    "recall.unknown": Words(
        gettext_noop("There is no such recall."),
        gettext_noop("See the recalls that are asked for."),
    ),
    "recall.over": Words(
        gettext_noop("{recall} is over: it was decided, or the holding that it was about has ended."),
        gettext_noop("See who holds the post now."),
    ),
    "recall.reached": Words(
        gettext_noop("Enough have asked for {recall}; its vote opens on {opens} and closes on {closes}."),
        gettext_noop("Vote in {election} if you are on its roll."),
    ),
    "recall.supported": Words(
        gettext_noop("You ask for this recall already."),
        gettext_noop("Nothing more is needed."),
    ),
    "recall.not_supported": Words(
        gettext_noop("You do not ask for this recall."),
        gettext_noop("There is nothing to take back."),
    ),
    "recall.not_yours": Words(
        gettext_noop("The answer belongs to the person whose recall is asked for."),
        gettext_noop("Write a document for the bulletin, or speak to those who vote."),
    ),
    "recall.answered": Words(
        gettext_noop("The answer is given."),
        gettext_noop("A correction can be a document of its own."),
    ),
}


def _why_not_open(state: State, recall: RecallId, at: Moment) -> Refusal | None:
    own = state.recalls.recalls.get(recall)
    if own is None:
        return refuse(rulebook(state).organisation.article, "recall.unknown")
    if own.decided or holding_of(state, own, at) is None:
        return refuse(article_of(state, own), "recall.over", recall=own.id)
    return None


def _why_not_collecting(state: State, recall: RecallId, at: Moment) -> Refusal | None:
    """Why support for it can no longer change: it is over, or reached and goes its way."""
    refusal = _why_not_open(state, recall, at)
    if refusal is not None:
        return refusal
    own = state.recalls.recalls[recall]
    if not own.reached:
        return None
    ballot = state.elections.elections[own.election]
    return refuse(
        article_of(state, own), "recall.reached", recall=own.id, election=own.election, opens=ballot.voting_opens,
        closes=ballot.voting_closes,
    )  # fmt: skip


def support_recall(state: State, act: SupportRecall, texts: Texts) -> Answer:
    """Support counts at once; the supporter who makes it enough puts the question to the vote."""
    refusal = _why_not_collecting(state, act.recall, act.at)
    if refusal is not None:
        return refusal
    own = state.recalls.recalls[act.recall]
    found = clause_of(state, own.post)
    if found is None:
        return refuse(article_of(state, own), "recall.over", recall=own.id)
    refusal = why_not_asking(state, act.by, found, own.scope, act.at)
    if refusal is not None:
        return refusal
    if act.by in own.supporters:
        return refuse(found[0].article, "recall.supported")
    return (RecallSupported(own.id, act.by, act.at), *if_reached(state, own, act.by, act.at))


def withdraw_recall_support(state: State, act: WithdrawRecallSupport, texts: Texts) -> Answer:
    """Support is taken back until it is enough; what was reached goes its way."""
    refusal = _why_not_collecting(state, act.recall, act.at)
    if refusal is not None:
        return refusal
    own = state.recalls.recalls[act.recall]
    if act.by not in own.supporters:
        return refuse(article_of(state, own), "recall.not_supported")
    return (RecallSupportWithdrawn(own.id, act.by),)


def answer_recall(state: State, act: AnswerRecall, texts: Texts) -> Answer:
    """The holder answers once, until the vote is over, within the limit of any member's document."""
    refusal = _why_not_open(state, act.recall, act.at)
    if refusal is not None:
        return refusal
    own = state.recalls.recalls[act.recall]
    article = article_of(state, own)
    if own.person != act.by:
        return refuse(article, "recall.not_yours")
    if own.answer >= 0:
        return refuse(article, "recall.answered")
    limits = rulebook(state).bulletin.limits
    return why_too_long(article, limits, "member", texts.get("answer")) or (RecallAnswered(own.id, int(state.size)),)


def _supported(state: State, effect: RecallSupported) -> RecallsState:
    supporters = state.recalls.recalls[effect.recall].supporters
    return with_recall(state, effect.recall, supporters=supporters.set(effect.by, effect.at))


def _support_withdrawn(state: State, effect: RecallSupportWithdrawn) -> RecallsState:
    supporters = state.recalls.recalls[effect.recall].supporters
    return with_recall(state, effect.recall, supporters=supporters.remove(effect.by))


def _answered(state: State, effect: RecallAnswered) -> RecallsState:
    return with_recall(state, effect.recall, answer=effect.entry)


SLICE = "recalls"
ADMIT: dict[type, Any] = {
    SupportRecall: support_recall,
    WithdrawRecallSupport: withdraw_recall_support,
    AnswerRecall: answer_recall,
}
APPLY: dict[type, Any] = {
    RecallSupported: _supported,
    RecallSupportWithdrawn: _support_withdrawn,
    RecallAnswered: _answered,
}
TEXTS = {
    AnswerRecall: (Text("answer"),),
}
