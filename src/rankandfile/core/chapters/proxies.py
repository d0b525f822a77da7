"""Proxies: who cannot come lets somebody who is there vote, where the rulebook has the clause `[proxies]`.

Who has a seat with a vote names the holder; nobody else can. A holder has no more proxies than the clause says, and
none is handed on. It holds for one meeting, until it is withdrawn or its giver comes. In a vote the giver is an elector
like everybody else, and the holder votes for all at once or for each differently; the vote of each stands beside the
giver's own name. Keeps its part of the meeting's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..ids import ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .bodies import meeting_body
from .credentials import is_present, seat_flags
from .foundation import rulebook
from .meetings import Convention, MeetingsState, present_voters, with_meeting
from .standing import find

if TYPE_CHECKING:
    from ..state import State


class GiveProxy(Act, frozen=True):
    """Let somebody else who has a vote at the meeting vote in one's place."""

    convention: ConventionId
    holder: Handle


class WithdrawProxy(Act, frozen=True):
    """Take one's proxy back."""

    convention: ConventionId


class ProxyGiven(Effect, frozen=True):
    """From now on the holder votes for the giver, while the giver is not there."""

    convention: ConventionId
    giver: Handle
    holder: Handle
    at: Moment


class ProxyEnded(Effect, frozen=True):
    """The giver votes alone again."""

    convention: ConventionId
    giver: Handle
    at: Moment


REFUSALS = {
    "proxy.none": Words(
        gettext_noop("This rulebook knows no proxies: who is not there does not vote."),
        gettext_noop("Come, give the seat up so that an alternate takes it, or move to add a clause on proxies."),
    ),
    "proxy.no_vote": Words(
        gettext_noop("A proxy goes from somebody with a vote at this meeting to somebody else with one."),
        gettext_noop("Choose somebody who has a seat with a vote."),
    ),
    "proxy.present": Words(
        gettext_noop("You are checked in, so you vote yourself."),
        gettext_noop("Give a proxy when you leave."),
    ),
    "proxy.given": Words(
        gettext_noop("You have given a proxy for this meeting already."),
        gettext_noop("Take it back first."),
    ),
    "proxy.not_given": Words(
        gettext_noop("You have given no proxy for this meeting."),
        gettext_noop("There is nothing to take back."),
    ),
    "proxy.handed_on": Words(
        gettext_noop("This person has given a proxy away, and no proxy is handed on."),
        gettext_noop("Choose somebody who comes."),
    ),
    "proxy.limit": Words(
        gettext_noop("This person holds {number} proxies, as many as one may hold."),
        gettext_noop("Choose somebody who holds fewer."),
    ),
    "proxy.branch": Words(
        gettext_noop("A proxy stays in the branch."),
        gettext_noop("Choose somebody of your own branch."),
    ),
}


def give_proxy(state: State, act: GiveProxy, texts: Texts) -> Answer:
    """Who has a vote and is not there names the holder."""
    clause = rulebook(state).proxies
    if clause is None:
        return refuse(meeting_body(state, act.convention).article, "proxy.none")
    own = state.meetings.conventions.get(act.convention)
    if own is None or own.closed:
        return refuse(clause.article, "convention.unknown")
    refusal = _why_no_proxy(state, own, act)
    return refusal or (ProxyGiven(act.convention, act.by, act.holder, act.at),)


def _why_no_proxy(state: State, meeting: Convention, act: GiveProxy) -> Refusal | None:
    clause = rulebook(state).proxies
    assert clause is not None, "asked about proxies where there are none"
    voters = (_has_vote(state, meeting, person, act.at) for person in (act.by, act.holder))
    if act.by == act.holder or not all(voters):
        return refuse(clause.article, "proxy.no_vote")
    if is_present(meeting, act.by):
        return refuse(clause.article, "proxy.present")
    if act.by in meeting.proxies:
        return refuse(clause.article, "proxy.given")
    if act.holder in meeting.proxies:
        return refuse(clause.article, "proxy.handed_on")
    if clause.within == "branch" and _branch(state, act.by) != _branch(state, act.holder):
        return refuse(clause.article, "proxy.branch")
    return _why_too_many(state, meeting, act)


def _why_too_many(state: State, meeting: Convention, act: GiveProxy) -> Refusal | None:
    """Nobody holds more than the clause allows, nor is a holder's own holder: that would be handing on."""
    clause = rulebook(state).proxies
    assert clause is not None, "asked about proxies where there are none"
    if held_by(meeting, act.by):
        return refuse(clause.article, "proxy.handed_on")
    held = len(held_by(meeting, act.holder))
    return refuse(clause.article, "proxy.limit", number=held) if held >= clause.per_holder else None


def _has_vote(state: State, meeting: Convention, person: Handle, at: Moment) -> bool:
    flags = seat_flags(state, meeting.id, person, at)
    return flags is not None and flags[1]


def _branch(state: State, person: Handle) -> str:
    member = find(state, person)
    return member.branch if member is not None else ""


def withdraw_proxy(state: State, act: WithdrawProxy, texts: Texts) -> Answer:
    """The giver takes it back at any time; a vote that is open keeps the electors with which it opened."""
    own, clause = state.meetings.conventions.get(act.convention), rulebook(state).proxies
    article = clause.article if clause is not None else meeting_body(state, act.convention).article
    if own is None or act.by not in own.proxies:
        return refuse(article, "proxy.not_given")
    return (ProxyEnded(act.convention, act.by, act.at),)


def held_by(meeting: Convention, holder: Handle) -> tuple[Handle, ...]:
    """Whose proxies the person holds, in the order in which they were given."""
    return tuple(giver for giver, held in meeting.proxies.items() if held == holder)


def in_force(meeting: Convention) -> Table[Handle, Handle]:
    """Givers who are not there, each with the holder who is, with a vote."""
    here = set(present_voters(meeting))
    found = ((giver, holder) for giver, holder in meeting.proxies.items() if holder in here and giver not in here)
    return Table(found)


def electors(meeting: Convention) -> tuple[Handle, ...]:
    """Who votes if a vote is opened now: those present with a vote, then those for whom a holder votes."""
    return (*present_voters(meeting), *in_force(meeting))


def _given(state: State, effect: ProxyGiven) -> MeetingsState:
    proxies = state.meetings.conventions[effect.convention].proxies
    return with_meeting(state, effect.convention, proxies=proxies.set(effect.giver, effect.holder))


def _ended(state: State, effect: ProxyEnded) -> MeetingsState:
    proxies = state.meetings.conventions[effect.convention].proxies
    return with_meeting(state, effect.convention, proxies=proxies.remove(effect.giver))


SLICE = "meetings"
ADMIT: dict[type, Any] = {GiveProxy: give_proxy, WithdrawProxy: withdraw_proxy}
APPLY: dict[type, Any] = {ProxyGiven: _given, ProxyEnded: _ended}
TEXTS: dict[type, tuple[Any, ...]] = {}
