"""The ballot box of plain secret ballots: what was voted, and nothing of who or in which order.

Plain secret ballots are secret by trust in the operator: the person who runs the server could look. What this file
adds is that whoever finds it afterwards learns nothing more than the count publishes. The record says who has voted; a
ballot here has only a random tracker. With each batch all ballots are written anew in the order of their trackers,
because SQLite puts rows into a page in the order in which they came, and the file is written anew after that, because
a page that SQLite split keeps copies of rows that moved. The journal is cut off after each transaction; a
write-ahead log would be a list of ballots in the order of their casting.

A ballot is durable before the entry that says its voter has voted. Until that entry is committed too it lies aside,
with the batch it belongs to (the size and the root of the record after it); then it is mixed in. After a crash the
record tells whether the batch came to be: if it did, the ballots are mixed in, if not they are thrown away. Only in
that moment does the file tell the last batch from the rest.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from rankandfile.core.ids import ElectionId

from .database import Connections, Kind, create, plainly, writing

BOX = Kind(
    "ballot box",
    0x52464231,
    1,
    "truncate",
    """
    CREATE TABLE ballot(election TEXT, tracker TEXT, ranking TEXT NOT NULL,
                        PRIMARY KEY(election, tracker)) STRICT, WITHOUT ROWID;
    CREATE TABLE aside(election TEXT, tracker TEXT, ranking TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL,
                       PRIMARY KEY(election, tracker)) STRICT, WITHOUT ROWID
    """,
)

Committed: TypeAlias = Callable[[int, bytes], bool]
"""Size and root -> whether the record came to have this root at this size."""


class Ballot(Struct, frozen=True):
    """A secret ballot: in which election, under which tracker, what was ranked."""

    election: ElectionId
    tracker: str
    ranking: str


class Box:
    """The open ballot box. Written only while the record's lock is held; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        self._connections = Connections(path, BOX)

    @staticmethod
    def create(path: Path) -> None:
        """An empty box stands at the path."""
        create(path, BOX)

    def lay_aside(self, ballots: Sequence[Ballot], size: int, root: bytes) -> None:
        """The ballots are durable, apart from the others until the record has this size and root."""
        if not ballots:
            return
        rows = [(b.election, b.tracker, b.ranking, size, root) for b in ballots]
        with plainly(self._connections.path), writing(self._connections.here()):
            self._connections.here().executemany("INSERT INTO aside VALUES(?, ?, ?, ?, ?)", rows)

    def settle(self, committed: Committed) -> None:
        """No ballot lies aside: those of committed batches are mixed in, the others gone. Writes all ballots anew."""
        aside = self._connections.rows("SELECT election, tracker, ranking, size, root FROM aside")
        if not aside:
            return
        came_to_be = {batch: committed(*batch) for batch in {row[3:] for row in aside}}
        mixed = self._connections.rows("SELECT election, tracker, ranking FROM ballot")
        mixed += [row[:3] for row in aside if came_to_be[row[3:]]]
        connection = self._connections.here()
        with plainly(self._connections.path), writing(connection):
            connection.execute("DELETE FROM ballot; DELETE FROM aside")
            connection.executemany("INSERT INTO ballot VALUES(?, ?, ?)", sorted(mixed))
        with plainly(self._connections.path):
            connection.execute("VACUUM")

    def ballots(self, election: ElectionId) -> tuple[Ballot, ...]:
        """The ballots of the election in the order of their trackers."""
        question = "SELECT election, tracker, ranking FROM ballot WHERE election = ? ORDER BY tracker"
        return tuple(Ballot(*row) for row in self._connections.rows(question, (election,)))

    def elections(self) -> tuple[ElectionId, ...]:
        """The elections that there are ballots of."""
        return tuple(ElectionId(row[0]) for row in self._connections.rows("SELECT DISTINCT election FROM ballot"))

    def number(self, election: ElectionId) -> int:
        """How many ballots the box holds for the election."""
        return int(self._connections.rows("SELECT count(*) FROM ballot WHERE election = ?", (election,))[0][0])

    def empty(self, election: ElectionId) -> None:
        """Nothing of the election's ballots is left in the file: the record has them now."""
        if self.number(election):
            connection = self._connections.here()
            with plainly(self._connections.path):
                connection.execute("DELETE FROM ballot WHERE election = ?", (election,))
                connection.execute("VACUUM")

    def close(self) -> None:
        """Closes this thread's connection."""
        self._connections.close()
