"""Two machines serve one organisation from PostgreSQL: whoever writes on the one reads it at once on the other."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from shutil import copytree
from socket import socket
from time import monotonic, sleep
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPErrorProcessor, Request, build_opener

import psycopg
import pytest

from rankandfile.shell.home import Database
from tests.postgres import Server

from .house import House, build

SIGN_IN = """
import sys
from pathlib import Path
from rankandfile.web.serve import make_accounts
make_accounts(Path(sys.argv[1]))
from django.contrib.sessions.backends.db import SessionStore
from rankandfile.shell.people.models import Account
account = Account.objects.create_user("ilse@people.example", "correct horse battery", handle=sys.argv[2])
session = SessionStore()
session["_auth_user_id"] = str(account.pk)
session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
session["_auth_user_hash"] = account.get_session_auth_hash()
session.save()
print(session.session_key)
"""


class Stays(HTTPErrorProcessor):
    """Answers come back as they are: a redirection is not followed, an error page is a page."""

    def http_response(self, request: Request, response: object) -> object:  # type: ignore[override]
        return response


class Browser:
    """Keeps cookies, and sends them to whichever machine."""

    def __init__(self, session: str) -> None:
        self.cookies = {"sessionid": session}
        self._open = build_opener(Stays)

    def get(self, address: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(form).encode() if form is not None else None
        with self._open.open(Request(address, body, {"Cookie": cookies}), timeout=20) as answer:
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return answer.status, answer.read().decode()

    def send(self, address: str, form: dict[str, str]) -> int:
        _, page = self.get(address)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, page[:2000]
        return self.get(address, {**form, "csrfmiddlewaretoken": found[1]})[0]


class Machine:
    """A home folder that is served by a process of its own."""

    def __init__(self, home: Path, *more: str) -> None:
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {**os.environ, "RANKANDFILE_HOME": str(home)}
        command = [sys.executable, "-m", "rankandfile.cli.main", "serve", "--home", str(home), "--port", str(self.port)]
        command += more
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def wait(self) -> None:
        end = monotonic() + 60
        while True:
            try:
                build_opener(Stays).open(self.at("/record/checkpoint"), timeout=5).close()
            except (URLError, HTTPError, OSError):
                assert self.process.poll() is None
                assert monotonic() < end, "the machine does not answer"
                sleep(0.1)
            else:
                return

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


@pytest.fixture(scope="module")
def shared(postgres: Server) -> Iterator[str]:
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="module")
def built(shared: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(tmp_path_factory.mktemp("machines") / "a", Database(url=shared))


@pytest.fixture(scope="module")
def machines(built: House) -> Iterator[list[Machine]]:
    """Two of them, each with a copy of the folder."""
    from rankandfile.web.home import secret_key

    secret_key(built.home)
    copytree(built.home, built.home.with_name("b"))
    both = [Machine(built.home), Machine(built.home.with_name("b"))]
    try:
        for machine in both:
            machine.wait()
        yield both
    finally:
        for machine in both:
            machine.stop()


@pytest.fixture(scope="module")
def founder(built: House, machines: list[Machine]) -> Browser:
    """The founder's browser, signed in for both machines by the accounts that they share."""
    return Browser(signed_in(built))


def signed_in(house: House) -> str:
    """The key of a session of the founder's."""
    environment = {**os.environ, "RANKANDFILE_HOME": str(house.home)}
    command = [sys.executable, "-c", SIGN_IN, str(house.home), house.founder]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def form_branch(browser: Browser, machine: Machine, number: int) -> str:
    name = f"Branch Number {number}"
    form = {"branch": f"branch-{number}", "name": name, "region": ""}
    assert browser.send(machine.at("/branches/new/"), form) == 302
    return name


def test_what_was_written_on_one_machine_is_read_on_the_other_at_once(
    founder: Browser, machines: list[Machine]
) -> None:
    for number in range(10):
        name = form_branch(founder, machines[number % 2], number)
        status, page = founder.get(machines[(number + 1) % 2].at("/branches/"))
        assert (status, name in page) == (200, True)
        assert "does not show it yet" not in page


LISTENERS = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"


@contextmanager
def no_word(shared: str) -> Iterator[None]:
    """The server's processes that would tell of a commit stand still, so only the look twice a second is left."""
    with psycopg.connect(shared) as operator:
        listeners = [row[0] for row in operator.execute(LISTENERS)]
    assert len(listeners) == 2
    for process in listeners:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in listeners:
            os.kill(process, signal.SIGCONT)


def test_a_machine_that_is_behind_says_so_and_is_not_for_long(
    founder: Browser, machines: list[Machine], shared: str
) -> None:
    with no_word(shared):
        for number in range(20, 40):
            form_branch(founder, machines[0], number)
            _, page = founder.get(machines[1].at("/branches/"))
            shown = f'href="/branches/branch-{number}/"'
            if "does not show it yet" in page:
                break
        assert shown not in page
        begun = monotonic()
        while shown not in page or "does not show it yet" in page:
            _, page = founder.get(machines[1].at("/branches/"))
            assert monotonic() - begun < 2


def test_a_machine_whose_database_is_away_says_so_and_comes_back(
    founder: Browser, machines: list[Machine], postgres: Server
) -> None:
    postgres.stop("immediate")
    status, page = founder.get(machines[0].at("/branches/"))
    assert status == 503
    assert "What was recorded before is safe" in page
    postgres.start()
    until = monotonic() + 10
    while (status := founder.get(machines[0].at("/branches/"))[0]) != 200 and monotonic() < until:
        sleep(0.2)
    assert status == 200
    form_branch(founder, machines[1], 50)


def test_two_processes_serve_one_file(tmp_path: Path) -> None:
    """On one machine, without a database: every page is made of the newest entry, whichever process makes it."""
    house = build(tmp_path / "one")
    machine = Machine(house.home, "--processes", "2")
    try:
        machine.wait()
        browser = Browser(signed_in(house))
        for number in range(6):
            form_branch(browser, machine, number)
            assert all(f"branch-{number}/" in browser.get(machine.at("/branches/"))[1] for _ in range(4))
        assert "seen" not in browser.cookies
    finally:
        machine.stop()


def test_a_number_that_we_did_not_sign_is_not_waited_for(founder: Browser, machines: list[Machine]) -> None:
    for forged in ("99999999", "99999999:1abcde:AAAA", "x", "-5", ""):
        founder.cookies["seen"] = forged
        status, page = founder.get(machines[1].at("/branches/"))
        assert (status, "does not show it yet" in page) == (200, False)
    form_branch(founder, machines[0], 60)
    assert int(founder.cookies["seen"].partition(":")[0]) > 0
