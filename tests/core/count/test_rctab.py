"""RCTab's own cases: the marks of its ballots under its policies, round by round as its reports have them."""

import json
from pathlib import Path
from typing import Any

import pytest

from rankandfile.core.count.formats.cvr import read_cvr
from rankandfile.core.count.methods import count
from rankandfile.core.count.policy import Policy

CASES = [
    "test_set_1_exhaust_at_overvote",
    "test_set_2_overvote_skip_to_next",
    "test_set_3_skipped_choice_exhaust",
    "test_set_6_duplicate_exhaust",
]


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
