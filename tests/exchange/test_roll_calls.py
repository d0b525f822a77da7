"""Roll calls as files: a spreadsheet computes nothing, and a vote event says what Popolo asks of one."""

import csv
import json
from io import StringIO

from rankandfile.shell.exchange.roll_calls import COLUMNS, RollCall, Voter, as_csv, as_popolo

VOTERS = (
    Voter("a" * 32, "=HYPERLINK(1)", "North Harbour", "y"),
    Voter("b" * 32, "Bo, the second", "-Old Mill", "n"),
    Voter("c" * 32, "چیدی", "Old Mill", "a", weight=3),
    Voter("d" * 32, 'Dunja "Du" Rossi', "Old Mill", "-"),
)
CALL = RollCall("V3", "The Union", "C1", "M1", "Motion M1: Ferries", 1_790_000_000, 1_790_000_060, True, 2, VOTERS)


def test_a_table_has_a_line_for_each_voter_and_a_spreadsheet_computes_none_of_it() -> None:
    rows = list(csv.reader(StringIO(as_csv([CALL, CALL]))))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == 1 + 2 * len(VOTERS)
    assert rows[1][5:] == ["a" * 32, "'=HYPERLINK(1)", "North Harbour", "yes", "1"]
    assert rows[2][6:8] == ["Bo, the second", "'-Old Mill"]
    assert rows[4][6] == 'Dunja "Du" Rossi'
    assert {row[8] for row in rows[1:]} == {"yes", "no", "abstain", "not voting"}
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_vote_event_has_its_result_its_counts_and_each_vote() -> None:
    (event,) = json.loads(as_popolo([CALL]))
    assert (event["identifier"], event["result"]) == ("V3", "pass")
    assert event["start_date"] == "2026-09-21T14:13:20Z"
    assert {count["option"]: count["value"] for count in event["counts"]} == {
        "yes": 1, "no": 1, "abstain": 3, "not voting": 1,
    }  # fmt: skip
    assert [vote["option"] for vote in event["votes"]] == ["yes", "no", "abstain", "not voting"]
    assert event["votes"][2]["weight"] == 3
    assert event["votes"][2]["voter"]["name"] == "چیدی"
    assert "weight" not in event["votes"][0]
