"""What leaves the house: receipts for authors, and exports for anybody who wants to check the whole."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from rankandfile.core.chapters.boards import BoardSetUp
from rankandfile.core.chapters.erasing import is_closed
from rankandfile.core.ids import ElectionId, Handle
from rankandfile.record import export, receipt
from rankandfile.record.boards import REHEARSAL
from rankandfile.record.leaf import decode
from rankandfile.record.slots import SlotValue

from .secretary import Secretary
from .stages import newest, of_entry
from .trouble import Damaged


def receipt_for(secretary: Secretary, index: int, openings: bool = False, owner: Handle | None = None) -> bytes:
    """The receipt of the entry, under the strongest checkpoint; with the openings of its texts for the author alone.

    With an owner given, only of those texts that are this person's: who admits others takes no names home.
    """
    leaf = secretary.store.entry(index)
    if leaf is None or index >= secretary.store.size():
        raise IndexError(f"There is no entry {index}.")
    whose = {slot.name: slot.owner for slot in decode(leaf).slots}
    opened = _values(secretary, index, index + 1) if openings else ()
    texts = tuple(text for text in opened if owner in (None, whose.get(text.slot)))
    return receipt.make(leaf, index, secretary.store.tree(), of_entry(secretary, index).note, texts)


def write_export(secretary: Secretary, stream: BinaryIO, personal: bool = False) -> int:
    """The record as it stands now is in the stream; names and contacts only when asked for. How many entries it has."""
    head = newest(secretary)
    export.write(
        stream,
        checkpoint=head.note,
        log=secretary.key.vkey,
        leaves=secretary.store.entries,
        read_tile=secretary.store.tile,
        values=lambda start, stop: _values(secretary, start, stop),
        personal=personal,
        witnessed=secretary.witnessed.history(head.size),
        boards=_boards(secretary, head.size),
    )
    return head.size


def _boards(secretary: Secretary, size: int) -> dict[str, Callable[[], bytes]]:
    """What gives the archive of each board that was set up by an entry before this size. It may have gone on since."""
    state = secretary.look()
    later = [decode(leaf).body for leaf in secretary.store.entries(size, state.size) if b"BoardSetUp" in leaf]
    names = set(state.boards.boards) - {body.election for body in later if isinstance(body, BoardSetUp)}
    found: dict[str, Callable[[], bytes]] = {election: partial(_archive, secretary, election) for election in names}
    for election in names:
        if (kept := secretary.boards.rehearsal(election)) is not None:
            found[f"{election}{REHEARSAL}"] = partial(bytes, kept)
    return found


def _archive(secretary: Secretary, election: ElectionId) -> bytes:
    content = secretary.boards.store.archive(election)
    if content is None:
        raise Damaged(f"The board of election {election} is gone. Put the newest copy of the boards back.")
    return content


def _values(secretary: Secretary, start: int, stop: int) -> Iterator[SlotValue]:
    """What the slots hold, without what was erased or closed: that leaves the house in no way."""
    state, opened = secretary.state, secretary.vault.opened(start, stop)
    shown = (each for each in opened if not is_closed(state, each.entry, each.slot))
    return (SlotValue(each.entry, each.slot, each.opening.hex(), each.text) for each in shown)
