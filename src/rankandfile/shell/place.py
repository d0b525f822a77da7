"""Where tables of ours are kept: a SQLite file on this machine, or a PostgreSQL database that several machines share.

The record (`store`) and the vault are written once, against this. `database.Connections` is the one, `postgres.Shared`
the other; both understand the few words of SQL that are used, with `?` where a value goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Place(Protocol):
    """Open tables, safe to use from many threads. What goes wrong comes as Trouble, in plain words."""

    @property
    def name(self) -> str:
        """What to call it in a sentence: a path, or the address of a database without its password."""

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All the rows that answer the question, as of one moment."""

    def execute(self, command: str, values: Sequence[Any] = ()) -> None:
        """The command is carried out."""

    def executemany(self, command: str, rows: Iterable[Sequence[Any]]) -> None:
        """The command is carried out for each row."""

    def insert_numbered(self, table: str, first: int, values: Sequence[bytes]) -> None:
        """The values stand in the table of two columns, under successive numbers from `first` on, none used before."""

    def writing(self) -> AbstractContextManager[None]:
        """Holds the lock on writing; what was written is durable at the end, or undone when anything fails.

        Raises Unsure where the connection broke in the commit, so that nobody here knows which of the two it was.
        """

    def leave_nothing(self, *tables: str) -> None:
        """Of what was deleted from the tables no byte is left in their files. Raises Busy where somebody reads it."""

    def hidden(self, secret: bytes) -> bytes:
        """The secret as it may lie here: in a shared database it can only be read with a key that is not there."""

    def shown(self, hidden: bytes) -> bytes:
        """The secret that was hidden."""

    def announce(self, size: int) -> None:
        """With the commit, whoever follows the record hears that it has this size."""

    def each(self, question: str) -> Iterator[tuple[Any, ...]]:
        """The rows one after the other, of any number. In a shared database only while `writing` or `pinned`."""

    def pinned(self) -> "AbstractContextManager[Place]":
        """This place as it is now, whatever is written meanwhile; to be read by one thread."""

    def shut(self, why: str) -> None:
        """Nobody appends an entry here any more, with this software or any other, and whoever tries is told why.

        A place that is shut already stays as it is.
        """

    def take_time(self) -> None:
        """This transaction may pause for as long as it takes: somebody copies, and holds the lock meanwhile."""

    def why_shut(self) -> str:
        """Why nobody appends here any more; empty where one may."""

    def close(self) -> None:
        """Closes this thread's connection."""
