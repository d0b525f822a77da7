"""Conventions as pages show them: the list, the timetable with whom it binds, quorum, calling one."""

from collections.abc import Callable, Iterator
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from msgspec import Struct

from rankandfile.core.chapters import holding
from rankandfile.core.chapters import meetings as chapter
from rankandfile.core.chapters import quorum as quorums
from rankandfile.core.chapters.agenda import count_waiting, has_agenda, open_item
from rankandfile.core.chapters.bodies import is_in_role, meeting_article, meeting_body
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.credentials import CheckIn, is_present, seat_flags
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, conventions_of, current
from rankandfile.core.chapters.presence import ends
from rankandfile.core.chapters.voting import business_voted_on
from rankandfile.core.duty import Duty
from rankandfile.core.ids import ConventionId, Moment
from rankandfile.core.state import State

from .. import organisation
from ..page import way
from ..rules import rule
from ..who import Reader
from .bodies import body_name, in_a_sentence, named
from .naming import actor
from .pieces import Can, Cannot, DutyLine, Heading, Need, Rule, Stage
from .timetable import Line, lines, what


class Row(Struct, frozen=True):
    """One convention in the list."""

    id: str
    place: str
    opens: int
    closes: int
    state: str
    signal: str


class Quorum(Struct, frozen=True):
    """Who is there, and whether that is enough."""

    present: int
    entitled: int
    needed: int
    is_there: bool
    law: Rule
    lost: int = 0
    """Since when there has been none; 0 while there is one."""
    adjourned: bool = False
    ends: int = 0
    """When the clock closes the meeting, unless enough come back; 0 for never."""


class Page(Struct, frozen=True):
    """Everything about one convention."""

    id: str
    place: str
    entry: int
    called: int
    opens: int
    closes: int
    opened: int
    closed: int
    past: tuple[Line, ...]
    ahead: tuple[Line, ...]
    quorum: Quorum
    agenda: bool
    waiting: int
    law: Rule
    minutes: int
    minutes_due: DutyLine | None


def asked_for(state: State, number: str = "") -> Convention | None:
    """The convention of that number; without one the one that is called, or the last; None where there was none."""
    if number:
        return state.meetings.conventions.get(ConventionId(number))
    return current(state) or next(reversed(conventions_of(state)), None)


def place_of(meeting: Convention) -> str:
    """Where it meets."""
    return organisation.text(meeting.entry, "place") or _("a place still to be named")


def rows(state: State) -> tuple[Row, ...]:
    """Every convention, the newest first."""
    return tuple(_row(meeting) for meeting in reversed(conventions_of(state)))


def _row(meeting: Convention) -> Row:
    told, signal = where_it_stands(meeting)
    return Row(meeting.id, place_of(meeting), meeting.opens, meeting.closes, told, signal)


def where_it_stands(meeting: Convention) -> tuple[str, str]:
    """In a word: called, in session, closed, called off, not held."""
    if meeting.ended:
        return (_("called off") if meeting.ended == "called-off" else _("not held")), "late"
    if meeting.closed:
        return _("closed"), "wait"
    return (_("in session"), "good") if meeting.opened else (_("called"), "wait")


def page(state: State, meeting: Convention, at: Moment) -> Page:
    """The convention's page."""
    owed = next((d for d in holding.duties(state) if (d.kind, d.about) == ("minutes", meeting.id)), None)
    told = lines(state, meeting, at)
    return Page(
        id=meeting.id,
        place=place_of(meeting),
        entry=meeting.entry,
        called=meeting.called,
        opens=meeting.opens,
        closes=meeting.closes,
        opened=meeting.opened,
        closed=meeting.closed,
        past=tuple(line for line in told if line.is_past),
        ahead=tuple(line for line in told if not line.is_past),
        quorum=quorum(state, meeting),
        agenda=has_agenda(state, meeting.id),
        waiting=count_waiting(state, meeting.id),
        law=rule(state, meeting_article(state, meeting.id)),
        minutes=meeting.minutes,
        minutes_due=duty_line(state, owed, at) if owed else None,
    )


