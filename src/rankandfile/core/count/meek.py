"""Meek's method: whoever is elected keeps of every vote only the share needed, and that share is found by iteration.

A vote is whole until it reaches an elected candidate, who keeps a part of it, the keep factor; the rest goes on to the
next candidate on the ballot, elected or hopeful. Excluded candidates are as if they had never stood. The quota falls as
votes run out of preferences. Rules differ in decimals, in when they stop iterating, and in whether an election starts
the iteration anew. All numbers are whole, to the scale; what is kept of a vote is rounded up, ballot by ballot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.ballots import LARGEST
from rankandfile.core.count.constraints import FREE, Guard, excludable, seated
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import Tiebreak, TieRule, hindmost, in_order
from rankandfile.core.count.trie import Trie, elect, exclude, plant

Step = Literal["iterate", "elect", "exclude", "finish"]


class MeekRule(Struct, frozen=True):
    """A method of this family as the choices that it makes."""

    name: str
    paragraphs: Mapping[Step, str]
    decimals: int
    enough: int  # decimals: iteration stops when all surpluses together are below one of these
    elects: Literal["at-once", "at-rest"]  # whether the quota is enough on the way, or only when votes came to rest
    surplus_ties: bool  # whether candidates closer to the lowest than the surpluses are tied with them
    ties: TieRule


@dataclass
class Round:
    """A Meek count under way."""

    rule: MeekRule
    seats: int
    unit: int
    trie: Trie
    factors: list[int]
    continuing: list[int]
    tiebreak: Tiebreak
    guard: Guard
    votes: list[int] = field(default_factory=list)
    exhausted: int = 0
    quota: int = 0
    surplus: int = 0
    elected: list[int] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)  # those excluded because of a constraint
    stages: list[Stage] = field(default_factory=list)


def count_meek(rule: MeekRule, asked: Question, guard: Guard = FREE) -> Account:
    """The account of the count under this rule. Cost: one pass over the ballots, and an iteration over the trie."""
    one: int = 10**rule.decimals
    trie, continuing = plant(asked.ballots, asked.withdrawn), asked.standing
    invalid = int(trie.leaf_count[-1]) * one
    trie.leaf_count[-1] = 0
    factors = [one if candidate in continuing else 0 for candidate in range(len(asked.candidates))]
    tiebreak = asked.tiebreak(rule.ties)
    count = Round(rule, asked.seats, asked.ballots.unit, trie, factors, continuing, tiebreak, guard)
    _count(count)
    return asked.account(rule.name, one, count.stages, count.elected, invalid=invalid, quota=count.quota)


def _count(count: Round) -> None:
    """Round after round until seats and candidates match."""
    _distribute(count)
    while True:
        elected = [] if _complete(count) else _iterate(count)
        excluded = () if elected or _complete(count) else _exclude(count)
        _close_stage(count, elected, excluded)
        if _complete(count):
            return


def _complete(count: Round) -> bool:
    """Whether the seats are filled, or no more continue than are vacant and none of them is barred."""
    if len(count.elected) >= count.seats or not count.continuing:
        return True
    fits = len(count.elected) + len(count.continuing) <= count.seats
    return fits and not count.guard.doomed(count.elected, count.continuing)


def _iterate(count: Round) -> list[int]:
    """Those elected in this round; none when votes came to rest without anybody reaching the quota."""
    before: int | None = None
    while True:
        _distribute(count)
        rest = _at_rest(count, before)
        elected = _elect(count) if rest or count.rule.elects == "at-once" else []
        if elected or rest:
            return elected
        before = count.surplus
        _update(count)


def _at_rest(count: Round, before: int | None) -> bool:
    """Whether the surplus is as good as gone, or has stopped falling."""
    enough: int = 10 ** (count.rule.decimals - count.rule.enough) * count.unit
    return count.surplus < enough or (before is not None and count.surplus >= before)


def _distribute(count: Round) -> None:
    """Votes, quota and surplus under the present keep factors; what is kept is rounded up, ballot by ballot."""
    trie, one = count.trie, 10**count.rule.decimals
    count.votes = [0] * len(count.factors)
    rest = [one] * len(trie.parent)
    for node in range(1, len(trie.parent)):
        arriving, candidate = rest[trie.parent[node]], trie.candidate[node]
        kept = -(-arriving * count.factors[candidate] // one)
        count.votes[candidate] += kept * trie.through[node]
        rest[node] = arriving - kept
    fits = trie.through[0] * one < LARGEST
    kind: type = np.int64 if fits else object
    amounts: NDArray[Any] = np.array(rest, dtype=kind)[trie.leaf_node] * trie.leaf_count.astype(kind)
    sums: NDArray[Any] = np.zeros(len(count.factors) + 1, dtype=kind)
    np.add.at(sums, trie.leaf_target, amounts)
    for candidate in count.continuing:
        count.votes[candidate] = int(sums[candidate])
    count.exhausted = int(sums[-1])
    count.quota = (sum(count.votes) // (count.unit * (count.seats + 1)) + 1) * count.unit
    count.surplus = _surplus(count)


def _surplus(count: Round) -> int:
    return sum(max(count.votes[candidate] - count.quota, 0) for candidate in count.elected)


def _elect(count: Round) -> list[int]:
    """Those who now have the quota, in the order of their votes."""
    reached = [candidate for candidate in count.continuing if count.votes[candidate] >= count.quota]
    return _seat_allowed(count, in_order(count.tiebreak, count.votes, reached))


def _seat_allowed(count: Round, order: tuple[int, ...]) -> list[int]:
    return seated(count.guard, count.elected, count.continuing, order, partial(_seat, count))


def _seat(count: Round, candidate: int) -> None:
    count.continuing.remove(candidate)
    count.elected.append(candidate)
    elect(count.trie, candidate)


def _update(count: Round) -> None:
    """Each elected candidate keeps what makes their votes the quota: factor × quota ÷ votes, rounded up twice.

    Those whom a constraint brought in with less than the quota keep everything.
    """
    whole: int = 10**count.rule.decimals
    for candidate in count.elected:
        share = -(-count.factors[candidate] * count.quota // (whole * count.unit))
        factor = -(-share * whole * count.unit // max(count.votes[candidate], 1))
        count.factors[candidate] = min(factor, whole)


def _exclude(count: Round) -> tuple[int, ...]:
    """Those excluded now: everybody barred, or else the lowest."""
    doomed = count.guard.doomed(count.elected, count.continuing)
    excluded = doomed or (_lowest(count),)
    count.barred |= set(doomed)
    for candidate in excluded:
        count.continuing.remove(candidate)
        count.factors[candidate] = 0
        exclude(count.trie, candidate)
    return excluded


def _lowest(count: Round) -> int:
    """The candidate to exclude: fewest votes among those whom no guard keeps."""
    open_to = excludable(count.guard, count.elected, count.continuing)
    reach = min(count.votes[candidate] for candidate in open_to)
    reach += count.surplus if count.rule.surplus_ties else 0
    return hindmost(count.tiebreak, "exclusion", [c for c in open_to if count.votes[c] <= reach])


def _close_stage(count: Round, elected: list[int], excluded: tuple[int, ...]) -> None:
    """Puts the round down, and at the end seats those who remain."""
    remaining: tuple[int, ...] = ()
    totals = tuple(count.votes)
    if _complete(count) and len(count.elected) + len(count.continuing) <= count.seats:
        remaining = tuple(_seat_allowed(count, in_order(count.tiebreak, count.votes, count.continuing)))
    count.stages.append(
        Stage(
            len(count.stages) + 1,
            "iteration",
            (),
            count.rule.paragraphs["exclude" if excluded else "iterate"],
            count.quota,
            totals,
            count.exhausted,
            0,
            (),
            (*elected, *remaining),
            excluded,
            tuple(count.tiebreak.ties),
            tuple(count.factors),
            _notes(count, excluded, bool(remaining)),
            _election(count.rule, elected, remaining),
        )
    )
    count.tiebreak.history.append(totals)
    count.tiebreak.ties.clear()


def _notes(count: Round, excluded: tuple[int, ...], remaining: bool) -> tuple[str, ...]:
    """What explain.py should say beyond votes and factors."""
    barred = excluded and set(excluded) <= count.barred
    return (*(("doomed",) if barred else ()), *(("remaining",) if remaining else ()))


def _election(rule: MeekRule, elected: list[int], remaining: tuple[int, ...]) -> str:
    """The paragraph by which somebody was elected, if anybody was."""
    if remaining:
        return rule.paragraphs["finish"]
    return rule.paragraphs["elect"] if elected else ""
