"""The .stv files of OpenSTV's forerunners."""

from pathlib import Path

import pytest

from rankandfile.core.count.ballots import rows
from rankandfile.core.count.contest import Unreadable
from rankandfile.core.count.files import guess, read

HEAD = "title=Club\n# a remark\nmethod=BC\nseats=2\ncandidate=a Ash\ncandidate=b Birch\ncandidate=c\n"


def test_ballots_by_short_names_are_read_with_how_many_are_alike() -> None:
    contest = read(f"{HEAD}ballots=4\n3X a b\nc # late\n\nend\nanything".encode(), "club.stv")
    assert (contest.title, contest.seats, contest.candidates) == ("Club", 2, ("Ash", "Birch", "c"))
    assert rows(contest.ballots) == [(3, (0, 1), (1, 2)), (1, (2,), (1,))]


def test_with_an_order_ballots_are_ranks_in_columns() -> None:
    contest = read(f"{HEAD}order=c a b\nballots=2\n1 - 2\n- 1 1\n".encode(), "club.stv")
    assert rows(contest.ballots) == [(1, (2, 1), (1, 2)), (1, (0, 1), (1, 1))]


def test_a_whole_blt_file_can_follow() -> None:
    raw = b'method=blt\nballots=blt\n2 1\n3 1 2 0\n0\n"Ash"\n"Birch"\n'
    assert rows(read(raw, "club.stv").ballots) == [(3, (0, 1), (1, 2))]
    assert guess(raw, "club.txt") == "stv"
    with pytest.raises(Unreadable) as caught:
        read(raw.replace(b"3 1 2", b"3 1 9"), "club.stv")
    assert caught.value.line == 4


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("title=x\n", 2),
        ("title=x\nballots=1\n", 2),
        ("nonsense\n", 1),
        ("seats=two\n", 1),
        (HEAD + "candidate=a Again\n", 8),
        (HEAD + "order=a b d\n", 8),
        (HEAD + "ballots=1\na d\n", 9),
        (HEAD + "ballots=1\na a\n", 9),
        (HEAD + "order=a b c\nballots=1\n1 2\n", 10),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text.encode(), form="stv")
    assert caught.value.line == line


def test_every_such_file_that_we_have_is_read(shared: Path) -> None:
    for file in shared.glob("data/elections/blt-dialects/*.stv"):
        assert read(file.read_bytes(), file.name).ballots.total > 0
