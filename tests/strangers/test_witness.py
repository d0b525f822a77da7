"""A witness that we did not write cosigns our growing record and refuses our fork; ours cosigns a stranger's log.

PyPI's aics-witness and aics-tlog are young programs of one author. They have nothing of ours and read the same public
specifications, so where both agree neither has misread them alone.
"""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.record.checkpoint import opened
from rankandfile.record.cosignature import find
from rankandfile.record.note import LogKey, Vkey, parse_vkey
from rankandfile.record.policy import read
from rankandfile.record.witnessing import proved_fork
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.witness.folder import own_key
from tests.living import Living, living
from tests.witnesses import (
    KEY,
    LONG,
    Answered,
    Log,
    a_free_port,
    asked,
    ended,
    latest,
    request,
    sent,
    served,
    watching,
)
from tests.world import SECRETARY, handle

FOREIGN_LOG = Path(__file__).parent / "aics/log.py"
NAME = "stranger.example/witness"
ORIGIN = "foreign.example/log"


class Stranger(Struct):
    """The strangers' witness while it is served."""

    folder: Path
    programs: Path
    address: tuple[str, int]
    vkey: Vkey

    def run(self, command: str, *words: str) -> str:
        """What one of its commands prints."""
        call = [str(self.programs / "aics-witness"), command, "--config", str(self.folder / "witness.json"), *words]
        return subprocess.run(call, check=True, capture_output=True, text=True, timeout=LONG).stdout


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Living]:
    """Our organisation, with a convention called."""
    with living(tmp_path / "home") as live:
        live.call(handle(SECRETARY))
        yield live


@pytest.fixture
def stranger(aics: Path, own: Living, tmp_path: Path) -> Iterator[Stranger]:
    """It watches our record."""
    port = a_free_port()
    config = tmp_path / "stranger"
    config.mkdir()
    witness = Stranger(config, aics / "bin", ("127.0.0.1", port), own.secretary.key.vkey)
    said = witness.run("init", "--name", NAME, "--listen", f"127.0.0.1:{port}")
    witness.vkey = parse_vkey(next(word for word in said.split() if word.startswith(f"{NAME}+")))
    witness.run("add-log", "--origin", own.secretary.origin, "--vkey", str(own.secretary.key.vkey))
    call = [str(witness.programs / "aics-witness"), "serve", "--config", str(config / "witness.json")]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    end = time.monotonic() + LONG
    while not answers(witness.address):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "it does not answer"
        time.sleep(0.05)
    yield witness
    ended(process)


def answers(address: tuple[str, int]) -> bool:
    try:
        return sent(address, "GET", "/healthz").code == 200
    except OSError:
        return False


def show(secretary: Secretary, address: tuple[str, int], old: int) -> tuple[int, Answered]:
    """The size of our record now, and what the witness says of its checkpoint."""
    head, tree = secretary.store.head(), secretary.store.tree()
    return head.size, asked(address, request(old, tree.consistency(old, head.size), head.checkpoint))


def test_a_strangers_witness_cosigns_our_growing_record(own: Living, stranger: Stranger) -> None:
    old = 0
    policy = read(f"log {own.secretary.key.vkey}\nwitness stranger {stranger.vkey}\nquorum stranger\n")
    for number in (41, 72, 11, 12):
        own.move(number)
        old, answer = show(own.secretary, stranger.address, old)
        assert answer.code == 200, answer
        note = own.secretary.store.head().checkpoint
        line = find(answer.body, note.rpartition("\n\n")[0] + "\n", stranger.vkey)
        met = policy.met(note + line.line)
        assert met.reached
        assert abs(line.at - time.time()) < LONG
    kept = latest(stranger.address, own.secretary.origin)
    assert opened(kept.body, own.secretary.key.vkey, (stranger.vkey,)).checkpoint.size == old


def test_a_strangers_witness_refuses_our_fork_and_our_rollback(own: Living, stranger: Stranger, tmp_path: Path) -> None:
    own.move(41)
    own.secretary.close()
    shutil.copytree(own.home.path, tmp_path / "other")
    own.restarted()
    own.move(72)
    size, answer = show(own.secretary, stranger.address, 0)
    assert answer.code == 200
    other = Secretary(Home(tmp_path / "other"), lambda: own.now)
    assert show(other, stranger.address, 0)[1].code == 409  # set back to before the second motion
    others = iter(range(11, 40))
    while other.state.size < size:
        other.submit(SecondMotion(handle(next(others)), own.now, "M1"))
    forked, answer = show(other, stranger.address, min(size, other.state.size))
    assert (answer.code, forked >= size) == (422, True)
    (kept,) = json.loads(stranger.run("evidence"))[-1:]
    assert other.store.head().checkpoint.splitlines()[2] in json.dumps(kept)
    other.close()


def test_our_witness_cosigns_a_strangers_log_and_refuses_its_fork(
    aics: Path, tmp_path: Path, foreign: Callable[..., list[str]]
) -> None:
    seed = "77" * 32
    folder = watching(tmp_path / "ours", log=LogKey(ORIGIN, bytes.fromhex(seed)).vkey)
    with served(folder) as address:
        given = {"url": f"http://{address[0]}:{address[1]}", "witness": str(own_key(folder).vkey), "seed": seed}
        steps = [[1, None], [2, None], [2, None], [255, None], [256, None], [1000, None]]
        assert foreign(**given, steps=steps) == ["cosigned"] * 6
        assert foreign(**given, steps=[[1000, None], [1500, None]]) == ["cosigned"] * 2  # another client, from nothing
        refused = foreign(**given, steps=[[1500, 7], [2000, 7], [1000, None]])
        assert refused == ["refused: WitnessRejected 422"] * 2 + ["refused: WitnessAhead"]
        evidence = json.loads(sent(address, "GET", "/evidence").body)
        assert [(kept["evidence"]["proved"], kept["size"]) for kept in evidence] == [(True, 1500), (False, 2000)]
        key = LogKey(ORIGIN, bytes.fromhex(seed)).vkey
        proved_fork(evidence[0]["evidence"]["kept"], evidence[0]["evidence"]["shown"], [key])
        assert foreign(**{**given, "seed": "78" * 32}, steps=[[1500, None]]) == ["refused: WitnessRejected 403"]


@pytest.fixture
def foreign(aics: Path) -> Callable[..., list[str]]:
    """The strangers' log asks a witness; a line for each step."""

    def run(**given: object) -> list[str]:
        call = [str(aics / "bin/python"), str(FOREIGN_LOG)]
        asking = json.dumps({"origin": ORIGIN, **given})
        done = subprocess.run(call, input=asking, capture_output=True, text=True, timeout=LONG)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return run


def test_a_strangers_verifier_accepts_what_our_witness_served(aics: Path, tmp_path: Path) -> None:
    folder = watching(tmp_path / "ours")
    with served(folder) as address:
        assert asked(address, Log(300).request(0, 300)).code == 200
        note = tmp_path / "note"
        note.write_text(latest(address).body)
    words = [
        "--log-key",
        str(KEY.vkey),
        "--witness-key",
        str(own_key(folder).vkey),
        "--quorum",
        "1",
        "--max-age",
        "600",
    ]
    call = [str(aics / "bin/aics-tlog"), "verify-checkpoint", "--note", str(note), *words]
    assert subprocess.run(call, capture_output=True, timeout=LONG).returncode == 0
    note.write_text(note.read_text().replace("\n300\n", "\n301\n"))
    assert subprocess.run(call, capture_output=True, timeout=LONG).returncode != 0
