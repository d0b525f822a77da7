"""The bulletin as pages show it: issues with decisions apart from documents, in the order of the lot."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.act import Act
from rankandfile.core.chapters import bulletin as chapter
from rankandfile.core.chapters.bulletin import Document, SubmitDocument, WithdrawDocument, limit_for
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, current
from rankandfile.core.chapters.motions import of_convention
from rankandfile.core.ids import DocumentId
from rankandfile.core.state import State
from rankandfile.core.text import count_words

from .. import organisation
from ..addresses import address
from ..page import way
from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from . import capacities, motions
from .lots import Draw, draw
from .naming import member_name, person
from .pieces import Can, Cannot, Heading, Person, Rule, Stage
from .texts import reading_minutes, rendered


class Item(Struct, frozen=True):
    """Something in the bulletin."""

    id: str
    title: str
    author: str
    minutes: int
    length: str
    """Its words, and the minutes to read them."""
    url: str
    is_withdrawn: bool
    is_open: bool


class Issue(Struct, frozen=True):
    """An issue: what it holds, decisions apart from documents, each part in the order of the lot."""

    number: int
    at: int
    is_out: bool
    decisions: tuple[Item, ...]
    documents: tuple[Item, ...]
    minutes: int
    draw: Draw | None


class Page(Struct, frozen=True):
    """The bulletin before one convention."""

    convention: str
    issues: tuple[Issue, ...]
    waiting: tuple[Item, ...]
    next_at: int
    law: Rule
    limit: int
    decided_by: str
    """Who decides what is published, where the rulebook gives that to somebody; empty where the clock publishes all."""


class Paper(Struct, frozen=True):
    """A document's page."""

    id: str
    title: str
    author: Person
    capacity: str
    html: str
    words: int
    minutes: int
    entry: int
    received: int
    issue: int
    withdrawn: int
    is_open: bool


def page(state: State, meeting: Convention, reader: Reader) -> Page:
    """The bulletin before the convention."""
    clause = rulebook(state).bulletin
    issues = tuple(
        _issue(state, meeting, line.at, int(line.about)) for line in meeting.timetable if line.kind == "issue"
    )
    return Page(
        convention=meeting.id,
        issues=tuple(reversed(issues)),
        waiting=waiting(state, meeting),
        next_at=min((issue.at for issue in issues if not issue.is_out and issue.at > state.now), default=0),
        law=rule(state, clause.article),
        limit=limit_for(clause.limits, "member"),
        decided_by=decided_by(state),
    )


def _issue(state: State, meeting: Convention, at: int, number: int) -> Issue:
    held = [item for item, _where in chapter.issue(state, meeting.id, number)]
    items = [item_of(state, each) for each in held]
    decisions = tuple(item for item in items if motions.find(state, item.id))
    line = f"issue-{number}"
    is_out = at <= state.now
    drawn = draw(state, meeting.id, line, f"{meeting.id}/{line}", held) if is_out and _by_lot(state) else None
    return Issue(
        number=number,
        at=at,
        is_out=is_out,
        decisions=decisions,
        documents=tuple(item for item in items if not motions.find(state, item.id)),
        minutes=sum(item.minutes for item in items),
        draw=drawn,
    )


def _by_lot(state: State) -> bool:
    return rulebook(state).bulletin.order == "lot"


def item_of(state: State, item: str) -> Item:
    """The motion or document as a line."""
    motion = motions.find(state, item)
    if motion is not None:
        minutes, length = _length(motion.entry)
        return Item(
            id=motion.id,
            title=motions.title(motion),
            author=member_name(state, motion.mover),
            minutes=minutes,
            length=length,
            url=address("motion", motion.id),
            is_withdrawn=motion.fate == "withdrawn",
            is_open=True,
        )
    own = state.bulletin.documents[DocumentId(item)]
    minutes, length = _length(own.entry)
    return Item(
        id=own.id,
        title=title(own),
        author=member_name(state, own.author),
        minutes=minutes,
        length=length,
        url=address("document", own.id),
        is_withdrawn=bool(own.withdrawn),
        is_open=chapter.is_open_to_members(state, own.id, own.approved),
    )


def _length(entry: int) -> tuple[int, str]:
    """The minutes that the entry's text takes to read; its words and these minutes as people read them."""
    words = organisation.words(entry, "text")
    return reading_minutes(words), _length_in_words(words, get_language())


@lru_cache(maxsize=4096)
def _length_in_words(words: int, language: str | None) -> str:
    """The number of words and of minutes, made once for each language, which is the one in force here."""
    minutes = reading_minutes(words)
    told = ngettext("%(words)s word", "%(words)s words", words) % {"words": number(words)}
    return f"{told} · {ngettext('%(n)s minute', '%(n)s minutes', minutes) % {'n': number(minutes)}}"


