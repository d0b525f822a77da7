"""The elections in `tests/vectors/belenios`, and what is known of them."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from rankandfile.core.ballot import archive
from rankandfile.core.ballot.archive import Board

FOLDER = Path(__file__).parents[2] / "vectors/belenios"
KNOWN: dict[str, Any] = json.loads((FOLDER / "known_answers.json").read_text())
ARCHIVES: dict[str, dict[str, Any]] = KNOWN["archives"]
H_ED25519, H_BELENIOS = "h-3.3-ed25519/ivpritsUeca1ex.bel", "h-3.3-bel2048/BYzJSWtLdDTwiA.bel"
R_ED25519, R_RFC3526 = "r-3.3-ed25519/hAVrshV7nwAyHx.bel", "r-3.3-rfc2048/5qM9XUCdWAKd7q.bel"
THREE = (H_ED25519, H_BELENIOS, R_RFC3526)
"""One election on each group."""


def content(name: str) -> bytes:
    """The bytes of an archive."""
    return (FOLDER / name).read_bytes()


def board(name: str) -> Board:
    """An archive that is read."""
    return archive.opened(content(name))


def posted(own: Board) -> list[tuple[str, list[bytes]]]:
    """Each event's kind and objects, to be changed and written again with `chained`."""
    return [(each.event.type, list(each.objects)) for each in own.events]


def chained(events: Iterable[tuple[str, list[bytes]]], time: int = 1) -> bytes:
    """An archive of these events with every hash of it in order: what an operator writes who can write everything."""
    found, head = archive.begun(time), None
    for height, (kind, objects) in enumerate(events):
        added, head = archive.appended(head, height, kind, tuple(_pointing(kind, objects)), time)
        found += added
    return found


def _pointing(kind: str, objects: list[bytes]) -> Iterable[bytes]:
    """The objects, with the last one pointing at those before it as they are now."""
    hashes = [sha256(own).hexdigest() for own in objects]
    if kind == "Setup":
        data = dict(zip(("election", "trustees", "credentials"), hashes, strict=False))
        return [*objects[:-1], compact(data)]
    if kind in {"EncryptedTally", "Shuffle", "PartialDecryption"}:
        own = json.loads(objects[-1])
        own["encrypted_tally" if kind == "EncryptedTally" else "payload"] = hashes[0]
        return [objects[0], compact(own)]
    return objects


def compact(value: Any) -> bytes:
    """JSON as the protocol writes it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
