"""RCTab's own cases: the marks of its ballots under its policies, round by round as its reports have them."""

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from rankandfile.core.count.account import Account, Limit
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.constraints import guard
from rankandfile.core.count.contest import Contest
from rankandfile.core.count.formats.cvr import read_cvr
from rankandfile.core.count.gregory import count_gregory
from rankandfile.core.count.methods import count
from rankandfile.core.count.policy import Policy, ranking
from rankandfile.core.count.question import Question
from rankandfile.core.count.rules.wigm_prf import WIGM_PRF

CASES = [
    "test_set_1_exhaust_at_overvote",
    "test_set_2_overvote_skip_to_next",
    "test_set_3_skipped_choice_exhaust",
    "test_set_6_duplicate_exhaust",
]


SEVERAL = [
    "test_set_multi_winner_whole_threshold",
    "test_set_multi_winner_fractional_threshold",
    "multi_seat_uwi_test",
    "2013_minneapolis_park",
]
ONE = [
    "generic_csv_test",
    "2015_portland_mayor",
    "2017_minneapolis_mayor",
    "tiebreak_previous_round_counts_then_random_test",
]
OVERVOTE = (0, 1)  # any two at one rank; no policy of these cases counts either
WRITE_INS = "Undeclared Write-ins"


def policy_of(rules: dict[str, Any]) -> Policy:
    skipped = rules.get("maxSkippedRanksAllowed", "unlimited")
    allowed = None if skipped == "unlimited" else int(skipped)
    return Policy(rules["overvoteRule"], allowed, rules["exhaustOnDuplicateCandidate"])


@pytest.mark.parametrize("case", CASES)
def test_rounds_are_those_of_the_report(shared: Path, case: str) -> None:
    folder = shared / "data/elections/rctab" / case
    if not folder.is_dir():
        pytest.skip("needs the cases of the shared folder")
    config = json.loads((folder / f"{case}_config.json").read_text())
    report = json.loads((folder / f"{case}_expected_detailed_report.json").read_text())
    contest = read_cvr((folder / f"{case}_cvr.json").read_bytes(), policy_of(config["rules"]))
    account = count("irv", contest.candidates, contest.ballots, 1, "0" * 64)
    for printed, stage in zip(report["results"], account.stages, strict=False):
        ours = {contest.candidates[c]: votes for c, votes in enumerate(stage.totals)}
        assert {name: ours.get(name, 0) for name in printed["tally"]} == {
            n: int(v) for n, v in printed["tally"].items()
        }
    elected = [entry["elected"] for r in report["results"] for entry in r["tallyResults"] if "elected" in entry]
    assert [contest.candidates[c] for c in account.elected] == elected


@dataclass(frozen=True)
class Case:
    """A folder of RCTab's: what was asked, what was cast, what it reported."""

    config: dict[str, Any]
    contest: Contest
    rounds: list[dict[str, Any]]


def case_of(shared: Path, name: str) -> Case:
    folder = shared / "data/elections/rctab" / name
    if not folder.is_dir():
        pytest.skip("needs the cases of the shared folder")
    config = json.loads((folder / f"{name}_config.json").read_text())
    rounds = json.loads((folder / f"{name}_expected_detailed_report.json").read_text())["results"]
    source = config["cvrFileSources"][0]
    file = folder / source["filePath"]
    policy = policy_of(config["rules"])
    if source["provider"] == "cdf":
        return Case(config, read_cvr(file.read_bytes(), policy), rounds)
    marks = marks_of_csv(file) if file.suffix == ".csv" else marks_of_sheet(file, config)
    names = sorted({mark for ballot in marks for _, marked in ballot for mark in marked} | set(rounds[0]["tally"]))
    alike = Counter(
        tuple((rank, tuple(names.index(m) for m in marked) or OVERVOTE) for rank, marked in ballot) for ballot in marks
    )
    cast = [(number, ranking(policy, ballot)[0]) for ballot, number in alike.items()]
    return Case(config, Contest("", tuple(names), 0, gather(len(names), cast)), rounds)


def marks_of_csv(file: Path) -> list[list[tuple[int, list[str]]]]:
    """A candidate's rank in each column from the fourth on; the column of write-ins last."""
    heading, *lines = csv.reader(file.read_text().splitlines())
    names = [*heading[3:-1], WRITE_INS]
    ballots = [
        sorted((int(cell), name) for cell, name in zip(line[3:], names, strict=False) if cell.isdecimal())
        for line in lines
    ]
    return [[(rank, [name]) for rank, name in ballot] for ballot in ballots]


def marks_of_sheet(file: Path, config: dict[str, Any]) -> list[list[tuple[int, list[str]]]]:
    """Each choice in a column of the workbook's first sheet."""
    source, most = config["cvrFileSources"][0], config["rules"]["maxRankingsAllowed"]
    first = int(source["firstVoteColumnIndex"]) - 1
    last = first + int(most) if most != "max" else None
    silent = ("", source["skippedRankLabel"])
    named = {source["undeclaredWriteInLabel"]: WRITE_INS}
    return [
        [
            (rank, [] if cell == "overvote" else [named.get(cell, cell)])
            for rank, cell in enumerate(row[first:last], 1)
            if cell not in silent
        ]
        for row in rows_of_sheet(file)[1:]
    ]


