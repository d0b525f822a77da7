"""Counts that pass on every paper of a surplus at a reduced value, paper by paper.

Every group of like papers is an object that knows with whom it lies and what it is worth. After each stage all of them
are added up anew; what the valid votes are more than that sum is what rounding has lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from rankandfile.core.count.account import NOBODY, Account, Stage, Transfer
from rankandfile.core.count.again.pile import Pile, by_rank, written
from rankandfile.core.count.again.precedence import Precedence
from rankandfile.core.count.again.room import Room
from rankandfile.core.count.gregory import GregoryRule, Step

Action = Literal["first-preferences", "surplus", "exclusion"]


@dataclass
class Paper:
    """Papers alike: how many, the ranks that they may still go to, and what each is worth."""

    count: int
    ahead: list[tuple[int, ...]]  # one name at each rank, or those of an overvote
    value: int
    holder: int = NOBODY
    spoilt: bool = False  # by an overvote

    def move(self, gone: set[int]) -> int:
        """The papers go to the next rank with a name outside `gone`; two such names there, and they go to nobody."""
        self.holder = NOBODY
        while self.ahead:
            open_to = [name for name in self.ahead.pop(0) if name not in gone]
            if open_to:
                self.holder = open_to[0] if len(open_to) == 1 else NOBODY
                self.spoilt = len(open_to) > 1
                self.ahead = [] if self.spoilt else self.ahead
                break
        return self.holder


@dataclass
class Table:
    """Where everything lies during the count."""

    pile: Pile
    rule: GregoryRule
    papers: list[Paper]
    gone: set[int]  # who receives nothing any more
    room: Room
    precedence: Precedence
    valid: int = 0
    quota: int = 0
    totals: list[int] = field(default_factory=list)
    kept: dict[int, int] = field(default_factory=dict)  # what is left with those whose surplus has gone on
    waiting: list[int] = field(default_factory=list)  # elected, with a surplus to come
    elected: list[int] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    @property
    def left(self) -> list[int]:
        """Who is neither elected nor excluded nor withdrawn."""
        return [candidate for candidate in range(len(self.pile.names)) if candidate not in self.gone]


def by_value(pile: Pile, rule: GregoryRule) -> tuple[Account, Precedence]:
    """The account that the rule makes of the pile."""
    one: int = 10**rule.decimals
    papers = [Paper(row.count, by_rank(row), one) for row in pile.rows]
    precedence = Precedence(pile, rule.ties.direction)
    table = Table(pile, rule, papers, set(pile.withdrawn), Room(pile), precedence)
    for paper in papers:
        paper.move(table.gone)
    invalid = sum(paper.count for paper in papers if paper.holder == NOBODY) * one
    over = sum(paper.count for paper in papers if paper.spoilt) * one
    table.papers = [paper for paper in papers if paper.holder != NOBODY]
    table.valid = sum(paper.count for paper in table.papers) * one
    _close(table, "first-preferences", (), (), ())
    while len(table.elected) < pile.seats and table.left:
        _turn(table)
    account = written(pile, one, table.stages, table.elected, invalid=invalid, quota=table.quota)
    return replace(account, overvotes=over), precedence


def _turn(table: Table) -> None:
    """One stage: whom the constraints leave no way, then who has no chance, then a surplus, then the last."""
    barred = table.room.barred(table.elected, table.left)
    hopeless = [] if table.pile.limits or not table.rule.sure_losers else _hopeless(table)
    if barred or hopeless:
        _exclude(table, barred or hopeless, ("doomed",) if barred else ("sure-losers",))
    elif table.waiting:
        _pass_on(table)
    else:
        needed = table.room.needed(table.elected, table.left)
        free = [candidate for candidate in table.left if candidate not in needed]
        fewest = min(table.totals[candidate] for candidate in free)
        spared = any(table.totals[candidate] < fewest for candidate in needed)
        last = table.precedence.last([c for c in free if table.totals[c] == fewest], "exclusion")
        _exclude(table, [last], ("guarded",) if spared else ())


def _hopeless(table: Table) -> list[int]:
    """The largest group of the last who stay below the next with all their votes and all surpluses together."""
    ranked = sorted(table.left, key=lambda candidate: table.totals[candidate])
    surpluses = sum(table.totals[candidate] - table.quota for candidate in table.waiting)
    largest = min(len(ranked) - (table.pile.seats - len(table.elected)), len(ranked) - 1)
    for size in range(largest, 0, -1):
        if sum(table.totals[c] for c in ranked[:size]) + surpluses < table.totals[ranked[size]]:
            return sorted(ranked[:size])
    return []


def _pass_on(table: Table) -> None:
    """The largest surplus goes on."""
    largest = max(table.totals[candidate] for candidate in table.waiting)
    source = table.precedence.first([c for c in table.waiting if table.totals[c] == largest], "surplus")
    table.waiting.remove(source)
    moved = [paper for paper in table.papers if paper.holder == source]
    for paper in moved:
        paper.value = _reduced(table.rule, paper.value, largest - table.quota, largest)
    transfers = _moved(table, [source], moved)
    table.kept[source] = table.quota
    _close(table, "surplus", (source,), transfers, ())


def _reduced(rule: GregoryRule, value: int, surplus: int, total: int) -> int:
    """The value after a surplus, cut where the rule cuts."""
    if not rule.two_roundings:
        return value * surplus // total
    one: int = 10**rule.decimals
    return value * (surplus * one // total) // one


def _exclude(table: Table, excluded: Sequence[int], notes: tuple[str, ...]) -> None:
    """All papers of the excluded go on, each at its value."""
    table.gone |= set(excluded)
    moved = [paper for paper in table.papers if paper.holder in excluded]
    _close(table, "exclusion", tuple(excluded), _moved(table, excluded, moved), notes)


def _moved(table: Table, sources: Sequence[int], moved: list[Paper]) -> tuple[Transfer, ...]:
    """The papers go on; from whom to whom, how many and how much."""
    sums: dict[tuple[int, int], tuple[int, int]] = {}
    for paper in moved:
        way = (paper.holder, paper.move(table.gone))
        papers, amount = sums.get(way, (0, 0))
        sums[way] = (papers + paper.count, amount + paper.count * paper.value)
    targets = (*range(len(table.pile.names)), NOBODY)
    return tuple(Transfer(s, t, *sums[s, t]) for s in sources for t in targets if (s, t) in sums)


def _close(
    table: Table,
    action: Action,
    candidates: tuple[int, ...],
    transfers: tuple[Transfer, ...],
    notes: tuple[str, ...],
) -> None:
    """Adds up all papers, elects, and writes the stage down."""
    held = [0] * (len(table.pile.names) + 1)
    for paper in table.papers:
        held[paper.holder] += paper.count * paper.value
    exhausted = held.pop()
    table.totals = [table.kept.get(candidate, votes) for candidate, votes in enumerate(held)]
    _take_quota(table)
    reached = [candidate for candidate in table.left if table.totals[candidate] >= table.quota]
    if table.rule.one_winner and reached:
        top = [c for c in reached if table.totals[c] == max(table.totals[other] for other in reached)]
        reached = [] if table.waiting else [table.precedence.first(top, "election")]
    elected = _seat(table, reached)
    remaining = [] if len(table.left) > table.pile.seats - len(table.elected) else _seat_the_rest(table)
    step: Step = "first" if action == "first-preferences" else action
    by: Step = "remaining" if remaining else "elected"
    table.stages.append(
        Stage(
            number=len(table.stages) + 1,
            action=action,
            candidates=candidates,
            paragraph=table.rule.paragraphs[step],
            quota=table.quota,
            totals=tuple(table.totals),
            exhausted=exhausted,
            rounding=table.valid - sum(table.totals) - exhausted,
            transfers=transfers,
            elected=(*elected, *remaining),
            excluded=candidates if action == "exclusion" else (),
            notes=(*notes, "remaining") if remaining else notes,
            election=table.rule.paragraphs[by] if elected or remaining else "",
        )
    )
    table.precedence.close(table.totals)


def _take_quota(table: Table) -> None:
    """More than the votes ÷ (seats + 1), to the next whole vote or last decimal; or more than half of what counts."""
    rule, unit = table.rule, table.pile.unit
    votes = sum(table.totals) if rule.quota == "half-of-continuing" else table.valid
    seats = 1 if rule.quota == "half-of-continuing" else table.pile.seats
    step: int = unit if rule.quota == "fraction" else unit * 10**rule.decimals
    table.quota = (votes // ((seats + 1) * step) + 1) * step


def _seat(table: Table, candidates: list[int]) -> list[int]:
    """Those of the candidates who are elected, the most votes first, each unless a constraint then bars them."""
    seated = []
    for candidate in table.precedence.ordered(table.totals, candidates):
        if candidate not in table.room.barred(table.elected, table.left):
            table.elected.append(candidate)
            table.gone.add(candidate)
            seated.append(candidate)
    above = [c for c in seated if table.totals[c] > table.quota]
    table.waiting += [c for c in seated if table.totals[c] >= table.quota] if table.rule.empty_surplus else above
    return seated


def _seat_the_rest(table: Table) -> list[int]:
    """All who are left, unless a constraint has first to bar one."""
    return [] if table.room.barred(table.elected, table.left) else _seat(table, table.left)
