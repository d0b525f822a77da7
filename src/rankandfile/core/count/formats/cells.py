"""Tables in CSV as people save them: cells between commas, semicolons or tabs, quoted or not."""

import csv
from collections.abc import Iterator
from io import StringIO

from rankandfile.core.count.contest import Unreadable

LONGEST_NUMBER = 15
"""Digits of a number of ballots; more would be no number of ballots, and no 64 bits hold their sums."""


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line, from 1, at which each ends; Unreadable where the quoting is broken."""
    table = csv.reader(StringIO(text, newline=""), delimiter=separator(text), strict=True)
    while True:
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as problem:
            raise Unreadable(max(table.line_num, 1), f"this is no table of cells: {problem}") from problem
        yield table.line_num, row


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
