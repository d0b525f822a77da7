"""Whatever bytes somebody sends, the answer is a list of faults, never a crash."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.text import Change, amended, count_lines
from rankandfile.shell.exchange.fault import Fault, Unreadable
from rankandfile.shell.exchange.front_matter import read_page
from rankandfile.shell.exchange.members_csv import COLUMNS
from rankandfile.shell.exchange.motions import by_number, read
from rankandfile.shell.exchange.placing import placed
from rankandfile.shell.exchange.sheet import read_sheet

T = TypeVar("T")
YAML_LIKE = st.text(alphabet="abt: \n-'\"&*![]{}#|>%\t\\\x00é", max_size=120)
CSV_LIKE = st.text(alphabet='Namebrch,;\t|"\n\r\x00é', max_size=200)
WORDS = st.lists(st.sampled_from(["the", "accounts", "of", "every", "quarter", "and", "a", "meeting"]), max_size=40)


def or_fault(reading: Callable[[], T]) -> T | Fault:
    """What was read, or the fault that kept it from being read."""
    try:
        return reading()
    except Unreadable as unreadable:
        return unreadable.fault


@given(st.binary(max_size=300) | YAML_LIKE.map(lambda text: f"---\n{text}\n---\nText\n".encode()))
def test_no_bytes_break_the_reading_of_a_paper(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "paper.md"
        file.write_bytes(raw)
        page = or_fault(lambda: read_page(file, "paper.md"))
        assert page.remedy if isinstance(page, Fault) else all(isinstance(value, str) for value in page.values.values())


@given(st.binary(max_size=300) | YAML_LIKE.map(lambda text: f"---\ntitle: {text}\n---\n{text}".encode()))
def test_no_bytes_break_the_reading_of_a_folder(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        for kind in ("motions", "amendments"):
            (Path(folder) / kind).mkdir()
            (Path(folder) / kind / "a.md").write_bytes(raw)
        found = read(Path(folder))
        assert len(found.motions) + len(found.amendments) + len(found.faults) >= 2


@given(st.binary(max_size=300) | CSV_LIKE.map(str.encode))
def test_no_bytes_break_the_reading_of_a_spreadsheet(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "members.csv"
        file.write_bytes(raw)
        sheet = or_fault(lambda: read_sheet(file, COLUMNS))
        if not isinstance(sheet, Fault):
            assert all(sheet.cell(row, "name") == sheet.cell(row, "name").strip() for row in sheet.rows)


@given(WORDS, WORDS)
def test_words_that_are_replaced_give_the_text_with_those_words_replaced(before: list[str], after: list[str]) -> None:
    motion = " ".join([*before, "here stands the mark", *after])
    found = placed("Replace “stands the mark” with “stood a sign”.", motion)
    change = Change(found.action, found.first, found.last, found.text)
    assert " ".join(amended(motion, [change]).split()) == motion.replace("stands the mark", "stood a sign")
    assert 1 <= found.first <= found.last <= count_lines(motion)


@given(st.lists(st.text(max_size=6), max_size=8))
def test_any_numbers_can_be_put_in_order(numbers: list[str]) -> None:
    ordered = sorted(numbers, key=by_number)
    assert sorted(ordered, key=by_number) == ordered
