"""A record whose files are asked for by name: in a folder, at a site, from a database.

The names are those of an export (`export`), which are those of C2SP tlog-tiles and a few more. Nothing is in an order
here and no file holds the sums of others, so a file that is missing is told by name, and what a file says is told by
the hashes that it must give.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from .checkpoint import parse_any
from .export import RULEBOOK, bundle, bundle_widths, in_file, parse_values, slots_path, text_in, unbundled
from .malformed import Malformed
from .note import Vkey, divided, parse_vkey
from .slots import SlotValue
from .spelling import bundle_path, from_decimal, from_tile_name, tile_path
from .tree import HASH, HEIGHT, WIDTH, tile_widths

ReadFile: TypeAlias = Callable[[str], bytes | None]
"""The name of a file -> its bytes; None where there is none of this name."""
INDEX = "rulebooks/index"


class Mirror:
    """A record read file by file. `names` are the files that there are, where that is known.

    One that `grows` while it is read may show texts of entries after the checkpoint: they are not looked at.
    """

    def __init__(
        self,
        read: ReadFile,
        log: Vkey | None = None,
        names: Sequence[str] | None = None,
        *,
        has_entries: bool = True,
        has_texts: bool = True,
        grows: bool = False,
    ) -> None:
        self._read = read
        self._names = names
        self._grows = grows
        self.damaged: list[str] = []
        self.has_entries, self.has_texts = has_entries, has_texts and has_entries
        self.note = text_in(self._must_read("checkpoint"), "checkpoint")
        self.checkpoint = in_file("checkpoint", lambda: parse_any(divided(self.note)[0]))
        self.log = self._key(log)

    @property
    def size(self) -> int:
        """How many entries the checkpoint says there are."""
        return self.checkpoint.size

    def _key(self, known: Vkey | None) -> Vkey:
        given = self._read("log.vkey")
        if given is not None:
            return in_file("log.vkey", lambda: parse_vkey(text_in(given, "log.vkey").removesuffix("\n")))
        if known is None:
            raise Malformed("Nothing here says by which key the record is signed: there is no file log.vkey.")
        return known

    def _must_read(self, name: str) -> bytes:
        content = self._read(name)
        if content is None:
            raise Malformed(f"There is no file {name} here.")
        return content

    def _found(self, name: str) -> bytes:
        """The bytes of the file; of one that is missing none, and its name is noted."""
        content = self._read(name)
        if content is None:
            self.damaged.append(f"{name} (missing)")
        return content or b""

    def leaves(self, number: int, width: int) -> list[bytes]:
        """The entries of the bundle, as they are; see `unbundled` for a damaged one."""
        return unbundled(self._found(bundle_path(number, width)), width)

    def values(self, number: int) -> tuple[SlotValue, ...]:
        """What the slots of the entries of this bundle hold, as far as it is said; damaged lines left out."""
        name = slots_path(number)
        content = (self._read(name) if self.has_texts else None) or b""
        found, damaged = parse_values(content, number)
        self.damaged += [f"{name}, line {line}" for line in damaged]
        return tuple(value for value in found if value.entry < self.size) if self._grows else found

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The hashes that stand in the tile."""
        return self._found(tile_path(level, number, width))

    def rulebooks(self) -> Iterator[tuple[str, str]]:
        """The name and the text of each rulebook. Whether they belong together is the verifier's question."""
        for name in self._rulebook_names() if self.has_texts else ():
            yield name, self._found(f"rulebooks/{name}.toml").decode(errors="replace")

    def _rulebook_names(self) -> list[str]:
        if self._names is None:
            return text_in(self._found(INDEX), INDEX).split()
        return sorted(name[10:-5] for name in self._names if name.startswith("rulebooks/") and name.endswith(".toml"))

    def others(self) -> Sequence[str]:
        """Files of the kinds that a record has, which one of this size has not. Older partial tiles may be kept."""
        names = [name for name in self._names or () if name.startswith(("tile/", "slots/", "rulebooks/"))]
        own = {tile_path(*place) for place in tile_widths(self.size)}
        for number, width in bundle_widths(self.size):
            own |= {bundle_path(number, width), slots_path(number)}
        return [name for name in names if name not in own and not self._is_older(name)]

    def _is_older(self, name: str) -> bool:
        """Whether the file is a rulebook, or the beginning of a tile or bundle that has grown since."""
        if RULEBOOK.fullmatch(name) or name == INDEX:
            return True
        kind, level, *rest = name.split("/", 2)
        try:
            number, width = from_tile_name("/".join(rest))
            height = 0 if level == "entries" else from_decimal(level)
        except Malformed:
            return False
        grown = min(WIDTH, (self.size >> HEIGHT * height) - number * WIDTH)
        if kind != "tile" or width > grown:
            return False
        if level == "entries":
            return self._read(name) == bundle(self.leaves(number, grown)[:width])
        return self._read(name) == self.tile(height, number, grown)[: width * HASH]
