"""Who is preferred to whom: the matrix from which every Condorcet method decides.

`matrix[a, b]` is on how many ballots a stands above b. What a ballot leaves unranked is either last, below all that it
ranks, or no opinion, and then says nothing about it. The choice changes results; a rulebook has to make it.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rankandfile.core.count.ballots import Ballots, Integers, ends

Unranked = Literal["last", "no-opinion"]


def pairwise(ballots: Ballots, unranked: Unranked) -> Integers:
    """The matrix, in units. Cost: one step for each pair of ranked candidates on each distinct ballot."""
    size = ballots.candidates
    above = np.zeros(size * size, dtype=np.int64)
    equal = np.zeros(size * size, dtype=np.int64)
    position, left, weight = _ranked(ballots)
    distance = 1
    while position.size:
        more = left >= distance
        position, left, weight = position[more], left[more], weight[more]
        pair = ballots.flat[position].astype(np.int64) * size + ballots.flat[position + distance]
        same = _same_rank(ballots, position, distance)
        np.add.at(above, pair[~same], weight[~same])
        np.add.at(equal, pair[same], weight[same])
        distance += 1
    matrix, ties = above.reshape(size, size), equal.reshape(size, size)
    if unranked == "last":
        alone = ranked(ballots)[:, None] - (matrix + matrix.T + ties + ties.T)
        np.fill_diagonal(alone, 0)
        matrix = matrix + alone
    return matrix


def ranked(ballots: Ballots) -> Integers:
    """On how many ballots each candidate is ranked at all, in units."""
    position, _, weight = _ranked(ballots)
    found = np.zeros(ballots.candidates, dtype=np.int64)
    np.add.at(found, ballots.flat[position], weight)
    return found


def _ranked(ballots: Ballots) -> tuple[Integers, Integers, Integers]:
    """Every ranked place: where it is in flat, how many stand behind it on its ballot, and how many ballots it has."""
    last = ends(ballots)
    lengths = last - ballots.starts
    position = np.flatnonzero(ballots.flat != ballots.candidates)
    return position, np.repeat(last, lengths) - position - 1, np.repeat(ballots.counts, lengths)


def _same_rank(ballots: Ballots, position: Integers, distance: int) -> NDArray[np.bool_]:
    if ballots.marks is None:
        return np.zeros(len(position), dtype=np.bool_)
    same: NDArray[np.bool_] = ballots.marks[position] == ballots.marks[position + distance]
    return same
