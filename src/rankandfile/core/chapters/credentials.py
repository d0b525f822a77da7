"""Credentials: who may take a seat at a meeting, and who has taken one.

A person takes a seat by checking in, at the desk or alone: elected as a delegate, seated as an alternate by rank, a
member where all members sit, or the holder of a post. Each seat has three separate flags: voice, vote, quorum. Keeps
its part of the meeting's slice: `present` and `seated`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import BranchId, ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from .bodies import has_seat, meeting_body, why_not_in_role
from .delegates import alternates_of, elected_as
from .foundation import rulebook
from .meetings import Convention, MeetingsState, Present, in_session, is_here, with_meeting
from .quorum import count_towards_quorum, quorum_needed

if TYPE_CHECKING:
    from ..state import State

DAY = 86_400


class CheckIn(Act, frozen=True):
    """Take one's seat, or record at the desk that somebody took it."""

    convention: ConventionId
    person: Handle


class CheckOut(Act, frozen=True):
    """Leave the meeting."""

    convention: ConventionId
    person: Handle


class SeatAlternate(Act, frozen=True):
    """Seat an alternate in the place of a delegate of the same branch who is not there."""

    convention: ConventionId
    alternate: Handle
    delegate: Handle


class GiveSeatBack(Act, frozen=True):
    """Let the delegate have the place again in which an alternate was seated."""

    convention: ConventionId
    alternate: Handle


class CheckedIn(Effect, frozen=True):
    """The person sits, with these flags."""

    convention: ConventionId
    person: Handle
    voice: bool
    vote: bool
    quorum: bool
    at: Moment


class CheckedOut(Effect, frozen=True):
    """The person left."""

    convention: ConventionId
    person: Handle
    at: Moment


class QuorumLost(Effect, frozen=True):
    """From now on so many are present of so many needed, and what the rulebook says of a lost quorum holds."""

    convention: ConventionId
    at: Moment
    present: int
    needed: int


class QuorumRegained(Effect, frozen=True):
    """Enough are present again."""

    convention: ConventionId
    at: Moment
    present: int
    needed: int


class AlternateSeated(Effect, frozen=True):
    """The alternate has the delegate's place."""

    convention: ConventionId
    alternate: Handle
    delegate: Handle


class SeatGivenBack(Effect, frozen=True):
    """The alternate has left the place; the delegate whose it is can take it."""

    convention: ConventionId
    alternate: Handle
    delegate: Handle
    at: Moment


REFUSALS = {
    "convention.no_seat": Words(
        gettext_noop("There is no seat for this person at the meeting."),
        gettext_noop("Seats go to those whom the rulebook names: {seats}."),
    ),
    "convention.desk": Words(
        gettext_noop("Somebody else's seat is recorded at the credentials desk."),
        gettext_noop("Check in yourself, or ask the desk."),
    ),
    "convention.doors": Words(
        gettext_noop("Credentials are checked from {opens}, a day before the opening."),
        gettext_noop("Come back then."),
    ),
    "convention.present": Words(
        gettext_noop("This person is checked in already."),
        gettext_noop("Nothing more is needed."),
    ),
    "convention.absent": Words(
        gettext_noop("This person is not checked in."),
        gettext_noop("Check in first."),
    ),
    "presence.code": Words(
        gettext_noop("Who checks in alone enters the code that is shown in the hall."),
        gettext_noop("Enter the code, or go to the credentials desk."),
    ),
    "presence.desk": Words(
        gettext_noop("Who is there is recorded at the credentials desk alone."),
        gettext_noop("Go to the desk."),
    ),
    "convention.not_alternate": Words(
        gettext_noop("This person is not an unseated alternate of the delegate's branch."),
        gettext_noop("Seat an alternate whom the same branch elected."),
    ),
    "convention.rank": Words(
        gettext_noop("An alternate of the same branch with a higher rank is not seated yet."),
        gettext_noop("Alternates are seated by rank: seat that one, unless it declines."),
    ),
    "convention.not_seated": Words(
        gettext_noop("This alternate sits in nobody's place."),
        gettext_noop("There is nothing to give back."),
    ),
    "convention.delegate_present": Words(
        gettext_noop("The delegate is checked in, or somebody has the place already."),
        gettext_noop("An alternate is seated only in an empty place."),
    ),
}


def seat_flags(state: State, convention: ConventionId, person: Handle, at: Moment) -> tuple[bool, bool, bool] | None:
    """Voice, vote and quorum of the person's seat: each flag that any of its seats gives; None without a seat."""
    seats = [s for s in meeting_body(state, convention).seats if has_seat(state, convention, person, s, at)]
    if not seats:
        return None
    return any(s.voice for s in seats), any(s.vote for s in seats), any(s.quorum for s in seats)


