"""Ties: by an earlier stage where the rule looks back or forward, then by a lot that anyone can recompute.

Rules differ in the direction (the most recent earlier stage, or the first), and are silent on three tied candidates of
whom an earlier stage separates only one. `narrowing` reads the rule as: look on among those still equal. Without it,
an earlier stage counts only when it settles the tie by itself, and otherwise the lot decides among all of them.

The lot ranks candidates by `draw_key` of core/lots.py, the lowest number first: first to be elected, first to have a
surplus transferred, last to be excluded.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from rankandfile.core.count.account import Draw, Tie
from rankandfile.core.ids import Lot
from rankandfile.core.lots import draw_key

Purpose = Literal["surplus", "exclusion", "election", "order"]


class TieRule(Struct, frozen=True):
    """How a method settles ties before the lot."""

    direction: Literal["backwards", "forwards", "lot"] = "backwards"
    narrowing: bool = True


class Tiebreak(Struct):
    """What settling a tie needs to know of the count, and the ties settled in this stage."""

    rule: TieRule
    lot: str
    candidates: tuple[str, ...]
    history: list[tuple[int, ...]]  # the totals of the stages so far
    ties: list[Tie]


def foremost(tiebreak: Tiebreak, purpose: Purpose, tied: Sequence[int]) -> int:
    """The one of the tied who comes first: most votes earlier, or first in the lot."""
    return _settled(tiebreak, purpose, tuple(tied), max)


def hindmost(tiebreak: Tiebreak, purpose: Purpose, tied: Sequence[int]) -> int:
    """The one of the tied who comes last: fewest votes earlier, or last in the lot."""
    return _settled(tiebreak, purpose, tuple(tied), min)


def in_order(tiebreak: Tiebreak, totals: Sequence[int], candidates: Sequence[int]) -> tuple[int, ...]:
    """The candidates by their totals, the highest first, ties settled."""
    left = sorted(candidates, key=lambda candidate: -totals[candidate])
    order: list[int] = []
    while left:
        first = [candidate for candidate in left if totals[candidate] == totals[left[0]]]
        chosen = first[0] if len(first) == 1 else foremost(tiebreak, "order", first)
        order.append(chosen)
        left.remove(chosen)
    return tuple(order)


def _settled(tiebreak: Tiebreak, purpose: Purpose, tied: tuple[int, ...], end: Callable[[list[int]], int]) -> int:
    """The candidate at this end of the tied, with the evidence put down."""
    if len(tied) == 1:
        return tied[0]
    for number, totals in _earlier(tiebreak):
        extreme = end([totals[candidate] for candidate in tied])
        chosen = tuple(candidate for candidate in tied if totals[candidate] == extreme)
        if len(chosen) == len(tied):
            continue
        if len(chosen) > 1 and not tiebreak.rule.narrowing:
            break
        evidence = tuple(totals[candidate] for candidate in tied)
        tiebreak.ties.append(Tie(purpose, tied, chosen, "earlier-stage", number, evidence))
        tied = chosen
        if len(tied) == 1:
            return tied[0]
    return _by_lot(tiebreak, purpose, tied, first=end is max)


def _earlier(tiebreak: Tiebreak) -> list[tuple[int, tuple[int, ...]]]:
    """The numbered stages in the order in which the rule looks at them."""
    if tiebreak.rule.direction == "lot":
        return []
    stages = list(enumerate(tiebreak.history, 1))
    return stages if tiebreak.rule.direction == "forwards" else stages[::-1]


def _by_lot(tiebreak: Tiebreak, purpose: Purpose, tied: tuple[int, ...], *, first: bool) -> int:
    """The one that the lot of this stage ranks first, or last."""
    round_ = f"stage {len(tiebreak.history) + 1} {purpose}"
    draws = [Draw(c, draw_key(Lot(tiebreak.lot), round_, tiebreak.candidates[c])) for c in tied]
    ranked = sorted(draws, key=lambda draw: draw.number)
    chosen = ranked[0 if first else -1].candidate
    tiebreak.ties.append(Tie(purpose, tied, (chosen,), "lot", draws=tuple(ranked)))
    return chosen
