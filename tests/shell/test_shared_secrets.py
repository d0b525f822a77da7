"""In a shared database secrets lie under a key that is not in it; what is destroyed is in no file of a table."""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import psycopg
import pytest

from rankandfile.core.ids import ElectionId
from rankandfile.shell import chance
from rankandfile.shell.box import Ballot
from rankandfile.shell.box_postgres import SharedBox
from rankandfile.shell.postgres import Shared
from rankandfile.shell.store_postgres import create, recognise
from rankandfile.shell.trouble import Busy, Damaged, ForeignFile, NewerFile, NoSuchFile
from rankandfile.shell.vault import Kept, Vault
from tests.postgres import Server

KEY = bytes(range(32))
HERE, THERE = ElectionId("e1"), ElectionId("e2")


@pytest.fixture
def shared(postgres: Server) -> Iterator[Shared]:
    with postgres.database() as url:
        own = Shared(url, "", KEY)
        create(own)
        yield own
        own.close()


@pytest.fixture
def vault(shared: Shared) -> Vault:
    return Vault(shared)


@pytest.fixture
def box(shared: Shared) -> SharedBox:
    return SharedBox(shared)


def on_disk(postgres: Server, part: str) -> bytes:
    """Everything in the server's files, its log of changes included where `part` is empty."""
    postgres.ask("postgres", "CHECKPOINT")
    files = [file for file in (postgres.folder / "data" / part).rglob("*") if file.is_file()]
    assert len(files) > 100
    return b"".join(file.read_bytes() for file in files)


def slot(entry: int, name: str = "text", text: str | None = None) -> Kept:
    return Kept(entry, name, chance.opening(), chance.opening(), f"text {entry}" if text is None else text)


def ballot(election: ElectionId = HERE, ranking: str = "2,1,3") -> Ballot:
    return Ballot(election, chance.tracker(), ranking)


def test_what_was_kept_comes_back(vault: Vault) -> None:
    kept = [slot(0, text="Publish the accounts — 公开账目."), slot(1, "name"), slot(3, text="")]
    vault.keep(0, kept)
    assert list(vault.opened(0, 9)) == kept
    assert list(vault.opened(0, 9, "name")) == kept[1:2]
    assert vault.opening(3, "text") == kept[2].opening
    assert vault.text(0, "text") == kept[0].text
    assert vault.kept(2, "text") is None


def test_orphans_make_room_and_texts_of_later_batches_are_a_sign_of_an_older_record(vault: Vault) -> None:
    vault.keep(0, [slot(0), slot(1)])
    again = slot(1)
    vault.keep(1, [again])
    assert list(vault.opened(1, 9)) == [again]
    vault.keep(5, [slot(5)])
    with pytest.raises(Damaged, match="older copy"):
        vault.sweep(1)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can read the files of the server's user")
def test_openings_and_ballots_stand_in_no_file_of_the_server_in_the_clear(
    vault: Vault, box: SharedBox, postgres: Server
) -> None:
    kept, cast = [slot(n) for n in range(50)], [ballot() for _ in range(50)]
    vault.keep(0, kept)
    box.lay_aside(cast, 1, bytes(32))
    box.settle(lambda size, root: True)
    everything = on_disk(postgres, "")
    assert not any(each.opening in everything for each in kept)
    assert not any(each.tracker.encode() in everything for each in cast)
    assert any(each.commitment in everything for each in kept), "nothing was looked at"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can read the files of the server's user")
def test_what_is_destroyed_is_in_no_file_of_a_table(vault: Vault, shared: Shared, postgres: Server) -> None:
    kept = [slot(i, text="x" * Random(i).randrange(2000)) for i in range(400)]
    vault.keep(0, kept)
    gone = kept[::3]
    hidden = dict(shared.rows("SELECT entry, opening FROM opening"))
    blobs = dict(shared.rows("SELECT commitment, d FROM blob"))
    vault.destroy([(each.entry, each.slot) for each in gone])
    tables = on_disk(postgres, "base")
    assert not any(hidden[each.entry] in tables for each in gone)
    assert not any(blobs[each.commitment] in tables for each in gone if each.text)
    assert all(hidden[each.entry] in tables for each in kept if each not in gone)
    assert list(vault.opened(0, 9999)) == [each for each in kept if each not in gone]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can read the files of the server's user")
