"""The boards on disk: everything that was published of each election, event by event, and one private table.

Written once for both places (`place`): a file beside the record, or a schema of the shared database. An event stands
here as the bytes that it adds to the archive, so the archive of an election is its beginning and then its events, one
after the other. Events are appended and never changed; a ballot that stands here is durable.

The private table says which public credential belongs to whom. No credential's secret is here or anywhere else on the
server, and no handle beside an event.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from rankandfile.core.ballot.archive import appended, begun, posted
from rankandfile.core.ids import ElectionId, Handle
from rankandfile.record.boards import REHEARSAL

from .database import Connections, Kind, create
from .place import Place

BOARDS = Kind(
    "boards",
    0x52466231,
    1,
    "wal",
    """
    CREATE TABLE board(election TEXT PRIMARY KEY, made INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE event(election TEXT, height INTEGER, hash TEXT NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL,
                       credential TEXT NOT NULL, d BLOB NOT NULL, PRIMARY KEY(election, height)) STRICT;
    CREATE INDEX event_payload ON event(election, payload);
    CREATE INDEX event_credential ON event(election, credential, height);
    CREATE TABLE holder(election TEXT, person TEXT, credential BLOB NOT NULL,
                        PRIMARY KEY(election, person)) STRICT, WITHOUT ROWID
    """,
)
BALLOT = "Ballot"


class Row(Struct, frozen=True):
    """An event as it stands on a board: its place, its hash, what it is, and the bytes that it adds to the archive."""

    height: int
    head: str
    type: str
    payload: str = ""
    """SHA-256 of what it points to, in hexadecimal."""
    credential: str = ""
    """Under which a ballot was cast."""
    d: bytes = b""


def following(last: Row | None, made: int, kind: str, objects: tuple[bytes, ...], credential: str = "") -> Row:
    """The event that comes after the last one. `made` is the time of the archive, one for all its events."""
    height = last.height + 1 if last is not None else 0
    d, head = appended(last.head if last is not None else None, height, kind, objects, made)
    payload = sha256(objects[-1]).hexdigest() if objects else ""
    return Row(height, head, kind, payload, credential, d)


class BoardStore:
    """The open boards. Safe to use from many threads. What changes them belongs inside of `writing`."""

    def __init__(self, at: Path | Place) -> None:
        self._place: Place = Connections(at, BOARDS) if isinstance(at, Path) else at

    @staticmethod
    def create(path: Path) -> None:
        """Empty tables stand at the path."""
        create(path, BOARDS)

    @property
    def place(self) -> Place:
        """Where the boards are kept."""
        return self._place

    def writing(self) -> AbstractContextManager[None]:
        """Holds the lock on boards; what was written is durable at the end, or undone when anything fails."""
        return self._place.writing()

    def elections(self) -> tuple[ElectionId, ...]:
        """The elections that have a board here."""
        return tuple(ElectionId(row[0]) for row in self._place.rows("SELECT election FROM board ORDER BY election"))

    def begin(
        self, election: ElectionId, made: int, first: Row, holders: Mapping[Handle, str], rehearsal: bytes = b""
    ) -> None:
        """The board stands, each person on the roll has a credential, and the rehearsal's archive is kept whole."""
        self._place.execute("INSERT INTO board VALUES(?, ?)", (election, made))
        self.add(election, (first,))
        if rehearsal:
            self.add(_trial(election), (Row(0, sha256(rehearsal).hexdigest(), "Rehearsal", d=rehearsal),))
        rows = [(election, person, self._place.hidden(each.encode())) for person, each in sorted(holders.items())]
        self._place.executemany("INSERT INTO holder VALUES(?, ?, ?)", rows)

    def add(self, election: ElectionId, rows: Sequence[Row]) -> None:
        """These events are on the board. A height that is taken is refused by the table."""
        own = [(election, each.height, each.head, each.type, each.payload, each.credential, each.d) for each in rows]
        self._place.executemany("INSERT INTO event VALUES(?, ?, ?, ?, ?, ?, ?)", own)

    def made(self, election: ElectionId) -> int:
        """The time that stands in the archive, UTC seconds. Raises LookupError where there is no board."""
        return int(self._place.rows("SELECT made FROM board WHERE election = ?", (election,))[0][0])

    def last(self, election: ElectionId) -> Row | None:
        """The last event, without its bytes; None where there is no board."""
        question = "SELECT height, hash, type, payload, credential FROM event WHERE election = ? ORDER BY height DESC"
        found = self._place.rows(f"{question} LIMIT 1", (election,))
        return Row(*found[0]) if found else None

    def height_of(self, election: ElectionId, head: str) -> int | None:
        """Where the event with this hash stands; None where there is none."""
        found = self._place.rows("SELECT height FROM event WHERE election = ? AND hash = ?", (election, head))
        return int(found[0][0]) if found else None

    def after(self, election: ElectionId, height: int) -> tuple[Row, ...]:
        """The events behind this height that are no ballots, without their bytes, in order."""
        question = (
            "SELECT height, hash, type, payload, credential FROM event"
            " WHERE election = ? AND height > ? AND type <> ? ORDER BY height"
        )
        return tuple(Row(*row) for row in self._place.rows(question, (election, height, BALLOT)))

    def find(self, election: ElectionId, payload: str) -> Row | None:
        """The event that published what has this hash; None where nothing did."""
        question = "SELECT height, hash, type, payload, credential FROM event WHERE election = ? AND payload = ?"
        found = self._place.rows(question, (election, payload))
        return Row(*found[0]) if found else None

    def newest(self, election: ElectionId, credential: str) -> int:
        """Where the last ballot under this credential stands; 0 where there is none."""
        question = "SELECT coalesce(max(height), 0) FROM event WHERE election = ? AND credential = ?"
        return int(self._place.rows(question, (election, credential))[0][0])

    def archive(self, election: ElectionId) -> bytes | None:
        """The archive as it stands, or that of a rehearsal; None where there is no board."""
        if election.endswith(REHEARSAL):
            kept = self._place.rows("SELECT d FROM event WHERE election = ?", (election,))
            return bytes(kept[0][0]) if kept else None
        made = self._place.rows("SELECT made FROM board WHERE election = ?", (election,))
        if not made:
            return None
        rows = self._place.rows("SELECT d FROM event WHERE election = ? ORDER BY height", (election,))
        return begun(int(made[0][0])) + b"".join(bytes(d) for (d,) in rows)

    def steps(self, election: ElectionId) -> tuple[bytes, ...]:
        """The bytes of every event that is no ballot, in order."""
        question = "SELECT d FROM event WHERE election = ? AND type <> ? ORDER BY height"
        return tuple(bytes(d) for (d,) in self._place.rows(question, (election, BALLOT)))

    def ballots(self, election: ElectionId) -> tuple[bytes, ...]:
        """The ballots that count as the board stands: the last of each credential."""
        question = (
            "SELECT d FROM event WHERE election = ? AND height IN"
            " (SELECT max(height) FROM event WHERE election = ? AND type = ? GROUP BY credential) ORDER BY height"
        )
        return tuple(posted(bytes(d)).objects[0] for (d,) in self._place.rows(question, (election, election, BALLOT)))

    def number(self, election: ElectionId) -> int:
        """How many ballots stand on the board, replaced ones included."""
        return int(
            self._place.rows("SELECT count(*) FROM event WHERE election = ? AND type = ?", (election, BALLOT))[0][0]
        )

    def trackers(self, election: ElectionId) -> dict[str, str]:
        """By credential, the tracker of the ballot that counts as the board stands."""
        question = "SELECT credential, payload FROM event WHERE election = ? AND type = ? ORDER BY height"
        return {credential: _tracker(payload) for credential, payload in self._place.rows(question, (election, BALLOT))}

    def credential(self, election: ElectionId, person: Handle) -> str | None:
        """The public credential of the person; None where there is none, or not any more."""
        question = "SELECT credential FROM holder WHERE election = ? AND person = ?"
        found = self._place.rows(question, (election, person))
        return self._place.shown(bytes(found[0][0])).decode() if found else None

    def cut(self, election: ElectionId, height: int) -> None:
        """The events from this height on are gone: a step that nobody was told of and that the record refuses."""
        self._place.execute("DELETE FROM event WHERE election = ? AND height >= ?", (election, height))

    def drop(self, election: ElectionId) -> None:
        """The board is gone, as it never came to be: its setup was not recorded, and nobody was told of it."""
        for table in ("event", "board", "holder"):
            self._place.execute(f"DELETE FROM {table} WHERE election = ?", (election,))
        self._place.execute("DELETE FROM event WHERE election = ?", (_trial(election),))

    def holds(self, election: ElectionId) -> bool:
        """Whether it is still known here which credential is whose."""
        return bool(self._place.rows("SELECT 1 FROM holder WHERE election = ? LIMIT 1", (election,)))

    def forget(self, election: ElectionId) -> None:
        """Nobody knows any more which credential is whose, and no byte of it is left in the files."""
        with self.writing():
            self._place.execute("DELETE FROM holder WHERE election = ?", (election,))
        self._place.leave_nothing("holder")

    def close(self) -> None:
        """Closes this thread's connection."""
        self._place.close()


def _trial(election: ElectionId) -> ElectionId:
    """The name under which the election's rehearsal is kept."""
    return ElectionId(f"{election}{REHEARSAL}")


def _tracker(payload: str) -> str:
    """The hash of a ballot as voters know it: base64 without padding."""
    return b64encode(bytes.fromhex(payload)).decode().rstrip("=")
