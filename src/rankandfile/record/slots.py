"""Slots: commitments to a text or a personal datum, which hide it and bind to it.

The commitment is HMAC-SHA256 of the value under an opening of 32 fresh random bytes. Whoever has opening and value can
show that the entry meant this value and no other; without the opening the commitment says nothing, not even to somebody
who guesses the value. The message names origin, entry and slot, so that no commitment can be moved to another place.
"""

from hmac import compare_digest, digest

from msgspec import Struct

from .malformed import Malformed

OPENING = 32


class SlotValue(Struct, frozen=True, forbid_unknown_fields=True):
    """What a slot holds, with the opening (in hexadecimal) that proves it."""

    entry: int
    slot: str
    opening: str
    value: str


def commit(opening: bytes, origin: str, nonce: str, name: str, value: str) -> str:
    """The commitment in hexadecimal; `nonce` is the entry's, in hexadecimal, `name` the slot's."""
    if len(opening) != OPENING:
        raise Malformed(f"An opening has {OPENING} bytes, not {len(opening)}.")
    parts = (origin.encode(), bytes.fromhex(nonce), name.encode(), value.encode())
    message = b"".join(len(part).to_bytes(4) + part for part in parts)
    return digest(opening, b"rankandfile/slot/v1\n" + message, "sha256").hex()


def opens(commitment: str, opening: bytes, origin: str, nonce: str, name: str, value: str) -> bool:
    """Whether opening and value are those that the commitment was made from."""
    return len(opening) == OPENING and compare_digest(commitment, commit(opening, origin, nonce, name, value))


def proves(shown: SlotValue, commitment: str, origin: str, nonce: str) -> bool:
    """Whether the value shown is what the slot of this entry was made from."""
    try:
        opening = bytes.fromhex(shown.opening)
    except ValueError:
        return False
    return opens(commitment, opening, origin, nonce, shown.slot, shown.value)
