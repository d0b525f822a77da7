"""Elekto and CIVS, as Kubernetes publishes them: a CSV with a column for each candidate and a row for each voter.

The cells are ranks; equal ranks are allowed, "No opinion" or an empty cell says nothing about the candidate. Where
yes or no is asked of each person, "yes" is rank 1 and "no" rank 2.
"""

import csv

from rankandfile.core.count.ballots import from_marks
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different

SILENT = ("", "-", "no opinion", "abstain", "abstention")
ANSWERS = {"yes": 1, "no": 2}
Row = tuple[tuple[int, ...], tuple[int, ...]]


def read_elekto(raw: bytes) -> Contest:
    """The contest of the CSV."""
    text, notes = decoded(raw)
    table = csv.reader(text.splitlines(), strict=True)
    heading = next(table, [])
    if len(heading) < 2:
        raise Unreadable(1, "expected a heading with the candidates' names")
    found: dict[Row, int] = {}
    for number, cells in enumerate(table, 2):
        if any(cell.strip() for cell in cells):
            row = _ranks(cells, len(heading), number)
            found[row] = found.get(row, 0) + 1
    ballots = from_marks(len(heading), ((count, *row) for row, count in found.items()))
    return Contest("", different(heading), 0, ballots, notes=notes)


def _ranks(cells: list[str], size: int, number: int) -> Row:
    """The ranked candidates by rank, and the rank of each."""
    if len(cells) != size:
        raise Unreadable(number, f"expected {size} cells, found {len(cells)}")
    ranks = [(_rank(cell.strip(), number), column) for column, cell in enumerate(cells)]
    ranked = sorted((rank, column) for rank, column in ranks if rank is not None)
    return tuple(column for _, column in ranked), tuple(rank for rank, _ in ranked)


def _rank(cell: str, number: int) -> int | None:
    if cell.casefold() in SILENT:
        return None
    if cell.casefold() in ANSWERS:
        return ANSWERS[cell.casefold()]
    if not cell.isascii() or not cell.isdigit() or len(cell) > 6:
        raise Unreadable(number, f"{cell[:40]!r} is no rank")
    return int(cell)