def title(document: Document) -> str:
    """What its author called it."""
    return organisation.text(document.entry, "title") or _("a title that was erased")


def waiting(state: State, meeting: Convention) -> tuple[Item, ...]:
    """What was received and stands in no issue yet, by number."""
    papers = [
        d.id
        for d in state.bulletin.documents.values()
        if d.convention == meeting.id and not d.withdrawn and d.id not in state.bulletin.published
    ]
    moved = [m.id for m in of_convention(state, meeting.id) if not m.fate and m.id not in state.bulletin.published]
    return tuple(item_of(state, item) for item in (*moved, *papers))


def find(state: State, document: str) -> Document | None:
    """The document of that number."""
    return state.bulletin.documents.get(DocumentId(document))


def may_read(state: State, own: Document, reader: Reader) -> bool:
    """Whether the reader may read it: every member may, unless a rulebook leaves that to somebody's discretion."""
    clause = rulebook(state).bulletin
    decides = chapter.why_no_discretion(state, reader.handle, clause.discretion_of, reader.at) is None
    return own.author == reader.handle or decides or chapter.is_open_to_members(state, own.id, own.approved)


def decided_by(state: State) -> str:
    """Who decides what is published, where the rulebook gives that to somebody; empty where the clock publishes all."""
    clause = rulebook(state).bulletin
    return clause.discretion_of if clause.published_by == "discretion" else ""


def paper(state: State, own: Document, reader: Reader) -> Paper:
    """The document's page."""
    text = organisation.text(own.entry, "text")
    where, words = state.bulletin.published.get(own.id), count_words(text)
    return Paper(
        id=own.id,
        title=title(own),
        author=person(state, own.author, reader.at),
        capacity=capacities.written(state, own.capacity, own.branch),
        html=rendered(text, under=1),
        words=words,
        minutes=reading_minutes(words),
        entry=own.entry,
        received=own.received,
        issue=where.issue if where else 0,
        withdrawn=own.withdrawn,
        is_open=may_read(state, own, reader),
    )


def heading(state: State, own: Document, reader: Reader) -> Heading:
    """What it is, by whom, where it stands."""
    where = state.bulletin.published.get(own.id)
    published = Stage(_("published"), "now" if where else "ahead", where.at if where else 0)
    ended = (Stage(_("withdrawn"), "dropped", own.withdrawn),) if own.withdrawn else ()
    kind = _("{number} · Document · written {capacity}").format(
        number=own.id, capacity=capacities.written(state, own.capacity, own.branch)
    )
    stages = (Stage(_("received"), "done" if where else "now", own.received), published, *ended)
    return Heading(kind, title(own), person(state, own.author, reader.at), stages)


def ways(state: State, reader: Reader, own: Document) -> tuple[Can | Cannot, ...]:
    """What the reader can do with the document."""
    found: list[Can | Cannot] = [Can(_("Answer with a document"), reverse("submit_document"), main=True)]
    if own.author == reader.handle and not own.withdrawn:
        act: Act = WithdrawDocument(reader.handle, reader.at, own.id)
        found.append(way(state, act, {}, Can(_("Withdraw this document"), reverse("withdraw_document", args=[own.id]))))
    if not own.approved and not own.withdrawn:
        act = chapter.ApproveForBulletin(reader.handle, reader.at, own.id)
        can = Can(_("Let it into the bulletin"), reverse("approve_document", args=[own.id]), fields=())
        found.append(way(state, act, {}, can))
    return tuple(found)


def form(state: State, reader: Reader) -> dict[str, Any] | None:
    """What the form of a document needs to know; None while no convention is called."""
    meeting, clause = current(state), rulebook(state).bulletin
    if meeting is None:
        return None
    allowed = capacities.choices(state, reader, meeting.id, clause.documents_by)
    return {"capacities": allowed, "words": limit_for(clause.limits, "member")}


def submitting(state: State, reader: Reader, given: Mapping[str, Any]) -> SubmitDocument:
    """The act by which the document would be handed in."""
    capacity, branch = capacities.chosen(given["capacity"])
    return SubmitDocument(reader.handle, reader.at, state.meetings.current, capacity, branch)


def called(state: State, about: str) -> str:
    """The document that a duty is about, as people name it."""
    own = find(state, about)
    return f"{about}, {title(own)}" if own else about


DUTIES = {
    "decide-on-document": (
        gettext_noop("Decide whether document {about} is published"),
        lambda about: reverse("document", args=[about]),
    )
}
