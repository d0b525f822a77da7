"""What a witness decides: to cosign a checkpoint, or why not. C2SP tlog-witness, as a function without disk or clock.

A log sends `old <size>`, a consistency proof, an empty line and its signed checkpoint. The witness cosigns what the log
has signed and what begins with everything that it has cosigned before. It reads hashes and sizes, never an entry.

    code  when
    400   the request is malformed, or `old` is more than the size of the checkpoint
    404   the witness does not watch this origin
    403   no key that it trusts for the origin has signed, or the signature of one does not hold
    409   `old` is not the size that it cosigned last, which the answer names
    422   the checkpoint does not follow from the one that it cosigned last: another root, or a proof that fails
    503   its clock stands before its last cosignature: a time that is not so is never signed; or it is retired

Two checkpoints of one size with two roots, both signed by the log, prove that the log shows two histories. Nobody can
make such a pair but who has the log's key; the witness keeps it. A proof that fails proves nothing yet, since anybody
can send one with a public checkpoint; it is kept as a doubt until the log has proved that checkpoint too.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from .checkpoint import Checkpoint, parse_any
from .malformed import Malformed
from .note import Vkey, divided, open_note, parse_signature_line
from .spelling import from_base64, from_decimal
from .tree import EMPTY_ROOT, HASH, consistency_holds

LONGEST_PROOF = 63
"""More hashes no consistency proof has."""
LARGEST_REQUEST = 65_536
"""Bytes. The longest proof with sixteen signatures takes a tenth of it."""
PATIENCE = 5
"""Seconds that the witness's clock may stand behind its last cosignature, which then gives the time."""


class Request(Struct, frozen=True):
    """A request that can be read; nothing in it was checked."""

    body: str
    old: int
    proof: tuple[bytes, ...]
    note: str
    checkpoint: Checkpoint


class Head(Struct, frozen=True):
    """A checkpoint that this witness has cosigned, or that it was told to begin with."""

    size: int
    root: bytes
    at: int
    """When it cosigned last, UTC seconds; 0 where it was told and has not cosigned it."""
    note: str
    """The checkpoint with the log's signatures, those that the witness trusts, and its own cosignature."""


def beginning(note: str, origin: str, keys: Sequence[Vkey]) -> Head:
    """The head that a checkpoint tells the witness to begin with: whatever comes must begin with it.

    Raises Malformed where it is none of this origin, or not signed by the log.
    """
    found = parse_any(open_note(note, keys).text)
    if found.origin != origin:
        raise Malformed(f"This is a checkpoint of {found.origin}, not of {origin}.")
    return Head(found.size, found.root, 0, _by(keys, note))


class Seen(Struct, frozen=True):
    """What the witness remembers of a log when a request comes."""

    last: Head | None = None
    """The largest head that it has cosigned."""
    same: Head | None = None
    """The one it has cosigned of the very size that it is asked for now."""


class Evidence(Struct, frozen=True):
    """Why the word of a log is in question."""

    proved: bool
    """Whether the two notes convict the log: one size, two roots, both signed by it."""
    kept: str
    """The note that the witness had cosigned; empty where it had none."""
    shown: str
    """The note that it was shown now, with the log's signatures."""
    body: str
    """The whole request."""


class Accepted(Struct, frozen=True):
    """To be cosigned, once the new head is durable."""

    checkpoint: Checkpoint
    text: str
    """What the log has signed, word for word."""
    note: str
    """The text with the log's signatures, and no others."""
    at: int
    """The time to sign, UTC seconds."""


class Refused(Struct, frozen=True):
    """Not to be cosigned."""

    code: int
    """The HTTP status."""
    why: str
    size: int | None = None
    """With 409, the size that was cosigned last."""
    evidence: Evidence | None = None


Decision: TypeAlias = Accepted | Refused


