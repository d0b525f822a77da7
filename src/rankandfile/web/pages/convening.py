"""Meetings of every body as pages show them: mine, all that are called, the past ones; what is owed; calling one."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from rankandfile.core.calendar import shifted
from rankandfile.core.chapters import convening as chapter
from rankandfile.core.chapters.bodies import belongs, body_named, meeting_article
from rankandfile.core.chapters.convening import CallMeeting
from rankandfile.core.chapters.credentials import seat_flags
from rankandfile.core.chapters.demanding_meetings import DemandMeeting, WithdrawMeetingDemand, demands_of
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, going_on, meetings_held_by, place_of
from rankandfile.core.chapters.standing import find
from rankandfile.core.duty import Duty
from rankandfile.core.ids import BranchId, ConventionId, Moment
from rankandfile.core.rulebook.schema import Meetings
from rankandfile.core.state import State
from rankandfile.core.table import Table

from ..page import way
from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from .bodies import body_name, named
from .meetings import duty_line, where_it_stands
from .meetings import place_of as where
from .naming import person
from .pieces import Can, Cannot, DutyLine, Need, Person, Rule

PAST = 50
"""How many of the meetings that are over the list shows; all of them stand in the record."""
PAST_OF_ONE = 5


class Row(Struct, frozen=True):
    """One meeting in a list."""

    id: str
    name: str
    place: str
    opens: int
    closes: int
    state: str
    signal: str
    has_minutes: bool


class Demand(Struct, frozen=True):
    """Who demands a meeting of the body, and how many it takes."""

    told: str
    need: str
    people: tuple[Person, ...]


class Body(Struct, frozen=True):
    """A body that meets: what is called, what is owed, who demands a meeting."""

    about: str
    name: str
    ahead: tuple[Row, ...]
    past: tuple[Row, ...]
    due: DutyLine | None
    demand: Demand | None
    law: Rule
    calendar: str


class Page(Struct, frozen=True):
    """The meetings of the organisation as one reader sees them."""

    mine: tuple[Body, ...]
    called: tuple[Row, ...]
    overdue: tuple[DutyLine, ...]
    past: tuple[Row, ...]


def page(state: State, reader: Reader) -> Page:
    """My bodies first, then everything that is called by date, what others owe, and what is over."""
    mine = tuple(body(state, reader, clause, branch) for clause, branch in of_reader(state, reader))
    known = {each.about for each in mine}
    others = (duty for duty in chapter.duties(state) if duty.about not in known and duty.due <= reader.at)
    over = (own for own in reversed(list(state.meetings.conventions.values())) if own.closed)
    return Page(
        mine,
        tuple(row(state, own) for own in sorted(going_on(state), key=lambda own: own.opens)),
        tuple(duty_line(state, duty, reader.at) for duty in others),
        tuple(row(state, own) for own, _place in zip(over, range(PAST), strict=False)),
    )


def row(state: State, meeting: Convention) -> Row:
    """The meeting as a line of a list."""
    told, signal = where_it_stands(meeting)
    return Row(
        meeting.id, named(state, meeting), where(meeting), meeting.opens, meeting.closes, told, signal,
        meeting.minutes >= 0,
    )  # fmt: skip


def of_reader(state: State, reader: Reader) -> Iterator[tuple[Meetings, BranchId]]:
    """The bodies in which the reader sits with a vote, or that the reader calls together."""
    member = find(state, reader.handle)
    own = member.branch if member is not None else BranchId("")
    for clause in rulebook(state).meetings:
        branch, seats = own if clause.of == "branch" else BranchId(""), body_named(state, clause.body)
        if (clause.of == "branch" and not branch) or seats is None:
            continue
        if belongs(state, seats, branch, reader.handle, reader.at) or _calls(state, reader, clause, branch):
            yield clause, branch


def _calls(state: State, reader: Reader, clause: Meetings, branch: BranchId) -> bool:
    return bool(reader.handle) and chapter.why_not_caller(state, clause, branch, reader.handle, reader.at) is None


def of_branch(state: State, reader: Reader, branch: str) -> Body | None:
    """The meetings of the branch; None where the rulebook does not say how branches meet."""
    clause = next((each for each in rulebook(state).meetings if each.of == "branch"), None)
    return body(state, reader, clause, BranchId(branch)) if clause is not None else None


def body(state: State, reader: Reader, clause: Meetings, branch: BranchId) -> Body:
    """The body as its members see it."""
    about, held = place_of(clause.body, branch), meetings_held_by(state, clause.body, branch)
    owed = next((duty for duty in chapter.duties(state) if duty.about == about), None)
    over = [own for own in reversed(held) if own.closed][:PAST_OF_ONE]
    return Body(
        about=about,
        name=body_name(state, clause.body, branch),
        ahead=tuple(row(state, own) for own in sorted(held, key=lambda own: own.opens) if not own.closed),
        past=tuple(row(state, own) for own in over),
        due=duty_line(state, owed, reader.at) if owed is not None else None,
        demand=_demand(state, reader, clause, branch),
        law=rule(state, clause.article),
        calendar=reverse("branch_calendar", args=[clause.body, branch])
        if branch
        else reverse("body_calendar", args=[clause.body]),
    )


def _demand(state: State, reader: Reader, clause: Meetings, branch: BranchId) -> Demand | None:
    """How many demand a meeting; None where nobody does, or the rulebook knows no such demand."""
    has = demands_of(state, clause.body, branch, reader.at)
    if not clause.demanded_by or not has:
        return None
    told = ngettext("{n} demands a meeting.", "{n} demand a meeting.", len(has)).format(n=number(len(has)))
    lacks = max(0, clause.demanded_by - len(has))
    more = ngettext("{n} more is needed; whoever makes it enough calls it.", "{n} more are needed; whoever makes it enough calls it.", lacks)  # fmt: skip  # noqa: E501
    return Demand(told, more.format(n=number(lacks)), tuple(person(state, each, reader.at) for each in has))


def ways(state: State, reader: Reader) -> tuple[Can | Cannot, ...]:
    """What the reader can do about meetings: call one, demand one."""
    call = (Can(_("Call a meeting"), reverse("call_meeting"), main=True),) if choices(state, reader) else ()
    demands = (each for found in of_reader(state, reader) for each in demanding(state, reader, *found))
    return (*call, *demands, Can(_("Conventions"), reverse("convention")))


def ways_of_branch(state: State, reader: Reader, branch: str) -> Iterator[Can | Cannot]:
    """What the reader can do about the meetings of this branch."""
    for clause, own in of_reader(state, reader):
        if clause.of != "branch" or own != branch:
            continue
        if _calls(state, reader, clause, own):
            about = place_of(clause.body, own)
            yield Can(_("Call a meeting"), f"{reverse('call_meeting')}?body={about}")
        yield from demanding(state, reader, clause, own)


def demanding(state: State, reader: Reader, clause: Meetings, branch: BranchId) -> Iterator[Can | Cannot]:
    """The reader's way to demand a meeting of this body, or to take that back; none where nobody can demand one."""
    about = place_of(clause.body, branch)
    name = body_name(state, clause.body, branch)
    if not clause.demanded_by or _calls(state, reader, clause, branch):
        return
    if reader.handle in state.meetings.demands.get(about, Table()):
        act = WithdrawMeetingDemand(reader.handle, reader.at, clause.body, branch)
        url, fields = reverse("withdraw_meeting_demand"), (("body", about),)
        yield way(state, act, {}, Can(_("Demand no longer: {body}").format(body=name), url, fields=fields))
        return
    can = Can(_("Demand a meeting: {body}").format(body=name), f"{reverse('demand_meeting')}?body={about}")
    yield way(state, DemandMeeting(reader.handle, reader.at, clause.body, branch), {}, can)


