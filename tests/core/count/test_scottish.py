"""Scottish counts stage by stage: what the rule says on small elections, and the official sheets cell by cell."""

import pytest

from rankandfile.core.count.account import NOBODY, Account, Transfer, winners
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.methods import count

LOT = "0" * 64
Rows = list[tuple[int, tuple[int, ...]]]


def scottish(seats: int, rows: Rows, lot: str = LOT, withdrawn: tuple[int, ...] = ()) -> Account:
    candidates = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")[: max(max(r, default=0) for _, r in rows) + 1]
    return count("scottish-stv-2011", candidates, gather(len(candidates), rows), seats, lot, withdrawn)


def test_the_quota_ignores_decimals_and_adds_one() -> None:
    assert scottish(2, [(7, (0,)), (3, (1,)), (1, (2,))]).quota == 4 * 10**5


def test_a_surplus_goes_on_at_a_value_cut_after_five_decimals() -> None:
    stage = scottish(2, [(7, (0, 1)), (3, (1,)), (2, (2,))]).stages[1]
    assert stage.transfers == (Transfer(0, 1, 7, 7 * 28571),)
    assert (stage.totals[0], stage.rounding, stage.exhausted) == (5 * 10**5, 3, 0)


def test_papers_without_a_further_preference_are_not_transferred() -> None:
    stage = scottish(2, [(6, (0,)), (4, (1,)), (3, (2,))]).stages[1]
    assert stage.transfers == (Transfer(0, NOBODY, 6, 6 * 16666),)


def test_exactly_the_quota_makes_no_surplus_stage() -> None:
    account = scottish(2, [(4, (0, 1)), (3, (1,)), (2, (2,))])
    assert [stage.action for stage in account.stages] == ["first-preferences", "exclusion"]


def test_all_who_reach_the_quota_at_one_stage_are_elected_together_and_receive_nothing_more() -> None:
    account = scottish(3, [(9, (0, 1, 2)), (6, (1, 0, 2)), (1, (2,)), (1, (3,))])
    assert account.stages[0].elected == (0, 1)
    assert account.stages[1].transfers == (Transfer(0, 2, 9, 9 * 44444),)


def test_a_tie_for_exclusion_is_settled_by_the_most_recent_stage_at_which_they_differed() -> None:
    account = scottish(1, [(5, (0,)), (3, (1,)), (2, (2,)), (1, (3, 2))])
    (tie,) = account.stages[2].ties
    assert (tie.by, tie.stage, tie.tied, tie.chosen) == ("earlier-stage", 1, (1, 2), (2,))


def test_a_tie_at_all_stages_is_settled_by_a_lot_that_the_account_shows() -> None:
    rows: Rows = [(4, (0,)), (2, (1,)), (2, (2,))]
    accounts = [scottish(1, rows, f"{number:064x}") for number in range(12)]
    assert {account.stages[1].excluded for account in accounts} == {(1,), (2,)}
    tie = accounts[0].stages[1].ties[0]
    assert [draw.number for draw in tie.draws] == sorted(draw.number for draw in tie.draws)
    assert tie.chosen == (tie.draws[-1].candidate,)


def test_the_remaining_are_elected_when_no_more_continue_than_seats_are_vacant() -> None:
    account = scottish(2, [(3, (0,)), (2, (1,)), (1, (2,))])
    assert winners(account) == ("Ash", "Birch")
    assert account.stages[-1].notes == ("remaining",)


def test_papers_of_a_withdrawn_candidate_count_for_their_next_preference() -> None:
    account = scottish(1, [(5, (0, 1)), (3, (1,)), (4, (2,)), (1, (0,))], withdrawn=(0,))
    assert account.stages[0].totals == (0, 8 * 10**5, 4 * 10**5)
    assert account.invalid == 10**5


def test_more_seats_than_candidates_elect_everybody() -> None:
    assert scottish(4, [(3, (0,)), (2, (1,))]).elected == (0, 1)


@pytest.mark.parametrize(
    ("method", "candidates", "seats", "lot"),
    [
        ("no such method", ("A", "B"), 1, LOT),
        ("irv", ("A", "B"), 2, LOT),
        ("irv", ("A", "B"), 0, LOT),
        ("irv", ("A", "A"), 1, LOT),
        ("irv", ("A", "B", "C"), 1, LOT),
        ("irv", ("A", "B"), 1, "heads"),
    ],
)
def test_what_cannot_be_counted_is_refused(method: str, candidates: tuple[str, ...], seats: int, lot: str) -> None:
    with pytest.raises(ValueError, match=r"method|seats|names|lot"):
        count(method, candidates, gather(2, [(1, (0,))]), seats, lot)
