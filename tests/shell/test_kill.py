"""Killed in the middle of an append, and many processes at once: nothing acknowledged is lost, nothing is half done.

In files with two writers, in PostgreSQL with five; there the server is killed too, as a power cut would.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from rankandfile.core.ids import Handle
from rankandfile.record import checkpoint
from rankandfile.shell.home import Database, Home
from rankandfile.shell.secretary import Secretary
from tests.postgres import Server

from .conftest import HandClock, form_branch

KILLS = int(os.environ.get("RANKANDFILE_KILLS", "200"))
SERVER_KILLS = max(3, KILLS // 25)
WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture
def database(either: Database) -> Database:
    """Everything here holds in files and in a database alike."""
    return either


def writer(home: Home, number: int = 0) -> "subprocess.Popen[str]":
    command = [sys.executable, str(WRITER), str(home.path), str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def told(process: "subprocess.Popen[str]", lines: int) -> list[str]:
    """The first lines that the process says; it goes on meanwhile."""
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(lines)]


def acknowledged(lines: list[str]) -> dict[int, Handle]:
    """Index and member of every admission that was acknowledged in full."""
    pairs = (line.split() for line in lines)
    return {int(pair[0]): Handle(pair[1]) for pair in pairs if len(pair) == 2 and len(pair[1]) == 32}


def assert_all_there(secretary: Secretary, admissions: dict[int, Handle]) -> None:
    members = secretary.state.members.members
    assert {index: members[handle].entry for index, handle in admissions.items()} == {i: i for i in admissions}
    names = {index: f"Name of {handle}" for index, handle in admissions.items()}
    assert secretary.values("name", admissions) == names


@contextmanager
def nursery(home: Home) -> Iterator["subprocess.Popen[str]"]:
    """A process that begins another writer for each line that it is sent."""
    command = [sys.executable, str(WRITER), str(home.path), "for-ever"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def killed(writers: "subprocess.Popen[str]", after: int) -> list[str]:
    """All that the next writer told; it is killed in the middle of what it does after so many lines."""
    assert writers.stdin is not None
    assert writers.stdout is not None
    writers.stdin.write("next\n")
    writers.stdin.flush()
    lines: list[str] = []
    child = 0
    while not lines or lines[-1] != "ended":
        lines.append(writers.stdout.readline().strip())
        if lines[-1].startswith("process "):
            child = int(lines[-1].split()[1])
        if child and len(lines) >= after:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
    return lines


def assert_goes_on_from(secretary: Secretary, heads: list[str]) -> None:
    """The record goes on from every head that it has signed."""
    heads.append(secretary.store.head().checkpoint)
    for head in heads:
        said = checkpoint.opened(head, secretary.key.vkey).checkpoint
        assert secretary.store.had_root(said.size, said.root), "a fork"


def test_no_acknowledged_entry_is_lost_and_none_forked_however_often_the_process_is_killed(
    home: Home, clock: HandClock, database: Database
) -> None:
    clock.now += 60
    form_branch(Secretary(home, clock))
    chance, admissions, heads = Random(7), dict[int, Handle](), list[str]()
    with nursery(home) as writers:
        for _ in range(KILLS // 2 if database.url else KILLS):
            admissions |= acknowledged(killed(writers, chance.randrange(2, 40)))
            secretary = Secretary(home, clock)
            if not database.url:
                secretary.store.check()
            assert_all_there(secretary, admissions)
            assert_goes_on_from(secretary, heads)
            assert (len(secretary.state.members.members) - 1) % 3 == 0, "half a transaction"
            assert secretary.vault.opening(secretary.state.size, "name") is None
            secretary.close()
    assert len(admissions) > KILLS


def test_many_processes_write_one_record(home: Home, clock: HandClock, database: Database) -> None:
    clock.now += 60
    first = form_branch(Secretary(home, clock)).entries.stop
    number, turns = (5, 8) if database.url else (2, 20)
    writers = [writer(home, turns) for _ in range(number)]
    admissions: dict[int, Handle] = {}
    for process in writers:
        out, _ = process.communicate()
        assert process.returncode == 0
        admissions |= acknowledged(out.splitlines())
    assert sorted(admissions) == list(range(first, first + number * turns * 12, 2))
    assert_all_there(Secretary(home, clock), admissions)


@pytest.mark.parametrize("either", ["postgres"], indirect=True)
def test_no_acknowledged_entry_is_lost_when_the_server_is_killed(
    home: Home, clock: HandClock, postgres: Server
) -> None:
    clock.now += 60
    form_branch(Secretary(home, clock))
    chance, admissions, heads = Random(11), dict[int, Handle](), list[str]()
    for _ in range(SERVER_KILLS):
        process = writer(home)
        lines = told(process, chance.randrange(4, 200))
        postgres.kill()
        process.kill()
        assert process.stdout is not None
        lines += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        admissions |= acknowledged(lines)
        postgres.start()
        secretary = Secretary(home, clock)
        assert_all_there(secretary, admissions)
        assert_goes_on_from(secretary, heads)
        secretary.close()
    assert len(admissions) > SERVER_KILLS
