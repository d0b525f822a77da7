"""The rulebook in plain language, its history, and what changed between two of them."""

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.foundation import InForce
from rankandfile.core.ids import RulesHash
from rankandfile.core.rulebook import compare
from rankandfile.core.rulebook.compare import Change
from rankandfile.core.state import State

from ..rules import rules, translated
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


def changes(state: State, before: str, after: str) -> tuple[Change, ...] | None:
    """What the second rulebook says otherwise than the first; None where a text is not at hand."""
    early, late = (state.foundation.shelf.get(RulesHash(known)) for known in (before, after))
    return None if early is None or late is None else compare.changes(early, late, translated)
