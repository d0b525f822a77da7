"""Proportional counts that transfer every paper of a surplus at a reduced value (weighted inclusive Gregory).

A method is a `GregoryRule`: quota, decimals, who is excluded when, how ties look back. The loop is the same for all:
elect those who reached the quota; if seats and candidates now match, end; otherwise transfer one surplus, or exclude.
Each turn of it is one stage of the account, with the paragraph of the rule that asked for it.

The rules themselves, each with its text, are in `rules/`. A `Guard` (constraints.py) may bar candidates from election
or from exclusion; without one nobody is barred.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rankandfile.core.count.account import NOBODY, Account, Stage, Transfer
from rankandfile.core.count.ballots import LARGEST, Integers
from rankandfile.core.count.constraints import FREE, Guard, excludable, seated
from rankandfile.core.count.papers import Papers, added, held_by, lay_out, overvoted, shut_out, transfer
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import Tiebreak, TieRule, foremost, hindmost, in_order

Value = TypeVar("Value", int, Integers)
Step = Literal["first", "elected", "surplus", "exclusion", "remaining"]


class GregoryRule(Struct, frozen=True):
    """A method of this family as the choices that it makes."""

    name: str
    paragraphs: Mapping[Step, str]
    decimals: int
    quota: Literal["whole", "fraction", "half-of-continuing"]
    ties: TieRule
    sure_losers: bool = False  # whether all who cannot catch up are excluded together, before any surplus
    empty_surplus: bool = False  # whether a candidate with exactly the quota has a stage of their own
    two_roundings: bool = False  # whether surplus / votes is rounded before the value is multiplied with it
    one_winner: bool = False  # whether only one is elected each stage, the others at the quota going on receiving


@dataclass
class Count:
    """One count under way."""

    rule: GregoryRule
    seats: int
    scale: int
    quota: int
    papers: Papers
    totals: list[int]
    continuing: list[int]
    tiebreak: Tiebreak
    guard: Guard
    exhausted: int = 0
    rounding: int = 0
    elected: list[int] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)  # elected, with a surplus to transfer
    stages: list[Stage] = field(default_factory=list)


class Done(Struct, frozen=True):
    """What a stage did, before anybody is elected on its totals."""

    action: Literal["first-preferences", "surplus", "exclusion"]
    step: Step
    candidates: tuple[int, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    notes: tuple[str, ...] = ()


def count_gregory(rule: GregoryRule, asked: Question, guard: Guard = FREE) -> Account:
    """The account of the count under this rule. Cost: one pass over the ballots, and the papers that move."""
    count = _begin(rule, asked, guard)
    one: int = 10**rule.decimals
    invalid, over = count.exhausted, overvoted(count.papers) * one
    count.exhausted = 0
    _close_stage(count, Done("first-preferences", "first"))
    while len(count.elected) < count.seats and count.continuing:
        _close_stage(count, _next_step(count))
    return asked.account(
        rule.name, one, count.stages, count.elected, invalid=invalid, quota=count.quota, overvotes=over
    )


def _begin(rule: GregoryRule, asked: Question, guard: Guard) -> Count:
    """The count with first preferences laid out and the quota known."""
    ballots, decimals = asked.ballots, 10**rule.decimals
    papers = lay_out(ballots, asked.withdrawn, decimals)
    totals = added(ballots.candidates + 1, papers.holder, ballots.counts * decimals)
    invalid = totals.pop()
    scale = decimals * ballots.unit
    quota = _quota(rule, sum(totals), asked.seats, scale, ballots.unit)
    tiebreak = asked.tiebreak(rule.ties)
    return Count(rule, asked.seats, scale, quota, papers, totals, asked.standing, tiebreak, guard, exhausted=invalid)


def _quota(rule: GregoryRule, valid: int, seats: int, scale: int, unit: int) -> int:
    """The Droop quota, to the next whole vote or the next unit of the last decimal; or more than half of the votes."""
    step = scale if rule.quota == "whole" else unit
    divisor = 2 if rule.quota == "half-of-continuing" else seats + 1
    return (valid // (divisor * step) + 1) * step


def _close_stage(count: Count, done: Done) -> None:
    """Elects on the totals that the stage has left, and puts the stage down."""
    if count.rule.quota == "half-of-continuing":
        count.quota = _quota(count.rule, sum(count.totals), 1, count.scale, count.papers.ballots.unit)
    elected = _elect(count)
    remaining = _elect_remaining(count)
    count.stages.append(
        Stage(
            len(count.stages) + 1,
            done.action,
            done.candidates,
            count.rule.paragraphs[done.step],
            count.quota,
            tuple(count.totals),
            count.exhausted,
            count.rounding,
            done.transfers,
            (*elected, *remaining),
            done.candidates if done.action == "exclusion" else (),
            tuple(count.tiebreak.ties),
            notes=(*done.notes, *(("remaining",) if remaining else ())),
            election=count.rule.paragraphs["remaining" if remaining else "elected"] if elected or remaining else "",
        )
    )
    count.tiebreak.history.append(count.stages[-1].totals)
    count.tiebreak.ties.clear()


def _elect(count: Count) -> list[int]:
    """Those elected now, in order: everyone at the quota or above it, as far as seats and guard allow."""
    reached = [candidate for candidate in count.continuing if count.totals[candidate] >= count.quota]
    if count.rule.one_winner and reached:
        reached = _most(count, reached)
    return _seat_allowed(count, in_order(count.tiebreak, count.totals, reached))


def _most(count: Count, reached: list[int]) -> list[int]:
    """The one with the most votes, as long as no surplus waits."""
    if count.pending:
        return []
    largest = max(count.totals[candidate] for candidate in reached)
    return [foremost(count.tiebreak, "election", [c for c in reached if count.totals[c] == largest])]


def _seat_allowed(count: Count, order: tuple[int, ...]) -> list[int]:
    return seated(count.guard, count.elected, count.continuing, order, partial(_seat, count))


def _elect_remaining(count: Count) -> tuple[int, ...]:
    """Those elected because no more candidates continue than seats are vacant."""
    if len(count.continuing) > count.seats - len(count.elected):
        return ()
    if count.guard.doomed(count.elected, count.continuing):
        return ()
    return tuple(_seat_allowed(count, in_order(count.tiebreak, count.totals, count.continuing)))


def _seat(count: Count, candidate: int) -> None:
    count.continuing.remove(candidate)
    count.elected.append(candidate)
    shut_out(count.papers, candidate)
    surplus = count.totals[candidate] - count.quota
    if surplus > 0 or (surplus == 0 and count.rule.empty_surplus):
        count.pending.append(candidate)


def _next_step(count: Count) -> Done:
    """What the rule does next: those barred out first, then the largest surplus, then the lowest."""
    doomed = count.guard.doomed(count.elected, count.continuing)
    if doomed:
        return _exclude(count, doomed, ("doomed",))
    free = count.guard is FREE and count.rule.sure_losers
    losers = _sure_losers(count) if free else ()
    if losers:
        return _exclude(count, losers, ("sure-losers",))
    if count.pending:
        return _transfer_surplus(count)
    lowest = _lowest(count)
    spared = any(count.totals[candidate] < count.totals[lowest] for candidate in count.continuing)
    return _exclude(count, (lowest,), ("guarded",) if spared else ())


def _lowest(count: Count) -> int:
    """The candidate to exclude: fewest votes among those whom no guard keeps."""
    open_to = excludable(count.guard, count.elected, count.continuing)
    least = min(count.totals[candidate] for candidate in open_to)
    return hindmost(count.tiebreak, "exclusion", [c for c in open_to if count.totals[c] == least])


def _sure_losers(count: Count) -> tuple[int, ...]:
    """The largest group who together, with every surplus, stay below the next: none of them can be elected."""
    ranked = sorted(count.continuing, key=lambda candidate: count.totals[candidate])
    together = sum(count.totals[candidate] - count.quota for candidate in count.pending)
    losers: tuple[int, ...] = ()
    for size in range(1, len(ranked) - (count.seats - len(count.elected)) + 1):
        together += count.totals[ranked[size - 1]]
        if size < len(ranked) and together < count.totals[ranked[size]]:
            losers = tuple(sorted(ranked[:size]))
    return losers


def _transfer_surplus(count: Count) -> Done:
    """The largest surplus goes on: every paper at its value × surplus ÷ votes, cut after the last decimal."""
    largest = max(count.totals[candidate] for candidate in count.pending)
    source = foremost(count.tiebreak, "surplus", [c for c in count.pending if count.totals[c] == largest])
    count.pending.remove(source)
    total = count.totals[source]
    surplus = total - count.quota
    moved = held_by(count.papers, source)
    count.papers.value[moved] = all_reduced(count.rule, count.papers.value[moved], surplus, total)
    transfers = _move(count, source, moved)
    count.rounding += surplus - sum(part.amount for part in transfers)
    count.totals[source] = count.quota
    return Done("surplus", "surplus", (source,), transfers)


def all_reduced(rule: GregoryRule, values: Integers, surplus: int, total: int) -> Integers:
    """What each of these is worth after the surplus: by 64 bits where they suffice, else each different value alone."""
    if surplus * 10**rule.decimals < LARGEST:
        return reduced(rule, values, surplus, total)
    different, places = np.unique(values, return_inverse=True)
    return np.array([reduced(rule, value, surplus, total) for value in different.tolist()], dtype=np.int64)[places]


def reduced(rule: GregoryRule, value: Value, surplus: int, total: int) -> Value:
    """What a paper of this value is worth after its share of the surplus, to the rule's decimals."""
    if not rule.two_roundings:
        return value * surplus // total
    decimals: int = 10**rule.decimals
    share: int = surplus * decimals // total
    return value * share // decimals


