"""The site as it is served, and a real Chromium that reads it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from rankandfile.shell.demo.clock import DemoClock
from tests.web.hall import stages as hall
from tests.web.hall.live import name_of
from tests.web.house import House, build
from tests.world import FOUNDER, handle

from .barriers import speak

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIETLY = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SERVE = """
import sys; from pathlib import Path; from rankandfile.web.serve import serve
serve(Path(sys.argv[1]), "127.0.0.1", int(sys.argv[2]), demo=sys.argv[3] == "demo")
"""


PATIENCE = 60_000
"""Milliseconds that a page may take on a busy machine before it counts as not coming."""
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


@pytest.fixture(scope="session")
def serving() -> Iterator[Callable[..., Site]]:
    """Serves a house as a demonstration, or as the real thing, until the tests are over."""
    running: list[subprocess.Popen[bytes]] = []

    def serve(house: House, demo: bool = True) -> Site:
        port = two_free_ports()
        kind = "demo" if demo else "real"
        running.append(subprocess.Popen([sys.executable, "-c", SERVE, str(house.home), str(port), kind]))
        address = f"http://localhost:{port}"
        wait_until_it_answers(address)
        return Site(address, house)

    yield serve
    for process in running:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> Site:
    """The demonstration of a small organisation."""
    return serving(build(tmp_path_factory.mktemp("browser") / "home"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIETLY))
        yield browser
        browser.close()


@pytest.fixture
def reader(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page of somebody signed in, with the browser's settings as keywords. What the console says is an error, but
    where the connection is to be lost.
    """
    contexts: list[BrowserContext] = []

    def opened(name: str = "Bo Tanaka", loses_connection: bool = False, **settings: Any) -> Page:
        wanted = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, **settings}
        context = chromium.new_context(base_url=site.address, **wanted)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if not loses_connection:
            page.on("console", complain)
        if name:
            page.goto("/demo/")
            page.get_by_role("button", name=re.compile(name)).first.click()
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> dict[str, Site]:
    """The convention at each stage, served on a clock that stands where the stage ends."""
    found = {}
    for stage, home in hall.build(tmp_path_factory.mktemp("stages")).items():
        if stage in STAGES:
            DemoClock(home).set(int((Path(home) / "now").read_text()))
            found[stage] = serving(House(home, FOUNDER, {}))
    return found


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a window at a site, with the browser's settings as keywords, in which this person is signed in who is found
    by these words. What the console says is an error, but where the connection is to be lost.
    """
    contexts: list[BrowserContext] = []

    def opened(site: Site, person: str, words: str, loses_connection: bool = False, **settings: Any) -> Page:
        context = chromium.new_context(base_url=site.address, locale="en-GB", **settings)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if not loses_connection:
            page.on("console", complain)
        page.goto(f"/demo/?search={words}")
        page.locator(f'form[action="/demo/{person}/"] button').first.click()
        page.wait_for_load_state()
        if page.locator("html").get_attribute("lang") != "en":  # an account keeps the language that a test has chosen
            speak(page, "en")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def enter(sites: dict[str, Site], window: Callable[..., Page]) -> Callable[..., Page]:
    """A phone on which the member of this number is signed in, at this stage."""

    def entered(stage: str, number: int, loses_connection: bool = False) -> Page:
        phone = {"width": 360, "height": 640}
        return window(sites[stage], handle(number), name_of(number), loses_connection, viewport=phone)

    return entered


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
    """A port that is free together with the one after it."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            with socket.socket() as second:
                try:
                    second.bind(("127.0.0.1", port + 1))
                except OSError:
                    continue
                return port


def wait_until_it_answers(address: str) -> None:
    """The site is up; a minute is enough on a busy machine."""
    for _ in range(600):
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
