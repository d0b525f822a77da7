"""Credentials as pages show them: who has a seat and why, who is there, which alternate comes next."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.act import Act
from rankandfile.core.chapters.alternates import PassOverAlternate, StandBy
from rankandfile.core.chapters.bodies import branch_of, is_in_role, meeting_body, rules_of
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, GiveSeatBack, SeatAlternate, is_present, seat_flags
from rankandfile.core.chapters.delegates import DeclineSeat, alternates_of, delegates_of, elected_as, is_delegate
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.offices import holders
from rankandfile.core.ids import BranchId, Handle
from rankandfile.core.state import State

from ..page import way
from ..who import Reader
from .naming import branch_name, member_name, post_title
from .pieces import Can, Cannot


class Seat(Struct, frozen=True):
    """Somebody with a seat: why, what it allows, whether they are there, and what the reader can do about it."""

    handle: str
    name: str
    seat: str
    flags: str
    is_there: bool
    since: int
    ways: tuple[Can | Cannot, ...]


class Group(Struct, frozen=True):
    """The seats of one branch, or those of offices."""

    title: str
    seats: tuple[Seat, ...]


def may_check(state: State, reader: Reader, meeting: Convention) -> bool:
    """Whether the reader works at the credentials desk."""
    return is_in_role(state, meeting.id, reader.handle, "credentials", reader.at)


def groups(state: State, reader: Reader, meeting: Convention) -> tuple[Group, ...]:
    """Every seat, branch by branch, offices last."""
    branches = dict.fromkeys(d.branch for d in delegates_of(state, meeting.id))
    elected = [Group(branch_name(state, b), tuple(_of_branch(state, reader, meeting, b))) for b in branches]
    officers = tuple(
        _seat(state, reader, meeting, person, title) for person, title in _officers(state, reader, meeting)
    )
    members = tuple(_members(state, reader, meeting))
    return (
        *elected,
        *([Group(_("By office"), officers)] if officers else []),
        *([Group(_("Members"), members)] if members else []),
    )


def _of_branch(state: State, reader: Reader, meeting: Convention, branch: BranchId) -> Iterator[Seat]:
    for delegate in sorted(delegates_of(state, meeting.id, branch), key=lambda d: d.rank):
        yield _seat(state, reader, meeting, delegate.person, _delegate_seat(state, meeting, delegate.person))
    for alternate in alternates_of(state, meeting.id, branch):
        title = _("alternate, number {rank}").format(rank=alternate.rank)
        if alternate.person in meeting.standing_by:
            title = _("alternate, number {rank}, waits here").format(rank=alternate.rank)
        elif alternate.person in meeting.passed_over:
            title = _("alternate, number {rank}, passed over").format(rank=alternate.rank)
        replaced = meeting.seated.get(alternate.person)
        if replaced:
            title = _("alternate, seated in the place of {name}").format(name=member_name(state, replaced))
        yield _seat(state, reader, meeting, alternate.person, _("declined") if alternate.declined else title)


def _delegate_seat(state: State, meeting: Convention, person: Handle) -> str:
    found = elected_as(state, meeting.id, person)
    if found is not None and found.declined:
        return _("delegate, gave the seat up")
    return _("delegate") if is_delegate(state, meeting.id, person) else _("delegate, an alternate has the place")


def _officers(state: State, reader: Reader, meeting: Convention) -> list[tuple[Handle, str]]:
    seats = meeting_body(state, meeting.id).seats
    posts = [seat.who for seat in seats if seat.who not in ("delegate", "member", "observer")]
    scope = branch_of(state, meeting.id) if rules_of(state, meeting.id) is not None else None
    found = [(h.person, post_title(state, post)) for post in posts for h in holders(state, post, reader.at, scope)]
    return [(person, title) for person, title in found if not is_delegate(state, meeting.id, person)]


def _members(state: State, reader: Reader, meeting: Convention) -> Iterator[Seat]:
    """Where every member sits: those who are there."""
    if any(seat.who == "member" for seat in meeting_body(state, meeting.id).seats):
        for person in meeting.present:
            yield _seat(state, reader, meeting, person, _("member"))


def _seat(state: State, reader: Reader, meeting: Convention, person: Handle, title: str) -> Seat:
    flags = seat_flags(state, meeting.id, person, reader.at)
    there = meeting.present.get(person)
    return Seat(
        handle=person,
        name=member_name(state, person),
        seat=title,
        flags=_flags(flags),
        is_there=is_present(meeting, person),
        since=there.since if there else 0,
        ways=tuple(_ways(state, reader, meeting, person)) if may_check(state, reader, meeting) else (),
    )


def _flags(flags: tuple[bool, bool, bool] | None) -> str:
    if flags is None:
        return ""
    voice, vote, _quorum = flags
    if vote:
        return _("voice and vote")
    return _("voice, no vote") if voice else _("observer")


def _ways(state: State, reader: Reader, meeting: Convention, person: Handle) -> Iterator[Can | Cannot]:
    """What the desk can do about this person; what is closed is left out, for there is much of it."""
    fields = (("person", person),)
    if person in meeting.seated:
        back = GiveSeatBack(reader.handle, reader.at, meeting.id, person)
        label = _("Give the place back to {name}").format(name=member_name(state, meeting.seated[person]))
        yield from _open(state, back, label, "give-back", meeting, (("alternate", person),))
    if is_present(meeting, person):
        yield from _open(
            state, CheckOut(reader.handle, reader.at, meeting.id, person), _("Check out"), "check-out", meeting, fields
        )
        return
    yield from _open(
        state, CheckIn(reader.handle, reader.at, meeting.id, person), _("Check in"), "check-in", meeting, fields
    )
    passing = PassOverAlternate(reader.handle, reader.at, meeting.id, person)
    yield from _open(state, passing, _("Pass over, not come"), "pass-over", meeting, (("alternate", person),))
    for delegate in _empty_places(state, meeting, person):
        act = SeatAlternate(reader.handle, reader.at, meeting.id, person, delegate)
        label = _("Seat in the place of {name}").format(name=member_name(state, delegate))
        yield from _open(state, act, label, "seat", meeting, (("alternate", person), ("delegate", delegate)))


def _empty_places(state: State, meeting: Convention, alternate: Handle) -> tuple[Handle, ...]:
    found = elected_as(state, meeting.id, alternate)
    if found is None or not found.alternate:
        return ()
    own = delegates_of(state, meeting.id, found.branch)
    return tuple(d.person for d in own if not is_present(meeting, d.person) and d.person not in meeting.seated.values())


def _open(
    state: State, act: Act, label: str, doing: str, meeting: Convention, fields: tuple[tuple[str, str], ...]
) -> tuple[Can, ...]:
    found = way(state, act, {}, Can(label, reverse("do", args=[meeting.id, doing]), fields=fields))
    return (found,) if isinstance(found, Can) else ()


def own_ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can | Cannot, ...]:
    """What the reader can do about the reader's own seat."""
    own = (("person", reader.handle),)
    if reader.handle in meeting.seated:
        back = GiveSeatBack(reader.handle, reader.at, meeting.id, reader.handle)
        give = Can(_("Give the place back"), _do(meeting, "give-back"), fields=(("alternate", reader.handle),))
        return (way(state, back, {}, give),)
    if is_present(meeting, reader.handle):
        leave = CheckOut(reader.handle, reader.at, meeting.id, reader.handle)
        return (way(state, leave, {}, Can(_("Leave the meeting"), _do(meeting, "check-out"), fields=own)),)
    found = elected_as(state, meeting.id, reader.handle)
    if found is not None and found.alternate and not found.declined:
        standing = StandBy(reader.handle, reader.at, meeting.id)
        return (way(state, standing, {}, Can(_("Say that I am here"), _do(meeting, "stand-by"), main=True, fields=())),)
    check = CheckIn(reader.handle, reader.at, meeting.id, reader.handle)
    decline = DeclineSeat(reader.handle, reader.at, meeting.id)
    declining = way(state, decline, {}, Can(_("Give your seat up"), reverse("decline_seat", args=[meeting.id])))
    checking = way(state, check, {}, Can(_("Check in"), _do(meeting, "check-in"), main=True, fields=own))
    return (checking, declining) if isinstance(declining, Can) else (checking,)


def _do(meeting: Convention, doing: str) -> str:
    return reverse("do", args=[meeting.id, doing])
