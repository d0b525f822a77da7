"""The table on which a count by parcels lies: whose parcels are where, and how papers are handed over.

A parcel is papers that came together, all worth the same. Whoever hands papers over loses what they carry, whoever
receives them has a new parcel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rankandfile.core.count.account import NOBODY, Stage, Transfer
from rankandfile.core.count.papers import Papers, added
from rankandfile.core.count.ties import Tiebreak, TieRule

Step = Literal["first", "elected", "surplus", "exclusion", "remaining"]


class ParcelRule(Struct, frozen=True):
    """A method of this family as the choices that it makes."""

    name: str
    paragraphs: Mapping[Step, str]
    decimals: int
    falling_quota: bool  # to two decimals, taken anew while nobody is elected; otherwise whole and fixed
    ties: TieRule


@dataclass(eq=False)
class Parcel:
    """Papers that came together, and what each is worth."""

    value: int
    papers: NDArray[np.intp]


@dataclass
class Count:
    """One count under way."""

    rule: ParcelRule
    seats: int
    unit: int
    papers: Papers
    parcels: list[list[Parcel]]  # of each candidate, as they came
    totals: list[int]
    continuing: list[int]
    tiebreak: Tiebreak
    quota: int = 0
    exhausted: int = 0
    rounding: int = 0
    leaving: list[tuple[int, Parcel]] = field(default_factory=list)  # of those being excluded, next parcel first
    elected: list[int] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)


class Done(Struct, frozen=True):
    """What a stage did, before anybody is elected on its totals."""

    step: Literal["first", "surplus", "exclusion"]
    candidates: tuple[int, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    excluded: tuple[int, ...] = ()


def hand_over(count: Count, source: int, moved: NDArray[np.intp], value: int) -> tuple[Transfer, ...]:
    """Transferable papers of a surplus reach those with whom they now lie."""
    received: dict[int, list[NDArray[np.intp]]] = {}
    transfers = move(count, source, moved, value, received)
    receive(count, value, received)
    return transfers


def move(
    count: Count, source: int, moved: NDArray[np.intp], value: int, received: dict[int, list[NDArray[np.intp]]]
) -> tuple[Transfer, ...]:
    """The papers, already with their next preferences, are credited there; `received` collects them for new parcels."""
    target = count.papers.holder[moved]
    papers = added(len(count.totals) + 1, target, count.papers.ballots.counts[moved])
    parts = []
    for candidate in [c for c, number in enumerate(papers[:-1]) if number]:
        count.totals[candidate] += papers[candidate] * value
        received.setdefault(candidate, []).append(moved[target == candidate])
        parts.append(Transfer(source, candidate, papers[candidate], papers[candidate] * value))
    if papers[-1]:
        count.exhausted += papers[-1] * value
        parts.append(Transfer(source, NOBODY, papers[-1], papers[-1] * value))
    count.totals[source] -= sum(papers) * value
    return tuple(parts)


def receive(count: Count, value: int, received: dict[int, list[NDArray[np.intp]]]) -> None:
    for candidate, arrays in received.items():
        count.parcels[candidate].append(Parcel(value, np.concatenate(arrays)))
