"""Receipts: what an author takes home, and what it proves without anybody's help.

One JSON file: the leaf, the openings and texts of its slots, and the proof (C2SP tlog-proof) that the leaf stands in
the record at its index. It proves its text even after the server has destroyed it, and convicts a server that shows a
record without it.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from ..core.act import Act
from ..core.entry import Entry
from .checkpoint import Checkpoint, opened, parse
from .leaf import decode
from .malformed import Malformed
from .moment import told
from .note import Signed, Vkey, divided
from .policy import Met, Policy
from .slots import SlotValue, proves
from .spelling import base64, from_base64, from_decimal
from .tree import Tree, inclusion_holds, leaf_hash

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LONGEST_PROOF = 63
_NOT_PROVED = (
    "A receipt does not prove that the rules were followed: `rankandfile verify` of an export does.",
    "Nor does it prove that others are shown the same record, unless witnesses outside have signed too.",
)


_BOUND = (
    "The entry is bound to this text as its “{slot}”, whatever the server shows now, and even where it has erased it"
    " since."
)


class Receipt(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is read and written."""

    format: str
    leaf: str
    """The bytes of the entry, in base64."""
    proof: str
    """tlog-proof: index, hashes, and the signed checkpoint."""
    texts: tuple[SlotValue, ...] = ()


class Checked(Struct, frozen=True):
    """What a receipt proves, what is wrong with it, and what no receipt can prove; sentences for people."""

    proved: tuple[str, ...]
    findings: tuple[str, ...]
    not_proved: tuple[str, ...] = _NOT_PROVED
    stage: Literal["", "registered", "witnessed"] = ""
    """Signed by the record alone, or by a quorum of the policy too; empty where the receipt does not hold."""
    staged: tuple[str, ...] = ()
    """What the stage means, and who has cosigned."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


FORMAT = "rankandfile/receipt/v1"
REGISTERED = "REGISTERED: the server of {origin} has signed it, and cannot deny that without breaking its own word."
WITNESSED = (
    "WITNESSED: by {at} enough witnesses outside had seen the record of {origin} with this entry in it. Whoever holds"
    " another receipt that the same policy calls witnessed is looking at the same record."
)
NOT_ENOUGH = (
    "That is not the quorum: the server could still show others a record without this entry. Fetch the receipt again"
    " later; deadlines run from now on all the same."
)
ASK_FOR_POLICY = (
    "Whether it is witnessed is for a policy to say, which names the witnesses and how many are enough. Give the one"
    " that you keep; a site offers its own at record/policy."
)
UNSIGNED = (
    "Who signed it is not checked: anybody could have made this file. Give the record's public key (--key), or a policy"
    " that names it (--policy), as you know it from elsewhere than the server."
)
PROOF_ALONE = (
    "This is a proof without its entry: give the bytes of entry {index} too, which its page in the record offers."
)
AS_FAR_AS = "That holds as far as the witnesses are independent of the operator and of one another."


def make(leaf: bytes, index: int, tree: Tree, checkpoint: str, texts: Sequence[SlotValue] = ()) -> bytes:
    """The receipt for the entry at the index, as of the signed checkpoint, which the tree must reach."""
    size = from_decimal(checkpoint.split("\n")[1])
    proof = proof_text(index, tree.inclusion(index, size), checkpoint)
    receipt = Receipt(FORMAT, base64(leaf), proof, tuple(texts))
    return msgspec.json.format(msgspec.json.encode(receipt)) + b"\n"


def proof_text(index: int, proof: Sequence[bytes], checkpoint: str) -> str:
    """The tlog-proof: the leaf's sibling first, the checkpoint last and verbatim."""
    lines = (FIRST_LINE, f"index {index}", *(base64(each) for each in proof))
    return "\n".join(lines) + "\n\n" + checkpoint


def parse_proof(text: str) -> tuple[int, list[bytes], str]:
    """Index, hashes and checkpoint of a tlog-proof; what stands in its `extra` line is skipped."""
    head, gap, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != FIRST_LINE or not gap:
        raise Malformed("This is not a tlog-proof.")
    rest = lines[2:] if lines[1:2] and lines[1].startswith("extra ") else lines[1:]
    if not rest or not rest[0].startswith("index ") or len(rest) > 1 + LONGEST_PROOF:
        raise Malformed("A tlog-proof has an index and at most 63 hashes.")
    return from_decimal(rest[0][6:]), [from_base64(line) for line in rest[1:]], checkpoint


def put_together(proof: bytes, leaf: bytes | None) -> bytes:
    """The receipt that a tlog-proof makes with the bytes of its entry; what is no bare proof comes back as it is.

    Raises Malformed where the entry is missing.
    """
    if not proof.startswith(FIRST_LINE.encode()):
        return proof
    text = proof.decode(errors="replace")
    if leaf is None:
        raise Malformed(PROOF_ALONE.format(index=parse_proof(text)[0]))
    return msgspec.json.encode(Receipt(FORMAT, base64(leaf), text))


