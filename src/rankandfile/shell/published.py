"""The files of a record as it stands now, by the names that they have in an export and under its address.

    checkpoint             how long the record is and its root, signed
    log.vkey               the key it is signed with
    witnessed              older checkpoints that witnesses outside have signed
    tile/<L>/<N>           hashes, 256 to a tile, of what the checkpoint covers (C2SP tlog-tiles)
    tile/entries/<N>       the entries, 256 to a bundle
    slots/<N>.jsonl        the civic texts of the entries of bundle N, each with its opening
    rulebooks/index        the names of all rulebooks, one to a line
    rulebooks/<hash>.toml  a rulebook
    boards/<election>.bel  the board of a verifiable election, as it stands

A full tile or bundle never changes, nor does a partial one of a given width: both may be kept for ever. Nothing beyond
the signed size is given. Who may have which file, those must ask who hand it on.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeAlias

from rankandfile.core.chapters.erasing import is_closed
from rankandfile.core.ids import ElectionId
from rankandfile.core.state import State
from rankandfile.record.boards import NAME
from rankandfile.record.checkpoint import parse
from rankandfile.record.export import bundle, lines, slots_path, to_show
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import Vkey
from rankandfile.record.slots import SlotValue
from rankandfile.record.spelling import from_decimal, from_tile_name
from rankandfile.record.tree import HASH, HEIGHT, WIDTH

from .store import Store
from .vault import Vault

Newest: TypeAlias = Callable[[], str]
"""The newest checkpoint."""
History: TypeAlias = Callable[[int], tuple[str, ...]]
"""A size -> older checkpoints over fewer entries that witnesses signed."""
Boards: TypeAlias = Callable[[ElectionId], bytes | None]
"""An election -> the archive of its board."""
LEVELS = 8
"""Levels of tiles in a tree of up to 2^63 entries."""


class Published:
    """The files of one record."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        log: Vkey,
        state: State,
        newest: Newest | None = None,
        history: History = lambda size: (),
        boards: Boards = lambda election: None,
    ) -> None:
        self._store, self._vault, self._log, self._state = store, vault, log, state
        self._newest, self._history = newest or (lambda: store.head().checkpoint), history
        self._boards = boards

    def read(self, name: str) -> bytes | None:
        """The bytes of the file; None where the record has none of this name."""
        kind, _, rest = name.partition("/")
        read = _KINDS.get(kind)
        try:
            return read(self, rest) if read is not None else None
        except Malformed:
            return None

    def checkpoint(self, rest: str = "") -> bytes | None:
        """The newest checkpoint, with the cosignatures that there are; None before the first entry."""
        return self._newest().encode() or None if not rest else None

    def key(self, rest: str = "") -> bytes | None:
        """The key of the log as a line."""
        return f"{self._log}\n".encode() if not rest else None

    def witnessed(self, rest: str = "") -> bytes | None:
        """Older checkpoints that witnesses have signed; None where there are none."""
        return "\n".join(self._history(self._size())).encode() or None if not rest else None

    def tile(self, rest: str) -> bytes | None:
        """A tile or a bundle: what stands behind `tile/`."""
        level, _, name = rest.partition("/")
        number, width = from_tile_name(name)
        if level == "entries":
            return self._bundle(number, width)
        height = from_decimal(level)
        if height >= LEVELS or number * WIDTH + width > self._size() >> HEIGHT * height:
            return None
        return self._store.tile(height, number)[: width * HASH]

    def _bundle(self, number: int, width: int) -> bytes | None:
        first = number * WIDTH
        return bundle(self._store.entries(first, first + width)) if first + width <= self._size() else None

    def slots(self, rest: str) -> bytes | None:
        """The civic texts of a bundle's entries: what stands behind `slots/`."""
        name = rest.removesuffix(".jsonl")
        number, width = from_tile_name(name)
        first, stop = number * WIDTH, min((number + 1) * WIDTH, self._size())
        if width != WIDTH or first >= stop or slots_path(number) != f"slots/{rest}":
            return None
        leaves = tuple(self._store.entries(first, stop))
        return lines(to_show(leaves, first, self._values, personal=False))

    def rulebook(self, rest: str) -> bytes | None:
        """A rulebook, or the list of them: what stands behind `rulebooks/`."""
        texts = (kept.text.encode() for kept in self._vault.opened(0, self._size(), "rulebook"))
        found = {sha256(text).hexdigest(): text for text in texts}
        if rest == "index":
            return "".join(f"{name}\n" for name in sorted(found)).encode()
        return found.get(rest.removesuffix(".toml")) if rest.endswith(".toml") else None

    def board(self, rest: str) -> bytes | None:
        """The archive of a board: what stands behind `boards/`."""
        found = NAME.fullmatch(f"boards/{rest}")
        return self._boards(ElectionId(found[1])) if found is not None else None

    def _values(self, start: int, stop: int) -> list[SlotValue]:
        """What the slots hold, without what was erased or closed."""
        opened = (each for each in self._vault.opened(start, stop) if not is_closed(self._state, each.entry, each.slot))
        return [SlotValue(each.entry, each.slot, each.opening.hex(), each.text) for each in opened]

    def _size(self) -> int:
        """How many entries the newest checkpoint covers."""
        note = self._store.head().checkpoint
        return parse(note.rpartition("\n\n")[0] + "\n").size if note else 0


_KINDS: dict[str, Callable[[Published, str], bytes | None]] = {
    "checkpoint": Published.checkpoint,
    "log.vkey": Published.key,
    "witnessed": Published.witnessed,
    "tile": Published.tile,
    "slots": Published.slots,
    "rulebooks": Published.rulebook,
    "boards": Published.board,
}
