"""BLT files in every dialect that we have met, and errors that name line and reason."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.count.ballots import gather, rows
from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.formats.blt import read_blt, with_seats, write_blt

PLAIN = b'3 2\n4 1 2 0\n2 3 0\n1 0\n0\n"Ash"\n"Birch"\n"Cedar"\n"Garden club"\n'
ROWS = [(4, (0, 1), (1, 2)), (2, (2,), (1,)), (1, (), ())]


def read(text: str) -> Contest:
    return read_blt(text.encode())


def test_a_plain_file_is_read_whole() -> None:
    contest = read_blt(PLAIN)
    assert (contest.title, contest.candidates, contest.seats) == ("Garden club", ("Ash", "Birch", "Cedar"), 2)
    assert rows(contest.ballots) == ROWS


@pytest.mark.parametrize(
    "text",
    [
        '3,2,\n4,1,2,0,\n2,3,0,\n1,0,\n0,\n"Ash"\n"Birch"\n"Cedar"\nGarden club',
        "# members' vote\n3 2 # three for two\n4 1 2 0 # four\n\n2 3\n1 0\n 0 # end\nAsh\nBirch # late\nCedar\n",
        '3 2\r\n4 1 2 0\r\n2 3 0\r\n1 0\r\n0\r\n"Ash" "Birch"\r\n"Cedar"\r\n',
        '\ufeff3 2\n4 1 2 0  \n\n2  3 0\n1 0\n0\n"Ash"\n"Birch"\n"Cedar"',
        "3 2\n[nick a b c]\n4 a b 0\n2 c 0\n1 0\n0\n# ALTERNATIVE NAME 1: Ash\n# ALTERNATIVE NAME 2: Birch\nCedar\n",
        '3 2\n(1) 4 1 2 0\n2) 2 3 0\n(17) 1 0\n0\n"Ash"\n"Birch"\n"Cedar"\n',
    ],
)
def test_dialects_say_the_same(text: str) -> None:
    contest = read(text)
    assert rows(contest.ballots) == ROWS
    assert (contest.candidates, contest.seats) == (("Ash", "Birch", "Cedar"), 2)


def test_equal_and_skipped_ranks_are_kept() -> None:
    contest = read('3 1\n2 1=2 3 0\n1 2 - 3 0\n0\n"A"\n"B"\n"C"\n')
    assert rows(contest.ballots) == [(2, (0, 1, 2), (1, 1, 2)), (1, (1, 2), (1, 3))]


def test_weights_that_are_not_whole_have_a_common_unit() -> None:
    contest = read('2 1\n1/3 1 0\n0.5 2 0\n0\n"A"\n"B"\n')
    assert (contest.ballots.unit, contest.ballots.counts.tolist()) == (6, [2, 3])


def test_withdrawn_candidates_and_a_drawn_order_are_read() -> None:
    contest = read('4 1\n-2\n[withdrawn 4]\n[tie 3 1]\n1 1 0\n0\n"A"\n"B"\n"C"\n"D"\n')
    assert (contest.withdrawn, contest.tie_order) == ((1, 3), (2, 0))


def test_quoted_quotes_and_equal_names_are_kept_apart() -> None:
    contest = read('3 1\n1 1 0\n0\n"Ind ""Sam"" "\n"Kim"\n"Kim"\n')
    assert contest.candidates == ('Ind "Sam"', "Kim", "Kim (2)")


def test_damaged_letters_are_put_up_with_and_noted() -> None:
    contest = read_blt(b'1 1\n1 1 0\n0\n"Ren\xe9 Fran\xc3\xa7ois"\n')
    assert (contest.candidates, contest.notes) == (("Ren\ufffd François",), ("damaged-utf-8",))


def test_letters_of_windows_1252_are_read_and_noted() -> None:
    contest = read_blt(b'1 1\n1 1 0\n0\n"Ren\xe9"\n')
    assert (contest.candidates, contest.notes) == (("René",), ("windows-1252",))


@pytest.mark.parametrize(
    "text",
    [
        '/* a vote\nof members */ 3 2\n4 1 2 0 /* four */\n2 3 0\n1 0\n0\n"Ash"\n"Birch"\n"Cedar"\n"Club"\n',
        '3 2 4 1 2 0 2 3 0 1 0 0 "Ash" "Birch" "Cedar" "Club"',
        '3 2 4 1 2 0 2 3 0 1 0 0\n"Ash" "Birch"\n"Cedar"\n"Club"\n',
        '\ufeff3 2 4 1 2 0 2 3 0 1 0 0 "Ash"\n"Birch"\n"Cedar"',
    ],
)
def test_remarks_and_files_on_one_line_say_the_same(text: str) -> None:
    contest = read(text)
    assert rows(contest.ballots) == ROWS
    assert (contest.candidates, contest.seats) == (("Ash", "Birch", "Cedar"), 2)


def test_a_slash_and_a_star_in_a_name_are_no_remark() -> None:
    contest = read('2 1\n3 1 2 0\n0\n"A /* B */"\n"C"\n')
    assert contest.candidates == ("A /* B */", "C")


def test_on_one_line_too_candidates_withdraw_and_stand_equal() -> None:
    contest = read('4 2 -2 -4 3 (1 3) 4 0 2 1=3 0 0 "A" "B" "C" "D" "T"')
    assert (contest.withdrawn, contest.title) == ((1, 3), "T")
    assert rows(contest.ballots) == [(3, (0, 2, 3), (1, 1, 2)), (2, (0, 2), (1, 1))]


def test_candidates_in_brackets_are_equal_and_a_number_in_front_is_the_ballots() -> None:
    contest = read('3 1\n(7) 2 (1 2) 3 0\n0\n"A"\n"B"\n"C"\n')
    assert rows(contest.ballots) == [(2, (0, 1, 2), (1, 1, 2))]


def test_a_file_without_ballots_is_a_contest_without_ballots() -> None:
    assert read('1 1\n0\n"A"\n').ballots.total == 0


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("# nothing\n", 1),
        ("three two\n", 1),
        ("0 1\n0\n", 1),
        ("3 2\n[colour red]\n0\n", 2),
        ('3 2\n1 1 0\n1 4 0\n0\n"A"\n"B"\n"C"\n', 3),
        ('3 2\n1 1 0\n1 2 x 0\n0\n"A"\n"B"\n"C"\n', 3),
        ('3 2\n1 1 2 1 0\n0\n"A"\n"B"\n"C"\n', 2),
        ('3 2\n1 1 0\n1e3 1 0\n0\n"A"\n"B"\n"C"\n', 3),
        ('3 2\n1 1 0\n"A"\n"B"\n"C"\n', 5),
        ('3 2\n1 1 0\n0\n"A"\n"B"\n', 5),
        ("3 2\n-9\n0\n", 2),
        ("3 2\n", 1),
        ("3 2\n[nick a b c d]\n0\n", 2),
        ('3 2\n1 00000000011 0\n0\n"A"\n"B"\n"C"\n', 2),
        ("3 2 1 1 0 1 4 0 0 A B C", 1),
    ],
)
def test_an_error_names_the_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.line == line


def test_seats_can_be_put_right() -> None:
    assert with_seats(read_blt(PLAIN), 1).seats == 1


RANKINGS = st.lists(st.tuples(st.integers(1, 10**6), st.permutations(range(70)).map(lambda p: p[: p[0] % 9])))


@given(RANKINGS)
def test_what_is_written_is_read_again(found: list[tuple[int, list[int]]]) -> None:
    ballots = gather(70, [(n, tuple(ranking)) for n, ranking in found])
    contest = Contest("Big", tuple(f"C {n}" for n in range(70)), 5, ballots, (3,))
    again = read_blt(write_blt(contest))
    assert rows(again.ballots) == rows(ballots)
    assert (again.candidates, again.seats, again.title, again.withdrawn) == (contest.candidates, 5, "Big", (3,))


@given(st.lists(st.tuples(st.integers(1, 10**12), st.integers(0, 1200)), min_size=1))
def test_numbers_of_any_length_are_read_as_they_stand(found: list[tuple[int, int]]) -> None:
    lines = "".join(f"{number} {candidate + 1} 0\n" for number, candidate in found)
    contest = read(f"1201 1\n{lines}0\n" + "\n".join(f'"{n}"' for n in range(1201)))
    assert contest.ballots.counts.tolist() == [number for number, _ in found]
    assert contest.ballots.flat[::2].tolist() == [candidate for _, candidate in found]


def test_many_lines_are_read_in_blocks() -> None:
    lines = "\n".join(f"1 {n % 7 + 1} {(n + 1) % 7 + 1} 0" for n in range(40000))
    contest = read(f"7 2\n{lines}\n0\n" + "\n".join(f'"{n}"' for n in range(7)))
    assert (contest.ballots.total, len(rows(contest.ballots))) == (40000, 40000)


def test_every_dialect_of_the_shared_files_is_read(shared: Path) -> None:
    files = [*shared.glob("data/elections/blt-dialects/*.blt"), *shared.glob("data/elections/stv-rs/ballots/**/*.blt")]
    for file in files:
        assert read_blt(file.read_bytes()).ballots.total > 0
