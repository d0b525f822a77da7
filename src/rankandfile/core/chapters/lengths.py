"""How long a text may be: one limit for all authors of a class, the leadership included, and one for every title.

A limit is in words, and a word has room for so many letters (`core/text.py`), so that it is one of space as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Limit
from ..text import count_words
from .foundation import rulebook

if TYPE_CHECKING:
    from ..state import State

TITLE = 160
"""Characters of a title: it stands in contents, digests and lists, where all have the same space."""

REFUSALS = {
    "bulletin.words": Words(
        gettext_noop("The text has {words} words; the limit for everybody in this class is {limit}."),
        gettext_noop("Shorten it by {over} words."),
    ),
    "bulletin.title": Words(
        gettext_noop("The title has {letters} characters in {lines} lines; {limit} in one line is the most."),
        gettext_noop("Shorten it, and say the rest in the text: all titles have the same space."),
    ),
}


def limit_for(limits: tuple[Limit, ...], capacity: str) -> int:
    """The words allowed to an author of this class: the limit that names it, else the one for any; 0 for none."""
    named = {limit.author: limit.words for limit in limits}
    return named.get(capacity, named.get("any", 0))


def why_too_long(article: str, limits: tuple[Limit, ...], capacity: str, text: str | None) -> Refusal | None:
    """Why the text is over its limit; None when it is not, or when it is no longer there to be counted."""
    limit, words = limit_for(limits, capacity), count_words(text or "")
    if not limit or words <= limit:
        return None
    return refuse(article, "bulletin.words", words=words, limit=limit, over=words - limit)


def why_statement_too_long(state: State, text: str | None) -> Refusal | None:
    """Why a candidate's statement is over the limit, which is the same for all of them; None when it is not."""
    clause = rulebook(state).bulletin
    return why_too_long(clause.article, clause.limits, "candidate", text)


def why_no_title(article: str, title: str | None) -> Refusal | None:
    """Why it can be no title: longer than all others, or of several lines. None when it can, or is no longer there."""
    letters, lines = len(title or ""), len((title or "").splitlines())
    if letters <= TITLE and lines <= 1:
        return None
    return refuse(article, "bulletin.title", letters=letters, lines=lines, limit=TITLE)


SLICE = "bulletin"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
