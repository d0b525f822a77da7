"""The rulebook in plain language, its history, and what changed between two of them."""

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.foundation import InForce
from rankandfile.core.ids import RulesHash
from rankandfile.core.state import State

from ..rules import rules
from .pieces import Rule


class Version(Struct, frozen=True):
    """A rulebook in the history of the organisation."""

    number: int
    title: str
    rules: str
    since: int
    motion: str
    is_in_force: bool
    """False for one that is still ahead."""


class Changed(Struct, frozen=True):
    """An article that reads otherwise, or is new, or gone."""

    article: str
    title: str
    before: str
    after: str


def versions(state: State) -> tuple[Version, ...]:
    """Every rulebook that was or will be in force, the oldest first."""
    own = state.foundation
    return tuple(
        _version(state, place, found, place <= len(own.history))
        for place, found in enumerate((*own.history, *own.scheduled), 1)
    )


def _version(state: State, number: int, found: InForce, is_in_force: bool) -> Version:
    text = state.foundation.shelf.get(found.rules)
    return Version(
        number, text.title if text else _("text not at hand"), found.rules, found.since, found.motion, is_in_force
    )


def read(state: State, known: str) -> tuple[Rule, ...] | None:
    """The articles of this rulebook in plain language; None where its text is not at hand."""
    text = state.foundation.shelf.get(RulesHash(known))
    return None if text is None else rules(RulesHash(known), text)


def changes(before: tuple[Rule, ...], after: tuple[Rule, ...]) -> tuple[Changed, ...]:
    """What the second says otherwise than the first, article by article, in the order of the second."""
    old, new = {one.article: one for one in before}, {one.article: one for one in after}
    articles = [*new, *(article for article in old if article not in new)]
    none = Rule("")
    pairs = ((article, old.get(article, none), new.get(article, none)) for article in articles)
    return tuple(
        Changed(article, late.title or early.title, early.sentence, late.sentence)
        for article, early, late in pairs
        if (early.sentence, early.title) != (late.sentence, late.title)
    )
