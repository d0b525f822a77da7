"""Meek's method on plain ballots: every ballot passed down its names, again and again, until nothing moves.

Ballots that name the same elected candidates in front of the same first hopeful are alike as far as the count can see,
and are passed down together; who is alike is found anew whenever somebody is elected or excluded.
"""

from collections import Counter
from dataclasses import dataclass, field

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.again.pile import Pile, Row, written
from rankandfile.core.count.again.precedence import Precedence
from rankandfile.core.count.again.room import Room
from rankandfile.core.count.meek import MeekRule


@dataclass
class Table:
    """What everybody keeps and has during the count."""

    pile: Pile
    rule: MeekRule
    factors: list[int]
    left: list[int]
    room: Room
    precedence: Precedence
    rows: list[Row]  # the ballots that name anybody who stood
    alike: dict[tuple[int, ...], int] = field(default_factory=dict)
    votes: list[int] = field(default_factory=list)
    exhausted: int = 0
    quota: int = 0
    surplus: int = 0
    elected: list[int] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)
    stages: list[Stage] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether the seats are filled, or as many are left as seats and nobody of them is barred."""
        if len(self.elected) >= self.pile.seats or not self.left:
            return True
        few = len(self.left) <= self.pile.seats - len(self.elected)
        return few and not self.room.barred(self.elected, self.left)


def by_share(pile: Pile, rule: MeekRule) -> tuple[Account, Precedence]:
    """The account that the rule makes of the pile."""
    one: int = 10**rule.decimals
    factors = [one if candidate in pile.standing else 0 for candidate in range(len(pile.names))]
    rows = [row for row in pile.rows if not set(pile.standing).isdisjoint(row.chosen)]
    table = Table(pile, rule, factors, pile.standing, Room(pile), Precedence(pile, rule.ties.direction), rows)
    invalid = (sum(row.count for row in pile.rows) - sum(row.count for row in rows)) * one
    _look(table)
    _pass_down(table)
    while not table.stages or not table.complete:
        _round(table)
    account = written(pile, one, table.stages, table.elected, invalid=invalid, quota=table.quota)
    return account, table.precedence


def _look(table: Table) -> None:
    """Puts together the ballots that are alike now."""
    alike: Counter[tuple[int, ...]] = Counter()
    for row in table.rows:
        seen = []
        for candidate in row.chosen:
            if candidate in table.elected or candidate in table.left:
                seen.append(candidate)
            if candidate in table.left:
                break
        alike[tuple(seen)] += row.count
    table.alike = dict(alike)


def _pass_down(table: Table) -> None:
    """Votes, quota and surplus under the present keep factors; what is kept of a ballot is rounded up."""
    one: int = 10**table.rule.decimals
    table.votes, table.exhausted = [0] * len(table.factors), 0
    for names, count in table.alike.items():
        weight = one
        for candidate in names:
            keeps = -(-weight * table.factors[candidate] // one)
            table.votes[candidate] += keeps * count
            weight -= keeps
        table.exhausted += weight * count
    unit = table.pile.unit
    table.quota = (sum(table.votes) // ((table.pile.seats + 1) * unit) + 1) * unit
    table.surplus = sum(max(table.votes[candidate] - table.quota, 0) for candidate in table.elected)


def _round(table: Table) -> None:
    """Iterates, elects or excludes, and writes the stage down."""
    elected = [] if table.complete else _iterate(table)
    excluded = [] if elected or table.complete else _exclude(table)
    remaining: list[int] = []
    if table.complete and len(table.elected) + len(table.left) <= table.pile.seats:
        remaining = _seat(table, table.left)
    table.stages.append(
        Stage(
            number=len(table.stages) + 1,
            action="iteration",
            candidates=(),
            paragraph=table.rule.paragraphs["exclude" if excluded else "iterate"],
            quota=table.quota,
            totals=tuple(table.votes),
            exhausted=table.exhausted,
            rounding=0,
            elected=(*elected, *remaining),
            excluded=tuple(excluded),
            factors=tuple(table.factors),
            notes=(*_because(table, excluded), *(["remaining"] if remaining else [])),
            election=_election(table.rule, elected, remaining),
        )
    )
    table.precedence.close(table.votes)
    _look(table)


def _election(rule: MeekRule, elected: list[int], remaining: list[int]) -> str:
    if remaining:
        return rule.paragraphs["finish"]
    return rule.paragraphs["elect"] if elected else ""


def _because(table: Table, excluded: list[int]) -> list[str]:
    return ["doomed"] if excluded and set(excluded) <= table.barred else []


def _iterate(table: Table) -> list[int]:
    """Passes ballots down until somebody is elected or votes have come to rest; who was elected."""
    one: int = 10**table.rule.decimals * table.pile.unit
    enough: int = one // 10**table.rule.enough
    before = -1
    while True:
        _pass_down(table)
        rest = table.surplus < enough or 0 <= before <= table.surplus
        reached = [candidate for candidate in table.left if table.votes[candidate] >= table.quota]
        elected = _seat(table, reached) if rest or table.rule.elects == "at-once" else []
        if elected or rest:
            return elected
        before = table.surplus
        for candidate in table.elected:
            product = -(-table.factors[candidate] * table.quota // one)
            needed = -(-product * one // table.votes[candidate]) if table.votes[candidate] else one
            table.factors[candidate] = min(needed, one // table.pile.unit)


def _seat(table: Table, candidates: list[int]) -> list[int]:
    """Those of the candidates who are elected, the most votes first, each unless a constraint then bars them."""
    seated = []
    for candidate in table.precedence.ordered(table.votes, candidates):
        if candidate not in table.room.barred(table.elected, table.left):
            table.elected.append(candidate)
            table.left.remove(candidate)
            seated.append(candidate)
    return seated


def _exclude(table: Table) -> list[int]:
    """Everybody whom a constraint bars, or else the last of those whom none needs."""
    excluded = table.room.barred(table.elected, table.left)
    table.barred |= set(excluded)
    if not excluded:
        needed = table.room.needed(table.elected, table.left)
        free = [candidate for candidate in table.left if candidate not in needed]
        reach = min(table.votes[c] for c in free) + (table.surplus if table.rule.surplus_ties else 0)
        excluded = [table.precedence.last([c for c in free if table.votes[c] <= reach], "exclusion")]
    for candidate in excluded:
        table.left.remove(candidate)
        table.factors[candidate] = 0
    return excluded
