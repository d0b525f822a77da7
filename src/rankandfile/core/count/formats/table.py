"""CSV of other shapes: a row for each ballot with names in the order of preference, and the Scottish councils' tables.

Names: each cell is a candidate's name, the first column the first preference; "A|B" puts two equal, an empty cell is a
skipped rank, and so is one that says "undervote" or "skipped", as voting machines write. "overvote" is a rank at which
nobody knows who was marked: it ends the ballot, or is passed over where the policy says so. A column headed "count" or
"votes" says how many ballots a row stands for. Columns whose heading has neither a number nor the word rank, choice or
preference are left unread, where there are any that have.

Scottish: "candidates,seats,", then "count,1,2,", then a row for each candidate with name and party, then the ward.
"""

import re
from collections.abc import Sequence

from rankandfile.core.count.ballots import gather
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different
from rankandfile.core.count.formats.cells import cells_of, how_many
from rankandfile.core.count.policy import Policy, contested, ranking

_RANK = re.compile(r"\d|rank|choice|preference", re.IGNORECASE)
SILENT = ("", "undervote", "skipped")
UNKNOWN = (-1, -2)
"""Whom an overvote marks that a machine did not write down: two, whoever they are."""
_COUNT = ("count", "votes", "ballots", "weight")


def read_names(raw: bytes, policy: Policy | None = None) -> Contest:
    """The contest of a table of names."""
    text, notes = decoded(raw)
    policy = policy or Policy("equal")
    (_, heading), *lines = [*cells_of(text)] or [(1, [])]
    if not any(cell.strip() for cell in heading):
        raise Unreadable(1, "expected a heading, such as 1,2,3")
    counted = next((n for n, cell in enumerate(heading) if cell.strip().casefold() in _COUNT), None)
    columns = [n for n, cell in enumerate(heading) if n != counted and _RANK.search(cell)]
    columns = columns or [n for n in range(len(heading)) if n != counted]
    names: dict[str, int] = {}
    found = []
    for line, cells in lines:
        if any(cell.strip() for cell in cells):
            ranks = ranking(policy, _marks(cells, columns, names, policy))[0]
            found.append((_how_many(cells, counted, line), ranks))
    if not names:
        raise Unreadable(len(lines) + 1, "no row names a candidate")
    return Contest("", different(names), 0, contested(policy, gather(len(names), found)), notes=notes)


def _marks(
    cells: Sequence[str], columns: Sequence[int], names: dict[str, int], policy: Policy
) -> list[tuple[int, list[int]]]:
    """Whom a row marks at each rank, up to an overvote that nobody can resolve."""
    marks: list[tuple[int, list[int]]] = []
    for rank, column in enumerate(columns, 1):
        if column < len(cells) and cells[column].strip().casefold() == "overvote":
            if policy.overvote != "alwaysSkipToNextRank":
                return marks
            marks.append((rank, list(UNKNOWN)))
        elif marked := _marked(cells, column, names):
            marks.append((rank, marked))
    return marks


def _marked(cells: Sequence[str], column: int, names: dict[str, int]) -> list[int]:
    cell = cells[column] if column < len(cells) else ""
    said = (name.strip() for name in cell.split("|"))
    return [names.setdefault(name, len(names)) for name in said if name.casefold() not in SILENT]


def _how_many(cells: Sequence[str], counted: int | None, line: int) -> int:
    return 1 if counted is None else how_many(cells[counted] if counted < len(cells) else "", line)


def read_scottish(raw: bytes) -> Contest:
    """The contest of a Scottish council's table."""
    text, notes = decoded(raw)
    lines = [(line, [cell.strip() for cell in cells if cell.strip()]) for line, cells in cells_of(text)]
    lines = [(line, cells) for line, cells in lines if cells]
    if not lines or len(lines[0][1]) != 2 or not all(cell.isdecimal() for cell in lines[0][1]):
        raise Unreadable(1, "expected the numbers of candidates and seats")
    size, seats = (how_many(cell, lines[0][0]) for cell in lines[0][1])
    ballots = [(number, cells) for number, cells in lines[1:] if all(cell.isdecimal() for cell in cells)]
    named = [cells for _, cells in lines[1 + len(ballots) :]]
    if len(named) not in (size, size + 1):
        raise Unreadable(lines[-1][0], f"expected {size} candidates and the ward, found {len(named)} rows")
    found = [(how_many(cells[0], line), _ranked(cells[1:], size, line)) for line, cells in ballots]
    candidates = different(f"{cells[1]} ({cells[2]})" if len(cells) > 2 else cells[-1] for cells in named[:size])
    ward = named[size][0] if len(named) > size else ""
    return Contest(ward, candidates, seats, gather(size, found), notes=notes)


def _ranked(cells: Sequence[str], size: int, line: int) -> list[int]:
    for cell in cells:
        if not 1 <= int(cell[:9]) <= size:
            raise Unreadable(line, f"there is no candidate {cell[:40]} among {size}")
    if len({*map(int, cells)}) != len(cells):
        raise Unreadable(line, "a candidate is named twice on one ballot")
    return [int(cell) - 1 for cell in cells]
