"""What witnesses have signed of this record, in a file of its own: checkpoints, cosignatures, and how each one stands.

The file is written while acts are recorded, and must not wait for their lock, nor they for its: so it is not the
record's. Every line in it was checked before. It can be lost without harm to the record: the witnesses remember what
they signed, and receipts that members have hold. What is lost is the times of older cosignatures.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from msgspec import Struct

from .database import Connections, Kind, create

KIND = Kind(
    "list of cosignatures",
    0x52465731,
    1,
    "wal",
    """
    CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
    CREATE TABLE cosignature(size INTEGER NOT NULL, witness TEXT NOT NULL, at INTEGER NOT NULL, line TEXT NOT NULL,
                             PRIMARY KEY(size, witness, at)) STRICT, WITHOUT ROWID;
    CREATE INDEX latest ON cosignature(witness, size);
    CREATE TABLE standing(witness TEXT PRIMARY KEY, kind TEXT NOT NULL, since INTEGER NOT NULL, at INTEGER NOT NULL,
                          detail TEXT NOT NULL) STRICT, WITHOUT ROWID
    """,
)
_LATEST = """SELECT witness, max(at), line FROM cosignature WHERE size = ? GROUP BY witness ORDER BY witness"""
_STAND = """
    INSERT INTO standing VALUES(?, ?, ?, ?, ?) ON CONFLICT(witness) DO UPDATE SET
    since = CASE WHEN kind = excluded.kind THEN since ELSE excluded.since END,
    kind = excluded.kind, at = excluded.at, detail = excluded.detail
"""


class Kept(Struct, frozen=True):
    """A cosignature that was checked: whose key (a vkey), when (UTC seconds), and its line."""

    witness: str
    at: int
    line: str


class Standing(Struct, frozen=True):
    """How a witness stands: since when it signs, is silent, or refuses, and what it said last."""

    witness: str
    """Its vkey."""
    kind: str
    """`signs`, `silent`, `refuses`, `ahead` or `forked`."""
    since: int
    at: int
    """When it was asked last."""
    detail: str


class Witnessed:
    """The file, which begins with the first thing to keep. Safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections = Connections(path, KIND)

    def keep(self, size: int, note: str, kept: Kept) -> None:
        """The cosignature under the checkpoint of this size is durable. The note is the one that the log signed."""
        self._write(
            ("INSERT OR IGNORE INTO checkpoint VALUES(?, ?)", (size, note)),
            ("INSERT OR IGNORE INTO cosignature VALUES(?, ?, ?, ?)", (size, kept.witness, kept.at, kept.line)),
        )

    def under(self, size: int) -> tuple[Kept, ...]:
        """The newest cosignature of each witness under the checkpoint of this size."""
        return tuple(Kept(*row) for row in self._rows(_LATEST, (size,)))

    def last(self, witness: str) -> tuple[int, int]:
        """The largest size that the witness has cosigned, and when last; zeros where it has cosigned nothing."""
        question = "SELECT size, at FROM cosignature WHERE witness = ? ORDER BY size DESC, at DESC LIMIT 1"
        found = self._rows(question, (witness,))
        return (int(found[0][0]), int(found[0][1])) if found else (0, 0)

    def last_note(self, witness: str) -> str:
        """The largest checkpoint that the witness has cosigned, with its line; empty where it has cosigned nothing."""
        question = """
            SELECT note, line FROM cosignature JOIN checkpoint USING (size) WHERE witness = ?
            ORDER BY size DESC, at DESC LIMIT 1
        """
        found = self._rows(question, (witness,))
        return str(found[0][0]) + str(found[0][1]) if found else ""

    def signed_by(self, witnesses: Sequence[str], number: int) -> Iterator[tuple[int, str]]:
        """The checkpoints that at least so many of these witnesses have signed, with their sizes, the largest first."""
        marks = ", ".join("?" * len(witnesses))
        question = f"""
            SELECT size, note FROM checkpoint JOIN cosignature USING (size) WHERE size < ? AND witness IN ({marks})
            GROUP BY size HAVING count(DISTINCT witness) >= ? ORDER BY size DESC LIMIT 1
        """
        largest = 2**62
        while found := self._rows(question, (largest, *witnesses, number)):
            largest = int(found[0][0])
            yield largest, str(found[0][1])

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        """Every checkpoint that somebody cosigned, with its size, the largest first."""
        largest = 2**62
        question = "SELECT size, note FROM checkpoint WHERE size < ? ORDER BY size DESC LIMIT 64"
        while found := self._rows(question, (largest,)):
            yield from ((int(size), str(note)) for size, note in found)
            largest = int(found[-1][0])

    def history(self, size: int) -> tuple[str, ...]:
        """Of each hour the last checkpoint over fewer than `size` entries that somebody cosigned, by size.

        Under each stands the first cosignature of each witness: that is when it was seen.
        """
        question = """
            SELECT size, note, line, min(at) FROM cosignature JOIN checkpoint USING (size) WHERE size < ?
            GROUP BY size, witness ORDER BY size, witness
        """
        notes: dict[int, str] = {}
        hours: dict[int, int] = {}
        for found, note, line, at in self._rows(question, (size,)):
            notes[found] = notes.get(found, note) + line
            hours[at // 3600] = found
        return tuple(notes[found] for found in sorted(set(hours.values())))

    def stands(self, witness: str, kind: str, at: int, detail: str = "") -> None:
        """The witness stands like this; since when, is kept for as long as the kind stays the same."""
        self._write((_STAND, (witness, kind, at, at, detail[:500])))

    def standings(self) -> dict[str, Standing]:
        """How each witness that was ever asked stands, by its vkey."""
        rows = self._rows("SELECT witness, kind, since, at, detail FROM standing")
        return {row[0]: Standing(*row) for row in rows}

    def close(self) -> None:
        """Closes this thread's connection."""
        self._connections.close()

    def _rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connections.rows(question, tuple(values)) if self._path.exists() else []

    def _write(self, *commands: tuple[str, tuple[Any, ...]]) -> None:
        if not self._path.exists():
            _begin(self._path)
        with self._connections.writing():
            for command, values in commands:
                self._connections.execute(command, values)


def _begin(path: Path) -> None:
    """An empty file stands at the path, whole from its first moment; another process may have been quicker."""
    building = path.with_name(f".{path.name}.{token_hex(4)}")
    create(building, KIND)
    with suppress(FileExistsError):
        os.link(building, path)
    building.unlink()