def duty_line(state: State, duty: Duty, at: Moment) -> DutyLine:
    """The duty in words, for the page of what it is about."""
    sentence, address = DUTIES[duty.kind]
    told = _(sentence).format(about=called(state, duty.about))
    return DutyLine(
        told, actor(state, duty.owed_by, at), duty.due, duty.due <= at, address(duty.about), rule(state, duty.article)
    )


def quorum(state: State, meeting: Convention) -> Quorum:
    """Who is there now, against the quorum: that of the item on the floor, where its class of business has its own."""
    item = open_item(state, meeting.id)
    business = business_voted_on(state, item.about) if item is not None else None
    present, needed = quorums.count_present(meeting), quorums.quorum_needed(state, meeting.id, business)
    entitled = quorums.count_entitled(state, meeting.id)
    own = business is not None and business.quorum is not None
    law = rule(state, business.article if business is not None and own else meeting_body(state, meeting.id).article)
    adjourned = quorums.why_adjourned(state, meeting.id) is not None
    lost = 0 if meeting.closed else meeting.lost
    return Quorum(present, entitled, needed, present >= needed, law, lost, adjourned, ends(state, meeting) or 0)


def heading(state: State, meeting: Convention, title: str = "") -> Heading:
    """What it is and where it stands."""
    place = place_of(meeting)
    kind = _("{meeting}, {place}").format(meeting=named(state, meeting), place=place)
    agenda = chapter.deadline(state, meeting.id, "agenda") or 0
    reached = [
        (_("called"), meeting.called, 0),
        (_("agenda composed"), agenda if has_agenda(state, meeting.id) else 0, agenda),
        (_("in session"), meeting.opened, meeting.opens),
        (_("closed"), meeting.closed, meeting.closes),
    ]
    if meeting.ended:
        reached = [*(each for each in reached[:2] if each[1]), (where_it_stands(meeting)[0], meeting.closed, 0)]
    last = max(place for place, (_label, at, _plan) in enumerate(reached) if at)
    stages = tuple(
        Stage(label, _reached(meeting, place, last, at), at or plan) for place, (label, at, plan) in enumerate(reached)
    )
    return Heading(
        kind if title else _("Meeting") if meeting.body else _("Convention"),
        title or named(state, meeting),
        None,
        stages,
    )


def _reached(meeting: Convention, place: int, last: int, at: int) -> Literal["done", "now", "ahead", "dropped"]:
    if place == last:
        return "dropped" if meeting.ended else "now"
    return "done" if at else "ahead"


def ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can | Cannot, ...]:
    """Where the reader can go from the convention's page."""
    session = [Can(_("Follow the floor"), reverse("floor", args=[meeting.id]), main=True)] if meeting.opened else []
    seat = seat_flags(state, meeting.id, reader.handle, reader.at)
    return (
        *session,
        *at_work(state, reader, meeting),
        *((checking_in(state, reader, meeting),) if seat and not meeting.closed else ()),
        *([Can(_("Agenda"), reverse("agenda", args=[meeting.id]))] if has_agenda(state, meeting.id) else []),
        Can(_("Delegates"), reverse("delegates", args=[meeting.id])),
        Can(_("Credentials"), reverse("credentials", args=[meeting.id])),
        Can(_("Motions"), f"{reverse('motions')}?convention={meeting.id}"),
        Can(_("Bulletin"), f"{reverse('bulletin')}?convention={meeting.id}"),
        *([Can(_("Minutes"), reverse("minutes", args=[meeting.id]))] if meeting.opened else []),
    )


