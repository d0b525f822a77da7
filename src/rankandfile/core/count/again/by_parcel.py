"""Counts by parcels, as people do them on a table: every paper knows at which stage it came to whoever has it.

Papers that came at the same stage are one parcel, of one value. What a rule asks for next is worked out from the
papers each time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rankandfile.core.count.account import NOBODY, Account, Stage, Transfer
from rankandfile.core.count.again.pile import Pile, written
from rankandfile.core.count.again.precedence import Precedence
from rankandfile.core.count.parcel_table import ParcelRule


@dataclass
class Paper:
    """Papers alike: how many, the names that they may still go to, what each is worth, with whom and since when."""

    count: int
    ahead: list[int]
    value: int
    holder: int = NOBODY
    since: int = 1

    def next(self, gone: set[int]) -> int:
        """The next name outside `gone`."""
        return next((candidate for candidate in self.ahead if candidate not in gone), NOBODY)

    def move(self, target: int, value: int, stage: int) -> None:
        """The papers lie with the target now, at this value."""
        self.ahead = self.ahead[self.ahead.index(target) + 1 :] if target != NOBODY else []
        self.holder, self.value, self.since = target, value, stage


@dataclass
class Table:
    """Where everything lies during the count."""

    pile: Pile
    rule: ParcelRule
    papers: list[Paper]
    gone: set[int]
    precedence: Precedence
    totals: list[int]
    quota: int = 0
    exhausted: int = 0
    rounding: int = 0
    leaving: set[int] = field(default_factory=set)  # excluded, with papers still to go on
    waiting: list[int] = field(default_factory=list)  # elected, with a surplus to come
    elected: list[int] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    @property
    def left(self) -> list[int]:
        """Who is neither elected nor excluded nor withdrawn."""
        return [candidate for candidate in range(len(self.pile.names)) if candidate not in self.gone]

    @property
    def surpluses(self) -> int:
        """What all who wait have above the quota."""
        return sum(self.totals[candidate] - self.quota for candidate in self.waiting)

    @property
    def vacant(self) -> int:
        """How many seats are not filled."""
        return self.pile.seats - len(self.elected)

    def held(self, holders: Iterable[int]) -> list[Paper]:
        """The papers that lie with any of these."""
        return [paper for paper in self.papers if paper.holder in holders]


def by_parcel(pile: Pile, rule: ParcelRule) -> tuple[Account, Precedence]:
    """The account that the rule makes of the pile."""
    one: int = 10**rule.decimals
    papers = [Paper(row.count, list(row.chosen), one) for row in pile.rows]
    totals = [0] * (len(pile.names) + 1)
    for paper in papers:
        paper.move(paper.next(set(pile.withdrawn)), one, 1)
        totals[paper.holder] += paper.count * one
    invalid = totals.pop()
    table = Table(pile, rule, papers, set(pile.withdrawn), Precedence(pile, rule.ties.direction), totals)
    _close(table, "first", (), (), ())
    while table.vacant and table.left:
        if not table.leaving and table.waiting and not _may_wait(table):
            _pass_on(table)
        else:
            _exclude(table)
    return written(pile, one, table.stages, table.elected, invalid=invalid, quota=table.quota), table.precedence


def _together(table: Table) -> list[int]:
    """The largest group of the last whose votes with all surpluses do not exceed those of the next, who has more."""
    ranked = sorted(table.left, key=lambda candidate: table.totals[candidate])
    for size in range(min(len(ranked) - table.vacant, len(ranked) - 1), 1, -1):
        last, above = table.totals[ranked[size - 1]], table.totals[ranked[size]]
        if last < above >= sum(table.totals[c] for c in ranked[:size]) + table.surpluses:
            return sorted(ranked[:size])
    return []


def _may_wait(table: Table) -> bool:
    """Whether no surplus can change who is last, or save a group who go together."""
    lowest, second = sorted(table.totals[candidate] for candidate in table.left)[:2]
    return table.surpluses <= second - lowest or bool(_together(table))


def _pass_on(table: Table) -> None:
    """The largest surplus goes on with the papers that came last and can go on."""
    largest = max(table.totals[candidate] for candidate in table.waiting)
    source = table.precedence.first([c for c in table.waiting if table.totals[c] == largest], "surplus")
    table.waiting.remove(source)
    surplus = largest - table.quota
    mine = table.held((source,))
    parcel = [paper for paper in mine if paper.since == max(p.since for p in mine)]
    going = [paper for paper in parcel if paper.next(table.gone) != NOBODY]
    staying = [paper for paper in parcel if paper.next(table.gone) == NOBODY]
    number, before = sum(paper.count for paper in going), parcel[0].value
    value = min(before, surplus // number) if number else 0
    lost = max(surplus - number * before, 0)
    transfers = _move(table, going, value)
    table.totals[source] = table.quota
    table.exhausted += lost
    table.rounding += surplus - number * value - lost
    for paper in staying:
        paper.move(NOBODY, 0, 0)
    if staying:
        transfers += (Transfer(source, NOBODY, sum(paper.count for paper in staying), lost),)
    _close(table, "surplus", (source,), transfers, ())


def _exclude(table: Table) -> None:
    """The last are excluded, unless papers of earlier ones are still to go on; those of the highest value go."""
    excluded: list[int] = []
    if not table.leaving:
        excluded = _together(table)
    if not table.leaving and not excluded:
        fewest = min(table.totals[candidate] for candidate in table.left)
        excluded = [table.precedence.last([c for c in table.left if table.totals[c] == fewest], "exclusion")]
    table.leaving |= set(excluded)
    table.gone |= set(excluded)
    papers = table.held(table.leaving)
    highest = max((paper.value for paper in papers), default=0)
    moved = [paper for paper in papers if paper.value == highest]
    sources = {paper.holder for paper in moved} | set(excluded)
    transfers = _move(table, moved, highest)
    table.leaving = {candidate for candidate in table.leaving if table.held((candidate,))}
    _close(table, "exclusion", tuple(sorted(sources)), transfers, tuple(excluded))


def _move(table: Table, papers: Sequence[Paper], value: int) -> tuple[Transfer, ...]:
    """The papers go on to their next names at this value; from whom to whom, how many and how much."""
    sums: dict[tuple[int, int], int] = {}
    for paper in papers:
        source, target = paper.holder, paper.next(table.gone)
        sums[source, target] = sums.get((source, target), 0) + paper.count
        paper.move(target, value, len(table.stages) + 1)
    for (source, target), number in sums.items():
        table.totals[source] -= number * value
        if target == NOBODY:
            table.exhausted += number * value
        else:
            table.totals[target] += number * value
    return tuple(Transfer(source, target, number, number * value) for (source, target), number in sums.items())


def _take_quota(table: Table) -> None:
    """Rounded up to the last decimal and taken anew until somebody is elected; or whole, and taken once."""
    votes, parts = sum(table.totals), table.pile.seats + 1
    whole: int = table.pile.unit * 10**table.rule.decimals
    if not table.rule.falling_quota:
        table.quota = table.quota or (votes // (parts * whole) + 1) * whole
    elif not table.elected:
        table.quota = -(-votes // (parts * table.pile.unit)) * table.pile.unit


def _enough(table: Table) -> int:
    """The votes that elect now: the quota, or, where a rule knows it and it is less, active vote ÷ (vacancies + 1)."""
    active = sum(table.totals[candidate] for candidate in table.left) + table.surpluses
    return min(table.quota, -(-active // (table.vacant + 1))) if table.rule.falling_quota else table.quota


def _close(
    table: Table,
    step: Literal["first", "surplus", "exclusion"],
    candidates: tuple[int, ...],
    transfers: tuple[Transfer, ...],
    excluded: tuple[int, ...],
) -> None:
    """Elects, and writes the stage down."""
    _take_quota(table)
    elected = []
    reached = [candidate for candidate in table.left if table.totals[candidate] >= _enough(table)]
    for candidate in table.precedence.ordered(table.totals, reached):
        if table.vacant and table.totals[candidate] >= _enough(table):
            _seat(table, candidate)
            elected.append(candidate)
    few = len(table.left) <= table.vacant and not table.leaving
    remaining = table.precedence.ordered(table.totals, table.left) if few else []
    for candidate in remaining:
        _seat(table, candidate)
    table.stages.append(
        Stage(
            number=len(table.stages) + 1,
            action="first-preferences" if step == "first" else step,
            candidates=candidates,
            paragraph=table.rule.paragraphs[step],
            quota=table.quota,
            totals=tuple(table.totals),
            exhausted=table.exhausted,
            rounding=table.rounding,
            transfers=transfers,
            elected=(*elected, *remaining),
            excluded=excluded,
            notes=_notes(step, excluded, remaining),
            election=_election(table.rule, elected, remaining),
        )
    )
    table.precedence.close(table.totals)


def _seat(table: Table, candidate: int) -> None:
    table.elected.append(candidate)
    table.gone.add(candidate)
    if table.totals[candidate] > table.quota:
        table.waiting.append(candidate)


def _notes(step: str, excluded: tuple[int, ...], remaining: list[int]) -> tuple[str, ...]:
    first = ["together"] if len(excluded) > 1 else ["next-parcel"] if step == "exclusion" and not excluded else []
    return (*first, *(["remaining"] if remaining else []))


def _election(rule: ParcelRule, elected: list[int], remaining: list[int]) -> str:
    if remaining:
        return rule.paragraphs["remaining"]
    return rule.paragraphs["elected"] if elected else ""
