"""Acts that name a text of an earlier entry: what the record says of that text, for the act to carry.

Whose a text is, of which class, and its commitment stand in the entry that it came with. An act that names the text
repeats this, so that the rules can decide on it without a database; the secretary puts it in, and a verifier looks it
up again, as it does with a lot.
"""

from typing import Any

from ..core.engine import ACTS
from .leaf import decode

NAMING: frozenset[type] = frozenset(kind for kind in ACTS if "commitment" in kind.__struct_fields__)
"""The acts that name a text."""


def recorded(leaf: bytes | None, slot: str) -> dict[str, Any]:
    """Owner, class and commitment of the text in this leaf; all empty where it has none of this name."""
    for own in decode(leaf).slots if leaf is not None else ():
        if own.name == slot:
            return {"owner": own.owner, "text_kind": own.kind, "commitment": own.commitment}
    return {"owner": "", "text_kind": "", "commitment": ""}
