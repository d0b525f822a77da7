"""The digest: every proposal of an issue, or of a whole convention, in the same small space.

The mover's own synopsis, what the proposal would change, who supports it, the beginning of the answer and of the reply:
each has as many words as any other. The order is the public lot of each issue. Nobody chooses what stands here.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from rankandfile.core.chapters import bulletin as chapter
from rankandfile.core.chapters import thresholds
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import deadline
from rankandfile.core.chapters.motions import SYNOPSIS, Motion, needs
from rankandfile.core.chapters.opposing import against
from rankandfile.core.ids import ConventionId, MotionId
from rankandfile.core.rulebook.schema import Threshold
from rankandfile.core.state import State
from rankandfile.core.text import first_words
from rankandfile.shell.press.lined import words_of

from .. import organisation
from ..addresses import address
from ..rules import rule
from ..templatetags.pieces import number
from . import capacities, issues, motions, related, rulings, support
from .erased import shown
from .pieces import Rule, Slice, sliced
from .stages import ended

A_PAGE = 100
"""Motions on a page of the digest; their list prints on two sheets of A4 at most."""


class Excerpt(Struct, frozen=True):
    """The first words of a text, in the space that each such text has."""

    text: str
    is_cut: bool = False


class Entry(Struct, frozen=True):
    """One proposal in the digest."""

    id: str
    title: str
    mover: str
    capacity: str
    business: str
    where: str
    """The issue that brought it, and its place by lot."""
    synopsis: Excerpt
    is_synopsis: bool
    """Whether the mover wrote these words for the digest; else the text begins so."""
    changes: str
    seconders: str
    is_supported: bool
    has: int
    answer: Excerpt
    reply: Excerpt
    against: int
    """How many statements against it there are."""
    answer_due: int
    is_late: bool
    fate: str
    ruling: rulings.Ruled | None
    """What was ruled on it; the text stays all the same."""
    url: str


class Digest(Struct, frozen=True):
    """A page of the digest."""

    convention: str
    number: int
    """The issue; 0 for all issues before the convention."""
    entries: tuple[Entry, ...]
    slice: Slice[str]
    is_by_lot: bool
    law: Rule
    words: int = SYNOPSIS


def proposals(state: State, convention: ConventionId, issue: int = 0) -> tuple[str, ...]:
    """The motions of the issue, or of every issue that is out, in the order in which they were published."""
    out = (each for each in issues.held(state, convention) if each.is_out and issue in (0, each.number))
    return tuple(item for each in out for item in each.decisions)


def page(state: State, convention: ConventionId, issue: int, asked: str) -> Digest:
    """The page of the digest that was asked for."""
    clause = rulebook(state).bulletin
    part = sliced(proposals(state, convention, issue), asked, A_PAGE)
    entries = tuple(_entries(state, part.items))
    return Digest(convention, issue, entries, part, chapter.is_drawn(state), rule(state, clause.article))


def _entries(state: State, items: tuple[str, ...]) -> Iterator[Entry]:
    return (entry(state, state.motions.motions[MotionId(item)]) for item in items)


def entry(state: State, motion: Motion) -> Entry:
    """The motion in its space."""
    own = organisation.text(motion.entry, "synopsis")
    due = deadline(state, motion.convention, f"answer-due-{motion.business}") or 0
    need, has = needs(state, motion), thresholds.support(state, motion.convention, motion.seconders)
    return Entry(
        id=motion.id,
        title=motions.title(motion),
        mover=related.by(state, motion),
        capacity=capacities.written(state, motion.capacity, motion.branch),
        business=motions.business_title(state, motion.business),
        where=_where(state, motion),
        synopsis=excerpt(own or shown(state, motion.entry, "synopsis") or words_of(shown(state, motion.entry, "text"))),
        is_synopsis=bool(own),
        changes=_changes(state, motion),
        seconders=support.standing(need, has),
        is_supported=bool(motion.placed) or need == Threshold(),
        has=len(motion.seconders),
        answer=excerpt(shown(state, motion.answer, "answer")) if motion.answer >= 0 else Excerpt(""),
        reply=excerpt(shown(state, motion.reply, "reply")) if motion.reply >= 0 else Excerpt(""),
        against=len(against(state, motion.id)),
        answer_due=due,
        is_late=bool(motion.placed) and motion.answer < 0 and 0 < due <= state.now,
        fate=ended(state, motion),
        ruling=rulings.on(state, motion.id),
        url=address("motion", motion.id),
    )


def excerpt(text: str, most: int = SYNOPSIS) -> Excerpt:
    """The first words, fifty where nothing else is said, on one line."""
    first, runs = first_words(text, most), text.split(maxsplit=most)
    return Excerpt(first, len(runs) > most or first != " ".join(runs))


def _where(state: State, motion: Motion) -> str:
    where = state.bulletin.published[motion.id]
    return _("issue {issue}, place {place}").format(issue=number(where.issue), place=number(where.place))


def _changes(state: State, motion: Motion) -> str:
    """What it would change: the articles of the rulebook, where it proposes one; else none, and what it is instead."""
    if not motion.rules:
        return _("no article of the rulebook ({business})").format(
            business=motions.business_title(state, motion.business)
        )
    articles = tuple(dict.fromkeys(each.article for each in motions.proposed(state, motion)))
    told = ngettext("the rulebook, article {articles}", "the rulebook, articles {articles}", len(articles))
    return told.format(articles=", ".join(articles)) if articles else _("the rulebook, no article of it")
