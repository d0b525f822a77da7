"""Every Scottish ward with an official sheet: its winners, and every printed cell of every stage."""

import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from rankandfile.core.count.formats.blt import read_blt
from rankandfile.core.count.methods import count

TWO_DECIMALS = Decimal("0.01")


def sheets(shared: Path) -> list[tuple[Path, dict[str, object]]]:
    folder = shared / "data/elections/scotland"
    if not folder.is_dir():
        pytest.skip("needs the Scottish ballots of the shared folder")
    return [(folder / f"blt/{p.stem}.blt", json.loads(p.read_text())) for p in sorted(folder.glob("official/*.json"))]


def agrees(printed: str, counted: int) -> bool:
    """Whether the cell is the counted number: to all five decimals, or after rounding where it is printed with two."""
    exact = Decimal(counted) / 100000
    if len(printed.partition(".")[2]) in (1, 2):
        return exact.quantize(TWO_DECIMALS, ROUND_HALF_UP) == Decimal(printed).quantize(TWO_DECIMALS)
    return exact == Decimal(printed)


def test_every_official_sheet_is_reproduced_cell_by_cell(shared: Path) -> None:
    wrong, cells = [], 0
    for ballots, sheet in sheets(shared):
        contest = read_blt(ballots.read_bytes())
        account = count("scottish-stv-2011", contest.candidates, contest.ballots, contest.seats, "0" * 64)
        suspect = {(number, stage) for number, stage, *_ in sheet["suspect_cells"]}
        elected = {person["number"] - 1 for person in sheet["candidates"] if person["elected"]}
        if elected != set(account.elected):
            wrong.append((ballots.name, "winners"))
        for person in sheet["candidates"]:
            number, totals = person["number"], person["totals"]
            if totals and len(totals) != len(account.stages):
                wrong.append((ballots.name, "stages"))
            for stage, printed in enumerate(totals, 1):
                cells += 1
                if (number, stage) in suspect:
                    continue
                if not agrees(printed, account.stages[stage - 1].totals[number - 1]):
                    wrong.append((ballots.name, number, stage, printed))
    assert wrong == []
    assert cells > 10000


def test_the_cells_that_the_manual_lists_contradict_their_ballots(shared: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/counting/scottish-stv-2011.md").read_text()
    listed = set(re.findall(r"^\* `(\w+)`, stage (\d+): (\S+) printed, (\S+) from the ballots$", page, re.MULTILINE))
    suspect = {
        (ballots.stem, str(stage), printed, ballots_say)
        for ballots, sheet in sheets(shared)
        for _number, stage, printed, ballots_say in sheet["suspect_cells"]
    }
    assert listed
    assert listed <= suspect


def test_a_suspect_cell_is_what_the_ballots_say_and_not_what_is_printed(shared: Path) -> None:
    for ballots, sheet in sheets(shared):
        if sheet["suspect_cells"]:
            contest = read_blt(ballots.read_bytes())
            account = count("scottish-stv-2011", contest.candidates, contest.ballots, contest.seats, "0" * 64)
            for number, stage, printed, ballots_say in sheet["suspect_cells"]:
                assert printed != ballots_say
                assert agrees(ballots_say, account.stages[stage - 1].totals[number - 1])
