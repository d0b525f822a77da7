"""What the served site writes about those who ask: nothing by which anybody could be found."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from .house import build

NOISE = (
    b"\x00\xff\xfe nonsense\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    b"\x16\x03\x01\x02\x00",
)


def test_who_sends_noise_is_not_written_down(tmp_path: Path) -> None:
    home = tmp_path / "home"
    build(home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rankandfile.cli.main", "serve", "--home", str(home), "--port", str(port)]
    environment = {**os.environ, "RANKANDFILE_HOME": str(home), "HOME": str(tmp_path)}
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            wait_for(port)
            before = (tmp_path / "log").read_text()
            for noise in NOISE:
                with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                    connection.sendall(noise)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(4096):
                        pass
        finally:
            process.terminate()
            process.wait(30)
    said = (tmp_path / "log").read_text().removeprefix(before)
    assert "127.0.0.1" not in said
    assert not list(tmp_path.rglob("*.ctl")), "nobody steers the server through a file"


def wait_for(port: int) -> None:
    end = monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            assert monotonic() < end, "the site does not answer"
            sleep(0.1)
        else:
            return
