"""Talking with one witness, as C2SP tlog-witness has it: asking for a cosignature, asking for what it saw last.

    POST <url>/add-checkpoint                        old size, consistency proof, checkpoint -> signature lines
    GET  <url>/<hex SHA-256 of origin>/checkpoint    the newest checkpoint that the witness cosigned

What a witness says is checked before it is believed: a cosignature against its key, a checkpoint against the keys of
the record. A bare number is a claim and proves nothing.
"""

from collections.abc import Sequence
from hashlib import sha256

from msgspec import Struct

from rankandfile.record.checkpoint import Checkpoint, opened, parse_any
from rankandfile.record.cosignature import Cosignature, find
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import Vkey, divided
from rankandfile.record.policy import Witness
from rankandfile.record.spelling import base64, from_decimal

from .asking import Reply, Unanswered, ask

SIZE = "text/x.tlog.size"


class Seen(Struct, frozen=True):
    """What a witness says it saw last of a record."""

    size: int
    proof: str = ""
    """The checkpoint that it shows, where a key of the record has signed it; empty for a bare claim."""


def request(old: int, proof: Sequence[bytes], note: str) -> bytes:
    """The body of add-checkpoint."""
    return "".join((f"old {old}\n", *(f"{base64(each)}\n" for each in proof), "\n", note)).encode()


def add_checkpoint(witness: Witness, body: bytes, seconds: float) -> Reply:
    """What the witness answers. Raises Unanswered."""
    return ask("POST", f"{witness.url}/add-checkpoint", body, seconds)


def latest(witness: Witness, origin: str, logs: Sequence[Vkey], seconds: float) -> Seen | None:
    """What the witness saw last of the record; None where it shows nothing. Raises Unanswered.

    Raises Malformed where it shows something that is not a checkpoint of this record.
    """
    reply = ask("GET", f"{witness.url}/{sha256(origin.encode()).hexdigest()}/checkpoint", b"", seconds)
    if reply.code == 404:
        return None
    if reply.code != 200:
        raise Unanswered(told(reply))
    note = reply.body.decode(errors="replace")
    found = parse_any(divided(note)[0])
    if found.origin != origin:
        raise Malformed(f"It shows a checkpoint of {found.origin[:100]}.")
    return Seen(found.size, note if by_the_record(note, logs) is not None else "")


def by_the_record(note: str, logs: Sequence[Vkey]) -> Checkpoint | None:
    """The checkpoint in the note, where a key of the record has signed it."""
    for log in logs:
        try:
            return opened(note, log).checkpoint
        except Malformed:
            continue
    return None


def cosignature(reply: Reply, note: str, witness: Vkey) -> Cosignature:
    """The witness's cosignature under the note, in its answer. Raises Malformed where it does not hold."""
    return find(reply.body.decode(errors="replace"), divided(note)[0], witness)


def size_told(reply: Reply) -> int | None:
    """The size that the witness cosigned last, which it tells with 409; None where it tells none."""
    if reply.code != 409 or reply.kind != SIZE:
        return None
    try:
        return from_decimal(reply.body.decode(errors="replace").removesuffix("\n"))
    except Malformed:
        return None


def told(reply: Reply) -> str:
    """The answer in one line that is safe to print."""
    first = reply.body.decode(errors="replace").split("\n")[0][:200]
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in first)
    return f"{reply.code} {plain}".rstrip()
