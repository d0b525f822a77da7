"""Pages: how many a second the site makes from a record of 100,000 members, how long they take, how heavy they are.

    python bench/pages.py

The motion page, the front of the bulletin, an issue of it and the front page, as a member sees them who is signed in.
First in one process, page after page; then over loopback from the site as `rankandfile serve` runs it, asked by eight
browsers that keep their connections. Rates are pages for each second of the server's processor, so that what else the
machine does counts less: one core serves as many. The limit is the same site's empty page: sign-in, session, security
and not one value shown. Before them the page of a motion of 200 paragraphs with 60 amendments (`_long_motion.py`), and
every page and search of a site with 5,000 papers (`_papers.py`).
"""

import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from time import perf_counter, process_time, sleep
from typing import Any

from _figures import Figure, heading, told
from _large import large_organisation
from _machine import family, memory, processor

EMPTY = "/empty/"
BROWSERS = 8
ASKED = 400
"""How often each page is asked for over loopback."""
MOST_BYTES = 60 * 1024
Maker = Callable[[], Any]


def main() -> int:
    """0 when every page is as light as it must be."""
    long = subprocess.run([sys.executable, Path(__file__).with_name("_long_motion.py")], check=False)
    papers = subprocess.run([sys.executable, Path(__file__).with_name("_papers.py")], check=False)
    home = large_organisation()
    ready(home)
    session, pages = signed_in()
    kept = [not long.returncode, not papers.returncode, *alone(session, pages), *served(home, session, pages)]
    return 0 if all(kept) else 1


def ready(home: Path) -> None:
    """Django is set up on this home, with an empty page beside the site's own."""
    from rankandfile.web.serve import prepare

    prepare(home, "127.0.0.1", 8000, demo=False)
    from django.http import HttpResponse
    from django.urls import path

    from rankandfile.web import urls

    urls.urlpatterns.append(path(EMPTY.lstrip("/"), lambda request: HttpResponse("")))


