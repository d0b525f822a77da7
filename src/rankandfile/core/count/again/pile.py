"""The ballots as they lie on the table, and what is to be counted."""

from dataclasses import dataclass, replace
from itertools import chain, permutations, product
from math import factorial, lcm, prod

from rankandfile.core.count.account import Account, Limit, Stage
from rankandfile.core.count.ballots import Ballots, rows
from rankandfile.core.count.equal import MOST_ORDERS


@dataclass(frozen=True)
class Row:
    """Ballots alike: how many, whom they name, and the mark beside each name."""

    count: int
    chosen: tuple[int, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Pile:
    """All ballots of one election, and the question that the account answers."""

    method: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: int  # what one ballot amounts to in counts
    marked: bool  # whether ballots carry ranks or scores other than 1, 2, 3
    seats: int
    lot: str
    withdrawn: tuple[int, ...]
    limits: tuple[Limit, ...]
    contested: bool = False  # whether candidates put equal are overvotes for the count to settle

    @property
    def standing(self) -> list[int]:
        """The candidates who have not withdrawn."""
        return [candidate for candidate in range(len(self.names)) if candidate not in self.withdrawn]


def pile_of(account: Account, ballots: Ballots) -> Pile:
    """The ballots, with what the account says was asked of them; of its answers nothing."""
    return Pile(
        account.method,
        account.candidates,
        tuple(Row(*row) for row in rows(ballots)),
        ballots.unit,
        ballots.marks is not None,
        account.seats,
        account.lot,
        account.withdrawn,
        account.constraints,
        ballots.contested,
    )


def by_rank(row: Row) -> list[tuple[int, ...]]:
    """The candidates of a ballot, those put equal together, the lowest mark first."""
    return [
        tuple(c for c, mark in zip(row.chosen, row.marks, strict=True) if mark == rank)
        for rank in sorted(set(row.marks))
    ]


def in_every_order(pile: Pile) -> Pile:
    """The same pile with each ballot that puts candidates equal split evenly into all orders that it can mean."""
    ranks = [by_rank(row) for row in pile.rows]
    meanings = [prod(factorial(len(group)) for group in groups) for groups in ranks]
    if max(meanings, default=1) > MOST_ORDERS:
        raise ValueError(f"a ballot that could mean {max(meanings)} orders cannot be split; at most {MOST_ORDERS} can")
    whole = lcm(*meanings)
    split = [
        Row(row.count * (whole // number), order, tuple(range(1, len(order) + 1)))
        for row, groups, number in zip(pile.rows, ranks, meanings, strict=True)
        for order in (tuple(chain(*parts)) for parts in product(*(permutations(group) for group in groups)))
    ]
    return replace(pile, rows=tuple(split), unit=pile.unit * whole)


def written(
    pile: Pile,
    one: int,
    stages: list[Stage],
    elected: list[int],
    *,
    invalid: int = 0,
    quota: int = 0,
    order: tuple[int, ...] = (),
    pairwise: tuple[tuple[int, ...], ...] = (),
    notes: tuple[str, ...] = (),
) -> Account:
    """The account, its amounts in parts of 1/`one` of a unit; ties are compared apart."""
    return Account(
        method=pile.method,
        seats=pile.seats,
        candidates=pile.names,
        withdrawn=pile.withdrawn,
        ballots=sum(row.count for row in pile.rows) * one,
        invalid=invalid,
        scale=one * pile.unit,
        quota=quota,
        lot=pile.lot,
        stages=tuple(stages),
        elected=tuple(elected),
        notes=notes,
        order=order,
        pairwise=pairwise,
        constraints=pile.limits,
        unit=pile.unit,
    )
