"""The front page: what needs you, what is overdue and who owes it, what is happening now, what is coming up.

Each chapter's pages may add to it: `DUTIES` has a sentence and an address for each kind of duty, `needs_you`,
`happening` and `coming_up` answer with what else is open to this reader.
"""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TypeAlias

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.offices import holdings_of, sits_in
from rankandfile.core.duty import Duty
from rankandfile.core.engine import duties
from rankandfile.core.ids import CLOCK, BranchId
from rankandfile.core.state import State

from ..derived import Once
from ..rules import rule
from ..who import Reader
from . import bulletin, elections, floor, meetings, members, motions
from .members import may_admit
from .naming import actor
from .pieces import DutyLine, Need

CHAPTERS: tuple[ModuleType, ...] = (members, motions, bulletin, meetings, floor, elections)
AddressOf: TypeAlias = Callable[[str], str]
DAYS_AHEAD = 60


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
    known = [duty for duty in duties_of(state) if duty.owed_by != CLOCK or duty.due <= reader.at]
    owed = [(is_mine(state, reader, duty), line(state, reader, duty)) for duty in known]
    soon = reader.at + DAYS_AHEAD * 86_400
    return Front(
        (*(own for mine, own in owed if mine), *_from("needs_you", state, reader)),
        tuple(other for mine, other in owed if other.late and not mine),
        tuple(_from("happening", state, reader)),
        (
            *_from("coming_up", state, reader),
            *(other for mine, other in owed if not other.late and not mine and other.due < soon),
        ),
    )


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
    return any(h.post == duty.owed_by for h in holdings_of(state, reader.handle, reader.at))


def line(state: State, reader: Reader, duty: Duty) -> DutyLine:
    """The duty in words, with where it is done and its rule."""
    sentence, address = _sentences().get(duty.kind, (duty.kind, lambda about: ""))
    words = _(sentence).format(about=about(state, duty))
    return DutyLine(
        words, actor(state, duty.owed_by, reader.at), duty.due, duty.due <= reader.at, address(duty.about),
        rule(state, duty.article),
    )  # fmt: skip


def about(state: State, duty: Duty) -> str:
    """What the duty is about, as people name it."""
    for chapter in CHAPTERS:
        if duty.kind in getattr(chapter, "DUTIES", {}) and hasattr(chapter, "called"):
            return str(chapter.called(state, duty.about))
    return duty.about


def _sentences() -> dict[str, tuple[str, AddressOf]]:
    return {kind: told for chapter in CHAPTERS for kind, told in getattr(chapter, "DUTIES", {}).items()}
