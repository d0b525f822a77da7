"""On paper: a vote that was taken by hand because the network or the machine failed, and was entered afterwards.

Nothing is counted otherwise than usual: the chair opens the vote, tellers report and must agree, or enter the division
by name. What is added is the truth about it, for ever: that it was taken on paper, when, who says so, and why. It can
be said while the vote is open, by who counts, and not taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import ConventionId, Handle, Moment, VoteId
from ..refusal import Words, gettext_noop, refuse
from ..table import Table
from .bodies import why_not_in_role
from .foundation import rulebook

if TYPE_CHECKING:
    from ..state import State


class Paper(Struct, frozen=True, gc=False):
    """What is known of a vote on paper: when hands were counted, who says so since when, in which entry."""

    held: Moment
    by: Handle
    at: Moment
    entry: int


class PaperState(Struct, frozen=True):
    """The slice of this chapter."""

    votes: Table[VoteId, Paper] = Table()


class MarkOnPaper(Act, frozen=True):
    """Say of the open vote that it was taken on paper, at that hour, and is entered now."""

    vote: VoteId
    held: Moment


class VoteOnPaper(Effect, frozen=True):
    """The vote was taken on paper; the record says so beside its result."""

    vote: VoteId
    held: Moment
    by: Handle
    at: Moment
    entry: int


REFUSALS = {
    "paper.unknown": Words(
        gettext_noop("This vote is not open."),
        gettext_noop("Have the chair put it to the vote, then enter what was counted and say so before the close."),
    ),
    "paper.held": Words(
        gettext_noop("A vote on paper was taken between the opening of the meeting, {opens}, and now."),
        gettext_noop("Enter the hour at which the hands were counted."),
    ),
    "paper.marked": Words(
        gettext_noop("This vote is marked already as taken on paper."),
        gettext_noop("Nothing more is needed."),
    ),
}


def on_paper(state: State, vote: VoteId) -> Paper | None:
    """What is known of the vote's paper; None where it was taken here."""
    return state.paper.votes.get(vote)


def mark_on_paper(state: State, act: MarkOnPaper, texts: Texts) -> Answer:
    """Whoever counts says that the open vote was taken on paper, once, with the hour and the reason."""
    own, article = state.floor.votes.get(act.vote), rulebook(state).voting.article
    meeting = own.convention if own is not None else ConventionId("")
    refusal = why_not_in_role(state, meeting, act.by, "tell", act.at)
    if refusal is not None:
        return refusal
    if own is None or own.closed:
        return refuse(article, "paper.unknown")
    if act.vote in state.paper.votes:
        return refuse(article, "paper.marked")
    opened = state.meetings.conventions[own.convention].opened
    if not opened <= act.held <= act.at:
        return refuse(article, "paper.held", opens=opened)
    return (VoteOnPaper(act.vote, act.held, act.by, act.at, int(state.size)),)


def _marked(state: State, effect: VoteOnPaper) -> PaperState:
    own = state.paper
    return replace(own, votes=own.votes.set(effect.vote, Paper(effect.held, effect.by, effect.at, effect.entry)))


SLICE = "paper"
ADMIT: dict[type, Any] = {MarkOnPaper: mark_on_paper}
APPLY: dict[type, Any] = {VoteOnPaper: _marked}
TEXTS: dict[type, tuple[Any, ...]] = {MarkOnPaper: (Text("reason"),)}
