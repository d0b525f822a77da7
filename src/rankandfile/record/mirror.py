"""A record whose files are asked for by name: in a folder, at a site, from a database.

The names are those of an export (`export`), which are those of C2SP tlog-tiles and a few more. Nothing is in an order
here and no file holds the sums of others, so a file that is missing is told by name, and what a file says is told by
the hashes that it must give.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from .boards import NAME, path_of
from .checkpoint import parse_any
from .export import (
    RULEBOOK,
    WITNESSED,
    bundle,
    in_file,
    parse_values,
    readable,
    slots_path,
    text_in,
    unbundled,
)
from .malformed import Malformed
from .note import Vkey, divided, parse_vkey
from .slots import SlotValue
from .spelling import bundle_path, from_decimal, from_tile_name, tile_path
from .tree import HASH, HEIGHT, WIDTH

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
        booth: ReadFile = lambda name: None,
    ) -> None:
        self._read = read
        self._booth = booth
        self._names = names
        self._grows = grows
        self.damaged: list[str] = []
        self.has_entries, self.has_texts = has_entries, has_texts and has_entries
        self.note = text_in(self._must_read("checkpoint"), "checkpoint")
        self.checkpoint = in_file("checkpoint", lambda: parse_any(divided(self.note)[0]))
        self.log = self._key(log)
        witnessed = self._read(WITNESSED)
        self.witnessed = readable(witnessed, self.damaged) if witnessed is not None else ()

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

    def board(self, election: str) -> bytes | None:
        """The archive of the election's board; None where there is none here."""
        return self._read(path_of(election)) if self.has_texts else None

    def booth(self, name: str) -> bytes | None:
        """A file of the booth as this place serves it now; None where it serves none."""
        return self._booth(name)

    def boards(self) -> list[str]:
        """The elections whose boards are here, where the names of the files are known."""
        return [found[1] for name in self._names or () if (found := NAME.fullmatch(name))]

    def others(self) -> Sequence[str]:
        """Files of the kinds that a record has, which one of this size has not. Older partial tiles may be kept."""
        names = [name for name in self._names or () if name.startswith(("tile/", "slots/", "rulebooks/", "boards/"))]
        return [name for name in names if not self._belongs(name)]

    def _belongs(self, name: str) -> bool:
        kind, _, rest = name.partition("/")
        if kind == "boards":
            return NAME.fullmatch(name) is not None
        if kind == "rulebooks":
            return name == INDEX or RULEBOOK.fullmatch(name) is not None
        try:
            if kind == "slots":
                number, width = from_tile_name(rest.removesuffix(".jsonl"))
                return name == slots_path(number) and width == WIDTH and number * WIDTH < self.size
            return self._is_tile(rest)
        except Malformed:
            return False

    def _is_tile(self, name: str) -> bool:
        """Whether there is a tile or bundle of this name, or it is the beginning of one that has grown since."""
        level, _, rest = name.partition("/")
        number, width = from_tile_name(rest)
        height = 0 if level == "entries" else from_decimal(level)
        grown = min(WIDTH, (self.size >> HEIGHT * height) - number * WIDTH)
        if width >= grown:
            return width == grown
        if level == "entries":
            return self._read(f"tile/{name}") == bundle(self.leaves(number, grown)[:width])
        return self._read(f"tile/{name}") == self.tile(height, number, grown)[: width * HASH]
