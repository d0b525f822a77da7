"""Demanding a convention: when enough members demand one, it is called by that very act, whoever is in office.

It opens at the first 10 o'clock at which the notice is over and every deadline of the timetable lies ahead, and lasts
as long as the rulebook says, or as the last one did. A demand holds until a convention is called; whoever may no
longer vote does not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import DAY, shifted
from ..ids import ConventionId, Handle, Moment
from ..refusal import Words, gettext_noop, refuse
from ..rulebook.schema import Threshold
from ..table import Table
from .calling import ConventionCalled, earliest_opening
from .electorate import last_opened
from .foundation import rulebook
from .meetings import MeetingsState, conventions_of
from .readings import carried_over
from .standing import why_may_not
from .thresholds import in_numbers, is_reached, support

if TYPE_CHECKING:
    from ..state import State

HOUR = 10
"""At which hour of the place it opens."""
A_DAY = Moment(DAY)
"""How long the first one lasts where the rulebook does not say."""


class DemandConvention(Act, frozen=True):
    """Demand that a convention be called."""


class WithdrawDemand(Act, frozen=True):
    """Demand it no longer."""


class ConventionDemanded(Effect, frozen=True):
    """One more demands a convention."""

    by: Handle
    at: Moment


class DemandWithdrawn(Effect, frozen=True):
    """One fewer demands it."""

    by: Handle


REFUSALS = {
    "demand.none": Words(
        gettext_noop("The rulebook does not let members demand a convention."),
        gettext_noop("Whoever may call it must do so in time; move to add “demanded_by” to this article."),
    ),
    "demand.made": Words(
        gettext_noop("You demand a convention already."),
        gettext_noop("Ask other members to demand it too."),
    ),
    "demand.not_made": Words(
        gettext_noop("You do not demand a convention."),
        gettext_noop("There is nothing to take back."),
    ),
}


def needed(state: State) -> Threshold | None:
    """How many must demand it, in numbers (convention clause); None where the rulebook does not let members."""
    need = rulebook(state).convention.demanded_by
    return in_numbers(state, need, last_opened(state)) if need is not None else None


def has(state: State, at: Moment) -> Threshold:
    """How many demand it now: those who may still vote."""
    return _support(state, state.meetings.demand, at)


def _support(state: State, demands: Table[Handle, Moment], at: Moment) -> Threshold:
    still = Table((p, since) for p, since in demands.items() if why_may_not(state, p, "vote", at) is None)
    return support(state, last_opened(state), still)


def demand_convention(state: State, act: DemandConvention, texts: Texts) -> Answer:
    """A demand counts at once; the one that makes enough calls the convention (convention clause)."""
    own, need = rulebook(state).convention, needed(state)
    if need is None:
        return refuse(own.article, "demand.none")
    refusal = why_may_not(state, act.by, "vote", act.at)
    if refusal is not None:
        return refusal
    if state.meetings.current:
        return refuse(own.article, "convention.called", convention=state.meetings.current)
    if act.by in state.meetings.demand:
        return refuse(own.article, "demand.made")
    demanded = ConventionDemanded(act.by, act.at)
    if not is_reached(need, _support(state, state.meetings.demand.set(act.by, act.at), act.at)):
        return (demanded,)
    return (demanded, *_called(state, act.at))


def _called(state: State, at: Moment) -> tuple[Effect, ...]:
    own, week = rulebook(state).convention, rulebook(state).organisation.week
    opens = at_its_hour(earliest_opening(state, at), 60 * week.offset_minutes)
    closes = shifted(opens, own.lasts, 1, week) if own.lasts is not None else Moment(opens + _as_the_last_one(state))
    number = ConventionId(f"C{len(conventions_of(state)) + 1}")
    return (ConventionCalled(number, at, opens, closes, int(state.size)), *carried_over(state, number))


def _as_the_last_one(state: State) -> int:
    lasted = [own.closes - own.opens for own in conventions_of(state)]
    return lasted[-1] if lasted else A_DAY


def at_its_hour(earliest: Moment, offset: int) -> Moment:
    """The first moment from then on at which the clock of the place strikes the hour."""
    return Moment(earliest + (3600 * HOUR - earliest - offset) % DAY)


def withdraw_demand(state: State, act: WithdrawDemand, texts: Texts) -> Answer:
    """A demand is taken back until the convention is called."""
    if act.by not in state.meetings.demand:
        return refuse(rulebook(state).convention.article, "demand.not_made")
    return (DemandWithdrawn(act.by),)


def _demanded(state: State, effect: ConventionDemanded) -> MeetingsState:
    return replace(state.meetings, demand=state.meetings.demand.set(effect.by, effect.at))


def _withdrawn(state: State, effect: DemandWithdrawn) -> MeetingsState:
    return replace(state.meetings, demand=state.meetings.demand.remove(effect.by))


SLICE = "meetings"
TIMELY = (DemandConvention,)
ADMIT: dict[type, Any] = {
    DemandConvention: demand_convention,
    WithdrawDemand: withdraw_demand,
}
APPLY: dict[type, Any] = {
    ConventionDemanded: _demanded,
    DemandWithdrawn: _withdrawn,
}
TEXTS = {
    DemandConvention: (Text("place", optional=True),),
}
