"""Asking somebody over HTTP, politely and warily: one question, one answer, no more bytes and seconds than allowed.

Nothing is followed: an answer that sends us elsewhere is an answer like any other, because a witness is asked where the
rulebook says and nowhere else. Nothing but HTTP and HTTPS is spoken. Certificates are checked.
"""

from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

SECONDS = 10
"""For a connection, and for each time that the other side says nothing."""
LONGEST = 65_536
"""Bytes of an answer. Sixteen signature lines take a twentieth of it."""
T = TypeVar("T")


class Unanswered(Exception):
    """Nobody answered, or not in a way that can be read. The sentence says why."""


class Reply(Struct, frozen=True):
    """What was answered."""

    code: int
    kind: str
    """Content-Type without its parameters."""
    body: bytes


def ask(method: str, url: str, body: bytes = b"", seconds: float = SECONDS, longest: int = LONGEST) -> Reply:
    """The answer, whatever its code. Raises Unanswered where there is none within the seconds."""
    ends = monotonic() + seconds
    connection, path = _connection(url, seconds)
    try:
        connection.request(method, path, body or None, {"User-Agent": "rankandfile", "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers.get_content_type(), _read(answer, connection, ends, longest))
    except TimeoutError:
        raise Unanswered(f"no answer within {seconds:g} seconds") from None
    except (OSError, HTTPException, ValueError) as error:
        raise Unanswered(getattr(error, "strerror", None) or str(error) or type(error).__name__) from error
    finally:
        connection.close()


def _connection(url: str, seconds: float) -> tuple[HTTPConnection, str]:
    """A connection that is not open yet, and what to ask for on it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unanswered(f"“{url[:100]}” is no address: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unanswered(f"“{url[:100]}” is not an address of the web")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname, port, timeout=seconds), parts.path or "/"


def _read(answer: HTTPResponse, connection: HTTPConnection, ends: float, longest: int) -> bytes:
    """The body; refuses one that is too long, or that comes so slowly that it does not end in time."""
    content = b""
    while part := answer.read1(longest + 1 - len(content)):
        content += part
        if len(content) > longest:
            raise Unanswered(f"an answer of more than {longest} bytes")
        if monotonic() > ends:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(max(ends - monotonic(), 0.001))
    return content


def together(questions: Sequence[Callable[[], T]], seconds: float) -> list[T | Exception]:
    """The answers to all questions, asked at the same time, in their order; an exception where one failed.

    Nobody waits longer than the seconds: who has not answered by then has not answered.
    """
    answers: SimpleQueue[tuple[int, T | Exception]] = SimpleQueue()
    for place, question in enumerate(questions):
        Thread(target=_answered, args=(answers, place, question), daemon=True, name=f"question {place}").start()
    found: dict[int, T | Exception] = {}
    ends = monotonic() + seconds
    while len(found) < len(questions):
        try:
            place, answer = answers.get(timeout=max(ends - monotonic(), 0.001))
        except Empty:
            break
        found[place] = answer
    late = Unanswered(f"no answer within {seconds:g} seconds")
    return [found.get(place, late) for place in range(len(questions))]


def _answered(answers: "SimpleQueue[tuple[int, T | Exception]]", place: int, question: Callable[[], T]) -> None:
    try:
        answers.put((place, question()))
    except Exception as error:  # noqa: BLE001 - it is the answer
        answers.put((place, error))
