"""An organisation whose rulebook names witnesses, and witnesses that are really asked over HTTP, in this process."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from msgspec import Struct

from rankandfile.record.note import Vkey
from rankandfile.shell.home import Home
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.witness.cosigner import Cosigner
from rankandfile.shell.witness.folder import Folder, make, own_key
from rankandfile.shell.witness.server import Site
from tests.living import Living

NAMES = ("sister", "far-branch", "auditors", "minority")


class Quiet(WSGIRequestHandler):
    """Says nothing of requests."""

    def log_message(self, *args: Any) -> None:
        """Nothing."""


class Threaded(ThreadingMixIn, WSGIServer):
    """A WSGI server that answers several at once."""

    daemon_threads = True


class Running:
    """A witness that is served while the test wants it to be."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.folder = Folder(path)
        make(self.folder, f"{name}.example/witness")
        self.vkey: Vkey = own_key(self.folder).vkey
        self._server: Threaded | None = None
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """It answers, at the port that it had before."""
        site = Site(Cosigner(self.folder))

        def whole(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            """The request ends where it says that it does: wsgiref leaves the connection open behind it."""
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
            return site(environ, start_response)

        self._server = make_server("127.0.0.1", self.port, whole, Threaded, Quiet)
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """It is down."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def watch(self, log: Vkey) -> None:
        """It watches the record from now on."""
        cosigner = Cosigner(self.folder)
        cosigner.ledger.watch(log.name, log, 1)
        cosigner.ledger.close()

    def trust(self, log: Vkey) -> None:
        """It takes a new key of the record in."""
        cosigner = Cosigner(self.folder)
        cosigner.ledger.trust(log.name, log, 2)
        cosigner.ledger.close()


@contextmanager
def witnesses(folder: Path, names: Sequence[str] = NAMES) -> Iterator[list[Running]]:
    """These witnesses, running; they watch nothing yet."""
    with ExitStack() as stack:
        made = [Running(folder / f"witness-{name}", name) for name in names]
        for one in made:
            stack.callback(one.stop)
        yield made


@contextmanager
def answering(answer: Callable[[str, str, bytes], tuple[int, str, bytes]]) -> Iterator[str]:
    """The address of somebody who answers method, path and body with a code, a content type and a body."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            code, kind, content = answer(self.command, self.path, body)
            self.send_response(code)
            self.send_header("Content-Type", kind)
            if code in (301, 302, 307, 308):
                self.send_header("Location", content.decode())
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _answer

        def log_message(self, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Named(Struct, frozen=True):
    """A witness as the rulebook names it."""

    name: str
    vkey: str
    url: str


def rulebook(named: Iterable[Named], quorum: str = "3 of 4") -> str:
    """The default rulebook with these witnesses in it."""
    text = preset_text("member-democracy").replace('quorum = "3 of 4"', f'quorum = "{quorum}"')
    for number, one in enumerate(named, 1):
        text += (
            f'\n[[witnesses.named]]\narticle = "17.{number}"\ntitle = "The {one.name}"\nid = "{one.name}"\n'
            f'vkey = "{one.vkey}"\nurl = "{one.url}"\n'
        )
    return text


def as_named(running: Iterable[Running]) -> list[Named]:
    """The running witnesses, as a rulebook names them."""
    return [Named(one.name, str(one.vkey), one.url) for one in running]


def watched(path: Path, running: Sequence[Running], quorum: str = "3 of 4", more: Sequence[Named] = ()) -> Living:
    """An organisation whose rulebook names these witnesses, who watch its record."""
    own = Living(path, rulebook([*as_named(running), *more], quorum))
    for one in running:
        one.watch(own.secretary.key.vkey)
    return own


def copy_of(own: Living, path: Path) -> Secretary:
    """The organisation as an operator has it on a second server: the whole folder, copied as it stands now."""
    own.secretary.close()
    shutil.copytree(own.home.path, path)
    return Secretary(Home(path), lambda: own.now)
