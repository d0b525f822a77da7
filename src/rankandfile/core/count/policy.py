"""What becomes of marks that are no plain ranking: overvotes, skipped ranks, a candidate marked twice.

The policies carry the names that RCTab gave them. The order of the checks matters: at each rank first the ranks skipped
before it, then the overvote, then the duplicate.

`exhaustIfMultipleContinuing` cannot be settled when a file is read: it asks who is still in the count when the paper
comes to the overvote. So the overvote is kept, as candidates put equal, and the ballots are marked as `contested`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from msgspec import Struct

from rankandfile.core.count.ballots import Ballots, gather, has_equals, rows

Overvote = Literal["alwaysSkipToNextRank", "exhaustImmediately", "exhaustIfMultipleContinuing", "equal"]
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
    keeps = policy.overvote in ("equal", "exhaustIfMultipleContinuing")
    before = 0
    for rank, marked in marks:
        new = tuple(candidate for candidate in marked if candidate not in seen)
        cause = _cause(policy, rank - before - 1, marked, new)
        if cause:
            return tuple(kept), cause
        before = rank
        if new and (len(marked) == 1 or keeps):
            seen |= set(new)
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


def settled(policy: Policy, ballots: Ballots) -> Ballots:
    """The ballots of a file that kept all marks, under the policy."""
    ranked = (
        (count, ranking(policy, by_rank(zip(marks, chosen, strict=True)))[0]) for count, chosen, marks in rows(ballots)
    )
    return contested(policy, gather(ballots.candidates, ranked, ballots.unit))


def contested(policy: Policy, ballots: Ballots) -> Ballots:
    """The same ballots; their overvotes are for the count to settle, where the policy says so and there are any."""
    if policy.overvote != "exhaustIfMultipleContinuing" or not has_equals(ballots):
        return ballots
    return replace(ballots, contested=True)
