"""The Merkle tree of the record: RFC 6962 section 2.1, unchanged.

Entries are hashed into leaves, leaves in pairs into nodes, up to one root that stands for all of them in their order.
Hashes are kept by tiles of height 8, as C2SP tlog-tiles publishes them: tile n of level l holds the roots of the
complete subtrees of 256^l leaves numbered 256n to 256n+255. A full tile never changes, and its own root is one hash of
the level above; everything else is hashed when it is asked for, at most 255 hashes a level.

Below the tree stand the two checks of RFC 9162, which share nothing with it but the hash of a node: they are what a
stranger runs. `tests/record/test_tree.py` holds both against the definitions, for every size up to 600.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from struct import Struct
from typing import TypeAlias

from .malformed import Malformed

HASH = 32
HEIGHT = 8
WIDTH = 1 << HEIGHT
FULL = WIDTH * HASH
EMPTY_ROOT = sha256().digest()
_PAIRS = Struct("64s").iter_unpack

ReadTile: TypeAlias = Callable[[int, int], bytes]
"""Level and number of a tile -> its hashes, one after the other; more of them than asked for does no harm."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of an entry's bytes."""
    return sha256(b"\x00" + leaf).digest()


def leaf_hashes(leaves: Iterable[bytes]) -> bytes:
    """The hashes of these entries, one after the other, as a tree takes them in."""
    return b"".join([sha256(b"\x00" + leaf).digest() for leaf in leaves])


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def tile_widths(size: int) -> Iterator[tuple[int, int, int]]:
    """Level, number and width of every tile of a tree of this size that is not empty."""
    level = 0
    while size:
        for number in range(0, size, WIDTH):
            yield level, number >> HEIGHT, min(WIDTH, size - number)
        size >>= HEIGHT
        level += 1


def _fold(hashes: bytes) -> bytes:
    """The root over 1, 2, 4 ... 256 hashes."""
    while len(hashes) > HASH:
        hashes = b"".join([sha256(b"\x01" + pair).digest() for (pair,) in _PAIRS(hashes)])
    return hashes


_remembered = lru_cache(maxsize=1024)(_fold)
"""The same, for the subtrees that successive roots and proofs have in common. At most 4 MB."""


def _split(count: int) -> int:
    """The largest power of two below the count, where RFC 6962 divides a tree."""
    return 1 << (count - 1).bit_length() - 1


