"""Meetings: the convention, and the meetings of every other body, from the call to the close, quorum and minutes.

The call fixes the opening and the closing; the whole timetable follows from the rulebook and is published with it. A
meeting cannot be closed early over business that still waits, unless it has voted to. Who sits and who is present is
the matter of `credentials.py`, who calls that of `calling.py` and `convening.py`. In the record a meeting of any body
is named `convention`, as the first ones were.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..count.quorum import needed
from ..duty import Duty
from ..ids import CLOCK as THE_CLOCK
from ..ids import BranchId, ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Business
from ..table import Table
from ..timetable import Line, when
from .bodies import Role, count_seats, meeting_article, meeting_body, post_for, rules_of, why_not_in_role
from .delegates import delegates_of
from .foundation import FoundingEnded, rulebook
from .offices import posts_with
from .standing import why_lapsed, why_not_in_good_standing

if TYPE_CHECKING:
    from ..state import State


CONVENTION = ConventionId("")
"""Whichever convention is meant, and no meeting of another body."""


class Present(Struct, frozen=True, gc=False):
    """Somebody at the meeting and what the seat allows; `left` is 0 while present."""

    voice: bool
    vote: bool
    quorum: bool
    since: Moment
    left: Moment = Moment(0)


class Convention(Struct, frozen=True):
    """One convention, or a meeting of another body. `struck` is how many clocked lines of its timetable were done."""

    id: ConventionId
    called: Moment
    opens: Moment
    closes: Moment
    entry: int
    timetable: tuple[Line, ...]
    struck: int = 0
    opened: Moment = Moment(0)
    closed: Moment = Moment(0)
    adjourned: bool = False
    """The meeting voted to close early."""
    present: Table[Handle, Present] = Table()
    seated: Table[Handle, Handle] = Table()
    """Alternates by handle, and the delegate in whose place each was seated."""
    minutes: int = -1
    """The entry with the minutes; -1 until they are published."""
    naming: Table[Handle, Handle] = Table()
    """Whom each voter names for a chair that does nothing."""
    chair: Handle = Handle("")
    """Whom the meeting put in the chair itself, and since when; empty while the elected chair presides."""
    chaired: Moment = Moment(0)
    lost: Moment = Moment(0)
    """Since when there has been no quorum, in session; 0 while there is one, and where the rulebook is silent."""
    without_quorum: tuple[tuple[Moment, Moment], ...] = ()
    """The times without a quorum that are over: since when, until when."""
    code: str = ""
    """SHA-256 of the code that is shown in the hall, with the convention's number before it; empty for none."""
    code_shown: Moment = Moment(0)
    code_entry: int = -1
    proxies: Table[Handle, Handle] = Table()
    """Who gave a proxy, and to whom."""
    standing_by: Table[Handle, Moment] = Table()
    """Alternates who said that they are there, and since when."""
    passed_over: Table[Handle, Moment] = Table()
    """Alternates who had not come when it was their turn."""
    body: str = ""
    """The body that meets; empty for the convention."""
    branch: BranchId = BranchId("")
    """The branch that meets, where the body is one of each branch."""
    demanded: bool = False
    """Called because those who sit in it demanded it."""
    ended: str = ""
    """Why it did not take place: `called-off`, or `not-opened` where nobody opened it."""
    ended_entry: int = -1
    """The entry with the reason for which it was called off; -1 where there is none."""


class MeetingsState(Struct, frozen=True):
    """The slice of this chapter; `current` is the convention that was called and is not yet closed.

    `conventions` has the meetings of other bodies too, under numbers that begin with S.
    """

    conventions: Table[ConventionId, Convention] = Table()
    current: ConventionId = ConventionId("")
    demand: Table[Handle, Moment] = Table()
    """Who demands that the next convention be called; empty again when it is."""
    sittings: tuple[ConventionId, ...] = ()
    """The meetings of other bodies that are called and not over, in the order in which they were called."""
    demands: Table[str, Table[Handle, Moment]] = Table()
    """Who demands a meeting of another body: by its id, or its id and the branch (`branch/north`)."""
    held: Table[str, Moment] = Table()
    """When another body last closed a meeting, by the same names."""
    unminuted: tuple[ConventionId, ...] = ()
    """Meetings of other bodies that were held and whose minutes are not published."""


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


