"""Proportional approval for the committee as a whole."""

import random
from fractions import Fraction
from itertools import combinations

import pytest

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import Ballots, gather
from rankandfile.core.count.check import check
from rankandfile.core.count.constrained import count_constrained
from rankandfile.core.count.constraints import Constraint
from rankandfile.core.count.explain import story
from rankandfile.core.count.methods import count

LOT = "ab" * 32
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir")


def drawn(seed: int, people: int = 6) -> Ballots:
    chance = random.Random(seed)
    rows = [(chance.randint(1, 9), tuple(chance.sample(range(people), chance.randint(0, 4)))) for _ in range(12)]
    return gather(people, rows)


def given(ballots: Ballots, committee: tuple[int, ...]) -> Fraction:
    """What the ballots give the committee, by the formula."""
    total = Fraction(0)
    for count_, start in zip(ballots.counts.tolist(), ballots.starts.tolist(), strict=True):
        end = ballots.flat.tolist().index(ballots.candidates, start)
        have = len({*committee} & {*ballots.flat[start:end].tolist()})
        total += count_ * sum((Fraction(1, n) for n in range(1, have + 1)), Fraction(0))
    return total


def counted(method: str, ballots: Ballots, seats: int, withdrawn: tuple[int, ...] = ()) -> Account:
    return count(method, NAMES[: ballots.candidates], ballots, seats, LOT, withdrawn)


@pytest.mark.parametrize("seed", range(20))
def test_no_other_committee_is_given_more(seed: int) -> None:
    ballots, seats = drawn(seed), 1 + seed % 5
    account = counted("pav", ballots, seats)
    best = max(given(ballots, committee) for committee in combinations(range(6), seats))
    assert given(ballots, account.elected) == best
    assert Fraction(account.stages[1].totals[account.elected[0]], account.scale) == best


def test_seat_by_seat_is_never_better_and_sometimes_worse() -> None:
    worse = 0
    for seed in range(60):
        ballots = drawn(seed)
        best, step = (given(ballots, counted(m, ballots, 3).elected) for m in ("pav", "sequential-pav"))
        assert step <= best
        worse += step < best
    assert worse


def test_of_equal_committees_the_lot_takes_one_and_says_so() -> None:
    ballots = gather(4, [(3, (0, 1)), (3, (2, 3))])
    account = counted("pav", ballots, 2)
    assert len({*account.elected} & {0, 1}) == 1
    assert [tie.by for tie in account.stages[1].ties] == ["lot", "lot"]
    assert check(account, NAMES[:4], ballots) == ()


def test_limits_leave_the_best_committee_that_keeps_them() -> None:
    ballots = gather(4, [(9, (0, 1)), (2, (2,)), (1, (3,))])
    kinds = [{"branch": letter} for letter in "NNSS"]
    found = count_constrained("pav", NAMES[:4], ballots, 2, LOT, [Constraint("branch", at_most=1)], kinds)
    assert (found.without.elected, found.account.elected[1]) == ((0, 1), 2)
    assert check(found.account, NAMES[:4], ballots) == ()
    few = count_constrained("pav", NAMES[:4], ballots, 3, LOT, [Constraint("branch", at_most=1)], kinds).account
    assert len(few.elected) == 2
    assert check(few, NAMES[:4], ballots) == ()


def test_nobody_stands_and_nobody_is_elected() -> None:
    assert counted("pav", gather(2, [(3, (0,))]), 2, (0, 1)).elected == ()


def test_too_many_committees_are_refused_with_the_way_out() -> None:
    people = tuple(f"Person {number}" for number in range(60))
    ballots = gather(60, [(1, (0, 1)), (1, (2,))])
    with pytest.raises(ValueError, match=r"too many to find the best committee.*sequential-pav"):
        count("pav", people, ballots, 10, LOT)
    with pytest.raises(ValueError, match="too many"):
        count("pav", people[:42], gather(42, [(10**9, (0, 1))]), 41, LOT)


def test_it_is_told_in_words() -> None:
    assert "every possible committee is gone through" in " ".join(story(counted("pav", drawn(1), 2)))
