"""Meek's method against other people's programs and tables."""

import csv
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from rankandfile.core.count.account import Account, winners
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.figures import written
from rankandfile.core.count.formats.blt import read_blt
from rankandfile.core.count.methods import count

CENT = Decimal("0.01")


def counted(method: str, file: Path) -> Account:
    contest = read_blt(file.read_bytes())
    return count(method, contest.candidates, contest.ballots, contest.seats, "0" * 64, contest.withdrawn)


def meek(rows: list[tuple[int, tuple[int, ...]]], seats: int) -> Account:
    return count("meek-prf", ("Ash", "Birch", "Cedar", "Dogwood"), gather(4, rows), seats, "0" * 64)


@pytest.mark.parametrize("name", ["42", "42t", "513", "M135", "SC"])
@pytest.mark.parametrize(
    ("method", "dump", "first", "width"),
    [
        ("meek-prf", "meek-prf-o6-fixed-p9-d9", 6, 4),
        ("wigm-prf", "wigm-prf-fixed-p4-d4", 4, 3),
        ("wigm-prf-batch", "wigm-prf-batch-fixed-p4-d4", 4, 3),
        ("scottish-stv-2011", "scotland-fixed-p5-d5", 4, 3),
    ],
)
def test_quota_and_winners_are_those_of_another_program(
    shared: Path, method: str, dump: str, first: int, width: int, name: str
) -> None:
    folder = shared / "data/elections/droop"
    if not folder.is_dir():
        pytest.skip("needs the reference dumps of the shared folder")
    last = (folder / f"ref/{name}-{dump}.txt").read_text().strip().split("\n")[-1].split("\t")
    elected = {last[column] for column in range(first, len(last) - 1, width) if last[column + 1] == "E"}
    account = counted(method, folder / f"blt/{name}.blt")
    assert set(winners(account)) == elected
    assert written(account.stages[-1].quota, account.scale) == last[2]


def test_the_table_of_hill_wichmann_and_woodall_is_reproduced(shared: Path) -> None:
    folder = shared / "data/elections/ers97"
    if not folder.is_dir():
        pytest.skip("needs the model election of the shared folder")
    account = counted("meek-hww-1987", folder / "ers97.blt")
    table = list(csv.reader((folder / "ers97_meek_reference.csv").read_text().splitlines()))
    printed = [[Decimal(row[column]) for row in table[2:13]] for column in range(1, len(table[0]) - 1, 2)]
    ours = [
        [Decimal(written(t, account.scale)).quantize(CENT, ROUND_HALF_UP) for t in stage.totals]
        for stage in account.stages
    ]
    assert [ours.index(column) for column in printed] == [0, 1, 3, 4, 6, 8]
    assert set(winners(account)) == {"Smith", "Carpenter", "Duke", "Prince", "Freeman", "Vicar"}


def test_elected_candidates_keep_what_they_need_of_a_vote() -> None:
    account = meek([(6, (0, 1)), (2, (1,)), (1, (2,))], 2)
    assert account.elected == (0, 1)
    assert account.stages[1].factors[0] == 500000001


def test_a_paper_that_reaches_an_elected_candidate_later_passes_them_too() -> None:
    account = meek([(8, (0, 1)), (5, (1,)), (3, (2, 0, 3)), (4, (3,))], 2)
    assert sum(account.stages[-1].totals) + account.stages[-1].exhausted == 20 * 10**9


def test_candidates_within_the_surplus_of_the_lowest_are_tied_with_them() -> None:
    account = meek([(4, (0, 1)), (2, (2,)), (2, (3,))], 2)
    assert account.stages[-1].ties[0].by == "lot"


def test_more_seats_than_candidates_elect_everybody_at_the_first_stage() -> None:
    account = meek([(2, (1,)), (1, (0,))], 4)
    assert (len(account.elected), account.stages[0].notes) == (4, ("remaining",))


def test_a_published_meek_count_has_its_winners(shared: Path) -> None:
    folder = shared / "data/elections/nixos/2025"
    if not folder.is_dir():
        pytest.skip("needs the ballots of the shared folder")
    official = (folder / "OFFICIAL.txt").read_text()
    for method in ("meek-prf", "scottish-stv-2011"):
        elected = winners(counted(method, folder / "opavote-ballots-5.blt"))
        assert len(elected) == 5
        assert all(any(word in official for word in re.findall(r"\w+", name)) for name in elected)


@pytest.mark.parametrize(
    ("name", "dump"),
    [
        ("vegetables", "fixed9"),
        ("vegetables", "equalize.fixed9"),
        ("equal_preference/equal_preference", "equalize.fixed9"),
        ("ties/tie_break_explicit", "fixed9"),
    ],
)
def test_a_third_program_elects_the_same_with_quotas_alike_to_eight_decimals(
    shared: Path, name: str, dump: str
) -> None:
    """Its own Meek rule rounds otherwise in the ninth. What it calls equalized is our split of equal ranks."""
    folder = shared / "data/elections/stv-rs"
    if not folder.is_dir():
        pytest.skip("needs the reference dumps of the shared folder")
    rounds = (folder / f"meek/{name}.{dump}.log").read_text().split("Round ")[1:]
    quotas = [Fraction(re.findall(r"\tQuota: (.*)", text)[-1]) for text in rounds]
    account = counted("meek-prf", folder / f"ballots/{name}.blt")
    for quota, stage in zip(quotas, account.stages, strict=True):
        assert abs(Fraction(stage.quota, account.scale) - quota) < Fraction(1, 10**8)
    named = re.findall(r"Action: Elect(?: remaining)?: (.*)", "".join(rounds))
    assert set(winners(account)) == set(named)
