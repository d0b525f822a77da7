"""Counts that move whole papers, one after the other, in the order of the pile: nothing is rounded, order decides.

A paper is its ranking; a candidate's papers lie in a list in the order in which they came. Whoever reaches the quota
while papers move is elected at once, and the next paper passes them by.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from msgspec import Struct

from rankandfile.core.count.account import NOBODY, Account, Stage, Transfer
from rankandfile.core.count.ballots import Ballots, has_equals, rows
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import Tiebreak, TieRule, foremost, hindmost, in_order

Step = Literal["first", "elected", "surplus", "few", "exclusion", "remaining"]
Paper = tuple[int, ...]


class WholeRule(Struct, frozen=True):
    """A method of this family as the choices that it makes."""

    name: str
    paragraphs: Mapping[Step, str]
    signatures: int  # whoever has fewer papers once surpluses are done is defeated with all others who have
    ties: TieRule


@dataclass
class Count:
    """One count under way."""

    rule: WholeRule
    seats: int
    piles: list[list[Paper]]
    continuing: list[int]
    tiebreak: Tiebreak
    quota: int = 0
    exhausted: int = 0
    weeded: bool = False  # whether those with too few papers have been defeated
    elected: list[int] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)


def count_whole(rule: WholeRule, asked: Question) -> Account:
    """The account of the count under this rule. Cost: a step in Python for each paper, and for each that moves."""
    if asked.ballots.unit != 1 or has_equals(asked.ballots):
        raise ValueError(f"{rule.name} moves whole papers; it counts no parts of ballots and no candidates put equal")
    piles: list[list[Paper]] = [[] for _ in asked.candidates]
    count = Count(rule, asked.seats, piles, asked.standing, asked.tiebreak(rule.ties))
    invalid = _sort(count, asked.ballots)
    while len(count.elected) < count.seats and count.continuing:
        _next_stage(count)
    notes = ("order-of-rows",)
    return asked.account(rule.name, 1, count.stages, count.elected, invalid=invalid, quota=count.quota, notes=notes)


def _sort(count: Count, ballots: Ballots) -> int:
    """Every paper lies with its first name; the stage is put down. How many papers have none."""
    invalid = 0
    for number, paper, _ in rows(ballots):
        target = _next(count, paper)
        if target == NOBODY:
            invalid += number
        else:
            count.piles[target] += [paper] * number
    count.quota = sum(map(len, count.piles)) // (count.seats + 1) + 1
    reached = [candidate for candidate in count.continuing if len(count.piles[candidate]) >= count.quota]
    elected = in_order(count.tiebreak, [len(pile) for pile in count.piles], reached)
    for candidate in elected:
        _seat(count, candidate)
    _close_stage(count, "first", (), (), elected)
    return invalid


def _next(count: Count, paper: Paper) -> int:
    """The first continuing candidate on the paper."""
    return next((candidate for candidate in paper if candidate in count.continuing), NOBODY)


def _next_stage(count: Count) -> None:
    """A surplus, then once those with too few, then the last."""
    if count.pending:
        _transfer_surplus(count)
        return
    few = () if count.weeded else _few(count)
    count.weeded = True
    if few:
        _defeat(count, "few", few)
    else:
        least = min(len(count.piles[candidate]) for candidate in count.continuing)
        tied = [candidate for candidate in count.continuing if len(count.piles[candidate]) == least]
        _defeat(count, "exclusion", (hindmost(count.tiebreak, "exclusion", tied),))


def _few(count: Count) -> tuple[int, ...]:
    """Those with fewer papers than signatures, the fewest first; nobody where too few candidates would be left."""
    few = [candidate for candidate in count.continuing if len(count.piles[candidate]) < count.rule.signatures]
    if len(count.continuing) - len(few) < count.seats - len(count.elected):
        return ()
    return in_order(count.tiebreak, [len(pile) for pile in count.piles], few)[::-1]


def _transfer_surplus(count: Count) -> None:
    """Every nth paper of the largest surplus goes on, until the quota is left or no paper can go on."""
    largest = max(len(count.piles[candidate]) for candidate in count.pending)
    tied = [candidate for candidate in count.pending if len(count.piles[candidate]) == largest]
    source = foremost(count.tiebreak, "surplus", tied)
    count.pending.remove(source)
    pile, surplus = count.piles[source], largest - count.quota
    moved: dict[int, int] = {}
    for place in drawn(largest, surplus):
        target = _next(count, pile[place])
        if target != NOBODY and len(moved) < surplus:
            moved[place] = target
            _credit(count, pile[place], target)
    count.piles[source] = [paper for place, paper in enumerate(pile) if place not in moved]
    _close_stage(count, "surplus", (source,), _transfers(source, moved.values()), _reached(count))


def drawn(papers: int, surplus: int) -> Iterator[int]:
    """The places in the pile, from 0, in the order in which they are drawn."""
    skip = (2 * papers + surplus) // (2 * surplus)
    rounds = (range(skip - 1 + first, papers, skip) for first in range(skip))
    return chain(*rounds, range(min(skip - 1, papers)))


def _defeat(count: Count, step: Literal["few", "exclusion"], defeated: Sequence[int]) -> None:
    """Pile after pile, the papers of the defeated go on."""
    for candidate in defeated:
        count.continuing.remove(candidate)
    transfers: tuple[Transfer, ...] = ()
    for candidate in defeated:
        pile, count.piles[candidate] = count.piles[candidate], []
        transfers += _transfers(candidate, [_pass_on(count, paper) for paper in pile])
    _close_stage(count, step, tuple(defeated), transfers, _reached(count))


def _pass_on(count: Count, paper: Paper) -> int:
    """The paper lies with its next name, or is exhausted; with whom."""
    target = _next(count, paper)
    if target == NOBODY:
        count.exhausted += 1
    else:
        _credit(count, paper, target)
    return target


def _credit(count: Count, paper: Paper, target: int) -> None:
    """The paper lies on the target's pile, who is elected when it makes the quota."""
    count.piles[target].append(paper)
    if len(count.piles[target]) == count.quota:
        _seat(count, target)


