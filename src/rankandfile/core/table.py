"""An immutable mapping in insertion order.

Setting a key gives a new table and leaves the old one as it was; the two share all but a few dozen words of memory. So
a page can hold the state "as of 12 March", and the lab can fork one organisation a thousand times.

Values stand in a tree of lists of 64 (a persistent vector); keys stand in one append-only list that all versions of a
table share, each seeing its own first `_used` of them. A version that grows from an old one copies the keys first.
A key that is removed and set again keeps its first place. `tests/core/test_table.py` compares it with `dict`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")

_BITS = 6
_WIDTH = 1 << _BITS
_MASK = _WIDTH - 1
_GONE: Any = type("Gone", (), {"__slots__": (), "__repr__": lambda self: "<gone>"})()


class Table(Generic[K, V]):
    """A mapping that never changes; `set` and `remove` answer with another one. get O(log64 n), set O(64 log64 n)."""

    __slots__ = ("_index", "_keys", "_length", "_root", "_shift", "_used")

    def __init__(self, pairs: Iterable[tuple[K, V]] = ()) -> None:
        found = dict(pairs)
        self._keys: list[K] = list(found)
        self._index: dict[K, int] = {key: place for place, key in enumerate(found)}
        self._used = self._length = len(found)
        self._root, self._shift = _packed(list(found.values()))

    def _place(self, key: K) -> int:
        place = self._index.get(key, -1)
        return place if place < self._used else -1

    def _at(self, place: int) -> Any:
        node, shift = self._root, self._shift
        while shift:
            node = node[(place >> shift) & _MASK]
            shift -= _BITS
        return node[place & _MASK]

    @overload
    def get(self, key: K) -> V | None: ...
    @overload
    def get(self, key: K, default: D) -> V | D: ...
    def get(self, key: K, default: Any = None) -> Any:
        """The value under the key, or the default."""
        place = self._index.get(key, -1)
        if place < 0 or place >= self._used:
            return default
        node, shift = self._root, self._shift
        while shift:
            node = node[(place >> shift) & _MASK]
            shift -= _BITS
        value = node[place & _MASK]
        return default if value is _GONE else value

    def __getitem__(self, key: K) -> V:
        value = self.get(key, _GONE)
        if value is _GONE:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return self.get(key, _GONE) is not _GONE  # type: ignore[arg-type]

    def set(self, key: K, value: V) -> "Table[K, V]":
        """This table with the value under the key: in the key's place, or at the end."""
        place = self._place(key)
        if place < 0:
            return self._append(key, value)
        grown = self._copy(_replaced(self._root, self._shift, place, value))
        if self._at(place) is _GONE:
            grown._length += 1
        return grown

    def remove(self, key: K) -> "Table[K, V]":
        """This table without the key; the same table where it was not there."""
        place = self._place(key)
        if place < 0 or self._at(place) is _GONE:
            return self
        smaller = self._copy(_replaced(self._root, self._shift, place, _GONE))
        smaller._length -= 1
        return smaller

    def _append(self, key: K, value: V) -> "Table[K, V]":
        place = self._used
        root, shift = self._root, self._shift
        if place and place == 1 << (shift + _BITS):
            root, shift = [root], shift + _BITS
        grown = self._copy(_appended(root, shift, place, value))
        if len(self._keys) != place:
            grown._keys = self._keys[:place]
            grown._index = {k: i for i, k in enumerate(grown._keys)}
        grown._keys.append(key)
        grown._index[key] = place
        grown._used, grown._shift, grown._length = place + 1, shift, self._length + 1
        return grown

    def _copy(self, root: list[Any]) -> "Table[K, V]":
        other: Table[K, V] = Table.__new__(Table)
        other._index, other._keys, other._used = self._index, self._keys, self._used
        other._length, other._shift, other._root = self._length, self._shift, root
        return other

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[K]:
        for key, _ in self.items():
            yield key

    def values(self) -> Iterator[V]:
        """The values, in the order in which their keys were first set."""
        for value in _leaves(self._root, self._shift):
            if value is not _GONE:
                yield value

    def items(self) -> Iterator[tuple[K, V]]:
        """Keys with their values, in the order in which the keys were first set."""
        for key, value in zip(self._keys, _leaves(self._root, self._shift), strict=False):
            if value is not _GONE:
                yield key, value

    def removed(self) -> list[tuple[int, K]]:
        """Each key that was removed, with the place that it would have again: with the items, all that the table is."""
        placed = enumerate(zip(self._keys, _leaves(self._root, self._shift), strict=False))
        return [(place, key) for place, (key, value) in placed if value is _GONE]

    @classmethod
    def restored(cls, items: Iterable[tuple[K, V]], removed: Iterable[tuple[int, K]]) -> "Table[K, V]":
        """The table that had these items and these keys removed from it."""
        pairs: list[tuple[K, Any]] = list(items)
        gone = list(removed)
        for place, key in gone:
            pairs.insert(place, (key, _GONE))
        table: Table[K, V] = cls(pairs)
        table._length -= len(gone)
        return table

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self.items(), other.items(), strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Table({list(self.items())!r})"


def _packed(values: list[Any]) -> tuple[list[Any], int]:
    """The tree over the values, and how far a place is shifted at its top."""
    nodes, shift = _groups(values) or [[]], 0
    while len(nodes) > 1:
        nodes, shift = _groups(nodes), shift + _BITS
    return nodes[0], shift


def _groups(values: list[Any]) -> list[list[Any]]:
    return [values[at : at + _WIDTH] for at in range(0, len(values), _WIDTH)]


def _replaced(node: list[Any], shift: int, place: int, value: Any) -> list[Any]:
    copy = node.copy()
    i = (place >> shift) & _MASK
    copy[i] = _replaced(node[i], shift - _BITS, place, value) if shift else value
    return copy


def _appended(node: list[Any], shift: int, place: int, value: Any) -> list[Any]:
    copy = node.copy()
    if not shift:
        copy.append(value)
        return copy
    i = (place >> shift) & _MASK
    if i < len(copy):
        copy[i] = _appended(copy[i], shift - _BITS, place, value)
    else:
        copy.append(_appended([], shift - _BITS, place, value))
    return copy


def _leaves(node: list[Any], shift: int) -> Iterator[Any]:
    if not shift:
        yield from node
        return
    for child in node:
        yield from _leaves(child, shift - _BITS)
