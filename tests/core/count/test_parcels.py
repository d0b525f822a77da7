"""Counts by parcels: the model election of the rules, and what each rule does on small ones."""

from pathlib import Path

import pytest

from rankandfile.core.count.account import NOBODY, Account, Transfer, winners
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.formats.blt import read_blt
from rankandfile.core.count.methods import count

Rows = list[tuple[int, tuple[int, ...]]]


def counted(rows: Rows, seats: int, method: str = "ers97", withdrawn: tuple[int, ...] = ()) -> Account:
    return count(method, ("Ash", "Birch", "Cedar", "Dogwood", "Elm"), gather(5, rows), seats, "0" * 64, withdrawn)


def test_the_model_election_has_its_known_figures(shared: Path) -> None:
    file = shared / "data/elections/ers97/ers97.blt"
    if not file.is_file():
        pytest.skip("needs the model election of the shared folder")
    contest = read_blt(file.read_bytes())
    account = count("ers97", contest.candidates, contest.ballots, contest.seats, "0" * 64)
    first, second = account.stages[:2]
    assert (first.quota, first.totals[0] - first.quota) == (10758, 2642)
    assert {part.amount // part.papers for part in second.transfers if part.amount} == {21}
    assert (second.rounding, second.totals[1]) == (59, 8835)
    assert set(winners(account)) == {"Smith", "Carpenter", "Duke", "Prince", "Vicar", "Freeman"}


def test_a_surplus_goes_on_to_those_papers_alone_that_can_go_on() -> None:
    stage = counted([(8, (0, 1)), (2, (0,)), (3, (1,)), (5, (2,))], 2).stages[1]
    assert stage.transfers == (Transfer(0, 1, 8, 8 * 50), Transfer(0, NOBODY, 2, 0))


def test_a_paper_never_goes_on_above_the_value_at_which_it_came() -> None:
    stage = counted([(10, (0,)), (1, (0, 1)), (3, (1,)), (4, (2,))], 2).stages[1]
    assert stage.transfers == (Transfer(0, 1, 1, 100), Transfer(0, NOBODY, 10, 400))


def test_a_surplus_without_any_transferable_paper_is_spent() -> None:
    stage = counted([(10, (0,)), (3, (1,)), (4, (2,)), (4, (3,))], 2, withdrawn=(4,)).stages[1]
    assert (stage.transfers, stage.exhausted) == ((Transfer(0, NOBODY, 10, 300),), 300)


def test_a_later_surplus_is_taken_from_the_last_parcel() -> None:
    account = counted([(9, (0,)), (6, (1, 4)), (4, (2, 1, 3)), (5, (3,)), (6, (4,))], 3)
    surplus = next(stage for stage in account.stages if stage.candidates == (1,))
    assert {part.target for part in surplus.transfers} == {3}


def test_a_surplus_waits_while_it_cannot_change_who_goes() -> None:
    account = counted([(11, (0, 3)), (8, (1,)), (6, (2,)), (1, (3,))], 2)
    assert account.stages[1].action == "exclusion"


def test_the_lowest_group_goes_together() -> None:
    account = counted([(20, (0,)), (15, (1,)), (2, (2,)), (3, (3,)), (1, (4,))], 1)
    assert account.stages[1].excluded == (2, 3, 4)
    assert account.stages[1].notes[0] == "together"


def test_the_quota_falls_until_somebody_is_elected() -> None:
    account = counted([(4, (0,)), (4, (1,)), (3, (2,)), (3, (3, 0))], 2)
    assert [stage.quota for stage in account.stages][:3] == [467, 467, 467]
    nobody_yet = counted([(4, (0,)), (4, (1,)), (3, (2,)), (2, (3,))], 2)
    assert nobody_yet.stages[-1].quota < nobody_yet.stages[0].quota == 434


def test_a_candidate_without_papers_is_excluded_in_a_stage_of_their_own() -> None:
    stage = counted([(5, (0,)), (5, (1,)), (5, (2,))], 1, withdrawn=(3,)).stages[1]
    assert (stage.excluded, stage.transfers) == ((4,), ())


def test_northern_ireland_keeps_a_whole_quota() -> None:
    account = counted([(8, (0, 1)), (3, (1,)), (5, (2,)), (1, (3,))], 2, "northern-ireland")
    assert {stage.quota for stage in account.stages} == {600}
