"""Condorcet methods: Schulze, ranked pairs, and Debian's way with quorum and majorities.

All decide from the matrix of pairwise.py. A defeat's strength is the votes of its winners, or its margin; with ballots
that leave candidates out the two differ. Where a method cannot tell candidates apart, the lot does, and the account
says so.
"""

from fractions import Fraction
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.ballots import Ballots, Integers
from rankandfile.core.count.pairwise import Unranked, pairwise
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import TieRule, in_order
from rankandfile.core.ids import Lot
from rankandfile.core.lots import draw_key


class CondorcetRule(Struct, frozen=True):
    """A method of this family as the choices that it makes."""

    name: str
    completion: Literal["schulze", "ranked-pairs"]
    strength: Literal["winning-votes", "margins"]
    unranked: Unranked
    equal_paths_win: bool = False  # whether an opponent to whom the best paths are equal counts as beaten (Elekto)


def count_condorcet(rule: CondorcetRule, asked: Question) -> Account:
    """The account of the order that the method makes of all candidates; those at its head are elected."""
    matrix, standing, gone = pairwise(asked.ballots, rule.unranked), asked.standing, list(asked.withdrawn)
    strengths = _strengths(matrix, rule.strength)
    strengths[gone, :] = strengths[:, gone] = 0
    if rule.completion == "schulze":
        scores = _path_wins(widest(strengths), standing, rule.equal_paths_win)
    else:
        scores = _locked_wins(strengths, matrix, standing, asked.candidates, asked.lot)
    tiebreak = asked.tiebreak(TieRule("lot"))
    order = in_order(tiebreak, scores, standing)
    elected, ties = order[: asked.seats], tuple(tiebreak.ties)
    stage = Stage(1, "ranking", (), "1", 0, tuple(scores), 0, 0, elected=elected, ties=ties)
    return asked.account(rule.name, 1, [stage], elected, order=order, pairwise=_rows(matrix))


def widest(strengths: Integers) -> Integers:
    """The strength of the strongest path from each candidate to each other; a path is as strong as its weakest step."""
    paths = strengths.copy()
    for middle in range(len(paths)):
        np.maximum(paths, np.minimum(paths[:, middle, None], paths[None, middle, :]), out=paths)
    return paths


def _strengths(matrix: Integers, kind: Literal["winning-votes", "margins"]) -> Integers:
    """The strength of each defeat; 0 where there is none."""
    strength = matrix if kind == "winning-votes" else matrix - matrix.T
    return np.where(matrix > matrix.T, strength, 0)


def _path_wins(paths: Integers, standing: list[int], equal_win: bool) -> list[int]:
    """How many of the standing each candidate beats by a stronger path."""
    beats = paths >= paths.T if equal_win else paths > paths.T
    wins = beats[:, standing].sum(axis=1)
    return [int(number) if candidate in standing else 0 for candidate, number in enumerate(wins)]


def _locked_wins(
    strengths: Integers, matrix: Integers, standing: list[int], candidates: tuple[str, ...], lot: str
) -> list[int]:
    """How many each candidate stands above once the defeats are locked in, the strongest first, no circle allowed.

    Of equally strong defeats the one with fewer votes against it comes first, then the lot decides.
    """
    pairs = [(int(strengths[a, b]), a, b) for a in standing for b in standing if strengths[a, b]]
    key = {c: draw_key(Lot(lot), "defeats", candidates[c]) for c in standing}
    pairs.sort(key=lambda pair: (-pair[0], int(matrix[pair[2], pair[1]]), key[pair[1]], key[pair[2]]))
    above: NDArray[np.bool_] = np.zeros(matrix.shape, dtype=np.bool_)
    for _, winner, loser in pairs:
        if not above[loser, winner]:
            upper, lower = above[:, winner].copy(), above[loser, :].copy()
            upper[winner] = lower[loser] = True
            above |= upper[:, None] & lower[None, :]
    return [int(number) for number in above.sum(axis=1)]


def _rows(matrix: Integers) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(votes) for votes in row) for row in matrix)


class Dropped(Struct, frozen=True):
    """An option that Debian's rules take out before the defeats are looked at, and why."""

    option: int
    reason: Literal["quorum", "majority"]
    votes: int  # that prefer it to the default option
    against: int  # that prefer the default option to it


def count_debian(
    options: tuple[str, ...],
    ballots: Ballots,
    default: int,
    quorum: int,
    ratios: tuple[Fraction, ...],
    lot: str,
) -> tuple[Account, tuple[Dropped, ...]]:
    """The account of Debian's Standard Resolution Procedure (constitution A.5, before: A.6), and what it dropped.

    2  An option that fewer than the quorum prefer to the default option is dropped.
    3  An option that does not defeat the default option by its majority ratio, strictly, is dropped.
    5-8 Of the rest, the weakest defeats within the Schwartz set are dropped until none is left in it: strongest paths
       by winning votes, of equal ones that with fewer votes against.
    9  Between several winners the elector with the casting vote decides; here the lot.
    """
    if ballots.total >= 2**31:
        raise ValueError(f"{ballots.total:,} ballots are too many to be counted exactly")
    matrix = pairwise(ballots, "last")
    dropped = _dropped(matrix, default, quorum * ballots.unit, ratios)
    gone = tuple(entry.option for entry in dropped)
    left = [option for option in range(len(options)) if option not in gone]
    total = ballots.total + 1
    strengths = np.where(matrix > matrix.T, matrix * total + (total - matrix.T), 0)
    strengths[list(gone), :] = 0
    strengths[:, list(gone)] = 0
    paths = widest(strengths)
    winners = [a for a in left if all(paths[a, b] >= paths[b, a] for b in left)]
    asked = Question(options, ballots, 1, lot)
    tiebreak = asked.tiebreak(TieRule("lot"))
    elected = in_order(tiebreak, [0] * len(options), winners)[:1]
    scores = tuple(_path_wins(paths, left, equal_win=False))
    stage = Stage(1, "ranking", (), "A.5", 0, scores, 0, 0, elected=elected, excluded=gone, ties=tuple(tiebreak.ties))
    return asked.account("debian", 1, [stage], elected, pairwise=_rows(matrix)), dropped


def _dropped(matrix: Integers, default: int, quorum: int, ratios: tuple[Fraction, ...]) -> tuple[Dropped, ...]:
    """The options that miss the quorum or their majority against the default option."""
    found = []
    for option, ratio in enumerate(ratios):
        votes, against = int(matrix[option, default]), int(matrix[default, option])
        if option != default and votes < quorum:
            found.append(Dropped(option, "quorum", votes, against))
        elif option != default and votes <= ratio * against:
            found.append(Dropped(option, "majority", votes, against))
    return tuple(found)
