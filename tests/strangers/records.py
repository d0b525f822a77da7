"""Records for strangers: their entries mean nothing, since no stranger knows our rules, but their bytes are exact."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rankandfile.record.spelling import base64
from tests.record.organisation import Made
from tests.unpacking import unpacked


@cache
def made_of(size: int) -> Made:
    """A record of so many entries."""
    made = Made()
    for index in range(size):
        made.append(b'{"number":%d,"nothing":"%s"}' % (index, b"x" * (index % 300)))
    return made


def laid_out(size: int, folder: Path) -> Path:
    """The files of its export, in a folder."""
    return unpacked(made_of(size).export(), folder)


def inclusion_line(made: Made, index: int, size: int) -> str:
    """Our proof that the entry is in the tree of this size, as `audit.go` reads it."""
    return _line("inclusion", size, index, made.tree.inclusion(index, size))


def consistency_line(made: Made, old: int, size: int) -> str:
    """Our proof that the tree begins with the older one."""
    return _line("consistency", size, old, made.tree.consistency(old, size))


def _line(kind: str, size: int, at: int, proof: list[bytes]) -> str:
    return " ".join([kind, str(size), str(at), *map(base64, proof)])


def all_proofs(size: int) -> Iterator[str]:
    """Every proof of ours within the record of this size."""
    made = made_of(size)
    for index in range(size):
        yield inclusion_line(made, index, size)
        yield consistency_line(made, index + 1, size)


def some_proofs(size: int) -> Iterator[str]:
    """Proofs at the places where trees differ: around full tiles, at both ends, and here and there between."""
    made = made_of(size)
    for place in sorted(
        {0, 1, 254, 255, 256, 257, 511, 65_534, 65_535, 65_536, size - 2, size - 1, *range(0, size, 997)}
    ):
        yield inclusion_line(made, place, size)
        yield consistency_line(made, place + 1, size)
        if place > 1:
            yield inclusion_line(made, place // 2, place)
            yield consistency_line(made, place // 2, place)
