"""Counts in which only the names marked matter."""

from rankandfile.core.count.account import Account, winners
from rankandfile.core.count.ballots import Ranking, gather
from rankandfile.core.count.methods import count

NAMES = ("Ash", "Birch", "Cedar")


def counted(method: str, rows: list[tuple[int, Ranking]], seats: int = 1, withdrawn: tuple[int, ...] = ()) -> Account:
    return count(method, NAMES, gather(3, rows), seats, "0" * 64, withdrawn)


def test_the_most_first_preferences_win_a_plurality() -> None:
    assert winners(counted("plurality", [(5, (0, 1)), (4, (1,)), (3, (2, 1))])) == ("Ash",)


def test_a_vote_for_somebody_who_withdrew_goes_to_the_next_name() -> None:
    account = counted("plurality", [(5, (0, 1)), (4, (1,)), (3, (2, 1)), (1, (0,))], withdrawn=(0,))
    assert (account.stages[0].totals, account.invalid) == ((0, 9, 3), 1)


def test_every_name_approved_counts_once() -> None:
    account = counted("approval", [(5, (0, 1)), (4, (1,)), (1, ())], seats=2)
    assert (account.elected, account.stages[0].totals, account.invalid) == ((1, 0), (5, 9, 0), 1)


def test_a_person_with_more_no_than_yes_is_not_elected_though_a_seat_stays_empty() -> None:
    account = counted("yes-no", [(5, (0, 1)), (6, (0,)), (1, ())], seats=3)
    assert account.elected == (0,)
    assert [stage.totals for stage in account.stages] == [(11, 5, 0), (1, 7, 12)]


def test_a_ballot_with_ranks_can_abstain_on_a_person() -> None:
    account = counted("yes-no", [(1, ((0, 1), 2)), (1, ((0,), (2,))), (1, ())], seats=3)
    assert [stage.totals for stage in account.stages] == [(2, 1, 0), (0, 0, 2)]
    assert account.elected == (0, 1)


def test_a_ballot_with_no_to_one_person_and_nothing_else_is_no_yes() -> None:
    account = counted("yes-no", [(1, ((), (2,))), (1, ((0, 1),))], seats=3)
    assert [stage.totals for stage in account.stages] == [(1, 1, 0), (0, 0, 1)]


def test_a_slate_is_elected_whole_or_not_at_all_and_the_account_says_so() -> None:
    carried, lost = counted("slate", [(3, (0,)), (2, ())], seats=3), counted("slate", [(2, (0,)), (2, ())], seats=3)
    assert (carried.elected, lost.elected) == ((0, 1, 2), ())
    assert carried.notes == ("no-choice-between-persons",)


def test_of_several_slates_the_most_votes_win_whole_and_the_account_says_so() -> None:
    account = counted("slates", [(3, (0,)), (4, (1,)), (1, ())])
    assert (winners(account), account.notes) == (("Birch",), ("no-choice-between-persons",))
