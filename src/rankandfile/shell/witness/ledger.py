"""What a witness remembers, in one SQLite file: the logs it watches, the heads it cosigned, the evidence it holds.

Looking up the last head, deciding and writing the new one are one transaction under the file's write lock, so that two
requests at once cannot roll a log back; the new head is durable before anybody learns the cosignature. The file belongs
to one key. A witness that lost it may have cosigned what it no longer knows, and must never cosign again under its key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw
from msgspec import Struct

from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.note import Vkey, parse_vkey
from rankandfile.record.witnessing import Evidence, Head, Seen
from rankandfile.shell.database import Connections, Kind, create, plainly, writing
from rankandfile.shell.trouble import Damaged, WrongUse

LEDGER = Kind(
    "witness",
    0x52464C31,
    1,
    "wal",
    """
    CREATE TABLE own(one INTEGER PRIMARY KEY CHECK(one = 1), vkey TEXT NOT NULL, retired INTEGER) STRICT;
    CREATE TABLE log(origin TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE key(origin TEXT, vkey TEXT, since INTEGER NOT NULL, until INTEGER,
                     PRIMARY KEY(origin, vkey)) STRICT, WITHOUT ROWID;
    CREATE TABLE head(origin TEXT, size INTEGER, root BLOB NOT NULL, at INTEGER NOT NULL,
                      note TEXT NOT NULL, PRIMARY KEY(origin, size)) STRICT, WITHOUT ROWID;
    CREATE TABLE evidence(n INTEGER PRIMARY KEY, origin TEXT NOT NULL, at INTEGER NOT NULL,
                          proved INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, kept TEXT NOT NULL,
                          shown TEXT NOT NULL, body TEXT NOT NULL, UNIQUE(origin, proved, size, root)) STRICT
    """,
)
HEADS = 10_000
"""As many of the newest heads of each log are kept, so that another root for one of their sizes is recognised."""
EVIDENCE = 100
"""As many proved forks, and as many doubts, are kept of each log: one proof convicts, and a doubt costs nothing."""


class TrustedKey(Struct, frozen=True):
    """A key of a log, and since when and until when (None: still) the witness trusts it; UTC seconds."""

    vkey: str
    since: int
    until: int | None


class Watched(Struct, frozen=True):
    """A log that the witness watches."""

    origin: str
    since: int
    """UTC seconds."""
    keys: tuple[TrustedKey, ...]
    last: Head | None
    forks: int
    doubts: int


class Kept(Struct, frozen=True):
    """Evidence as it is kept: its number, which log it concerns, when it came (UTC seconds)."""

    number: int
    origin: str
    at: int
    size: int
    root: str
    """Of the checkpoint that was shown, hexadecimal."""
    evidence: Evidence


class Turn:
    """The ledger while its write lock is held for one log."""

    def __init__(self, connection: apsw.Connection, origin: str) -> None:
        self._connection = connection
        self._origin = origin

    def keys(self) -> tuple[Vkey, ...] | None:
        """The keys trusted for the log now; None where it is not watched."""
        return _keys(self._connection, self._origin)

    def seen(self, size: int) -> Seen:
        """The last head of the log, and the one of this size."""
        question = "SELECT size, root, at, note FROM head WHERE origin = ?"
        last = _rows(self._connection, f"{question} ORDER BY size DESC LIMIT 1", self._origin)
        same = _rows(self._connection, f"{question} AND size = ?", self._origin, size)
        return Seen(Head(*last[0]) if last else None, Head(*same[0]) if same else None)

    def cosigned(self, head: Head) -> None:
        """This is the last head of the log now. What was in doubt about it is settled."""
        place = (self._origin, head.size)
        self._connection.execute("INSERT OR REPLACE INTO head VALUES(?, ?, ?, ?, ?)", (*place, *_row(head)))
        self._connection.execute(
            "DELETE FROM evidence WHERE NOT proved AND origin = ? AND size = ? AND root = ?", (*place, head.root)
        )
        self._connection.execute(
            "DELETE FROM head WHERE origin = ?1 AND size <= (SELECT size FROM head WHERE origin = ?1"
            " ORDER BY size DESC LIMIT 1 OFFSET ?2)",
            (self._origin, HEADS),
        )

    def retire(self, at: int) -> None:
        """The witness cosigns nothing more, for any log, from now on and for ever."""
        self._connection.execute("UPDATE own SET retired = ? WHERE retired IS NULL", (at,))

    def keep(self, evidence: Evidence, shown: Checkpoint, at: int) -> bool:
        """Whether the evidence is new. It is kept, once for each checkpoint, while there is room for its kind."""
        counted = "SELECT count(*) FROM evidence WHERE origin = ? AND proved = ?"
        if _rows(self._connection, counted, self._origin, evidence.proved)[0][0] >= EVIDENCE:
            return False
        what = (evidence.proved, shown.size, shown.root, evidence.kept, evidence.shown, evidence.body)
        self._connection.execute(
            "INSERT OR IGNORE INTO evidence VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?)", (self._origin, at, *what)
        )
        return self._connection.changes() == 1


class Ledger:
    """The open ledger of one key. Safe to use from many threads and processes."""

    def __init__(self, path: Path, own: Vkey) -> None:
        self._connections = Connections(path, LEDGER)
        found = self._connections.rows("SELECT vkey FROM own")
        if found != [(str(own),)]:
            raise Damaged(
                f"{path} is the ledger of another key than {own.name} has now. Never cosign with it: begin a new"
                " witness under a new name, in a new folder."
            )

    @staticmethod
    def create(path: Path, own: Vkey) -> None:
        """An empty ledger of this key stands at the path."""
        create(path, LEDGER)
        connections = Connections(path, LEDGER)
        with plainly(path), writing(connections.here()):
            connections.here().execute("INSERT INTO own VALUES(1, ?, NULL)", (str(own),))
        connections.close()

    @contextmanager
    def turn(self, origin: str) -> Iterator[Turn]:
        """Holds the write lock; what was written is durable at the end, or undone when anything fails."""
        with plainly(self._connections.path), writing(self._connections.here()):
            yield Turn(self._connections.here(), origin)

    def retired(self) -> int | None:
        """Since when the witness is retired (UTC seconds), because it had cosigned what it did not remember."""
        since: int | None = self._connections.rows("SELECT retired FROM own")[0][0]
        return since

    def keys(self, origin: str) -> tuple[Vkey, ...] | None:
        """The keys trusted for the log now; None where it is not watched."""
        with plainly(self._connections.path):
            return _keys(self._connections.here(), origin)

    def watch(self, origin: str, vkey: Vkey, at: int, begins: Head | None = None) -> None:
        """The log is watched from now on, under this key; what it sends must begin with the head, if one is given."""
        with plainly(self._connections.path), writing(self._connections.here()):
            if self._known(origin):
                raise WrongUse(f"{origin} is watched already. Another key of it is added by: rankandfile witness trust")
            self._connections.here().execute("INSERT INTO log VALUES(?, ?)", (origin, at))
            self._connections.here().execute("INSERT INTO key VALUES(?, ?, ?, NULL)", (origin, str(vkey), at))
            if begins is not None:
                Turn(self._connections.here(), origin).cosigned(begins)

    def trust(self, origin: str, vkey: Vkey, at: int) -> None:
        """This key of a log that is watched is trusted too, or again."""
        with plainly(self._connections.path), writing(self._connections.here()):
            if not self._known(origin):
                raise WrongUse(f"{origin} is not watched yet. Begin: rankandfile witness add")
            self._connections.here().execute(
                "INSERT INTO key VALUES(?, ?, ?, NULL) ON CONFLICT DO UPDATE SET until = NULL", (origin, str(vkey), at)
            )

    def distrust(self, origin: str, vkey: Vkey, at: int) -> int:
        """How many keys of the log are trusted still, when this one is no longer."""
        with plainly(self._connections.path), writing(self._connections.here()):
            trusted = _keys(self._connections.here(), origin) or ()
            if vkey not in trusted:
                raise WrongUse(f"This is no key that is trusted for {origin}.")
            self._connections.here().execute(
                "UPDATE key SET until = ? WHERE origin = ? AND vkey = ?", (at, origin, str(vkey))
            )
            return len(trusted) - 1

    def watched(self) -> tuple[Watched, ...]:
        """Every log that is watched, by origin."""
        return tuple(self._watched(*row) for row in self._connections.rows("SELECT * FROM log ORDER BY origin"))

    def latest(self, name: str) -> str | None:
        """The newest cosigned note of the log whose origin has this SHA-256 (hexadecimal); None where there is none."""
        origins = (row[0] for row in self._connections.rows("SELECT origin FROM log"))
        origin = next((each for each in origins if sha256(each.encode()).hexdigest() == name), None)
        head = None if origin is None else self._last(origin)
        return head.note if head and head.at else None

    def evidence(self) -> tuple[Kept, ...]:
        """All that is kept, proved forks first."""
        question = (
            "SELECT n, origin, at, size, lower(hex(root)), proved, kept, shown, body FROM evidence"
            " ORDER BY proved DESC, origin, size, n"
        )
        return tuple(
            Kept(number, origin, at, size, root, Evidence(bool(proved), kept, shown, body))
            for number, origin, at, size, root, proved, kept, shown, body in self._connections.rows(question)
        )

    def close(self) -> None:
        """Closes this thread's connection."""
        self._connections.close()

    def _known(self, origin: str) -> bool:
        return bool(_rows(self._connections.here(), "SELECT 1 FROM log WHERE origin = ?", origin))

    def _watched(self, origin: str, since: int) -> Watched:
        keys = self._connections.rows("SELECT vkey, since, until FROM key WHERE origin = ? ORDER BY since", (origin,))
        counted = "SELECT ifnull(sum(proved), 0), count(*) FROM evidence WHERE origin = ?"
        forks, both = self._connections.rows(counted, (origin,))[0]
        return Watched(origin, since, tuple(TrustedKey(*key) for key in keys), self._last(origin), forks, both - forks)

    def _last(self, origin: str) -> Head | None:
        question = "SELECT size, root, at, note FROM head WHERE origin = ? ORDER BY size DESC LIMIT 1"
        found = self._connections.rows(question, (origin,))
        return Head(*found[0]) if found else None


def _keys(connection: apsw.Connection, origin: str) -> tuple[Vkey, ...] | None:
    if not _rows(connection, "SELECT 1 FROM log WHERE origin = ?", origin):
        return None
    question = "SELECT vkey FROM key WHERE origin = ? AND until IS NULL ORDER BY since, vkey"
    return tuple(parse_vkey(row[0]) for row in _rows(connection, question, origin))


def _rows(connection: apsw.Connection, question: str, *values: str | int) -> list[tuple[Any, ...]]:
    return connection.execute(question, values).fetchall()


def _row(head: Head) -> tuple[bytes, int, str]:
    return head.root, head.at, head.note