def at_work(state: State, reader: Reader, meeting: Convention) -> Iterator[Can]:
    """The screens of who works at the meeting."""
    if not meeting.closed and is_in_role(state, meeting.id, reader.handle, "chair", reader.at):
        yield Can(_("The chair's screen"), reverse("chair", args=[meeting.id]), not meeting.opened)
    if meeting.opened and not meeting.closed and is_in_role(state, meeting.id, reader.handle, "tell", reader.at):
        yield Can(_("Count the vote"), reverse("tell", args=[meeting.id]))
    if meeting.opened and not meeting.closed and is_in_role(state, meeting.id, reader.handle, "minutes", reader.at):
        yield Can(_("Add a note to the minutes"), reverse("note_minutes", args=[meeting.id]))


def checking_in(state: State, reader: Reader, meeting: Convention) -> Can | Cannot:
    """The reader's own way to be checked in, or why not."""
    if is_present(meeting, reader.handle):
        return Can(_("You are checked in"), reverse("credentials", args=[meeting.id]))
    act = CheckIn(reader.handle, reader.at, meeting.id, reader.handle)
    can = Can(
        _("Check in"), reverse("do", args=[meeting.id, "check-in"]), not meeting.opened, (("person", reader.handle),)
    )
    return way(state, act, {}, can)


def law(state: State) -> Rule:
    """The clause on the convention."""
    return rule(state, rulebook(state).convention.article)


def calling(reader: Reader, opens: int, closes: int) -> CallConvention:
    """The act by which the reader would call it."""
    return CallConvention(reader.handle, reader.at, Moment(opens), Moment(closes))


def next_call(state: State, at: Moment) -> DutyLine | None:
    """When the next call is due and who owes it; None while one is called."""
    owed = next((d for d in holding.duties(state) if d.kind == "call-convention"), None)
    return duty_line(state, owed, at) if owed else None


def happening(state: State, reader: Reader) -> Iterator[Need]:
    """A convention in session, on the front page."""
    meeting = current(state)
    if meeting is not None and meeting.opened:
        sentence = _("Convention {number} is in session.").format(number=meeting.id)
        yield Need(sentence, 0, None, reverse("floor", args=[meeting.id]), _("Now"))


def coming_up(state: State, reader: Reader) -> Iterator[Need]:
    """The next lines of the timetable, on the front page."""
    meeting = current(state)
    if meeting is None:
        return
    ahead = [line for line in meeting.timetable if line.at > reader.at][:4]
    for line in ahead:
        url = reverse("meeting", args=[meeting.id])
        yield Need(what(state, line), line.at, rule(state, line.article), url, _("Ahead"))


def called(state: State, about: str) -> str:
    """The meeting that a duty is about, or the body whose meeting it is about, inside a sentence."""
    meeting = state.meetings.conventions.get(ConventionId(about))
    body, _slash, branch = about.partition("/")
    return in_a_sentence(state, meeting) if meeting is not None else body_name(state, body, branch)


def branch_of_duty(state: State, duty: Duty) -> str:
    """The branch whose meeting has to be called, opened, closed or minuted; empty for every other duty."""
    if duty.kind == "call-meeting":
        return duty.about.partition("/")[2]
    own = state.meetings.conventions.get(ConventionId(duty.about)) if duty.kind in DUTIES else None
    return own.branch if own is not None else ""


def _many_to_call(n: int) -> str:
    return ngettext("Call a meeting of {n} body", "Call meetings of {n} bodies", n)


MANY_DUTIES = {"call-meeting": _many_to_call}
"""One sentence for many bodies that have to be called together at one hour."""
DUTIES: dict[str, tuple[str, Callable[[str], str]]] = {
    "call-convention": (gettext_noop("Call the next convention"), lambda about: reverse("call_convention")),
    "call-meeting": (gettext_noop("Call a meeting: {about}"), lambda about: f"{reverse('call_meeting')}?body={about}"),
    "open-convention": (gettext_noop("Open {about}"), lambda about: reverse("chair", args=[about])),
    "close-convention": (gettext_noop("Close {about}"), lambda about: reverse("chair", args=[about])),
    "minutes": (
        gettext_noop("Publish the minutes of {about}"),
        lambda about: reverse("minutes", args=[about]),
    ),
}
