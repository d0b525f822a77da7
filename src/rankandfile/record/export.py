"""An export: the whole record in one file, for a stranger without an account, a database or the network.

    README.txt            what this is and how to check it, in plain words
    checkpoint            how long the record is and its root, signed by the log
    log.vkey              the key it is signed with: to be compared with one known from elsewhere
    witnessed             older checkpoints that witnesses outside have signed, where there are any
    tile/<L>/<N>          the hashes of the tree             } paths and bytes as in C2SP tlog-tiles; a partial tile
    tile/entries/<N>      the entries, 256 to a bundle       } ends in .p/<width>
    slots/<N>.jsonl       texts of the entries of bundle N, each with the opening that proves it
    rulebooks/<hash>.toml every rulebook proposed or adopted, under the SHA-256 by which entries name it
    boards/<election>.bel the boards of verifiable elections, in the archive format of the Belenios protocol; beside
                          each `<election>.rehearsal.bel`, the trial election that its trustees opened
    SHA256SUMS            the hashes of the files above

Texts of class `civic` are always in it; personal ones only when asked for. What the bytes mean is in
`docs/record-format.md`; whether they are right is asked by `verify`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import BinaryIO, TypeAlias, TypeVar

import msgspec

from .archive import Archive, Contents
from .boards import NAME, path_of
from .checkpoint import Checkpoint, opened, parse
from .leaf import decode
from .malformed import Malformed
from .note import Vkey, parse_vkey
from .slots import SlotValue
from .spelling import bundle_path, tile_name, tile_path
from .tree import WIDTH, ReadTile, tile_widths

Leaves: TypeAlias = Callable[[int, int], Iterable[bytes]]
"""From and to before an index -> the leaves."""
Values: TypeAlias = Callable[[int, int], Iterable[SlotValue]]
"""From and to before an index -> what the slots of these entries hold, in the order of entries and slots."""

T = TypeVar("T")
_NO_BOARDS: Mapping[str, Callable[[], bytes]] = {}
_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(SlotValue)
FRONT = ("README.txt", "checkpoint", "log.vkey")
WITNESSED = "witnessed"
RULEBOOK = re.compile(r"rulebooks/[0-9a-f]{64}\.toml")
_README = """\
The record of {origin}
{line}

These files hold all {size} entries of an organisation's record: what was done, by whom, when, and what
the rules made of it. People stand here under random numbers; names are not in it unless the export says so.

To check it, with the free program Rank & File (no account, no network):

    rankandfile verify THIS-FILE

It hashes every entry, compares the result with the signed checkpoint, and takes every decision once more by
the rules in force at its time. To see only whether the files are as they were written: sha256sum -c SHA256SUMS

checkpoint      how long the record is and what it holds, in one number, signed
log.vkey        the key it is signed with. Compare it with the one that the organisation has made known
witnessed       older checkpoints that witnesses outside have signed, if there are any
tile/entries/   the entries
tile/           the hashes over them
slots/          the texts that belong to entries, with what proves that they do
rulebooks/      every rulebook, under the number by which the entries name it
boards/         secret ballots, encrypted, with all their proofs, if there are any: for belenios-tool, too

