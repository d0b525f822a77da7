"""Recounting: a show of cards that is closed is counted again where enough demand it in time.

Where the clause `[procedure]` gives a time for it, the result of a show of cards is declared at the close and takes
effect when that time is over, by the clock: no chair makes it shorter by going on. Until then nothing else is put to
the vote, taken up or closed. Where enough demand a recount, the vote is open again for the same electorate, the tellers
count anew, and what they find takes effect at the next close. The first account stays beside the second. Keeps its
part of the floor's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Answer, Effect
from ..calendar import shifted
from ..ids import ConventionId, Handle, Moment, VoteId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .agenda import Account, Cards, FloorState, Vote, undecided_vote
from .foundation import KeepTime, rulebook
from .procedural import Procedural, article, raised, supported_by, times
from .supporting import WithdrawProcedural

if TYPE_CHECKING:
    from ..state import State


class ResultWaits(Effect, frozen=True):
    """The result is declared, and takes effect then unless enough demand a recount before."""

    vote: VoteId
    until: Moment


class ResultTookEffect(Effect, frozen=True):
    """Nobody had the count made again in time: the result of the vote is in force."""

    vote: VoteId
    due: Moment
    at: Moment


class CountedAnew(Effect, frozen=True):
    """Enough demanded a recount of this closed vote: it is open for the tellers again, and its first account stays."""

    vote: VoteId
    at: Moment


REFUSALS = {
    "procedure.result_waits": Words(
        gettext_noop("The result of vote {vote} waits until {until}, in case a recount is demanded."),
        gettext_noop("Wait until then; the result takes effect by itself."),
    ),
}


def waits_until(state: State, vote: Vote, at: Moment) -> Moment:
    """Until when the result of this vote would wait; 0 where it takes effect at the close, as after a recount."""
    clause = rulebook(state).procedure
    if clause is None or clause.recount_within is None or vote.method != "show-of-cards" or vote.before:
        return Moment(0)
    return shifted(at, clause.recount_within, 1, rulebook(state).organisation.week)


def result_that_waits(state: State, convention: ConventionId) -> Vote | None:
    """The vote that is closed, and whose result has not taken effect."""
    number = state.floor.counted.get(convention)
    return state.floor.votes[number] if number is not None else None


def takes_effect(state: State, vote: Vote) -> Moment:
    """When the result that waits takes effect: after its time, and that of a demand that still looks for support."""
    asked = (own for own in recounts(state, vote.convention) if not own.fate)
    return max((vote.waits, *(supported_by(state, own) for own in asked)))


def can_be_counted_again(state: State, convention: ConventionId, at: Moment) -> bool:
    """Whether a recount of a result that waits can be demanded now; an earlier demand may find support for longer."""
    vote = result_that_waits(state, convention)
    return vote is not None and at < vote.waits


def why_result_waits(state: State, convention: ConventionId) -> Refusal | None:
    """Why nothing else is put to the vote, taken up or closed now: a result waits. None where none does."""
    vote = result_that_waits(state, convention)
    if vote is None:
        return None
    return refuse(article(state), "procedure.result_waits", vote=vote.id, until=takes_effect(state, vote))


def vote_to_recount(state: State, convention: ConventionId) -> str:
    """The vote of which a recount is demanded; empty where the rulebook gives no time for it after the close."""
    vote = undecided_vote(state, convention)
    return vote.id if vote is not None and times(state).recount_within is not None else ""


def recounts(state: State, convention: ConventionId) -> tuple[Procedural, ...]:
    """The demands of a recount of the vote that is open or whose result waits; of one in force none is left."""
    vote = undecided_vote(state, convention)
    return tuple(own for own in raised(state, convention) if vote is not None and own.about == vote.id)


def counted_anew(state: State, convention: ConventionId, at: Moment) -> tuple[Effect, ...]:
    """What a recount that enough demand brings: new counts in an open vote, a closed one open again."""
    from .floor_changes import RecountOrdered

    vote = undecided_vote(state, convention)
    if vote is None:
        return ()
    return (CountedAnew(vote.id, at),) if vote.closed else (RecountOrdered(vote.id),)


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """When the first of the results that wait takes effect."""
    known = (state.floor.votes[number] for number in state.floor.counted.values())
    return min(((takes_effect(state, vote), "result", vote.id) for vote in known), default=None)


def strike(state: State, act: KeepTime) -> Answer:
    """The result takes effect, and everything follows from it."""
    from .deciding import what_follows

    own = state.floor.votes[VoteId(act.about)]
    return (ResultTookEffect(own.id, act.due, act.at), *what_follows(state, own, own.carried, act.at))


def _waits(state: State, effect: ResultWaits) -> FloorState:
    own = state.floor
    vote = replace(own.votes[effect.vote], waits=effect.until)
    return replace(own, votes=own.votes.set(vote.id, vote), counted=own.counted.set(vote.convention, vote.id))


def _took_effect(state: State, effect: ResultTookEffect) -> FloorState:
    own = state.floor
    return replace(own, counted=own.counted.remove(own.votes[effect.vote].convention))


def _anew(state: State, effect: CountedAnew) -> FloorState:
    own, vote = state.floor, state.floor.votes[effect.vote]
    first = Account(vote.yes, vote.no, vote.abstain, vote.required, vote.base, vote.carried, vote.closed)
    anew = replace(
        vote, cards=Table[Handle, Cards](), closed=Moment(0), waits=Moment(0), before=(*vote.before, first),
        yes=0, no=0, abstain=0, required=0, base=0, carried=False,
    )  # fmt: skip
    return replace(
        own, votes=own.votes.set(vote.id, anew), counted=own.counted.remove(vote.convention),
        open_vote=own.open_vote.set(vote.convention, vote.id),
    )  # fmt: skip


SLICE = "floor"
CLOCK = ("result",)
TIMELY = (WithdrawProcedural,)
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {ResultWaits: _waits, ResultTookEffect: _took_effect, CountedAnew: _anew}
TEXTS: dict[type, tuple[Any, ...]] = {}
