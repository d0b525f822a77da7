"""Overvotes that the count settles: RCTab's exhaustIfMultipleContinuing."""

import pytest

from rankandfile.core.count.ballots import gather, rows
from rankandfile.core.count.check import check
from rankandfile.core.count.methods import count
from rankandfile.core.count.policy import Policy, contested, settled

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
LOT = "0" * 64
OVERVOTED = gather(4, [(9, (0,)), (8, (1,)), (4, ((2, 3), 0)), (1, (3, 1)), (2, (2,))])
SETTLED = Policy("exhaustIfMultipleContinuing")


def test_an_overvote_counts_for_the_only_one_of_those_marked_who_is_still_in_the_count() -> None:
    """With Cedar and Dogwood in the count, the four are spent; so Dogwood goes out, and they do not come back."""
    account = count("irv", NAMES, contested(SETTLED, OVERVOTED), 1, LOT)
    assert account.stages[0].totals == (9, 8, 2, 1)
    assert (account.invalid, account.overvotes) == (4, 4)
    without = count("irv", NAMES, contested(SETTLED, OVERVOTED), 1, LOT, (3,))
    assert (without.stages[0].totals, without.overvotes) == ((9, 9, 6, 0), 0)


def test_a_ballot_comes_to_its_overvote_during_the_count() -> None:
    ballots = contested(SETTLED, gather(4, [(5, (0,)), (4, (1,)), (3, (2, (1, 3))), (1, (3, (0, 2), 1))]))
    account = count("irv", NAMES, ballots, 1, LOT)
    assert [stage.excluded for stage in account.stages] == [(), (3,), (2,)]
    assert account.stages[1].exhausted == 1  # Ash and Cedar are both in the count
    assert (account.stages[2].totals, account.elected) == ((5, 7, 0, 0), (1,))
    assert check(account, NAMES, ballots) == ()


def test_an_overvote_between_those_who_are_gone_is_passed_over() -> None:
    ballots = contested(SETTLED, gather(4, [(5, (0,)), (4, (1,)), (2, ((2, 3), 1)), (1, (2,))]))
    account = count("irv", NAMES, ballots, 1, LOT, (2, 3))
    assert (account.stages[0].totals, account.elected) == ((5, 6, 0, 0), (1,))


def test_methods_that_cannot_ask_who_is_in_the_count_refuse() -> None:
    with pytest.raises(ValueError, match="meek-prf cannot settle overvotes as it goes; scottish-stv-2011"):
        count("meek-prf", NAMES, contested(SETTLED, OVERVOTED), 1, LOT)
    assert contested(SETTLED, gather(4, [(1, (0, 1))])).contested is False
    assert contested(Policy("equal"), OVERVOTED) is OVERVOTED


def test_a_policy_is_applied_to_the_ballots_of_a_file_that_kept_all_marks() -> None:
    assert rows(settled(Policy(), OVERVOTED))[2] == (4, (), ())
    assert rows(settled(Policy("alwaysSkipToNextRank"), OVERVOTED))[0][0] == 13
    assert settled(SETTLED, OVERVOTED).contested
