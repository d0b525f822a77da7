"""Several machines on one record: each knows of the others' entries within a second, and says so when it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from time import monotonic

import psycopg
import pytest

from rankandfile.core.ids import BranchId
from rankandfile.shell.follower import A_SECOND, Follower, followed
from rankandfile.shell.home import Database, Home, Settings, settings_of, written
from rankandfile.shell.postgres_session import connect, locks_hold
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.store import Batch, Sign
from rankandfile.shell.trouble import Damaged, DiskFailed, Unreachable, Unsure, WrongUse
from tests.postgres import END_ALL, Road, Server

from .conftest import HandClock, admit_some, form_branch


@pytest.fixture
def database(shared_database: Database) -> Database:
    """Everything here is about a shared database."""
    return shared_database


@pytest.fixture
def other(home: Home, clock: HandClock, tmp_path: Path) -> Iterator[Secretary]:
    """Another machine: a copy of the folder, the same database, and a follower that runs."""
    copytree(home.path, tmp_path / "other")
    live = Secretary(Home(tmp_path / "other"), clock)
    following = followed(live)
    assert following is not None
    yield live
    following.stop()
    live.close()


def reaches(secretary: Secretary, size: int) -> float:
    """After how many seconds the machine knows of so many entries, without asking."""
    begun = monotonic()
    assert secretary.wait_for_news(size - 1, 5).size >= size
    return monotonic() - begun


def end_all(database: Database) -> None:
    """Somebody with every right ends every connection to the database."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(END_ALL)


def append(batch: Batch, sign: Sign) -> None:
    batch.add(b"an entry")
    batch.write(sign)


def test_another_machine_knows_within_a_second(secretary: Secretary, other: Secretary) -> None:
    for number in range(5):
        size = int(form_branch(secretary, BranchId(f"branch-{number}")).entries.stop)
        assert reaches(other, size) < A_SECOND
    assert other.follow() is other.state
    assert other.state == secretary.state


def test_without_a_follower_that_looks_readers_look_for_themselves(secretary: Secretary, other: Secretary) -> None:
    formed = form_branch(other)
    assert secretary.state.size == formed.index
    assert secretary.shared is not None
    secretary.is_followed = Follower(secretary, secretary.shared).is_current
    assert secretary.follow().size == formed.entries.stop


def test_a_machine_follows_again_after_its_connections_were_ended(
    secretary: Secretary, other: Secretary, database: Database
) -> None:
    size = form_branch(secretary).entries.stop
    reaches(other, size)
    end_all(database)
    admit_some(secretary, 2)
    assert reaches(other, size + 4) < 2
    assert other.value(size, "name") == "Member 0"


def test_a_connection_that_breaks_in_a_transaction_records_nothing(secretary: Secretary, database: Database) -> None:
    size = form_branch(secretary).entries.stop

    def broken(size: int, root: bytes) -> str:
        end_all(database)
        return "signed"

    with pytest.raises(Unreachable, match="Nothing was recorded"), secretary.store.batch() as batch:
        append(batch, broken)
    assert secretary.store.size() == size
    form_branch(secretary, BranchId("south"))


@pytest.fixture
def road(postgres: Server) -> Iterator[Road]:
    """A road to the server that can be cut."""
    with TemporaryDirectory(prefix="rankandfile-road-", dir="/tmp") as folder:
        own = Road(postgres, Path(folder))
        yield own
        own.close()


def by(road: Road, home: Home, clock: HandClock) -> Secretary:
    """A secretary of this home who reaches the database by this road."""
    url = road.url(settings_of(home).database.url)
    home.settings.write_text(written(Settings(record=settings_of(home).record, database=Database(url=url))))
    return Secretary(home, clock)


def test_a_commit_whose_answer_is_lost_is_looked_up_and_stands(road: Road, home: Home, clock: HandClock) -> None:
    secretary = by(road, home, clock)
    form_branch(secretary)
    road.cut = "after"
    answer = form_branch(secretary, BranchId("south"))
    assert answer.entries.stop == secretary.store.size() == secretary.state.size


