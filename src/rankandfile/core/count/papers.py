"""Where every paper lies: with whom, at which of its preferences, and at what value.

Four arrays with one number per distinct ranking. To transfer papers is to move their place in `flat` on to the next
preference that is still open, all of them at once.

An overvote that the count has to settle is one place in `flat`, with a code of its own above the candidates'. The paper
passes it by when none of those marked there is in the count any more, lies with the only one who is, and counts for
nobody when there are two (RCTab's exhaustIfMultipleContinuing).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rankandfile.core.count.ballots import Ballots, Integers, groups, rows

Codes = NDArray[np.unsignedinteger[Any]]
"""Candidates in the narrowest type that holds them all, so that more of them lie near the processor."""


@dataclass(eq=False)
class Papers:
    """The papers during one count; changed in place by `transfer` and `shut_out`."""

    ballots: Ballots
    flat: Codes  # as in the ballots, but an overvote is one place, coded above the end mark
    overvotes: tuple[tuple[int, ...], ...]  # who is marked at each code
    shut: NDArray[np.bool_]  # who receives nothing any more; the end mark receives always
    at: Integers  # the place in flat at which each ranking now counts
    holder: Codes  # with whom that is; the number of candidates: with nobody
    value: Integers  # of one paper, to the scale


def lay_out(ballots: Ballots, withdrawn: tuple[int, ...], scale: int) -> Papers:
    """All papers with their first preference that has not withdrawn, at full value."""
    wide, at, overvotes = _coded(ballots) if ballots.contested else (ballots.flat, ballots.starts.copy(), ())
    flat: Codes = wide.astype(np.min_scalar_type(ballots.candidates + len(overvotes)))
    shut = np.zeros(ballots.candidates + 1 + len(overvotes), dtype=np.bool_)
    papers = Papers(ballots, flat, overvotes, shut, at, flat[at], np.full(len(at), scale, dtype=np.int64))
    shut_out(papers, *withdrawn)
    _walk(flat, shut, at, papers.holder)
    _settle(papers, papers.holder)
    return papers


def shut_out(papers: Papers, *candidates: int) -> None:
    """These candidates receive nothing any more."""
    papers.shut[list(candidates)] = True
    for code, marked in enumerate(papers.overvotes, papers.ballots.candidates + 1):
        papers.shut[code] = papers.shut[list(marked)].all()


def held_by(papers: Papers, candidate: int) -> NDArray[np.intp]:
    """The rankings that lie with the candidate."""
    lies: NDArray[np.bool_] = papers.holder == candidate
    return lies.nonzero()[0]


def transfer(papers: Papers, moved: NDArray[np.intp]) -> Codes:
    """Whom each of the moved rankings lies with now. Cost: the moved papers alone."""
    at = papers.at[moved] + 1
    target = papers.flat[at]
    _walk(papers.flat, papers.shut, at, target)
    papers.at[moved] = at
    _settle(papers, target)
    papers.holder[moved] = target
    return target


def overvoted(papers: Papers) -> int:
    """How many papers, in units, lie with nobody because they came to an overvote between two in the count."""
    if not papers.overvotes:
        return 0
    nobody = papers.ballots.candidates
    return int(papers.ballots.counts[(papers.holder == nobody) & (papers.flat[papers.at] > nobody)].sum())


def added(size: int, target: Codes, amounts: Integers) -> list[int]:
    """The sum of the amounts of each target, in whole numbers."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, target, amounts)
    return sums.tolist()


def _walk(flat: Codes, shut: NDArray[np.bool_], at: Integers, target: Codes) -> None:
    """Moves places and targets on, in place, until each target is open."""
    left = shut[target].nonzero()[0]
    while left.size:
        further = at[left] + 1
        reached = flat[further]
        at[left] = further
        target[left] = reached
        left = left[shut[reached]]


def _settle(papers: Papers, target: Codes) -> None:
    """In place: where papers came to an overvote, the only one of those marked who is in the count, or nobody."""
    for code, marked in enumerate(papers.overvotes, papers.ballots.candidates + 1):
        left = [candidate for candidate in marked if not papers.shut[candidate]]
        target[target == code] = left[0] if len(left) == 1 else papers.ballots.candidates


def _coded(ballots: Ballots) -> tuple[NDArray[np.int32], Integers, tuple[tuple[int, ...], ...]]:
    """The preferences with a code in the place of each overvote, where each ballot begins, and whom the codes mean."""
    flat: list[int] = []
    starts: list[int] = []
    codes: dict[tuple[int, ...], int] = {}
    for _, chosen, marks in rows(ballots):
        starts.append(len(flat))
        for group in groups(chosen, marks):
            alone = len(group) == 1
            flat.append(group[0] if alone else codes.setdefault(group, ballots.candidates + 1 + len(codes)))
        flat.append(ballots.candidates)
    return np.array(flat, dtype=np.int32), np.array(starts, dtype=np.int64), tuple(codes)
