"""Files of ballots in other formats than BLT, and errors that name line and reason."""

import re
from pathlib import Path

import pytest

from rankandfile.core.count.ballots import gather, rows
from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.files import READERS, WRITERS, guess, read
from rankandfile.core.count.formats.cvr import read_cvr
from rankandfile.core.count.methods import count
from rankandfile.core.count.policy import Policy


def test_an_elekto_file_keeps_equal_ranks_and_no_opinion() -> None:
    contest = read(b"Ash,Birch,Cedar\n1,No opinion,1\n20,2,\n1,No opinion,1\n\n", form="elekto")
    assert contest.candidates == ("Ash", "Birch", "Cedar")
    assert rows(contest.ballots) == [(2, (0, 2), (1, 1)), (1, (1, 0), (2, 20))]


@pytest.mark.parametrize(
    ("raw", "line"), [(b"", 1), (b"Ash\n1\n", 1), (b"Ash,Birch\n1,2\n1\n", 3), (b"Ash,Birch\nfirst,2\n", 2)]
)
def test_an_elekto_file_that_is_none_is_refused_with_its_line(raw: bytes, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(raw, form="elekto")
    assert caught.value.line == line


TALLY = b"""
     Option 1--------->: Ash
   /  Option 2-------->: Birch
   |/  Option 3------->: None of the above |||/
   |||
V: 21- \tabc
V: 12A login
V: 21- \tdef
"""


def test_a_debian_tally_is_read_rank_by_rank() -> None:
    contest = read(TALLY, form="debian")
    assert contest.candidates == ("Ash", "Birch", "None of the above")
    assert rows(contest.ballots) == [(2, (1, 0), (1, 2)), (1, (0, 1, 2), (1, 2, 10))]


@pytest.mark.parametrize(("raw", "line"), [(b"V: 12\n", 1), (b"", 1), (TALLY + b"V: 1234\n", 9)])
def test_a_tally_that_is_none_is_refused_with_its_line(raw: bytes, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(raw, form="debian")
    assert caught.value.line == line


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(Unreadable, match="'xyz'"):
        read(b"", form="xyz")


PREFLIB = b"# TITLE: Club\n# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: Ash\n# ALTERNATIVE NAME 2: Birch\n"
PREFLIB += b"# ALTERNATIVE NAME 3: Cedar\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (PREFLIB + b"5: 1,2,3\n2: 3\n", [(5, (0, 1, 2), (1, 2, 3)), (2, (2,), (1,))]),
        (PREFLIB + b"5: {1,2},3\n\n2: 3,{1,2}", [(5, (0, 1, 2), (1, 1, 2)), (2, (2, 0, 1), (1, 2, 2))]),
        (PREFLIB, []),
        (b"3\n1,Ash\n2,Birch\n3,Cedar\n7,7,2\n5,1,2,3\n2,3\n", [(5, (0, 1, 2), (1, 2, 3)), (2, (2,), (1,))]),
    ],
)
def test_preflib_files_are_read(raw: bytes, expected: list[object]) -> None:
    contest = read(raw, "club.toi")
    assert contest.candidates == ("Ash", "Birch", "Cedar")
    assert rows(contest.ballots) == expected


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b"three\n", 1),
        (PREFLIB + b"5: {1,2\n", 6),
        (PREFLIB + b"5: {1,2},4\n", 6),
        (b"# TITLE: x\n1: 2\n", 1),
    ],
)
def test_a_preflib_file_that_is_none_is_refused_with_its_line(raw: bytes, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(raw, form="preflib")
    assert caught.value.line == line


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_what_is_written_in_any_format_is_read_again(form: str) -> None:
    contest = read(PREFLIB + b"5: {1,2},3\n2: 3,{1,2}\n1: 2\n", "club.toi")
    policy = {"policy": Policy("equal")} if form == "cvr" else {}
    again = READERS[form](WRITERS[form](contest), **policy)
    assert again.candidates == contest.candidates
    assert rows(again.ballots) == rows(contest.ballots)


def test_fractions_of_ballots_cannot_be_written_as_records() -> None:
    with pytest.raises(ValueError, match="fractions"):
        WRITERS["cvr"](Contest("", ("A",), 1, gather(1, [(1, (0,))], unit=2)))


def record(current: str, *snapshots: str) -> str:
    return f'{{"CurrentSnapshotId": "{current}", "CVRSnapshot": [{", ".join(snapshots)}]}}'


def snapshot(name: str, *marks: tuple[str, int, str]) -> str:
    selections = ", ".join(
        f'{{"ContestSelectionId": "{who}", "SelectionPosition": [{{"Rank": {rank}, "HasIndication": "yes", '
        f'"IsAllocable": "{allocable}"}}]}}'
        for who, rank, allocable in marks
    )
    return f'{{"@id": "{name}", "CVRContest": [{{"ContestId": "one", "CVRContestSelection": [{selections}]}}]}}'


def test_of_several_snapshots_the_current_one_counts_without_what_is_unallocable() -> None:
    old, new = snapshot("old", ("b", 1, "yes")), snapshot("new", ("a", 1, "yes"), ("b", 2, "no"))
    raw = f'{{"CVR": [{record("new", new, old)}, {record("", old)}, {{}}]}}'.encode()
    contest = read(raw, "x.json")
    assert contest.candidates == ("a", "b")
    assert rows(contest.ballots) == [(1, (0,), (1,)), (1, (1,), (1,))]


def test_records_of_several_contests_need_a_name() -> None:
    first = record("s", snapshot("s", ("a", 1, "yes")))
    second = record("t", snapshot("t", ("b", 1, "yes")).replace('"one"', '"two"'))
    raw = f'{{"CVR": [{first}, {second}]}}'.encode()
    with pytest.raises(Unreadable, match="which contest"):
        read(raw, form="cvr")
    assert read_cvr(raw, contest="two").candidates == ("b",)


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(Unreadable, match="JSON"):
        read(b"[", form="cvr")


def test_a_table_of_names_is_read_by_its_ranks() -> None:
    raw = b"voter,count,Choice 1,Choice 2,Choice 3\nx,2,Ash,,Birch\ny,1,Birch|Ash,Cedar,\n,,,,\n"
    contest = read(raw, "ballots.csv")
    assert contest.candidates == ("Ash", "Birch", "Cedar")
    assert rows(contest.ballots) == [(2, (0, 1), (1, 2)), (1, (0, 1, 2), (1, 1, 2))]


def test_what_machines_write_for_no_vote_or_too_many_is_nobodys_name() -> None:
    raw = b"Choice 1,Choice 2,Choice 3\nAsh,undervote,Birch\novervote,Ash,Birch\nBirch,Overvote,Ash\n"
    contest = read(raw, "ballots.csv")
    assert contest.candidates == ("Ash", "Birch")
    assert rows(contest.ballots) == [(1, (0, 1), (1, 2)), (1, (), ()), (1, (1,), (1,))]
    passed_over = read(raw, "ballots.csv", policy=Policy("alwaysSkipToNextRank", 0)).ballots
    assert rows(passed_over) == [(1, (0,), (1,)), (1, (0, 1), (1, 2)), (1, (1, 0), (1, 2))]


def test_a_table_without_ranks_in_its_heading_is_read_whole() -> None:
    assert rows(read(b"first,second\nAsh,Birch\nBirch,\n", "b.csv").ballots) == [(1, (0, 1), (1, 2)), (1, (1,), (1,))]


SCOTTISH = b'3,1,\n126,1,\n9,1,2,\n\n"Candidate 1","Ash","Orange (O)",\n"Candidate 2","Birch","Yellow (Y)",\n'
SCOTTISH += b'"Candidate 3","Cedar","Red (R)",\n"Mill Ward",\n\n'


def test_a_scottish_table_is_read() -> None:
    contest = read(SCOTTISH, "ward.csv")
    assert contest.candidates == ("Ash (Orange (O))", "Birch (Yellow (Y))", "Cedar (Red (R))")
    assert (contest.title, contest.seats, contest.ballots.total) == ("Mill Ward", 1, 135)


@pytest.mark.parametrize(
    ("raw", "form", "line"),
    [
        (b"", "names", 1),
        (b"count,1,2\nmany,A,B\n", "names", 2),
        (b"", "scottish-csv", 1),
        (b"1,2,3,", "scottish-csv", 1),
        (b"3,1,\n126,4,\nA,\nB,\nC,\n", "scottish-csv", 2),
        (b"3,1,\n126,1,\nA,\n", "scottish-csv", 3),
        (b"A\n", "scores", 1),
        (b"A,B\n1,2,3\n", "scores", 2),
        (b"A,B\n1,x\n", "scores", 2),
        (b"A,B\n1,1234567\n", "scores", 2),
        (b"1,2,3,\n", "names", 1),
        (b"1,2,3,\n", "elekto", 1),
        (b'count,1\n1,"Ash\n', "names", 2),
        (b"count,1\n9999999999999999,Ash\n", "names", 2),
        (b"2,1,\n1,1,1,\nA,\nB,\n", "scottish-csv", 2),
    ],
)
def test_tables_that_are_none_are_refused_with_their_line(raw: bytes, form: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(raw, form=form)
    assert caught.value.line == line


def test_scores_stay_beside_the_candidates() -> None:
    contest = read(b"Ash,Birch\n5,0\n5,\n2,3\n,\n", form="scores")
    assert rows(contest.ballots) == [(2, (0,), (5,)), (1, (0, 1), (2, 3))]


@pytest.mark.parametrize(
    ("raw", "name", "form"),
    [
        (b"A,B\n1,2\n", "x.csv", "elekto"),
        (b"A,B\nNo opinion,2\n", "x.csv", "elekto"),
        (b"1,2\nAsh,Birch\n", "x.csv", "names"),
        (b"3 2\n", "x.txt", "blt"),
        (b"sheet\nV: 12\n", "x.txt", "debian"),
        (b"", "x.soi", "preflib"),
        (b"1,2\n,\nAsh,Birch\n", "x.csv", "names"),
        (b"Ash;Birch\n2;1\n", "x.csv", "elekto"),
        (b"Ash\tBirch\nyes\tno\n", "x.tsv", "elekto"),
        (b'"Ash","Birch"\n"1","2"\n', "x.csv", "elekto"),
        (b"3,1,\n\n126,1,\n", "x.csv", "scottish-csv"),
        (b'\xef\xbb\xbf{"CVR": []}', "export", "cvr"),
        (b"<CastVoteRecordReport/>", "export", "cvr-xml"),
        (b"# FILE NAME: x\n", "export", "preflib"),
        (b"title=x\nballots=1\n", "export", "stv"),
    ],
)
def test_the_format_is_guessed(raw: bytes, name: str, form: str) -> None:
    assert guess(raw, name) == form


def test_every_shared_preflib_file_is_read_and_counted(shared: Path) -> None:
    files = sorted(shared.glob("data/elections/preflib-nswla/*.soi"))
    if not files:
        pytest.skip("needs the PrefLib files of the shared folder")
    for file in files:
        raw = file.read_bytes()
        contest = read(raw, file.name)
        voters = re.search(rb"# NUMBER VOTERS: (\d+)", raw)
        assert voters is not None
        assert contest.ballots.total == int(voters[1])
        assert len(count("irv", contest.candidates, contest.ballots, 1, "0" * 64).elected) == 1
