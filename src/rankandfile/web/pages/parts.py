"""Voting in parts as pages show it: how a text is divided, who asked for what, and what became of each part."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from msgspec import Struct

from rankandfile.core.chapters import parts as chapter
from rankandfile.core.chapters.amendments import carried, in_force, to_amendment
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.parts import AskForPart, Division, Part
from rankandfile.core.chapters.wording import change_read
from rankandfile.core.engine import admit
from rankandfile.core.ids import AmendmentId, MotionId
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.core.text import Change

from ..page import way
from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from .erased import shown
from .paragraphs import paragraphs
from .pieces import Can, Cannot, Rule
from .texts import Shown, with_changes

FATES = {
    "": (gettext_noop("to be voted on"), "wait"),
    "carried": (gettext_noop("stays in"), "good"),
    "taken-out": (gettext_noop("taken out"), "late"),
}
STILL_OPEN = ("parts.asked", "parts.there", "parts.many")
"""Refusals of the first line that say nothing against other lines."""


class Row(Struct, frozen=True):
    """A part, and what became of it."""

    lines: str
    text: tuple[Shown, ...]
    state: str
    signal: str


class Request(Struct, frozen=True):
    """Lines for which not enough have asked yet."""

    lines: str
    told: str


class Divided(Struct, frozen=True):
    """How a text is divided, and for what else somebody asked."""

    parts: tuple[Row, ...]
    requests: tuple[Request, ...]
    law: Rule


class Asking(Struct, frozen=True):
    """What the form needs: the paragraphs to choose from, and what the rulebook says."""

    starts: list[tuple[int, str]]
    ends: list[tuple[int, str]]
    law: Rule


def entry_of(state: State, subject: str) -> int | None:
    """The entry of the motion or amendment of that number; None where there is none."""
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    motion = state.motions.motions.get(MotionId(subject))
    return amendment.entry if amendment is not None else motion.entry if motion is not None else None


def page_of(state: State, subject: str) -> str:
    """The address of the text."""
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    if amendment is None:
        return f"{reverse('motion', args=[subject])}#parts"
    return f"{reverse('motion', args=[amendment.motion])}#{subject}"


def in_lines(first: int, last: int) -> str:
    """The lines, as people say them."""
    if first == last:
        return _("Line {first}").format(first=first)
    return _("Lines {first} to {last}").format(first=first, last=last)


def divided(state: State, subject: str) -> Divided | None:
    """How the text is divided and what was asked for; None where nobody asked."""
    own, parts = state.parts.divisions.get(subject), chapter.parts_of(state, subject)
    if own is None:
        return None
    return Divided(
        parts=tuple(_row(state, subject, part) for part in parts),
        requests=tuple(_requests(state, own)) if not own.decided else (),
        law=rule(state, chapter.article(state)),
    )


def _row(state: State, subject: str, part: Part) -> Row:
    told, signal = FATES[part.fate]
    return Row(in_lines(part.first, part.last), text_of(state, subject, part), _(told), signal)


def _requests(state: State, own: Division) -> list[Request]:
    clause, found = rulebook(state).parts, []
    for lines, people in own.asked.items():
        first, _dash, last = lines.partition("-")
        if {int(first) - 1, int(last)} - {0} <= set(own.cuts) or clause is None:
            continue
        told = ngettext("{n} of {needed} has asked", "{n} of {needed} have asked", len(people))
        told = told.format(n=number(len(people)), needed=number(clause.asked_by))
        found.append(Request(in_lines(int(first), int(last)), told))
    return found


def text_of(state: State, subject: str, part: Part) -> tuple[Shown, ...]:
    """The lines of the part, with what was changed in them in its place."""
    entry = entry_of(state, subject)
    if entry is None:
        return ()
    changes = tuple(change for change in _changes(state, subject) if _is_in(change.first, part))
    return _cut(with_changes(shown(state, entry, "text"), changes), part)


def _is_in(line: int, part: Part) -> bool:
    return part.first <= max(line, 1) <= part.last


def _changes(state: State, subject: str) -> tuple[Change, ...]:
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    found = carried(state, MotionId(subject)) if amendment is None else in_force(to_amendment(state, amendment.id))
    return tuple(change_read(state, each, lambda entry: shown(state, entry, "text")) for each in found)


def _cut(whole: tuple[Shown, ...], part: Part) -> tuple[Shown, ...]:
    """Of all lines those of the part, with what is added after them; before the first line where the part is it."""
    found, inside = [], part.first == 1
    for line in whole:
        if line.number:
            inside = part.first <= line.number <= part.last
        if inside:
            found.append(line)
    while found and not found[-1].text:
        found.pop()
    return tuple(found)


def asking(state: State, subject: str) -> Asking:
    """The paragraphs of the text, by their first and by their last lines."""
    entry = entry_of(state, subject)
    assert entry is not None, "the view looks the text up first"
    found = paragraphs(shown(state, entry, "text"))
    return Asking(
        starts=[(part.first, part.title) for part in found],
        ends=[(part.last, part.title) for part in found],
        law=rule(state, chapter.article(state)),
    )


def ways(state: State, reader: Reader, subject: str) -> tuple[Can | Cannot, ...]:
    """Asking for a vote in parts, or why not; nothing where the rulebook knows no such thing or the text is a line."""
    if rulebook(state).parts is None:
        return ()
    act = AskForPart(reader.handle, reader.at, subject, 1, 1)
    can = Can(_("Ask for a vote in parts"), reverse("ask_for_part", args=[subject]))
    answer = admit(state, act, {})
    if isinstance(answer, Refusal) and answer.code in STILL_OPEN:
        return (can,)
    if isinstance(answer, Refusal) and answer.code not in ("parts.who", "parts.only_mover", "parts.begun"):
        return ()
    return (way(state, act, {}, can),)
