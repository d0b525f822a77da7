"""A hall of invented members to measure with: assembled, its meeting open, accounts with sessions, and served."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from _crowd import Member

from rankandfile.core.chapters.agenda import TakeUpItem, next_item
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.offices import holders
from rankandfile.shell.demo.papers import papers
from rankandfile.shell.home import Home
from rankandfile.shell.invented.assembly import assemble
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary

MEETING = "C1"


def assembled(home: Path, people: int) -> None:
    """Everybody sits in the assembly of so many, its chair has opened it and taken up the first item."""
    secretary = assemble(home, preset_text("small-assembly"), people, int(time.time()), papers("second").folder)
    chair = chair_of(secretary)
    secretary.submit(OpenConvention(chair, NOW, current(secretary.state).id))
    secretary.submit(TakeUpItem(chair, NOW, MEETING, next_item(secretary.state, MEETING).id))
    secretary.close()


def chair_of(secretary: Secretary) -> str:
    """Who presides."""
    return holders(secretary.state, "chair", secretary.now())[0].person


def opened(home: Path) -> Secretary:
    """The secretary of this home in this process: another one beside the site's."""
    return Secretary(Home(home))


def ready(home: Path) -> None:
    """Django is set up on this home."""
    from rankandfile.web.serve import prepare

    prepare(home, "127.0.0.1", 8000, demo=False)


def signed_in(handles: list[str]) -> list[Member]:
    """An account with a session for each, written at once."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from rankandfile.shell.people.models import Account

    Account.objects.bulk_create([Account(email=f"{h}@bench.example", handle=h, password="!") for h in handles])
    rows, members, until = [], [], timezone.now() + timezone.timedelta(days=1)
    store = SessionStore()
    for account in Account.objects.filter(handle__in=handles):
        key, token = secrets.token_hex(16), secrets.token_hex(16)
        said = {
            "_auth_user_id": str(account.pk), "_auth_user_hash": account.get_session_auth_hash(),
            "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
        }  # fmt: skip
        rows.append(Session(session_key=key, session_data=store.encode(said), expire_date=until))
        members.append(Member(account.handle, f"sessionid={key}; csrftoken={token}", token))
    Session.objects.bulk_create(rows)
    return members


class Served:
    """The site and its stream as `rankandfile serve` starts them, in a process group of their own."""

    def __init__(self, home: Path, port: int, processes: int = 1) -> None:
        self._command = [
            sys.executable, "-m", "rankandfile.cli.main", "serve", "--home", str(home), "--port", str(port),
            "--processes", str(processes),
        ]  # fmt: skip
        self._port = port
        self.start()

    def start(self) -> None:
        """It is served, and answers."""
        self.child = subprocess.Popen(self._command, start_new_session=True, stdout=subprocess.DEVNULL)
        answers(self._port)

    def kill(self) -> None:
        """All of its processes are gone at once, as after a power cut but for the machine."""
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()

    def end(self) -> None:
        """It was told to end, and has."""
        self.child.terminate()
        self.child.wait()


@contextmanager
def served(home: Path, port: int, processes: int = 1) -> Iterator[Served]:
    """Served for as long as this lasts."""
    site = Served(home, port, processes)
    try:
        yield site
    finally:
        site.end()


def answers(port: int) -> None:
    """Returns when the site and its stream answer."""
    for _ in range(1_200):
        with suppress(OSError):
            for each, path, wanted in ((port, "/about/", 200), (port + 1, "/nothing/", 404)):
                connection = HTTPConnection("127.0.0.1", each, timeout=60)
                connection.request("GET", path)
                if connection.getresponse().status != wanted:
                    break
            else:
                return
        time.sleep(0.05)
    raise SystemExit("The site does not answer.")
