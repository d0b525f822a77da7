"""Cast vote records in XML say what those in JSON say."""

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from rankandfile.core.count.ballots import rows
from rankandfile.core.count.contest import Unreadable
from rankandfile.core.count.files import read
from rankandfile.core.count.methods import count
from rankandfile.core.count.policy import Policy

HEAD = '<c:CastVoteRecordReport xmlns:c="NIST_V0_cast_vote_records.xsd">'
RECORD = """
  <c:CVR><c:CurrentSnapshotId>new</c:CurrentSnapshotId>
    <c:CVRSnapshot ObjectId="new"><c:CVRContest><c:ContestId>one</c:ContestId>
      <c:CVRContestSelection><c:ContestSelectionId>s-a</c:ContestSelectionId>
        <c:SelectionPosition><c:HasIndication>yes</c:HasIndication><c:Rank>2</c:Rank></c:SelectionPosition>
      </c:CVRContestSelection>
      <c:CVRContestSelection><c:ContestSelectionId>s-b</c:ContestSelectionId>
        <c:SelectionPosition><c:HasIndication>yes</c:HasIndication><c:Rank>1</c:Rank></c:SelectionPosition>
        <c:SelectionPosition><c:IsAllocable>no</c:IsAllocable><c:Rank>3</c:Rank></c:SelectionPosition>
      </c:CVRContestSelection>
    </c:CVRContest></c:CVRSnapshot>
    <c:CVRSnapshot ObjectId="old"><c:CVRContest><c:ContestId>one</c:ContestId></c:CVRContest></c:CVRSnapshot>
  </c:CVR>"""
ELECTION = """
  <c:Election ObjectId="e">
    <c:Candidate ObjectId="a"><c:Name>Ash &amp; Co</c:Name></c:Candidate>
    <c:Candidate ObjectId="b"><c:Name>Birch</c:Name></c:Candidate>
    <c:Contest ObjectId="one"><c:Name>Chair
        of the board</c:Name>
      <c:ContestSelection ObjectId="s-a"><c:CandidateIds>a</c:CandidateIds></c:ContestSelection>
      <c:ContestSelection ObjectId="s-b"><c:CandidateIds>b</c:CandidateIds></c:ContestSelection>
    </c:Contest>
  </c:Election>"""
TAIL = "</c:CastVoteRecordReport>"


def test_a_record_in_xml_is_read_by_its_current_snapshot() -> None:
    contest = read(f"{HEAD}{RECORD}{ELECTION}{TAIL}".encode(), "ballots.xml")
    assert (contest.title, contest.candidates) == ("Chair of the board", ("Ash & Co", "Birch"))
    assert rows(contest.ballots) == [(1, (1, 0), (1, 2))]
    assert read(f"{HEAD}{RECORD}{ELECTION}{TAIL}".encode("utf-16"), "b.xml").candidates == contest.candidates


def as_xml(name: str, value: Any) -> str:
    """The JSON value as elements of this name."""
    if isinstance(value, list):
        return "".join(as_xml(name, part) for part in value)
    if not isinstance(value, dict):
        return f"<{name}>{escape(str(value))}</{name}>"
    id_ = f" ObjectId={quoteattr(value['@id'])}" if "@id" in value else ""
    inside = "".join(as_xml(key, part) for key, part in value.items() if not key.startswith("@"))
    return f"<{name}{id_}>{inside}</{name}>"


@pytest.mark.parametrize("case", ["test_set_1_exhaust_at_overvote", "test_set_6_duplicate_exhaust"])
@pytest.mark.parametrize("policy", [Policy(), Policy("alwaysSkipToNextRank", 0, exhaust_on_duplicate=True)])
def test_the_same_report_in_json_and_in_xml_has_the_same_ballots(shared: Path, case: str, policy: Policy) -> None:
    file = shared / f"data/elections/rctab/{case}/{case}_cvr.json"
    if not file.is_file():
        pytest.skip("needs the cases of the shared folder")
    plain = read(file.read_bytes(), file.name, policy=policy)
    raw = as_xml("CastVoteRecordReport", json.loads(file.read_bytes())).encode()
    again = read(raw, "report.xml", policy=policy)
    assert (again.candidates, rows(again.ballots)) == (plain.candidates, rows(plain.ballots))
    assert plain.ballots.total > 0


def test_nists_own_example_has_one_ballot_that_names_a_write_in_alone(shared: Path) -> None:
    """RCTab reports: one ballot, none for anybody."""
    folder = shared / "data/elections/rctab/nist_xml_cdf_2"
    if not folder.is_dir():
        pytest.skip("needs the cases of the shared folder")
    raw = (folder / "nist_xml_cdf_2.xml").read_bytes()
    report = json.loads((folder / "nist_xml_cdf_2_expected_detailed_report.json").read_text())
    contest = read(raw, "nist.xml", contest="For Governor and Lieutenant Governor")
    account = count("irv", contest.candidates, contest.ballots, 1, "0" * 64)
    assert contest.ballots.total == int(report["summary"]["totalNumBallots"]) == account.invalid
    assert (
        dict(zip(contest.candidates, map(str, account.stages[0].totals), strict=True)) == report["results"][0]["tally"]
    )
    with pytest.raises(Unreadable, match="_1GO For Governor and Lieutenant Governor; _2AG For Attorney General"):
        read(raw, "nist.xml")
    assert read(raw, "nist.xml", contest="_6RC").candidates == ("Mark Zetzer", "Marcia L. Fudge")


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        (b"", 1, "no XML"),
        (b"<a>\n<b></a>", 2, "no XML"),
        (b"<report/>", 1, "expected a CastVoteRecordReport, not 'report'"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 2, "declares no document type"),
        (f"{HEAD}<c:CVR>1</c:CVR>{TAIL}".encode(), 1, "say which contest"),
        (f"{HEAD}{RECORD.replace('>2<', '>two<')}{ELECTION}{TAIL}".encode(), 1, "no cast vote record"),
    ],
)
def test_what_is_no_record_in_xml_is_refused_with_its_line(raw: bytes, line: int, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as caught:
        read(raw, form="cvr-xml")
    assert caught.value.line == line


def test_a_contest_is_named_only_where_there_can_be_several() -> None:
    with pytest.raises(Unreadable, match="holds one contest"):
        read(b"Ash,Birch\n1,2\n", "x.csv", contest="Chair")
