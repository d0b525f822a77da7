"""The vault: the openings and texts behind the commitments in the record, in a file of their own.

The record holds a slot as HMAC-SHA256 under a random opening. Here lie the openings, by entry and slot, and the texts,
by commitment, each encrypted under a key that only its opening gives (HKDF-SHA256, RFC 5869). Whoever destroys an
opening makes every copy of the text unreadable, in backups too.

Written and durable before the record's entry: a crash leaves an orphan here, never an entry without its text. An orphan
is what stands at or above the size of the record, while the record's lock is held, and it comes from the one batch that
began at this size (`batch`). Where a later batch stands here too, the record has become shorter: somebody has put an
older copy in its place. Then nothing is swept and nothing recorded.
"""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

from .database import Connections, Kind, create
from .place import Place
from .trouble import Damaged

VAULT = Kind(
    "vault",
    0x52467631,
    1,
    "wal",
    """
    CREATE TABLE opening(entry INTEGER, slot TEXT, opening BLOB NOT NULL, commitment BLOB NOT NULL,
                         batch INTEGER NOT NULL, PRIMARY KEY(entry, slot)) STRICT, WITHOUT ROWID;
    CREATE TABLE blob(commitment BLOB PRIMARY KEY, d BLOB NOT NULL) STRICT
    """,
)
_NONCE = bytes(12)
"""One key encrypts one text, ever, so the nonce need not vary."""


class Kept(Struct, frozen=True):
    """What the vault keeps of one slot: where it stands, its opening, its commitment and its text."""

    entry: int
    slot: str
    opening: bytes
    commitment: bytes
    text: str


def blob_key(opening: bytes) -> bytes:
    """The key of a text: HKDF-SHA256 without salt, info `rankandfile/blob/v1`, 32 bytes (RFC 5869, 2.2 and 2.3)."""
    extracted = hmac.digest(bytes(32), opening, "sha256")
    return hmac.digest(extracted, b"rankandfile/blob/v1\x01", "sha256")


def sealed(kept: Kept) -> bytes:
    """The text under its key, bound to its commitment."""
    return AESGCM(blob_key(kept.opening)).encrypt(_NONCE, kept.text.encode(), kept.commitment)


def unsealed(opening: bytes, commitment: bytes, d: bytes) -> str | None:
    """The text, or None where somebody changed a byte of it."""
    try:
        return AESGCM(blob_key(opening)).decrypt(_NONCE, d, commitment).decode()
    except InvalidTag:
        return None


class Vault:
    """The open vault. Safe to use from many threads."""

    def __init__(self, at: Path | Place) -> None:
        self._connections: Place = Connections(at, VAULT) if isinstance(at, Path) else at

    @staticmethod
    def create(path: Path) -> None:
        """An empty vault stands at the path."""
        create(path, VAULT)

    def keep(self, size: int, kept: Sequence[Kept]) -> None:
        """All of these are durable. The record has `size` entries and its lock is held: orphans go first."""
        if not kept:
            return
        hidden = self._connections.hidden
        with self._connections.writing():
            self._sweep(size)
            openings = [(k.entry, k.slot, hidden(k.opening), k.commitment, size) for k in kept]
            self._connections.executemany("INSERT INTO opening VALUES(?, ?, ?, ?, ?)", openings)
            self._connections.executemany("INSERT INTO blob VALUES(?, ?)", [(k.commitment, sealed(k)) for k in kept])

    def sweep(self, size: int) -> None:
        """Nothing is left of entries that never came to be. The record has `size` entries and its lock is held."""
        if self._connections.rows("SELECT 1 FROM opening WHERE entry >= ? LIMIT 1", (size,)):
            with self._connections.writing():
                self._sweep(size)

    def _sweep(self, size: int) -> None:
        ((last,),) = self._connections.rows("SELECT max(batch) FROM opening WHERE entry >= ?", (size,))
        if last is None:
            return
        if last > size:
            raise Damaged(
                f"The record has {size} entries, and the vault has texts of later ones: an older copy of record.db was"
                " put in its place. Put the newest one back. Nothing was recorded, and nothing deleted."
            )
        orphans = "SELECT commitment FROM opening WHERE entry >= ?"
        self._connections.execute(f"DELETE FROM blob WHERE commitment IN ({orphans})", (size,))
        self._connections.execute("DELETE FROM opening WHERE entry >= ?", (size,))

    def kept(self, entry: int, slot: str) -> Kept | None:
        """All that is kept of the slot; None where its opening is destroyed or a byte of its text was changed."""
        question = (
            "SELECT o.opening, o.commitment, b.d FROM opening o JOIN blob b USING(commitment)"
            " WHERE o.entry = ? AND o.slot = ?"
        )
        for hidden, commitment, d in self._connections.rows(question, (entry, slot)):
            opening = self._connections.shown(hidden)
            text = unsealed(opening, commitment, d)
            return Kept(entry, slot, opening, commitment, text) if text is not None else None
        return None

    def text(self, entry: int, slot: str) -> str | None:
        """The text behind the slot, as far as the vault itself can tell."""
        kept = self.kept(entry, slot)
        return kept.text if kept is not None else None

    def opening(self, entry: int, slot: str) -> bytes | None:
        """The opening of the slot, for its author's receipt; None where it is destroyed."""
        found = self._connections.rows("SELECT opening FROM opening WHERE entry = ? AND slot = ?", (entry, slot))
        return self._connections.shown(found[0][0]) if found else None

    def opened(self, start: int, stop: int, slot: str | None = None) -> Iterator[Kept]:
        """Everything readable of the entries from start to before stop, in order: about 100,000 a second."""
        question = (
            "SELECT o.entry, o.slot, o.opening, o.commitment, b.d FROM opening o JOIN blob b USING(commitment)"
            " WHERE o.entry >= ? AND o.entry < ? AND o.slot = coalesce(?, o.slot) ORDER BY o.entry, o.slot"
        )
        for entry, name, hidden, commitment, d in self._connections.rows(question, (start, stop, slot)):
            opening = self._connections.shown(hidden)
            text = unsealed(opening, commitment, d)
            if text is not None:
                yield Kept(entry, name, opening, commitment, text)

    def destroy(self, slots: Iterable[tuple[int, str]]) -> None:
        """No byte of these openings and texts is left in the files. The whole vault is written anew: a second or two.

        Raises Busy while a reader holds older pages; the texts are gone then for everybody who asks, and calling it
        again makes an end of their bytes.
        """
        with self._connections.writing():
            for entry, slot in slots:
                its = "SELECT commitment FROM opening WHERE entry = ? AND slot = ?"
                self._connections.execute(f"DELETE FROM blob WHERE commitment IN ({its})", (entry, slot))
                self._connections.execute("DELETE FROM opening WHERE entry = ? AND slot = ?", (entry, slot))
        self._connections.leave_nothing("opening", "blob")

    @property
    def place(self) -> Place:
        """Where the vault is kept."""
        return self._connections

    def close(self) -> None:
        """Closes this thread's connection."""
        self._connections.close()
