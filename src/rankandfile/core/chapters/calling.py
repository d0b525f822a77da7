"""Calling a convention: with its notice, in time, for as long as the rulebook says, and every deadline still ahead.

The call fixes the opening and the closing; the whole timetable follows from the rulebook and is published with it.
Motions that wait for another reading come along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..ids import ConventionId, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from ..timetable import lines
from .foundation import has_founding_powers, rulebook
from .meetings import Convention, MeetingsState, conventions_of, last_closed
from .offices import why_lacks_power

if TYPE_CHECKING:
    from ..state import State


class CallConvention(Act, frozen=True):
    """Call the next convention for an opening and a closing."""

    opens: Moment
    closes: Moment


class ConventionCalled(Effect, frozen=True):
    """The convention is called; its timetable follows from the rulebook in force now."""

    convention: ConventionId
    at: Moment
    opens: Moment
    closes: Moment
    entry: int


REFUSALS = {
    "convention.notice": Words(
        gettext_noop("A convention needs {notice} of notice; this opening is too near."),
        gettext_noop("Call it for {opens} or later."),
    ),
    "convention.late": Words(
        gettext_noop("The rulebook wants the next convention to open by {until}."),
        gettext_noop("Call it for an opening from {opens} to {until}."),
    ),
    "convention.lasts": Words(
        gettext_noop("A convention lasts {lasts}, from its opening to its close."),
        gettext_noop("With this opening, call it to close on {closes}."),
    ),
    "convention.order": Words(
        gettext_noop("The closing lies before the opening."),
        gettext_noop("Give a closing after the opening."),
    ),
    "convention.timetable": Words(
        gettext_noop("The deadline “{line}” would have passed before the call."),
        gettext_noop("Call it for {opens} or later, so that every deadline lies ahead."),
    ),
    "convention.called": Words(
        gettext_noop("Convention {convention} is called and not yet closed."),
        gettext_noop("The next one can be called when it is closed."),
    ),
}


def call_convention(state: State, act: CallConvention, texts: Texts) -> Answer:
    """The call, by who has the power, with the notice of the rulebook and every deadline still ahead."""
    own = rulebook(state).convention
    refusal = _why_not_called(state, act)
    if refusal is not None:
        return refusal
    for line in lines(rulebook(state), act.at, act.opens, act.closes):
        if line.at < act.at:
            later = Moment(act.opens + act.at - line.at)
            return refuse(own.article, "convention.timetable", line=line.name, opens=later)
    from .readings import carried_over

    number = ConventionId(f"C{len(conventions_of(state)) + 1}")
    called = ConventionCalled(number, act.at, act.opens, act.closes, int(state.size))
    return (called, *carried_over(state, number))


def _why_not_called(state: State, act: CallConvention) -> Refusal | None:
    own, week = rulebook(state).convention, rulebook(state).organisation.week
    if not has_founding_powers(state, act.by, act.at):
        refusal = why_lacks_power(state, act.by, "call", "", act.at)
        if refusal is not None:
            return refusal
    if state.meetings.current:
        return refuse(own.article, "convention.called", convention=state.meetings.current)
    earliest = shifted(act.at, own.notice, 1, week)
    if act.opens < earliest:
        notice = f"{own.notice.amount} {own.notice.unit}"
        return refuse(own.article, "convention.notice", notice=notice, opens=earliest)
    if act.closes <= act.opens:
        return refuse(own.article, "convention.order")
    return _why_not_these_times(state, act, earliest)


def _why_not_these_times(state: State, act: CallConvention, earliest: Moment) -> Refusal | None:
    """The next convention opens in time and lasts as long as the rulebook says (convention clause)."""
    own, week = rulebook(state).convention, rulebook(state).organisation.week
    until = opens_at_the_latest(state, act.at)
    if act.opens > until:
        return refuse(own.article, "convention.late", opens=earliest, until=until)
    closes = shifted(act.opens, own.lasts, 1, week) if own.lasts is not None else act.closes
    if act.closes == closes or own.lasts is None:
        return None
    return refuse(own.article, "convention.lasts", lasts=f"{own.lasts.amount} {own.lasts.unit}", closes=closes)


def opens_at_the_latest(state: State, at: Moment) -> Moment:
    """Until when a convention called now has to open: as long after the last one as the rulebook says.

    A call that comes too late for that may take as long again as its notice and its timetable need, and no longer.
    """
    own, week = rulebook(state).convention, rulebook(state).organisation.week
    return Moment(max(shifted(last_closed(state), own.every, 1, week), 2 * earliest_opening(state, at) - at))


def earliest_opening(state: State, at: Moment) -> Moment:
    """When a convention called now can open at the earliest: after its notice, with every deadline still ahead."""
    earliest = shifted(at, rulebook(state).convention.notice, 1, rulebook(state).organisation.week)
    first = min((line.at for line in lines(rulebook(state), at, earliest, earliest)), default=at)
    return Moment(max(earliest, earliest + at - first))


def _called(state: State, effect: ConventionCalled) -> MeetingsState:
    timetable = lines(rulebook(state), effect.at, effect.opens, effect.closes)
    convention = Convention(effect.convention, effect.at, effect.opens, effect.closes, effect.entry, timetable)
    known = state.meetings.conventions.set(effect.convention, convention)
    return replace(state.meetings, conventions=known, current=effect.convention, demand=Table())


SLICE = "meetings"
TIMELY = (CallConvention,)
ADMIT: dict[type, Any] = {
    CallConvention: call_convention,
}
APPLY: dict[type, Any] = {
    ConventionCalled: _called,
}
TEXTS = {
    CallConvention: (Text("place"),),
}
