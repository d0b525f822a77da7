"""Convening: the meetings of every body beside the convention, from a branch evening to a session of the executive.

Whoever the clause names calls them, with its notice; those who sit in the body can have one called themselves. The
timetable follows from the rulebook and is published with the call. A meeting that nobody opens ends by the clock at the
hour of its close, and says so. Keeps the meetings beside the conventions, in the slice of `meetings.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import Week, shifted
from ..duty import Duty
from ..ids import BranchId, ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Meetings
from ..timetable import lines_of
from .agenda import ItemEnded, items
from .bodies import holds_here, meetings_of
from .foundation import KeepTime, has_founding_powers, rulebook
from .meetings import Convention, MeetingsState, conventions_of, over, place_of
from .motions import MotionDecided, of_convention
from .standing import why_lapsed

if TYPE_CHECKING:
    from ..state import State

AHEAD = 24
"""How many meetings of one body may be called at a time: a year of them."""


class CallMeeting(Act, frozen=True):
    """Call a meeting of a body, or of a branch, for an opening and a closing."""

    body: str
    opens: Moment
    closes: Moment
    branch: BranchId = BranchId("")


class CallOffMeeting(Act, frozen=True):
    """Call a meeting off before it opens, and say why."""

    meeting: ConventionId


class MeetingCalled(Effect, frozen=True):
    """The meeting is called; its timetable follows from the rulebook in force now."""

    convention: ConventionId
    body: str
    at: Moment
    opens: Moment
    closes: Moment
    entry: int
    branch: BranchId = BranchId("")
    demanded: bool = False


class MeetingNotHeld(Effect, frozen=True):
    """The meeting does not take place: `called-off`, or `not-opened` by the hour of its close."""

    convention: ConventionId
    why: str
    at: Moment
    entry: int = -1
    """The entry with the reason; -1 where nobody gave one."""


REFUSALS = {
    "meeting.no_rule": Words(
        gettext_noop("The rulebook does not say how a body “{body}” meets."),
        gettext_noop("Bodies that meet here: {bodies}. Others are added by a change of the rulebook."),
    ),
    "meeting.branch": Words(
        gettext_noop("“{body}” meets in each branch, and “{branch}” is none."),
        gettext_noop("Name the branch that is to meet."),
    ),
    "meeting.no_branch": Words(
        gettext_noop("“{body}” is one body for all branches."),
        gettext_noop("Call it without a branch."),
    ),
    "meeting.caller": Words(
        gettext_noop("Meetings of “{body}” are called by: {post}."),
        gettext_noop("Ask who holds the post, or demand a meeting where the rulebook lets you."),
    ),
    "meeting.notice": Words(
        gettext_noop("A meeting of “{body}” needs {notice} of notice; this opening is too near."),
        gettext_noop("Call it for {opens} or later."),
    ),
    "meeting.overlap": Words(
        gettext_noop("{meeting} of the same body is called from {opens} to {closes}."),
        gettext_noop("Choose another time, or call that one off first."),
    ),
    "meeting.many": Words(
        gettext_noop("{called} meetings of this body are called already, and {most} are the most."),
        gettext_noop("Hold some of them first."),
    ),
    "meeting.unknown": Words(
        gettext_noop("No meeting of this number is called and not yet opened."),
        gettext_noop("See the list of meetings."),
    ),
    "meeting.demanded": Words(
        gettext_noop("{meeting} was called because those who sit in the body demanded it."),
        gettext_noop("It takes place; those who come decide how long it lasts."),
    ),
}


def ahead(state: State, body: str, branch: BranchId) -> tuple[Convention, ...]:
    """The meetings of the body that are called and not over."""
    known = state.meetings.conventions
    return tuple(own for each in state.meetings.sittings if (own := known[each]).body == body and own.branch == branch)


def why_no_body(state: State, body: str, branch: BranchId) -> Refusal | None:
    """Why there is no such body, or branch, that could meet; None when there is."""
    clause = meetings_of(state, body)
    if clause is None:
        bodies = ", ".join(m.body for m in rulebook(state).meetings) or "–"
        return refuse(rulebook(state).convention.article, "meeting.no_rule", body=body[:40], bodies=bodies)
    if clause.of == "branch" and branch not in state.branches.branches:
        return refuse(clause.article, "meeting.branch", body=body, branch=branch[:20])
    if clause.of != "branch" and branch:
        return refuse(clause.article, "meeting.no_branch", body=body)
    return None


def why_not_caller(state: State, clause: Meetings, branch: BranchId, by: Handle, at: Moment) -> Refusal | None:
    """Why the person cannot call the body together; None when it can, in the founding too."""
    if has_founding_powers(state, by, at):
        return None
    if holds_here(state, by, clause.called_by, branch, at):
        return why_lapsed(state, by, at)
    return refuse(clause.article, "meeting.caller", body=clause.body, post=clause.called_by)


def call_meeting(state: State, act: CallMeeting, texts: Texts) -> Answer:
    """The call, by whom the clause names, with its notice and every deadline still ahead (meetings clause)."""
    refusal = why_no_body(state, act.body, act.branch)
    clause = meetings_of(state, act.body)
    if refusal is not None or clause is None:
        return refusal or ()
    refusal = why_not_caller(state, clause, act.branch, act.by, act.at) or _why_not_then(state, clause, act)
    if refusal is not None:
        return refusal
    return (call_of(state, act.body, act.branch, act.at, act.opens, act.closes),)


def call_of(
    state: State, body: str, branch: BranchId, at: Moment, opens: Moment, closes: Moment, demanded: bool = False
) -> MeetingCalled:
    """The call of a meeting under the next number, for these hours."""
    held = len(state.meetings.conventions) - len(conventions_of(state))
    return MeetingCalled(ConventionId(f"S{held + 1}"), body, at, opens, closes, int(state.size), branch, demanded)


def _why_not_then(state: State, clause: Meetings, act: CallMeeting) -> Refusal | None:
    week = rulebook(state).organisation.week
    earliest = shifted(act.at, clause.notice, 1, week)
    if act.opens < earliest:
        notice = f"{clause.notice.amount} {clause.notice.unit}"
        return refuse(clause.article, "meeting.notice", body=clause.body, notice=notice, opens=earliest)
    if act.closes <= act.opens:
        return refuse(clause.article, "convention.order")
    for line in lines_of(rulebook(state), clause, act.at, act.opens, act.closes):
        if line.at < act.at:
            later = Moment(act.opens + act.at - line.at)
            return refuse(clause.article, "convention.timetable", line=line.name, opens=later)
    called = ahead(state, clause.body, act.branch)
    if len(called) >= AHEAD:
        return refuse(clause.article, "meeting.many", called=len(called), most=AHEAD)
    other = next((own for own in called if act.opens < own.closes and own.opens < act.closes), None)
    if other is None:
        return None
    return refuse(clause.article, "meeting.overlap", meeting=other.id, opens=other.opens, closes=other.closes)


def call_off_meeting(state: State, act: CallOffMeeting, texts: Texts) -> Answer:
    """Whoever calls the body together calls a meeting off until it opens, but none that members demanded."""
    own = state.meetings.conventions.get(act.meeting)
    clause = meetings_of(state, own.body) if own is not None and own.body else None
    if own is None or clause is None or own.opened or own.closed:
        return refuse(rulebook(state).convention.article, "meeting.unknown")
    refusal = why_not_caller(state, clause, own.branch, act.by, act.at)
    if refusal is not None:
        return refusal
    if own.demanded:
        return refuse(clause.article, "meeting.demanded", meeting=own.id)
    return _not_held(state, own, "called-off", act.at, int(state.size))


def _not_held(state: State, own: Convention, why: str, at: Moment, entry: int = -1) -> tuple[Effect, ...]:
    """Its business was not reached, which is never the same as defeated."""
    left = (item for item in items(state, own.id) if item.state in ("waiting", "laid-aside"))
    listed = (ItemEnded(own.id, item.id, "unreached") for item in left)
    motions = (MotionDecided(m.id, "unreached", at) for m in of_convention(state, own.id) if not m.fate)
    return (*listed, *motions, MeetingNotHeld(own.id, why, at, entry))


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The first hour at which a meeting that nobody opened is over."""
    known = (state.meetings.conventions[each] for each in state.meetings.sittings)
    first = min(((own.closes, own.id) for own in known if not own.opened), default=None)
    return (first[0], "meeting-not-opened", first[1]) if first is not None else None


