"""Cambridge's count on papers in their order, worked out by hand."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rankandfile.core.count.account import NOBODY, Account, Transfer
from rankandfile.core.count.ballots import Ranking, from_marks, gather
from rankandfile.core.count.check import check
from rankandfile.core.count.explain import story
from rankandfile.core.count.methods import count
from rankandfile.core.count.whole import drawn

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
Rows = list[tuple[int, tuple[int, ...]]]


def counted(rows: Rows, seats: int, withdrawn: tuple[int, ...] = ()) -> Account:
    ballots = from_marks(4, ((n, names, range(1, len(names) + 1)) for n, names in rows))
    return count("cambridge", NAMES, ballots, seats, "0" * 64, withdrawn)


def test_every_nth_paper_is_drawn_then_those_behind_it_then_the_first() -> None:
    assert list(drawn(10, 3)) == [2, 5, 8, 3, 6, 9, 4, 7, 0, 1]
    assert list(drawn(5, 4)) == [0, 1, 2, 3, 4]
    assert list(drawn(5, 2))[:2] == [2, 3]  # 2.5 is rounded up to 3


SURPLUS: Rows = [(2, (0, 1)), (1, (0,)), (2, (0, 2)), (1, (0, 3)), (2, (1,)), (2, (2,)), (1, (3,))]
"""Eleven papers for two places: a quota of 4, a surplus of 2 with Ash's six papers, so that every third is drawn."""


def test_a_paper_that_goes_no_further_is_skipped_and_stays() -> None:
    first, second, *_ = counted(SURPLUS, 2).stages
    assert (first.quota, first.totals, first.elected) == (4, (6, 2, 2, 1), (0,))
    assert second.transfers == (Transfer(0, 2, 1, 1), Transfer(0, 3, 1, 1))  # the sixth paper, then the fourth
    assert (second.totals, second.exhausted) == ((4, 2, 3, 2), 0)


def test_the_order_of_the_papers_decides_and_the_account_says_so() -> None:
    turned: Rows = [SURPLUS[1], *SURPLUS[2:4], SURPLUS[0], *SURPLUS[4:]]
    assert counted(turned, 2).stages[1].transfers == (Transfer(0, 1, 1, 1), Transfer(0, 2, 1, 1))
    assert "in the order in which they stand in the file" in story(counted(turned, 2))[0]


def test_a_surplus_that_cannot_go_on_stays() -> None:
    account = counted([(6, (0,)), (2, (1,)), (1, (2,))], 2, withdrawn=(3,))
    assert (account.stages[1].transfers, account.stages[1].totals) == ((), (6, 2, 1, 0))


def test_whoever_reaches_the_quota_is_elected_at_once_and_the_next_paper_passes_by() -> None:
    stage = counted([(6, (0,)), (5, (1,)), (3, (2,)), (2, (3, 1, 2))], 2).stages[1]
    assert stage.transfers == (Transfer(3, 1, 1, 1), Transfer(3, 2, 1, 1))
    assert (stage.totals, stage.elected, stage.election) == ((6, 6, 4, 0), (1,), "9(c)")


def test_all_with_fewer_papers_than_signatures_go_together_and_a_paper_without_a_name_is_exhausted() -> None:
    account = counted([(90, (0,)), (80, (1,)), (9, (2, 3, 1)), (4, (3,))], 1)
    stage = account.stages[1]
    assert (stage.excluded, stage.paragraph, stage.notes[0]) == ((3, 2), "9(g)", "few")
    assert stage.transfers == (Transfer(3, NOBODY, 4, 4), Transfer(2, 1, 9, 9))
    assert stage.exhausted == 4
    assert "fewer votes than a nomination needs signatures" in "\n".join(story(account))


def test_a_tie_for_the_last_place_looks_back_to_before_the_last_transfer() -> None:
    stage = counted([(100, (0,)), (80, (1,)), (60, (2,)), (20, (3, 2))], 1).stages[2]
    assert [(tie.by, tie.stage, tie.totals) for tie in stage.ties] == [("earlier-stage", 1, (80, 60))]
    assert stage.excluded == (2,)


@pytest.mark.parametrize("rows", [[(1, ((0, 1), 2))], [(1, ((0, 1),)), (1, (2,))]])
def test_papers_that_would_have_to_be_split_are_refused(rows: list[tuple[int, Ranking]]) -> None:
    with pytest.raises(ValueError, match="whole papers"):
        count("cambridge", NAMES, gather(4, rows), 2, "0" * 64)
    with pytest.raises(ValueError, match="whole papers"):
        count("cambridge", NAMES, gather(4, [(1, (0,))], unit=2), 2, "0" * 64)


RANKINGS = st.permutations(range(4)).flatmap(lambda order: st.integers(0, 4).map(lambda n: tuple(order[:n])))


@settings(deadline=None, max_examples=25)
@given(rows=st.lists(st.tuples(st.integers(1, 120), RANKINGS), min_size=1, max_size=10), seats=st.integers(1, 3))
@example(rows=[(90, (0,)), (80, (1,)), (9, (2, 3, 1)), (4, (3,))], seats=1)
def test_another_hand_comes_to_the_same(rows: Rows, seats: int) -> None:
    ballots = from_marks(4, ((n, names, range(1, len(names) + 1)) for n, names in rows))
    assert check(counted(rows, seats), NAMES, ballots) == ()