def read(body: bytes) -> Request:
    """The request in the body; raises Malformed, which is the code 400."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Malformed("The request is not text in UTF-8.") from None
    head, gap, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    if not gap or not first.startswith("old ") or len(lines) > LONGEST_PROOF:
        raise Malformed("A request is “old” with a size, at most 63 lines of proof, an empty line, a checkpoint.")
    signed, signatures = divided(note)
    for line in signatures:
        parse_signature_line(line)
    return Request(text, from_decimal(first[4:]), tuple(map(_hash, lines)), note, parse_any(signed))


def decide(request: Request, keys: Sequence[Vkey] | None, seen: Seen, now: int) -> Decision:
    """Whether to cosign. `keys` are those trusted for the origin, None where it is not watched; `now`: UTC seconds."""
    found = request.checkpoint
    if keys is None:
        return Refused(404, f"This witness does not watch {found.origin}.")
    try:
        text = open_note(request.note, keys).text
    except Malformed as error:
        return Refused(403, str(error))
    if request.old > found.size:
        return Refused(400, f"The old size, {request.old}, is more than the size of the checkpoint, {found.size}.")
    shown = _by(keys, request.note)
    refused = _does_not_follow(request, seen, shown)
    if refused is not None:
        return refused
    last = seen.last.at if seen.last else 0
    if now < last - PATIENCE:
        return Refused(503, f"The clock of this witness stands {last - now} seconds before its last cosignature.")
    return Accepted(found, text, shown, max(now, last))


def forgotten(request: Request, own: Vkey, seen: Seen) -> bool:
    """Whether the checkpoint carries a cosignature of this witness itself that it does not remember having given.

    Then its ledger is older than its last answer, or somebody else has its key; either way it must cosign no more.
    Anybody who holds a cosigned checkpoint can show it; nobody but the key can make one.
    """
    try:
        open_note(request.note, (own,))
    except Malformed:
        return False
    found = request.checkpoint
    if seen.last is None or found.size > seen.last.size:
        return True
    return seen.same is not None and seen.same.root != found.root


def proved_fork(one: str, other: str, keys: Iterable[Vkey]) -> tuple[Checkpoint, Checkpoint]:
    """The two checkpoints of one size with two roots that the two notes hold, both signed by the log.

    Raises Malformed where they prove nothing. Anybody who knows the log's keys can check the evidence with this.
    """
    trusted = tuple(keys)
    first, second = (parse_any(open_note(note, trusted).text) for note in (one, other))
    if first.origin != second.origin or first.size != second.size:
        raise Malformed("Two checkpoints prove a fork when they are of one log and of one size.")
    if first.root == second.root:
        raise Malformed("The two checkpoints say the same.")
    return first, second


def _does_not_follow(request: Request, seen: Seen, shown: str) -> Refused | None:
    found, size = request.checkpoint, seen.last.size if seen.last else 0
    forked = _forked(request, seen.same, shown)
    if request.old != size:
        return Refused(409, f"The checkpoint cosigned last has the size {size}.", size, forked)
    if forked:
        return Refused(422, f"Another checkpoint of size {found.size} was cosigned, with another root.", None, forked)
    root = seen.last.root if seen.last else EMPTY_ROOT
    if consistency_holds(request.old, found.size, request.proof, root, found.root):
        return None
    doubt = Evidence(False, seen.last.note if seen.last else "", shown, request.body)
    return Refused(422, f"The proof does not lead from the checkpoint of size {size} to this one.", None, doubt)


def _forked(request: Request, same: Head | None, shown: str) -> Evidence | None:
    if same is None or same.root == request.checkpoint.root:
        return None
    return Evidence(True, same.note, shown, request.body)


def _by(keys: Sequence[Vkey], note: str) -> str:
    """The note with the signatures of these keys only."""
    text, lines = divided(note)
    known = {(key.name, key.key_id) for key in keys}
    kept = [line for line in lines if parse_signature_line(line)[:2] in known]
    return f"{text}\n" + "".join(f"{line}\n" for line in kept)


def _hash(line: str) -> bytes:
    value = from_base64(line)
    if len(value) != HASH:
        raise Malformed("A line of proof is a hash of 32 bytes.")
    return value