def strike(state: State, act: KeepTime) -> Answer:
    """The meeting was not held, because nobody opened it."""
    return _not_held(state, state.meetings.conventions[ConventionId(act.about)], "not-opened", act.at)


def duties(state: State) -> tuple[Duty, ...]:
    """Calling the bodies together that have to meet within some time."""
    return tuple(_owed(state))


def _owed(state: State) -> Iterator[Duty]:
    own, week = state.meetings, rulebook(state).organisation.week
    called = dict[str, list[Convention]]()
    for meeting in map(own.conventions.__getitem__, own.sittings):
        called.setdefault(place_of(meeting.body, meeting.branch), []).append(meeting)
    for clause in rulebook(state).meetings:
        branches = tuple(state.branches.branches) if clause.of == "branch" else (BranchId(""),)
        for branch in branches if clause.every is not None else ():
            about = place_of(clause.body, branch)
            since = _last_held(state, about, branch)
            latest = shifted(since, clause.every, 1, week) if clause.every is not None else since
            if not any(_is_in_time(meeting, clause, latest, week) for meeting in called.get(about, ())):
                due = shifted(latest, clause.notice, -1, week)
                yield Duty("call-meeting", about, clause.called_by, Moment(max(due, since)), clause.article)


def _is_in_time(meeting: Convention, clause: Meetings, latest: Moment, week: Week) -> bool:
    """Whether the call is one that the rulebook asks for: a meeting far away does not count as called.

    A late call may take twice its notice, and no longer.
    """
    soon = shifted(shifted(meeting.called, clause.notice, 1, week), clause.notice, 1, week)
    return meeting.opens <= max(latest, soon)