The formats are public: RFC 6962, C2SP tlog-tiles, tlog-checkpoint and signed-note (github.com/C2SP/C2SP).
"""


def write(
    stream: BinaryIO,
    *,
    checkpoint: str,
    log: Vkey,
    leaves: Leaves,
    read_tile: ReadTile,
    values: Values,
    personal: bool = False,
    witnessed: Sequence[str] = (),
    boards: Mapping[str, Callable[[], bytes]] = _NO_BOARDS,
) -> None:
    """The export of the record as far as the checkpoint says is in the stream. Equal records give equal bytes.

    `witnessed` are checkpoints of this record that witnesses have signed, by size.
    """
    signed = opened(checkpoint, log).checkpoint
    archive = Archive(stream)
    readme = _README.format(origin=signed.origin, size=signed.size, line="=" * (14 + len(signed.origin)))
    archive.add("README.txt", readme.encode())
    archive.add("checkpoint", checkpoint.encode())
    archive.add("log.vkey", f"{log}\n".encode())
    if witnessed:
        archive.add(WITNESSED, "\n".join(witnessed).encode())
    for level, number, width in tile_widths(signed.size):
        archive.add(tile_path(level, number, width), read_tile(level, number)[: width * 32])
    rulebooks: dict[str, bytes] = {}
    for number, width in bundle_widths(signed.size):
        own = tuple(leaves(number * WIDTH, number * WIDTH + width))
        archive.add(bundle_path(number, width), bundle(own))
        shown = tuple(to_show(own, number * WIDTH, values, personal))
        _add_values(archive, number, shown)
        rulebooks.update(_rulebooks(shown))
    for rules in sorted(rulebooks):
        archive.add(f"rulebooks/{rules}.toml", rulebooks[rules])
    for election in sorted(boards):
        archive.add(path_of(election), boards[election]())
    archive.close()


def to_show(leaves: tuple[bytes, ...], first: int, values: Values, personal: bool) -> Iterator[SlotValue]:
    """The values behind the slots of these entries that may leave the house: civic ones, others when asked for."""
    for shown in values(first, first + len(leaves)):
        kinds = {slot.name: slot.kind for slot in decode(leaves[shown.entry - first]).slots}
        if personal or kinds.get(shown.slot) == "civic":
            yield shown


def _add_values(archive: Archive, number: int, shown: tuple[SlotValue, ...]) -> None:
    if shown:
        archive.add(slots_path(number), lines(shown))


def lines(shown: Iterable[SlotValue]) -> bytes:
    """The values as `slots/<N>.jsonl` has them."""
    return b"".join(_ENCODER.encode(value) + b"\n" for value in shown)


def slots_path(number: int) -> str:
    """The path of the texts of a bundle's entries."""
    return f"slots/{tile_name(number, WIDTH)}.jsonl"


def _rulebooks(shown: Iterable[SlotValue]) -> dict[str, bytes]:
    texts = (value.value.encode() for value in shown if value.slot == "rulebook")
    return {sha256(text).hexdigest(): text for text in texts}


def bundle_widths(size: int) -> Iterator[tuple[int, int]]:
    """Number and width of each bundle of entries of a record of this size."""
    return ((number, width) for level, number, width in tile_widths(size) if level == 0)


def bundle(leaves: Iterable[bytes]) -> bytes:
    """The leaves one after the other, each behind its length in two bytes."""
    return b"".join(len(leaf).to_bytes(2) + leaf for leaf in leaves)


def unbundled(content: bytes, width: int) -> list[bytes]:
    """The leaves of a bundle; fewer than its width, or a last one too long, where its lengths are damaged."""
    leaves: list[bytes] = []
    at, size = 0, len(content)
    while at + 1 < size and len(leaves) < width - 1:
        begin = at + 2
        at = begin + (content[at] << 8 | content[at + 1])
        leaves.append(content[begin:at])
    if at < size:
        whole = int.from_bytes(content[at : at + 2]) == size - at - 2
        leaves.append(content[at + 2 :] if whole else content[at:])
    return leaves


