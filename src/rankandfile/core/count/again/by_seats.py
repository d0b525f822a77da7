"""Committees seat by seat, and lists: proportional approval from its score, Phragmén as a purchase, averages sorted."""

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, takewhile
from math import lcm

from msgspec.structs import replace

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.again.pile import Pile, Row, by_rank, written
from rankandfile.core.count.again.precedence import Precedence
from rankandfile.core.count.again.room import Room
from rankandfile.core.ids import Lot
from rankandfile.core.lots import draw_key

SHOWN = 10**9
Worth = Callable[[int, list[int]], Fraction | None]


def by_proportional_approval(pile: Pile) -> tuple[Account, Precedence]:
    """Each seat to whoever raises the committee's score most; a ballot scores 1 + 1/2 + 1/3 … for those it approves."""

    def score(committee: list[int]) -> Fraction:
        return sum((row.count * _harmonic(len({*committee} & {*row.chosen})) for row in pile.rows), Fraction(0))

    return _in_turn(pile, lambda c, elected: score([*elected, c]) - score(elected), SHOWN)


def by_best_committee(pile: Pile) -> tuple[Account, Precedence]:
    """All committees by what the ballots give them, one after the other; the best, or of several the first by lot."""
    room, precedence = Room(pile), Precedence(pile, "lot")
    one = lcm(*range(1, room.fill + 1))
    worth = [int(one * _harmonic(have)) for have in range(room.fill + 1)]
    approvals = [(row.count, sum(1 << c for c in row.chosen)) for row in pile.rows]

    def given(committee: tuple[int, ...]) -> int:
        members = sum(1 << c for c in committee)
        return sum(count * worth[(approved & members).bit_count()] for count, approved in approvals)

    scores = {
        committee: given(committee)
        for committee in combinations(pile.standing, room.fill)
        if not committee or not room.barred(committee[:-1], committee[-1:])
    }
    people = range(len(pile.names))
    approved = tuple(one * sum(row.count for row in pile.rows if c in row.chosen) for c in people)
    with_each = tuple(max((score for members, score in scores.items() if c in members), default=0) for c in people)
    precedence.close(approved)
    most = max(scores.values())
    best = [committee for committee, score in scores.items() if score == most]
    while len(best) > 1:
        tied = [c for c in pile.standing if 0 < sum(c in committee for committee in best) < len(best)]
        chosen = precedence.first(tied, "election")
        best = [committee for committee in best if chosen in committee]
    stages = [
        Stage(1, "marks", (), "1", 0, approved, 0, 0),
        Stage(2, "ranking", (), "2", 0, with_each, 0, 0, elected=best[0], notes=("best-committee",)),
    ]
    return written(pile, one, stages, list(best[0])), precedence


def by_phragmen(pile: Pile) -> tuple[Account, Precedence]:
    """Every ballot earns at the same pace; whoever's supporters first have the price of a seat together gets it.

    The price is 1, and who pays has nothing left; so the worth of a candidate is the moment, the earlier the better.
    """
    spent_at = dict.fromkeys(range(len(pile.rows)), Fraction(0))

    def moment(candidate: int, elected: list[int]) -> Fraction | None:
        supporters = [(n, row.count) for n, row in enumerate(pile.rows) if candidate in row.chosen]
        pace = sum(count for _, count in supporters)
        if not pace:
            return None
        return -(pile.unit + sum((count * spent_at[n] for n, count in supporters), Fraction(0))) / pace

    def bought(candidate: int, worth: Fraction) -> None:
        for number, row in enumerate(pile.rows):
            if candidate in row.chosen:
                spent_at[number] = -worth

    return _in_turn(pile, moment, -SHOWN * pile.unit, bought)


