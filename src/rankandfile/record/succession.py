"""From one key of the record to the next: what both sign, and whether a record's keys follow from one another.

Old and new key sign the same note, whose text has three lines:

    rankandfile/key/v1
    <vkey of the old key>
    <vkey of the new key>

It is a C2SP signed note and no checkpoint: the second line of a checkpoint is a number. What stands behind the name in
each of its two signature lines are the two signatures in the entry. So whoever trusts a key of the record, however old,
can follow it to the one that signs today, and a thief of the new key alone brings nothing in.
"""

from collections.abc import Sequence
from contextlib import suppress

from ..core.chapters.keys import Key, RotateKey
from .malformed import Malformed
from .note import LogKey, Vkey, open_note, parse_vkey

FIRST_LINE = "rankandfile/key/v1"


def text(old: Vkey | str, new: Vkey | str) -> str:
    """What both keys sign."""
    return f"{FIRST_LINE}\n{old}\n{new}\n"


def signatures(old: LogKey, new: LogKey) -> tuple[str, str]:
    """The signatures of the old and of the new key."""
    said = text(old.vkey, new.vkey)
    return tuple(key.sign(said).rstrip("\n").rpartition(" ")[2] for key in (old, new))  # type: ignore[return-value]


def why_unsigned(act: RotateKey) -> str:
    """Which of the keys has not signed the change; empty when both have."""
    said = text(act.old, act.new)
    for which, vkey, signature in (("old", act.old, act.old_signature), ("new", act.new, act.new_signature)):
        try:
            key = parse_vkey(vkey)
            open_note(f"{said}\n— {key.name} {signature}\n", (key,))
        except Malformed as error:
            return f"The {which} key has not signed the change: {error}"
    return ""


def for_size(history: Sequence[Key], size: int, otherwise: Vkey) -> Vkey:
    """The key that signs a checkpoint over so many entries; `otherwise` where the record names none that could."""
    found = next((key.vkey for key in reversed(history) if key.entry < size), "")
    try:
        return parse_vkey(found)
    except Malformed:
        return otherwise


def all_keys(history: Sequence[Key], otherwise: Vkey) -> tuple[Vkey, ...]:
    """Every key that has signed the record, the newest first; the one given where the record names none that could."""
    found: list[Vkey] = []
    for key in reversed(history):
        with suppress(Malformed):
            found.append(parse_vkey(key.vkey))
    return tuple(dict.fromkeys(found)) or (otherwise,)
