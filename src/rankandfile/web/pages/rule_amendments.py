"""Amendments to a proposed rulebook as pages show them: against the proposal and the rulebook in force, and checked.

What the check of the rulebook finds is shown where it does not find the same of the rulebook in force: to the author
before anything is moved, and to the hall beside the amendment and the motion.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from msgspec import Struct

from rankandfile.core.chapters.amendments import Amendment, MoveAmendment
from rankandfile.core.chapters.foundation import rulebook as rulebook_of
from rankandfile.core.chapters.foundation import rules_in_force
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.rulebook_change import merged_hash, proposal
from rankandfile.core.ids import RulesHash
from rankandfile.core.rulebook.check import check
from rankandfile.core.rulebook.compare import Change as Clause
from rankandfile.core.rulebook.compare import changes, merge
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.core.rulebook.write import written
from rankandfile.core.state import State

from .. import organisation
from ..rules import rule, translated
from ..who import Reader
from . import capacities
from .drafting import remark
from .pieces import Rule


class Rules(Struct, frozen=True):
    """A rulebook that is proposed, as others see it."""

    clauses: tuple[Clause, ...]
    """What the amendment changes of the proposal, article by article; of a motion, of the rulebook in force."""
    whole: tuple[Clause, ...] = ()
    """What the motion would change of the rulebook in force with this amendment in it."""
    remarks: tuple[str, ...] = ()
    """What the check finds of the rulebook as amended, and does not find of the one in force."""


class Draft(Struct, frozen=True):
    """What the form of such an amendment needs."""

    form: dict[str, Any]
    law: Rule


class Moved(Struct, frozen=True):
    """The act, its texts, and what others will see."""

    act: MoveAmendment
    texts: dict[str, str]
    text: str
    reason: str
    capacity: str
    rules: Rules


def of_amendment(state: State, own: Amendment) -> Rules | None:
    """What the amendment would do to the rulebook; None where it changes a text."""
    return _as_amended(state, state.motions.motions[own.motion], own.rules) if own.rules else None


def of_motion(state: State, own: Motion) -> Rules | None:
    """What the motion would do to the rulebook as it stands now; None where it proposes none."""
    if not own.rules:
        return None
    name, book = proposal(state, own)
    before, shelf = rules_in_force(state), state.foundation.shelf
    told = _remarks(_Book(before, rulebook_of(state)), _Book(name, book), get_language())
    return Rules(changes(shelf[own.base], book, translated), (), told)


def _as_amended(state: State, motion: Motion, rules: RulesHash) -> Rules:
    shelf = state.foundation.shelf
    name, book = proposal(state, motion)
    merged = merge(shelf[motion.rules], shelf[rules], book)
    whole = merged if isinstance(merged, Rulebook) else shelf[rules]
    named = _Book(merged_hash(motion.rules, rules, name), whole)
    return Rules(
        changes(shelf[motion.rules], shelf[rules], translated),
        changes(shelf[motion.base], whole, translated),
        _remarks(_Book(rules_in_force(state), rulebook_of(state)), named, get_language()),
    )


class _Book:
    """A rulebook that is known by its name: two of one name are the same."""

    def __init__(self, name: str, book: Rulebook) -> None:
        self.name, self.book = name, book

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Book) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


@lru_cache(maxsize=128)
def _remarks(before: _Book, after: _Book, language: str | None) -> tuple[str, ...]:
    """The same, made once for each pair and language."""
    return _new_remarks(before.book, after.book)


def _new_remarks(before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """What the check finds of the one that is proposed and not of the one in force."""
    log = str(organisation.secretary().key.vkey)
    known = {remark(before, problem) for problem in check(before, log=log)}
    found = (remark(after, problem) for problem in check(after, log=log))
    return tuple(each for each in found if each not in known)


def draft(state: State, reader: Reader, own: Motion) -> Draft:
    """The proposal to edit, and what the rulebook asks of an amendment."""
    clause = rulebook_of(state).amendments
    movers = [mover.who for mover in clause.movers]
    form = {
        "proposal": organisation.text(own.entry, "rulebook") or written(state.foundation.shelf[own.rules]),
        "capacities": capacities.choices(state, reader, own.convention, [*movers, "delegate"]),
        "words": limit_for(clause.limit, "member"),
    }
    return Draft(form, rule(state, clause.article))


def moved(state: State, reader: Reader, own: Motion, given: Mapping[str, Any]) -> Moved:
    """The amendment as it would be moved with these answers."""
    capacity, branch = capacities.chosen(given["capacity"])
    act = MoveAmendment(reader.handle, reader.at, own.id, "instruct", 0, 0, capacity, branch)
    texts = {name: given[name] for name in ("text", "reason", "rulebook") if given.get(name)}
    return Moved(
        act, texts, given["text"], given["reason"], capacities.written(state, capacity, branch),
        _of_text(state, own, given["rulebook"]),
    )  # fmt: skip


def _of_text(state: State, own: Motion, text: str) -> Rules:
    """The same of a text that is not moved yet."""
    book = parse(text)
    assert isinstance(book, Rulebook), "The form lets no text through that cannot be read."
    shelf = state.foundation.shelf
    _name, proposed = proposal(state, own)
    merged = merge(shelf[own.rules], book, proposed)
    whole = merged if isinstance(merged, Rulebook) else book
    told = _new_remarks(rulebook_of(state), whole)
    return Rules(changes(shelf[own.rules], book, translated), changes(shelf[own.base], whole, translated), told)
