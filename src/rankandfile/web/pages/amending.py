"""An amendment before it is moved: the motion's lines to choose from, and the change in its place."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.bulletin import limit_for
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.state import State
from rankandfile.core.text import Change, count_lines

from .. import organisation
from ..rules import rule
from ..who import Reader
from . import capacities
from .amendments import what
from .pieces import Rule
from .texts import Shown, around_changes, lines, with_changes


class Draft(Struct, frozen=True):
    """What the form of an amendment needs to know."""

    lines: tuple[Shown, ...]
    law: Rule
    form: dict[str, Any]


class Moved(Struct, frozen=True):
    """The act, its texts, and the change in its place."""

    act: MoveAmendment
    texts: dict[str, str]
    what: str
    change: tuple[Shown, ...]
    text: str
    reason: str
    capacity: str


def draft(state: State, reader: Reader, motion: Motion) -> Draft:
    """The motion's lines, and what the rulebook asks of an amendment."""
    clause, text = rulebook(state).amendments, organisation.text(motion.entry, "text")
    movers = [mover.who for mover in clause.movers]
    form = {
        "capacities": capacities.choices(state, reader, motion.convention, [*movers, "delegate"]),
        "lines": count_lines(text),
        "words": limit_for(clause.limit, "member"),
    }
    return Draft(lines(text), rule(state, clause.article), form)


def moved(state: State, reader: Reader, motion: Motion, given: Mapping[str, Any]) -> Moved:
    """The amendment as it would be moved with these answers."""
    capacity, branch = capacities.chosen(given["capacity"])
    action, first = given["action"], given["first"]
    last = first if action == "add" else given["last"]
    act = MoveAmendment(reader.handle, reader.at, motion.id, action, first, last, capacity, branch)
    text = given["text"] if action != "delete" else given["text"] or "–"
    whole = with_changes(organisation.text(motion.entry, "text"), (Change(action, first, last, given["text"]),))
    return Moved(
        act=act,
        texts={"text": text, "reason": given["reason"]},
        what=what(action, first, last),
        change=around_changes(whole) if action != "instruct" else (),
        text=given["text"],
        reason=given["reason"],
        capacity=capacities.written(state, capacity, branch),
    )