def _seat(count: Count, candidate: int) -> None:
    count.continuing.remove(candidate)
    count.elected.append(candidate)
    if len(count.piles[candidate]) > count.quota:
        count.pending.append(candidate)


def _reached(count: Count) -> tuple[int, ...]:
    """Those elected since the last stage, in the order in which they reached the quota."""
    return tuple(count.elected[sum(len(stage.elected) for stage in count.stages) :])


def _transfers(source: int, targets: Iterable[int]) -> tuple[Transfer, ...]:
    """How many papers went to whom; those that go no further last."""
    to = list(targets)
    ways = (*sorted(set(to) - {NOBODY}), *({NOBODY} & set(to)))
    return tuple(Transfer(source, target, to.count(target), to.count(target)) for target in ways)


def _close_stage(
    count: Count,
    step: Literal["first", "surplus", "few", "exclusion"],
    candidates: tuple[int, ...],
    transfers: tuple[Transfer, ...],
    elected: tuple[int, ...],
) -> None:
    """At the end seats those who remain, and puts the stage down."""
    totals = tuple(len(pile) for pile in count.piles)
    remaining: tuple[int, ...] = ()
    if not count.pending and len(count.continuing) <= count.seats - len(count.elected):
        remaining = in_order(count.tiebreak, totals, count.continuing)
        for candidate in remaining:
            _seat(count, candidate)
    by: Step = "remaining" if remaining else "elected"
    count.stages.append(
        Stage(
            len(count.stages) + 1,
            "first-preferences" if step == "first" else "surplus" if step == "surplus" else "exclusion",
            candidates,
            count.rule.paragraphs[step],
            count.quota,
            totals,
            count.exhausted,
            0,
            transfers,
            (*elected, *remaining),
            candidates if step in ("few", "exclusion") else (),
            tuple(count.tiebreak.ties),
            notes=(*(("few",) if step == "few" else ()), *(("remaining",) if remaining else ())),
            election=count.rule.paragraphs[by] if elected or remaining else "",
        )
    )
    count.tiebreak.history.append(totals)
    count.tiebreak.ties.clear()
