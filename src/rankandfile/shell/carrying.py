"""Carrying an organisation from one place to another: files on one machine, a database that several share.

Rows go over as they are, table by table, so root, checkpoint and every commitment stay what they were; only what is
hidden under a key of one place is hidden under that of the other. Whoever carries has pinned both record and vault at
one moment in which the record's lock was held: the vault is then neither behind the record, whose texts would be lost,
nor before it, which would look like a record that somebody has put an older copy of.

What has arrived is hashed again, entry by entry, before anybody relies on it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any, TypeAlias

from msgspec import Struct

from rankandfile.record.tree import Tree, leaf_hash

from .box import Ballot
from .database import Kind
from .place import Place
from .rooms import Rooms
from .store import RECORD, Batch, Head, Store
from .trouble import Damaged

Progress: TypeAlias = Callable[[int, int], None]
"""How many rows are over, of how many."""
HIDDEN = {"opening": 2, "holder": 2}
"""Tables that have a column under the key of their place, and which one it is."""
SOME = 2000


class Load(Struct, frozen=True):
    """An organisation as it was at one moment: what is carried."""

    parts: tuple[tuple[Kind, Place], ...]
    """Places that do not change, as `Rooms.parts` has them."""
    ballots: tuple[Ballot, ...]

    @property
    def head(self) -> Head:
        """How far the record reached at that moment."""
        return Store(dict(self.parts)[RECORD]).head()


@contextmanager
def lifted(rooms: Rooms) -> Iterator[Load]:
    """The organisation as it is at this moment. The lock is held for that moment only; others write meanwhile."""
    with ExitStack() as held:
        with rooms.store.batch() as batch:
            load = lift(rooms, batch, held)
        yield load


def lift(rooms: Rooms, batch: Batch, held: ExitStack) -> Load:
    """The organisation as it is while this batch holds its lock, pinned until the stack unwinds."""
    rooms.store.check()
    rooms.vault.sweep(batch.first)
    rooms.box.settle(rooms.store.had_root)
    ballots = tuple(ballot for election in rooms.box.elections() for ballot in rooms.box.ballots(election))
    if rooms.shared is not None:
        pinned = held.enter_context(rooms.shared.pinned())
        return Load(tuple((kind, pinned) for kind, _ in rooms.parts()), ballots)
    return Load(tuple((kind, held.enter_context(place.pinned())) for kind, place in rooms.parts()), ballots)


def deliver(load: Load, to: Rooms, progress: Progress) -> None:
    """Everything of the load stands in these rooms, which were empty, and gives the root that it had."""
    total = load.head.size + sum(_rows(place, table) for kind, place in load.parts for table in tables_of(kind))
    rows, places = _Counter(total, progress), dict(to.parts())
    with ExitStack() as held:
        for _, place in to.parts():
            held.enter_context(place.writing())
            place.take_time()
        for kind, source in load.parts:
            _carry(kind, source, places[kind], rows)
        to.box.lay_aside(load.ballots, load.head.size, load.head.root)
    to.box.settle(lambda size, root: True)
    must_be_whole(to.store, load.head, rows.add)


def must_be_whole(store: Store, head: Head, seen: Callable[[int], None]) -> None:
    """Raises Damaged unless the entries that stand in the store, hashed once more, give the root of this head."""
    tree = Tree()
    leaves = store.entries()
    while some := list(islice(leaves, SOME)):
        tree.extend(b"".join(map(leaf_hash, some)))
        seen(len(some))
    store.check()
    if (tree.size, tree.root()) != (head.size, head.root) or store.head() != head:
        raise Damaged(f"What arrived in {store.place.name} is not what was sent: its root is {tree.root().hex()}.")


class _Counter:
    """Rows that are over, told as they go."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def add(self, number: int) -> None:
        """So many more are over."""
        self._done += number
        self._progress(self._done, self._total)


def tables_of(kind: Kind) -> list[str]:
    """The tables of this kind, in the order in which they are made."""
    return re.findall(r"CREATE TABLE (\w+)\(", kind.tables)


def _rows(place: Place, table: str) -> int:
    return int(place.rows(f"SELECT count(*) FROM {table}")[0][0])


def _carry(kind: Kind, source: Place, target: Place, rows: _Counter) -> None:
    for table in tables_of(kind):
        target.execute(f"DELETE FROM {table}")
        found = _hidden_anew(table, source, target)
        while some := list(islice(found, SOME)):
            marks = ", ".join("?" * len(some[0]))
            target.executemany(f"INSERT INTO {table} VALUES({marks})", some)
            rows.add(len(some))


def _hidden_anew(table: str, source: Place, target: Place) -> Iterator[tuple[Any, ...]]:
    """The rows of the table, with what is secret in them under the key of the target."""
    found = source.each(f"SELECT * FROM {table}")
    place = HIDDEN.get(table)
    if place is None:
        return found
    return ((*row[:place], target.hidden(source.shown(row[place])), *row[place + 1 :]) for row in found)
