"""Counts in which only the names marked matter."""

import pytest

from rankandfile.core.count.account import Account, winners
from rankandfile.core.count.ballots import Ranking, gather, with_marks
from rankandfile.core.count.explain import story
from rankandfile.core.count.methods import count

NAMES = ("Ash", "Birch", "Cedar")
WAY_OUT = "Write 1 for yes and 2 for no"


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


def test_an_order_of_preference_is_neither_yes_nor_no() -> None:
    ballots = with_marks(gather(3, [(5, (0, 1, 2))]))
    with pytest.raises(ValueError, match=WAY_OUT):
        count("yes-no", NAMES, ballots, 1, "0" * 64)
    two = count("yes-no", NAMES, with_marks(gather(3, [(5, (0, 1))])), 2, "0" * 64)
    assert [stage.totals for stage in two.stages] == [(5, 0, 0), (0, 5, 0)]
    assert story(two)[0].startswith("Rank 1 on a ballot is a yes")


def test_the_account_says_that_names_alone_were_read_as_answers() -> None:
    assert story(counted("yes-no", [(5, (0, 1))]))[0].startswith("Whoever a ballot names has a yes from it")


@pytest.mark.parametrize("method", ["plurality", "slates", "exhaustive-ballot"])
def test_two_names_put_first_are_an_overvote_and_the_account_counts_it(method: str) -> None:
    account = counted(method, [(5, (0,)), (4, ((0, 1), 2)), (3, (2, (0, 1)))])
    assert (account.stages[0].totals, account.overvotes, account.invalid) == ((5, 0, 3), 4, 4)
    assert "4 ballots mark more candidates than they may, and are spoilt." in story(account)


def test_two_lists_put_first_are_an_overvote_too() -> None:
    account = counted("list-dhondt", [(5, (0,)), (4, ((0, 1), 2)), (3, (2,))], seats=2)
    assert (account.stages[0].totals, account.overvotes, account.invalid) == ((5, 0, 3), 4, 4)


def test_an_overvote_with_somebody_who_withdrew_is_a_vote_for_the_other() -> None:
    account = counted("plurality", [(5, (0,)), (6, ((0, 1),))], withdrawn=(0,))
    assert (account.stages[0].totals, account.overvotes, account.invalid) == ((0, 6, 0), 0, 5)


def test_in_a_block_vote_equal_marks_may_be_as_many_as_there_are_seats() -> None:
    account = counted("block", [(5, ((0, 1),)), (4, (2, (0, 1))), (3, ((0, 1, 2),)), (2, (1, 2, 0))], seats=2)
    assert (account.stages[0].totals, account.overvotes, account.invalid) == ((5, 7, 2), 7, 7)