class Export:
    """An export that is read: its shape is as it must be, and its files are at hand. The stream must stay open.

    A `source.Source` that has everything.
    """

    has_entries = has_texts = True

    def __init__(self, stream: BinaryIO) -> None:
        self._contents = Contents(stream)
        self.note = text_in(self._contents.read("checkpoint"), "checkpoint")
        self.log = in_file("log.vkey", lambda: _key(text_in(self._contents.read("log.vkey"), "log.vkey")))
        self.checkpoint = in_file("checkpoint", lambda: _checkpoint(self.note))
        self.damaged: list[str] = []
        self._must_have_its_files()
        for name in FRONT:
            self._read(name)
        there = WITNESSED in self._contents.names
        self.witnessed = readable(self._read(WITNESSED), self.damaged) if there else ()

    @property
    def size(self) -> int:
        """How many entries the checkpoint says there are."""
        return self.checkpoint.size

    def leaves(self, number: int, width: int) -> list[bytes]:
        """The entries of the bundle, as they are; see `unbundled` for a damaged one."""
        return unbundled(self._read(bundle_path(number, width)), width)

    def values(self, number: int) -> tuple[SlotValue, ...]:
        """What the slots of the entries of this bundle hold, as far as the export says; damaged lines left out."""
        name = slots_path(number)
        if name not in self._contents.names:
            return ()
        found, damaged = parse_values(self._read(name), number)
        self.damaged += [f"{name}, line {line}" for line in damaged]
        return found

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The hashes that the export gives for the tile."""
        return self._read(tile_path(level, number, width))

    def rulebooks(self) -> Iterator[tuple[str, str]]:
        """The name and the text of each rulebook. Whether they belong together is the verifier's question."""
        for name in self._contents.names:
            if RULEBOOK.fullmatch(name):
                yield name[10:74], self._read(name).decode(errors="replace")

    def board(self, election: str) -> bytes | None:
        """The archive of the election's board; None where the export has none."""
        name = path_of(election)
        return self._read(name) if name in self._contents.names else None

    def booth(self, name: str) -> bytes | None:
        """None: nobody votes from an export."""
        return None

    def boards(self) -> tuple[str, ...]:
        """The elections whose boards the export has."""
        return tuple(found[1] for name in self._contents.names if (found := NAME.fullmatch(name)))

    def others(self) -> tuple[str, ...]:
        """Nothing: an export has no other files."""
        return ()

    def _read(self, name: str) -> bytes:
        content = self._contents.read(name)
        if not self._contents.is_intact(name, content):
            self.damaged.append(name)
        return content

    def _must_have_its_files(self) -> None:
        for wanted, found in zip(chain(self._expected(), ("",)), (*self._contents.names, ""), strict=False):
            if wanted != found:
                raise Malformed(f"The export has {found or 'nothing more'} where {wanted or 'its end'} should be.")

    def _expected(self) -> Iterator[str]:
        yield from FRONT
        yield from {WITNESSED} & self._contents.names.keys()
        yield from (tile_path(*place) for place in tile_widths(self.size))
        for number, width in bundle_widths(self.size):
            yield bundle_path(number, width)
            yield from {slots_path(number)} & self._contents.names.keys()
        yield from sorted(filter(RULEBOOK.fullmatch, self._contents.names))
        yield from sorted(filter(NAME.fullmatch, self._contents.names))


def text_in(content: bytes, name: str) -> str:
    """The text of the file of this name."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Malformed(f"The file {name} is not text in UTF-8.") from None


def in_file(name: str, work: Callable[[], T]) -> T:
    """What the work gives; its complaint names the file."""
    try:
        return work()
    except Malformed as error:
        raise Malformed(f"The file {name}: {error}") from None


def parse_witnessed(content: bytes) -> tuple[str, ...]:
    """The checkpoints in the file, each a note, one empty line between them, by their sizes."""
    parts = text_in(content, WITNESSED).removesuffix("\n").split("\n\n")
    notes = tuple(f"{text}\n\n{lines}\n" for text, lines in zip(parts[::2], parts[1::2], strict=False))
    sizes = [_checkpoint(note).size for note in notes]
    if len(parts) % 2 or sizes != sorted(set(sizes)):
        raise Malformed("It holds checkpoints with signatures, by their sizes, one empty line between them.")
    return notes


def readable(content: bytes, damaged: list[str]) -> tuple[str, ...]:
    """The same; nothing where the file is damaged, which is noted."""
    try:
        return parse_witnessed(content)
    except Malformed:
        damaged.append(WITNESSED)
        return ()


def _key(line: str) -> Vkey:
    if not line.endswith("\n"):
        raise Malformed("It is one line.")
    return parse_vkey(line[:-1])


def _checkpoint(note: str) -> Checkpoint:
    return parse(note.rpartition("\n\n")[0] + "\n")


def parse_values(content: bytes, number: int) -> tuple[tuple[SlotValue, ...], list[int]]:
    """The values in the file of texts of this bundle, and the numbers of the lines that are not as they must be."""
    found: list[SlotValue] = []
    damaged: list[int] = []
    for count, line in enumerate(content.splitlines(keepends=True), 1):
        value = _value(line)
        if value is None or value.entry // WIDTH != number or (found and _place(value) <= _place(found[-1])):
            damaged.append(count)
        else:
            found.append(value)
    return tuple(found), damaged


def _value(line: bytes) -> SlotValue | None:
    try:
        value: SlotValue = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return value if _ENCODER.encode(value) + b"\n" == line else None


def _place(value: SlotValue) -> tuple[int, str]:
    return value.entry, value.slot


def read(stream: BinaryIO) -> Export:
    """The export in the stream. Raises Malformed, with the name of the file, where its shape is wrong."""
    return Export(stream)
