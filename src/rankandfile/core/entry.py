"""An entry: one act or one effect, as it stands in the record.

`Entry` is the value behind a leaf. Its bytes are canonical JSON (`record.leaf`): keys sorted, defaults left out, ASCII,
whole numbers, under 2 KiB. No names and no free text: those stand behind the commitments in its slots.
"""

from typing import Any, Literal, Union

from msgspec import Struct

from .engine import ACTS, EFFECTS
from .ids import Handle, Index, RulesHash

Body: Any = Union[(*ACTS, *EFFECTS)]


class Slot(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A commitment to a text or personal datum: HMAC-SHA256 under an opening that the vault and the author keep."""

    name: str
    kind: Literal["civic", "personal"]
    owner: Handle
    commitment: str
    """64 hexadecimal digits."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one leaf of the record says."""

    body: Body
    nonce: str
    """16 random bytes in hexadecimal: keeps a leaf's hash from being guessed."""
    rules: RulesHash
    """The rulebook in force when the act was admitted; empty in the founding act and its first effects."""
    of: Index | None = None
    """The entry of the act that this effect follows; None for an act."""
    slots: tuple[Slot, ...] = ()
    signature: str | None = None
    """Reserved for the author's own signature."""
