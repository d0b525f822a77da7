"""Files of ballots in other formats than BLT, and errors that name line and reason."""

import pytest

from rankandfile.core.count.ballots import rows
from rankandfile.core.count.contest import Unreadable
from rankandfile.core.count.files import read


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
   |/  Option 3------->: None of the above
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
