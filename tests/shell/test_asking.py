"""Asking over HTTP: one answer, as many bytes and seconds as allowed, and nothing is followed anywhere."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from time import monotonic, sleep

import pytest

from rankandfile.shell.asking import LONGEST, Reply, Unanswered, ask, together
from tests.witnessing import answering


def test_an_answer_comes_with_its_code_type_and_body() -> None:
    with answering(lambda method, path, body: (409, "text/x.tlog.size", f"{method} {path} ".encode() + body)) as url:
        assert ask("POST", f"{url}/add-checkpoint", b"old 1") == Reply(
            409, "text/x.tlog.size", b"POST /add-checkpoint old 1"
        )
        assert ask("GET", url).body == b"GET / "


def test_an_answer_that_sends_us_elsewhere_is_an_answer() -> None:
    asked: list[str] = []

    def elsewhere(method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
        asked.append(path)
        return 302, "text/plain", b"file:///etc/passwd"

    with answering(elsewhere) as url:
        assert ask("GET", f"{url}/checkpoint").code == 302
    assert asked == ["/checkpoint"]


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 3_000_000])
def test_no_more_is_read_than_allowed(length: int) -> None:
    with answering(lambda method, path, body: (200, "text/plain", b"x" * length)) as url:
        if length <= LONGEST:
            assert len(ask("GET", url).body) == length
        else:
            with pytest.raises(Unanswered, match="more than 65536 bytes"):
                ask("GET", url)


@pytest.fixture
def slow() -> Iterator[str]:
    """Somebody who takes the connection and sends a byte now and then, without end."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.recv(10_000)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                for _ in range(200):
                    connection.sendall(b"x")
                    sleep(0.05)

        Thread(target=drip, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_who_answers_without_end_has_not_answered(slow: str) -> None:
    begun = monotonic()
    with pytest.raises(Unanswered, match=r"within 0\.3 seconds"):
        ask("GET", slow, seconds=0.3)
    assert monotonic() - begun < 5


def test_who_says_nothing_has_not_answered() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Unanswered, match="no answer within"):
        ask("GET", f"http://127.0.0.1:{server.getsockname()[1]}", seconds=0.2)


@pytest.mark.parametrize(
    "url",
    ["", "file:///etc/passwd", "ftp://w.example/", "http://", "http://w.example:port/", "http://[::1/", "gopher://a"],
)
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(Unanswered):
        ask("GET", url)


def test_nobody_at_home_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unanswered):
        ask("GET", f"http://127.0.0.1:{port}/")


def test_what_is_no_http_is_no_answer() -> None:
    def mail() -> None:
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"220 mail.example ESMTP\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=mail, daemon=True).start()
        with pytest.raises(Unanswered):
            ask("GET", f"http://127.0.0.1:{server.getsockname()[1]}/", seconds=2)


def test_all_are_asked_at_once_and_nobody_waits_for_the_slowest() -> None:
    def late() -> int:
        sleep(5)
        return 1

    def broken() -> int:
        raise KeyError("mine")

    begun = monotonic()
    found = together([lambda: 7, late, broken, lambda: 8], 0.3)
    assert monotonic() - begun < 3
    assert (found[0], found[3]) == (7, 8)
    assert isinstance(found[1], Unanswered)
    assert isinstance(found[2], KeyError)
    assert together([], 1) == []
