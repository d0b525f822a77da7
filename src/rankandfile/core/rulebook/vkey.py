"""The public key of a witness as a rulebook writes it, a C2SP vkey: `name+key ID+base64 of type and key`.

Here is asked only whether it is written as one: whether a signature holds is a question for `record`. The ID is the
first eight hexadecimal digits of SHA-256 over name, line feed, type and key, so that a slip of the pen is found.
"""

from hashlib import sha256

import msgspec
from msgspec import Struct

from ..refusal import gettext_noop
from .sentences import Sentence, sentence

LOG, COSIGNATURE = 1, 4
"""Types of keys: a log's Ed25519, and a witness's cosignature by Ed25519."""
LENGTH = 33
SIGNATURE = 4 + 64


class WrittenKey(Struct, frozen=True):
    """What the vkey says: a name, a type, and 32 bytes."""

    name: str
    kind: int
    public: bytes


def read_vkey(text: str) -> WrittenKey | Sentence:
    """What the vkey says, or why it is none."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    key = _bytes(encoded)
    if not name or any(c.isspace() for c in name) or len(key) != LENGTH:
        return sentence(gettext_noop("It is no public key: name, plus sign, 8 digits, plus sign, 44 characters."))
    if key_id != sha256(name.encode() + b"\n" + key).hexdigest()[:8]:
        return sentence(gettext_noop("Its eight digits do not belong to the key: something was copied wrongly."))
    return WrittenKey(name, key[0], key[1:])


def _bytes(encoded: str) -> bytes:
    """The bytes behind the base64; none where it is not in its one spelling."""
    try:
        found: bytes = msgspec.convert(encoded, bytes)
    except msgspec.ValidationError:
        return b""
    return found if msgspec.to_builtins(found) == encoded else b""


def is_signature(text: str) -> bool:
    """Whether it is written as a signature line of a note has it behind the name: key ID and 64 bytes, in base64."""
    return len(_bytes(text)) == SIGNATURE