def test_a_commit_that_never_arrived_is_told_as_such_and_can_be_tried_again(
    road: Road, home: Home, clock: HandClock
) -> None:
    secretary = by(road, home, clock)
    size = form_branch(secretary).entries.stop
    road.cut = "before"
    with pytest.raises(Unreachable, match="Nothing was recorded; try again"):
        form_branch(secretary, BranchId("south"))
    assert secretary.state.size == size
    assert form_branch(secretary, BranchId("south")).index == size


def test_where_nobody_can_be_asked_whether_it_was_committed_that_is_said(
    road: Road, home: Home, clock: HandClock
) -> None:
    secretary = by(road, home, clock)
    form_branch(secretary)
    road.cut = "for ever"
    with pytest.raises(Unsure, match="Look before you try again"):
        form_branch(secretary, BranchId("south"))


def test_a_record_that_became_shorter_is_not_gone_on_with(
    secretary: Secretary, other: Secretary, database: Database, clock: HandClock
) -> None:
    """As when a standby that had not received everything was made the server."""
    formed = form_branch(secretary)
    reaches(other, formed.entries.stop)
    with psycopg.connect(database.url, autocommit=True) as operator:
        tree, before = secretary.store.tree(), int(formed.index)
        operator.execute("DELETE FROM record.entry WHERE i >= %s", (before,))
        operator.execute("DELETE FROM vault.opening WHERE entry >= %s", (before,))
        operator.execute("UPDATE record.tile SET d = %s", (tree.tile(0, 0)[: before * 32],))
        operator.execute("UPDATE record.head SET size = %s, root = %s", (before, tree.root_at(before)))
    other.is_followed = lambda: True
    for machine in (secretary, other):
        with pytest.raises(Damaged, match="older copy"):
            form_branch(machine, BranchId("south"))
    assert secretary.store.size() == formed.index


def test_a_server_whose_locks_keep_nobody_out_is_found_out(database: Database) -> None:
    """CockroachDB documents advisory locks that do nothing; here somebody puts such functions before the real ones."""
    fake = "CREATE FUNCTION record.{0}(bigint) RETURNS {1} LANGUAGE sql AS 'SELECT {2}'"
    with connect(database.url) as one, connect(database.url) as other:
        assert locks_hold(one, other)
        one.execute("CREATE SCHEMA record")
        for name, kind, value in (("pg_advisory_lock", "void", ""), ("pg_try_advisory_lock", "boolean", "true")):
            one.execute(fake.format(name, kind, value).encode())
        for connection in (one, other):
            connection.execute("SET search_path = record, pg_catalog")
        assert not locks_hold(one, other)


def test_every_session_waits_for_the_disk_whatever_the_server_is_set_to(database: Database) -> None:
    name = database.url.partition("@/")[2].partition("?")[0]
    with psycopg.connect(database.url, autocommit=True) as operator:
        operator.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
        with connect(database.url) as connection:
            assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
        operator.execute(f"ALTER DATABASE {name} RESET synchronous_commit".encode())


@contextmanager
def set_to(postgres: Server, setting: str, value: str) -> Iterator[None]:
    """The server, for everybody, has this setting."""
    try:
        postgres.ask("postgres", f"ALTER SYSTEM SET {setting} = {value}")
        postgres.reload()
        yield
    finally:
        postgres.ask("postgres", f"ALTER SYSTEM RESET {setting}")
        postgres.reload()


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_does_not_wait_for_its_disk_is_refused(
    database: Database, postgres: Server, setting: str
) -> None:
    with set_to(postgres, setting, "off"), pytest.raises(DiskFailed, match=f"keeps {setting} at off, not on"):
        connect(database.url)
    connect(database.url).close()


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("postgresql://tester:secret@/x", "must not hold its password"),
        ("host=here dbname=x", "no address of a database"),
        ("https://union.example", "no address of a database"),
        ("postgresql://x?nothing=1", "no address of a database"),
    ],
)
def test_an_address_is_one_of_a_database_and_holds_no_password(url: str, what: str) -> None:
    with pytest.raises(WrongUse, match=what) as refused:
        connect(url)
    assert "secret" not in str(refused.value)
