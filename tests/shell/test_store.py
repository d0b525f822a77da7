"""The record on disk only grows, tells damage from soundness, and says plainly what is wrong with a file."""

from pathlib import Path

import apsw
import pytest

from rankandfile.record.tree import EMPTY_ROOT, WIDTH, Tree, leaf_hash
from rankandfile.shell.database import RUN, connect, create, why_unsound
from rankandfile.shell.store import RECORD, Batch, Head, Sign, Store
from rankandfile.shell.trouble import Damaged, ForeignFile, NewerFile, NoSuchFile, WrongUse
from rankandfile.shell.vault import VAULT


def signed(size: int, root: bytes) -> str:
    """A checkpoint without a signature: the store does not look inside."""
    return f"{size} {root.hex()}"


def added(batch: Batch, *leaves: bytes) -> Batch:
    for leaf in leaves:
        batch.add(leaf)
    return batch


def append(store: Store, *leaves: bytes, sign: Sign = signed) -> Head:
    with store.batch() as batch:
        return added(batch, *leaves).write(sign)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    Store.create(tmp_path / "record.db")
    return Store(tmp_path / "record.db")


def spoil(store: Store, tmp_path: Path, change: str) -> None:
    """Somebody with the server's password changes a row of the file."""
    other = apsw.Connection(str(tmp_path / "record.db"))
    other.execute(change)
    other.close()


def test_a_new_record_is_empty_and_sound(store: Store) -> None:
    assert store.head() == Head(0, EMPTY_ROOT, "")
    store.check()


@pytest.mark.parametrize("size", [RUN - 1, RUN, RUN + 1, 2 * RUN, 2 * RUN + 5])
def test_entries_of_one_batch_stand_in_their_order_whatever_runs_they_are_written_in(store: Store, size: int) -> None:
    append(store, b"before")
    leaves = [b"%d" % i for i in range(size)]
    append(store, *leaves)
    assert list(store.entries()) == [b"before", *leaves]
    store.check()


def test_a_run_never_overwrites_an_entry(store: Store) -> None:
    append(store, *(b"%d" % i for i in range(RUN)))
    with pytest.raises(apsw.ConstraintError), store.batch():
        store.place.insert_numbered("entry", 1, [b"x"] * RUN)
    assert store.entry(1) == b"1"
    assert store.size() == RUN


@pytest.mark.parametrize("size", [1, 2, WIDTH - 1, WIDTH, WIDTH + 1, 2 * WIDTH, 1000])
def test_the_root_is_that_of_the_tree_whatever_the_batches(store: Store, size: int) -> None:
    leaves, tree = [b"%d" % i for i in range(size)], Tree()
    for leaf in leaves:
        tree.append(leaf_hash(leaf))
    for start in range(0, size, 77):
        append(store, *leaves[start : start + 77])
    assert store.head() == Head(size, tree.root(), signed(size, tree.root()))
    assert list(store.entries()) == leaves
    store.check()


def test_a_batch_that_fails_leaves_nothing_behind(store: Store) -> None:
    append(store, b"first")
    before = store.head()
    with pytest.raises(ZeroDivisionError):
        append(store, b"second", sign=lambda size, root: str(1 // 0))
    assert store.head() == before
    assert list(store.entries()) == [b"first"]
    append(store, b"another second")
    store.check()


def test_a_batch_is_seen_by_nobody_before_it_is_durable(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "record.db")
    with store.batch() as batch:
        batch.add(b"first")
        batch.write(signed)
        assert other.size() == 0
    assert other.size() == 1


def test_the_signature_is_over_what_was_read_back(store: Store, tmp_path: Path) -> None:
    def flips_a_bit(batch: Batch) -> Head:
        batch._leaves[0] = b"firsT"
        return batch.write(signed)

    with pytest.raises(Damaged, match="read back"), store.batch() as batch:
        flips_a_bit(added(batch, b"first"))
    assert store.size() == 0


def test_entries_are_read_from_any_place(store: Store) -> None:
    append(store, *(b"%d" % i for i in range(10)))
    assert list(store.entries(7)) == [b"7", b"8", b"9"]
    assert list(store.entries(2, 4)) == [b"2", b"3"]
    assert store.entry(9) == b"9"
    assert store.entry(10) is None


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM entry WHERE i = 5",
        "DELETE FROM entry WHERE i = 299",
        "INSERT INTO entry VALUES(300, x'00')",
        "UPDATE entry SET d = x'00' WHERE i = 299",
        "UPDATE entry SET i = -1 WHERE i = 0",
        "UPDATE head SET size = 299",
        "UPDATE head SET root = zeroblob(32)",
        "DELETE FROM tile WHERE l = 0 AND n = 1",
        "UPDATE tile SET d = zeroblob(32) WHERE l = 1",
    ],
)
def test_a_file_that_contradicts_itself_is_not_started_with(store: Store, tmp_path: Path, change: str) -> None:
    append(store, *(b"%d" % i for i in range(300)))
    spoil(store, tmp_path, change)
    with pytest.raises(Damaged):
        store.check()


def test_a_gap_is_named_by_who_reads_over_it(store: Store, tmp_path: Path) -> None:
    append(store, *(b"%d" % i for i in range(10)))
    spoil(store, tmp_path, "DELETE FROM entry WHERE i = 5")
    with pytest.raises(Damaged, match="Entry 5 is missing"):
        list(store.entries())


def test_an_index_is_never_used_twice(store: Store) -> None:
    append(store, b"first")
    with pytest.raises(apsw.ConstraintError), store.batch():
        store._connections.here().execute("INSERT INTO entry VALUES(0, x'00')")
    assert store.entry(0) == b"first"


def test_a_missing_file_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match="There is no record"):
        Store(tmp_path / "record.db").head()
    assert not (tmp_path / "record.db").exists()


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "letter.txt", tmp_path / "vault.db"
    text.write_text("Dear comrades, " * 100)
    create(other, VAULT)
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(ForeignFile):
            Store(path).head()
        assert path.read_bytes() == before


def test_a_file_of_newer_software_is_left_alone(store: Store, tmp_path: Path) -> None:
    spoil(store, tmp_path, "PRAGMA user_version = 2")
    with pytest.raises(NewerFile, match="newer software"):
        store.head()


def test_a_file_is_never_made_twice(store: Store, tmp_path: Path) -> None:
    append(store, b"first")
    with pytest.raises(WrongUse):
        Store.create(tmp_path / "record.db")
    assert store.entry(0) == b"first"


def test_only_the_owner_can_read_the_file(store: Store, tmp_path: Path) -> None:
    append(store, b"first")
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_every_connection_is_durable_and_deletes_for_good(store: Store, tmp_path: Path) -> None:
    connection = connect(tmp_path / "record.db", RECORD)
    settings = ("journal_mode", "synchronous", "secure_delete", "temp_store")
    assert [connection.pragma(name) for name in settings] == ["wal", 2, 1, 2]


@pytest.mark.parametrize(
    ("version", "sound"),
    [("3.40.1", False), ("3.44.5", False), ("3.44.6", True), ("3.50.7", True), ("3.51.2", False), ("3.51.3", True),
     ("3.52.0", False), ("3.52.1", True), ("3.54.1", True), ("4.0.0", True)],
)  # fmt: skip
def test_a_library_that_can_lose_commits_is_refused(version: str, sound: bool) -> None:
    assert (why_unsound(version) == "") is sound
