"""Proportional approval for the committee as a whole: of all committees the one that the ballots give most to.

A ballot gives 1 to a committee with one of those it approves, 1 + 1/2 with two, 1 + 1/2 + 1/3 with three (Thiele 1895).
All committees are gone through, so the result is the best and not a good one; for that the election must be small. No
quick way to the best committee is known, and where there are too many the count is refused rather than left unfinished.

Everything is whole: what ballots give is counted in parts of 1 over the least common multiple of 1, 2, 3 … seats.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from math import comb, lcm

import numpy as np
from numpy.typing import NDArray

from rankandfile.core.count.account import Account, Limit, Stage
from rankandfile.core.count.ballots import Ballots, Integers, rows
from rankandfile.core.count.constraints import FREE, Guard, Limited
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import Tiebreak, TieRule, foremost

MOST_STEPS = 300_000_000
"""Committees times different ballots, that are gone through in a few seconds."""
CELLS = 4_000_000
NOTES = ("best-committee",)
Committees = NDArray[np.intp]


def count_pav(asked: Question, guard: Guard = FREE) -> Account:
    """The account of proportional approval for the whole committee. ValueError where there are too many committees.

    Cost: committees × different ballots. Of committees that are equally good, the lot decides candidate by candidate.
    """
    standing = asked.standing
    limits, size = (guard.limits, guard.fill) if isinstance(guard, Limited) else ((), min(asked.seats, len(standing)))
    approvals, counts = _approvals(asked.ballots)
    part = lcm(*range(1, size + 1))
    _small_enough(len(standing), size, len(counts), asked.ballots.total * part)
    best, with_each = _search(approvals, counts, standing, size, limits)
    tiebreak = asked.tiebreak(TieRule("lot"))
    approved = tuple((counts @ approvals * part).tolist())
    tiebreak.history.append(approved)
    elected = _chosen(tiebreak, best)
    stages = (
        Stage(1, "marks", (), "1", 0, approved, 0, 0),
        Stage(2, "ranking", (), "2", 0, tuple(with_each), 0, 0, (), elected, (), tuple(tiebreak.ties), (), NOTES),
    )
    return asked.account("pav", part, stages, elected)


def _small_enough(standing: int, size: int, different: int, total: int) -> None:
    """Passes what can be searched whole."""
    committees = comb(standing, size)
    if committees * max(different, 1) > MOST_STEPS or total * max(size, 1) >= 2**62:
        raise ValueError(
            f"{committees:,} committees and {different:,} different ballots are too many to find the best committee; "
            f"together at most {MOST_STEPS:,}. Count by sequential-pav or phragmen, which fill seat by seat"
        )


def _approvals(ballots: Ballots) -> tuple[NDArray[np.int8], Integers]:
    """Which candidates each different ballot approves, and how many ballots do, in units."""
    alike: dict[frozenset[int], int] = {}
    for count, chosen, _ in rows(ballots):
        alike[frozenset(chosen)] = alike.get(frozenset(chosen), 0) + count
    matrix = np.zeros((len(alike), ballots.candidates), dtype=np.int8)
    for row, approved in enumerate(alike):
        matrix[row, list(approved)] = 1
    return matrix, np.array(list(alike.values()), dtype=np.int64)


def _search(
    approvals: NDArray[np.int8], counts: Integers, standing: list[int], size: int, limits: tuple[Limit, ...]
) -> tuple[list[tuple[int, ...]], list[int]]:
    """The best committees, and for each candidate what the best committee with them is given."""
    part = lcm(*range(1, size + 1))
    given = np.array([sum(part // place for place in range(1, have + 1)) for have in range(size + 1)], dtype=np.int64)
    most, best = -1, list[tuple[int, ...]]()
    with_each = np.zeros(approvals.shape[1], dtype=np.int64)
    for committees in _committees(standing, size, limits, max(1, CELLS // max(len(counts), 1))):
        have = np.zeros((len(counts), len(committees)), dtype=np.int8)
        for column in range(size):
            have += approvals[:, committees[:, column]]
        scores = counts @ given[have]
        for column in range(size):
            np.maximum.at(with_each, committees[:, column], scores)
        top = int(scores.max())
        found = [tuple(row) for row in committees[scores == top].tolist()] if top >= most else []
        best = best + found if top == most else found or best
        most = max(most, top)
    return best, with_each.tolist()


def _committees(standing: list[int], size: int, limits: tuple[Limit, ...], block: int) -> Iterator[Committees]:
    """All committees of this size that keep the limits, so many at a time."""
    every = (committee for committee in combinations(standing, size) if _keeps(committee, limits))
    while some := list(islice(every, block)):
        yield np.array(some, dtype=np.intp).reshape(len(some), size)


def _keeps(committee: Sequence[int], limits: tuple[Limit, ...]) -> bool:
    return all(limit.at_least <= len({*committee} & {*limit.group}) <= limit.at_most for limit in limits)


def _chosen(tiebreak: Tiebreak, best: list[tuple[int, ...]]) -> tuple[int, ...]:
    """The best committee; of several, the one with the candidate whom the lot puts first among those in some but not in
    all of them, and so on."""
    while len(best) > 1:
        everywhere = set(best[0]).intersection(*best)
        tied = sorted({candidate for committee in best for candidate in committee} - everywhere)
        first = foremost(tiebreak, "election", tied)
        best = [committee for committee in best if first in committee]
    return best[0]