class Tree:
    """A tree that grows by appending. Holds the last tile of each level, and the full ones it has no reader for."""

    def __init__(self, read_tile: ReadTile | None = None) -> None:
        self.size = 0
        self._read = read_tile
        self._full: dict[tuple[int, int], bytes] = {}
        self._edge: list[bytearray] = [bytearray()]
        self._told = 0

    @classmethod
    def from_tiles(cls, read_tile: ReadTile, size: int) -> "Tree":
        """The tree of this size over stored tiles. Reads the last tile of each level; the others when a proof asks."""
        tree = cls(read_tile)
        tree.size = tree._told = size
        tree._edge = []
        rest = size
        while rest or not tree._edge:
            width = rest % WIDTH
            tile = read_tile(len(tree._edge), rest >> HEIGHT) if width else b""
            tree._edge.append(bytearray(_first(tile, width, len(tree._edge), rest >> HEIGHT)))
            rest >>= HEIGHT
        return tree

    def append(self, hash_of_leaf: bytes) -> None:
        """The tree has one leaf more. Cost: one hash, on average."""
        edge = self._edge[0]
        edge += hash_of_leaf
        self.size += 1
        if len(edge) == FULL:
            self._close(0, (self.size >> HEIGHT) - 1)

    def extend(self, hashes: bytes) -> None:
        """The tree has these leaves more: their hashes, one after the other."""
        while hashes:
            room = FULL - len(self._edge[0])
            self._edge[0] += hashes[:room]
            self.size += len(hashes[:room]) // HASH
            if len(self._edge[0]) == FULL:
                self._close(0, (self.size >> HEIGHT) - 1)
            hashes = hashes[room:]

    def _close(self, level: int, number: int) -> None:
        """The full tile is put away, and its root appended to the level above."""
        tile = bytes(self._edge[level])
        self._full[level, number] = tile
        self._edge[level].clear()
        if level + 1 == len(self._edge):
            self._edge.append(bytearray())
        self._edge[level + 1] += _fold(tile)
        if len(self._edge[level + 1]) == FULL:
            self._close(level + 1, number >> HEIGHT)

    def tile(self, level: int, number: int) -> bytes:
        """The hashes of the tile as far as it is filled."""
        if level < len(self._edge) and number == self.size >> HEIGHT * (level + 1):
            return bytes(self._edge[level])
        kept = self._full.get((level, number))
        if kept is not None:
            return kept
        if self._read is None or (number + 1) * WIDTH > self.size >> HEIGHT * level:
            raise Malformed(f"A tree of {self.size} entries has no tile {number} at level {level}.")
        return _first(self._read(level, number), WIDTH, level, number)

    def changed_tiles(self) -> tuple[tuple[int, int, bytes], ...]:
        """Level, number and hashes of each tile that grew since the last call: what a store has to write.

        A tree with a reader lets go of the full ones, so the reader must find them from now on. A transaction that
        fails drops the tree and makes it again with `from_tiles`.
        """
        changed = []
        for level in range(len(self._edge)):
            before, now = self._told >> HEIGHT * level, self.size >> HEIGHT * level
            numbers = range(before >> HEIGHT, -(-now // WIDTH)) if before < now else ()
            changed += [(level, number, self.tile(level, number)) for number in numbers]
        self._told = self.size
        if self._read is not None:
            self._full.clear()
        return tuple(changed)

    def root(self) -> bytes:
        """The root over all leaves."""
        return self.root_at(self.size)

    def root_at(self, size: int) -> bytes:
        """The root over the first `size` leaves, as it was when there were no more (RFC 6962 section 2.1)."""
        self._must_reach(size)
        return self._span(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """PATH(index, D[size]): the proof that the leaf is in the tree of this size (RFC 6962 section 2.1.1)."""
        self._must_reach(size)
        if not 0 <= index < size:
            raise ValueError(f"Entry {index} is not among the first {size}.")
        return self._path(index, 0, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """PROOF(old, D[new]): the proof that the larger tree begins with the smaller (RFC 6962 section 2.1.2)."""
        self._must_reach(new)
        if not 0 <= old <= new:
            raise ValueError(f"A tree of {old} entries does not come before one of {new}.")
        return self._subproof(old, 0, new, True) if old else []

    def _must_reach(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise ValueError(f"The tree has {self.size} entries, not {size}.")

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._span(middle, end)]
        return [*self._path(index, middle, end), self._span(start, middle)]

    def _subproof(self, old: int, start: int, end: int, known: bool) -> list[bytes]:
        if old == end:
            return [] if known else [self._span(start, end)]
        middle = start + _split(end - start)
        if old <= middle:
            return [*self._subproof(old, start, middle, known), self._span(middle, end)]
        return [*self._subproof(old, middle, end, False), self._span(start, middle)]

    def _span(self, start: int, end: int) -> bytes:
        """The root over the leaves from start to end; start is where RFC 6962 would divide, so subtrees align."""
        root = b""
        while start < end:
            height = ((end - start) & (start - end)).bit_length() - 1
            subtree = self._complete(height, (end >> height) - 1)
            root = node_hash(subtree, root) if root else subtree
            end -= 1 << height
        return root

    def _complete(self, height: int, number: int) -> bytes:
        """The root of the complete subtree of 2^height leaves with this number."""
        level, above = divmod(height, HEIGHT)
        first = number << above
        at = (first % WIDTH) * HASH
        return _remembered(self.tile(level, first >> HEIGHT)[at : at + (HASH << above)])


def _first(tile: bytes, width: int, level: int, number: int) -> bytes:
    if len(tile) < width * HASH:
        raise Malformed(f"Tile {number} of level {level} is too short: {len(tile)} bytes of {width * HASH}.")
    return tile[: width * HASH]


def inclusion_holds(hash_of_leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf stands at the index of the tree with this size and root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size or not _all_hashes(hash_of_leaf, root, *proof):
        return False
    place, last, computed = index, size - 1, hash_of_leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            computed = node_hash(sibling, computed)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and computed == root


def consistency_holds(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree of size `new` begins with the tree of size `old` (RFC 9162 section 2.1.4.2).

    Any tree begins with the empty one, and equal sizes have equal roots; both with an empty proof (C2SP tlog-witness).
    """
    if not 0 <= old <= new or not _all_hashes(old_root, new_root, *proof):
        return False
    if old == 0 or old == new:
        return not proof and old_root == (new_root if old == new else EMPTY_ROOT)
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(path) and _both_roots(old, new, path) == (old_root, new_root)


def _both_roots(old: int, new: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """The old and the new root that the path leads to; None when it has not the right length."""
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        place, last = place >> 1, last >> 1
    return (older, newer) if last == 0 else None


def _all_hashes(*hashes: bytes) -> bool:
    return all(len(each) == HASH for each in hashes)