def _exclude(count: Count, excluded: tuple[int, ...], notes: tuple[str, ...]) -> Done:
    """The excluded candidates' papers go on, each at the value at which it was received."""
    for candidate in excluded:
        count.continuing.remove(candidate)
        shut_out(count.papers, candidate)
    transfers: tuple[Transfer, ...] = ()
    for candidate in excluded:
        transfers += _move(count, candidate, held_by(count.papers, candidate))
        count.totals[candidate] = 0
    return Done("exclusion", "exclusion", excluded, transfers, notes)


def _move(count: Count, source: int, moved: NDArray[np.intp]) -> tuple[Transfer, ...]:
    """The papers lie with their next preferences, whose totals have grown; what moved to whom."""
    target = transfer(count.papers, moved)
    weights = count.papers.ballots.counts[moved]
    size = len(count.totals) + 1
    papers = added(size, target, weights)
    amounts = added(size, target, weights * count.papers.value[moved])
    count.exhausted += amounts[-1]
    for candidate, amount in enumerate(amounts[:-1]):
        count.totals[candidate] += amount
    parts = [Transfer(source, c, papers[c], amounts[c]) for c in range(size - 1) if papers[c]]
    if papers[-1]:
        parts.append(Transfer(source, NOBODY, papers[-1], amounts[-1]))
    return tuple(parts)
