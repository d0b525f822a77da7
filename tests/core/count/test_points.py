"""Counts by points, proportional committees and lists, on examples that can be done by hand, and real list seats."""

import csv
from pathlib import Path

import pytest

from rankandfile.core.count.account import Account, winners
from rankandfile.core.count.apportion import Apportionment, apportion
from rankandfile.core.count.ballots import Ranking, from_marks, gather
from rankandfile.core.count.methods import count

NAMES = ("Ash", "Birch", "Cedar")
LOT = "0" * 64


def counted(method: str, rows: list[tuple[int, Ranking]], seats: int = 1, withdrawn: tuple[int, ...] = ()) -> Account:
    return count(method, NAMES, gather(3, rows), seats, LOT, withdrawn)


def scored(method: str, rows: list[tuple[int, tuple[int, ...]]], seats: int = 1) -> Account:
    return count(method, NAMES, from_marks(3, ((n, (0, 1, 2), marks) for n, marks in rows)), seats, LOT)


def test_borda_gives_a_point_for_each_candidate_below() -> None:
    account = counted("borda", [(3, (0, 1, 2)), (2, (1, 2, 0))])
    assert (account.stages[0].totals, account.scale) == ((12, 14, 4), 2)


def test_borda_shares_the_points_of_equal_and_unranked_candidates() -> None:
    assert counted("borda", [(1, (0,))]).stages[0].totals == (4, 1, 1)
    assert counted("borda", [(1, ((0, 1), 2))]).stages[0].totals == (3, 3, 0)


def test_modified_borda_gives_few_points_to_whoever_ranks_few() -> None:
    assert counted("modified-borda", [(1, (0,)), (1, (1, 2))]).stages[0].totals == (2, 4, 2)


def test_whoever_has_withdrawn_is_worth_no_points_to_those_above() -> None:
    account = counted("borda", [(3, (0, 1, 2)), (2, (1, 2, 0))], withdrawn=(1,))
    assert account.stages[0].totals == (6, 0, 4)
    assert counted("modified-borda", [(1, (1, 0))], withdrawn=(1,)).stages[0].totals == (2, 0, 0)


def test_scores_are_summed() -> None:
    account = scored("score", [(2, (5, 0, 3)), (1, (0, 4, 5))])
    assert (account.stages[0].totals, winners(account)) == ((10, 4, 11), ("Cedar",))


def test_star_elects_whom_more_ballots_prefer_of_the_two_highest() -> None:
    account = scored("star", [(2, (5, 4, 0)), (3, (3, 4, 0)), (1, (5, 0, 5))])
    assert [stage.totals for stage in account.stages] == [(24, 20, 5), (3, 3, 0)]
    assert winners(account) == ("Ash",)


def test_bloc_star_goes_on_without_those_elected() -> None:
    assert len(scored("star", [(2, (5, 4, 0)), (3, (0, 4, 5))], seats=4).elected) == 3


def test_proportional_approval_leaves_a_seat_to_a_third() -> None:
    rows: list[tuple[int, Ranking]] = [(6, (0, 1)), (4, (2,))]
    assert counted("sequential-pav", rows, 2).elected in ((0, 2), (1, 2))
    assert counted("phragmen", rows, 2).elected in ((0, 2), (1, 2))


def test_proportional_approval_counts_a_half_for_the_second() -> None:
    account = counted("sequential-pav", [(6, (0, 1)), (1, (0,)), (4, (2,))], 3)
    assert account.stages[1].totals == (0, 3 * 10**9, 4 * 10**9)


def test_phragmens_loads_are_shared() -> None:
    account = counted("phragmen", [(2, (0, 1)), (1, (0,)), (1, (1,))], 2)
    assert account.stages[1].totals[account.elected[1]] == 10**9 * (3 + 2) // 9


def test_phragmens_loads_of_parts_of_ballots_are_those_of_the_ballots() -> None:
    whole = counted("phragmen", [(2, (0, 1)), (1, (0,)), (1, (1,))], 2)
    halves = count("phragmen", NAMES, gather(3, [(4, (0, 1)), (2, (0,)), (2, (1,))], unit=2), 2, LOT)
    assert whole.elected == halves.elected
    assert [stage.totals[0] // 2 for stage in halves.stages] == [stage.totals[0] for stage in whole.stages]


def test_phragmen_elects_nobody_whom_nobody_approves() -> None:
    assert counted("phragmen", [(2, (0,))], 3).elected == (0,)


def test_a_tie_between_approvals_is_settled_by_lot_and_shown() -> None:
    assert counted("phragmen", [(2, (0,)), (2, (1,))], 1).stages[0].ties[0].by == "lot"


def test_as_many_names_count_in_a_block_vote_as_there_are_seats() -> None:
    account = counted("block", [(3, (0, 1, 2)), (2, (2,)), (1, ())], 2)
    assert (account.stages[0].totals, account.invalid) == ((3, 3, 2), 1)


def test_a_round_of_an_exhaustive_ballot_elects_or_drops_one() -> None:
    undecided = counted("exhaustive-ballot", [(4, (0,)), (3, (1,)), (2, (2,))])
    assert (undecided.elected, undecided.stages[0].excluded, undecided.quota) == ((), (2,), 5)
    decided = counted("exhaustive-ballot", [(4, (0,)), (5, (1,))], withdrawn=(2,))
    assert (decided.elected, decided.stages[0].excluded) == ((1,), ())
    assert counted("exhaustive-ballot", [(1, (0,))], withdrawn=(0, 1, 2)).elected == ()


def test_lists_share_the_seats() -> None:
    rows: list[tuple[int, Ranking]] = [(53, (0,)), (24, (1,)), (23, (2,)), (1, ())]
    assert counted("list-dhondt", rows, 7).elected == (0, 0, 0, 0, 1, 1, 2)
    assert counted("list-hamilton", rows, 7).stages[1].totals == (4, 2, 1)
    assert counted("list-sainte-lague", [(53, (0,)), (24, (1,)), (23, (2,))], 7, (2,)).stages[1].totals == (5, 2, 0)
    assert counted("list-dhondt", [(1, ())], 2).elected == ()


def test_the_czech_house_of_2017_is_shared_out_as_it_was(shared: Path) -> None:
    file = shared / "data/elections/list-pr/cz_psp_2017.csv"
    if not file.is_file():
        pytest.skip("needs the lists of the shared folder")
    heading, *parties = csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=";")
    votes = {row[0]: [int(cell) for cell in row[1:]] for row in parties}
    regions = {region: sum(v[n] for v in votes.values()) for n, region in enumerate(heading[1:])}
    whole = sum(regions.values())
    above = {party: v for party, v in votes.items() if sum(v) * 20 >= whole}
    house = apportion(Apportionment(method="largest-remainder", house_size=200), regions)
    seats = dict.fromkeys(above, 0)
    for number, region in enumerate(heading[1:]):
        rule = Apportionment(method="highest-averages", series="dhondt", house_size=house[region].seats)
        for party, shared_out in apportion(rule, {party: v[number] for party, v in above.items()}).items():
            seats[party] += shared_out.seats
    assert sorted(seats.values(), reverse=True) == [78, 25, 22, 22, 15, 15, 10, 7, 6]