def signed_in() -> tuple[str, dict[str, str]]:
    """A member's session, and the pages to ask for; the motion is one of middling support."""
    from django.test import Client

    from rankandfile.shell.people.models import Account
    from rankandfile.web import organisation

    state = organisation.read_state()
    handle = list(state.members.members)[-1]
    account = Account.objects.filter(handle=handle).first() or Account.objects.create_user("a@b.example", handle=handle)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    by_support = sorted(state.motions.motions.values(), key=lambda motion: len(motion.seconders))
    motion = by_support[len(by_support) // 2]
    issue = f"/bulletin/{motion.convention}/issue/1/"
    pages = {"motion": f"/motions/{motion.id}/", "bulletin": "/bulletin/", "an issue of it": issue, "front page": "/"}
    return client.cookies["sessionid"].value, pages


def alone(session: str, pages: dict[str, str]) -> Iterator[bool]:
    """In this process: pages a second, what of that is making HTML, and the bytes of each."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies["sessionid"] = session
    heading("pages, made in one process")
    limit = rate(lambda: client.get(EMPTY))
    yield told(Figure("style and script of a first visit, on the line", on_the_line(), "bytes"))
    for name, address in pages.items():
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        yield told(Figure(name, rate(lambda: client.get(address)), "pages/s", limit))  # noqa: B023
        yield told(Figure("  its template alone", rate(template_of(client, address)), "pages/s", limit))
        weight = weighed(answer.content.decode())
        yield told(Figure("  without what members wrote", weight, "bytes", ceiling=MOST_BYTES))
        line = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
        yield told(Figure("  on the line, all of it compressed", len(line.content), "bytes"))


def rate(make: Maker, seconds: float = 2.0) -> float:
    """How often a second of this processor it can be done."""
    make()
    began, done, passed = process_time(), 0, 0.0
    while passed < seconds:
        make()
        done += 1
        passed = process_time() - began
    return done / passed


def template_of(client: Any, address: str) -> Maker:
    """The last step of the page alone: its template, with the values that the view had made."""
    from rankandfile.web import page

    own, caught = page.render, []

    def catching(*given: Any, **named: Any) -> Any:
        caught.append((given, named))
        return own(*given, **named)

    page.render = catching
    try:
        client.get(address)
    finally:
        page.render = own
    given, named = caught[0]
    return lambda: own(*given, **named)


def on_the_line() -> int:
    """The bytes of what every page loads beside itself, as they come to a phone that has nothing of it yet."""
    from django.http import HttpResponse

    from rankandfile.web.static_files import StaticFiles

    own, files = StaticFiles(lambda request: HttpResponse("")), ("paper.css", "convention.css", "live.js", "mark.svg")
    shortest = [own.files[f"/static/rankandfile/{name}"].alternatives[0] for name in files]
    return sum(Path(path).stat().st_size for _encoding, path, _headers in shortest)


def weighed(html: str) -> int:
    """The bytes of the page without the texts in it."""
    texts = r'<(ol|div)[^>]*class="[^"]*\b(numbered|text)\b.*?</\1>'
    return len(re.sub(texts, "", html, flags=re.DOTALL).encode())


def served(home: Path, session: str, pages: dict[str, str]) -> Iterator[bool]:
    """Over loopback: pages a second of one core, waiting times, and the memory of the process."""
    port, began = free_port(), perf_counter()
    with site(home, port) as workers:
        print(f"\nServed {perf_counter() - began:.1f} s after the start; {BROWSERS} browsers ask one process")
        heading("pages, served")
        limit, _waits = asked(port, EMPTY, session, workers)
        for name, address in pages.items():
            speed, waits = asked(port, address, session, workers)
            yield told(Figure(name, speed, "pages/s", limit))
            yield told(Figure("  half of the browsers wait at most", waits[len(waits) // 2], "ms"))
            yield told(Figure("  99 of 100 wait at most", waits[len(waits) * 99 // 100], "ms"))
        yield told(Figure("memory of the process", max(memory(worker) for worker in workers), "MB"))


@contextmanager
def site(home: Path, port: int) -> Iterator[list[int]]:
    """The site is being served; the processes that serve it."""
    child = subprocess.Popen([sys.executable, __file__, "--serve", str(home), str(port)])
    try:
        wait_for(port)
        yield family(child.pid)
    finally:
        child.terminate()
        child.wait()


def wait_for(port: int) -> None:
    """Returns when the site answers."""
    for _ in range(1_200):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/about/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            sleep(0.05)
    raise SystemExit("The site does not answer.")


def asked(port: int, address: str, session: str, workers: list[int]) -> tuple[float, list[float]]:
    """Pages for a second of the server's processor, and each browser's waits in milliseconds, the shortest first."""
    browse(port, address, session, 2 * BROWSERS, [])
    before, waits = processor(workers), list[float]()
    crowd = [Thread(target=browse, args=(port, address, session, ASKED // BROWSERS, waits)) for _ in range(BROWSERS)]
    for browser in crowd:
        browser.start()
    for browser in crowd:
        browser.join()
    return len(waits) / max(processor(workers) - before, 0.01), sorted(waits)


def browse(port: int, address: str, session: str, times: int, waits: list[float]) -> None:
    """One browser asks for the page so many times, on one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(times):
        began = perf_counter()
        connection.request("GET", address, headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
        waits.append((perf_counter() - began) * 1000)
    connection.close()


def free_port() -> int:
    """A port that nobody listens on; the next one is for the live stream."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def serve(home: Path, port: int) -> int:
    """As `rankandfile serve` does, with the empty page."""
    from rankandfile.web.serve import serve as serve_site

    ready(home)
    serve_site(home, "127.0.0.1", port)
    return 0


if __name__ == "__main__":
    sys.exit(serve(Path(sys.argv[2]), int(sys.argv[3])) if sys.argv[1:2] == ["--serve"] else main())
