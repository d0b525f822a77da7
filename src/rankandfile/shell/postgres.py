"""A PostgreSQL database that several machines share, as a `Place`: one transaction, one lock, one word to all.

Record, vault and box stand in schemas of their own, so that a role can be given the record to read and nothing else.
They are written in one transaction: it takes an advisory lock, so that the next writer sees everything before it
decides; the primary key of `entry` is what makes a second entry at one index impossible. `NOTIFY` goes out with the
commit, and whoever listens looks at the table: a notice is a hint, the table is the truth.

A commit whose answer never came is neither done nor undone for us: `Unsure`. `Store.batch` asks the server again.

What must vanish one day (openings, ballots) lies here under a key that is in the home folders only (`hidden`): the logs
and copies of a database server keep what was deleted for as long as somebody likes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from copy import copy
from functools import lru_cache, partial
from secrets import token_bytes
from threading import Lock, local
from typing import Any

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import sql
from psycopg.errors import Diagnostic

from .postgres_session import Connection, address_of, connect, locks_hold, plainly
from .trouble import Busy, Damaged, DiskFailed, ForeignFile, NewerFile, OldLibrary, Unsure

CHANNEL = "rankandfile"
LOCK = 0x52464C4F
"""The advisory lock on writing, in each database for itself."""
_ABOUT = b"rankandfile/hidden/v1"


@lru_cache(maxsize=256)
def _spelled(command: str) -> bytes:
    """The command with PostgreSQL's mark where a value goes."""
    return command.replace("?", "%s").encode()


def _count_left(left: list[int], notice: Diagnostic) -> None:
    """Notes how many dead rows could not be left behind, where this is what the server says."""
    if found := re.match(r"\d+", notice.message_detail or ""):
        left.append(int(found[0]))