def why_not_at_the_door(
    state: State, convention: ConventionId, by: Handle, person: Handle, at: Moment
) -> Refusal | None:
    own = state.meetings.conventions.get(convention)
    article = meeting_body(state, convention).article
    if own is None or own.closed:
        return refuse(article, "convention.unknown")
    if at < own.opens - DAY:
        return refuse(article, "convention.doors", opens=Moment(own.opens - DAY))
    if by != person and why_not_in_role(state, convention, by, "credentials", at) is not None:
        return refuse(article, "convention.desk")
    return None


def check_in(state: State, act: CheckIn, texts: Texts) -> Answer:
    """A seat is taken by who has it, at the desk or by oneself."""
    refusal = why_not_at_the_door(state, act.convention, act.by, act.person, act.at) or _why_not_alone(state, act)
    return refusal or seated_now(state, act.convention, act.person, act.at)


def _why_not_alone(state: State, act: CheckIn) -> Refusal | None:
    """Where the rulebook wants a code, or the desk, nobody checks in from anywhere without it."""
    clause = rulebook(state).presence
    if act.by != act.person or clause is None or clause.check_in == "self":
        return None
    if why_not_in_role(state, act.convention, act.by, "credentials", act.at) is None:
        return None
    return refuse(clause.article, "presence.code" if clause.check_in == "code" else "presence.desk")


def seated_now(state: State, convention: ConventionId, person: Handle, at: Moment) -> Answer:
    """The person takes the seat that it has; or why there is none to take."""
    body, flags = meeting_body(state, convention), seat_flags(state, convention, person, at)
    if flags is None:
        seats = ", ".join(s.who for s in body.seats)
        return refuse(body.article, "convention.no_seat", seats=seats)
    seat = state.meetings.conventions[convention].present.get(person)
    if seat is not None and not seat.left:
        return refuse(body.article, "convention.present")
    arrived = (*_takes_back(state, convention, person, at), CheckedIn(convention, person, *flags, at))
    return (*arrived, *quorum_changed(state, convention, arrived, at))


def _takes_back(state: State, convention: ConventionId, person: Handle, at: Moment) -> tuple[Effect, ...]:
    """Who comes votes alone: the proxy that was given ends."""
    from .proxies import ProxyEnded

    given = person in state.meetings.conventions[convention].proxies
    return (ProxyEnded(convention, person, at),) if given else ()


def quorum_changed(state: State, convention: ConventionId, moved: tuple[Effect, ...], at: Moment) -> tuple[Effect, ...]:
    """What these arrivals or departures do to the quorum of a meeting in session (presence clause)."""
    if rulebook(state).presence is None or not in_session(state.meetings.conventions[convention]):
        return ()
    for effect in moved:
        state = replace(state, meetings=_moved(state, effect))
    own = state.meetings.conventions[convention]
    present, needed = count_towards_quorum(state, own), quorum_needed(state, convention)
    if not own.lost and present < needed:
        return (QuorumLost(convention, at, present, needed),)
    return (QuorumRegained(convention, at, present, needed),) if own.lost and present >= needed else ()


def _moved(state: State, effect: Effect) -> MeetingsState:
    """The meetings after somebody came, went, or took a proxy back."""
    from .proxies import APPLY as OF_PROXIES

    rule = APPLY.get(type(effect)) or OF_PROXIES[type(effect)]
    after: MeetingsState = rule(state, effect)
    return after


def check_out(state: State, act: CheckOut, texts: Texts) -> Answer:
    """Leaving is recorded by who leaves, or at the desk."""
    refusal = why_not_at_the_door(state, act.convention, act.by, act.person, act.at)
    if refusal is not None:
        return refusal
    seat = state.meetings.conventions[act.convention].present.get(act.person)
    if seat is None or seat.left:
        return refuse(meeting_body(state, act.convention).article, "convention.absent")
    left = (CheckedOut(act.convention, act.person, act.at),)
    return (*left, *quorum_changed(state, act.convention, left, act.at))


