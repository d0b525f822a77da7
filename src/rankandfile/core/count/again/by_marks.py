"""Counts of names marked, each candidate's votes from one question put to every ballot."""

from msgspec.structs import replace

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.again.pile import Pile, Row, written
from rankandfile.core.count.again.precedence import Precedence


def by_plurality(pile: Pile) -> tuple[Account, Precedence]:
    """One vote for the first name that stands."""
    return _first_names(pile, 1)


def by_block(pile: Pile) -> tuple[Account, Precedence]:
    """A vote each for as many of the first names as there are seats."""
    return _first_names(pile, pile.seats)


def by_approval(pile: Pile) -> tuple[Account, Precedence]:
    """A vote for every name."""
    votes = [sum(row.count for row in pile.rows if c in row.chosen) for c in range(len(pile.names))]
    return _most(pile, votes, sum(row.count for row in pile.rows if not row.chosen))


def by_exhaustive(pile: Pile) -> tuple[Account, Precedence]:
    """One round: more than half elects, otherwise the last drops out."""
    named = [(row.count, _within(pile, row, 1)) for row in pile.rows]
    votes = [sum(count for count, names in named if names and c in names) for c in range(len(pile.names))]
    spent = sum(count for count, names in named if not names)
    over = sum(count for count, names in named if names is None)
    half = sum(votes) // 2 + 1
    precedence = Precedence(pile, "lot")
    elected = [c for c in pile.standing if votes[c] >= half]
    fewest = min((votes[c] for c in pile.standing), default=0)
    last = [c for c in pile.standing if votes[c] == fewest and not elected]
    dropped = (precedence.last(last, "exclusion"),) if last else ()
    stage = Stage(1, "marks", (), "1", half, tuple(votes), spent, 0, elected=tuple(elected), excluded=dropped)
    return replace(written(pile, 1, [stage], elected, invalid=spent, quota=half), overvotes=over), precedence


def by_yes_no(pile: Pile) -> tuple[Account, Precedence]:
    """More yes than no elects, the most yes first."""
    yes, no = [0] * len(pile.names), [0] * len(pile.names)
    for row in pile.rows:
        for candidate in range(len(pile.names)):
            answer = _answer(pile, row, candidate)
            yes[candidate] += row.count if answer == "yes" else 0
            no[candidate] += row.count if answer == "no" else 0
    passed = [c for c in pile.standing if yes[c] > no[c]]
    account, precedence = _most(pile, yes, 0, passed)
    against = Stage(2, "against", (), "2", 0, tuple(no), 0, 0)
    notes = ("ranks-are-answers" if pile.marked else "names-are-answers",)
    return written(pile, 1, [*account.stages, against], list(account.elected), notes=notes), precedence


def by_slate(pile: Pile) -> tuple[Account, Precedence]:
    """The whole list, when more than half of the ballots name anybody."""
    cast = sum(row.count for row in pile.rows)
    for_it = sum(row.count for row in pile.rows if row.chosen)
    elected = pile.standing[: pile.seats] if for_it > cast - for_it else []
    votes = tuple(for_it if c in pile.standing else 0 for c in range(len(pile.names)))
    quota = cast // 2 + 1
    stage = Stage(1, "marks", (), "1", quota, votes, cast - for_it, 0, elected=tuple(elected))
    notes = ("no-choice-between-persons",)
    return written(pile, 1, [stage], elected, quota=quota, notes=notes), Precedence(pile, "lot")


def by_slates(pile: Pile) -> tuple[Account, Precedence]:
    """One vote for the first list, and the account says what it was."""
    account, precedence = by_plurality(pile)
    return replace(account, notes=("no-choice-between-persons",)), precedence


def _first_names(pile: Pile, number: int) -> tuple[Account, Precedence]:
    """A vote each for the first names; a ballot whose last rank among them brings too many has none."""
    named = [(row.count, _within(pile, row, number)) for row in pile.rows]
    votes = [sum(count for count, names in named if names and c in names) for c in range(len(pile.names))]
    over = sum(count for count, names in named if names is None)
    account, precedence = _most(pile, votes, sum(count for count, names in named if not names))
    return replace(account, overvotes=over), precedence


def _within(pile: Pile, row: Row, number: int) -> list[int] | None:
    """The names that stand, as many as there are votes; None where equal marks leave open which those are."""
    ranked = [(mark, c) for c, mark in zip(row.chosen, row.marks, strict=True) if c in pile.standing]
    ranked.sort(key=lambda place: place[0])
    cut = len(ranked) > number and ranked[number - 1][0] == ranked[number][0]
    return None if cut else [candidate for _, candidate in ranked[:number]]


def _answer(pile: Pile, row: Row, candidate: int) -> str:
    """What a ballot says of a candidate: with ranks 1 is yes and later is no; without, no to whom it leaves out."""
    if candidate not in row.chosen:
        return "" if pile.marked else "no"
    return "no" if pile.marked and row.marks[row.chosen.index(candidate)] > 1 else "yes"


def _most(pile: Pile, votes: list[int], spent: int, may_win: list[int] | None = None) -> tuple[Account, Precedence]:
    """The most votes win, among all who stand or those who may."""
    precedence = Precedence(pile, "lot")
    elected = precedence.ordered(votes, pile.standing if may_win is None else may_win)[: pile.seats]
    stage = Stage(1, "marks", (), "1", 0, tuple(votes), spent, 0, elected=tuple(elected))
    return written(pile, 1, [stage], elected, invalid=spent), precedence