def choices(state: State, reader: Reader) -> list[tuple[str, str]]:
    """The bodies that the reader may call together, by their names, for a form."""
    found = [
        (place_of(clause.body, branch), body_name(state, clause.body, branch))
        for clause in rulebook(state).meetings
        for branch in (tuple(state.branches.branches) if clause.of == "branch" else (BranchId(""),))
        if _calls(state, reader, clause, branch)
    ]
    return sorted(found, key=lambda one: one[1].casefold())


def parted(about: str) -> tuple[str, BranchId]:
    """The body and the branch of a choice."""
    body, _slash, branch = about.partition("/")
    return body, BranchId(branch)


def calling(reader: Reader, about: str, opens: int, closes: int) -> CallMeeting:
    """The act by which the reader would call it."""
    body, branch = parted(about)
    return CallMeeting(reader.handle, reader.at, body, Moment(opens), Moment(closes), branch)


def earliest(state: State, reader: Reader, clause: Meetings) -> int:
    """When a meeting that is called now can open at the earliest, as far as its notice goes."""
    return shifted(reader.at, clause.notice, 1, rulebook(state).organisation.week)


def is_mine(state: State, reader: Reader, meeting: Convention) -> bool:
    """Whether the reader has a seat at it."""
    return bool(meeting.body) and seat_flags(state, meeting.id, reader.handle, reader.at) is not None


def concerns(state: State, reader: Reader, duty: Duty) -> bool:
    """Whether the duty is about a meeting of the reader's own bodies, or about none of another body."""
    if duty.kind == "call-meeting":
        return duty.about in {place_of(clause.body, branch) for clause, branch in of_reader(state, reader)}
    own = state.meetings.conventions.get(ConventionId(duty.about))
    return own is None or not own.body or is_mine(state, reader, own)


def happening(state: State, reader: Reader) -> Iterator[Need]:
    """A meeting of mine that is in session, on the front page."""
    for meeting in going_on(state):
        if meeting.opened and is_mine(state, reader, meeting):
            sentence = _("{meeting} is in session.").format(meeting=named(state, meeting))
            yield Need(sentence, 0, None, reverse("floor", args=[meeting.id]), _("Now"))


def coming_up(state: State, reader: Reader) -> Iterator[Need]:
    """My meetings that are called, on the front page: until when motions can be moved, and when they open."""
    for meeting in sorted(going_on(state), key=lambda own: own.opens):
        if meeting.opened or not is_mine(state, reader, meeting):
            continue
        law, url = rule(state, meeting_article(state, meeting.id)), reverse("meeting", args=[meeting.id])
        closes = [line.at for line in meeting.timetable if line.kind == "motions-close" and line.at > reader.at]
        if closes:
            told = _("{meeting}: the last moment for motions").format(meeting=named(state, meeting))
            yield Need(told, min(closes), law, url, _("Ahead"))
        yield Need(_("{meeting} opens").format(meeting=named(state, meeting)), meeting.opens, law, url, _("Ahead"))
