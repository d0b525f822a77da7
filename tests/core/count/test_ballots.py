"""Ballots are kept as distinct rankings, and what cannot be a ballot is refused."""

import pytest

from rankandfile.core.count.ballots import Ballots, gather, groups, has_equals, rows


def test_equal_rankings_are_put_together() -> None:
    ballots = gather(3, [(2, (0, 1)), (3, (2,)), (1, (0, 1)), (1, ())])
    assert rows(ballots) == [(3, (0, 1), (1, 2)), (3, (2,), (1,)), (1, (), ())]
    assert ballots.total == 7


def test_ranks_are_kept_only_where_they_are_not_one_two_three() -> None:
    assert gather(3, [(1, (0, 1, 2))]).marks is None
    equal = gather(3, [(1, (0, (1, 2)))])
    assert rows(equal) == [(1, (0, 1, 2), (1, 2, 2))]


def test_equal_ranks_are_found_only_within_a_ballot() -> None:
    assert has_equals(gather(3, [(1, ((0, 1),))]))
    assert not has_equals(gather(3, [(1, (0, 1))]))
    assert not has_equals(gather(3, [(1, ((), 0)), (1, ((), 1, 2))]))


def test_candidates_of_one_rank_form_a_group() -> None:
    assert groups((3, 1, 2), (1, 2, 2)) == ((3,), (1, 2))


@pytest.mark.parametrize("row", [(1, (0, 0)), (1, (3,)), (1, (-1,)), (-1, (0,))])
def test_what_is_no_ballot_is_refused(row: tuple[int, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match=r"candidate|ballots"):
        gather(3, [row])


def test_no_ballots_at_all_are_still_ballots() -> None:
    empty: Ballots = gather(3, [])
    assert (empty.total, rows(empty)) == (0, [])
