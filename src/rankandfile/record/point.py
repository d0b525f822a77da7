"""A point in a verification at which it can stop and go on later: how far it came, and what it had come to.

Two uses. A run that was interrupted goes on: then the tree is built again from all the hashes in the tiles, and only
the entries before the point are not decided twice. And a record that was verified, up to a head, is verified from that
head on: then only the edge of the tree is read, and nothing before it. In both the root at the point must be the one
that the point has; otherwise the point belongs to another record, and verification begins at the beginning.
"""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..core.kept import again, kept
from ..core.state import State
from .boards import Seen
from .malformed import Malformed
from .reading import Pass
from .report import Finding
from .source import Source
from .statuses import Texts
from .tree import HASH, HEIGHT, WIDTH, Tree

EVERY = 8192
"""Entries between two moments at which a point may be kept."""


class Point(Struct, frozen=True):
    """The entries before `size` are decided; the one at `size` is an act."""

    size: int
    root: bytes
    state: bytes
    findings: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    counts: dict[str, int]
    texts: Texts
    boards: dict[str, Seen] = {}
    is_head: bool = False
    """Whether nothing was wrong up to here, under a head that the log has signed."""


Keep: TypeAlias = Callable[[bool, Callable[[], Point]], None]
"""Called now and then with whether the point would be a head, and with what makes it: writing down the state."""


def point(own: Pass, size: int, state: State, *, is_head: bool = False) -> Point:
    """Where the pass is, when it has decided the entries before `size`."""
    return Point(
        size,
        own.tree.root_at(size),
        kept(state),
        tuple(own.findings),
        tuple(own.changed),
        tuple(own.notices),
        dict(own.counts),
        _copied(own.texts),
        deepcopy(own.boards),
        is_head,
    )


def _copied(texts: Texts) -> Texts:
    """The same with lists of its own. What stands in them never changes."""
    lists = {name: list(own) for name in Texts.__struct_fields__ if isinstance(own := getattr(texts, name), list)}
    return replace(texts, **lists)


def begun(source: Source, at: Point | None) -> tuple[Pass, State]:
    """The pass and the state with which a verification goes on from the point; new ones where it does not fit."""
    if at is not None and at.size <= source.size:
        known = len(source.damaged)
        try:
            state, tree = again(at.state), (_edge if at.is_head else _whole)(source, at.size)
            if tree.root() == at.root:
                return _pass(at, tree), state
        except ValueError:  # Malformed is one: tiles that are too short
            pass
        del source.damaged[known:]
    return Pass(Tree(), [], [], Counter(), Texts()), State()


def _pass(at: Point, tree: Tree) -> Pass:
    texts, boards = _copied(at.texts), deepcopy(at.boards)
    if at.is_head:  # what was counted and noted before the head was told by the run that verified it
        return Pass(tree, [], [], Counter(), texts, boards=boards, since=at.size)
    return Pass(tree, list(at.changed), list(at.findings), Counter(at.counts), texts, list(at.notices), boards=boards)


def _whole(source: Source, size: int) -> Tree:
    """The tree over the hashes of all entries before, from the tiles."""
    tree = Tree()
    for number in range(-(-size // WIDTH)):
        hashes = source.tile(0, number, _width(source, 0, number))
        if len(hashes) % HASH:
            raise Malformed(f"Tile {number} of level 0 holds no whole hashes.")
        tree.extend(hashes[: (size - tree.size) * HASH])
    return tree


def _edge(source: Source, size: int) -> Tree:
    """The tree of this size from the last tile of each level; the others are read when a proof asks for them."""
    return Tree.from_tiles(lambda level, number: source.tile(level, number, _width(source, level, number)), size)


def _width(source: Source, level: int, number: int) -> int:
    return min(WIDTH, (source.size >> HEIGHT * level) - number * WIDTH)