def seat_alternate(state: State, act: SeatAlternate, texts: Texts) -> Answer:
    """The desk seats the highest alternate of the branch in an empty place; the alternate is checked in with it."""
    refusal = why_not_at_the_door(state, act.convention, act.by, act.alternate, act.at)
    if refusal is not None:
        return refusal
    refusal = _why_not_seated(state, act)
    if refusal is not None:
        return refusal
    seat = next(s for s in meeting_body(state, act.convention).seats if s.who == "delegate")
    seated = (
        *_takes_back(state, act.convention, act.delegate, act.at),
        AlternateSeated(act.convention, act.alternate, act.delegate),
        CheckedIn(act.convention, act.alternate, seat.voice, seat.vote, seat.quorum, act.at),
    )
    return (*seated, *quorum_changed(state, act.convention, seated, act.at))


def give_seat_back(state: State, act: GiveSeatBack, texts: Texts) -> Answer:
    """The alternate, or the desk when the delegate has come, gives the place back; whoever was seated leaves it."""
    refusal = why_not_at_the_door(state, act.convention, act.by, act.alternate, act.at)
    if refusal is not None:
        return refusal
    own = state.meetings.conventions[act.convention]
    delegate = own.seated.get(act.alternate)
    if delegate is None:
        return refuse(meeting_body(state, act.convention).article, "convention.not_seated")
    left = (CheckedOut(act.convention, act.alternate, act.at),) if is_present(own, act.alternate) else ()
    back = SeatGivenBack(act.convention, act.alternate, delegate, act.at)
    return (*left, back, *quorum_changed(state, act.convention, left, act.at))


def _why_not_seated(state: State, act: SeatAlternate) -> Refusal | None:
    article = meeting_body(state, act.convention).article
    own = state.meetings.conventions[act.convention]
    alternate, delegate = (
        elected_as(state, act.convention, act.alternate),
        elected_as(state, act.convention, act.delegate),
    )
    if alternate is None or not alternate.alternate or act.alternate in own.seated or alternate.declined:
        return refuse(article, "convention.not_alternate")
    if delegate is None or delegate.alternate or delegate.branch != alternate.branch:
        return refuse(article, "convention.not_alternate")
    if is_present(own, act.delegate) or act.delegate in own.seated.values():
        return refuse(article, "convention.delegate_present")
    if _higher_alternate(state, act.convention, alternate.branch, alternate.rank):
        return refuse(article, "convention.rank")
    return None


def _higher_alternate(state: State, convention: ConventionId, branch: BranchId, rank: int) -> bool:
    own = state.meetings.conventions[convention]
    return any(
        a.rank < rank and a.person not in own.seated and not a.declined and a.person not in own.passed_over
        for a in alternates_of(state, convention, branch)
    )


def is_present(convention: Convention, person: Handle) -> bool:
    """Whether the person is checked in now."""
    return is_here(convention, person)


def _checked_in(state: State, effect: CheckedIn) -> MeetingsState:
    seat = Present(effect.voice, effect.vote, effect.quorum, effect.at)
    present = state.meetings.conventions[effect.convention].present
    return with_meeting(state, effect.convention, present=present.set(effect.person, seat))


def _checked_out(state: State, effect: CheckedOut) -> MeetingsState:
    present = state.meetings.conventions[effect.convention].present
    left = replace(present[effect.person], left=effect.at)
    return with_meeting(state, effect.convention, present=present.set(effect.person, left))


def _alternate_seated(state: State, effect: AlternateSeated) -> MeetingsState:
    seated = state.meetings.conventions[effect.convention].seated
    return with_meeting(state, effect.convention, seated=seated.set(effect.alternate, effect.delegate))


def _given_back(state: State, effect: SeatGivenBack) -> MeetingsState:
    seated = state.meetings.conventions[effect.convention].seated
    return with_meeting(state, effect.convention, seated=seated.remove(effect.alternate))


def _quorum_lost(state: State, effect: QuorumLost) -> MeetingsState:
    return with_meeting(state, effect.convention, lost=effect.at)


def _quorum_regained(state: State, effect: QuorumRegained) -> MeetingsState:
    own = state.meetings.conventions[effect.convention]
    over = (*own.without_quorum, (own.lost, effect.at))
    return with_meeting(state, effect.convention, lost=Moment(0), without_quorum=over)


SLICE = "meetings"
TIMELY = (CheckIn, CheckOut, SeatAlternate, GiveSeatBack)
ADMIT: dict[type, Any] = {
    CheckIn: check_in,
    CheckOut: check_out,
    SeatAlternate: seat_alternate,
    GiveSeatBack: give_seat_back,
}
APPLY: dict[type, Any] = {
    CheckedIn: _checked_in,
    CheckedOut: _checked_out,
    AlternateSeated: _alternate_seated,
    SeatGivenBack: _given_back,
    QuorumLost: _quorum_lost,
    QuorumRegained: _quorum_regained,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
