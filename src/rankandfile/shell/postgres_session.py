"""One connection to a PostgreSQL server: durable, to a real server, and errors that say what to do.

`synchronous_commit=on` is set and read back on each connection, and a server with `fsync=off` is refused: it could sign
a second, different entry at an index for which it gave a receipt. A server whose advisory locks keep nobody out
(CockroachDB documents them as no-ops) is refused too; that is tried, not only read from its name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import randbits
from typing import Any

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from .trouble import (
    Busy,
    Damaged,
    DiskFailed,
    DiskFull,
    Moved,
    NoSuchFile,
    OldLibrary,
    ReadOnly,
    Trouble,
    Unreachable,
    WrongUse,
)

SCHEMAS = ("record", "vault", "box", "boards")
PATIENCE = 30
"""Seconds that a writer waits for another one."""
CONNECTING = {
    "connect_timeout": 5,
    "application_name": "rankandfile",
    "target_session_attrs": "read-write",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "client_encoding": "UTF8",
}
"""What holds for each connection where the address does not say otherwise: a dead server is noticed in seconds."""
SESSION = {
    "synchronous_commit": "on",
    "search_path": ", ".join(SCHEMAS),
    "lock_timeout": f"{PATIENCE}s",
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
"""What each session is set to: a machine that died while it held the lock loses it in seconds too."""


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection that ends, without a word, with the thread that had it."""

    def __del__(self, *_: object) -> None:
        self.close()


def address_of(url: str) -> str:
    """The address of the database without a password, as it may stand in a message. Refuses one with a password."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise WrongUse("This is no address of a database: postgresql://user@host/name is one.") from error
    if "password" in parts:
        raise WrongUse(
            "The address of the database must not hold its password: it would stand in settings.toml, in the shell's"
            " history and in every list of processes. Write the password into a file and name it: password_file."
        )
    if not url.startswith(("postgresql://", "postgres://")):
        raise WrongUse("This is no address of a database: postgresql://user@host/name is one.")
    return url


def connect(url: str, password: str = "") -> Connection:
    """An open connection, durable. Where no password is given, libpq's own ways hold: PGPASSWORD, ~/.pgpass."""
    with plainly(url):
        given = conninfo_to_dict(address_of(url))
        wanted = {**CONNECTING, **given, **({"password": password} if password else {})}
        connection = Connection.connect(**wanted, autocommit=True)  # type: ignore[arg-type]
        try:
            _must_be_postgresql(connection, url)
            _make_durable(connection, url)
        except BaseException:
            connection.close()
            raise
    return connection


def _make_durable(connection: Connection, url: str) -> None:
    for name, value in SESSION.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    for name in ("synchronous_commit", "fsync", "full_page_writes"):
        (got,) = connection.execute("SELECT current_setting(%s)", (name,)).fetchone() or ("",)
        if got != "on":
            raise DiskFailed(f"{url} keeps {name} at {got}, not on: this server cannot hold a record.")


def _must_be_postgresql(connection: Connection, url: str) -> None:
    (said,) = connection.execute("SELECT version()").fetchone() or ("",)
    if not said.startswith("PostgreSQL ") or "-YB-" in said:
        raise OldLibrary(f"{url} is no PostgreSQL server but {said[:60]}: its locks were not tried for this. Use one.")


def locks_hold(one: Connection, other: Connection) -> bool:
    """Whether a lock that one connection has keeps the other out: the least that a database of ours must do."""
    key = randbits(62)
    one.execute("SELECT pg_advisory_lock(%s)", (key,))
    try:
        (taken,) = other.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone() or (True,)
        if taken:
            other.execute("SELECT pg_advisory_unlock(%s)", (key,))
    finally:
        one.execute("SELECT pg_advisory_unlock(%s)", (key,))
    return not taken


@contextmanager
def plainly(url: str) -> Iterator[None]:
    """Says in plain words what PostgreSQL, or the way to it, found wrong."""
    try:
        yield
    except psycopg.Error as error:
        raise _trouble(url, error) from error


SAID: tuple[tuple[tuple[type[psycopg.Error], ...], type[Trouble], str], ...] = (
    ((errors.DiskFull, errors.OutOfMemory), DiskFull, "The server {url} has no room: {error}. Nothing was recorded."),
    (
        (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege),
        ReadOnly,
        "This role may not write {url}: {error}. Nothing was recorded.",
    ),
    (
        (errors.LockNotAvailable,),
        Busy,
        f"Another process has held {{url}} for {PATIENCE} seconds. Nothing was recorded.",
    ),
    (
        (errors.UniqueViolation,),
        Damaged,
        "{url}: something stands already where an entry was to go: {error}. Nothing was recorded.",
    ),
    (
        (errors.UndefinedTable, errors.InvalidSchemaName, errors.InvalidCatalogName),
        NoSuchFile,
        "There is no record at {url}: {error}",
    ),
    ((errors.DataCorrupted, errors.IndexCorrupted), Damaged, "{url} is damaged: {error}. Start from a backup."),
    (
        (psycopg.OperationalError, psycopg.InterfaceError),
        Unreachable,
        "The database {url} cannot be reached: {error}. Nothing was recorded; try again.",
    ),
    ((psycopg.Error,), DiskFailed, "{url} failed: {error}. Nothing was recorded."),
)
"""What PostgreSQL says, and what we say; the first that fits."""


def _trouble(url: str, error: psycopg.Error) -> Trouble:
    if isinstance(error, errors.RaiseException):
        return Moved(str(error.diag.message_primary))
    first = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    for kinds, trouble, words in SAID:
        if isinstance(error, kinds):
            return trouble(words.format(url=url, error=first))
    raise AssertionError("every error of psycopg is a psycopg.Error") from error
