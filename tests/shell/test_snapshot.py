"""A start with a snapshot gives the state that a start without one gives; any doubt, and it is not used."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.digest import digest
from rankandfile.core.kept import kept
from rankandfile.core.state import State
from rankandfile.record.tree import EMPTY_ROOT
from rankandfile.shell import snapshot
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW, Secretary
from tests import world
from tests.living import Living, living
from tests.world import handle

from .conftest import HandClock, admit_some, form_branch


@pytest.fixture
def begun(home: Home, clock: HandClock) -> Secretary:
    """An organisation whose folder has a snapshot, and which went on since."""
    secretary = Secretary(home, clock)
    form_branch(secretary)
    handles = admit_some(secretary, 50)
    secretary.submit(ResignMembership(handles[3], NOW))
    snapshot.keep(home.path, secretary.state, secretary.store.head().root)
    admit_some(secretary, 20)
    return secretary


def without(home: Home, clock: HandClock) -> State:
    """The state of a start that folds the whole record."""
    (home.path / snapshot.NAME).unlink(missing_ok=True)
    return Secretary(home, clock).state


def test_a_start_with_a_snapshot_is_a_start_without_one(begun: Secretary, home: Home, clock: HandClock) -> None:
    state, root = snapshot.taken(home.path, begun.store)
    assert 0 < state.size < begun.state.size
    assert begun.store.had_root(state.size, root)
    started = Secretary(home, clock).state
    assert started == begun.state == without(home, clock)
    assert digest(started) == digest(begun.state)
    assert kept(started) == kept(without(home, clock))


def test_a_long_record_is_kept_by_the_start_that_read_it(
    begun: Secretary, home: Home, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home.path / snapshot.NAME).unlink()
    Secretary(home, clock)
    assert not (home.path / snapshot.NAME).exists()
    monkeypatch.setattr(snapshot, "WORTH", 100)
    Secretary(home, clock)
    assert snapshot.taken(home.path, begun.store) == (begun.state, begun.store.head().root)
    assert (home.path / snapshot.NAME).stat().st_mode & 0o777 == 0o600


DOUBTS: dict[str, Callable[[bytes], bytes]] = {
    "a bit of the state": lambda raw: raw[:-50] + bytes([raw[-50] ^ 1]) + raw[-49:],
    "cut off": lambda raw: raw[: len(raw) // 2],
    "empty": lambda raw: b"",
    "no state": lambda raw: raw.partition(b"\n")[0],
    "other code": lambda raw: raw.replace(snapshot.code().encode(), b"0" * 64),
    "another size": lambda raw: raw.replace(b'"size":', b'"size":1', 1),
    "another root": lambda raw: raw.replace(b'"root":"', b'"root":"00', 1),
    "another engine": lambda raw: raw.replace(b'"engine":1', b'"engine":2', 1),
    "no root": lambda raw: raw.replace(b'"root":"', b'"root":"xy', 1),
    "something else": lambda raw: b"Dear comrades\n" * 100,
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_any_doubt_and_the_whole_record_is_read(begun: Secretary, home: Home, clock: HandClock, doubt: str) -> None:
    file = home.path / snapshot.NAME
    changed = DOUBTS[doubt](file.read_bytes())
    assert changed != file.read_bytes()
    file.write_bytes(changed)
    assert snapshot.taken(home.path, begun.store) == (State(), EMPTY_ROOT)
    assert Secretary(home, clock).state == begun.state


def test_a_snapshot_of_another_record_is_not_used(
    begun: Secretary, home: Home, tmp_path: Path, clock: HandClock
) -> None:
    with living(tmp_path / "other") as other:
        (other.home.path / snapshot.NAME).write_bytes((home.path / snapshot.NAME).read_bytes())
        assert snapshot.taken(other.home.path, other.secretary.store) == (State(), EMPTY_ROOT)


def test_a_snapshot_that_claims_the_state_of_another_size_is_not_used(begun: Secretary, home: Home) -> None:
    file = home.path / snapshot.NAME
    line, _, content = file.read_bytes().partition(b"\n")
    key = msgspec.json.decode(line, type=snapshot.Key)
    tree = begun.store.tree()
    file.write_bytes(
        msgspec.json.encode(msgspec.structs.replace(key, size=6, root=tree.root_at(6).hex())) + b"\n" + content
    )
    assert snapshot.taken(home.path, begun.store) == (State(), EMPTY_ROOT)


def test_a_folder_that_cannot_be_written_does_no_harm(begun: Secretary, tmp_path: Path) -> None:
    snapshot.keep(tmp_path / "missing", begun.state, begun.store.head().root)
    assert not (tmp_path / "missing").exists()


PROGRAM = """
import sys
from pathlib import Path
from rankandfile.core.digest import digest
from rankandfile.core.kept import kept
from rankandfile.shell import snapshot
from rankandfile.shell.home import Home
from rankandfile.shell.store import Store
state, root = snapshot.taken(Path(sys.argv[1]), Store(Home(Path(sys.argv[1])).record))
print(state.size, digest(state), __import__("hashlib").sha256(kept(state)).hexdigest())
"""


def test_the_digest_after_loading_is_the_same_under_three_hash_seeds(tmp_path: Path) -> None:
    with living(tmp_path / "home") as own:
        prepared(own)
        snapshot.keep(own.home.path, own.state, own.secretary.store.head().root)
        said = set()
        for seed in ("0", "1", "4711"):
            command = [sys.executable, "-c", PROGRAM, str(own.home.path)]
            environment = {**os.environ, "PYTHONHASHSEED": seed}
            said.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
        (line,) = said
        assert line.split()[:2] == [str(own.state.size), digest(own.state)]


def prepared(own: Living) -> None:
    """Many chapters have something to say: motions, their supporters, elections of delegates in the branches."""
    own.call(handle(world.SECRETARY))
    first, *others = (number for members in world.BRANCHES.values() for number in members)
    own.second(own.move(first), others[:4])
    own.wait(own.now + 20 * 86_400)