def test_destruction_is_not_done_while_somebody_reads_older_rows(
    vault: Vault, shared: Shared, postgres: Server
) -> None:
    """Such as a backup, or a dump made by somebody whose sessions our role cannot see."""
    kept = slot(0)
    vault.keep(0, [kept, slot(1)])
    ((hidden,),) = shared.rows("SELECT opening FROM opening WHERE entry = 0")
    with psycopg.connect(shared.name, autocommit=True) as reader:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT size FROM record.head")
        with pytest.raises(Busy, match="Try again"):
            vault.destroy([(0, "text")])
        assert hidden in on_disk(postgres, "base")
        reader.execute("COMMIT")
    assert vault.kept(0, "text") is None
    vault.destroy([(0, "text")])
    assert hidden not in on_disk(postgres, "base")


def test_ballots_come_back_in_the_order_of_their_trackers(box: SharedBox) -> None:
    cast = [ballot() for _ in range(50)]
    box.lay_aside([*cast, ballot(THERE)], 1, bytes(32))
    assert box.ballots(HERE) == ()
    box.settle(lambda size, root: True)
    assert box.ballots(HERE) == tuple(sorted(cast, key=lambda each: each.tracker))
    assert sorted(box.elections()) == [HERE, THERE]
    assert box.number(THERE) == 1
    box.empty(HERE)
    assert (box.number(HERE), box.number(THERE)) == (0, 1)


def test_a_ballot_whose_entry_never_came_to_be_is_thrown_away(box: SharedBox) -> None:
    good, lost = ballot(), ballot()
    box.lay_aside([good], 7, bytes(32))
    box.lay_aside([lost], 8, bytes(32))
    box.settle(lambda size, root: size == 7)
    box.settle(lambda size, root: True)
    assert box.ballots(HERE) == (good,)


def test_no_row_tells_when_its_ballot_was_cast(box: SharedBox, shared: Shared) -> None:
    for number in range(12):
        box.lay_aside([ballot(ranking="1" * (number * 7))], number, bytes(32))
        box.settle(lambda size, root: True)
    rows = shared.rows("SELECT xmin::text, length(d), d FROM ballot ORDER BY ctid")
    assert len({row[0] for row in rows}) == 1, "the number of the transaction tells nothing"
    assert len({row[1] for row in rows}) == 1, "nor does the length"
    assert [row[2] for row in rows] == sorted(row[2] for row in rows), "nor does the place"
    assert shared.rows("SELECT count(*) FROM aside") == [(0,)]


def test_another_key_is_recognised_before_anything_is_written(shared: Shared) -> None:
    other = Shared(shared.name, "", bytes(32))
    with pytest.raises(Damaged, match=r"database\.key in this folder does not open"):
        recognise(other)
    other.close()


def test_a_database_of_something_else_or_of_newer_software_is_left_alone(shared: Shared, postgres: Server) -> None:
    shared.execute("UPDATE record.kind SET version = version + 1 WHERE name = 'record'")
    with pytest.raises(NewerFile, match="newer software"):
        recognise(shared)
    shared.execute("DELETE FROM record.kind WHERE name = 'record'")
    with pytest.raises(ForeignFile, match="no record of Rank & File"):
        recognise(shared)
    with postgres.database() as url:
        empty = Shared(url, "", KEY)
        with pytest.raises(NoSuchFile, match="There is no record"):
            recognise(empty)
        empty.close()


def test_a_database_that_does_not_exist_is_named(postgres: Server, tmp_path: Path) -> None:
    from rankandfile.shell.trouble import Unreachable

    for url in (postgres.url("nowhere"), f"postgresql://tester@/x?host={tmp_path}"):
        missing = Shared(url, "", KEY)
        with pytest.raises(Unreachable, match="cannot be reached"):
            recognise(missing)
