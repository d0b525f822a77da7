"""A meeting of invented members, held and served on this machine; says what came of it.

python offline_meeting.py HOME
"""

import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from io import BytesIO
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from rankandfile.record.export import read
from rankandfile.record.verify import verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.invented.rehearsal import Others, begin
from rankandfile.shell.presets import preset_text

SERVE = """
import sys; from pathlib import Path; from rankandfile.web.serve import serve
serve(Path(sys.argv[1]), "127.0.0.1", int(sys.argv[2]), demo=True)
"""
ELSEWHERE = ("192.0.2.1", 443)
SCREENS = ("floor", "projector", "chair", "agenda", "votes", "minutes", "credentials", "tell")


class Phone:
    """A phone in the hall, on which somebody is signed in."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.pages = port, SimpleCookie[str](), 0

    def get(self, path: str, **form: str) -> bytes:
        """The page, or the answer to the form. Raises where it is no page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        found = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        if answer.status not in (200, 302):
            raise SystemExit(f"{path} answered {answer.status}")
        self.pages += 1
        return found

    def sign_in(self, handle: str) -> None:
        """As anybody, which a rehearsal allows."""
        token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', self.get("/demo/"))
        assert token is not None
        self.get(f"/demo/{handle}/", csrfmiddlewaretoken=token.group(1).decode())

    def look(self) -> None:
        """Every screen, with every file that it loads; nothing of it is somewhere else."""
        for screen in SCREENS:
            page = self.get(f"/convention/C1/{screen}/").decode()
            for address in re.findall(r'(?:src|href)="([^"]+\.(?:css|js|svg))"', page):
                if not address.startswith("/static/"):
                    raise SystemExit(f"{screen} loads {address}")
                self.get(address)


def free_port() -> int:
    """A port that nobody listens on; in this network nobody listens anywhere."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def reaches_elsewhere() -> bool:
    """Whether there is any other machine."""
    try:
        socket.create_connection(ELSEWHERE, 1).close()
    except OSError:
        return False
    return True


def wait_for(port: int) -> None:
    """Returns when the site answers."""
    for _ in range(600):
        with suppress(OSError):
            HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/about/")
            return
        time.sleep(0.1)
    raise SystemExit("The site does not answer.")


def main(home: Path) -> None:
    """The meeting is held from the opening to the close, on a clock that the meeting moves."""
    begin(home, preset_text("small-assembly"), 24, int(time.time()))
    port, clock = free_port(), DemoClock(home)
    served = subprocess.Popen([sys.executable, "-c", SERVE, str(home), str(port)])
    try:
        wait_for(port)
        others, phone = Others(home, presides=True, chance=Random(3)), Phone(port)
        phone.sign_in(others.chair)
        sheets, looks = b"", 0
        while others.meeting is not None and not others.meeting.closed:
            others.look()
            clock.set(int(others.secretary.now()) + 1)
            looks += 1
            if looks == 60:
                sheets = phone.get("/convention/C1/tell/sheets.pdf")[:4]
            if looks % 400 == 1:
                phone.look()
        minutes = phone.get("/convention/C1/minutes/").decode()
        tell(others, phone, sheets, minutes)
    finally:
        served.terminate()
        served.wait()


def tell(others: Others, phone: Phone, sheets: bytes, minutes: str) -> None:
    """What came of it, one line each."""
    votes = [vote for vote in others.secretary.state.floor.votes.values() if vote.closed]
    stream = BytesIO()
    write_export(others.secretary, stream)
    stream.seek(0)
    told = {
        "elsewhere": "is reached" if reaches_elsewhere() else "cannot be reached",
        "pages": phone.pages,
        "votes": len(votes),
        "sheets": sheets.decode(),
        "minutes": "complete" if minutes.count("were needed") >= len(votes) else "not complete",
        "findings": len(verify(read(stream)).findings),
    }
    sys.stdout.write("".join(f"{name}: {value}\n" for name, value in told.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
