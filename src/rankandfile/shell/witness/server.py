"""The witness on the network: four addresses, served by gunicorn with threads.

    POST /add-checkpoint                           C2SP tlog-witness: cosign this checkpoint
    GET  /<hex SHA-256 of an origin>/checkpoint    the newest checkpoint of the log that was cosigned
    GET  /evidence                                 what is kept against logs, as JSON
    GET  /                                         a page for people: what is watched, and what was found

Nobody is asked who they are: a request carries the log's signature or it is worth nothing. Addresses of clients are not
written down. Put a web server with HTTPS, and with a limit on requests, in front of it where strangers can reach it.
"""

import re
import socket
import struct
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from rankandfile.record.witnessing import LARGEST_REQUEST
from rankandfile.shell.trouble import Trouble, WrongUse

from .cosigner import Answer, Cosigner
from .folder import Folder
from .page import STYLE, page

Environ: TypeAlias = dict[str, Any]
StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], object]
JSON, HTML, CSS = "application/json", "text/html; charset=utf-8", "text/css; charset=utf-8"
SLOW = 5
"""Seconds for which a client may say nothing in the middle of a request."""
REASONS = {
    200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 409: "Conflict", 413: "Content Too Large", 422: "Unprocessable Content",
    503: "Service Unavailable",
}  # fmt: skip
_CHECKPOINT = re.compile(r"/([0-9a-f]{64})/checkpoint")
_PATIENT = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"),
]


class Site:
    """The WSGI application of a witness."""

    def __init__(self, cosigner: Cosigner) -> None:
        self._cosigner = cosigner

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """One request and its answer."""
        try:
            answer = self._answer(environ)
        except TimeoutError:
            answer = Answer(408, "The request did not come to its end.\n")
        except Trouble:
            answer = Answer(503, "This witness cannot read its ledger.\n")
        body = answer.body.encode()
        length = ("Content-Length", str(len(body)))
        start_response(f"{answer.code} {REASONS[answer.code]}", [("Content-Type", answer.kind), length, *_PATIENT])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _answer(self, environ: Environ) -> Answer:
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        if path == "/add-checkpoint":
            return self._asked(environ) if method == "POST" else Answer(405, "This address takes POST.\n")
        if method not in ("GET", "HEAD"):
            return Answer(405, "This address takes GET.\n")
        return self._shown(path)

    def _asked(self, environ: Environ) -> Answer:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if not length and environ.get("wsgi.input_terminated"):  # it is chunked, and the server knows where it ends
            length = LARGEST_REQUEST + 1
        if connection := environ.get("gunicorn.socket"):
            connection.settimeout(SLOW)
        body = environ["wsgi.input"].read(min(length, LARGEST_REQUEST + 1))
        return _too_large() if len(body) > LARGEST_REQUEST else self._cosigner.answer(body)

    def _shown(self, path: str) -> Answer:
        ledger = self._cosigner.ledger
        if path == "/":
            return Answer(
                200, page(self._cosigner.key.vkey, ledger.watched(), ledger.evidence(), ledger.retired()), HTML
            )
        if path == "/style.css":
            return Answer(200, STYLE, CSS)
        if path == "/evidence":
            return Answer(200, msgspec.json.encode(ledger.evidence()).decode(), JSON)
        found = _CHECKPOINT.fullmatch(path)
        note = ledger.latest(found[1]) if found else None
        return Answer(404, "There is nothing here.\n") if note is None else Answer(200, note)


def _too_large() -> Answer:
    return Answer(413, f"A request has at most {LARGEST_REQUEST} bytes.\n")


def checked(folder: Path, host: str, port: int) -> str:
    """The name of the witness, when its folder is whole and the address is free. Raises Trouble otherwise."""
    cosigner = Cosigner(Folder(folder))
    cosigner.ledger.close()
    if not 0 < port < 65_536:
        raise WrongUse(f"A port is a number from 1 to 65535, not {port}.")
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, number) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise WrongUse(f"The witness cannot listen on {host} port {port}: {error}.") from error
    return cosigner.key.vkey.name


def serve(folder: Path, host: str, port: int, threads: int = 8) -> None:
    """The witness on this address, until interrupted. What can be wrong beforehand, `checked` finds."""
    from gunicorn.app.base import BaseApplication

    class Served(BaseApplication):  # type: ignore[misc]
        """gunicorn, told what it needs to know without a file or a command line."""

        def load_config(self) -> None:
            """One process with threads: SQLite lets one at a time write anyway."""
            wanted = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "worker_class": "gthread",
                "threads": threads,
                "workers": 1,
                "loglevel": "error",  # a warning would name the address of whoever sends noise
                "when_ready": _hurry,
                "control_socket_disable": True,
            }
            for name, value in wanted.items():
                self.cfg.set(name, value)

        def load(self) -> Site:
            """The application, with a ledger of this process's own."""
            return Site(Cosigner(Folder(folder)))

    Served().run()


def _hurry(arbiter: Any) -> None:
    """Whoever falls silent in the head of a request loses the connection, too; accepted sockets inherit the time."""
    for listener in arbiter.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("@ll", SLOW, 0))
