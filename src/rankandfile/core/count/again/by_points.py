"""Borda, scores and STAR from their definitions: what each candidate is worth on one ballot, summed."""

from collections.abc import Callable

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.again.order import at_the_head
from rankandfile.core.count.again.pile import Pile, Row, written
from rankandfile.core.count.again.precedence import Precedence

HALVES = 2
Worth = Callable[[Pile, Row, int], int]


def by_borda(pile: Pile) -> tuple[Account, Precedence]:
    """Half points: two for each standing candidate ranked below, one for each beside."""
    return _most(pile, _summed(pile, _borda), HALVES)


def by_modified_borda(pile: Pile) -> tuple[Account, Precedence]:
    """The same among those whom the ballot ranks, and two for being ranked."""
    return _most(pile, _summed(pile, _modified), HALVES)


def by_score(pile: Pile) -> tuple[Account, Precedence]:
    """The sum of the marks."""
    return _most(pile, _summed(pile, _marks), 1)


def by_star(pile: Pile) -> tuple[Account, Precedence]:
    """Seat by seat: the two with the highest sums, and of them whom more ballots mark higher."""
    precedence, stages, elected, left = Precedence(pile, "backwards"), list[Stage](), list[int](), pile.standing
    sums = _summed(pile, _marks)
    while left and len(elected) < pile.seats:
        finalists = precedence.ordered(sums, left)[:2]
        stages.append(Stage(len(stages) + 1, "marks", (), "1", 0, tuple(sums), 0, 0))
        precedence.close(sums)
        votes = [_for(pile, c, finalists) if c in finalists else 0 for c in range(len(pile.names))]
        winner = precedence.ordered(votes, finalists)[0]
        stages.append(Stage(len(stages) + 1, "run-off", (), "2", 0, tuple(votes), 0, 0, elected=(winner,)))
        precedence.close(votes)
        elected.append(winner)
        left.remove(winner)
    return written(pile, 1, stages, elected), precedence


def _most(pile: Pile, totals: list[int], one: int) -> tuple[Account, Precedence]:
    precedence = Precedence(pile, "lot")
    order = precedence.ordered(totals, pile.standing)
    elected, notes = at_the_head(pile, order)
    stage = Stage(1, "marks", (), "1", 0, tuple(totals), 0, 0, elected=tuple(elected), notes=notes)
    return written(pile, one, [stage], elected, order=tuple(order)), precedence


def _summed(pile: Pile, worth: Worth) -> list[int]:
    return [sum(row.count * worth(pile, row, c) for row in pile.rows) for c in range(len(pile.names))]


def _borda(pile: Pile, row: Row, candidate: int) -> int:
    last = max(row.marks, default=0) + 1
    rank = dict(zip(row.chosen, row.marks, strict=True))
    mine, others = rank.get(candidate, last), [rank.get(c, last) for c in pile.standing if c != candidate]
    points = sum(2 * (mine < theirs) + (mine == theirs) for theirs in others)
    return points if candidate in pile.standing else 0


def _modified(pile: Pile, row: Row, candidate: int) -> int:
    rank = {c: mark for c, mark in zip(row.chosen, row.marks, strict=True) if c in pile.standing}
    if candidate not in rank:
        return 0
    others = [mark for c, mark in rank.items() if c != candidate]
    return 2 + sum(2 * (rank[candidate] < theirs) + (rank[candidate] == theirs) for theirs in others)


def _marks(pile: Pile, row: Row, candidate: int) -> int:
    return dict(zip(row.chosen, row.marks, strict=True)).get(candidate, 0)


def _for(pile: Pile, candidate: int, finalists: list[int]) -> int:
    """On how many ballots the finalist has a higher mark than the other."""
    rivals = [other for other in finalists if other != candidate]
    return sum(
        row.count
        for row in pile.rows
        if all(_marks(pile, row, candidate) > _marks(pile, row, rival) for rival in rivals)
    )
