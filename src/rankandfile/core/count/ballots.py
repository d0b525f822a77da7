"""Ballots as arrays of distinct rankings. No object stands for a ballot, so that a million of them fit in a few arrays.

All preferences lie one ballot after the other in `flat`, each ballot closed by the number of candidates as its end
mark. `starts` says where each ballot begins. A count follows a paper by moving one number, its place in `flat`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
LARGEST = 2**62
"""What sums and products of 64 bits are kept below."""
Ranking = Sequence[int | Sequence[int]]
"""Candidates by their number from 0, the first preference first; those put equal stand together in a tuple."""


@dataclass(frozen=True, eq=False)
class Ballots:
    """Distinct rankings and how many ballots carry each. A ballot without any preference has only its end mark."""

    candidates: int
    counts: Integers  # of each ranking, in units of 1/unit of a ballot
    starts: Integers  # where each ranking begins in flat
    flat: NDArray[np.int32]  # candidates, each ranking closed by the number of candidates
    marks: NDArray[np.int32] | None = None  # ranks or scores as written, where they are not 1, 2, 3
    unit: int = 1  # what one ballot amounts to in counts; above 1 where ballots carry fractions
    contested: bool = False  # whether equal marks are overvotes that the count settles (exhaustIfMultipleContinuing)

    @property
    def total(self) -> int:
        """All ballots, in units, exact however many they are."""
        if int(self.counts.max(initial=0)) * len(self.counts) < LARGEST:
            return int(self.counts.sum())
        return sum(self.counts.tolist())


def gather(candidates: int, rows: Iterable[tuple[int, Ranking]], unit: int = 1) -> Ballots:
    """The ballots of these (how many, ranking) rows; equal rankings are put together, in order of first appearance."""
    distinct: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for count, ranking in rows:
        key = _ranked(ranking)
        _check(candidates, count, key[0])
        distinct[key] = distinct.get(key, 0) + count
    return from_marks(candidates, ((count, *key) for key, count in distinct.items()), unit)


def from_marks(candidates: int, rows: Iterable[tuple[int, Sequence[int], Sequence[int]]], unit: int = 1) -> Ballots:
    """The ballots of (how many, candidates, the mark beside each) rows, as they come. Cost: one pass in Python."""
    counts: list[int] = []
    starts: list[int] = []
    flat: list[int] = []
    marks: list[int] = []
    for count, chosen, written in rows:
        counts.append(count)
        starts.append(len(flat))
        flat += (*chosen, candidates)
        marks += (*written, 0)
    ballots = Ballots(
        candidates,
        np.array(counts, dtype=np.int64),
        np.array(starts, dtype=np.int64),
        np.array(flat, dtype=np.int32),
        np.array(marks, dtype=np.int32),
        unit,
    )
    return _without_plain_marks(ballots)


def rows(ballots: Ballots) -> list[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    """Every distinct ranking as (how many, candidates, marks), for readers that are not in a hurry."""
    flat = ballots.flat.tolist()
    closing = ends(ballots).tolist()
    starts = ballots.starts.tolist()
    marks = None if ballots.marks is None else ballots.marks.tolist()
    return [
        (count, tuple(flat[start:end]), tuple(marks[start:end] if marks else range(1, end - start + 1)))
        for count, start, end in zip(ballots.counts.tolist(), starts, closing, strict=True)
    ]


def groups(chosen: Sequence[int], marks: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The candidates of one ranking by rank, those put equal together."""
    grouped: dict[int, list[int]] = {}
    for candidate, mark in zip(chosen, marks, strict=True):
        grouped.setdefault(mark, []).append(candidate)
    return tuple(tuple(grouped[mark]) for mark in sorted(grouped))


def has_equals(ballots: Ballots) -> bool:
    """Whether any ballot puts two candidates equal."""
    if ballots.marks is None:
        return False
    inside = (ballots.flat[:-1] != ballots.candidates) & (ballots.flat[1:] != ballots.candidates)
    return bool(np.any(inside & (ballots.marks[:-1] == ballots.marks[1:])))


def _ranked(ranking: Ranking) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The candidates of a ranking in order, and the rank of each."""
    chosen: list[int] = []
    marks: list[int] = []
    for rank, place in enumerate(ranking, 1):
        equal = (place,) if isinstance(place, int) else tuple(sorted(place))
        chosen += equal
        marks += (rank,) * len(equal)
    return tuple(chosen), tuple(marks)


def _check(candidates: int, count: int, chosen: Sequence[int]) -> None:
    if count < 0:
        raise ValueError("a ranking cannot be on fewer than no ballots")
    if chosen and not 0 <= min(chosen) <= max(chosen) < candidates:
        raise ValueError(f"there is no candidate of that number among {candidates}: {tuple(chosen)}")
    if len(set(chosen)) != len(chosen):
        raise ValueError(f"a ballot names a candidate twice: {tuple(chosen)}")


def ends(ballots: Ballots) -> NDArray[np.intp]:
    """Where each ballot's end mark stands."""
    return np.flatnonzero(ballots.flat == ballots.candidates)


def _without_plain_marks(ballots: Ballots) -> Ballots:
    """The same ballots; where every ballot is ranked 1, 2, 3, the marks are left out."""
    lengths = ends(ballots) - ballots.starts
    plain = np.arange(len(ballots.flat)) - np.repeat(ballots.starts, lengths + 1) + 1
    inside = ballots.flat != ballots.candidates
    if ballots.marks is not None and not np.array_equal(ballots.marks[inside], plain[inside]):
        return ballots
    return replace(ballots, marks=None)


def with_marks(ballots: Ballots) -> Ballots:
    """The same ballots with the marks 1, 2, 3 written out, where they had been left out."""
    if ballots.marks is not None:
        return ballots
    lengths = ends(ballots) - ballots.starts
    marks = np.arange(len(ballots.flat)) - np.repeat(ballots.starts, lengths + 1) + 1
    marks[ballots.flat == ballots.candidates] = 0
    return replace(ballots, marks=marks.astype(np.int32))