def rows_of_sheet(file: Path) -> list[list[str]]:
    """The cells of a workbook's first sheet."""
    with ZipFile(file) as book:
        entries = re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    strings = [unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", entry))).strip() for entry in entries]
    found = []
    for row in re.findall(r"<row .*?</row>", sheet, re.DOTALL):
        cells = re.findall(r'<c r="([A-Z]+)\d+"([^>/]*)>(?:<v>([^<]*)</v>)?', row)
        by_column = {column(name): strings[int(text)] if 't="s"' in kind else text for name, kind, text in cells}
        found.append([by_column.get(place, "") for place in range(max(by_column, default=-1) + 1)])
    return found


def column(letters: str) -> int:
    """The place of a column, from 0."""
    return reduce(lambda place, letter: place * 26 + ord(letter) - 64, letters, 0) - 1


def out_and_passed_on(rounds: list[dict[str, Any]], place: int) -> tuple[frozenset[str], frozenset[str]]:
    """Who was excluded, and whose surplus had gone on, before this round."""
    entries = [entry for printed in rounds[:place] for entry in printed["tallyResults"]]
    return (
        frozenset(entry["eliminated"] for entry in entries if "eliminated" in entry),
        frozenset(entry["elected"] for entry in entries if "elected" in entry),
    )


def totals_by_what_was_done(account: Account) -> dict[tuple[frozenset[str], frozenset[str]], dict[str, Fraction]]:
    """The totals of each stage, under the same two sets."""
    found, out, passed_on = {}, set[str](), set[str]()
    for stage in account.stages:
        out |= {account.candidates[c] for c in stage.excluded}
        passed_on |= {account.candidates[c] for c in stage.candidates if stage.action == "surplus"}
        totals = {account.candidates[c]: Fraction(votes, account.scale) for c, votes in enumerate(stage.totals)}
        found[frozenset(out), frozenset(passed_on)] = totals
    return found


def rounds_agreed(case: Case, account: Account) -> int:
    """How many printed rounds have a stage of ours that did the same, all of whose totals are those printed."""
    ours = totals_by_what_was_done(account)
    agreed = 0
    for place, printed in enumerate(case.rounds):
        stage = ours.get(out_and_passed_on(case.rounds, place))
        if stage is not None:
            assert {name: stage.get(name, Fraction(0)) for name in printed["tally"]} == {
                name: Fraction(votes) for name, votes in printed["tally"].items()
            }
            agreed += 1
    return agreed


@pytest.mark.parametrize("name", SEVERAL)
def test_several_seats_come_out_round_by_round_under_a_rule_of_the_same_choices(shared: Path, name: str) -> None:
    """Write-ins that nobody declared are, in our words, a group of whom at most none may be elected."""
    case = case_of(shared, name)
    rules, contest = case.config["rules"], case.contest
    fraction = rules["nonIntegerWinningThreshold"]
    rule = replace(WIGM_PRF, quota="fraction" if fraction else "whole")
    seats = int(rules["numberOfWinners"])
    write_ins = tuple(c for c, known in enumerate(contest.candidates) if known == WRITE_INS)
    standing = range(len(contest.candidates))
    keeper = guard((Limit("no write-ins", write_ins, 0, 0),) if write_ins else (), standing, seats)
    account = count_gregory(rule, Question(contest.candidates, contest.ballots, seats, "0" * 64), keeper)
    last = next(n for n in range(len(case.rounds) + 1) if len(out_and_passed_on(case.rounds, n)[1]) == seats)
    assert rounds_agreed(case, account) == last
    assert {contest.candidates[c] for c in account.elected} == out_and_passed_on(case.rounds, last)[1]


def test_one_winner_each_round_comes_out_round_by_round(shared: Path) -> None:
    """Three candidates have the quota at once; RCTab takes them in the order of the list, which some lots give too."""
    case = case_of(shared, "test_set_allow_only_one_winner_per_round")
    contest, names = case.contest, [out_and_passed_on(case.rounds, n)[1] for n in range(len(case.rounds) + 1)]
    seats = int(case.config["rules"]["numberOfWinners"])
    lots = (f"{number:064x}" for number in range(50))
    accounts = (count("wigm-prf-one-winner", contest.candidates, contest.ballots, seats, lot) for lot in lots)
    account = next(a for a in accounts if [contest.candidates[c] for c in a.elected] == ["A", "B", "C"])
    assert rounds_agreed(case, account) == 3
    assert [len(stage.elected) for stage in account.stages] == [1, 1, 1]
    assert {contest.candidates[c] for c in account.elected} == names[-1]


@pytest.mark.parametrize("name", ONE)
def test_one_seat_comes_out_in_every_round_that_both_have(shared: Path, name: str) -> None:
    """RCTab excludes several at once where it is asked to; the rounds in which we stand where it does are compared."""
    case = case_of(shared, name)
    account = count("irv", case.contest.candidates, case.contest.ballots, 1, "0" * 64)
    assert rounds_agreed(case, account) >= 2
    elected = [entry["elected"] for printed in case.rounds for entry in printed["tallyResults"] if "elected" in entry]
    by_lot = any(tie.by == "lot" for stage in account.stages for tie in stage.ties)
    assert by_lot or [case.contest.candidates[c] for c in account.elected] == elected
