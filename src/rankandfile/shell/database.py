"""Opening a SQLite file of ours: the right library, the right file, durable, and errors that say what to do.

Every file carries an application id, so that a foreign file is recognised, and the version of its tables. Every
connection has `synchronous=FULL`, read back, because the file does not remember it and a lower setting could, after a
power cut, make the server sign a second, different entry at an index for which it gave a receipt. Every connection has
`secure_delete=ON`: the library that apsw brings leaves it off, and then deleted openings stay readable in the file.
What SQLite puts aside while it works stays in memory.

SQLite 3.7.0 to 3.51.2 can lose commits of a database in WAL mode (https://sqlite.org/wal.html#walresetbug).
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import local
from typing import Any

import apsw
from msgspec import Struct

from .trouble import (
    Busy,
    Damaged,
    DiskFailed,
    DiskFull,
    ForeignFile,
    Moved,
    NewerFile,
    NoSuchFile,
    OldLibrary,
    ReadOnly,
    WrongUse,
)

SHUT = "shut"
"""The name of the trigger that keeps entries out of a record that is kept elsewhere now."""
PATIENCE = 30_000
"""Milliseconds that a writer waits for another one."""
REPAIRED = {(3, 44): 6, (3, 50): 7, (3, 51): 3}
"""The first sound release of each line that was repaired; lines after 3.51 are sound, but for 3.52.0."""
RUN = 100
"""Rows in one statement: half the cost of as many statements with a row each."""
_RUN = ", ".join(f"(?1 + {row}, ?{row + 2})" for row in range(RUN))


class Kind(Struct, frozen=True):
    """What a file of ours is: how it is recognised, how it keeps its journal, what is in it."""

    name: str
    application: int
    version: int
    journal: str
    tables: str


def why_unsound(version: str) -> str:
    """Why this SQLite must not keep a record; empty when it may."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    line = (major, minor)
    sound = patch >= REPAIRED[line] if line in REPAIRED else line > (3, 51) and (major, minor, patch) != (3, 52, 0)
    return "" if sound else f"SQLite {version} can lose what was committed. Install apsw with SQLite 3.51.3 or later."


def create(path: Path, kind: Kind) -> None:
    """The file exists, is empty but for its tables, and only its owner can read it."""
    with plainly(path):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = apsw.Connection(str(path))
        _prepare(connection, kind)
        connection.execute(f"BEGIN IMMEDIATE; {kind.tables}; PRAGMA application_id={kind.application}")
        connection.execute(f"PRAGMA user_version={kind.version}; COMMIT")
        connection.close()


def connect(path: Path, kind: Kind) -> apsw.Connection:
    """An open connection to the file, durable and checked to be of this kind."""
    if unsound := why_unsound(apsw.sqlite_lib_version()):
        raise OldLibrary(unsound)
    with plainly(path):
        if not path.is_file():
            raise NoSuchFile(f"There is no {kind.name} at {path}.")
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        _recognise(connection, path, kind)
        _prepare(connection, kind)
    return connection


def connect_to_read(path: Path, kind: Kind) -> apsw.Connection:
    """An open connection that can change nothing in the file, be it on a disk that cannot be written."""
    with plainly(path):
        if not path.is_file():
            raise NoSuchFile(f"There is no {kind.name} at {path}.")
        try:
            return _reading(path, kind, "mode=ro")
        except apsw.CantOpenError:  # its log cannot be made beside it, so nobody can be writing
            return _reading(path, kind, "mode=ro&immutable=1")


def _reading(path: Path, kind: Kind, how: str) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(f"{path.absolute().as_uri()}?{how}", flags=flags)
    connection.set_busy_timeout(PATIENCE)
    _recognise(connection, path, kind)
    return connection


def _recognise(connection: apsw.Connection, path: Path, kind: Kind) -> None:
    found = (connection.pragma("application_id"), connection.pragma("user_version"))
    if found[0] != kind.application:
        raise ForeignFile(f"{path} is a database, but not a {kind.name} of Rank & File. It was left as it is.")
    if found[1] > kind.version:
        raise NewerFile(
            f"{path} was written by newer software (tables {found[1]}, this software knows {kind.version})."
            " Use that software, or newer."
        )


def _prepare(connection: apsw.Connection, kind: Kind) -> None:
    connection.set_busy_timeout(PATIENCE)
    wanted = {"journal_mode": kind.journal, "synchronous": 2, "secure_delete": 1, "temp_store": 2}
    for setting, value in wanted.items():
        connection.pragma(setting, value)
        if (got := connection.pragma(setting)) != value:
            raise DiskFailed(f"SQLite keeps {setting} at {got}, not {value}: this disk cannot hold a {kind.name}.")


@contextmanager
def writing(connection: apsw.Connection) -> Iterator[None]:
    """Holds the file's write lock; what was written is durable at the end, or undone when anything fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Says in plain words what SQLite or the disk found wrong with the file."""
    try:
        yield
    except apsw.FullError as error:
        raise DiskFull(f"The disk that holds {path} is full. Nothing was recorded; make room and try again.") from error
    except FileExistsError as error:
        raise WrongUse(f"{path} exists already. It was left as it is.") from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError, PermissionError) as error:
        raise ReadOnly(f"This user may not write {path}, or the folder it is in. Nothing was recorded.") from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise Busy(f"Another process has held {path} for {PATIENCE // 1000} seconds. Nothing was recorded.") from error
    except apsw.NotADBError as error:
        raise ForeignFile(f"{path} is not a database. It was left as it is.") from error
    except apsw.CorruptError as error:
        raise Damaged(f"{path} is damaged: {error}. Keep it as it is and start from a backup.") from error
    except (apsw.IOError, OSError) as error:
        raise DiskFailed(f"The disk that holds {path} failed: {error}. Nothing was recorded.") from error


