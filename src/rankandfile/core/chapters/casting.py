"""Casting: tellers report cards, electors vote by name, a division is taken at once.

Keeps cards and choices in the vote; who may vote was fixed when it opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..ids import Handle, VoteId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .agenda import (
    ABSTAIN,
    NO,
    SILENT,
    YES,
    Cards,
    FloorState,
    Method,
    Vote,
)
from .bodies import why_not_in_role
from .foundation import rulebook
from .voting import with_vote

if TYPE_CHECKING:
    from ..state import State


class ReportCards(Act, frozen=True):
    """A teller's count of the cards."""

    vote: VoteId
    yes: int
    no: int
    abstain: int


class CastVote(Act, frozen=True):
    """One's own vote in a roll call, and those of whom one holds proxies: y, n or a; changed until the close."""

    vote: VoteId
    choice: str
    of: Handle = Handle("")
    """Whose vote alone it is: one's own, or that of somebody whose proxy one holds; empty for all of these."""


class CastVotes(Act, frozen=True):
    """A division taken at once: a character for each elector from `offset` on; - for one who did not vote."""

    vote: VoteId
    offset: int
    choices: str


class CardsReported(Effect, frozen=True):
    """A teller's count is in."""

    vote: VoteId
    teller: Handle
    yes: int
    no: int
    abstain: int


class VoteCast(Effect, frozen=True):
    """An elector's vote, by the elector's place in the electorate."""

    vote: VoteId
    elector: int
    choice: str


REFUSALS = {
    "vote.closed": Words(
        gettext_noop("This vote was closed on {closes}; what was cast by mistake can be changed till then, not after."),
        gettext_noop("See the vote's result; the meeting alone can take the question up again."),
    ),
    "vote.method": Words(
        gettext_noop("This vote is taken by {method}."),
        gettext_noop("Vote that way."),
    ),
    "vote.no_elector": Words(
        gettext_noop("You were not present with a vote when this vote opened, on {opens}."),
        gettext_noop("You can vote in the next one if you are checked in by then."),
    ),
    "vote.not_yours": Words(
        gettext_noop("You hold no proxy of this person in this vote."),
        gettext_noop("Vote for yourself, or for those whose proxies you held when the vote opened."),
    ),
    "vote.choice": Words(
        gettext_noop("A vote is yes, no or abstain."),
        gettext_noop("Choose one of the three."),
    ),
    "vote.too_many": Words(
        gettext_noop("{cast} cards were reported, and only {electors} people have one."),
        gettext_noop("Count again."),
    ),
    "vote.division": Words(
        gettext_noop("The division does not fit the {electors} electors of this vote."),
        gettext_noop("Send one of y, n, a or - for each elector, in their order."),
    ),
}


def _why_not_voting(state: State, vote: VoteId, method: Method) -> Refusal | None:
    own, article = state.floor.votes.get(vote), rulebook(state).voting.article
    if own is None:
        return refuse(article, "vote.unknown")
    if own.closed:
        return refuse(article, "vote.closed", closes=own.closed)
    return refuse(article, "vote.method", method=own.method) if own.method != method else None


def _why_no_teller(state: State, act: ReportCards | CastVotes) -> Refusal | None:
    return why_not_in_role(state, state.floor.votes[act.vote].convention, act.by, "tell", act.at)


def report_cards(state: State, act: ReportCards, texts: Texts) -> Answer:
    """A teller reports a count; a second report by the same teller replaces the first."""
    refusal = _why_not_voting(state, act.vote, "show-of-cards") or _why_no_teller(state, act)
    if refusal is not None:
        return refusal
    own, cast = state.floor.votes[act.vote], act.yes + act.no + act.abstain
    if min(act.yes, act.no, act.abstain) < 0 or cast > len(own.electorate):
        article = rulebook(state).voting.article
        return refuse(article, "vote.too_many", cast=cast, electors=len(own.electorate))
    return (CardsReported(act.vote, act.by, act.yes, act.no, act.abstain),)


def cast_vote(state: State, act: CastVote, texts: Texts) -> Answer:
    """An elector's own vote in a roll call."""
    refusal = _why_not_voting(state, act.vote, "roll-call")
    if refusal is not None:
        return refusal
    own, article = state.floor.votes[act.vote], rulebook(state).voting.article
    mine = votes_of(own, act.by)
    if not mine:
        return refuse(article, "vote.no_elector", opens=own.opened)
    if act.choice not in (YES, NO, ABSTAIN):
        return refuse(article, "vote.choice")
    if act.of and act.of not in mine:
        return refuse(article, "vote.not_yours")
    return tuple(
        VoteCast(act.vote, own.electorate.index(elector), act.choice) for elector in ((act.of,) if act.of else mine)
    )


def votes_of(vote: Vote, person: Handle) -> tuple[Handle, ...]:
    """For whom the person votes in this vote: the person, where it is an elector, and those whose proxies it holds."""
    own = (person,) if person in vote.electorate and person not in vote.proxies else ()
    return (*own, *(giver for giver, holder in vote.proxies.items() if holder == person))


def cast_votes(state: State, act: CastVotes, texts: Texts) -> Answer:
    """A division that tellers took at once; the act itself carries every vote."""
    refusal = _why_not_voting(state, act.vote, "roll-call") or _why_no_teller(state, act)
    if refusal is not None:
        return refusal
    electors = len(state.floor.votes[act.vote].electorate)
    fits = act.offset >= 0 and act.choices and act.offset + len(act.choices) <= electors
    if not fits or set(act.choices) - {YES, NO, ABSTAIN, SILENT}:
        return refuse(rulebook(state).voting.article, "vote.division", electors=electors)
    return ()


def _cards_reported(state: State, effect: CardsReported) -> FloorState:
    cards = state.floor.votes[effect.vote].cards.set(effect.teller, Cards(effect.yes, effect.no, effect.abstain))
    return with_vote(state, effect.vote, cards=cards)


def _written(choices: str, offset: int, more: str) -> str:
    return choices[:offset] + more + choices[offset + len(more) :]


def _vote_cast(state: State, effect: VoteCast) -> FloorState:
    choices = _written(state.floor.votes[effect.vote].choices, effect.elector, effect.choice)
    return with_vote(state, effect.vote, choices=choices)


def _votes_cast(state: State, act: CastVotes) -> FloorState:
    choices = _written(state.floor.votes[act.vote].choices, act.offset, act.choices)
    return with_vote(state, act.vote, choices=choices)


SLICE = "floor"
ADMIT: dict[type, Any] = {
    ReportCards: report_cards,
    CastVote: cast_vote,
    CastVotes: cast_votes,
}
APPLY: dict[type, Any] = {
    CardsReported: _cards_reported,
    VoteCast: _vote_cast,
    CastVotes: _votes_cast,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
