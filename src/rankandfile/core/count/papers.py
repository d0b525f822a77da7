"""Where every paper lies: with whom, at which of its preferences, and at what value.

Four arrays with one number per distinct ranking. To transfer papers is to move their place in `flat` on to the next
preference that is still open, all of them at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rankandfile.core.count.ballots import Ballots, Integers


@dataclass(eq=False)
class Papers:
    """The papers during one count; changed in place by `transfer`."""

    ballots: Ballots
    shut: NDArray[np.bool_]  # who receives nothing any more; the end mark receives always
    at: Integers  # the place in flat at which each ranking now counts
    holder: NDArray[np.int32]  # with whom that is; the number of candidates: with nobody
    value: Integers  # of one paper, to the scale


def lay_out(ballots: Ballots, withdrawn: tuple[int, ...], scale: int) -> Papers:
    """All papers with their first preference that has not withdrawn, at full value."""
    shut = np.zeros(ballots.candidates + 1, dtype=np.bool_)
    shut[list(withdrawn)] = True
    at = ballots.starts.copy()
    holder = ballots.flat[at]
    _walk(ballots.flat, shut, at, holder)
    return Papers(ballots, shut, at, holder, np.full(len(at), scale, dtype=np.int64))


def held_by(papers: Papers, candidate: int) -> NDArray[np.intp]:
    """The rankings that lie with the candidate."""
    lies: NDArray[np.bool_] = papers.holder == candidate
    return lies.nonzero()[0]


def transfer(papers: Papers, moved: NDArray[np.intp]) -> NDArray[np.int32]:
    """Whom each of the moved rankings lies with now. Cost: the moved papers alone."""
    at = papers.at[moved] + 1
    target = papers.ballots.flat[at]
    _walk(papers.ballots.flat, papers.shut, at, target)
    papers.at[moved] = at
    papers.holder[moved] = target
    return target


def added(size: int, target: NDArray[np.int32], amounts: Integers) -> list[int]:
    """The sum of the amounts of each target, in whole numbers."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, target, amounts)
    return sums.tolist()


def _walk(flat: NDArray[np.int32], shut: NDArray[np.bool_], at: Integers, target: NDArray[np.int32]) -> None:
    """Moves places and targets on, in place, until each target is open."""
    left = shut[target].nonzero()[0]
    while left.size:
        further = at[left] + 1
        reached = flat[further]
        at[left] = further
        target[left] = reached
        left = left[shut[reached]]