def _last_held(state: State, place: str, branch: BranchId) -> Moment:
    """When the body last met; where it never did, when the branch or the organisation was formed."""
    formed = state.branches.branches[branch].formed if branch else state.foundation.founded
    return Moment(max(state.meetings.held.get(place, formed), formed))


def _called(state: State, effect: MeetingCalled) -> MeetingsState:
    clause, own, place = meetings_of(state, effect.body), state.meetings, place_of(effect.body, effect.branch)
    timetable = lines_of(rulebook(state), clause, effect.at, effect.opens, effect.closes) if clause is not None else ()
    meeting = Convention(
        effect.convention, effect.at, effect.opens, effect.closes, effect.entry, timetable,
        body=effect.body, branch=effect.branch, demanded=effect.demanded,
    )  # fmt: skip
    return replace(
        own,
        conventions=own.conventions.set(effect.convention, meeting),
        sittings=(*own.sittings, effect.convention),
        demands=own.demands.remove(place) if place in own.demands else own.demands,
    )


def _did_not_take_place(state: State, effect: MeetingNotHeld) -> MeetingsState:
    return over(state, effect.convention, closed=effect.at, ended=effect.why, ended_entry=effect.entry)


SLICE = "meetings"
CLOCK = ("meeting-not-opened",)
TIMELY = (CallMeeting,)
ADMIT: dict[type, Any] = {
    CallMeeting: call_meeting,
    CallOffMeeting: call_off_meeting,
}
APPLY: dict[type, Any] = {
    MeetingCalled: _called,
    MeetingNotHeld: _did_not_take_place,
}
TEXTS: dict[type, tuple[Any, ...]] = {
    CallMeeting: (Text("place"), Text("invitation", optional=True)),
    CallOffMeeting: (Text("reason"),),
}
