"""The issues of the bulletin: what each holds, how long it takes to read, and a page of it.

Decisions, discussion and reports are parts of their own; who stands is in `standing.py`. What an issue holds is worked
out once for each state, from numbers alone: names, titles and the words of lengths are looked up for the items that a
page shows, sixty at most.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters import bulletin as chapter
from rankandfile.core.chapters.bulletin import Document
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.motions import goes_to_print, of_convention
from rankandfile.core.chapters.rulings import HOLDS, ruling_on
from rankandfile.core.ids import ConventionId, DocumentId
from rankandfile.core.state import State

from .. import organisation
from ..addresses import address
from ..derived import Once
from ..templatetags.pieces import number as written
from . import motions
from .lots import Draw, draw
from .naming import member_name
from .pieces import Slice, sliced
from .standing import Standing, counted, standing
from .texts import reading_minutes

FEW = 25
"""An issue of so many items is listed on the front of the bulletin; a longer one only on its own page."""
A_PAGE = 60
WORDS_ON_PAPER = 400
"""On a page of the printed bulletin, about: what takes how much paper is known only when it is set."""
TITLES: dict[chapter.Part, str] = {
    "decision": gettext_noop("For decision"),
    "discussion": gettext_noop("For discussion"),
    "report": gettext_noop("Reports of bodies"),
}


class Item(Struct, frozen=True):
    """Something in the bulletin."""

    id: str
    title: str
    author: str
    length: str
    """Its words, and the minutes to read them."""
    url: str
    is_withdrawn: bool
    is_open: bool
    ruling: str = ""
    """The number of the ruling on it, where that has not been overturned."""
    subject: str = ""
    """What its author says that it is about; empty where the rulebook names no subjects."""


class Part(Struct, frozen=True):
    """The items of one kind on a page, and how many of them the whole issue has."""

    kind: chapter.Part
    title: str
    number: int
    minutes: int
    items: tuple[Item, ...]
    is_continued: bool = False


class Share(Struct, frozen=True):
    """A part of an issue: its items in order, the minutes to read them, the pages that they take on paper, about."""

    kind: chapter.Part
    items: tuple[str, ...]
    minutes: int
    pages: int


class Held(Struct, frozen=True):
    """What an issue holds, or what waits for the next (number 0): each part in its order."""

    convention: ConventionId
    number: int
    at: int
    is_out: bool
    parts: tuple[Share, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Everything that it holds, part by part."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def decisions(self) -> tuple[str, ...]:
        """What is to be decided."""
        return next(part.items for part in self.parts if part.kind == "decision")

    @property
    def minutes(self) -> int:
        """To read all of it."""
        return sum(part.minutes for part in self.parts)

    @property
    def pages(self) -> int:
        """On paper, about."""
        return sum(part.pages for part in self.parts)


class Issue(Struct, frozen=True):
    """An issue as the front of the bulletin shows it: its items where they are few."""

    number: int
    at: int
    is_out: bool
    total: int
    pages: int
    minutes: int
    people: str
    """How many stand for election in it, and the minutes to read what they say; empty for nobody."""
    parts: tuple[Part, ...]
    url: str
    is_listed: bool


class Page(Struct, frozen=True):
    """One page of an issue."""

    issue: Issue
    slice: Slice[str]
    draw: Draw | None
    standing: tuple[Standing, ...]


def _all_held(state: State, convention: ConventionId) -> tuple[Held, ...]:
    meeting = state.meetings.conventions[convention]
    lines = [(line.at, int(line.about)) for line in meeting.timetable if line.kind == "issue"]
    return tuple(_held(state, meeting.id, number, at, _published(state, meeting.id, number)) for at, number in lines)


def _waiting(state: State, convention: ConventionId) -> Held:
    meeting = state.meetings.conventions[convention]
    ahead = [line.at for line in meeting.timetable if line.kind == "issue" and line.at > state.now]
    return _held(state, meeting.id, 0, min(ahead, default=0), _unpublished(state, meeting))


held = Once(_all_held)
"""What each issue before the convention of this number holds, in the order of their hours."""
waiting = Once(_waiting)
"""What was received for the convention of this number and stands in no issue yet; `at` is 0 after the last issue."""


def _published(state: State, convention: ConventionId, number: int) -> Iterator[str]:
    return (item for item, _where in chapter.issue(state, convention, number))


def _unpublished(state: State, meeting: Convention) -> Iterator[str]:
    out = state.bulletin.published
    yield from (m.id for m in of_convention(state, meeting.id) if goes_to_print(state, m) and m.id not in out)
    for own in state.bulletin.documents.values():
        if own.convention == meeting.id and not own.withdrawn and own.id not in out:
            yield own.id


def _held(state: State, convention: ConventionId, number: int, at: int, items: Iterable[str]) -> Held:
    kinds: dict[chapter.Part, list[str]] = {kind: [] for kind in chapter.PARTS}
    for item in items:
        kinds[chapter.part_of(state, item)].append(item)
    parts = tuple(_share(state, kind, tuple(found)) for kind, found in kinds.items())
    return Held(convention, number, at, bool(number) and at <= state.now, parts)


def _share(state: State, kind: chapter.Part, items: tuple[str, ...]) -> Share:
    words = [organisation.words(_entry(state, item), "text") for item in items]
    # Each text begins on a page of its own.
    return Share(kind, items, sum(map(reading_minutes, words)), sum(1 + each // WORDS_ON_PAPER for each in words))


def _entry(state: State, item: str) -> int:
    motion = motions.find(state, item)
    return motion.entry if motion else state.bulletin.documents[DocumentId(item)].entry


def listed(state: State, own: Held) -> Issue:
    """The issue on the front of the bulletin."""
    items = own.items
    return _issue(state, own, items if len(items) <= FEW else (), len(items) <= FEW)


def page(state: State, own: Held, asked: str) -> Page:
    """The page of the issue that was asked for."""
    part = sliced(own.items, asked, A_PAGE)
    return Page(
        _issue(state, own, part.items, True), part, _draw(state, own), standing(state, own.convention, own.number)
    )


def _issue(state: State, own: Held, items: tuple[str, ...], is_listed: bool) -> Issue:
    return Issue(
        number=own.number,
        at=own.at,
        is_out=own.is_out,
        total=len(own.items),
        pages=own.pages,
        minutes=own.minutes,
        people=counted(state, own.convention, own.number),
        parts=tuple(_parts(state, own, items)),
        url=address("issue", own.convention, own.number) if own.number else address("waiting", own.convention),
        is_listed=is_listed,
    )


def _parts(state: State, own: Held, items: tuple[str, ...]) -> Iterator[Part]:
    for part in own.parts:
        known = frozenset(part.items)
        shown = tuple(item_of(state, item) for item in items if item in known)
        if part.items:
            is_continued = bool(shown) and shown[0].id != part.items[0]
            yield Part(part.kind, _(TITLES[part.kind]), len(part.items), part.minutes, shown, is_continued)


def _draw(state: State, own: Held) -> Draw | None:
    if not own.is_out or not chapter.is_drawn(state):
        return None
    line = f"issue-{own.number}"
    purpose = f"{own.convention}/{line}"
    return draw(state, own.convention, line, purpose, own.items)


def item_of(state: State, item: str) -> Item:
    """The motion or document as a line."""
    motion = motions.find(state, item)
    if motion is not None:
        return Item(
            id=motion.id,
            title=motions.title(motion),
            author=member_name(state, motion.mover),
            length=_length(motion.entry),
            url=address("motion", motion.id),
            is_withdrawn=motion.fate == "withdrawn",
            is_open=True,
            ruling=_ruled(state, motion.id),
            subject=subject(state, item),
        )
    own = state.bulletin.documents[DocumentId(item)]
    return Item(
        id=own.id,
        title=title(own),
        author=member_name(state, own.author),
        length=_length(own.entry),
        url=address("document", own.id),
        is_withdrawn=bool(own.withdrawn),
        is_open=chapter.is_open_to_members(state, own.id, own.approved),
        subject=subject(state, item),
    )


def subject(state: State, item: str) -> str:
    """What the text is about by its author's word, as the rulebook in force calls it; empty for nothing."""
    known = {each.id: each.title or each.id for each in rulebook(state).bulletin.subjects}
    named = chapter.subject_of(state, item)
    return known.get(named, named)


def _ruled(state: State, motion: str) -> str:
    own = ruling_on(state, motion)
    return own.id if own is not None and own.stage in HOLDS else ""


def title(document: Document) -> str:
    """What its author called it."""
    return organisation.text(document.entry, "title") or _("a title that was erased")


def _length(entry: int) -> str:
    """The words of the entry's text and the minutes that it takes, as people read them."""
    return _length_in_words(organisation.words(entry, "text"), get_language())


@lru_cache(maxsize=4096)
def _length_in_words(words: int, language: str | None) -> str:
    """The number of words and of minutes, made once for each language, which is the one in force here."""
    minutes = reading_minutes(words)
    length = ngettext("%(words)s word", "%(words)s words", words) % {"words": written(words)}
    time = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": written(minutes)}
    return f"{length} · {time}"
