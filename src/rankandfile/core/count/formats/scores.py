"""Scores and approvals: a CSV with a column for each candidate and a row for each ballot, its cells whole numbers.

The numbers stay beside the candidates as their marks. For approvals a 1 approves, 0 or nothing does not; candidates
with 0 are left off the ballot, so that who is named is who is approved.
"""

import csv

from rankandfile.core.count.ballots import from_marks
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different

Row = tuple[tuple[int, ...], tuple[int, ...]]


def read_scores(raw: bytes) -> Contest:
    """The contest of the CSV."""
    text, notes = decoded(raw)
    table = csv.reader(text.splitlines())
    heading = next(table, [])
    if len(heading) < 2:
        raise Unreadable(1, "expected a heading with the candidates' names")
    found: dict[Row, int] = {}
    for number, cells in enumerate(table, 2):
        if any(cell.strip() for cell in cells):
            row = _scores(cells, len(heading), number)
            found[row] = found.get(row, 0) + 1
    return Contest(
        "", different(heading), 0, from_marks(len(heading), ((n, *row) for row, n in found.items())), notes=notes
    )


def _scores(cells: list[str], size: int, number: int) -> Row:
    if len(cells) > size:
        raise Unreadable(number, f"expected {size} cells, found {len(cells)}")
    given = []
    for candidate, cell in enumerate(cells):
        if not (cell.strip() or "0").isdecimal():
            raise Unreadable(number, f"{cell[:40]!r} is no score")
        given.append((candidate, int(cell.strip()[:6] or "0")))
    scored = [(candidate, score) for candidate, score in given if score]
    return tuple(candidate for candidate, _ in scored), tuple(score for _, score in scored)
