"""Holding a meeting: it is opened at its hour with a quorum, closed, and minuted; and who owes each of these.

A meeting cannot be closed early over business that still waits, unless it has voted to. Keeps its part of the slice of
`meetings.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import CLOCK as THE_CLOCK
from ..ids import ConventionId, Moment
from ..refusal import refuse
from .bodies import Role, meeting_article, meeting_body, post_for, why_not_in_role
from .foundation import FoundingEnded, rulebook
from .meetings import (
    Convention,
    MeetingsState,
    current,
    going_on,
    is_by_post,
    last_closed,
    over,
    place_of,
    why_not_opened,
    why_not_presiding,
    with_meeting,
    without_minutes,
)
from .offices import posts_with
from .quorum import count_entitled, count_towards_quorum, quorum_needed, why_no_quorum

if TYPE_CHECKING:
    from ..state import State


class OpenConvention(Act, frozen=True):
    """Open the meeting: at its hour, with a quorum."""

    convention: ConventionId


class CloseConvention(Act, frozen=True):
    """Close the meeting."""

    convention: ConventionId


class PublishMinutes(Act, frozen=True):
    """Publish the minutes; everything they can say about votes is in the record already."""

    convention: ConventionId


class DeadlinePassed(Effect, frozen=True):
    """The clock performed this line of the timetable: due then, done at."""

    convention: ConventionId
    line: str
    due: Moment
    at: Moment


class ConventionOpened(Effect, frozen=True):
    """The meeting is open; so many were present of so many entitled, where so many were needed."""

    convention: ConventionId
    at: Moment
    present: int
    entitled: int
    needed: int


class ConventionClosed(Effect, frozen=True):
    """The meeting is over."""

    convention: ConventionId
    at: Moment


class EarlyCloseAgreed(Effect, frozen=True):
    """The meeting voted that it may be closed before its hour."""

    convention: ConventionId


class MinutesPublished(Effect, frozen=True):
    """The minutes stand in this entry."""

    convention: ConventionId
    entry: int


def open_convention(state: State, act: OpenConvention, texts: Texts) -> Answer:
    """The chair opens the meeting at its hour, with a quorum."""
    own = state.meetings.conventions.get(act.convention)
    article = meeting_article(state, act.convention)
    refusal = why_not_presiding(state, act.convention, act.by, act.at)
    if refusal is not None:
        return refusal
    if own is None or own.closed:
        return refuse(article, "convention.unknown")
    if own.opened:
        return refuse(article, "convention.open")
    if act.at < own.opens:
        return refuse(article, "convention.early", opens=own.opens)
    refusal = why_no_quorum(state, own)
    if refusal is not None:
        return refusal
    entitled = count_entitled(state, own.id)
    wanted = quorum_needed(state, own.id)
    return (ConventionOpened(own.id, act.at, count_towards_quorum(state, own), entitled, wanted),)


def close_convention(state: State, act: CloseConvention, texts: Texts) -> Answer:
    """The chair closes; what is left on the agenda is named as unreached, which is never the same as defeated."""
    from .agenda import count_waiting, open_vote, unreached
    from .procedural_votes import why_something_first
    from .secret_votes import voting_now

    own = state.meetings.conventions.get(act.convention)
    article = meeting_article(state, act.convention)
    refusal = why_not_opened(state, act.convention) or why_not_presiding(state, act.convention, act.by, act.at)
    if refusal is not None or own is None:
        return refusal or refuse(article, "convention.unknown")
    if open_vote(state, own.id) is not None or voting_now(state, own.id) is not None:
        return refuse(article, "convention.voting")
    refusal = why_something_first(state, own.id, "", act.at)
    if refusal is not None:
        return refusal
    waiting = count_waiting(state, own.id)
    if waiting and act.at < own.closes and not own.adjourned:
        return refuse(article, "convention.waiting", waiting=waiting, closes=own.closes)
    brings = what_a_close_brings(state, own.id, act.at)
    return (*unreached(state, own.id, act.at), ConventionClosed(own.id, act.at), *brings)


def what_a_close_brings(state: State, meeting: ConventionId, at: Moment) -> tuple[Effect, ...]:
    """What the close of a convention brings: rulebooks that waited for it, and the end of the founding."""
    if state.meetings.conventions[meeting].body:
        return ()
    from .rulebook_change import brought_into_force

    rules = brought_into_force(state, tuple(s for s in state.foundation.scheduled if not s.since), at)
    ended = () if state.foundation.founding_closed else (FoundingEnded(at),)
    return (*rules, *ended)


def publish_minutes(state: State, act: PublishMinutes, texts: Texts) -> Answer:
    """Minutes are published once, after the close, by who has the power."""
    own = state.meetings.conventions.get(act.convention)
    article = meeting_body(state, act.convention).article
    refusal = why_not_in_role(state, act.convention, act.by, "minutes", act.at)
    if refusal is not None:
        return refusal
    if own is None or not own.closed or own.ended:
        return refuse(article, "convention.not_closed")
    if own.minutes >= 0:
        return refuse(article, "convention.minutes")
    return (MinutesPublished(own.id, int(state.size)),)


def _deadline_passed(state: State, effect: DeadlinePassed) -> MeetingsState:
    struck = state.meetings.conventions[effect.convention].struck + 1
    return with_meeting(state, effect.convention, struck=struck)


def _opened(state: State, effect: ConventionOpened) -> MeetingsState:
    return with_meeting(state, effect.convention, opened=effect.at)


def _closed(state: State, effect: ConventionClosed) -> MeetingsState:
    after, meeting = over(state, effect.convention, closed=effect.at), state.meetings.conventions[effect.convention]
    if not meeting.body:
        return after
    held = after.held.set(place_of(meeting.body, meeting.branch), effect.at)
    return replace(after, held=held, unminuted=(*after.unminuted, meeting.id))


def _early_close_agreed(state: State, effect: EarlyCloseAgreed) -> MeetingsState:
    return with_meeting(state, effect.convention, adjourned=True)


def _minutes_published(state: State, effect: MinutesPublished) -> MeetingsState:
    after = with_meeting(state, effect.convention, minutes=effect.entry)
    return replace(after, unminuted=tuple(each for each in after.unminuted if each != effect.convention))


def duties(state: State) -> tuple[Duty, ...]:
    """Calling the next convention, opening and closing the one called, publishing the minutes of those closed."""
    return (*_meeting_duties(state), *_minutes_duties(state))


def _owed_by(state: State, power: str) -> str:
    return next(iter(posts_with(state, power)), "nobody")


def _meeting_duties(state: State) -> tuple[Duty, ...]:
    own, week = rulebook(state).convention, rulebook(state).organisation.week
    waiting = tuple(_moving_on(state, meeting) for meeting in going_on(state))
    if current(state) is not None:
        return waiting
    last = last_closed(state)
    due = shifted(shifted(last, own.every, 1, week), own.notice, -1, week)
    return (*waiting, Duty("call-convention", "", _owed_by(state, "call"), Moment(max(due, last)), own.article))


def _moving_on(state: State, meeting: Convention) -> Duty:
    kind, due = ("close-convention", meeting.closes) if meeting.opened else ("open-convention", meeting.opens)
    owed_by = THE_CLOCK if is_by_post(state, meeting.id) else owed_to(state, meeting, "chair")
    return Duty(kind, meeting.id, owed_by, due, meeting_article(state, meeting.id))


def owed_to(state: State, meeting: Convention, role: Role) -> str:
    """Who owes it to the meeting: whoever was put in the chair, a post of its clause, or the post with the power."""
    if role == "chair" and meeting.chair and meeting.body:
        return meeting.chair
    return post_for(state, meeting.id, role) or _owed_by(state, role)


def _minutes_duties(state: State) -> tuple[Duty, ...]:
    return tuple(_minutes_owed(state, meeting) for meeting in without_minutes(state))


def _minutes_owed(state: State, meeting: Convention) -> Duty:
    body, week = meeting_body(state, meeting.id), rulebook(state).organisation.week
    due = shifted(meeting.closed, body.minutes_within, 1, week)
    return Duty("minutes", meeting.id, owed_to(state, meeting, "minutes"), due, body.article)


SLICE = "meetings"
TIMELY = (CloseConvention,)
ADMIT: dict[type, Any] = {
    OpenConvention: open_convention,
    CloseConvention: close_convention,
    PublishMinutes: publish_minutes,
}
APPLY: dict[type, Any] = {
    DeadlinePassed: _deadline_passed,
    ConventionOpened: _opened,
    ConventionClosed: _closed,
    EarlyCloseAgreed: _early_close_agreed,
    MinutesPublished: _minutes_published,
}
TEXTS = {
    PublishMinutes: (Text("minutes"),),
}