class Shared:
    """A `Place` in a database. One connection for each thread; one transaction over record, vault and box."""

    def __init__(self, url: str, password: str, key: bytes) -> None:
        self.name = address_of(url)
        self._password = password
        self._cipher = AESGCM(key)
        self._here = local()
        self._proving, self._proved = Lock(), False

    def here(self) -> Connection:
        """This thread's connection, opened when first asked for and whenever the last one broke.

        Not in the middle of a transaction: there the broken one stays, so that nothing is written outside of it.
        """
        connection = self._known()
        if connection is None or (connection.closed and not self._is_inside()):
            connection = self._here.connection = self.another()
            self._prove(connection)
        return connection

    def _known(self) -> Connection | None:
        connection: Connection | None = getattr(self._here, "connection", None)
        return connection

    def another(self) -> Connection:
        """A new connection, for who closes it."""
        return connect(self.name, self._password)

    def _prove(self, connection: Connection) -> None:
        """Once for each process: locks keep others out there."""
        with self._proving, plainly(self.name):
            if self._proved:
                return
            with closing(self.another()) as other:
                if not locks_hold(connection, other):
                    raise OldLibrary(f"{self.name}: locks keep nobody out there; two servers would fork the record.")
            self._proved = True

    def recognise(self, kind: str, version: int) -> None:
        """Raises Trouble unless the tables of this kind are there, no newer than this software, under our key."""
        found = self.rows("SELECT version, hidden FROM record.kind WHERE name = ?", (kind,))
        if not found:
            raise ForeignFile(f"{self.name} has a schema “record”, but no {kind} of Rank & File. It was left as it is.")
        if found[0][0] > version:
            raise NewerFile(
                f"{self.name} was written by newer software (tables {found[0][0]}, this software knows {version})."
                " Use that software, or newer."
            )
        self.shown(found[0][1])

    def _is_inside(self) -> bool:
        return getattr(self._here, "inside", False)

    def _asked(self, question: str, values: Sequence[Any]) -> psycopg.Cursor[tuple[Any, ...]]:
        """The question asked; once more where the connection had broken since it was last used."""
        inside, connection = self._is_inside(), self.here()
        try:
            return connection.execute(_spelled(question), values)
        except psycopg.OperationalError:
            if inside or not connection.closed:
                raise
            return self.here().execute(_spelled(question), values)

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All the rows that answer the question, as of one moment."""
        with plainly(self.name):
            return self._asked(question, values).fetchall()

    def execute(self, command: str, values: Sequence[Any] = ()) -> None:
        """The command is carried out."""
        with plainly(self.name):
            self.here().execute(_spelled(command), values)

    def executemany(self, command: str, rows: Iterable[Sequence[Any]]) -> None:
        """The command is carried out for each row."""
        with plainly(self.name), self.here().cursor() as cursor:
            cursor.executemany(_spelled(command), rows)

    def insert_numbered(self, table: str, first: int, values: Sequence[bytes]) -> None:
        """The values stand in the table of two columns, under successive numbers from `first` on, none used before."""
        self.executemany(f"INSERT INTO {table} VALUES(?, ?)", enumerate(values, first))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the lock; what was written is durable at the end, or undone. Inside another one it is part of that."""
        if self._is_inside():
            yield
            return
        with plainly(self.name):
            connection = self._begun()
            self._here.inside = True
            try:
                yield
            except BaseException:
                with suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._here.inside = False
            self._commit(connection)

    def _begun(self) -> Connection:
        """A connection in a transaction that has the lock. Each question then sees what was committed before it."""
        begin = f"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_advisory_xact_lock({LOCK})".encode()
        connection = self.here()
        try:
            connection.execute(begin)
        except psycopg.OperationalError:
            if not connection.closed:
                connection.execute("ROLLBACK")
                raise
            connection = self.here()
            connection.execute(begin)
        return connection

    def _commit(self, connection: Connection) -> None:
        try:
            answer = connection.execute("COMMIT").statusmessage
        except psycopg.Error as error:
            if not connection.closed:
                raise
            raise Unsure(
                f"The connection to {self.name} broke in the commit: what was asked may stand in the record or not."
                " Look before you try again."
            ) from error
        if answer != "COMMIT":
            raise DiskFailed(f"{self.name} answered {answer} to a commit. Nothing was recorded.")

    def leave_nothing(self, *tables: str) -> None:
        """The tables are in new files, in which nothing deleted is left; in the server's log it is under the key.

        Rows that somebody's older snapshot still sees (a backup's, a dump's) go into the new files too. The server says
        how many those were, and that is the only place where it says so to everybody.
        """
        with plainly(self.name):
            connection, left = self.here(), list[int]()
            count = partial(_count_left, left)
            connection.add_notice_handler(count)
            try:
                for table in tables:
                    connection.execute(sql.SQL("VACUUM (FULL, VERBOSE) {}").format(sql.Identifier(table)))
            finally:
                connection.remove_notice_handler(count)
        if len(left) < len(tables) or any(left):
            raise Busy(
                f"Somebody reads older rows of {self.name}: its files may still hold what was destroyed. Try again."
            )

    def hidden(self, secret: bytes) -> bytes:
        """The secret under the key of the home folders: AES-256-GCM, a fresh nonce in front."""
        nonce = token_bytes(12)
        return nonce + self._cipher.encrypt(nonce, secret, _ABOUT)

    def shown(self, hidden: bytes) -> bytes:
        """The secret that was hidden."""
        try:
            return self._cipher.decrypt(hidden[:12], hidden[12:], _ABOUT)
        except (InvalidTag, ValueError) as error:
            raise Damaged(
                f"database.key in this folder does not open what stands in {self.name}. Put the key there with which"
                " the database was begun: each machine has the same."
            ) from error

    def announce(self, size: int) -> None:
        """With the commit, every listener hears that the record has this size."""
        self.execute("SELECT pg_notify(?, ?)", (CHANNEL, str(size)))

    def each(self, question: str) -> Iterator[tuple[Any, ...]]:
        """The rows one after the other, of any number; only while `writing` or `pinned`."""
        with plainly(self.name), self.here().cursor(name="each") as cursor:
            cursor.itersize = 2000
            yield from cursor.execute(_spelled(question))

    @contextmanager
    def pinned(self) -> "Iterator[Shared]":
        """This database as it is now, whatever is written meanwhile; to be read by one thread."""
        other = copy(self)
        other._here = local()
        with plainly(self.name), closing(self.another()) as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            connection.execute("SELECT size FROM head")
            other._here.connection, other._here.inside = connection, True
            yield other

    def shut(self, why: str) -> None:
        """Nobody appends an entry here any more, with this software or any other, and whoever tries is told why."""
        if self.why_shut():
            return
        says = sql.Literal(why.replace("%", "%%"))
        self.here().execute(
            sql.SQL(
                "CREATE FUNCTION record.shut() RETURNS trigger LANGUAGE plpgsql AS"
                " {}; CREATE TRIGGER shut BEFORE INSERT ON entry EXECUTE FUNCTION record.shut();"
                " COMMENT ON TRIGGER shut ON entry IS {}"
            ).format(sql.Literal(f"BEGIN RAISE EXCEPTION {says.as_string()}; END"), sql.Literal(why))
        )

    def why_shut(self) -> str:
        """Why nobody appends here any more; empty where one may."""
        question = (
            "SELECT obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE tgname = 'shut' AND NOT tgisinternal"
        )
        found = self.rows(question)
        return str(found[0][0]) if found else ""

    def take_time(self) -> None:
        """This transaction may pause for as long as it takes: somebody copies, and holds the lock meanwhile."""
        self.execute("SET LOCAL idle_in_transaction_session_timeout = 0")

    @contextmanager
    def listening(self) -> Iterator[Connection]:
        """A connection of its own that hears of every commit from now on; `wait_for_word` waits on it."""
        with plainly(self.name), closing(self.another()) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            yield connection

    def wait_for_word(self, connection: Connection, seconds: float) -> None:
        """Returns when a commit was announced, at the latest after the seconds.

        The generator is left before anybody asks this connection anything: it holds the connection's lock while it
        runs, and a question inside the loop would wait for itself for ever.
        """
        with plainly(self.name):
            for _ in connection.notifies(timeout=seconds, stop_after=1):
                pass

    def close(self) -> None:
        """Closes this thread's connection; those of other threads close when their thread ends."""
        known = self._known()
        if known is not None:
            known.close()
            del self._here.connection
