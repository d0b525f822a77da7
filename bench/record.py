"""The record: tree, appends and proofs, beside the limit of each and beside pymerkle, measured in the same run.

    python bench/record.py [entries]

The limits are what the machine does when everything but the one thing is left out: bare SHA-256, twice for each entry
(its leaf, and a node); a bare SQLite with the same settings that inserts the same bytes (entries, tiles, a head) in the
same transactions; the same with one entry, which is little but a commit. pymerkle (PyPI) keeps a tree in memory and in
SQLite, without tiles and signatures; `make bench` installs it, and without it its lines are missing. How fast a record
is verified, rules and all, is in `replay.py`.

Appends and commits are timed by the clock on the wall, because they wait for the disk; all else by the processor's.
"""

import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from _figures import Figure, heading, told

from rankandfile.record.checkpoint import Checkpoint, sign
from rankandfile.record.note import LogKey
from rankandfile.record.tree import Tree, inclusion_holds, leaf_hash
from rankandfile.shell.database import connect, create, writing
from rankandfile.shell.store import RECORD, Store

try:
    from pymerkle import InmemoryTree, SqliteTree, verify_inclusion
except ImportError:
    InmemoryTree = SqliteTree = verify_inclusion = None

KEY = LogKey("bench.example/record", b"\x07" * 32)
LEAF = bytes(250)
"""As long as an entry usually is; each has another number at its end."""
BUNDLE = 256
BATCHES = (100, 1_000)
PROOFS = 200
SECONDS = 2.0


def leaves(number: int) -> list[bytes]:
    """So many entries, no two alike."""
    return [LEAF + b"%010d" % each for each in range(number)]


