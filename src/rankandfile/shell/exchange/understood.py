"""What an import made of each file of a folder, in sentences: what was understood, and what was not.

Every file has its lines, those that are no papers too: whoever brings a conference along must be able to see that
nothing of it is lost, without comparing it by hand.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.text import count_lines, count_words

from .motions import Folder, Paper, Proposal, ended, same

MANY = 5_000
"""Files of a folder that are looked at."""


class Understood(Struct, frozen=True):
    """One file, or one paper of a file that holds several."""

    file: str
    understood: tuple[str, ...]
    not_understood: tuple[str, ...]


def understood(folder: Path, found: Folder) -> tuple[Understood, ...]:
    """Each file of the folder, by name."""
    rows = [*map(_motion, found.motions), *(_amendment(one, found) for one in found.amendments)]
    faults = {fault.file: str(fault) for fault in found.faults}
    rows += [Understood(file, (), (said,)) for file, said in faults.items()]
    rows += [
        Understood(file, (f"Read with {paper.file}.",), ())
        for paper in found.motions
        for file in paper.beside
        if (folder / file).is_file()
    ]
    read = {row.file.partition("#")[0] for row in rows}
    rows += [
        Understood(file, (), ("It is no paper; it was left alone.",)) for file in _files(folder) if file not in read
    ]
    return tuple(sorted((_with_told(row, found.told) for row in rows), key=lambda row: row.file))


def _with_told(row: Understood, told: tuple[str, ...]) -> Understood:
    """The row, with what of a document did not come along."""
    own = (line.removeprefix(f"{row.file}: ") for line in told if line.startswith(f"{row.file}: "))
    return replace(row, not_understood=(*row.not_understood, *own))


def _files(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(str(path.relative_to(folder)) for _, path in zip(range(MANY), found, strict=False))


def _motion(paper: Paper) -> Understood:
    known = [f"Motion “{paper.title}”: {count_words(paper.text)} words in {count_lines(paper.text)} lines."]
    known += [f"Number {paper.number} in section {paper.section}."] if paper.section else []
    known += [f"It {each}; the text says so, and no software acts on it." for each in paper.related]
    known += list(_result(paper.status))
    lost = [*paper.told, *_unknown_result(paper.status)]
    if paper.coproposers:
        lost.append(f"{paper.coproposers} supporters are claimed; members second it here themselves.")
    if paper.parts:
        named = ", ".join(f"“{part}”" for part in paper.parts)
        known.append(f"A composite of {len(paper.parts)} motions: {named}.")
        known.append("It comes in as the one motion that is voted on, in parts where the rulebook lets it be.")
    elif "is a composite of" in paper.text:
        lost.append("It calls itself a composite; of which motions, their movers say when they make one here.")
    return Understood(paper.file, tuple(known), tuple(lost))


def _amendment(one: Proposal, found: Folder) -> Understood:
    placed = one.placed
    known = [f"Amendment {one.number} to “{one.motion}”."]
    lost = list(_unknown_result(one.status))
    if placed.action == "instruct":
        lost.append("Which lines it changes is not certain: it is put to the vote as it is written.")
    else:
        known.append(f"It is placed by lines: {placed.action}, {placed.first} to {placed.last}.")
    there = {other.number for other in found.amendments if same(other.motion) == same(one.motion)}
    known += [f"It falls with amendment {number}." for number in one.falls_with if number in there]
    lost += [
        f"It falls with amendment {number}, which is not there." for number in one.falls_with if number not in there
    ]
    return Understood(one.file, (*known, *_result(one.status)), tuple(lost))


def _result(status: str) -> Iterator[str]:
    """What became of it there; nothing of that is imported, because nobody can type a result."""
    if status and ended(status) == "unreached":
        yield f"“{status}”: the conference did not reach it. That is no defeat."
    elif ended(status) and status:
        yield f"“{status}”: it was {ended(status)} there. No result is imported."


def _unknown_result(status: str) -> Iterator[str]:
    if not ended(status):
        yield f"“{status}” is no result that we know; the paper counts as not decided."


def written(rows: tuple[Understood, ...]) -> str:
    """The report as plain text: a paragraph for each file."""
    return "\n".join(line for row in rows for line in _lines(row))


def _lines(row: Understood) -> Iterator[str]:
    yield row.file
    yield from (f"    + {each}" for each in row.understood)
    yield from (f"    - {each}" for each in row.not_understood)
