"""Scores and approvals: a CSV with a column for each candidate and a row for each ballot, its cells whole numbers.

The numbers stay beside the candidates as their marks. For approvals a 1 approves, 0 or nothing does not; candidates
with 0 are left off the ballot, so that who is named is who is approved.
"""

from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.formats.cells import Row, read_columns


def read_scores(raw: bytes) -> Contest:
    """The contest of the CSV."""
    return read_columns(raw, _scores)


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
