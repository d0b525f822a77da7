"""Who is preferred to whom: the matrix from which every Condorcet method decides.

`matrix[a, b]` is on how many ballots a stands above b. What a ballot leaves unranked is either last, below all that it
ranks, or no opinion, and then says nothing about it. The choice changes results; a rulebook has to make it.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rankandfile.core.count.ballots import Ballots, Integers, ends

Unranked = Literal["last", "no-opinion"]


def pairwise(ballots: Ballots, unranked: Unranked) -> Integers:
    """The matrix, in units. Cost: one step for each pair of ranked candidates on each distinct ballot."""
    columns = _columns(ballots)
    above, equal = _above(ballots, columns)
    if unranked == "no-opinion":
        return above
    alone = _ranked(ballots, columns)[:, None] - (above + above.T + equal + equal.T)
    np.fill_diagonal(alone, 0)
    return above + alone


@dataclass(frozen=True, eq=False)
class Columns:
    """Ballots side by side, the longest first, so that those with a candidate at some place are always the first."""

    weight: Integers  # how many ballots, in that order
    chosen: list[NDArray[np.int32]]  # at each place the candidates of those ballots that reach it
    marks: list[NDArray[np.int32]]  # the mark beside each; empty where ranks are 1, 2, 3


def _columns(ballots: Ballots) -> Columns:
    lengths = ends(ballots) - ballots.starts
    order = np.argsort(-lengths, kind="stable")
    reach = np.bincount(lengths)[::-1].cumsum()[::-1].tolist()
    starts = ballots.starts[order]
    places = [starts[:number] + place for place, number in enumerate(reach[1:])]
    marks = [] if ballots.marks is None else [ballots.marks[at] for at in places]
    return Columns(ballots.counts[order], [ballots.flat[at] for at in places], marks)


def _ranked(ballots: Ballots, columns: Columns) -> Integers:
    """On how many ballots each candidate is ranked at all."""
    found = np.zeros(ballots.candidates, dtype=np.int64)
    for chosen in columns.chosen:
        np.add.at(found, chosen, columns.weight[: len(chosen)])
    return found


def _above(ballots: Ballots, columns: Columns) -> tuple[Integers, Integers]:
    """On how many ballots each candidate is ranked above each other, and how often they are put equal."""
    size = ballots.candidates
    above, equal = np.zeros(size * size, dtype=np.int64), np.zeros(size * size, dtype=np.int64)
    for place, upper in enumerate(columns.chosen):
        row = upper.astype(np.int64) * size
        for other in range(place + 1, len(columns.chosen)):
            lower = columns.chosen[other]
            pair, weight = row[: len(lower)] + lower, columns.weight[: len(lower)]
            if columns.marks:
                same = columns.marks[place][: len(lower)] == columns.marks[other]
                np.add.at(equal, pair[same], weight[same])
                pair, weight = pair[~same], weight[~same]
            np.add.at(above, pair, weight)
    return above.reshape(size, size), equal.reshape(size, size)
