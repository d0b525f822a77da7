"""Tables in CSV as people save them: cells between commas, semicolons or tabs, quoted or not."""

import csv
from collections.abc import Callable, Iterator

from rankandfile.core.count.ballots import from_marks
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different

Row = tuple[tuple[int, ...], tuple[int, ...]]
"""The candidates of a ballot, by their column, and the mark beside each."""
LONGEST_NUMBER = 15
"""Digits of a number of ballots; more would be no number of ballots, and no 64 bits hold their sums."""


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line, from 1, at which each ends; Unreadable where the quoting is broken."""
    lines = (f"{line}\n" for line in text.removesuffix("\n").split("\n"))
    table = csv.reader(lines, delimiter=separator(text), strict=True)
    while True:
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as problem:
            raise Unreadable(max(table.line_num, 1), f"this is no table of cells: {problem}") from problem
        yield table.line_num, row


def read_columns(raw: bytes, ballot: Callable[[list[str], int, int], Row]) -> Contest:
    """The contest of a table with a column for each candidate and a row for each voter. What a row says is read from
    its cells, the number of columns and the line."""
    text, notes = decoded(raw)
    table = cells_of(text)
    heading = _names(next(table, (1, []))[1])
    found: dict[Row, int] = {}
    for line, cells in table:
        if any(cell.strip() for cell in cells):
            row = ballot(cells, len(heading), line)
            found[row] = found.get(row, 0) + 1
    ballots = from_marks(len(heading), ((count, *row) for row, count in found.items()))
    return Contest("", different(heading), 0, ballots, notes=notes)


def _names(heading: list[str]) -> list[str]:
    """The candidates' names at the head of the columns; an empty last cell is no column."""
    if heading and not heading[-1].strip():
        heading = heading[:-1]
    if len(heading) < 2 or all(cell.strip().isdecimal() for cell in heading):
        raise Unreadable(1, "expected a heading with the candidates' names")
    return heading


def separator(text: str) -> str:
    """What stands between the cells: a comma, or where the first line has none a semicolon or a tab."""
    first = text.split("\n", 1)[0]
    return next((mark for mark in ",;\t" if mark in first), ",")


def how_many(cell: str, line: int) -> int:
    """The number of ballots that a cell says."""
    plain = cell.strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > LONGEST_NUMBER:
        raise Unreadable(line, f"{plain[:40]!r} does not say how many ballots are alike")
    return int(plain)