def taken_apart(receipt: bytes) -> dict[str, bytes]:
    """The files that other people's tools read: the entry's bytes and the tlog-proof, by the names that they get.

    Raises Malformed where it is no receipt.
    """
    read = _read(receipt)
    index = parse_proof(read.proof)[0]
    return {f"entry-{index}.json": from_base64(read.leaf), f"entry-{index}.tlog-proof": read.proof.encode()}


def unpinned(receipt: bytes) -> Checked:
    """What the receipt says of itself to somebody who does not know the log's key: whether its parts fit together."""
    try:
        read = _read(receipt)
        leaf = from_base64(read.leaf)
        index, proof, note = parse_proof(read.proof)
        found = parse(divided(note)[0])
        entry = _included(leaf, index, proof, found)
        proved, findings = _texts(entry, read.texts, found.origin)
    except Malformed as error:
        return Checked((), (str(error),))
    return Checked((_registered(entry, index, found), *proved), findings, (UNSIGNED, *_NOT_PROVED))


def check(receipt: bytes, log: Vkey | None, witnesses: tuple[Vkey, ...] = (), policy: Policy | None = None) -> Checked:
    """What the receipt proves to somebody who knows the log's key, from the policy where none is given.

    Never raises for a bad receipt: it says why.
    """
    try:
        return _checked(receipt, log, witnesses, policy)
    except Malformed as error:
        return Checked((), (str(error),))


def _checked(receipt: bytes, log: Vkey | None, witnesses: tuple[Vkey, ...], policy: Policy | None) -> Checked:
    read = _read(receipt)
    leaf = from_base64(read.leaf)
    index, proof, note = parse_proof(read.proof)
    met = policy.met(note, log) if policy is not None else None
    known = log or (met.log if met is not None else None)
    if known is None:
        raise Malformed("Whose receipt this is cannot be said without the record's public key.")
    named = tuple(each.vkey for each in policy.witnesses) if policy is not None else ()
    signed = opened(note, known, tuple(dict.fromkeys((*witnesses, *named))))
    found = signed.checkpoint
    entry = _included(leaf, index, proof, found)
    proved, findings = _texts(entry, read.texts, found.origin)
    seen = _witnessed(signed.note.signatures)
    stage: Literal["registered", "witnessed"] = "witnessed" if _is_witnessed(met) else "registered"
    return Checked(
        (_registered(entry, index, found), *seen, *proved), findings, stage=stage, staged=_staged(found, met, seen)
    )


def _included(leaf: bytes, index: int, proof: Sequence[bytes], found: Checkpoint) -> Entry:
    """The entry, which the proof leads from to the root."""
    if not inclusion_holds(leaf_hash(leaf), index, found.size, proof, found.root):
        raise Malformed(f"The proof does not lead from this entry to the signed root of {found.origin}.")
    return decode(leaf)


def _is_witnessed(met: Met | None) -> bool:
    return met is not None and met.reached and met.at is not None


def _staged(found: Checkpoint, met: Met | None, seen: Sequence[str]) -> tuple[str, ...]:
    """The stage in plain words: what it is worth today, and what it is not."""
    if met is None:
        some = "Some witnesses have signed too, but no policy says how many are enough." if seen else ""
        return tuple(filter(None, (REGISTERED.format(origin=found.origin), some, ASK_FOR_POLICY)))
    names = ", ".join(each.witness.name for each in met.cosigned) or "none"
    count = (
        f"{len(met.cosigned)} of {len(met.cosigned) + len(met.missing)} witnesses of the policy have signed: {names}."
    )
    if met.reached and met.at is None:
        return (REGISTERED.format(origin=found.origin), "The policy asks for no witnesses.")
    if met.at is None:
        return (REGISTERED.format(origin=found.origin), count, NOT_ENOUGH)
    return (WITNESSED.format(origin=found.origin, at=told(met.at)), count, AS_FAR_AS)


def _read(receipt: bytes) -> Receipt:
    try:
        read = msgspec.json.decode(receipt, type=Receipt)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"This is not a receipt: {error}.") from None
    if read.format != FORMAT:
        raise Malformed(f"This is a receipt of another kind: {read.format[:40]}.")
    return read


def _registered(entry: Entry, index: int, found: Checkpoint) -> str:
    body = entry.body
    what = f"{type(body).__name__} by {body.by} at {told(body.at)}" if isinstance(body, Act) else type(body).__name__
    return f"{found.origin} has recorded {what} as entry {index}, among its first {found.size}."


def _witnessed(signatures: Sequence[Signed]) -> list[str]:
    return [f"{each.by.name} saw this record at {told(each.at)}." for each in signatures if each.at is not None]


def _texts(entry: Entry, texts: Sequence[SlotValue], origin: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    slots = {slot.name: slot.commitment for slot in entry.slots}
    proved, findings = [], []
    for text in texts:
        if text.slot in slots and proves(text, slots[text.slot], origin, entry.nonce):
            proved.append(_BOUND.format(slot=text.slot))
        else:
            findings.append(f"The text given as “{text.slot}” is not what the entry is bound to.")
    return tuple(proved), tuple(findings)