REFUSALS = {
    "convention.unknown": Words(
        gettext_noop("No meeting of this number is open to this."),
        gettext_noop("See the list of meetings."),
    ),
    "convention.not_open": Words(
        gettext_noop("The meeting is not in session."),
        gettext_noop("This can be done between its opening and its close; it is to open on {opens}."),
    ),
    "convention.open": Words(
        gettext_noop("The meeting is in session already."),
        gettext_noop("Nothing more is needed."),
    ),
    "convention.early": Words(
        gettext_noop("The meeting was called for {opens} and cannot be opened before."),
        gettext_noop("Open it on {opens}."),
    ),
    "convention.by_post": Words(
        gettext_noop("This convention votes by post: the clock opens it, opens and closes every vote, and closes it."),
        gettext_noop("Vote in its ballots between its opening and its close."),
    ),
    "convention.chaired": Words(
        gettext_noop("The meeting put another in the chair on {since}, because the chair did nothing."),
        gettext_noop("Whoever was put there presides until the meeting closes."),
    ),
    "chair.left": Words(
        gettext_noop("The meeting made the chair leave the chair on {since}."),
        gettext_noop("Those present with a vote name another."),
    ),
    "convention.quorum": Words(
        gettext_noop("{present} of {entitled} are present; the quorum is {needed}."),
        gettext_noop("It needs {missing} more to check in."),
    ),
    "presence.adjourned": Words(
        gettext_noop("There has been no quorum since {since}: {present} are present, {needed} are needed."),
        gettext_noop("The meeting goes on as soon as enough are checked in."),
    ),
    "convention.waiting": Words(
        gettext_noop("{waiting} items of the agenda still wait, and the meeting was called until {closes}."),
        gettext_noop("Go on with the agenda, or put “close now” to the vote; after {closes} the chair can close."),
    ),
    "convention.voting": Words(
        gettext_noop("A vote is open."),
        gettext_noop("Close the vote first."),
    ),
    "convention.not_closed": Words(
        gettext_noop("Minutes are published after the close."),
        gettext_noop("Close the meeting first."),
    ),
    "convention.minutes": Words(
        gettext_noop("The minutes are published already."),
        gettext_noop("Corrections are moved at the next meeting."),
    ),
}


def current(state: State) -> Convention | None:
    """The convention that was called and is not yet closed."""
    own = state.meetings
    return own.conventions.get(own.current)


def going_on(state: State) -> tuple[Convention, ...]:
    """Every meeting that was called and is not over: the convention first, then the others as they were called."""
    own, meeting = state.meetings, current(state)
    return (*((meeting,) if meeting is not None else ()), *(own.conventions[each] for each in own.sittings))


def conventions_of(state: State) -> tuple[Convention, ...]:
    """The conventions, in the order of their calls, without the meetings of other bodies."""
    return tuple(_numbered(state))


def _numbered(state: State) -> Iterator[Convention]:
    """By their numbers, so that many meetings of other bodies cost nothing here."""
    known, number = state.meetings.conventions, 1
    while (own := known.get(ConventionId(f"C{number}"))) is not None:
        yield own
        number += 1


def without_minutes(state: State) -> tuple[Convention, ...]:
    """The meetings that were held and whose minutes are not published, conventions first."""
    own = state.meetings
    closed = tuple(each for each in conventions_of(state) if each.closed and each.minutes < 0)
    return (*closed, *(own.conventions[each] for each in own.unminuted))


def place_of(body: str, branch: BranchId) -> str:
    """The name of a body that meets: its id, or its id and the branch."""
    return f"{body}/{branch}" if branch else body


def meetings_held_by(state: State, body: str, branch: BranchId) -> tuple[Convention, ...]:
    """The meetings of this body, or of this branch, in the order of their calls."""
    known = state.meetings.conventions.values()
    return tuple(own for own in known if own.body == body and own.branch == branch)


def deadline(state: State, convention: ConventionId, name: str) -> Moment | None:
    """When the line of that name stands in the convention's timetable."""
    own = state.meetings.conventions.get(convention)
    return when(own.timetable, name) if own is not None else None


def in_session(convention: Convention | None) -> bool:
    """Whether the convention is open."""
    return convention is not None and bool(convention.opened) and not convention.closed


def why_not_in_session(state: State, convention: ConventionId) -> Refusal | None:
    """Why the convention is not in session, or adjourned for lack of a quorum; None when it can go on."""
    return why_not_opened(state, convention) or why_adjourned(state, convention)


def why_adjourned(state: State, convention: ConventionId) -> Refusal | None:
    """Why nothing goes on: the quorum is lost, and the rulebook adjourns the meeting without it (presence clause)."""
    own, body, clause = (
        state.meetings.conventions[convention],
        meeting_body(state, convention),
        rulebook(state).presence,
    )
    if not own.lost or clause is None or body.quorum.without != "adjourn" or _has_own_quorum(state, own):
        return None
    present, wanted = count_towards_quorum(state, own), quorum_needed(state, convention)
    return refuse(clause.article, "presence.adjourned", since=own.lost, present=present, needed=wanted)


def _has_own_quorum(state: State, meeting: Convention) -> bool:
    """Whether the item on the floor is of a class of business that goes on with as few as are there."""
    from .agenda import open_item
    from .voting import business_voted_on

    item = open_item(state, meeting.id)
    business = business_voted_on(state, item.about) if item is not None else None
    if business is None or business.quorum is None:
        return False
    return count_towards_quorum(state, meeting) >= quorum_needed(state, meeting.id, business)


