"""In which order texts are put to the vote: amendments by the rule of the clause, each before the text that it changes.

A text that is divided is voted on part by part, and then as a whole.

Only questions; no slice and no acts of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ids import AmendmentId, MotionId
from .amendments import Amendment, of_motion, to_amendment
from .foundation import rulebook
from .parts import part_subject, waiting_parts

if TYPE_CHECKING:
    from ..state import State


def to_vote(state: State, motion: MotionId) -> tuple[Amendment, ...]:
    """The amendments still to be voted on, in the order of the amendments clause: by line, far-reaching, or number.

    Those to an amendment come right before it, in the same order among themselves. One that falls with others comes
    after them, and not before they are part of the text or on the floor too.
    """
    return _innermost_first(state, of_motion(state, motion))


def sequence(state: State, motion: MotionId) -> tuple[str, ...]:
    """What is put to the vote, the motion last: each amendment after its parts, then the motion's parts, then it."""
    amendments = (each for own in to_vote(state, motion) for each in (*_parts(state, own.id), own.id))
    return (*amendments, *_parts(state, motion), motion)


def _parts(state: State, subject: str) -> tuple[str, ...]:
    return tuple(part_subject(subject, part) for part in waiting_parts(state, subject))


def _innermost_first(state: State, found: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    """Of the amendments to one text, those that wait, each after those to its own text."""
    waiting = _bases_first(state, _by_rule(state, [a for a in found if a.placed and not a.fate]))
    return tuple(each for own in waiting for each in (*to_amend_first(state, own), own))


def to_amend_first(state: State, own: Amendment) -> tuple[Amendment, ...]:
    """The amendments to this one that are voted on before it."""
    return _innermost_first(state, to_amendment(state, own.id))


def _by_rule(state: State, waiting: list[Amendment]) -> list[Amendment]:
    order = rulebook(state).amendments.order
    if order == "line":
        return sorted(waiting, key=lambda a: (a.first, a.last, a.received))
    if order == "far-reaching":
        return sorted(waiting, key=lambda a: (a.first - a.last, a.first))
    return waiting


def _bases_first(state: State, waiting: list[Amendment]) -> tuple[Amendment, ...]:
    """In this order, but each after those that it falls with; without such as wait for one that has no support."""
    ready: list[Amendment] = []
    while True:
        put = {a.id for a in ready}
        coming = (a for a in waiting if a.id not in put and all(b in put for b in bases(state, a)))
        first = next(coming, None)
        if first is None:
            return tuple(ready)
        ready.append(first)


def bases(state: State, amendment: Amendment) -> tuple[AmendmentId, ...]:
    """Those that the amendment falls with and that are not part of the text yet."""
    known = state.amendments.amendments
    return tuple(base for base in amendment.falls_with if known[base].fate != "carried")
