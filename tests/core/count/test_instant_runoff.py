"""One seat, the last excluded until somebody has more than half."""

from rankandfile.core.count.account import Account, winners
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.methods import count


def irv(rows: list[tuple[int, tuple[int, ...]]]) -> Account:
    return count("irv", ("Ash", "Birch", "Cedar"), gather(3, rows), 1, "0" * 64)


def test_more_than_half_at_the_first_stage_is_enough() -> None:
    assert len(irv([(6, (0,)), (5, (1,))]).stages) == 1


def test_the_last_is_excluded_and_their_papers_decide() -> None:
    account = irv([(4, (0,)), (3, (1,)), (2, (2, 1))])
    assert (winners(account), account.stages[1].totals) == (("Birch",), (4, 5, 0))


def test_half_is_taken_of_the_votes_that_still_count() -> None:
    account = irv([(5, (0,)), (4, (1,)), (3, (2,))])
    assert [stage.quota for stage in account.stages] == [7, 5]


def test_two_with_half_each_are_settled_by_the_tie_rule() -> None:
    account = irv([(4, (0,)), (3, (1,)), (1, (2, 1))])
    assert (winners(account), account.stages[-1].ties[0].by) == (("Ash",), "earlier-stage")
