"""The witness on the network, really served: its addresses, hostile clients, and what a kill in the middle leaves."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from random import Random
from threading import Thread
from time import sleep

import msgspec
import pytest

from rankandfile.record.checkpoint import opened
from rankandfile.record.cosignature import find
from rankandfile.record.note import LogKey, Vkey
from rankandfile.record.witnessing import LARGEST_REQUEST
from rankandfile.shell.witness.cosigner import Cosigner
from rankandfile.shell.witness.folder import Folder, own_key
from tests.witnesses import KEY, LONG, ORIGIN, Log, a_free_port, asked, ended, latest, request, sent, served, started
from tests.witnesses import watching as watching_one

LOG, FORK = Log(400), Log(400, fork_at=7)
KILLS = int(os.environ.get("RANKANDFILE_KILLS", "8"))
Address = tuple[str, int]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return watching_one(tmp_path_factory.mktemp("served") / "witness")


@pytest.fixture(scope="module")
def vkey(folder: Folder) -> Vkey:
    return own_key(folder).vkey


@pytest.fixture(scope="module")
def address(folder: Folder) -> Iterator[Address]:
    """The witness, served for all tests of this file; it has cosigned nine entries."""
    with served(folder) as address:
        assert asked(address, LOG.request(0, 9)).code == 200
        yield address


def test_a_checkpoint_is_cosigned_over_the_network(address: Address, vkey: Vkey) -> None:
    answer = asked(address, LOG.request(9, 9))
    assert (answer.code, answer.kind) == (200, "text/plain; charset=utf-8")
    find(answer.body, LOG.text(9), vkey)


def test_the_newest_checkpoint_is_there_for_whoever_asks(address: Address, vkey: Vkey) -> None:
    answer = latest(address)
    assert answer.code == 200
    found = opened(answer.body, KEY.vkey, (vkey,))
    assert found.checkpoint.size == 9
    assert len(found.note.signatures) == 2


@pytest.mark.parametrize(
    ("body", "code", "kind"),
    [
        (LOG.request(3, 9), 409, "text/x.tlog.size"),
        (FORK.request(9, 9), 422, "text/plain; charset=utf-8"),
        (request(9, [], LOG.note(20)), 422, "text/plain; charset=utf-8"),
        (Log(9, key=LogKey(ORIGIN, b"\x13" * 32)).request(0, 9), 403, "text/plain; charset=utf-8"),
        (Log(9, key=LogKey("other.example", b"\x13" * 32)).request(0, 9), 404, "text/plain; charset=utf-8"),
        (b"", 400, "text/plain; charset=utf-8"),
        (b"\x00\xff" * 2000, 400, "text/plain; charset=utf-8"),
        (b"old 9\n" + b"A" * (LARGEST_REQUEST - 6), 400, "text/plain; charset=utf-8"),
        (b"x" * (LARGEST_REQUEST + 1), 413, "text/plain; charset=utf-8"),
    ],
)
def test_what_is_not_cosigned_gets_the_code_of_the_specification(
    address: Address, body: bytes, code: int, kind: str
) -> None:
    answer = asked(address, body)
    assert (answer.code, answer.kind) == (code, kind)
    if code == 409:
        assert answer.body == "9\n"


def test_a_megabyte_of_noise_changes_nothing(address: Address) -> None:
    for noise in (Random(1).randbytes(1_000_000), b"old 9\n" * 170_000, b"\x00" * 1_000_000):
        assert asked(address, noise).code == 413
    assert asked(address, LOG.request(9, 9)).code == 200


def chunked(address: Address, pieces: Iterator[bytes]) -> bytes:
    """The first line of the answer to a body that does not say how long it is."""
    with socket.create_connection(address, timeout=LONG) as connection:
        connection.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            for piece in pieces:
                connection.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
        except OSError:
            pass  # it answers before everything was sent
        return connection.makefile("rb").readline()


def test_a_body_without_a_length_is_read_as_far_as_a_request_can_be(address: Address) -> None:
    assert b" 200 " in chunked(address, iter([LOG.request(9, 9), b""]))
    assert b" 413 " in chunked(address, iter([b"x" * 8192] * 20 + [b""]))


@pytest.mark.parametrize("begun", [b"Content-Length: 500\r\n\r\nold 9", b"Content-Len"])
def test_clients_that_fall_silent_hold_up_the_others_for_seconds_only(address: Address, begun: bytes) -> None:
    silent = [socket.create_connection(address, timeout=LONG) for _ in range(8)]
    for connection in silent:
        connection.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\n" + begun)
    assert asked(address, LOG.request(9, 9)).code == 200
    answer = silent[0].makefile("rb").readline()
    assert b" 408 " in answer if b"old" in begun else answer == b""
    for connection in silent:
        connection.close()


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/add-checkpoint", 405),
        ("POST", "/", 405),
        ("DELETE", f"/{'0' * 64}/checkpoint", 405),
        ("GET", f"/{'0' * 64}/checkpoint", 404),
        ("GET", f"/{'0' * 63}/checkpoint", 404),
        ("GET", "/../witness.key", 404),
        ("GET", "/witness.key", 404),
        ("GET", "/%00", 404),
        ("HEAD", "/", 200),
    ],
)
def test_there_is_nothing_but_its_addresses(address: Address, method: str, path: str, code: int) -> None:
    assert sent(address, method, path).code == code


def test_the_page_says_what_is_watched_and_shows_the_fork(address: Address, vkey: Vkey) -> None:
    asked(address, FORK.request(9, 9))
    page = sent(address, "GET", "/")
    assert (page.code, page.kind) == (200, "text/html; charset=utf-8")
    for told in (str(vkey), vkey.fingerprint, str(KEY.vkey), KEY.vkey.fingerprint, "9 entries", "Two histories"):
        assert told in page.body
    assert FORK.note(9) in page.body
    assert not re.search(r"(?:src|href)=\"(?:https?:|//)", page.body)
    (kept,) = [
        each for each in msgspec.json.decode(sent(address, "GET", "/evidence").body) if each["evidence"]["proved"]
    ]
    assert (kept["origin"], kept["size"], kept["evidence"]["shown"]) == (ORIGIN, 9, FORK.note(9))


def test_a_name_full_of_markup_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    key = LogKey("<script>alert(1)</script>&\"'", b"\x14" * 32)
    folder = watching_one(tmp_path / "w", log=key.vkey)
    with served(folder) as address:
        assert asked(address, Log(3, key=key).request(0, 3)).code == 200
        page = sent(address, "GET", "/").body
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_new_record_is_watched_while_the_witness_runs(address: Address, folder: Folder) -> None:
    key = LogKey("later.example/record", b"\x15" * 32)
    later = Log(5, key=key)
    assert asked(address, later.request(0, 5)).code == 404
    operator = Cosigner(folder)
    operator.ledger.watch("later.example/record", key.vkey, 1)
    assert latest(address, "later.example/record").code == 404
    assert asked(address, later.request(0, 5)).code == 200
    assert latest(address, "later.example/record").code == 200
    operator.ledger.close()


def test_two_servers_on_one_folder_are_one_witness(tmp_path: Path) -> None:
    folder = watching_one(tmp_path / "w")
    steps = [(old, old + 1) for old in range(40)] * 2
    Random(3).shuffle(steps)
    with served(folder) as one, served(folder) as other, ThreadPoolExecutor(8) as pool:
        asks = list(enumerate([(0, 1), *steps]))
        codes = list(pool.map(lambda ask: asked((one, other)[ask[0] % 2], LOG.request(*ask[1])).code, asks))
        accepted = sorted(ask[1] for ask, code in zip(asks, codes, strict=True) if code == 200)
        assert len(set(accepted)) == len(accepted)
        assert [old for old, _ in accepted] == list(range(len(accepted)))
        assert latest(one).body == latest(other).body
        assert set(codes) <= {200, 409}


def test_a_port_in_use_is_named(address: Address, folder: Folder) -> None:
    command = [sys.executable, "-m", "rankandfile.cli.main", "witness", "serve", folder.path, "--port", str(address[1])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONG)
    assert done.returncode == 3
    assert f"cannot listen on 127.0.0.1 port {address[1]}" in done.stderr


def test_it_ends_in_good_order_writes_into_its_folder_only_and_says_where_it_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("HOME", str(elsewhere))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    folder, port = watching_one(tmp_path / "w"), a_free_port()
    process = started(folder, port)
    asked(("127.0.0.1", port), LOG.request(0, 9))
    with socket.create_connection(("127.0.0.1", port), timeout=LONG) as noisy:
        noisy.sendall(b"\x16\x03\x01 what is this?\r\n\r\n")
        assert b" 400 " in noisy.makefile("rb").readline()
    assert list(elsewhere.iterdir()) == []
    said = ended(process).splitlines()
    assert said == [f"The witness sister.example/witness listens on http://127.0.0.1:{port}/  (Ctrl-C ends it)"]


def climb(address: Address, cosigned: list[int]) -> None:
    """Grows the log entry by entry, noting each size that the witness owned to, until the witness is gone."""
    size = cosigned[-1]
    try:
        while size < 400:
            answer = asked(address, LOG.request(size, size + 1))
            size = int(answer.body) if answer.code == 409 else size + 1
            cosigned.append(size)
    except (OSError, HTTPException):
        return


def test_a_witness_that_is_killed_remembers_everything_that_it_cosigned(tmp_path: Path) -> None:
    folder, chance, cosigned = watching_one(tmp_path / "w"), Random(11), [0]
    for _ in range(KILLS):
        port = a_free_port()
        process = started(folder, port)
        asking = Thread(target=climb, args=(("127.0.0.1", port), cosigned))
        asking.start()
        sleep(chance.random() / 4)
        worker = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
        process.kill()
        for each in worker:
            os.kill(int(each), 9)
        asking.join(LONG)
        process.communicate()
        witness = Cosigner(folder)
        last = witness.ledger.watched()[0].last
        assert (last.size if last else 0) - cosigned[-1] in (0, 1), "cosigned and forgotten, or far ahead"
        for size in cosigned[1:]:
            again = witness.answer(FORK.request(size, size))
            assert (again.code == 200) is (size == cosigned[-1] == last.size and size <= 7), (size, again)
        witness.ledger.close()
    assert len(cosigned) > KILLS
