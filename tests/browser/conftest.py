"""The site as it is served, and a real Chromium that reads it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from msgspec import Struct
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from rankandfile.shell.demo.clock import DemoClock
from tests.web.hall import stages as hall
from tests.web.hall.live import name_of
from tests.web.house import House, build
from tests.world import FOUNDER, handle

from .barriers import speak
from .chromium import CHROMIUM, LONGEST, PATIENCE, Chromium

SERVE = """
import sys; from pathlib import Path; from rankandfile.web.serve import serve
serve(Path(sys.argv[1]), "127.0.0.1", int(sys.argv[2]), demo=sys.argv[3] == "demo")
"""

expect.set_options(timeout=PATIENCE)


STAGES = frozenset({"called", "papers", "branches", "floor", "closed", "evening"})
"""The stages of a convention that are served."""


class Site(Struct):
    """A site that is being served."""

    address: str
    house: House


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a real browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def serving() -> Iterator[Callable[..., Site]]:
    """Serves a house as a demonstration, or as the real thing, until the tests of this file are over."""
    with servers() as serve:
        yield serve


@pytest.fixture(scope="session")
def serving_all() -> Iterator[Callable[..., Site]]:
    """Serves a house until all tests are over."""
    with servers() as serve:
        yield serve


@contextmanager
def servers() -> Iterator[Callable[..., Site]]:
    """Serves houses, each by processes of its own, which end with this."""
    running: list[subprocess.Popen[bytes]] = []

    def serve(house: House, demo: bool = True) -> Site:
        port = two_free_ports()
        kind = "demo" if demo else "real"
        running.append(subprocess.Popen([sys.executable, "-c", SERVE, str(house.home), str(port), kind]))
        address = f"http://localhost:{port}"
        for each in (address, f"http://localhost:{port + 1}"):
            wait_until_it_answers(each, running[-1])
        return Site(address, house)

    yield serve
    for process in running:
        process.terminate()
    for process in running:
        process.wait(60)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serving_all: Callable[..., Site]) -> Site:
    """The demonstration of a small organisation."""
    return serving_all(build(tmp_path_factory.mktemp("browser") / "home"))


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Debian's Chromium, without a window."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        own = Chromium(playwright, tmp_path_factory.mktemp("chromium"))
        yield own
        own.end()


@pytest.fixture
def opened(chromium: Chromium) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a window of its own, with the browser's settings as keywords. All of them are shut when the test is over;
    a test that takes for ever fails.
    """
    windows: list[BrowserContext] = []

    def open_(**settings: Any) -> BrowserContext:
        windows.append(chromium.window(**{"locale": "en-GB", **settings}))
        return windows[-1]

    with chromium.ended_after(LONGEST):
        yield open_
    for window in windows:
        chromium.shut(window)


@pytest.fixture
def blank(opened: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A page in a window of its own. What the console says is an error, but where the connection is to be lost."""

    def page_of(loses_connection: bool = False, **settings: Any) -> Page:
        page = opened(**settings).new_page()
        if not loses_connection:
            page.on("console", complain)
        return page

    return page_of


@pytest.fixture
def reader(site: Site, blank: Callable[..., Page]) -> Callable[..., Page]:
    """A page of somebody signed in, with the browser's settings as keywords."""

    def signed_in(name: str = "Bo Tanaka", loses_connection: bool = False, **settings: Any) -> Page:
        wanted = {"viewport": {"width": 1280, "height": 800}, **settings}
        page = blank(loses_connection, base_url=site.address, **wanted)
        page.goto("/demo/")
        with page.expect_navigation():
            page.get_by_role("button", name=re.compile(name)).first.click()
        return in_english(page)

    return signed_in


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, serving_all: Callable[..., Site]) -> dict[str, Site]:
    """The convention at each stage, served on a clock that stands where the stage ends."""
    found = {}
    for stage, home in hall.build(tmp_path_factory.mktemp("stages")).items():
        if stage in STAGES:
            DemoClock(home).set(int((Path(home) / "now").read_text()))
            found[stage] = serving_all(House(home, FOUNDER, {}))
    return found


@pytest.fixture
def window(blank: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a window at a site, with the browser's settings as keywords, in which this person is signed in who is found
    by these words.
    """

    def signed_in(site: Site, person: str, words: str, loses_connection: bool = False, **settings: Any) -> Page:
        page = blank(loses_connection, base_url=site.address, **settings)
        page.goto(f"/demo/?search={words}")
        with page.expect_navigation():
            page.locator(f'form[action="/demo/{person}/"] button').first.click()
        return in_english(page)

    return signed_in


@pytest.fixture
def enter(sites: dict[str, Site], window: Callable[..., Page]) -> Callable[..., Page]:
    """A phone on which the member of this number is signed in, at this stage."""

    def entered(stage: str, number: int, loses_connection: bool = False) -> Page:
        phone = {"width": 360, "height": 640}
        return window(sites[stage], handle(number), name_of(number), loses_connection, viewport=phone)

    return entered


def in_english(page: Page) -> Page:
    """The page in English: an account keeps the language that an earlier test has chosen."""
    if page.locator("html").get_attribute("lang") != "en":
        speak(page, "en")
    return page


def complain(message: Any) -> None:
    """The console of a good page is empty; a policy that is broken is told there."""
    if (
        message.type == "error"
        and "404" not in message.text
        and "422" not in message.text
        and "409" not in message.text
    ):
        raise AssertionError(message.text)


def two_free_ports() -> int:
    """A port that is free together with the one after it: where no connection begins by itself, and where no other
    run looks at the same time.
    """
    first = 10_000 + 64 * (os.getpid() % 300)
    return next(port for port in count(first, 2) if is_free(port) and is_free(port + 1))


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as own:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            own.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    """The site is up; a minute is enough on a busy machine."""
    for _ in range(600):
        assert process.poll() is None, f"{address} has ended"
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
