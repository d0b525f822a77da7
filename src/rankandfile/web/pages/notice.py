"""The notice of a meeting, on its page: who called it, what is moved to it, what is attached, who may come."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.chapters.agenda import has_agenda
from rankandfile.core.chapters.bodies import branch_of, meeting_body, rules_of
from rankandfile.core.chapters.convening import CallOffMeeting, why_not_caller
from rankandfile.core.chapters.credentials import seat_flags
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.motions import of_convention
from rankandfile.core.ids import Handle
from rankandfile.core.rulebook.schema import Seat
from rankandfile.core.state import State

from .. import organisation
from ..page import way
from ..who import Reader
from . import drafting, motions, printed
from .closed import is_closed_to
from .issues import title as document_title
from .meetings import at_work, checking_in
from .naming import branch_name, person, post_title
from .pieces import Can, Cannot, Person
from .texts import rendered


class Paper(Struct, frozen=True):
    """A motion or a document before the meeting."""

    id: str
    title: str
    by: str
    url: str


class Notice(Struct, frozen=True):
    """What the call says, and what has come in since."""

    invitation: str
    by: Person | None
    demanded: bool
    closes: int
    """Until when motions can be moved; 0 where that has passed, or there are none."""
    seats: tuple[str, ...]
    is_closed: bool
    """Whether what is moved to it is closed to the reader."""
    motions: tuple[Paper, ...]
    documents: tuple[Paper, ...]
    ended: str
    reason: str
    ended_by: Person | None
    ended_entry: int


def notice(state: State, reader: Reader, meeting: Convention) -> Notice:
    """The notice of a meeting of another body than the convention."""
    ahead = [line.at for line in meeting.timetable if line.kind == "motions-close" and line.at > reader.at]
    is_closed = is_closed_to(state, reader, meeting.id)
    return Notice(
        invitation=rendered(organisation.text(meeting.entry, "invitation"), under=2) if meeting.body else "",
        by=None if meeting.demanded else _author(state, reader, meeting.entry),
        demanded=meeting.demanded,
        closes=min(ahead, default=0) if not meeting.closed else 0,
        seats=tuple(_seat(state, meeting, seat) for seat in meeting_body(state, meeting.id).seats),
        motions=() if is_closed else tuple(_motions(state, meeting)),
        documents=() if is_closed else tuple(_documents(state, meeting)),
        is_closed=is_closed,
        ended=meeting.ended,
        reason=organisation.text(meeting.ended_entry, "reason") if meeting.ended_entry >= 0 else "",
        ended_by=_author(state, reader, meeting.ended_entry) if meeting.ended_entry >= 0 else None,
        ended_entry=meeting.ended_entry,
    )


def _author(state: State, reader: Reader, entry: int) -> Person | None:
    who = organisation.author_of(entry)
    return person(state, Handle(who), reader.at) if who else None


def _seat(state: State, meeting: Convention, seat: Seat) -> str:
    """Who has the seat, and what for."""
    branch = branch_of(state, meeting.id)
    who = post_title(state, seat.who)
    if seat.who == "member":
        name = branch_name(state, branch) if branch else ""
        who = _("members of branch {name}").format(name=name) if branch else _("all members")
    if seat.vote:
        return _("{who}, with voice and vote").format(who=who)
    return _("{who}, with voice and no vote").format(who=who) if seat.voice else _("{who}, to listen").format(who=who)


def _motions(state: State, meeting: Convention) -> Iterator[Paper]:
    for own in of_convention(state, meeting.id):
        if own.fate != "withdrawn":
            who = person(state, own.mover, own.received).name
            yield Paper(own.id, motions.title(own), who, reverse("motion", args=[own.id]))


def _documents(state: State, meeting: Convention) -> Iterator[Paper]:
    for own in state.bulletin.documents.values():
        if own.convention == meeting.id and not own.withdrawn and own.approved:
            who = person(state, own.author, own.received).name
            yield Paper(own.id, document_title(own), who, reverse("document", args=[own.id]))


def ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can | Cannot, ...]:
    """Where the reader can go from the page of the meeting, and what it can bring to it."""
    seat = seat_flags(state, meeting.id, reader.handle, reader.at)
    floor = Can(_("Follow the floor"), reverse("floor", args=[meeting.id]), main=True)
    return (
        *((floor,) if meeting.opened and not meeting.closed else ()),
        *at_work(state, reader, meeting),
        *((checking_in(state, reader, meeting),) if seat and not meeting.closed else ()),
        *_bringing(state, reader, meeting),
        *_reading(state, meeting),
        *_calling_off(state, reader, meeting),
    )


def _bringing(state: State, reader: Reader, meeting: Convention) -> Iterator[Can]:
    if meeting.closed:
        return
    if drafting.is_open(state, reader, meeting):
        yield Can(_("Write a motion to this meeting"), f"{reverse('new_motion')}?meeting={meeting.id}")
    if drafting.takes_papers(state, reader, meeting):
        yield Can(_("Hand in a paper"), f"{reverse('submit_document')}?meeting={meeting.id}")


def _reading(state: State, meeting: Convention) -> Iterator[Can]:
    if has_agenda(state, meeting.id):
        yield Can(_("Agenda"), reverse("agenda", args=[meeting.id]))
    if not meeting.ended:
        yield Can(_("Who is there"), reverse("credentials", args=[meeting.id]))
        for can in printed.ways("papers_paper", meeting.id):
            yield replace(can, label=_("Agenda and papers · {form}").format(form=can.label))
    if meeting.opened:
        yield Can(_("Votes"), reverse("votes", args=[meeting.id]))
        yield Can(_("Minutes"), reverse("minutes", args=[meeting.id]))
    yield Can(_("All meetings"), reverse("meetings"))


def _calling_off(state: State, reader: Reader, meeting: Convention) -> Iterator[Can | Cannot]:
    """For whoever calls the body together, until the meeting opens."""
    clause = rules_of(state, meeting.id)
    if clause is None or meeting.opened or meeting.closed or not reader.handle:
        return
    if why_not_caller(state, clause, meeting.branch, reader.handle, reader.at) is None:
        act, can = (
            CallOffMeeting(reader.handle, reader.at, meeting.id),
            Can(_("Call this meeting off"), reverse("call_off_meeting", args=[meeting.id])),
        )
        yield way(state, act, {"reason": "x"}, can)
