"""Scores and approvals: a CSV with a column for each candidate and a row for each ballot, its cells whole numbers.

The numbers stay beside the candidates as their marks. For approvals a 1 approves, 0 or nothing does not; candidates
with 0 are left off the ballot, so that who is named is who is approved.
"""

from rankandfile.core.count.ballots import from_marks
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different
from rankandfile.core.count.formats.cells import cells_of
from rankandfile.core.count.formats.elekto import named_columns

Row = tuple[tuple[int, ...], tuple[int, ...]]


def read_scores(raw: bytes) -> Contest:
    """The contest of the CSV."""
    text, notes = decoded(raw)
    table = cells_of(text)
    heading = named_columns(next(table, (1, []))[1])
    found: dict[Row, int] = {}
    for line, cells in table:
        if any(cell.strip() for cell in cells):
            row = _scores(cells, len(heading), line)
            found[row] = found.get(row, 0) + 1
    ballots = from_marks(len(heading), ((count, *row) for row, count in found.items()))
    return Contest("", different(heading), 0, ballots, notes=notes)


def _scores(cells: list[str], size: int, line: int) -> Row:
    if len(cells) > size and any(cell.strip() for cell in cells[size:]):
        raise Unreadable(line, f"expected {size} cells, found {len(cells)}")
    given = [(candidate, _score(cell.strip(), line)) for candidate, cell in enumerate(cells[:size])]
    scored = [(candidate, score) for candidate, score in given if score]
    return tuple(candidate for candidate, _ in scored), tuple(score for _, score in scored)


def _score(cell: str, line: int) -> int:
    if cell and (not cell.isascii() or not cell.isdigit() or len(cell) > 6):
        raise Unreadable(line, f"{cell[:40]!r} is no score: a whole number from 0 to 999999")
    return int(cell or "0")
