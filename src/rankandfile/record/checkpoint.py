"""Checkpoints: the signed word of a log on how long it is and what it holds, as C2SP tlog-checkpoint has them.

Three lines, in a signed note: the origin, the size, the root in base64. The origin names the log for ever; the log's
key has the same name. A log that signs two checkpoints which do not fit together has proved against itself.
"""

from msgspec import Struct

from .malformed import Malformed
from .note import ED25519, LogKey, Note, Vkey, open_note
from .spelling import base64, from_base64, from_decimal
from .tree import HASH


class Checkpoint(Struct, frozen=True):
    """How many entries a log has, and the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64(self.root)}\n"


class Opened(Struct, frozen=True):
    """A checkpoint that its log has signed, and the note with all signatures that we know."""

    checkpoint: Checkpoint
    note: Note


def sign(checkpoint: Checkpoint, key: LogKey) -> str:
    """The signed note. The key's name is the origin."""
    if key.vkey.name != checkpoint.origin:
        raise Malformed(f"The key of {key.vkey.name} does not sign for {checkpoint.origin}.")
    return key.sign(checkpoint.text())


def parse(text: str) -> Checkpoint:
    """The checkpoint in the text of a note. Looks at no signature: that is `opened`."""
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0] or lines[3]:
        raise Malformed("A checkpoint has three lines: origin, size and root.")
    found = Checkpoint(lines[0], from_decimal(lines[1]), from_base64(lines[2]))
    if len(found.root) != HASH:
        raise Malformed("The root of a checkpoint is a hash of 32 bytes.")
    return found


def parse_any(text: str) -> Checkpoint:
    """The checkpoint in the text of anybody's note: other logs may let lines of their own follow the root."""
    lines = text.split("\n")
    if lines[-1] or "" in lines[3:-1]:
        raise Malformed("What follows the root of a checkpoint is lines that are not empty.")
    return parse("\n".join(lines[:3]) + "\n")


def opened(note: str, log: Vkey, witnesses: tuple[Vkey, ...] = ()) -> Opened:
    """The checkpoint of this log, which it has signed itself, with the cosignatures of the witnesses given."""
    read = open_note(note, (log, *witnesses))
    if log.kind != ED25519 or all(signed.by != log for signed in read.signatures):
        raise Malformed(f"{log.name} itself has not signed this.")
    found = parse(read.text)
    if found.origin != log.name:
        raise Malformed(f"This is a checkpoint of {found.origin}, not of {log.name}.")
    return Opened(found, read)
