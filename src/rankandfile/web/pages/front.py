"""The front page: what needs you, what is overdue and who owes it, what is happening now, what is coming up.

Each chapter's pages may add to it: `DUTIES` has a sentence and an address for each kind of duty, `MANY_DUTIES`
a sentence for several of a kind; `needs_you`, `happening` and `coming_up` answer with what else is open to this reader.
"""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TypeAlias

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.chapters.offices import holdings_of, sits_in
from rankandfile.core.duty import Duty
from rankandfile.core.engine import duties
from rankandfile.core.ids import CLOCK, BranchId
from rankandfile.core.state import State

from ..derived import Once
from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from . import (
    bulletin,
    composites,
    convening,
    discussing,
    drafting,
    elections,
    erasing,
    floor,
    meetings,
    members,
    motions,
    procedure,
    recalls,
    related,
    rulings,
    speaking,
)  # fmt: skip
from .members import may_admit
from .naming import actor
from .pieces import Can, DutyLine, Need

CHAPTERS: tuple[ModuleType, ...] = (
    members, motions, composites, bulletin, meetings, convening, floor, speaking, procedure, elections, erasing,
    recalls, rulings, discussing, related,
)  # fmt: skip
AddressOf: TypeAlias = Callable[[str], str]
DAYS_AHEAD = 60
MANY = 4
"""So many duties of one kind, owed by one at one hour, make one line: a hundred motions are answered by one person."""
MANY_OF_MINE = 13
"""The same for whoever owes them, who would rather see each by its name."""


duties_of = Once(duties)
"""What is due in this state or will be."""


class Front(Struct, frozen=True):
    """The four parts of the front page."""

    needs_you: tuple[DutyLine | Need, ...]
    overdue: tuple[DutyLine, ...]
    happening: tuple[Need, ...]
    coming_up: tuple[DutyLine | Need, ...]


def front(state: State, reader: Reader) -> Front:
    """What the reader sees first."""
    soon = reader.at + DAYS_AHEAD * 86_400
    near = [duty for duty in duties_of(state) if duty.due < soon]
    known = [duty for duty in near if duty.owed_by != CLOCK or duty.due <= reader.at]
    mine = [duty for duty in known if is_mine(state, reader, duty)]
    others = [duty for duty in known if duty not in mine]
    return Front(
        (*lines(state, reader, mine, MANY_OF_MINE), *_from("needs_you", state, reader)),
        tuple(lines(state, reader, [duty for duty in others if duty.due <= reader.at])),
        tuple(_from("happening", state, reader)),
        (
            *_from("coming_up", state, reader),
            *lines(state, reader, _ahead(state, reader, others)),
        ),
    )


def _ahead(state: State, reader: Reader, others: list[Duty]) -> list[Duty]:
    """What others owe later; meetings of bodies in which the reader does not sit only once they are overdue."""
    return [duty for duty in others if duty.due > reader.at and convening.concerns(state, reader, duty)]


def _from(part: str, state: State, reader: Reader) -> Iterator[Need]:
    for chapter in CHAPTERS:
        if hasattr(chapter, part):
            yield from getattr(chapter, part)(state, reader)


def is_mine(state: State, reader: Reader, duty: Duty) -> bool:
    """Whether the reader owes it: in person, by a post, by a seat in a body, or for a branch."""
    if duty.owed_by == reader.handle or sits_in(state, reader.handle, duty.owed_by, reader.at):
        return True
    if BranchId(duty.owed_by) in state.branches.branches:
        return may_admit(state, reader, duty.owed_by)
    branch = meetings.branch_of_duty(state, duty)
    held = (h for h in holdings_of(state, reader.handle, reader.at) if h.post == duty.owed_by)
    return any(not branch or h.scope in ("", branch) for h in held)


def line(state: State, reader: Reader, duty: Duty) -> DutyLine:
    """The duty in words, with where it is done and its rule."""
    sentence, address = _sentences().get(duty.kind, (duty.kind, lambda about: ""))
    words = _(sentence).format(about=about(state, duty))
    return DutyLine(
        words, actor(state, duty.owed_by, reader.at), duty.due, duty.due <= reader.at, address(duty.about),
        rule(state, duty.article),
    )  # fmt: skip


def lines(state: State, reader: Reader, owed: list[Duty], many: int = MANY) -> Iterator[DutyLine]:
    """The duties as lines: many of one kind, owed by one at one hour, make one line that leads to each of them."""
    together: dict[tuple[str, str, int], list[Duty]] = {}
    for duty in owed:
        together.setdefault((duty.kind, duty.owed_by, duty.due), []).append(duty)
    for alike in together.values():
        told = _many().get(alike[0].kind)
        if told is None or len(alike) < many:
            yield from (line(state, reader, duty) for duty in alike)
        else:
            yield _one_line(state, reader, alike, told)


def _one_line(state: State, reader: Reader, alike: list[Duty], told: Callable[[int], str]) -> DutyLine:
    address = _sentences()[alike[0].kind][1]
    first = line(state, reader, alike[0])
    sentence = told(len(alike)).format(n=number(len(alike)))
    return replace(first, sentence=sentence, url="", each=tuple((duty.about, address(duty.about)) for duty in alike))


def ways(state: State, reader: Reader) -> tuple[Can, ...]:
    """What any member can begin with: to write, and to look for what wants support."""
    meeting = drafting.meeting_for(state, reader, "")
    if meeting is None:
        return (Can(_("See the meetings"), reverse("meetings")),)
    short = motions.count_short(state, meeting.id)
    asked = ngettext("Second a motion: {n} is short of seconders", "Second a motion: {n} are short of seconders", short)
    second = (Can(asked.format(n=number(short)), f"{reverse('motions')}?show=short"),) if short else ()
    write = (
        (Can(_("Write a motion"), reverse("new_motion"), main=True),)
        if drafting.is_open(state, reader, meeting)
        else ()
    )
    return (*write, *second, Can(_("Read the bulletin"), reverse("bulletin")))


def about(state: State, duty: Duty) -> str:
    """What the duty is about, as people name it."""
    for chapter in CHAPTERS:
        if duty.kind in getattr(chapter, "DUTIES", {}) and hasattr(chapter, "called"):
            return str(chapter.called(state, duty.about))
    return duty.about


def _many() -> dict[str, Callable[[int], str]]:
    return {kind: told for chapter in CHAPTERS for kind, told in getattr(chapter, "MANY_DUTIES", {}).items()}


def _sentences() -> dict[str, tuple[str, AddressOf]]:
    return {kind: told for chapter in CHAPTERS for kind, told in getattr(chapter, "DUTIES", {}).items()}
