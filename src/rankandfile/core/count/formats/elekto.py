"""Elekto and CIVS, as Kubernetes publishes them: a CSV with a column for each candidate and a row for each voter.

The cells are ranks; equal ranks are allowed, "No opinion" or an empty cell says nothing about the candidate. Where
yes or no is asked of each person, "yes" is rank 1 and "no" rank 2.
"""

from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.formats.cells import Row, read_columns

SILENT = ("", "-", "no opinion", "abstain", "abstention")
ANSWERS = {"yes": 1, "no": 2}


def read_elekto(raw: bytes) -> Contest:
    """The contest of the CSV."""
    return read_columns(raw, _ranks)


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
