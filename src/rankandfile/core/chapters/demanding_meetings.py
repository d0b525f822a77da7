"""Demanding the meeting of a body: when enough of those who sit in it demand one, it is called by that very act.

It opens as soon as its notice allows, at the hour of the place, and lasts as long as the one before. One that is called
for a day far away keeps nobody from demanding another. Keeps the demands beside the meetings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..ids import BranchId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Meetings
from ..table import Table
from ..timetable import lines_of
from .bodies import belongs, body_named, meetings_of
from .convening import ahead, call_of, why_no_body
from .demanding import at_its_hour
from .foundation import rulebook
from .meetings import Convention, MeetingsState, meetings_held_by, place_of
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State

TWO_HOURS = 7200
"""How long the first meeting lasts that is called by demand; later ones last as long as the one before."""


class DemandMeeting(Act, frozen=True):
    """Demand that a meeting of a body, or of one's branch, be called."""

    body: str
    branch: BranchId = BranchId("")


class WithdrawMeetingDemand(Act, frozen=True):
    """Demand it no longer."""

    body: str
    branch: BranchId = BranchId("")


class MeetingDemanded(Effect, frozen=True):
    """One more demands a meeting."""

    body: str
    by: Handle
    at: Moment
    branch: BranchId = BranchId("")


class MeetingDemandWithdrawn(Effect, frozen=True):
    """One fewer demands it."""

    body: str
    by: Handle
    branch: BranchId = BranchId("")


REFUSALS = {
    "meeting.no_demand": Words(
        gettext_noop("The rulebook does not let those who sit in “{body}” demand a meeting."),
        gettext_noop("Ask those who call it, or move to add “demanded_by” to this article."),
    ),
    "meeting.not_in_it": Words(
        gettext_noop("You do not sit in “{body}” with a vote."),
        gettext_noop("Ask those who do to demand the meeting."),
    ),
    "meeting.demand_made": Words(
        gettext_noop("You demand a meeting already."),
        gettext_noop("Ask others of the body to demand it too: {needed} are needed, {has} demand it."),
    ),
    "meeting.demand_not_made": Words(
        gettext_noop("You do not demand a meeting of this body."),
        gettext_noop("There is nothing to take back."),
    ),
    "meeting.called": Words(
        gettext_noop("{meeting} is called for {opens}."),
        gettext_noop("Bring what you have to that meeting."),
    ),
}


def demands_of(state: State, body: str, branch: BranchId, at: Moment) -> tuple[Handle, ...]:
    """Who demands a meeting of the body and still sits in it with a vote."""
    clause, found = body_named(state, body), state.meetings.demands.get(place_of(body, branch), Table())
    return tuple(person for person in found if clause is not None and belongs(state, clause, branch, person, at))


def demand_meeting(state: State, act: DemandMeeting, texts: Texts) -> Answer:
    """A demand counts at once; the one that makes enough calls the meeting, as soon as the notice allows."""
    refusal = why_no_body(state, act.body, act.branch)
    clause, body = meetings_of(state, act.body), body_named(state, act.body)
    if refusal is not None or clause is None or body is None:
        return refusal or ()
    refusal = _why_no_demand(state, clause, act)
    if refusal is not None:
        return refusal
    has, needed = demands_of(state, act.body, act.branch, act.at), clause.demanded_by
    if act.by in has:
        return refuse(clause.article, "meeting.demand_made", needed=needed, has=len(has))
    demanded = MeetingDemanded(act.body, act.by, act.at, act.branch)
    if len(has) + 1 < needed:
        return (demanded,)
    opens = _as_soon_as_it_can(state, clause, act.at)
    held = meetings_held_by(state, act.body, act.branch)
    closes = Moment(opens + (held[-1].closes - held[-1].opens if held else TWO_HOURS))
    return (demanded, call_of(state, act.body, act.branch, act.at, opens, closes, demanded=True))


def _why_no_demand(state: State, clause: Meetings, act: DemandMeeting) -> Refusal | None:
    body = body_named(state, act.body)
    if not clause.demanded_by:
        return refuse(clause.article, "meeting.no_demand", body=act.body)
    refusal = why_may_not(state, act.by, "vote", act.at)
    if refusal is not None:
        return refusal
    if body is None or not belongs(state, body, act.branch, act.by, act.at):
        return refuse(clause.article, "meeting.not_in_it", body=act.body)
    soon = _soon(state, clause, act)
    return refuse(clause.article, "meeting.called", meeting=soon.id, opens=soon.opens) if soon is not None else None


def _soon(state: State, clause: Meetings, act: DemandMeeting) -> Convention | None:
    """A meeting that is called and comes about as soon as a demanded one would: one far away keeps nobody waiting."""
    latest = shifted(_as_soon_as_it_can(state, clause, act.at), clause.notice, 1, rulebook(state).organisation.week)
    return next((own for own in ahead(state, act.body, act.branch) if own.opens <= latest), None)


def _as_soon_as_it_can(state: State, clause: Meetings, at: Moment) -> Moment:
    """At the hour of the place at which the notice is over and every deadline lies ahead."""
    week = rulebook(state).organisation.week
    earliest = shifted(at, clause.notice, 1, week)
    first = min((line.at for line in lines_of(rulebook(state), clause, at, earliest, earliest)), default=at)
    return at_its_hour(Moment(max(earliest, earliest + at - first)), 60 * week.offset_minutes)


def withdraw_demand(state: State, act: WithdrawMeetingDemand, texts: Texts) -> Answer:
    """A demand is taken back until the meeting is called."""
    clause = meetings_of(state, act.body)
    article = clause.article if clause is not None else rulebook(state).convention.article
    if act.by not in state.meetings.demands.get(place_of(act.body, act.branch), Table()):
        return refuse(article, "meeting.demand_not_made")
    return (MeetingDemandWithdrawn(act.body, act.by, act.branch),)


def _demanded(state: State, effect: MeetingDemanded) -> MeetingsState:
    own, place = state.meetings, place_of(effect.body, effect.branch)
    known = own.demands.get(place, Table[Handle, Moment]())
    return replace(own, demands=own.demands.set(place, known.set(effect.by, effect.at)))


def _withdrawn(state: State, effect: MeetingDemandWithdrawn) -> MeetingsState:
    own, place = state.meetings, place_of(effect.body, effect.branch)
    return replace(own, demands=own.demands.set(place, own.demands[place].remove(effect.by)))


SLICE = "meetings"
TIMELY = (DemandMeeting,)
ADMIT: dict[type, Any] = {DemandMeeting: demand_meeting, WithdrawMeetingDemand: withdraw_demand}
APPLY: dict[type, Any] = {MeetingDemanded: _demanded, MeetingDemandWithdrawn: _withdrawn}
TEXTS: dict[type, tuple[Any, ...]] = {
    DemandMeeting: (Text("reason", optional=True),),
}