def _in_turn(
    pile: Pile, worth: Worth, one: int, seated: Callable[[int, Fraction], None] = lambda c, w: None
) -> tuple[Account, Precedence]:
    """Seat after seat to whoever is worth most then, unless a limit bars them."""
    precedence, room, stages, elected = Precedence(pile, "lot"), Room(pile), list[Stage](), list[int]()
    while len(elected) < pile.seats:
        left = [c for c in pile.standing if c not in elected]
        values = {c: value for c in left if (value := worth(c, elected)) is not None}
        open_to = {c: value for c, value in values.items() if c not in room.barred(elected, left)}
        if not open_to:
            break
        best = max(open_to.values())
        chosen = precedence.first([c for c, value in open_to.items() if value == best], "election")
        shown = tuple(int(values.get(c, Fraction(0)) * one // 1) for c in range(len(pile.names)))
        notes = ("passed-over",) if best < max(values.values()) else ()
        stages.append(Stage(len(stages) + 1, "marks", (), "1", 0, shown, 0, 0, elected=(chosen,), notes=notes))
        precedence.close(shown)
        seated(chosen, best)
        elected.append(chosen)
    return written(pile, SHOWN, stages, elected, order=tuple(elected)), precedence


def _harmonic(number: int) -> Fraction:
    return sum((Fraction(1, place) for place in range(1, number + 1)), Fraction(0))


def by_averages(pile: Pile, divisors: Callable[[int], Fraction]) -> tuple[Account, Precedence]:
    """All averages in one list, the highest first; a list has a seat for each of its averages among the first."""
    votes, spent, over = _list_votes(pile)
    averages = [(votes[c] / divisors(held), c) for c in pile.standing if votes[c] for held in range(pile.seats)]
    averages.sort(reverse=True)
    won = [0] * len(pile.names)
    while averages and sum(won) < pile.seats:
        best = list(takewhile(lambda entry: entry[0] == averages[0][0], averages))
        purpose = f"seat {sum(won) + 1}"
        chosen = min(best, key=lambda entry: draw_key(Lot(pile.lot), purpose, pile.names[entry[1]]))
        averages.remove(chosen)
        won[chosen[1]] += 1
    return _shared(pile, votes, won, spent, over)


def by_remainders(pile: Pile) -> tuple[Account, Precedence]:
    """A seat for each whole quota, and the rest to the largest remainders."""
    votes, spent, over = _list_votes(pile)
    cast = sum(votes)
    won = [number * pile.seats // cast if cast else 0 for number in votes]
    rest = pile.seats - sum(won) if cast else 0
    remainder = {c: votes[c] * pile.seats % cast for c in pile.standing} if cast else {}
    number = {c: draw_key(Lot(pile.lot), "remainder", pile.names[c]) for c in pile.standing}
    for candidate in sorted(remainder, key=lambda c: (-remainder[c], number[c]))[:rest]:
        won[candidate] += 1
    return _shared(pile, votes, won, spent, over)


def _list_votes(pile: Pile) -> tuple[list[int], int, int]:
    """The votes of each list, from the first on each ballot that stands, and the ballots that name none or two."""
    first = [(row.count, next((g for g in _standing(pile, row) if g), ())) for row in pile.rows]
    votes = [sum(count for count, named in first if named == (c,)) for c in range(len(pile.names))]
    over = sum(count for count, named in first if len(named) > 1)
    return votes, over + sum(count for count, named in first if not named), over


def _standing(pile: Pile, row: Row) -> list[tuple[int, ...]]:
    return [tuple(c for c in group if c in pile.standing) for group in by_rank(row)]


def _shared(pile: Pile, votes: list[int], won: list[int], spent: int, over: int) -> tuple[Account, Precedence]:
    elected = [candidate for candidate, seats in enumerate(won) for _ in range(seats)]
    stages = [
        Stage(1, "marks", (), "1", 0, tuple(votes), spent, 0),
        Stage(2, "seats", (), "2", 0, tuple(won), 0, 0, elected=tuple(elected)),
    ]
    return replace(written(pile, 1, stages, elected, invalid=spent), overvotes=over), Precedence(pile, "lot")