@contextmanager
def open_to_entries() -> Iterator[None]:
    """Says in plain words that the record is kept elsewhere now, where it is (`Connections.shut`)."""
    try:
        yield
    except apsw.ConstraintError as error:
        if "constraint failed" in str(error):
            raise
        raise Moved(str(error).removeprefix("ConstraintError: ")) from error


def copy_pages(source: Path, target: Path) -> None:
    """The target, a new file, holds what the source held at one moment, and nothing that was deleted there.

    For a file that is not ours to read row by row: the site's accounts. Writers wait for as long as the copying takes.
    """
    with plainly(source):
        old, new = apsw.Connection(str(source), flags=apsw.SQLITE_OPEN_READONLY), apsw.Connection(str(target))
        old.set_busy_timeout(PATIENCE)
        with new.backup("main", old, "main") as pages:
            pages.step(-1)
        new.execute("VACUUM")
        old.close()
        new.close()


class Connections:
    """A `Place` in a file. One connection for each thread: they share the file, never a statement."""

    def __init__(self, path: Path, kind: Kind, *, reads_only: bool = False) -> None:
        self.path = path
        self._kind = kind
        self._connect = connect_to_read if reads_only else connect
        self._here = local()

    @property
    def name(self) -> str:
        """The path."""
        return str(self.path)

    def here(self) -> apsw.Connection:
        """This thread's connection, opened when first asked for."""
        connection: apsw.Connection | None = getattr(self._here, "connection", None)
        if connection is None:
            connection = self._here.connection = self._connect(self.path, self._kind)
        return connection

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All the rows that answer the question, as of one moment."""
        with plainly(self.path):
            return self.here().execute(question, values).fetchall()

    def execute(self, command: str, values: Sequence[Any] = ()) -> None:
        """The command is carried out."""
        with plainly(self.path):
            self.here().execute(command, values)

    def executemany(self, command: str, rows: Iterable[Sequence[Any]]) -> None:
        """The command is carried out for each row."""
        with plainly(self.path), open_to_entries():
            self.here().executemany(command, rows)

    def insert_numbered(self, table: str, first: int, values: Sequence[bytes]) -> None:
        """The values stand in the table of two columns, under successive numbers from `first` on, none used before."""
        whole = len(values) // RUN * RUN
        with plainly(self.path), open_to_entries():
            for at in range(0, whole, RUN):
                self.here().execute(f"INSERT INTO {table} VALUES {_RUN}", (first + at, *values[at : at + RUN]))
        self.executemany(f"INSERT INTO {table} VALUES(?, ?)", enumerate(values[whole:], first + whole))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the file's write lock; what was written is durable at the end, or undone when anything fails."""
        with plainly(self.path), writing(self.here()):
            yield

    def leave_nothing(self, *tables: str) -> None:
        """The whole file is written anew: a second or two. Raises Busy while a reader holds older pages.

        `secure_delete` alone is not enough: when SQLite moves rows to another page, it leaves copies of them behind.
        """
        with plainly(self.path):
            self.here().execute("VACUUM")
            if self._kind.journal == "wal" and not checkpointed(self.here()):
                raise Busy(
                    f"A reader holds old pages of the {self._kind.name}: its log may still hold what was destroyed."
                    " Try again."
                )

    def hidden(self, secret: bytes) -> bytes:
        """The secret itself: only the owner of the file can read it."""
        return secret

    def shown(self, hidden: bytes) -> bytes:
        """The secret itself."""
        return hidden

    def announce(self, size: int) -> None:
        """Nobody is told: looking at the head of a file costs some microseconds."""

    def each(self, question: str) -> Iterator[tuple[Any, ...]]:
        """The rows one after the other, of any number."""
        with plainly(self.path):
            yield from self.here().execute(question)

    @contextmanager
    def pinned(self) -> "Iterator[Connections]":
        """This file as it is now, whatever is written meanwhile; to be read by one thread."""
        other = Connections(self.path, self._kind)
        try:
            with plainly(self.path):
                other.here().execute("BEGIN; SELECT count(*) FROM sqlite_schema").fetchall()
            yield other
        finally:
            other.close()

    def shut(self, why: str) -> None:
        """Nobody appends an entry here any more, with this software or any other, and whoever tries is told why."""
        if self.why_shut():
            return
        quoted = why.replace("'", "''")
        self.execute(f"CREATE TRIGGER {SHUT} BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, '{quoted}'); END")

    def take_time(self) -> None:
        """A transaction in a file may pause in any case."""

    def why_shut(self) -> str:
        """Why nobody appends here any more; empty where one may."""
        found = self.rows("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", (SHUT,))
        return str(found[0][0]).partition("ABORT, '")[2].rpartition("')")[0].replace("''", "'") if found else ""

    def close(self) -> None:
        """Closes this thread's connection; those of other threads close when their thread ends."""
        connection: apsw.Connection | None = getattr(self._here, "connection", None)
        if connection is not None:
            connection.close()
            del self._here.connection


def checkpointed(connection: apsw.Connection) -> bool:
    """Whether the write-ahead log is empty now, so that nothing deleted is left in it."""
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0]
    return busy == 0
