"""The front of the bulletin, and a document: its page, handing one in, what can be done with it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.act import Act
from rankandfile.core.chapters import bulletin as chapter
from rankandfile.core.chapters.bulletin import Document, SubmitDocument, WithdrawDocument
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.meetings import Convention, current
from rankandfile.core.ids import ConventionId, DocumentId
from rankandfile.core.state import State
from rankandfile.core.text import count_words

from ..page import way
from ..rules import rule
from ..who import Reader
from . import capacities, issues
from .erased import shown
from .issues import Held, Issue, listed, title
from .naming import person, post_title
from .pieces import Can, Cannot, Heading, Person, Rule, Stage
from .texts import reading_minutes, rendered


class Page(Struct, frozen=True):
    """The bulletin before one convention."""

    convention: str
    issues: tuple[Issue, ...]
    waiting: Issue
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
    convention: str
    issue: int
    withdrawn: int
    is_open: bool


def page(state: State, meeting: Convention) -> Page:
    """The front of the bulletin before the convention."""
    clause = rulebook(state).bulletin
    return Page(
        convention=meeting.id,
        issues=tuple(listed(state, each) for each in reversed(issues.held(state, meeting.id))),
        waiting=listed(state, issues.waiting(state, meeting.id)),
        law=rule(state, clause.article),
        limit=limit_for(clause.limits, "member"),
        decided_by=decided_by(state),
    )


def issue(state: State, meeting: Convention, number: int) -> Held | None:
    """The issue of that number, once it is out; for 0 what waits for the next one."""
    if not number:
        return issues.waiting(state, meeting.id)
    return next((one for one in issues.held(state, meeting.id) if one.number == number and one.is_out), None)


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
    return post_title(state, clause.discretion_of) if clause.published_by == "discretion" else ""


def paper(state: State, own: Document, reader: Reader) -> Paper:
    """The document's page."""
    text = shown(state, own.entry, "text")
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
        convention=own.convention,
        issue=where.issue if where else 0,
        withdrawn=own.withdrawn,
        is_open=may_read(state, own, reader),
    )


def heading(state: State, own: Document, reader: Reader) -> Heading:
    """What it is, by whom, where it stands."""
    where = state.bulletin.published.get(own.id)
    published = Stage(_("published"), "now" if where else "ahead", where.at if where else 0)
    ended = (Stage(_("withdrawn"), "dropped", own.withdrawn),) if own.withdrawn else ()
    told = (
        _("{number} · Report · written {capacity}")
        if chapter.part_of(state, own.id) == "report"
        else _("{number} · Document · written {capacity}")
    )
    kind = told.format(number=own.id, capacity=capacities.written(state, own.capacity, own.branch))
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


def meeting_for(state: State, asked: str) -> Convention | None:
    """The meeting that a document is for: the one named, else the convention that is called."""
    own = state.meetings.conventions.get(ConventionId(asked))
    return own if own is not None and not own.closed else current(state)


def form(state: State, reader: Reader, meeting: Convention | None) -> dict[str, Any] | None:
    """What the form of a document needs to know; None while no convention is called."""
    clause = rulebook(state).bulletin
    if meeting is None:
        return None
    allowed = capacities.choices(state, reader, meeting.id, clause.documents_by)
    return {"capacities": allowed, "words": limit_for(clause.limits, "member"), "subjects": subjects(state)}


def subjects(state: State) -> list[tuple[str, str]]:
    """What a text can be about, by id and title; empty where the rulebook names no subjects."""
    return [(each.id, each.title or each.id) for each in rulebook(state).bulletin.subjects]


def submitting(state: State, reader: Reader, given: Mapping[str, Any], asked_for: str = "") -> SubmitDocument:
    """The act by which the document would be handed in to this meeting; to the convention where none is named."""
    capacity, branch = capacities.chosen(given["capacity"])
    meeting = meeting_for(state, asked_for)
    number = meeting.id if meeting is not None else ConventionId("")
    return SubmitDocument(reader.handle, reader.at, number, capacity, branch, given.get("subject", ""))


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
