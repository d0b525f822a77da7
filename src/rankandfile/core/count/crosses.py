"""Counts in which a voter marks names and no order matters: plurality, block vote, approval, yes or no, a slate.

A ballot with more equal marks than it may have is an overvote: nobody can say which of them the voter meant. It is
spoilt, and the account says how many are.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.ballots import Ballots, groups, rows
from rankandfile.core.count.ties import Tiebreak, TieRule, hindmost, in_order

RANKS_ARE_NO_ANSWERS = (
    "yes or no is asked of each person, and these ballots put people in an order: a third rank is neither. Write 1 for "
    "yes and 2 for no, as often as you like (a CSV with a column for each person and yes or no in its cells; in BLT "
    "1=3 2 for yes to 1 and 3, no to 2), or count the order by another method"
)


def count_plurality(
    candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str, withdrawn: tuple[int, ...] = ()
) -> Account:
    """The account of a vote for one: the first name on each ballot that has not withdrawn counts; the most win. Two
    names put first, and the ballot is spoilt."""
    return _first_names("plurality", candidates, ballots, seats, lot, withdrawn, 1)


def count_approval(
    candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str, withdrawn: tuple[int, ...] = ()
) -> Account:
    """The account of a vote for as many as one likes: every name on a ballot counts once; the most win."""
    totals, spent = [0] * len(candidates), 0
    for count, chosen, _ in rows(ballots):
        spent += 0 if chosen else count
        for candidate in chosen:
            totals[candidate] += count
    return _most("approval", "1", candidates, ballots, seats, lot, withdrawn, totals, spent)


def count_block(
    candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str, withdrawn: tuple[int, ...] = ()
) -> Account:
    """The account of a block vote: on each ballot the first names count, as many as there are seats; the most win.
    Where names put equal would be more than there are seats, the ballot is spoilt."""
    return _first_names("block", candidates, ballots, seats, lot, withdrawn, seats)


def count_exhaustive(
    candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str, withdrawn: tuple[int, ...] = ()
) -> Account:
    """The account of one round of an exhaustive ballot: elected with more than half, otherwise the last drops out.

    The next round is a new vote; those who dropped out are `withdrawn` in it.
    """
    account = count_plurality(candidates, ballots, 1, lot, withdrawn)
    (stage,) = account.stages
    half = (account.ballots - account.invalid) // 2 + 1
    tiebreak = Tiebreak(TieRule("lot"), lot, candidates, [], [])
    standing = [c for c in range(len(candidates)) if c not in withdrawn]
    least = min((stage.totals[c] for c in standing), default=0)
    elected = tuple(c for c in standing if stage.totals[c] >= half)
    lowest = [c for c in standing if stage.totals[c] == least]
    dropped = () if elected or not standing else (hindmost(tiebreak, "exclusion", lowest),)
    round_ = replace(stage, quota=half, elected=elected, excluded=dropped, ties=tuple(tiebreak.ties))
    return replace(account, method="exhaustive-ballot", quota=half, stages=(round_,), elected=elected)


def count_yes_no(
    candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str, withdrawn: tuple[int, ...] = ()
) -> Account:
    """The account of yes or no to each person: elected are those with more yes than no, the most yes first.

    Ballots that only name people say yes to them and no to the others. Ballots with ranks say yes at rank 1, no at 0
    or 2, and abstain on those they leave out; a third rank is no answer and refused.
    """
    if ballots.marks is not None and (ballots.marks > 2).any():
        raise ValueError(RANKS_ARE_NO_ANSWERS)
    yes, no = [0] * len(candidates), [0] * len(candidates)
    for count, chosen, marks in rows(ballots):
        first = [candidate for candidate, mark in zip(chosen, marks, strict=True) if mark == 1]
        for candidate in chosen if ballots.marks is None else first:
            yes[candidate] += count
        for candidate in _others(candidates, chosen) if ballots.marks is None else set(chosen) - set(first):
            no[candidate] += count
    passed = [c for c in range(len(candidates)) if yes[c] > no[c] and c not in withdrawn]
    account = _most("yes-no", "1", candidates, ballots, seats, lot, withdrawn, yes, 0, passed)
    against = Stage(2, "against", (), "2", 0, tuple(no), 0, 0)
    notes = ("names-are-answers" if ballots.marks is None else "ranks-are-answers",)
    return replace(account, stages=(*account.stages, against), notes=notes)


def count_slate(
    candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str, withdrawn: tuple[int, ...] = ()
) -> Account:
    """The account of one list, taken or left whole: a ballot that names anybody is for it, an empty one against.

    When it is taken, those at its head are elected, as many as there are seats.
    """
    total = ballots.total
    for_it = sum(count for count, chosen, _ in rows(ballots) if chosen)
    standing = [c for c in range(len(candidates)) if c not in withdrawn]
    carried = for_it * 2 > total
    votes = [for_it if c in standing else 0 for c in range(len(candidates))]
    elected = tuple(standing[:seats]) if carried else ()
    stage = Stage(1, "marks", (), "1", total // 2 + 1, tuple(votes), total - for_it, 0, elected=elected)
    return Account(
        "slate",
        seats,
        candidates,
        withdrawn,
        total,
        0,
        ballots.unit,
        total // 2 + 1,
        lot,
        (stage,),
        elected,
        ("no-choice-between-persons",),
        unit=ballots.unit,
    )


def count_slates(
    candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str, withdrawn: tuple[int, ...] = ()
) -> Account:
    """The account of a vote between several lists, each taken whole: the first name on each ballot, the most win."""
    account = count_plurality(candidates, ballots, seats, lot, withdrawn)
    return replace(account, method="slates", notes=("no-choice-between-persons",))


def first_names(chosen: Sequence[int], marks: Sequence[int], withdrawn: Sequence[int], most: int) -> tuple[int, ...]:
    """The names that count on a ballot with so many votes; more than so many where it is an overvote."""
    found: tuple[int, ...] = ()
    for group in groups(chosen, marks):
        if len(found) < most:
            found += tuple(candidate for candidate in group if candidate not in withdrawn)
    return found


def _first_names(
    method: str,
    candidates: tuple[str, ...],
    ballots: Ballots,
    seats: int,
    lot: str,
    withdrawn: tuple[int, ...],
    most: int,
) -> Account:
    """The account of a count in which so many of the first names on each ballot have a vote each."""
    totals, spent, over = [0] * len(candidates), 0, 0
    for count, chosen, marks in rows(ballots):
        found = first_names(chosen, marks, withdrawn, most)
        over += count if len(found) > most else 0
        spent += 0 if 0 < len(found) <= most else count
        for candidate in found if len(found) <= most else ():
            totals[candidate] += count
    account = _most(method, "1", candidates, ballots, seats, lot, withdrawn, totals, spent)
    return replace(account, overvotes=over)


def _others(candidates: tuple[str, ...], chosen: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(c for c in range(len(candidates)) if c not in chosen)


def _most(
    method: str,
    paragraph: str,
    candidates: tuple[str, ...],
    ballots: Ballots,
    seats: int,
    lot: str,
    withdrawn: tuple[int, ...],
    totals: list[int],
    spent: int,
    open_to: list[int] | None = None,
) -> Account:
    """The account of a count in which the most votes win, among those that may win at all."""
    tiebreak = Tiebreak(TieRule("lot"), lot, candidates, [], [])
    may_win = [c for c in range(len(candidates)) if c not in withdrawn] if open_to is None else open_to
    elected = in_order(tiebreak, totals, may_win)[:seats]
    stage = Stage(1, "marks", (), paragraph, 0, tuple(totals), spent, 0, elected=elected, ties=tuple(tiebreak.ties))
    unit = ballots.unit
    return Account(
        method, seats, candidates, withdrawn, ballots.total, spent, unit, 0, lot, (stage,), elected, unit=unit
    )
