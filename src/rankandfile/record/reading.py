"""One pass over the entries of an export: hashed, read, put together with their texts, and gathered into deeds.

Nothing is decided here. What is wrong goes into the list of findings, and the pass goes on as far as it can, so that
one damaged entry does not hide the next.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from ..core.act import Act
from ..core.engine import ACTS
from ..core.entry import Entry, Slot
from .boards import Seen
from .export import bundle_widths
from .leaf import decode, decode_all
from .lot import lot
from .malformed import Malformed
from .replay import Deed
from .report import Finding
from .slots import SlotValue, proves
from .source import Source
from .statuses import Texts
from .tree import HASH, WIDTH, Tree, leaf_hash

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the entries done and all of them, after each 256."""

TEXTS_OPENED = "texts that open what their entry is bound to"
_NOTHING: Mapping[str, SlotValue] = {}
_NO_TEXTS: Mapping[str, str] = {}
_WITH_LOT = frozenset(kind for kind in ACTS if "lot" in kind.__struct_fields__)


class Bundle(Struct, gc=False):
    """Up to 256 entries as they were read, and the texts that the export shows for them."""

    first: int
    entries: Sequence[Entry | None]
    """None for one that cannot be read."""
    shown: Mapping[int, Mapping[str, SlotValue]]
    """By the index of the entry and the name of the slot."""


class Pass(Struct):
    """What a pass has come to so far."""

    tree: Tree
    """The tree over the entries as they are."""
    changed: list[Finding]
    """Entries whose hash is not the one in the tile; which of the two is wrong, the root says at the end."""
    findings: list[Finding]
    counts: Counter[str]
    texts: Texts
    """What the entries' texts are, to be judged at the end."""
    notices: list[Finding] = []
    """What breaks no rule, and is worth a look."""
    unread_heads: int = 0
    """Heads that could not be held against the record, because its entries are not at hand."""
    boards: dict[str, Seen] = {}
    """What the entries say of boards, to be judged at the end."""
    since: int = 0
    """The entries before were verified by an earlier run, and nothing of them is looked at."""
    newer: tuple[int, int] | None = None
    """The entry from which on a version of the engine judges that this program does not have, and that version."""


def bundles(source: Source, own: Pass, progress: Progress) -> Iterator[Bundle]:
    """All entries that are not in the tree yet. Those that are missing are missing from the end of the last bundle."""
    for number, width in bundle_widths(source.size):
        first = max(number * WIDTH, own.tree.size)
        known, end = first - number * WIDTH, number * WIDTH + width
        if first >= end:
            continue
        leaves = source.leaves(number, width)[known:]
        _hash(leaves, source.tile(0, number, width)[known * HASH :], own)
        shown = _by_entry(source.values(number))
        yield Bundle(first, decode_all(leaves) or _singly(first, leaves, own), shown)
        own.findings += _stray(value for index in shown if index >= own.tree.size for value in shown[index].values())
        if own.tree.size < end:
            what = f"The entries from here to {end - 1} are missing, or cannot be told apart."
            own.findings.append(Finding("entry.missing", what, entry=own.tree.size))
            return
        progress(own.tree.size, source.size)


def _hash(leaves: list[bytes], tile: bytes, own: Pass) -> None:
    """The leaves are in the tree; those whose hash is not in the tile are noted."""
    first, hashes = own.tree.size, [leaf_hash(leaf) for leaf in leaves]
    whole = b"".join(hashes)
    own.tree.extend(whole)
    if whole == tile:
        return
    for place, found in enumerate(hashes):
        given = tile[place * HASH : (place + 1) * HASH]
        if found != given:
            what = "Its bytes are not those that were recorded: their hash is another."
            own.changed.append(Finding("entry.changed", what, given.hex(), first + place))


def _by_entry(values: Iterable[SlotValue]) -> dict[int, dict[str, SlotValue]]:
    shown: dict[int, dict[str, SlotValue]] = {}
    for value in values:
        shown.setdefault(value.entry, {})[value.slot] = value
    return shown


def _singly(first: int, leaves: Sequence[bytes], own: Pass) -> list[Entry | None]:
    """Each entry read by itself; what is wrong with one is found and named."""
    read: list[Entry | None] = []
    for index, leaf in enumerate(leaves, first):
        try:
            read.append(decode(leaf))
        except Malformed as error:
            own.findings.append(Finding("entry.unreadable", str(error), "an entry in canonical form", index))
            read.append(None)
    return read


def deeds(read: Iterable[Bundle], origin: str, own: Pass) -> Iterator[Deed | None]:
    """Each act with what the record says came of it; None where an entry could not be read."""
    deed: Deed | None = None
    for bundle in read:
        shown = bundle.shown
        for index, entry in enumerate(bundle.entries, bundle.first):
            if entry is None:
                yield None
                continue
            is_act = isinstance(entry.body, Act)
            if is_act and deed is not None:
                yield deed  # before anything of the next one is looked at: here a verification can stop and go on
            texts = _texts(index, entry, shown, origin, own) if entry.slots or index in shown else _NO_TEXTS
            if is_act:
                due = lot(own.tree.root_at(index), index) if type(entry.body) in _WITH_LOT else ""
                deed = Deed(index, entry, due, texts, [])
            elif deed is not None:
                deed.effects.append(entry)
            else:
                own.findings.append(Finding("entry.link", "Follows from no act.", "an act", index))
    if deed is not None:
        yield deed


def _texts(
    index: int, entry: Entry, shown: Mapping[int, Mapping[str, SlotValue]], origin: str, own: Pass
) -> Mapping[str, str]:
    """The texts of the entry that are at hand and prove to be its own."""
    names, values = {slot.name for slot in entry.slots}, shown.get(index, _NOTHING)
    own.findings += _stray(value for name, value in values.items() if name not in names)
    texts: dict[str, str] = {}
    for slot in entry.slots:
        value = values.get(slot.name)
        if slot.kind == "personal":
            own.texts.personal.append((index, slot))
        if value is None:
            _absent(slot, index, own)
        elif proves(value, slot.commitment, origin, entry.nonce):
            own.counts[TEXTS_OPENED] += 1
            own.texts.opened += 1
            texts[slot.name] = value.value
        else:
            own.texts.forged.append((index, slot))
            what = f"FORGED: the text shown as “{slot.name}” is not the one that was recorded."
            own.findings.append(Finding("slot.forged", what, "the text recorded, with its opening", index))
    return texts


def _absent(slot: Slot, index: int, own: Pass) -> None:
    if slot.kind == "personal":
        own.texts.hidden.append((index, slot))
    else:
        own.texts.missing.append((index, slot))


def _stray(values: Iterable[SlotValue]) -> Iterator[Finding]:
    for value in values:
        what = f"The export shows a text “{value.slot}” for which the entry has no place."
        yield Finding("slot.stray", what, "only texts that an entry is bound to", value.entry)
