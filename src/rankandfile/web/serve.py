"""Serving an organisation: gunicorn with threads for the pages, and on the next port the live stream."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rankandfile.shell.home import Home, password_of
from rankandfile.shell.trouble import Trouble

from .home import settings_of
from .keeping import Kept

CONNECTIONS = 4096
"""Connections that one process of pages holds open at once: a hall of phones keeps each for a moment."""
MAKING_ACCOUNTS = 0x52464143
"""The advisory lock on the tables of accounts."""


class NotAtHome(Trouble):
    """A demonstration was to be served where others can reach it."""


def serve(home: Path, host: str, port: int, demo: bool = False, threads: int = 8, processes: int = 1) -> None:
    """Pages on the port and the stream on the next one, until interrupted. Raises NotAtHome, see `prepare`."""
    prepare(home, host, port, demo)
    stream = Kept([sys.executable, "-m", "rankandfile.web.stream", str(home), host, str(port + 1)])
    try:
        _gunicorn(f"{f'[{host}]' if ':' in host else host}:{port}", threads, processes)
    finally:
        stream.stop()


def prepare(home: Path, host: str, port: int, demo: bool) -> None:
    """The environment names this home and its accounts have their tables. A demonstration stays on this machine."""
    from .security import is_loopback

    if demo and not is_loopback(f"[{host}]" if ":" in host else host):
        raise NotAtHome(
            f"In a demonstration anybody signs in as anybody, so it is served on 127.0.0.1 only, not on {host}."
        )
    os.environ["RANKANDFILE_HOME"] = str(home.absolute())
    os.environ["RANKANDFILE_DEMO"] = "1" if demo else "0"
    os.environ["RANKANDFILE_STREAM_PORT"] = str(port + 1)
    os.environ["RANKANDFILE_ADDRESS"] = f"http://{host}:{port}"
    make_accounts(home)


def make_accounts(home: Path) -> None:
    """The accounts of this home have the tables that this software needs, and only their owner can read the file."""
    import django
    from django.core.management import call_command
    from django.db import connections

    os.environ.setdefault("RANKANDFILE_HOME", str(home.absolute()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "rankandfile.web.settings"
    django.setup()
    with _alone(home):
        call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Nobody else makes the tables of these accounts meanwhile, on whichever machine; a file has its owner alone."""
    database = settings_of(home).database
    if not database.url:
        os.close(os.open(home / "accounts.sqlite", os.O_CREAT | os.O_RDWR, 0o600))
        yield
        return
    from rankandfile.shell.postgres_session import connect

    with connect(database.url, password_of(Home(home), database)) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (MAKING_ACCOUNTS,))
        yield


def _gunicorn(address: str, threads: int, processes: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Pages(BaseApplication):  # type: ignore[misc]
        """gunicorn, told what it needs to know without a file or a command line."""

        def load_config(self) -> None:
            """Workers with threads; the kernel hands connections to whichever is free."""
            wanted = {
                "bind": address,
                "worker_class": "gthread",
                "threads": threads,
                "workers": processes,
                "worker_connections": CONNECTIONS,
                "loglevel": "error",  # a warning would name the address of whoever sends noise
                "control_socket_disable": True,
            }
            for name, value in wanted.items():
                self.cfg.set(name, value)

        def load(self) -> Callable[..., Any]:
            """The WSGI application; beside it run the clock, whoever asks the witnesses, and who writes to voters."""
            from rankandfile.shell.clock import Clock
            from rankandfile.shell.cosigning import Cosigning

            from .organisation import secretary
            from .relaying import outbox
            from .telling_meetings import OfMeetings, meeting_outbox
            from .telling_voters import AtClose, ballot_outbox
            from .wsgi import application

            Clock(secretary()).start()
            Cosigning(secretary()).start()
            AtClose().start()
            outbox().start()
            ballot_outbox().start()
            OfMeetings().start()
            meeting_outbox().start()
            return application

    Pages().run()
