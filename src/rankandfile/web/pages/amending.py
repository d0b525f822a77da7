"""An amendment before it is moved: the motion's lines to choose from, its text to edit, and the change in its place."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from rankandfile.core.chapters.amendment_moving import WITHOUT_TEXT
from rankandfile.core.chapters.amendments import Amendment, MoveAmendment, of_motion, to_amendment
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.ids import AmendmentId
from rankandfile.core.state import State
from rankandfile.core.text import Change, amended, count_lines, edited, numbered
from rankandfile.core.touching import takes_all

from .. import organisation
from ..rules import rule
from ..who import Reader
from . import amendments, capacities
from .erased import shown
from .following import declared
from .paragraphs import Paragraph, paragraphs
from .pieces import Rule
from .texts import Shown, lines, near_changes


class Draft(Struct, frozen=True):
    """What the form of an amendment needs to know."""

    lines: tuple[Shown, ...]
    law: Rule
    form: dict[str, Any]
    parts: tuple[Paragraph, ...] = ()


class Editing(Struct, frozen=True):
    """The part of a text that is edited; the whole where no line was named. The motion's, or an amendment's."""

    first: int
    last: int
    before: str
    whole: str
    draft: Draft
    form: dict[str, Any]
    amends: AmendmentId = AmendmentId("")


class Moved(Struct, frozen=True):
    """The act, its texts, and the change in its place."""

    act: MoveAmendment
    texts: dict[str, str]
    what: str
    change: tuple[Shown, ...]
    text: str
    reason: str
    capacity: str
    declared: tuple[str, ...] = ()


def draft(state: State, reader: Reader, motion: Motion) -> Draft:
    """The motion's lines, and what the rulebook asks of an amendment."""
    clause, text = rulebook(state).amendments, organisation.text(motion.entry, "text")
    movers = [mover.who for mover in clause.movers]
    form = {
        "capacities": capacities.choices(state, reader, motion.convention, [*movers, "delegate"]),
        "lines": count_lines(text),
        "words": limit_for(clause.limit, "member"),
        "others": _others(of_motion(state, motion.id)),
    }
    return Draft(lines(text), rule(state, clause.article), form, paragraphs(text))


def _others(found: tuple[Amendment, ...]) -> list[tuple[str, str]]:
    """The open ones among them, which a new one can name."""
    return [(a.id, f"{a.id}: {amendments.in_words(a)}") for a in found if not a.fate]


def editing(state: State, reader: Reader, motion: Motion, line: str) -> Editing:
    """The paragraph in which this line stands, to be edited; the whole text for no line of it."""
    made, whole = draft(state, reader, motion), organisation.text(motion.entry, "text")
    part = next((p for p in made.parts if line.isascii() and line.isdigit() and p.first <= int(line) <= p.last), None)
    found = [each for each in numbered(whole) if part is not None and part.first <= each.number <= part.last]
    before = " ".join(each.text for each in found) if part is not None else whole
    form = {"before": before, **{name: made.form[name] for name in ("capacities", "others", "words")}}
    return Editing(part.first if part else 1, part.last if part else 0, before, whole, made, form)


def editing_amendment(state: State, reader: Reader, motion: Motion, own: Amendment) -> Editing:
    """The text of an amendment, as it was moved, to be edited."""
    clause, text = rulebook(state).amendments, shown(state, own.entry, "text")
    movers = [*(mover.who for mover in clause.movers), "delegate"]
    form = {
        "before": text,
        "capacities": capacities.choices(state, reader, motion.convention, movers),
        "words": limit_for(clause.limit, "member"),
        "others": _others(to_amendment(state, own.id)),
    }
    return Editing(1, 0, text, text, Draft(lines(text), rule(state, clause.article), form), form, own.id)


def preview(own: Editing, text: str) -> tuple[Shown, ...]:
    """How the text would change; nothing where it does not."""
    change = _edit(own, text)
    return near_changes(own.whole, (change,)) if change is not None else ()


def _edit(own: Editing, text: str) -> Change | None:
    """The change that the edited part makes of the whole."""
    text = text.replace("\r\n", "\n")
    if not own.last:
        return edited(own.whole, text)
    part = Change("replace" if text.strip() else "delete", own.first, own.last, text)
    return edited(own.whole, amended(own.whole, (part,)))


def moved_by_editing(state: State, reader: Reader, motion: Motion, own: Editing, given: Mapping[str, Any]) -> Moved:
    """The amendment that the edited text makes."""
    change = _edit(own, given["text"])
    assert change is not None, "The form lets no text through that is as it was."
    action = "substitute" if _is_another_text(own.whole, change) else change.action
    as_lines = {"action": action, "first": change.first, "last": change.last, "text": change.text}
    return moved(state, reader, motion, {**given, **as_lines}, own.amends)


def _is_another_text(whole: str, change: Change) -> bool:
    """Whether a text of several paragraphs is left with none of them."""
    return bool(change.text) and takes_all(change, count_lines(whole)) and len(paragraphs(whole)) > 1


def moved(state: State, reader: Reader, motion: Motion, given: Mapping[str, Any], amends: str = "") -> Moved:
    """The amendment as it would be moved with these answers, to the motion or to an amendment to it."""
    capacity, branch = capacities.chosen(given["capacity"])
    action, first = given["action"], given["first"]
    last = first if action == "add" else given["last"]
    falls_with, competes_with = (
        tuple(AmendmentId(other) for other in given.get(name, ())) for name in ("falls_with", "competes_with")
    )
    text = given["text"] if action not in WITHOUT_TEXT else given["text"] or "–"
    after = given.get("after") or 0
    act = MoveAmendment(
        reader.handle, reader.at, motion.id, action, first, last, capacity, branch, falls_with, competes_with,
        AmendmentId(amends), count_lines(text), after=after,
    )  # fmt: skip
    above = state.amendments.amendments.get(AmendmentId(amends))
    whole = shown(state, above.entry if above is not None else motion.entry, "text")
    if action == "substitute":
        first, last = 1, count_lines(whole)
    as_change = Change("replace" if action == "substitute" else action, first, last, given["text"], after)
    return Moved(
        act=act,
        texts={"text": text, "reason": given["reason"]},
        what=amendments.what(action, first, last, after),
        change=near_changes(whole, (as_change,)) if action != "instruct" else (),
        text=given["text"],
        reason=given["reason"],
        capacity=capacities.written(state, capacity, branch),
        declared=declared(falls_with, competes_with),
    )
