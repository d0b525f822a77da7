"""A log in memory that asks, and a witness that is really served: for tests of both sides of witnessing."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

from msgspec import Struct

from rankandfile.record.checkpoint import Checkpoint, sign
from rankandfile.record.note import LogKey, Vkey
from rankandfile.record.spelling import base64
from rankandfile.record.tree import Tree, leaf_hash
from rankandfile.shell.witness.cosigner import Cosigner
from rankandfile.shell.witness.folder import Folder, make

ORIGIN = "union.example/record"
KEY = LogKey(ORIGIN, b"\x11" * 32)
LONG = 60
"""Seconds that a test waits for a server on a busy machine."""


class Log:
    """A log that can be asked for any size of itself, as its server would send it to a witness."""

    def __init__(self, size: int = 0, fork_at: int | None = None, key: LogKey = KEY) -> None:
        self.tree, self.key = Tree(), key
        for i in range(size):
            word = b"other" if fork_at is not None and i >= fork_at else b"entry"
            self.tree.append(leaf_hash(b"%s %d" % (word, i)))

    def text(self, size: int) -> str:
        return Checkpoint(self.key.vkey.name, size, self.tree.root_at(size)).text()

    def note(self, size: int) -> str:
        return sign(Checkpoint(self.key.vkey.name, size, self.tree.root_at(size)), self.key)

    def request(self, old: int, size: int) -> bytes:
        return request(old, self.tree.consistency(old, size), self.note(size))


def request(old: int, proof: list[bytes], note: str) -> bytes:
    """The body of an add-checkpoint request."""
    return f"old {old}\n{''.join(base64(each) + chr(10) for each in proof)}\n{note}".encode()


class Answered(Struct, frozen=True):
    """What came back over the network."""

    code: int
    body: str
    kind: str


def sent(address: tuple[str, int], method: str, path: str, body: bytes | None = None) -> Answered:
    """One request on a connection of its own."""
    connection = HTTPConnection(*address, timeout=LONG)
    try:
        connection.request(method, path, body)
        answer = connection.getresponse()
        return Answered(answer.status, answer.read().decode(), answer.headers.get("Content-Type", ""))
    finally:
        connection.close()


def asked(address: tuple[str, int], body: bytes) -> Answered:
    """The answer to an add-checkpoint request."""
    return sent(address, "POST", "/add-checkpoint", body)


def latest(address: tuple[str, int], origin: str = ORIGIN) -> Answered:
    """The newest cosigned checkpoint of the log."""
    return sent(address, "GET", f"/{sha256(origin.encode()).hexdigest()}/checkpoint")


def watching(path: Path, name: str = "sister.example/witness", log: Vkey = KEY.vkey) -> Folder:
    """The folder of a new witness that watches the log."""
    folder = Folder(path)
    make(folder, name)
    cosigner = Cosigner(folder)
    cosigner.ledger.watch(log.name, log, 1)
    cosigner.ledger.close()
    return folder


def a_free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def started(folder: Folder, port: int) -> "subprocess.Popen[str]":
    """The witness as its operator starts it; it answers when this returns."""
    command = [sys.executable, "-m", "rankandfile.cli.main", "witness", "serve", str(folder.path), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        assert process.poll() is None, process.communicate()
        try:
            sent(("127.0.0.1", port), "GET", "/style.css")
        except OSError:
            time.sleep(0.05)
        else:
            return process
    raise AssertionError("the witness does not answer")


def ended(process: "subprocess.Popen[str]") -> str:
    """What it said, when it was ended in good order."""
    process.terminate()
    return process.communicate(timeout=LONG)[0]


@contextmanager
def served(folder: Folder) -> Iterator[tuple[str, int]]:
    """The address of the witness while it is served."""
    port = a_free_port()
    process = started(folder, port)
    try:
        yield "127.0.0.1", port
    finally:
        ended(process)
