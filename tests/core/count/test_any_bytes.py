"""Whatever a file holds: it is read, or refused with a line of it and the reason. No other end is known."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.equal import MOST_ORDERS
from rankandfile.core.count.files import READERS, guess, read
from rankandfile.core.count.methods import count
from rankandfile.core.count.policy import Policy

BLT = b'# vote\n3 2\n-2\n[nick a b c]\n(1) 4 1 2=3 0\n2 3 - 1\n0.5 a 0 # late\n0\n"Ash"\n"Bir, ch"\n"""Sam"""\n"Club"\n'
PREFLIB = b"# TITLE: Club\n# ALTERNATIVE NAME 1: Ash\n# ALTERNATIVE NAME 2: Birch\n5: 1,2\n2: {1,2}\n"
OLD_PREFLIB = b"2\n1,Ash\n2,Birch\n7,7,2\n5,1,2\n2,2\n"
CVR = (
    b'{"CVR": [{"CurrentSnapshotId": "s", "CVRSnapshot": [{"@id": "s", "CVRContest": [{"ContestId": "c",\n'
    b'"CVRContestSelection": [{"ContestSelectionId": "a", "SelectionPosition": [{"Rank": 1}]}]}]}]}],\n'
    b'"Election": [{"Candidate": [{"@id": "x", "Name": "Ash"}], "Contest": [{"@id": "c", "Name": "Chair",\n'
    b'"ContestSelection": [{"@id": "a", "CandidateIds": ["x"]}, {"@id": "b"}]}]}]}'
)
CVR_XML = (
    b'<CastVoteRecordReport xmlns="n"><CVR><CVRSnapshot><CVRContest><ContestId>c</ContestId><CVRContestSelection>\n'
    b"<ContestSelectionId>a</ContestSelectionId><SelectionPosition><Rank>1</Rank></SelectionPosition>\n"
    b"</CVRContestSelection></CVRContest></CVRSnapshot></CVR></CastVoteRecordReport>"
)
TALLY = b"Option 1--->: Ash\n/ Option 2--->: Birch\nV: 12 x\nV: -1 y\n"
SCOTTISH = b'3,1,\n126,1,\n9,1,2,\n"Candidate 1","Ash","O",\n"Candidate 2","Birch",\n"Candidate 3","Cedar",\n"Ward",\n'
STV = b"title=x\nseats=1\ncandidate=a Ash\ncandidate=b Birch\norder=a b\nballots=2\n1 2\n3X - 1\nend\n"
GOOD = {
    "blt": [BLT, b'2 1 3 1 2 0 4 (1 2) 0 0 "Ash" "Birch"'],
    "preflib": [PREFLIB, OLD_PREFLIB],
    "cvr": [CVR],
    "cvr-xml": [CVR_XML],
    "elekto": [b"Ash,Birch\n1,No opinion\n2,1\nyes,no\n", b"Ash;Birch\r\n1;2\r\n"],
    "names": [b'voter,count,1,2\nx,2,Ash,"Birch, B"\ny,1,Ash|Cedar,\n'],
    "scores": [b"Ash,Birch\n5,0\n,3\n"],
    "scottish-csv": [SCOTTISH],
    "debian": [TALLY],
    "stv": [STV, b"ballots=blt\n2 1\n3 1 2 0\n0\nAsh\nBirch\n"],
}
ODD = (b"9" * 20, b"9" * 5000, b"\xff", b"\xc2\xb2", b"\xd9\xa3", b"\x00", b"\xef\xbb\xbf", b"NaN", b"1e3")
MARKS = (*b'\n\r,;\t"0=|{}(# ',)
PIECES = st.sampled_from([*(bytes([mark]) for mark in MARKS), b"\r\n", b"-1", b"/*", b"[tie]", b"", *ODD])
EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 12), PIECES | st.binary(max_size=5)), max_size=6)


POLICY = Policy("exhaustImmediately", 1, exhaust_on_duplicate=True)


def edited(raw: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some of them replaced, one place after the other."""
    for place, length, piece in edits:
        at = place % (len(raw) + 1)
        raw = raw[:at] + piece + raw[at + length :]
    return raw


def refusal(work: Callable[[], object]) -> ValueError | None:
    """Why it is refused, if it is; any other error is the test's."""
    try:
        work()
    except ValueError as problem:
        return problem
    return None


def ends_well(raw: bytes, reader: Callable[[bytes], Contest]) -> None:
    """It is read as a contest that can be counted, or refused with one of its lines."""
    refused = refusal(lambda: reader(raw))
    if refused is not None:
        assert isinstance(refused, Unreadable), refused
        assert 1 <= refused.line <= raw.count(b"\n") + raw.count(b"\r") + 2
        return
    contest = reader(raw)
    assert contest.candidates
    assert len(set(contest.candidates)) == len(contest.candidates) == contest.ballots.candidates
    assert not contest.ballots.counts.size or contest.ballots.counts.min() >= 0
    asked = (contest.candidates, contest.ballots, 2, "0" * 64, contest.withdrawn)
    uncounted = str(refusal(lambda: count("scottish-stv-2011", *asked)) or "exactly")
    assert "exactly" in uncounted or f"{MOST_ORDERS}" in uncounted


def test_each_format_has_a_good_file_to_spoil() -> None:
    assert set(GOOD) == set(READERS)
    for form, files in GOOD.items():
        for raw in files:
            assert read(raw, form=form).ballots.total > 0


@pytest.mark.parametrize("form", READERS)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), EDITS)
def test_a_spoilt_file_is_read_or_refused_with_its_line(form: str, data: st.DataObject, edits: list[object]) -> None:
    raw = edited(data.draw(st.sampled_from(GOOD[form])), edits)
    ends_well(raw, lambda raw: read(raw, form=form))
    ends_well(raw, lambda raw: read(raw, form=form, policy=POLICY))


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200), st.sampled_from(["x.csv", "x.blt", "x.json", "x.soi", "x.xml", "x.stv", "x"]))
def test_any_bytes_under_any_name_are_read_or_refused(raw: bytes, name: str) -> None:
    assert guess(raw, name) in READERS
    ends_well(raw, lambda raw: read(raw, name))


@pytest.mark.parametrize("form", sorted(set(READERS) - {"cvr-xml"}))
@pytest.mark.parametrize("change", ["crlf", "cr", "bom", "utf-16"])
def test_line_ends_and_byte_order_marks_change_nothing(form: str, change: str) -> None:
    for raw in GOOD[form]:
        text = raw.decode().replace("\r\n", "\n")
        changed = {
            "crlf": text.replace("\n", "\r\n").encode(),
            "cr": text.replace("\n", "\r").encode(),
            "bom": text.encode("utf-8-sig"),
            "utf-16": text.encode("utf-16"),
        }[change]
        plain, again = read(raw, form=form), read(changed, form=form)
        assert (again.candidates, again.title, again.seats) == (plain.candidates, plain.title, plain.seats)
        assert again.ballots.flat.tolist() == plain.ballots.flat.tolist()
        assert again.ballots.counts.tolist() == plain.ballots.counts.tolist()
