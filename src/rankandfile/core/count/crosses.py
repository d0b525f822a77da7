"""Counts in which a voter marks names and no order matters: plurality, block vote, approval, yes or no, a slate.

A ballot with more equal marks than it may have is an overvote: nobody can say which of them the voter meant. It is
spoilt, and the account says how many are.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.ballots import groups, rows
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import TieRule, hindmost, in_order

RANKS_ARE_NO_ANSWERS = (
    "yes or no is asked of each person, and these ballots put people in an order: a third rank is neither. Write 1 for "
    "yes and 2 for no, as often as you like (a CSV with a column for each person and yes or no in its cells; in BLT "
    "1=3 2 for yes to 1 and 3, no to 2), or count the order by another method"
)


def count_plurality(asked: Question) -> Account:
    """The account of a vote for one: the first name on each ballot that has not withdrawn counts; the most win. Two
    names put first, and the ballot is spoilt."""
    return _first_names("plurality", asked, 1)


def count_approval(asked: Question) -> Account:
    """The account of a vote for as many as one likes: every name on a ballot counts once; the most win."""
    totals, spent = [0] * len(asked.candidates), 0
    for count, chosen, _ in rows(asked.ballots):
        spent += 0 if chosen else count
        for candidate in chosen:
            totals[candidate] += count
    return _most("approval", asked, totals, spent)


def count_block(asked: Question) -> Account:
    """The account of a block vote: on each ballot the first names count, as many as there are seats; the most win.
    Where names put equal would be more than there are seats, the ballot is spoilt."""
    return _first_names("block", asked, asked.seats)


def count_exhaustive(asked: Question) -> Account:
    """The account of one round of an exhaustive ballot: elected with more than half, otherwise the last drops out.

    The next round is a new vote; those who dropped out are `withdrawn` in it.
    """
    account = count_plurality(asked)
    (stage,) = account.stages
    half = (account.ballots - account.invalid) // 2 + 1
    tiebreak, standing = asked.tiebreak(TieRule("lot")), asked.standing
    least = min((stage.totals[c] for c in standing), default=0)
    elected = tuple(c for c in standing if stage.totals[c] >= half)
    lowest = [c for c in standing if stage.totals[c] == least]
    dropped = () if elected or not standing else (hindmost(tiebreak, "exclusion", lowest),)
    round_ = replace(stage, quota=half, elected=elected, excluded=dropped, ties=tuple(tiebreak.ties))
    return replace(account, method="exhaustive-ballot", quota=half, stages=(round_,), elected=elected)


def count_yes_no(asked: Question) -> Account:
    """The account of yes or no to each person: elected are those with more yes than no, the most yes first.

    Ballots that only name people say yes to them and no to the others. Ballots with ranks say yes at rank 1, no at 0
    or 2, and abstain on those they leave out; a third rank is no answer and refused.
    """
    ballots, everybody = asked.ballots, range(len(asked.candidates))
    if ballots.marks is not None and (ballots.marks > 2).any():
        raise ValueError(RANKS_ARE_NO_ANSWERS)
    yes, no = [0] * len(everybody), [0] * len(everybody)
    for count, chosen, marks in rows(ballots):
        first = [candidate for candidate, mark in zip(chosen, marks, strict=True) if mark == 1]
        for candidate in chosen if ballots.marks is None else first:
            yes[candidate] += count
        for candidate in {*everybody} - {*chosen} if ballots.marks is None else {*chosen} - {*first}:
            no[candidate] += count
    account = _most("yes-no", asked, yes, 0, [c for c in asked.standing if yes[c] > no[c]])
    against = Stage(2, "against", (), "2", 0, tuple(no), 0, 0)
    notes = ("names-are-answers" if ballots.marks is None else "ranks-are-answers",)
    return replace(account, stages=(*account.stages, against), notes=notes)


def count_slate(asked: Question) -> Account:
    """The account of one list, taken or left whole: a ballot that names anybody is for it, an empty one against.

    When it is taken, those at its head are elected, as many as there are seats.
    """
    total, standing = asked.ballots.total, asked.standing
    for_it = sum(count for count, chosen, _ in rows(asked.ballots) if chosen)
    votes = tuple(for_it if c in standing else 0 for c in range(len(asked.candidates)))
    elected = tuple(standing[: asked.seats]) if for_it * 2 > total else ()
    half = total // 2 + 1
    stage = Stage(1, "marks", (), "1", half, votes, total - for_it, 0, elected=elected)
    return asked.account("slate", 1, [stage], elected, quota=half, notes=("no-choice-between-persons",))


def count_slates(asked: Question) -> Account:
    """The account of a vote between several lists, each taken whole: the first name on each ballot, the most win."""
    return replace(count_plurality(asked), method="slates", notes=("no-choice-between-persons",))


def first_names(chosen: Sequence[int], marks: Sequence[int], withdrawn: Sequence[int], most: int) -> tuple[int, ...]:
    """The names that count on a ballot with so many votes; more than so many where it is an overvote."""
    found: tuple[int, ...] = ()
    for group in groups(chosen, marks):
        if len(found) < most:
            found += tuple(candidate for candidate in group if candidate not in withdrawn)
    return found


class Votes(NamedTuple):
    """The votes of each candidate, the ballots that gave none, and of these the overvotes; all in units."""

    totals: list[int]
    spent: int
    over: int


def first_votes(asked: Question, most: int) -> Votes:
    """So many of the first names on each ballot have a vote each."""
    totals, spent, over = [0] * len(asked.candidates), 0, 0
    for count, chosen, marks in rows(asked.ballots):
        found = first_names(chosen, marks, asked.withdrawn, most)
        over += count if len(found) > most else 0
        spent += 0 if 0 < len(found) <= most else count
        for candidate in found if len(found) <= most else ():
            totals[candidate] += count
    return Votes(totals, spent, over)


def _first_names(method: str, asked: Question, most: int) -> Account:
    votes = first_votes(asked, most)
    return replace(_most(method, asked, votes.totals, votes.spent), overvotes=votes.over)


def _most(method: str, asked: Question, totals: list[int], spent: int, may_win: list[int] | None = None) -> Account:
    """The account of a count in which the most votes win, among those that may win at all."""
    tiebreak = asked.tiebreak(TieRule("lot"))
    elected = in_order(tiebreak, totals, asked.standing if may_win is None else may_win)[: asked.seats]
    stage = Stage(1, "marks", (), "1", 0, tuple(totals), spent, 0, elected=elected, ties=tuple(tiebreak.ties))
    return asked.account(method, 1, [stage], elected, invalid=spent)
