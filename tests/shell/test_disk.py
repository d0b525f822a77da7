"""A full disk, a file that grows no further, a file that cannot be written: a plain sentence, and nothing half done."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.trouble import DiskFull

from .conftest import HandClock, admission, form_branch

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
    disk = tmp_path / "disk"
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
