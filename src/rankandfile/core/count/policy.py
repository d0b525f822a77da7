"""What becomes of marks that are no plain ranking: overvotes, skipped ranks, a candidate marked twice.

The policies carry the names that RCTab gave them. The order of the checks matters: at each rank first the ranks skipped
before it, then the overvote, then the duplicate.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

Overvote = Literal["alwaysSkipToNextRank", "exhaustImmediately", "equal"]
Marks = Sequence[tuple[int, Sequence[int]]]
"""The candidates marked at each rank that has a mark, ranks from 1, in order."""


class Policy(Struct, frozen=True):
    """How marks become a ranking."""

    overvote: Overvote = "exhaustImmediately"  # "equal": kept, as candidates put equal
    max_skipped: int | None = None  # ranks in a row that may be left out; None: any number
    exhaust_on_duplicate: bool = False  # otherwise a candidate's second mark is passed over


Cause = Literal["", "skipped", "overvote", "duplicate"]


def ranking(policy: Policy, marks: Marks) -> tuple[tuple[tuple[int, ...], ...], Cause]:
    """The ranks that count, each with its candidates, and what ended the ballot before its last mark, if anything."""
    kept: list[tuple[int, ...]] = []
    seen: set[int] = set()
    before = 0
    for rank, marked in marks:
        new = tuple(candidate for candidate in marked if candidate not in seen)
        cause = _cause(policy, rank - before - 1, marked, new)
        if cause:
            return tuple(kept), cause
        before = rank
        seen |= set(new) if len(marked) == 1 or policy.overvote == "equal" else set()
        if new and (len(marked) == 1 or policy.overvote == "equal"):
            kept.append(new)
    return tuple(kept), ""


def _cause(policy: Policy, skipped: int, marked: Sequence[int], new: Sequence[int]) -> Cause:
    """What ends the ballot at this rank."""
    if policy.max_skipped is not None and skipped > policy.max_skipped:
        return "skipped"
    if len(marked) > 1 and policy.overvote == "exhaustImmediately":
        return "overvote"
    if policy.exhaust_on_duplicate and len(new) < len(marked):
        return "duplicate"
    return ""


def by_rank(pairs: Iterable[tuple[int, int]]) -> Marks:
    """(rank, candidate) marks as the candidates of each rank, in order."""
    found: dict[int, list[int]] = {}
    for rank, candidate in sorted(set(pairs)):
        found.setdefault(rank, []).append(candidate)
    return [(rank, found[rank]) for rank in sorted(found)]
