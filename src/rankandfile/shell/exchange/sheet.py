"""A spreadsheet's CSV, whatever program wrote it: commas, semicolons or tabs; UTF-8, UTF-16 or what the command names.

Column names are matched generously: "E-mail address", "email" and "EMAIL" are one. A row keeps the line of the file in
which it begins, so that a fault can be found with any editor.
"""

import codecs
import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from .fault import Fault, Unreadable

LARGEST = 256 * 1024 * 1024
DELIMITERS = ",;\t|"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Record(Struct, frozen=True, gc=False):
    """One row: the line in which it begins, and its cells in the order of the columns."""

    line: int
    cells: tuple[str, ...]


class Sheet(Struct, frozen=True):
    """The file as a table. `columns` gives the place of each column that is known."""

    columns: Mapping[str, int]
    ignored: tuple[str, ...]
    rows: tuple[Record, ...]
    faults: tuple[Fault, ...]

    def cell(self, row: Record, column: str) -> str:
        """The cell without the blanks around it; empty where the table has no such column."""
        place = self.columns.get(column)
        return row.cells[place].strip() if place is not None else ""


def read_sheet(path: Path, known: Mapping[str, frozenset[str]], encoding: str = "") -> Sheet:
    """The table in the file; `known` names for each column how it may be called. Raises Unreadable."""
    lines = _text(path, encoding).splitlines(keepends=True)
    if not any(line.strip() for line in lines):
        raise Unreadable(path.name, 1, "The file is empty.", "Put the names of the columns into its first line.")
    delimiter = max(DELIMITERS, key=lambda mark: (lines[0].count(mark), -DELIMITERS.index(mark)))
    found, faults = _records(path.name, lines, delimiter)
    head, rows = found[0], [row for row in found[1:] if any(cell.strip() for cell in row.cells)]
    columns, ignored = _columns(path.name, head, known)
    whole = [row for row in rows if len(row.cells) == len(head.cells)]
    faults += [_uneven(path.name, row, head) for row in rows if len(row.cells) != len(head.cells)]
    return Sheet(columns, ignored, tuple(whole), tuple(faults))


def _text(path: Path, encoding: str) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(path.name, 0, f"The file has more than {LARGEST >> 20} MiB.", "Split it.")
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            path.name, 0, f"It cannot be read: {error.strerror}.", "Check the name of the file."
        ) from error
    named = encoding or ("utf-16" if raw.startswith(UTF_16) else "utf-8-sig")
    try:
        return raw.decode(named)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        remedy = "Save it as UTF-8, or name its encoding: --encoding latin-1, or windows-1252 for Excel's plain CSV."
        raise Unreadable(path.name, line, f"The text is not {named.removesuffix('-sig').upper()}.", remedy) from error
    except (LookupError, UnicodeError) as error:
        raise Unreadable(
            path.name, 0, f"No encoding is called “{encoding}”.", "Use utf-8, latin-1 or windows-1252."
        ) from error


def _records(name: str, lines: list[str], delimiter: str) -> tuple[list[Record], list[Fault]]:
    """The rows up to the first place at which the file is no CSV any more."""
    found: list[Record] = []
    try:
        found.extend(_each(lines, delimiter))
    except csv.Error as error:
        begins = found[-1].line + 1 if found else 1
        what = f"From here on the quotes do not fit together ({error})."
        return found or [Record(1, ())], [
            Fault(name, begins, what, "Close the quote, or double the quotes inside one.")
        ]
    return found, []


def _each(lines: list[str], delimiter: str) -> Iterator[Record]:
    reader, begins = csv.reader(lines, delimiter=delimiter, strict=True), 1
    for cells in reader:
        yield Record(begins, tuple(cells))
        begins = reader.line_num + 1


def plain(title: str) -> str:
    """A column's title as it is compared: small letters and figures only."""
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def _columns(name: str, head: Record, known: Mapping[str, frozenset[str]]) -> tuple[dict[str, int], tuple[str, ...]]:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for place, title in enumerate(head.cells):
        column = next((column for column, titles in known.items() if plain(title) in titles), "")
        if column in columns:
            first = head.cells[columns[column]]
            raise Unreadable(name, 1, f"Two columns are the {column}: “{first}” and “{title}”.", "Rename one of them.")
        if column:
            columns[column] = place
        elif title.strip():
            ignored.append(title.strip())
    return columns, tuple(ignored)


def _uneven(name: str, row: Record, head: Record) -> Fault:
    what = f"The row has {len(row.cells)} cells, and the table {len(head.cells)} columns."
    return Fault(name, row.line, what, "Put a cell that holds the delimiter in quotes.")
