"""What feed readers and calendars get: the published bulletin and the timetable.

Ids stay the same for ever. No member's name goes into a feed or a calendar: they are fetched by machines of others.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeAlias

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from rankandfile.core import timetable
from rankandfile.core.chapters.meetings import Convention, meetings_held_by
from rankandfile.core.ids import BranchId, DocumentId
from rankandfile.core.state import State
from rankandfile.shell.icalendar import Event, calendar
from rankandfile.shell.press.lined import words_of

from .. import organisation
from . import motions
from .bodies import body_name, named
from .digest import excerpt
from .erased import shown
from .lined import as_html
from .timetable import what


class _Whole(Atom1Feed):
    """An Atom feed with the whole text of a motion, in the numbered lines of its page."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """The entry, and its content as HTML where it has one (RFC 4287, 4.1.3)."""
        super().add_item_elements(handler, item)
        if item.get("content"):
            handler.addQuickElement("content", item["content"], {"type": "html"})


Made: TypeAlias = Callable[[State, str], bytes]
"""The state and the address of the site -> a file for a member's program."""
NEWEST = 100
"""Texts in a feed at most."""


def atom(state: State, base: str) -> bytes:
    """The newest published texts as an Atom feed (RFC 4287), the newest issue first, in it the order of the lot."""
    name = organisation.organisation_name(state)
    feed = _Whole(
        title=_("{organisation}: bulletin").format(organisation=name), link=f"{base}/bulletin/",
        description="", author_name=name, feed_guid=_tag(0, "bulletin"),
    )  # fmt: skip
    for item, at in _newest(state):
        entry = _entry(state, item)
        feed.add_item(
            title=f"{item} {organisation.text(entry, 'title')}".strip(), link=f"{base}{_page(item)}",
            description=_summary(state, entry), unique_id=_tag(at, item),
            pubdate=datetime.fromtimestamp(at, UTC), updateddate=datetime.fromtimestamp(at, UTC),
            content=str(as_html(shown(state, entry, "text"), 1)) if motions.find(state, item) else "",
        )  # fmt: skip
    return str(feed.writeString("utf-8")).encode()


def _newest(state: State) -> list[tuple[str, int]]:
    ordered = sorted(state.bulletin.published.items(), key=lambda pair: (-pair[1].at, pair[1].place))
    return [(item, int(where.at)) for item, where in ordered[:NEWEST]]


def _entry(state: State, item: str) -> int:
    motion = motions.find(state, item)
    return motion.entry if motion else state.bulletin.documents[DocumentId(item)].entry


def _page(item: str) -> str:
    return f"/{'motions' if item.startswith('M') else 'bulletin'}/{item}/"


def _summary(state: State, entry: int) -> str:
    own = organisation.text(entry, "synopsis") or words_of(shown(state, entry, "text"))
    cut = excerpt(own)
    return f"{cut.text} …" if cut.is_cut else cut.text


def _tag(at: int, item: str) -> str:
    """A tag URI (RFC 4151) in the name of the record: the day on which the text came out, and its number."""
    host, _slash, path = organisation.secretary().origin.partition("/")
    day = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d") if at else "2026"
    return f"tag:{host},{day}:{path}/{item}"


PRODUCER = "-//Rank & File//timetable//EN"


def timetables(state: State, base: str) -> bytes:
    """Every convention's timetable, and every meeting of another body, as a calendar (RFC 5545)."""
    name = organisation.organisation_name(state)
    known = state.meetings.conventions.values()
    events = [event for meeting in known for event in _of_meeting(state, meeting, base)]
    return calendar(_("{organisation}: timetable").format(organisation=name), PRODUCER, events)


def of_body(state: State, base: str, body: str, branch: str) -> bytes:
    """The meetings of one body, or of one branch, as a calendar; for the convention its timetables."""
    told = _("{organisation}: {body}").format(
        organisation=organisation.organisation_name(state), body=body_name(state, body, branch)
    )
    known = meetings_held_by(state, body, BranchId(branch))
    return calendar(told, PRODUCER, [event for meeting in known for event in _of_meeting(state, meeting, base)])


def of_one(state: State, base: str, meeting: Convention) -> bytes:
    """One meeting as a file that goes along with its notice."""
    return calendar(named(state, meeting), PRODUCER, [_sitting(state, meeting, base)])


def _of_meeting(state: State, meeting: Convention, base: str) -> Iterator[Event]:
    if not meeting.body:
        yield from _events(state, meeting, base)
        return
    yield _sitting(state, meeting, base)
    yield from (event for event in _lines(state, meeting, base, meeting.timetable) if not meeting.ended)


def _sitting(state: State, meeting: Convention, base: str) -> Event:
    """The meeting itself, from its opening to its close, and where."""
    return Event(
        f"{meeting.id}/sitting@{organisation.secretary().origin}", int(meeting.opens), int(meeting.called),
        named(state, meeting), f"{base}/convention/{meeting.id}/", int(meeting.closes),
        organisation.text(meeting.entry, "place"), bool(meeting.ended),
    )  # fmt: skip


def _events(state: State, meeting: Convention, base: str) -> Iterator[Event]:
    ends = ((meeting.called, "call"), (meeting.opens, "opening"), (meeting.closes, "closing"))
    own = [timetable.Line(at, kind, "", "") for at, kind in ends]
    yield from _lines(state, meeting, base, (*own, *meeting.timetable))


def _lines(state: State, meeting: Convention, base: str, found: tuple[timetable.Line, ...]) -> Iterator[Event]:
    origin = organisation.secretary().origin
    for line in sorted(found, key=lambda one: one.at):
        mark = f"{line.kind}-{line.about}" if line.about else line.kind
        url = f"{base}/convention/{meeting.id}/"
        yield Event(
            f"{meeting.id}/{mark}@{origin}",
            int(line.at),
            int(meeting.called),
            f"{meeting.id}: {what(state, line)}",
            url,
        )
