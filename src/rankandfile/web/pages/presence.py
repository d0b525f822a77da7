"""Presence as pages show it: one's own seat and its code, the code of the hall, the desk."""

from secrets import choice

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.bodies import branch_of, meeting_body, rules_of, seated
from rankandfile.core.chapters.credentials import is_present, seat_flags
from rankandfile.core.chapters.delegates import alternates_of, delegates_of
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.presence import clause, code_until, written
from rankandfile.core.ids import Handle
from rankandfile.core.seat_code import SIGNS, is_well_typed, seat_code, seat_of
from rankandfile.core.state import State

from .. import organisation
from ..who import Reader
from .credentials import may_check
from .pieces import Can

LENGTH = 10


class Mine(Struct, frozen=True):
    """The reader's own seat: its code, and whether the reader is there."""

    code: str
    is_there: bool


class HallCode(Struct, frozen=True):
    """The code that is shown in the hall, until when it is taken, and whether that is over; empty for none."""

    code: str
    until: int
    is_over: bool


def mine(state: State, reader: Reader, meeting: Convention) -> Mine | None:
    """The reader's seat; None without one."""
    if meeting.closed or seat_flags(state, meeting.id, reader.handle, reader.at) is None:
        return None
    return Mine(seat_code(meeting.id, reader.handle), is_present(meeting, reader.handle))


def needs_code(state: State) -> bool:
    """Whether whoever checks in alone enters the code of the hall."""
    return clause(state).check_in == "code"


def hall_code(state: State, reader: Reader, meeting: Convention) -> HallCode:
    """The code that is shown, for those at the desk."""
    if not meeting.code:
        return HallCode("", 0, False)
    code, until = organisation.text(meeting.code_entry, "code"), code_until(state, meeting.id)
    return HallCode(grouped(code), until, until < reader.at)


def grouped(code: str) -> str:
    """The code in two groups of five signs, as people read it."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}" if code else ""


def new_code() -> str:
    """Ten signs that nobody can guess."""
    return "".join(choice(SIGNS) for _ in range(LENGTH))


def people(state: State, meeting: Convention, reader: Reader) -> tuple[Handle, ...]:
    """Everybody who may have a seat: delegates, alternates, holders of posts with a seat, members where all sit."""
    branches = dict.fromkeys(d.branch for d in delegates_of(state, meeting.id))
    elected = [d.person for d in delegates_of(state, meeting.id)]
    elected += [a.person for b in branches for a in alternates_of(state, meeting.id, b)]
    seats = [seat.who for seat in meeting_body(state, meeting.id).seats]
    scope = branch_of(state, meeting.id) if rules_of(state, meeting.id) is not None else None
    officers = [h.person for who in seats for h in holders(state, who, reader.at, scope)]
    members = seated(state, "member", branch_of(state, meeting.id), reader.at) if "member" in seats else ()
    return tuple(dict.fromkeys((*elected, *officers, *members)))


def whose(state: State, meeting: Convention, reader: Reader, code: str) -> Handle | None:
    """Whose seat the code is; None where it was mistyped, or is nobody's."""
    plain = written(code)
    return seat_of(meeting.id, plain, people(state, meeting, reader)) if is_well_typed(plain) else None


def ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can, ...]:
    """What those at the desk do, and whoever checks in with the code of the hall."""
    if meeting.closed:
        return ()
    if may_check(state, reader, meeting):
        return (
            Can(_("Check people in by the code of their seat"), reverse("desk", args=[meeting.id]), main=True),
            Can(_("The code shown in the hall"), reverse("hall_code", args=[meeting.id])),
        )
    own = mine(state, reader, meeting)
    if own is None or own.is_there or not needs_code(state):
        return ()
    return (Can(_("Enter the code of the hall"), reverse("enter_code", args=[meeting.id]), main=True),)
