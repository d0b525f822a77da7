"""A full disk, a file that grows no further, a file that cannot be written: a plain sentence, and nothing half done."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rankandfile.shell.home import Database, Home, Settings, settings_of, written
from rankandfile.shell.postgres_session import SCHEMAS
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.trouble import DiskFull, ReadOnly
from tests.postgres import Server

from .conftest import HandClock, admission, admit_some, form_branch

PROGRAM = """
import os, resource, sys
from pathlib import Path
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.trouble import Trouble
from tests.shell.conftest import HandClock, admission

what, home = sys.argv[1], Home(Path(sys.argv[2]))
if what == "nobody":
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    secretary = Secretary(home, HandClock())
    if what == "short":
        room = home.vault.stat().st_size + 100_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    while True:
        secretary.submit_many(admission(secretary, "x" * 1000) for _ in range(50))
        print(secretary.store.size(), flush=True)
except Trouble as trouble:
    print(type(trouble).__name__, trouble, flush=True)
"""


def run(what: str, home: Home) -> list[str]:
    clone = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, what, str(home.path)], cwd=clone, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_file_that_may_grow_no_further_loses_nothing(home: Home, clock: HandClock) -> None:
    form_branch(Secretary(home, clock))
    *sizes, last = run("short", home)
    assert last.startswith("DiskFailed")
    assert "Nothing was recorded" in last
    secretary = Secretary(home, clock)
    assert str(secretary.state.size) == (sizes[-1] if sizes else "7")
    secretary.submit_many([admission(secretary)])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not write")
def test_a_folder_that_cannot_be_written_is_named(home: Home, clock: HandClock, tmp_path: Path) -> None:
    form_branch(Secretary(home, clock))
    for path in (home.path, *tmp_path.parents, tmp_path):
        if "pytest" in path.name or path in (home.path, tmp_path):
            path.chmod(0o755)
    for file in home.path.iterdir():
        file.chmod(0o644)
    (said,) = run("nobody", home)
    assert said.startswith("ReadOnly")
    assert str(home.path) in said


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where this user may make one."""
    with small(tmp_path / "disk") as disk:
        yield disk


@contextmanager
def small(disk: Path) -> Iterator[Path]:
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True)
    if made.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(secretary: Secretary) -> None:
    for _ in range(100):
        secretary.submit_many(admission(secretary, "x" * 1000) for _ in range(50))


def test_a_full_disk_is_named_and_loses_nothing(small_disk: Path, home: Home, clock: HandClock) -> None:
    form_branch(Secretary(home, clock))
    moved = Home(small_disk / "home")
    subprocess.run(["cp", "-r", str(home.path), str(moved.path)], check=True)
    secretary = Secretary(moved, clock)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize - 64 * 1024))
    with pytest.raises(DiskFull, match="make room"):
        fill(secretary)
    size = secretary.state.size
    ballast.unlink()
    secretary.submit_many([admission(secretary)])
    assert secretary.state.size == size + 2
    again = Secretary(moved, clock)
    assert again.state == secretary.state
    for each in (secretary, again):
        each.close()


in_postgres = pytest.mark.parametrize("database", ["postgres"], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """Files, where a test does not ask for a database."""
    shared: Database = request.getfixturevalue("shared_database") if hasattr(request, "param") else Database()
    return shared


@in_postgres
def test_a_full_disk_of_the_server_is_named_and_loses_nothing(home: Home, clock: HandClock, postgres: Server) -> None:
    form_branch(Secretary(home, clock))
    name = settings_of(home).database.url.partition("@/")[2].partition("?")[0]
    with small(postgres.folder / "small") as disk, postgres.tablespace(disk) as space:
        move(postgres, name, space)
        secretary = Secretary(home, clock)
        with pytest.raises(DiskFull, match="no room"):
            fill(secretary)
        size = secretary.state.size
        assert size == secretary.store.size()
        move(postgres, name, "pg_default")
        secretary.submit_many([admission(secretary)])
        assert secretary.state.size == size + 2
        secretary.store.check()
        secretary.close()


def move(postgres: Server, database: str, space: str) -> None:
    for table in ("record.entry", "vault.blob", "vault.opening"):
        postgres.ask(database, f"ALTER TABLE {table} SET TABLESPACE {space}")


@in_postgres
def test_a_role_that_may_only_read_is_told_so(home: Home, clock: HandClock, postgres: Server) -> None:
    formed = form_branch(Secretary(home, clock))
    own = settings_of(home)
    name = own.database.url.partition("@/")[2].partition("?")[0]
    postgres.ask(name, "DROP ROLE IF EXISTS auditor; CREATE ROLE auditor LOGIN")
    schemas = ", ".join(SCHEMAS)
    postgres.ask(name, f"GRANT USAGE ON SCHEMA {schemas} TO auditor")
    postgres.ask(name, f"GRANT SELECT ON ALL TABLES IN SCHEMA {schemas} TO auditor")
    url = own.database.url.replace("tester@", "auditor@")
    home.settings.write_text(written(Settings(record=own.record, database=Database(url=url))))
    secretary = Secretary(home, clock)
    assert secretary.value(formed.index, "name") == "Branch north"
    with pytest.raises(ReadOnly, match="may not write"):
        admit_some(secretary, 1)
    assert secretary.store.size() == formed.entries.stop
    postgres.ask(name, "DROP OWNED BY auditor; DROP ROLE auditor")
