"""Counts in which a voter marks names and no order matters: plurality, block vote, approval, yes or no, a slate."""

from msgspec.structs import replace

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.ballots import Ballots, rows
from rankandfile.core.count.ties import Tiebreak, TieRule, hindmost, in_order


def count_plurality(
    candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str, withdrawn: tuple[int, ...] = ()
) -> Account:
    """The account of a vote for one: the first name on each ballot that has not withdrawn counts; the most win."""
    totals, spent = [0] * len(candidates), 0
    for count, chosen, _ in rows(ballots):
        left = [candidate for candidate in chosen if candidate not in withdrawn]
        spent += 0 if left else count
        for candidate in left[:1]:
            totals[candidate] += count
    return _most("plurality", "1", candidates, ballots, seats, lot, withdrawn, totals, spent)


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
    """The account of a block vote: on each ballot the first names count, as many as there are seats; the most win."""
    totals, spent = [0] * len(candidates), 0
    for count, chosen, _ in rows(ballots):
        left = [candidate for candidate in chosen if candidate not in withdrawn][:seats]
        spent += 0 if left else count
        for candidate in left:
            totals[candidate] += count
    return _most("block", "1", candidates, ballots, seats, lot, withdrawn, totals, spent)


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

    A plain ranking says yes to those it names and no to the others. A ballot with ranks says yes at rank 1, no at any
    later rank, and abstains on those it leaves out.
    """
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
    return replace(account, stages=(*account.stages, against))


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
