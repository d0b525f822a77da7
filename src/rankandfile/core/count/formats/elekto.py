"""Elekto and CIVS, as Kubernetes publishes them: a CSV with a column for each candidate and a row for each voter.

The cells are ranks; equal ranks are allowed, "No opinion" or an empty cell says nothing about the candidate. Where
yes or no is asked of each person, "yes" is rank 1 and "no" rank 2.
"""

from rankandfile.core.count.ballots import from_marks
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different
from rankandfile.core.count.formats.cells import cells_of

SILENT = ("", "-", "no opinion", "abstain", "abstention")
ANSWERS = {"yes": 1, "no": 2}
Row = tuple[tuple[int, ...], tuple[int, ...]]


def read_elekto(raw: bytes) -> Contest:
    """The contest of the CSV."""
    text, notes = decoded(raw)
    table = cells_of(text)
    heading = named_columns(next(table, (1, []))[1])
    found: dict[Row, int] = {}
    for line, cells in table:
        if any(cell.strip() for cell in cells):
            row = _ranks(cells, len(heading), line)
            found[row] = found.get(row, 0) + 1
    ballots = from_marks(len(heading), ((count, *row) for row, count in found.items()))
    return Contest("", different(heading), 0, ballots, notes=notes)


def named_columns(heading: list[str]) -> list[str]:
    """The candidates' names at the head of the columns; an empty last cell is no column."""
    if heading and not heading[-1].strip():
        heading = heading[:-1]
    if len(heading) < 2 or all(cell.strip().isdecimal() for cell in heading):
        raise Unreadable(1, "expected a heading with the candidates' names")
    return heading


def _ranks(cells: list[str], size: int, line: int) -> Row:
    """The ranked candidates by rank, and the rank of each."""
    if len(cells) != size and (len(cells) != size + 1 or cells[-1].strip()):
        raise Unreadable(line, f"expected {size} cells, found {len(cells)}")
    ranks = [(_rank(cell.strip(), line), column) for column, cell in enumerate(cells)]
    ranked = sorted((rank, column) for rank, column in ranks if rank is not None)
    return tuple(column for _, column in ranked), tuple(rank for rank, _ in ranked)


def _rank(cell: str, line: int) -> int | None:
    if cell.casefold() in SILENT:
        return None
    if cell.casefold() in ANSWERS:
        return ANSWERS[cell.casefold()]
    if not cell.isascii() or not cell.isdigit() or len(cell) > 6:
        raise Unreadable(line, f"{cell[:40]!r} is no rank")
    return int(cell)
