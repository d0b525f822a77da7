"""Public lots as pages show them: the seed, where it stands in the record, and how anybody draws again."""

from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct

from rankandfile.core.chapters.foundation import KeepTime
from rankandfile.core.chapters.meetings import deadline
from rankandfile.core.entry import Entry
from rankandfile.core.ids import ConventionId, Lot, Moment
from rankandfile.core.lots import draw_key
from rankandfile.core.state import State
from rankandfile.record.leaf import decode

from .. import organisation
from ..derived import Once


class Draw(Struct, frozen=True):
    """A draw: the lot, the entry that carries it, what it was for, and each item's number in it, lowest first."""

    lot: str
    entry: int
    purpose: str
    keys: tuple[tuple[str, str], ...]

    @property
    def listed(self) -> str:
        """The items and their numbers, a line for each: hundreds of them in a large issue."""
        return "\n".join(f"{item} {key}" for item, key in self.keys)


def draw(state: State, convention: ConventionId, line: str, purpose: str, items: Iterable[str]) -> Draw | None:
    """The draw that the clock made at this line of the timetable; None where it did not come to it yet."""
    index = _drawn(state, convention, line)
    if index is None:
        return None
    lot = _entry(index).body.lot
    return Draw(lot, index, purpose, _keys(lot, purpose, items))


def _find(state: State, convention: ConventionId, line: str) -> int | None:
    """The entry with which the clock did this line of the timetable; None where it did not come to it yet.

    No act is recorded after a line's hour before the clock has done the line. So the clock's entry is among the first
    of that hour, and is found by halving: about twenty entries are read in a record of a million.
    """
    due = deadline(state, convention, line)
    if due is None or due > state.now:
        return None
    first = bisect_left(range(int(state.size)), due, key=time_of)
    for index in range(first, int(state.size)):
        entry = _entry(index)
        if entry.of is None and not isinstance(entry.body, KeepTime):
            return None
        if isinstance(entry.body, KeepTime) and entry.body.about == f"{convention}/{line}":
            return index
    return None


_drawn = Once(_find)


def _keys(lot: Lot, purpose: str, items: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((item, draw_key(lot, purpose, item)) for item in items), key=lambda pair: pair[1]))


def time_of(index: int) -> Moment:
    """The time of the entry: its own, or that of the act that it follows."""
    entry = _entry(index)
    return Moment((entry if entry.of is None else _entry(int(entry.of))).body.at)


def _entry(index: int) -> Entry:
    leaf = organisation.secretary().store.entry(index)
    assert leaf is not None, "the state has as many entries as the record"
    return decode(leaf)
