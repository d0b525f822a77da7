"""The archive of an election: an append-only file of everything that was published, in the order of its events.

An old form of tar, every byte of it decided (notes: section 3.3 of the protocol's description): a first record with the
time of the file, then each object under the SHA-256 of its bytes, and for each event a record that points to the one
before. The hash of the last event, the *head*, names the whole board.
"""

from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct

from .canonical import read, written
from .refused import Refused
from .shapes import Event, Stamp

BLOCK = 512
LARGEST = 1 << 28
FIRST = "BELENIOS"


def record(name: str, content: bytes, time: int) -> bytes:
    """The bytes of one record: its header, its content, and zeros up to the next block."""
    fields = (
        name.encode().ljust(100, b"\0"),
        b"0000644\0",
        b"0000000\0" * 2,
        b"%011o\0" % len(content),
        b"%011o\0" % time,
    )
    before = b"".join(fields)
    after = b"0" + bytes(BLOCK - 157)
    total = sum(before) + 8 * 32 + sum(after)
    return before + b"%06o\0 " % total + after + content + bytes(-len(content) % BLOCK)


class Posted(Struct, frozen=True):
    """An event with its hash and the objects that came with it."""

    hash: str
    event: Event
    objects: tuple[bytes, ...]
    """In their order; the last one is what the event points to."""


class Board(Struct, frozen=True):
    """An archive that is read: every byte is accounted for, and each event points to the one before."""

    time: int
    events: tuple[Posted, ...]
    repeated: tuple[str, ...]
    """Hashes of objects that stand in the archive twice."""

    @property
    def head(self) -> str:
        """The hash of the last event."""
        return self.events[-1].hash if self.events else ""


def opened(content: bytes) -> Board:
    """The board. Raises Refused at the first byte that is not as it must be."""
    records = _records(content)
    time, name, first = next(records, (0, "", b""))
    stamp = read(first, Stamp, "The first record") if name == FIRST else None
    if stamp is None or stamp.timestamp != str(time):
        raise Refused("This is not an archive of the protocol: it does not begin with its stamp.")
    events: list[Posted] = []
    waiting: list[bytes] = []
    seen: set[str] = set()
    repeated: list[str] = []
    for _, name, body in records:
        digest = sha256(body).hexdigest()
        if name == f"{digest}.data.json":
            waiting.append(body)
            repeated += [digest] if digest in seen else []
            seen.add(digest)
        elif name == f"{digest}.event.json":
            events.append(_posted(digest, body, waiting, events))
            waiting = []
        else:
            raise Refused(f"The record {name!r} is not named by the hash of what it holds.")
    if waiting:
        raise Refused("The archive ends with objects that belong to no event.")
    return Board(time, tuple(events), tuple(repeated))


def posted(content: bytes) -> Posted:
    """One event as it stands in an archive, its objects before it. For whoever wrote it there: little is checked."""
    *objects, (_, name, body) = _records(content)
    event = read(body, Event, "An event")
    return Posted(name.partition(".")[0], event, tuple(own for _, _, own in objects))


def _posted(digest: str, body: bytes, objects: list[bytes], before: list[Posted]) -> Posted:
    event = read(body, Event, f"Event {len(before)}")
    parent = before[-1].hash if before else None
    if event.height != len(before) or event.parent != parent:
        raise Refused(f"Event {len(before)} does not follow the one before it.")
    payload = sha256(objects[-1]).hexdigest() if objects else None
    if event.payload != payload:
        raise Refused(f"Event {len(before)} does not point to the object before it.")
    return Posted(digest, event, tuple(objects))


def _records(content: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Time, name and content of each record; the time is the same in all."""
    at, first = 0, -1
    while at < len(content):
        header = content[at : at + BLOCK]
        name = header[:100].rstrip(b"\0").decode("ascii", "replace")
        size, time = _octal(header[124:135]), _octal(header[136:147])
        first = time if first < 0 else first
        body = content[at + BLOCK : at + BLOCK + max(size, 0)]
        whole = content[at : at + BLOCK + size + -size % BLOCK] if 0 <= size <= LARGEST else b""
        if time != first or not name.isascii() or record(name, body, max(time, 0)) != whole:
            raise Refused(f"The record at byte {at} is damaged, or not written in the one form that it has.")
        yield time, name, body
        at += len(whole)


def _octal(digits: bytes) -> int:
    return int(digits, 8) if len(digits) == 11 and not digits.strip(b"01234567") else -1


def begun(time: int) -> bytes:
    """An empty archive."""
    return record(FIRST, written(Stamp(1, str(time))), time)


def appended(head: str | None, height: int, kind: str, objects: tuple[bytes, ...], time: int) -> tuple[bytes, str]:
    """The bytes that one more event adds to an archive, and the new head. The last object is what it points to."""
    payload = sha256(objects[-1]).hexdigest() if objects else None
    event = written(Event(parent=head, height=height, type=kind, payload=payload))
    digest = sha256(event).hexdigest()
    data = b"".join(record(f"{sha256(own).hexdigest()}.data.json", own, time) for own in objects)
    return data + record(f"{digest}.event.json", event, time), digest
