"""The ballot box in a shared database: what was voted lies there under a key that only the home folders have.

It stands in the same database as the record, because a ballot has to be durable together with the entry that says its
voter has voted, and must not be lost with one machine of several. But a database keeps more than it shows: in its log,
in the copies of it, and in the number of the transaction beside each row, the order of casting stays readable for as
long as somebody keeps them. So each ballot is one sealed value (`Shared.hidden`), of a length that tells nothing: who
finds the database, its log or its backups without the key learns how many ballots there are, and no more.

With the key, the rules of `box` hold here as they do there: a ballot lies aside until its batch came to be; then all
are written anew, in the order of the sealed values, by one transaction into a new file (`TRUNCATE`).
"""

from collections.abc import Sequence

import msgspec

from rankandfile.core.ids import ElectionId

from .box import Ballot, Committed
from .postgres import Shared

EACH = 128
"""A sealed ballot takes a multiple of so many bytes."""
_INSERT = "INSERT INTO ballot VALUES(?, ?)"


class SharedBox:
    """The open ballot box. Written only while the record's lock is held; safe to use from many threads."""

    def __init__(self, database: Shared) -> None:
        self._database = database

    def lay_aside(self, ballots: Sequence[Ballot], size: int, root: bytes) -> None:
        """The ballots are durable, apart from the others until the record has this size and root."""
        if not ballots:
            return
        rows = [(b.election, self._sealed(b), size, root) for b in ballots]
        with self._database.writing():
            self._database.executemany("INSERT INTO aside VALUES(?, ?, ?, ?)", rows)

    def settle(self, committed: Committed) -> None:
        """No ballot lies aside: those of committed batches are mixed in, the others gone. Writes all ballots anew."""
        with self._database.writing():
            aside = self._database.rows("SELECT election, d, size, root FROM aside")
            if not aside:
                return
            came_to_be = {batch: committed(*batch) for batch in {row[2:] for row in aside}}
            mixed = self._database.rows("SELECT election, d FROM ballot")
            self._write_anew(mixed + [row[:2] for row in aside if came_to_be[row[2:]]])
            self._database.execute("TRUNCATE aside")

    def _write_anew(self, rows: list[tuple[str, bytes]]) -> None:
        self._database.execute("TRUNCATE ballot")
        self._database.executemany(_INSERT, sorted(rows, key=lambda row: row[1]))

    def ballots(self, election: ElectionId) -> tuple[Ballot, ...]:
        """The ballots of the election in the order of their trackers."""
        rows = self._database.rows("SELECT d FROM ballot WHERE election = ?", (election,))
        return tuple(sorted((self._opened(election, d) for (d,) in rows), key=lambda ballot: ballot.tracker))

    def elections(self) -> tuple[ElectionId, ...]:
        """The elections that there are ballots of."""
        return tuple(ElectionId(row[0]) for row in self._database.rows("SELECT DISTINCT election FROM ballot"))

    def number(self, election: ElectionId) -> int:
        """How many ballots the box holds for the election."""
        return int(self._database.rows("SELECT count(*) FROM ballot WHERE election = ?", (election,))[0][0])

    def empty(self, election: ElectionId) -> None:
        """Nothing of the election's ballots is left in the table: the record has them now."""
        if self.number(election):
            with self._database.writing():
                self._write_anew(self._database.rows("SELECT election, d FROM ballot WHERE election <> ?", (election,)))

    def close(self) -> None:
        """Closes this thread's connection."""
        self._database.close()

    def _sealed(self, ballot: Ballot) -> bytes:
        written = msgspec.json.encode((ballot.tracker, ballot.ranking))
        return self._database.hidden(written.ljust(-(-len(written) // EACH) * EACH))

    def _opened(self, election: ElectionId, d: bytes) -> Ballot:
        tracker, ranking = msgspec.json.decode(self._database.shown(d), type=tuple[str, str])
        return Ballot(election, tracker, ranking)
