"""Alternates who wait: one who is there says so, and one who has not come for long enough can be passed over.

Alternates are seated by rank. Where the rulebook says how long an alternate is waited for, the desk may pass over one
who has not come by then, so that the place does not stay empty; never one who has said to be there. Whoever was passed
over is seated like before in the next empty place. Keeps its part of the meeting's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..calendar import shifted
from ..ids import ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from .bodies import convention_body, meeting_body, why_not_in_role
from .credentials import why_not_at_the_door
from .delegates import elected_as
from .foundation import rulebook
from .meetings import Convention, MeetingsState, with_meeting

if TYPE_CHECKING:
    from ..state import State


class StandBy(Act, frozen=True):
    """Say as an alternate that one is there and waits for a place."""

    convention: ConventionId


class PassOverAlternate(Act, frozen=True):
    """Go on to the next alternate, because this one has not come."""

    convention: ConventionId
    alternate: Handle


class AlternateStandsBy(Effect, frozen=True):
    """The alternate is there and waits for a place."""

    convention: ConventionId
    alternate: Handle
    at: Moment


class AlternatePassedOver(Effect, frozen=True):
    """The alternate had not come; those after it can be seated."""

    convention: ConventionId
    alternate: Handle
    at: Moment


REFUSALS = {
    "alternate.waited_for": Words(
        gettext_noop("Alternates are waited for until {until}."),
        gettext_noop("Pass over who has not come by then."),
    ),
    "alternate.always": Words(
        gettext_noop("This rulebook lets nobody be passed over: alternates are seated by rank, there or not."),
        gettext_noop("Ask the alternate to give the place up, or move to add “alternates_wait” to the clause."),
    ),
    "alternate.is_there": Words(
        gettext_noop("This alternate is there and waits for a place."),
        gettext_noop("Seat this one first."),
    ),
    "alternate.passed": Words(
        gettext_noop("That is recorded already."),
        gettext_noop("Nothing more is needed."),
    ),
}


def stand_by(state: State, act: StandBy, texts: Texts) -> Answer:
    """An alternate who waits for a place says so."""
    refusal = why_not_at_the_door(state, act.convention, act.by, act.by, act.at) or _why_no_alternate(
        state, act, act.by
    )
    if refusal is not None:
        return refusal
    if act.by in state.meetings.conventions[act.convention].standing_by:
        return refuse(_article(state), "alternate.passed")
    return (AlternateStandsBy(act.convention, act.by, act.at),)


def _why_no_alternate(state: State, act: StandBy | PassOverAlternate, person: Handle) -> Refusal | None:
    found = elected_as(state, act.convention, person)
    seated = state.meetings.conventions[act.convention].seated
    if found is None or not found.alternate or found.declined or person in seated:
        return refuse(meeting_body(state, act.convention).article, "convention.not_alternate")
    return None


def pass_over(state: State, act: PassOverAlternate, texts: Texts) -> Answer:
    """The desk goes on to the next one, when the time that the rulebook gives is over."""
    refusal = (
        why_not_in_role(state, act.convention, act.by, "credentials", act.at)
        or why_not_at_the_door(state, act.convention, act.by, act.alternate, act.at)
        or _why_no_alternate(state, act, act.alternate)
    )
    if refusal is not None:
        return refusal
    own = state.meetings.conventions[act.convention]
    until = waited_until(state, own)
    if until is None:
        return refuse(_article(state), "alternate.always")
    if act.at < until:
        return refuse(_article(state), "alternate.waited_for", until=until)
    if act.alternate in own.standing_by:
        return refuse(_article(state), "alternate.is_there")
    if act.alternate in own.passed_over:
        return refuse(_article(state), "alternate.passed")
    return (AlternatePassedOver(act.convention, act.alternate, act.at),)


def waited_until(state: State, meeting: Convention) -> Moment | None:
    """Until when alternates are waited for; None where the rulebook lets nobody be passed over."""
    clause = rulebook(state).presence
    if clause is None or clause.alternates_wait is None:
        return None
    return shifted(meeting.opened or meeting.opens, clause.alternates_wait, 1, rulebook(state).organisation.week)


def _article(state: State) -> str:
    clause = rulebook(state).presence
    return clause.article if clause is not None else convention_body(state).article


def _stands_by(state: State, effect: AlternateStandsBy) -> MeetingsState:
    own = state.meetings.conventions[effect.convention]
    return with_meeting(
        state, effect.convention, standing_by=own.standing_by.set(effect.alternate, effect.at),
        passed_over=own.passed_over.remove(effect.alternate),
    )  # fmt: skip


def _passed_over(state: State, effect: AlternatePassedOver) -> MeetingsState:
    passed = state.meetings.conventions[effect.convention].passed_over
    return with_meeting(state, effect.convention, passed_over=passed.set(effect.alternate, effect.at))


SLICE = "meetings"
ADMIT: dict[type, Any] = {StandBy: stand_by, PassOverAlternate: pass_over}
APPLY: dict[type, Any] = {AlternateStandsBy: _stands_by, AlternatePassedOver: _passed_over}
TEXTS: dict[type, tuple[Any, ...]] = {}
