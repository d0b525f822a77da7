"""Times: whether acts stand where their time says, and whether the clock did what it owed in time.

A witness that has signed a record of `size` entries at some moment has seen those entries, and none after them. So the
entry at an index was recorded after every moment at which a witness saw a record that does not reach it, and before the
first at which one saw a record that does. An act whose time lies outside was dated back, or forward.

How exact that is, is how often witnesses sign. A log that sends an old head to a witness while it has a newer one makes
the window too narrow: hence the tolerance.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from msgspec import Struct

from ..core.chapters.foundation import KeepTime
from .checkpoint import parse_any
from .malformed import Malformed
from .moment import told
from .note import Vkey, open_note
from .report import Finding

TOLERANCE = 600
"""Seconds by which the clocks of a server and of its witnesses may differ, and a head may be late on its way."""
LATE = 3600
"""Seconds after which a duty of the clock counts as late: time enough for a server to start again."""


class Seen(Struct, frozen=True):
    """A witness saw the first `size` entries, and no more, at this moment."""

    size: int
    at: int
    by: str


def seen(notes: Iterable[str], origin: str, witnesses: Iterable[Vkey]) -> list[Seen]:
    """What the witnesses have signed of this log, in these notes. A note that none of them signed says nothing."""
    keys, found = tuple(witnesses), []
    for note in notes:
        try:
            opened = open_note(note, keys)
            checkpoint = parse_any(opened.text)
        except Malformed:
            continue
        if checkpoint.origin == origin:
            found += [Seen(checkpoint.size, each.at, each.by.name) for each in opened.signatures if each.at is not None]
    return found


class Windows:
    """For each index of the record, between which moments its entry was recorded."""

    def __init__(self, found: Iterable[Seen]) -> None:
        self._seen = sorted(found, key=lambda each: (each.size, each.at, each.by))
        self._sizes = [each.size for each in self._seen]
        self._before = list(accumulate(self._seen, _later))
        self._after = list(accumulate(reversed(self._seen), _earlier))[::-1]

    def __bool__(self) -> bool:
        return bool(self._seen)

    def outside(self, index: int, at: int) -> Iterator[Finding]:
        """What is wrong with the time of the act at this index."""
        place = bisect_right(self._sizes, index)
        if place and at < (last := self._before[place - 1]).at - TOLERANCE:
            what = f"BACKDATED: says {told(at)}, and at {told(last.at)} {last.by} saw a record that did not have it."
            yield Finding("time.backdated", what, f"a time after {told(last.at)}", index)
        if place < len(self._after) and at > (first := self._after[place]).at + TOLERANCE:
            what = f"DATED FORWARD: says {told(at)}, and {first.by} had seen it at {told(first.at)}."
            yield Finding("time.forward", what, f"a time before {told(first.at)}", index)


def _later(one: Seen, other: Seen) -> Seen:
    return other if other.at >= one.at else one


def _earlier(one: Seen, other: Seen) -> Seen:
    return other if other.at <= one.at else one


def late(index: int, act: KeepTime) -> Iterator[Finding]:
    """A duty of the clock that was performed long after it was due. No rule is broken: the delay is for all to see."""
    if act.at - act.due > LATE:
        about = f" {act.about}" if act.about else ""
        what = f"LATE: the clock did {act.duty}{about} at {told(act.at)}, {_length(act.at - act.due)} after it was due."
        yield Finding("duty.late", what, f"done at {told(act.due)}", index)


def _length(seconds: int) -> str:
    days, hours = seconds // 86_400, seconds // 3600
    if days > 1:
        return f"{days} days"
    return f"{hours} hours" if hours > 1 else "an hour"
