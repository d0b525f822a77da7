"""The file of an export as bytes: a tar archive of which every byte is decided, so that none can change unnoticed.

Any tar program unpacks it. Ours writes and reads only the plainest form (POSIX ustar, regular files, no owners, no
dates), block by block, and compares each header with the one it would have written: links, paths that lead elsewhere,
compressed bombs and files inside the padding have no place to be. The last file, SHA256SUMS, names the hash of each.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from .malformed import Malformed

BLOCK = 512
LARGEST = 1 << 28
"""No single file of an export is larger."""
SUMS = "SHA256SUMS"
_END = bytes(2 * BLOCK)


def header(name: str, size: int) -> bytes:
    """The block before a file of this name and size (POSIX.1-1988 ustar)."""
    fields = (
        name.encode("ascii").ljust(100, b"\0"),
        b"0000644\0" + b"0000000\0" * 2,
        b"%011o\0" % size + b"0" * 11 + b"\0",
        b"        0" + bytes(100),
        b"ustar\x0000" + bytes(64) + b"0000000\0" * 2 + bytes(167),
    )
    block = b"".join(fields)
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


class Archive:
    """An archive being written. `close` adds the sums and the end; the stream stays the caller's."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._sums: list[str] = []

    def add(self, name: str, content: bytes) -> None:
        """The file is in the archive."""
        if len(content) > LARGEST or len(name) > 100:
            raise Malformed(f"{name} is too large for an export.")
        self._sums.append(f"{sha256(content).hexdigest()}  {name}\n")
        self._put(name, content)

    def close(self) -> None:
        """The archive is complete."""
        self._put(SUMS, "".join(self._sums).encode())
        self._stream.write(_END)

    def _put(self, name: str, content: bytes) -> None:
        self._stream.write(header(name, len(content)) + content + bytes(-len(content) % BLOCK))


class Contents:
    """The files of an archive that is read. Holds where each begins; reads one when it is asked for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._places = dict(_places(stream))
        self._sums = self._read_sums()
        self.names: dict[str, None] = dict.fromkeys(self._sums)
        """The files in their order, the sums left out."""

    def read(self, name: str) -> bytes:
        """The bytes of the file."""
        if name not in self._places:
            raise Malformed(f"There is no {name} in this export.")
        start, size = self._places[name]
        self._stream.seek(start)
        return self._stream.read(size)

    def is_intact(self, name: str, content: bytes) -> bool:
        """Whether the content is what SHA256SUMS says of the file. A guard against accident, not against malice."""
        return self._sums[name] == sha256(content).hexdigest()

    def _read_sums(self) -> dict[str, str]:
        lines = self.read(SUMS).decode("ascii", "replace").splitlines(keepends=True)
        sums = {line[66:-1]: line[:64] for line in lines if line[64:66] == "  " and line.endswith("\n")}
        if [*sums, SUMS] != list(self._places) or len(lines) != len(sums):
            raise Malformed(f"{SUMS} does not list the files of this export.")
        return sums


def _places(stream: BinaryIO) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each file with the place where it begins and its size; raises Malformed where a byte is not as we write it."""
    seen: set[str] = set()
    length = stream.seek(0, 2)
    at = stream.seek(0)
    while (block := stream.read(BLOCK)) != _END[:BLOCK]:
        name, size = _read_header(block)
        end = at + BLOCK + size
        if name in seen or end > length:
            raise Malformed(f"{name} is in this export twice, or cut short.")
        seen.add(name)
        yield name, (at + BLOCK, size)
        stream.seek(end)
        padding = -size % BLOCK
        if stream.read(padding) != bytes(padding):
            raise Malformed(f"Something is hidden behind {name}.")
        at = end + padding
    if stream.read(BLOCK + 1) != _END[:BLOCK]:
        raise Malformed("This export does not end where it should.")


def _read_header(block: bytes) -> tuple[str, int]:
    name = block[:100].rstrip(b"\0").decode("ascii", "replace")
    digits = block[124:135]
    size = int(digits, 8) if len(digits) == 11 and not digits.strip(b"01234567") else -1
    if not 0 <= size <= LARGEST or not name.isascii() or header(name, size) != block:
        which = f" of the file {name}" if name.isascii() and name.isprintable() and name else " of a file in it"
        raise Malformed(f"This is not an export, or it is damaged at the beginning{which}.")
    return name, size
