"""Cosignatures: what a witness puts under the checkpoint of a log that it watches (C2SP cosignature/v1, type 04).

    — <name of the witness> <base64 of key ID, time (8 bytes) and Ed25519 signature>

The line says: at this time, the largest consistent tree that I had seen of this origin is the one above. It says
nothing of what the entries mean, and the witness never sees one. The name of the witness is not in what is signed,
so one key serves one name only.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from .checkpoint import parse_any
from .malformed import Malformed
from .note import (
    COSIGNATURE,
    LATEST,
    SIGNATURES,
    Vkey,
    cosigned_message,
    must_be_text,
    parse_signature_line,
    pinned,
    signature_line,
    signed,
)


class Cosignature(Struct, frozen=True):
    """A cosignature that holds for the text it was asked for."""

    line: str
    """The signature line with its line feed, to be put under the note as it is."""
    at: int
    """When the witness signed, UTC seconds."""


class CosigningKey:
    """The key of a witness: cosigns checkpoints under its name."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.vkey = pinned(Vkey(name, COSIGNATURE, self._private.public_key().public_bytes_raw()))

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self._private.sign(message)


def cosign(key: CosigningKey, text: str, at: int) -> str:
    """The signature line, with its line feed, for the text of a checkpoint seen at this time (UTC seconds).

    The same text and time always give the same bytes. What is no checkpoint is not signed.
    """
    must_be_text(text)
    parse_any(text)
    if not 0 <= at <= LATEST:
        raise Malformed(f"A witness signs for a time since 1970, not for {at}.")
    return signature_line(key.vkey, at.to_bytes(8) + key.sign(cosigned_message(text, at)))


def find(lines: str, text: str, witness: Vkey) -> Cosignature:
    """The cosignature of this witness for the text, among the lines that it answered. Others' lines are skipped.

    Raises Malformed when there is none, when it is there twice, or when it does not hold.
    """
    if not lines.endswith("\n") or lines.count("\n") > SIGNATURES:
        raise Malformed(f"A witness answers with 1 to {SIGNATURES} signature lines.")
    if witness.kind != COSIGNATURE:
        raise Malformed(f"The key of {witness.name} is not the key of a witness.")
    parsed = [(line, *parse_signature_line(line)) for line in lines[:-1].split("\n")]
    own = [(line, signature) for line, *whose, signature in parsed if whose == [witness.name, witness.key_id]]
    if len(own) != 1:
        raise Malformed(f"{witness.name} has signed {len(own)} times.")
    line, signature = own[0]
    at = signed(witness, text, signature).at
    assert at is not None  # the kind was looked at above
    return Cosignature(line + "\n", at)