def seconds(work: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    began = clock()
    work()
    return clock() - began


def median(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


def hashed(entries: list[bytes]) -> None:
    """What cannot be left out of a tree: a leaf and a node for each entry."""
    node = b"\x01" + bytes(64)
    for entry in entries:
        sha256(b"\x00" + entry).digest()
        sha256(node).digest()


def grown(entries: list[bytes]) -> Tree:
    """The tree over the entries, as a verification grows it: a bundle at a time."""
    tree = Tree()
    for at in range(0, len(entries), BUNDLE):
        tree.extend(b"".join([leaf_hash(entry) for entry in entries[at : at + BUNDLE]]))
    tree.root()
    return tree


def grown_singly(entries: list[bytes]) -> Tree:
    """The same tree, an entry at a time, as a server grows it."""
    tree = Tree()
    for entry in entries:
        tree.append(leaf_hash(entry))
    tree.root()
    return tree


def measure_tree(entries: list[bytes]) -> bool:
    """Tells how fast a tree grows in memory; whether it is fast enough."""
    number = len(entries)
    bare = number / seconds(lambda: hashed(entries))
    kept = told(
        Figure("in memory, by bundles", number / seconds(lambda: grown(entries)), "entries/s", bare, floor=0.6 * bare)
    )
    ours = number / seconds(lambda: grown_singly(entries))
    told(Figure("in memory, one by one", ours, "entries/s", bare))
    if InmemoryTree is not None:
        some = entries[: number // 10]
        theirs = len(some) / seconds(lambda: grown_elsewhere(some))
        told(Figure("  pymerkle, one by one", theirs, "entries/s", bare))
        kept &= ahead(ours / theirs)
    return kept


def ahead(times: float) -> bool:
    """Tells how many times as fast as pymerkle this is; whether it is faster at all."""
    return told(Figure("  as fast as pymerkle", times, "times", floor=1))


def grown_elsewhere(entries: list[bytes]) -> object:
    tree = InmemoryTree()
    for entry in entries:
        tree.append_entry(entry)
    return tree.get_root()


def rate(transaction: Callable[[], int]) -> float:
    """Things a second, for some seconds on the wall."""
    began, things = perf_counter(), 0
    while (passed := perf_counter() - began) < SECONDS:
        things += transaction()
    return things / passed


def bare_insertion(folder: Path, size: int) -> Callable[[], int]:
    """A transaction that inserts so many entries, their tiles and a head as mere bytes, with a record's settings."""
    path = folder / f"bare-{size}.db"
    create(path, RECORD)
    connection, indices = connect(path, RECORD), count()

    def transaction() -> int:
        rows = [(index := next(indices), LEAF + b"%010d" % index) for _ in range(size)]
        first, end = rows[0][0] // BUNDLE, (rows[-1][0] + 1) // BUNDLE
        tiles = [(0, number, bytes(32 * BUNDLE)) for number in range(first, end + 1)]
        with writing(connection):
            connection.executemany("INSERT INTO entry VALUES(?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO tile VALUES(?, ?, ?)", tiles)
            connection.execute("UPDATE head SET size = ?, checkpoint = ?", (rows[-1][0], "x" * 200))
        return size

    return transaction


def appending(folder: Path, size: int) -> Callable[[], int]:
    """A transaction of the record: entries, tiles, a second hash of what was read back, a signed head."""
    path = folder / f"record-{size}.db"
    Store.create(path)
    store, indices = Store(path), count()

    def signed(length: int, root: bytes) -> str:
        return sign(Checkpoint(KEY.vkey.name, length, root), KEY)

    def transaction() -> int:
        entries = [LEAF + b"%010d" % next(indices) for _ in range(size)]
        with store.batch() as batch:
            batch.add_all(entries)
            batch.write(signed)
        return size

    return transaction


def appending_elsewhere(folder: Path, size: int) -> Callable[[], int]:
    tree, indices = SqliteTree(str(folder / f"pymerkle-{size}.db")), count()

    def transaction() -> int:
        tree.append_entries([LEAF + b"%010d" % next(indices) for _ in range(size)])
        tree.get_root()
        return size

    return transaction


def measure_appends(folder: Path) -> bool:
    """Tells of durable appends in batches and singly; whether those in batches are fast enough."""
    kept = []
    for size in BATCHES:
        bare = rate(bare_insertion(folder, size))
        ours = rate(appending(folder, size))
        floor = bare / 2 if size == max(BATCHES) else 0
        kept.append(told(Figure(f"durable, {size:,} in a transaction", ours, "entries/s", bare, floor)))
        kept += beside(folder, size, ours, bare)
    commits, ours = rate(bare_insertion(folder, 1)), rate(appending(folder, 1))
    told(Figure("durable, one in a transaction", ours, "entries/s", commits))
    kept += beside(folder, 1, ours, commits)
    return all(kept)


def beside(folder: Path, size: int, ours: float, limit: float) -> list[bool]:
    """Tells of the same appends by pymerkle, where it is installed; whether ours are faster."""
    if SqliteTree is None:
        return []
    theirs = rate(appending_elsewhere(folder, size))
    told(Figure("  pymerkle", theirs, "entries/s", limit))
    return [ahead(ours / theirs)]


def stored(folder: Path, entries: list[bytes]) -> Store:
    """A record of these entries on the disk."""
    path = folder / "large.db"
    Store.create(path)
    store = Store(path)
    for at in range(0, len(entries), 100_000):
        with store.batch() as batch:
            for entry in entries[at : at + 100_000]:
                batch.add(entry)
            batch.write(lambda size, root: sign(Checkpoint(KEY.vkey.name, size, root), KEY))
    return store


def measure_proofs(folder: Path, entries: list[bytes]) -> bool:
    """Tells how long a proof takes from a record on the disk, nothing remembered; whether that is short enough."""
    store, chance, size = stored(folder, entries), Random(1), len(entries)
    times, checks = [], []
    root = store.head().root
    for index in chance.sample(range(size), PROOFS):
        began = process_time()
        proof = store.tree().inclusion(index, size)
        times.append(process_time() - began)
        began = process_time()
        assert inclusion_holds(leaf_hash(entries[index]), index, size, proof, root)
        checks.append(process_time() - began)
    kept = told(Figure(f"inclusion in {size:,}, from the disk", median(times) * 1000, "ms", ceiling=1))
    nodes = seconds(lambda: [sha256(b"\x01" + bytes(64)).digest() for _ in range(20_000)]) / 1_000
    told(Figure("  the proof checked", median(checks) * 1000, "ms", nodes * 1000))
    if SqliteTree is not None:
        kept &= measure_proofs_elsewhere(folder, entries, median(times), median(checks))
    return kept


def measure_proofs_elsewhere(folder: Path, entries: list[bytes], ours: float, checked: float) -> bool:
    """Tells of proofs by pymerkle, made and checked; whether ours are faster, as it remembers too."""
    tree, chance, times = SqliteTree(str(folder / "pymerkle-large.db")), Random(1), []
    tree.append_entries(entries)
    tree.get_root()
    for index in chance.sample(range(1, len(entries) + 1), PROOFS // 40):
        tree.cache_clear()
        times.append(seconds(lambda: tree.prove_inclusion(index)))  # noqa: B023
    told(Figure("  pymerkle, nothing remembered", median(times) * 1000, "ms"))
    times, checks, root = [], [], tree.get_root()
    for index in chance.sample(range(1, len(entries)), PROOFS):
        began = process_time()
        proof = tree.prove_inclusion(index)
        times.append(process_time() - began)
        leaf = tree.get_leaf(index)
        checks.append(seconds(lambda: verify_inclusion(leaf, root, proof)))  # noqa: B023
    told(Figure("  pymerkle, as it remembers", median(times) * 1000, "ms"))
    told(Figure("  pymerkle, the proof checked", median(checks) * 1000, "ms"))
    kept = [ahead(median(times) / ours), ahead(median(checks) / checked)]
    return all(kept)


def main(number: int) -> int:
    """0 when tree, appends and proofs are as fast as they must be."""
    entries = leaves(number)
    heading("the record")
    kept = [measure_tree(entries)]
    with tempfile.TemporaryDirectory(prefix="rankandfile-bench-", dir=".") as name:
        kept += [measure_appends(Path(name)), measure_proofs(Path(name), entries)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