def why_not_opened(state: State, convention: ConventionId) -> Refusal | None:
    """Why the convention is not open; None when it was opened and not closed."""
    own = state.meetings.conventions.get(convention)
    article = meeting_article(state, convention)
    if own is None or own.closed:
        return refuse(article, "convention.unknown")
    return None if own.opened else refuse(article, "convention.not_open", opens=own.opens)


def is_by_post(state: State, meeting: ConventionId = CONVENTION) -> bool:
    """Whether the convention votes by post: the clock opens and closes it, and nobody presides. Other bodies meet."""
    return rulebook(state).convention.held == "by-post" and rules_of(state, meeting) is None


def why_not_presiding(state: State, convention: ConventionId, by: Handle, at: Moment) -> Refusal | None:
    """Why the person does not preside: it holds no such post, or the meeting put another in the chair."""
    article = meeting_article(state, convention)
    if is_by_post(state, convention):
        return refuse(article, "convention.by_post")
    own, left = state.meetings.conventions.get(convention), state.procedure.vacated.get(convention, Moment(0))
    if own is not None and left > own.chaired:
        return refuse(article, "chair.left", since=left)
    if own is None or not own.chair:
        return why_not_in_role(state, convention, by, "chair", at)
    if own.chair == by:
        return why_lapsed(state, by, at)
    return refuse(article, "convention.chaired", since=own.chaired)


def present_voters(convention: Convention) -> tuple[Handle, ...]:
    """Those present whose seat has a vote, in the order in which they first checked in."""
    return tuple(person for person, seat in convention.present.items() if seat.vote and not seat.left)


def count_present(convention: Convention) -> int:
    """How many are present whose seat counts to the quorum."""
    return sum(1 for seat in convention.present.values() if seat.quorum and not seat.left)


def count_towards_quorum(state: State, convention: Convention) -> int:
    """How many count to the quorum: those present, and where the clause on proxies says so those they vote for."""
    clause, own = rulebook(state).proxies, convention
    if clause is None or not clause.quorum:
        return count_present(own)
    return count_present(own) + sum(
        is_here(own, holder) and not is_here(own, giver) for giver, holder in own.proxies.items()
    )


def is_here(convention: Convention, person: Handle) -> bool:
    """Whether the person is checked in now."""
    seat = convention.present.get(person)
    return seat is not None and not seat.left


def count_entitled(state: State, convention: ConventionId) -> int:
    """How many seats count to the quorum: delegates elected, members where all sit; elsewhere holders of posts."""
    if rules_of(state, convention) is not None:
        return count_seats(state, convention)
    total = 0
    for seat in meeting_body(state, convention).seats:
        if seat.quorum and seat.who == "delegate":
            total += len(delegates_of(state, convention))
        elif seat.quorum and seat.who == "member":
            total += sum(
                why_not_in_good_standing(state, m.handle, state.now) is None for m in state.members.members.values()
            )
    return total


def quorum_needed(state: State, convention: ConventionId, business: Business | None = None) -> int:
    """How many must be present, and never nobody: the quorum of the business where it has its own, else the body's."""
    own = business.quorum if business is not None else None
    rule = own if own is not None else meeting_body(state, convention).quorum
    return max(1, needed(rule, count_entitled(state, convention)))


def why_no_quorum(state: State, convention: Convention, business: Business | None = None) -> Refusal | None:
    """Why the meeting cannot decide, or not on business of this class; None when a quorum is present."""
    present, entitled = count_towards_quorum(state, convention), count_entitled(state, convention.id)
    wanted = quorum_needed(state, convention.id, business)
    if present >= wanted:
        return None
    has_own = business is not None and business.quorum is not None
    article = business.article if business is not None and has_own else meeting_body(state, convention.id).article
    return refuse(
        article, "convention.quorum", present=present, entitled=entitled, needed=wanted, missing=wanted - present
    )


def last_closed(state: State) -> Moment:
    closed = (c.closed for c in conventions_of(state))
    return Moment(max(closed, default=state.foundation.founded))


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


def with_meeting(state: State, convention: ConventionId, **change: Any) -> MeetingsState:
    """The meetings with something changed in this convention."""
    own = state.meetings
    changed = replace(own.conventions[convention], **change)
    return replace(own, conventions=own.conventions.set(convention, changed))


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


def over(state: State, meeting: ConventionId, **change: Any) -> MeetingsState:
    """The meetings without this one among those that are going on."""
    after = with_meeting(state, meeting, **change)
    if state.meetings.current == meeting:
        return replace(after, current=ConventionId(""))
    return replace(after, sittings=tuple(each for each in after.sittings if each != meeting))


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
