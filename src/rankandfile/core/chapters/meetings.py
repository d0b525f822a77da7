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

from ..ids import BranchId, ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from ..timetable import Line, when
from .bodies import meeting_article, rules_of, why_not_in_role
from .foundation import rulebook
from .standing import why_lapsed

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


def is_here(convention: Convention, person: Handle) -> bool:
    """Whether the person is checked in now."""
    seat = convention.present.get(person)
    return seat is not None and not seat.left


def last_closed(state: State) -> Moment:
    closed = (c.closed for c in conventions_of(state))
    return Moment(max(closed, default=state.foundation.founded))


def with_meeting(state: State, convention: ConventionId, **change: Any) -> MeetingsState:
    """The meetings with something changed in this convention."""
    own = state.meetings
    changed = replace(own.conventions[convention], **change)
    return replace(own, conventions=own.conventions.set(convention, changed))


def over(state: State, meeting: ConventionId, **change: Any) -> MeetingsState:
    """The meetings without this one among those that are going on."""
    after = with_meeting(state, meeting, **change)
    if state.meetings.current == meeting:
        return replace(after, current=ConventionId(""))
    return replace(after, sittings=tuple(each for each in after.sittings if each != meeting))


SLICE = "meetings"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
