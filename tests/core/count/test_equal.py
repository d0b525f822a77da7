"""Equal ranks, skipped ranks, overvotes and duplicates."""

import pytest

from rankandfile.core.count.ballots import gather, rows
from rankandfile.core.count.equal import in_orders
from rankandfile.core.count.methods import count
from rankandfile.core.count.policy import Marks, Policy, by_rank, ranking


def test_a_ballot_with_equal_candidates_is_split_into_every_order() -> None:
    split = in_orders(gather(3, [(1, ((0, 1), 2)), (2, (2,))]))
    assert split.unit == 2
    assert rows(split) == [(1, (0, 1, 2), (1, 2, 3)), (1, (1, 0, 2), (1, 2, 3)), (4, (2,), (1,))]


def test_ballots_without_equal_candidates_stay_as_they_are() -> None:
    ballots = gather(3, [(1, (0, 1))])
    assert in_orders(ballots) is ballots


def test_a_ballot_that_could_mean_too_many_orders_is_refused() -> None:
    with pytest.raises(ValueError, match="40320"):
        in_orders(gather(8, [(1, (tuple(range(8)),))]))


def test_a_count_with_equal_ranks_is_exact() -> None:
    account = count("scottish-stv-2011", ("A", "B", "C"), gather(3, [(4, ((0, 1),)), (3, (2,))]), 2, "0" * 64)
    assert (account.scale, account.unit, account.quota) == (200000, 2, 3 * 200000)
    assert account.stages[0].totals == (2 * 200000, 2 * 200000, 3 * 200000)


MARKS: Marks = [(1, (0,)), (2, (1, 2)), (3, (0,)), (6, (3,))]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy(), (((0,),), "overvote")),
        (Policy("alwaysSkipToNextRank"), (((0,), (3,)), "")),
        (Policy("equal"), (((0,), (1, 2), (3,)), "")),
        (Policy("exhaustIfMultipleContinuing"), (((0,), (1, 2), (3,)), "")),
        (Policy("equal", max_skipped=1), (((0,), (1, 2)), "skipped")),
        (Policy("equal", max_skipped=2), (((0,), (1, 2), (3,)), "")),
        (Policy("equal", exhaust_on_duplicate=True), (((0,), (1, 2)), "duplicate")),
    ],
)
def test_each_policy_makes_its_ranking_of_the_marks(policy: Policy, expected: tuple[object, str]) -> None:
    assert ranking(policy, MARKS) == expected


def test_too_many_skipped_ranks_end_a_ballot_before_the_overvote_behind_them() -> None:
    assert ranking(Policy(max_skipped=1), [(3, (0, 1))]) == ((), "skipped")


def test_marks_are_put_in_the_order_of_their_ranks() -> None:
    assert by_rank([(2, 1), (1, 0), (2, 0), (2, 1)]) == [(1, [0]), (2, [0, 1])]
