"""The record on disk: entries, tiles and the head, in one SQLite file that only grows.

A batch is one transaction: take the lock, add entries, write them with the tiles that changed, read the entries back
and hash them a second time, sign the checkpoint, commit. Only then may anybody hear of it. Entries go in by a plain
INSERT under their index, so that an index can never be used twice; nothing here can change or remove one.

One row holds a tile; while partial it is overwritten by the longer one, whose beginning serves every smaller size.
`tests/shell/test_kill.py` kills writers in the middle; no acknowledged entry was lost.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import TypeAlias

from msgspec import Struct

from rankandfile.record.malformed import Malformed
from rankandfile.record.tree import EMPTY_ROOT, HASH, WIDTH, Tree, leaf_hash, leaf_hashes

from .database import Connections, Kind, create
from .place import Place
from .trouble import Damaged, Moved, Unreachable, Unsure

RECORD = Kind(
    "record",
    0x52465231,
    1,
    "wal",
    f"""
    CREATE TABLE entry(i INTEGER PRIMARY KEY, d BLOB NOT NULL) STRICT;
    CREATE TABLE tile(l INTEGER, n INTEGER, d BLOB NOT NULL, PRIMARY KEY(l, n)) STRICT, WITHOUT ROWID;
    CREATE TABLE head(one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL, root BLOB NOT NULL,
                      checkpoint TEXT NOT NULL) STRICT;
    INSERT INTO head VALUES(1, 0, x'{EMPTY_ROOT.hex()}', '')
    """,
)

Sign: TypeAlias = Callable[[int, bytes], str]
"""Size and root -> the signed checkpoint that says so."""


_ENTRIES = "SELECT i, d FROM entry WHERE i >= ? AND i < ? ORDER BY i"
_TILE = "SELECT d FROM tile WHERE l = ? AND n = ?"
_SET_TILE = "INSERT INTO tile VALUES(?, ?, ?) ON CONFLICT(l, n) DO UPDATE SET d = excluded.d"
PAGE = 4096
"""Entries that are read at a time."""
ASKED_AGAIN, PAUSE = 10, 0.5
"""How often, and after how many seconds each, a server that broke off is asked whether it has committed."""


class Head(Struct, frozen=True):
    """How far the record reaches: its size, its root, and the signed checkpoint (empty before the first entry)."""

    size: int
    root: bytes
    checkpoint: str


class Batch:
    """Entries on their way into the record, while its lock is held. Nobody else sees them before the commit."""

    def __init__(self, connections: Place, tree: Tree) -> None:
        self._connections = connections
        self._leaves: list[bytes] = []
        self._hashes = bytearray()
        self._tree = tree
        self.first = tree.size
        self.head: Head | None = None
        """How far the record reaches with these entries, once they are written."""

    @property
    def leaves(self) -> tuple[bytes, ...]:
        """The bytes of the entries added so far."""
        return tuple(self._leaves)

    @property
    def tree(self) -> Tree:
        """The tree with the entries added so far."""
        self._tree.extend(bytes(self._hashes[(self._tree.size - self.first) * HASH :]))
        return self._tree

    def add(self, leaf: bytes) -> int:
        """The index at which the entry will stand. It is hashed at once, so that memory that forgets is found out."""
        self._hashes += leaf_hash(leaf)
        self._leaves.append(leaf)
        return self.first + len(self._leaves) - 1

    def add_all(self, leaves: Sequence[bytes]) -> int:
        """The index at which the first of these entries will stand, the others behind it; hashed at once too."""
        first = self.first + len(self._leaves)
        self._hashes += leaf_hashes(leaves)
        self._leaves += leaves
        return first

    def write(self, sign: Sign) -> Head:
        """The head after these entries, everything written and read back; durable once the transaction commits."""
        tree = self.tree
        self._connections.insert_numbered("entry", self.first, self._leaves)
        self._connections.executemany(_SET_TILE, tree.changed_tiles())
        root = tree.root()
        self._must_read_back(tree.size, root)
        head = self.head = Head(tree.size, root, sign(tree.size, root))
        self._connections.execute(
            "UPDATE head SET size=?, root=?, checkpoint=?", (head.size, head.root, head.checkpoint)
        )
        self._connections.announce(head.size)
        return head

    def _must_read_back(self, size: int, root: bytes) -> None:
        """The entries are hashed a second time, as they are stored; the stored tiles have the same root."""
        rows = self._connections.rows("SELECT d FROM entry WHERE i >= ? ORDER BY i", (self.first,))
        again = leaf_hashes([leaf for (leaf,) in rows])
        stored = Tree.from_tiles(lambda level, number: _tile(self._connections, level, number), size)
        if again != self._hashes or stored.root() != root:
            raise Damaged("What was written is not what was read back. Nothing was recorded: check memory and disk.")


class Store:
    """The open record. Safe to use from many threads; one writer at a time, in this process or another."""

    def __init__(self, at: Path | Place) -> None:
        self._connections: Place = Connections(at, RECORD) if isinstance(at, Path) else at

    @staticmethod
    def create(path: Path) -> None:
        """An empty record stands at the path."""
        create(path, RECORD)

    def head(self) -> Head:
        """How far the record reaches now. Cost: one row, a few microseconds."""
        return Head(*self._connections.rows("SELECT size, root, checkpoint FROM head")[0])

    def size(self) -> int:
        """How many entries there are now."""
        return int(self._connections.rows("SELECT size FROM head")[0][0])

    def entry(self, index: int) -> bytes | None:
        """The bytes of one entry; None beyond the end."""
        found = self._connections.rows("SELECT d FROM entry WHERE i = ?", (index,))
        return bytes(found[0][0]) if found else None

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes of the entries from start to before stop, as of one moment. A gap is damage."""
        size = self.size()
        stop = size if stop is None else min(stop, size)
        for first in range(start, stop, PAGE):
            last = min(first + PAGE, stop)
            found = self._connections.rows(_ENTRIES, (first, last))
            for expected, (index, leaf) in enumerate(found, first):
                if index != expected:
                    raise self._gap(expected)
                yield leaf
            if first + len(found) < last:
                raise self._gap(first + len(found))

    def _gap(self, index: int) -> Damaged:
        return Damaged(f"Entry {index} is missing from {self._connections.name}.")

    def tile(self, level: int, number: int) -> bytes:
        """The hashes of a tile, as many as there are."""
        return _tile(self._connections, level, number)

    def tree(self) -> Tree:
        """The tree of the record as it stands now, for roots and proofs."""
        return Tree.from_tiles(self.tile, self.size())

    def had_root(self, size: int, root: bytes) -> bool:
        """Whether the record has had this root when it had this size."""
        tree = self.tree()
        return size <= tree.size and tree.root_at(size) == root

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """Holds the record's lock; what was written to the batch is durable at the end, or undone if anything fails."""
        batch = None
        try:
            with self._connections.writing():
                batch = Batch(self._connections, self.tree())
                yield batch
        except Unsure as unsure:
            if batch is None or batch.head is None:
                raise
            self._must_have(batch.head, unsure)

    def _must_have(self, head: Head, unsure: Unsure) -> None:
        """Raises Trouble unless the batch whose commit nobody confirmed is in the record after all.

        Who has the lock knows for sure: the commit has taken place by then or never will.
        """
        for _ in range(ASKED_AGAIN):
            known = None
            with suppress(Unreachable, Unsure), self._connections.writing():
                known = self.had_root(head.size, head.root)
            if known:
                return
            if known is False:
                what = f"The connection to {self._connections.name} broke. Nothing was recorded; try again."
                raise Unreachable(what) from unsure
            sleep(PAUSE)
        raise unsure

    def check(self) -> None:
        """Raises Damaged unless count, head, tiles and the newest entries agree. Cost: one pass over the indices.

        Where others may be writing, of a pinned place only: it asks more than once.
        """
        self._must_be_here()
        head = self.head()
        count, first, last = self._connections.rows("SELECT count(*), min(i), max(i) FROM entry")[0]
        if count != head.size or (count and (first, last) != (0, count - 1)):
            raise Damaged(f"The head says {head.size} entries, and there are {count}, from {first} to {last}.")
        try:
            root = self.tree().root()
        except Malformed as error:
            raise Damaged(str(error)) from error
        if root != head.root:
            raise Damaged("The root of the stored tiles is not the root in the head.")
        self._check_newest(head.size)

    def _must_be_here(self) -> None:
        if why := self._connections.why_shut():
            raise Moved(why)

    def _check_newest(self, size: int) -> None:
        if size:
            number = (size - 1) // WIDTH
            hashes = leaf_hashes(self.entries(number * WIDTH, size))
            if hashes != self.tile(0, number)[: (size - number * WIDTH) * HASH]:
                raise Damaged(f"An entry from {number * WIDTH} on is not the one that was signed.")

    @property
    def place(self) -> Place:
        """Where the record is kept."""
        return self._connections

    def close(self) -> None:
        """Closes this thread's connection."""
        self._connections.close()


def _tile(connections: Place, level: int, number: int) -> bytes:
    found = connections.rows(_TILE, (level, number))
    return bytes(found[0][0]) if found else b""
