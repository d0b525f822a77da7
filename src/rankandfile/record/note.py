"""Signed notes: a text and the signatures under it, as C2SP signed-note has them.

    text, ending in a line feed
    (an empty line)
    — <name of the key> <base64 of key ID and signature>

A key is known by its *vkey*, `<name>+<key ID>+<base64 of type and key>`, which a reader pins and never takes from the
server it checks. A log signs with Ed25519 (type 01). A witness cosigns (type 04): its signature also covers the time at
which it saw the text. Signatures by keys we do not know are ignored, so that others can be added; a signature by a key
we know must hold, or the whole note is refused.
"""

from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

from .malformed import Malformed
from .spelling import base64, from_base64

ED25519 = 1
COSIGNATURE = 4
SIGNATURES = 100
"""More signature lines than this are refused unread, as Go does."""
LATEST = 2**63 - 1
"""No cosignature has a later time (UTC seconds)."""
_P = 2**255 - 19
_LOW_ORDER = {0, 1, _P - 1} | {
    int.from_bytes(bytes.fromhex(y), "little")
    for y in (
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    )
}


class Vkey(Struct, frozen=True):
    """A public key with the name it signs under."""

    name: str
    kind: int
    """The type: 1 a log's Ed25519, 4 a witness's cosignature."""
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes by which a signature line says whose it is."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the vkey in groups of four, for two people to compare by telephone or on paper."""
        spelled = sha256(str(self).encode()).hexdigest()
        return " ".join(spelled[at : at + 4] for at in range(0, 64, 4))

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64(bytes([self.kind]) + self.public)}"


class Signed(Struct, frozen=True):
    """A signature that holds: whose, and for a cosignature when (UTC seconds)."""

    by: Vkey
    at: int | None = None


class Note(Struct, frozen=True):
    """A text, and who of those we know has signed it."""

    text: str
    signatures: tuple[Signed, ...]


class LogKey:
    """The key of a log: signs texts under its name."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.vkey = pinned(Vkey(name, ED25519, self._private.public_key().public_bytes_raw()))

    def sign(self, text: str) -> str:
        """The note with the text and this key's signature. The same text always gives the same bytes."""
        must_be_text(text)
        return f"{text}\n{signature_line(self.vkey, self._private.sign(text.encode()))}"


def signature_line(key: Vkey, signature: bytes) -> str:
    """The line under a note that says whose the signature is, with its line feed."""
    return f"— {key.name} {base64(key.key_id + signature)}\n"


def cosigned_message(text: str, at: int) -> bytes:
    """What a witness signs (C2SP cosignature/v1): the time in UTC seconds, and the whole text of the note."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def pinned(key: Vkey) -> Vkey:
    """The key itself, when it is one that can be trusted: named, of a known type, canonical, not of low order."""
    if not key.name or "+" in key.name or any(c.isspace() for c in key.name):
        raise Malformed("The name of a key is not empty and has neither spaces nor a plus sign.")
    if key.kind not in (ED25519, COSIGNATURE) or len(key.public) != 32:
        raise Malformed(f"The key of {key.name} is of a type that this software does not know.")
    y = int.from_bytes(key.public, "little") & (1 << 255) - 1
    if y >= _P or y in _LOW_ORDER:
        raise Malformed(f"The key of {key.name} is weak: anybody could sign with it.")
    return key


def parse_vkey(text: str) -> Vkey:
    """The key that the vkey spells; refuses one whose ID does not belong to it."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    key_bytes = from_base64(encoded)
    key = pinned(Vkey(name, key_bytes[0] if key_bytes else 0, key_bytes[1:]))
    if key_id != key.key_id.hex():
        raise Malformed(f"The key ID of {name} does not belong to its key.")
    return key


def open_note(note: str, vkeys: Iterable[Vkey]) -> Note:
    """The note's text, and those of the keys that have signed it: at least one. Raises Malformed otherwise."""
    text, lines = divided(note)
    known = {(key.name, key.key_id): key for key in vkeys}
    signatures: dict[Vkey, Signed] = {}
    for line in lines:
        name, key_id, signature = parse_signature_line(line)
        key = known.get((name, key_id))
        if key is None:
            continue
        if key in signatures:
            raise Malformed(f"{name} has signed twice.")
        signatures[key] = signed(key, text, signature)
    if not signatures:
        raise Malformed("None of the keys that we know has signed this.")
    return Note(text, tuple(signatures.values()))


def must_be_text(text: str) -> None:
    """Raises Malformed unless a note can hold the text: UTF-8, no control characters, a line feed at the end."""
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise Malformed("A note is text without control characters that ends in a line feed.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Malformed("A note is text in UTF-8.") from None


def divided(note: str) -> tuple[str, list[str]]:
    """The text with its final line feed, and the signature lines without theirs, at the last empty line."""
    must_be_text(note)
    text, gap, lines = note.rpartition("\n\n")
    if not gap or not lines or lines.count("\n") > SIGNATURES:
        raise Malformed(f"A note has a text, an empty line and 1 to {SIGNATURES} signatures.")
    return text + "\n", lines[:-1].split("\n")


def parse_signature_line(line: str) -> tuple[str, bytes, bytes]:
    """Name and ID of the key, and the signature, of a line without its line feed."""
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or not parts[1]:
        raise Malformed("A signature line is a dash, a name and base64.")
    signature = from_base64(parts[2])
    if len(signature) < 5:
        raise Malformed("A signature is longer than the ID of its key.")
    return parts[1], signature[:4], signature[4:]


def signed(key: Vkey, text: str, signature: bytes) -> Signed:
    """The signature, which holds for the text under the key; raises Malformed when it does not."""
    if key.kind == ED25519:
        _verify(key, signature, text.encode())
        return Signed(key)
    at = int.from_bytes(signature[:8])
    if at > LATEST:
        raise Malformed(f"The cosignature of {key.name} has no time that can be.")
    _verify(key, signature[8:], cosigned_message(text, at))
    return Signed(key, at)


def _verify(key: Vkey, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise Malformed(f"The signature of {key.name} does not hold.") from None
