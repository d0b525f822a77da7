"""What a verifier keeps between two runs: how far one came that was interrupted, and which heads it found sound.

A file holds one point (`record.point`) with what it belongs to: the program that wrote it, down to each of its lines,
the record, and what was asked. Where any of these differs the point is not used, and everything is verified anew. The
hash in its first lines finds accidents; who can write to the verifier's own disk can mislead the verifier, here as
everywhere else.
"""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

import rankandfile
from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.point import Point

from .trouble import DiskFailed

FIRST_LINE = b"rankandfile/point/v1\n"
HEADS_KEPT = 2
"""So many of the newest verified heads of a record are kept."""


class Unfit(Exception):
    """Why a point that was kept cannot be used; a sentence."""


class Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """A point, and what it belongs to."""

    program: str
    origin: str
    asked: str
    point: Point


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Kept)


@cache
def program() -> str:
    """The hash of every line of this program that decides anything."""
    package = Path(rankandfile.__file__).parent
    files = sorted(file for room in ("core", "record") for file in (package / room).rglob("*.py"))
    lines = (f"{sha256(file.read_bytes()).hexdigest()}  {file.relative_to(package).as_posix()}\n" for file in files)
    return sha256("".join(lines).encode()).hexdigest()


def write(path: Path, origin: str, point: Point, asked: str = "") -> None:
    """The point is durable in the file, in the place of what was there. Raises DiskFailed where it cannot be."""
    content = _ENCODER.encode(Kept(program(), origin, asked, point))
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(FIRST_LINE + sha256(content).hexdigest().encode() + b"\n" + content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise DiskFailed(f"{path} could not be written: {error.strerror}.") from error


def read(path: Path, origin: str, asked: str = "") -> Point:
    """The point in the file. Raises Unfit where there is none, or where it belongs to something else."""
    try:
        first, digest, content = path.read_bytes().split(b"\n", 2)
    except FileNotFoundError:
        raise Unfit(f"{path} does not exist.") from None
    except (OSError, ValueError):
        raise Unfit(f"{path} cannot be read.") from None
    if first + b"\n" != FIRST_LINE or sha256(content).hexdigest().encode() != digest:
        raise Unfit(f"{path} is damaged, or something else.")
    try:
        kept = _DECODER.decode(content)
    except msgspec.DecodeError:
        raise Unfit(f"{path} was written by another version of this program.") from None
    if kept.program != program():
        raise Unfit(f"{path} was written by another version of this program.")
    if (kept.origin, kept.asked) != (origin, asked):
        raise Unfit(f"{path} belongs to another record, or to other keys and checkpoints.")
    point: Point = kept.point
    return point


def folder() -> Path:
    """Where verified heads are kept: RANKANDFILE_VERIFIED, or the user's own folder for such things."""
    own = os.environ.get("RANKANDFILE_VERIFIED")
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    return Path(own) if own else Path(state) / "rankandfile/verified"


def keep_head(origin: str, point: Point) -> None:
    """The head is kept as verified, and those before the last one are let go."""
    write(_file(origin, point.size, point.root), origin, point)
    for old in _heads(origin)[:-HEADS_KEPT]:
        old.unlink(missing_ok=True)


def head(head: Checkpoint) -> Point:
    """The point at which this head was verified. Raises Unfit where it was not, here and by this program."""
    return read(_file(head.origin, head.size, head.root), head.origin)


def last_head(origin: str) -> Point:
    """The point at the newest head of this record that was verified here. Raises Unfit where there is none."""
    found = _heads(origin)
    if not found:
        raise Unfit(f"No head of {origin} was verified here before.")
    return read(found[-1], origin)


def _heads(origin: str) -> list[Path]:
    """The files of this record's heads, the newest last."""
    return sorted(folder().glob(f"{_name(origin)}-*.point"))


def _file(origin: str, size: int, root: bytes) -> Path:
    return folder() / f"{_name(origin)}-{size:019}-{root.hex()[:16]}.point"


def _name(origin: str) -> str:
    return sha256(origin.encode()).hexdigest()[:16]
