"""Reading the record back: the state that its entries make, and the texts that open its commitments.

The state is folded from acts and effects as they stand; that they followed the rules is for `record.verify` to prove,
which admits every act again. A text is shown only when it opens the commitment in the record: who has changed the vault
shows nothing by it.
"""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from rankandfile.core.act import Effect
from rankandfile.core.engine import follow, is_known
from rankandfile.core.entry import Entry, Slot
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.record import checkpoint, leaf
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import Vkey
from rankandfile.record.slots import opens

from .draft import shelved
from .store import Head, Store
from .trouble import Damaged, NewerFile
from .vault import Kept, Vault

_TOO_OLD = (
    "From entry {entry} on the record is judged by version {version} of the engine, which its members have adopted and"
    " this software does not have. Install newer software. Nothing is recorded, and nothing is lost."
)
FEW = 500
"""Up to this many texts are read one by one; more of them in one pass over the vault."""


def checked_head(head: Head, log: Vkey) -> Head:
    """The head itself, when this key has signed it as it stands."""
    if not head.size:
        return head
    try:
        said = checkpoint.opened(head.checkpoint, log).checkpoint
    except Malformed as error:
        raise Damaged(f"The head of the record is not signed by the key in this folder: {error}") from error
    if (said.size, said.root) != (head.size, head.root):
        raise Damaged(f"The checkpoint speaks of {said.size} entries, the head of {head.size}, or of another root.")
    return head


def caught_up(state: State, store: Store, vault: Vault, size: int | None = None) -> State:
    """The state after every entry of the record that it does not know yet, or after the first `size` of them.

    Raises NewerFile where what follows is judged by a version of the engine that this software does not have.
    """
    for index, entry, effects in _acts(store, state.size, size):
        state = follow(_with_rulebook(state, vault, index, entry), entry.body, tuple(effects))
        if not is_known(state):
            raise NewerFile(_TOO_OLD.format(version=state.foundation.engine, entry=state.size))
    return state


def _acts(store: Store, start: int, stop: int | None) -> Iterator[tuple[int, Entry, list[Effect]]]:
    """Each act from the start on with its index and the effects behind it."""
    first, act, effects = start, None, list[Effect]()
    for index, d in enumerate(store.entries(start, stop), start):
        entry = _decoded(index, d)
        if entry.of is None:
            if act is not None:
                yield first, act, effects
            first, act, effects = index, entry, []
        else:
            effects.append(entry.body)
    if act is not None:
        yield first, act, effects


def _decoded(index: int, d: bytes) -> Entry:
    try:
        return leaf.decode(d)
    except Malformed as error:
        raise Damaged(f"Entry {index}: {error}") from error


def _with_rulebook(state: State, vault: Vault, index: int, entry: Entry) -> State:
    """The state with the rulebook on its shelf that came with the act; without it where the text is destroyed."""
    if all(slot.name != "rulebook" for slot in entry.slots):
        return state
    text = vault.text(index, "rulebook")
    found = shelved(state, text) if text is not None else state
    return state if isinstance(found, Refusal) else found


class Slotted(Struct, frozen=True):
    """Of an entry, what it takes to open its slots. The rest is skipped, so a hundred thousand names take a second."""

    nonce: str
    slots: tuple[Slot, ...] = ()


_SLOTTED = msgspec.json.Decoder(Slotted)


def slot_value(store: Store, vault: Vault, origin: str, index: int, slot: str) -> str | None:
    """The text behind the slot, if it opens the commitment in the record."""
    d, kept = store.entry(index), vault.kept(index, slot)
    return kept.text if d is not None and kept is not None and _opens(d, kept, origin) else None


def _opens(d: bytes, kept: Kept, origin: str) -> bool:
    entry = _SLOTTED.decode(d)
    return any(
        slot.name == kept.slot and opens(slot.commitment, kept.opening, origin, entry.nonce, kept.slot, kept.text)
        for slot in entry.slots
    )


def slot_values(store: Store, vault: Vault, origin: str, slot: str, indices: Iterable[int]) -> dict[int, str]:
    """The texts behind this slot of many entries, by index, those that open their commitments."""
    wanted = set(indices)
    if len(wanted) <= FEW:
        texts = ((index, slot_value(store, vault, origin, index, slot)) for index in sorted(wanted))
        return {index: text for index, text in texts if text is not None}
    first, stop = min(wanted), max(wanted) + 1
    kept = {each.entry: each for each in vault.opened(first, stop, slot) if each.entry in wanted}
    entries = enumerate(store.entries(first, stop), first)
    return {index: kept[index].text for index, d in entries if index in kept and _opens(d, kept[index], origin)}
