"""The convention's pages in a real browser, at each stage of its way: narrow, from right to left, without barriers."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from rankandfile.shell.demo.clock import DemoClock
from tests.web.hall.live import name_of
from tests.web.hall.stages import build
from tests.web.house import House
from tests.world import CHAIR, DESK, FOUNDER, MINUTES, TELLERS, handle

from .conftest import Site, complain
from .test_frame import is_wider_than_the_window, speak

PAGES = {
    "papers": (50, ("/", "/motions/", "/motions/M1/", "/motions/M2/", "/motions/new/", "/motions/M1/amend/",
                    "/bulletin/", "/bulletin/C1/issue/1/", "/bulletin/C1/waiting/", "/bulletin/D1/",
                    "/bulletin/submit/", "/convention/C1/")),
    "branches": (20, ("/elections/", "/elections/E1/", "/elections/E1/ballot/", "/elections/E5/", "/elections/call/",
                      "/branches/north/")),
    "floor": (CHAIR, ("/convention/", "/convention/C1/floor/", "/convention/C1/chair/", "/convention/C1/agenda/",
                      "/convention/C1/projector/", "/convention/C1/votes/", "/convention/C1/votes/V1/",
                      "/convention/C1/delegates/")),
    "closed": (MINUTES, ("/convention/C1/minutes/", "/convention/C1/minutes/publish/", "/elections/E8/", "/motions/M1/",
                         "/convention/C1/votes/V3/")),
}  # fmt: skip
WORKERS = {DESK: "/convention/C1/credentials/", TELLERS[0]: "/convention/C1/tell/"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> dict[str, Site]:
    """The convention at each stage, served on a clock that stands where the stage ends."""
    found = {}
    for stage, home in build(tmp_path_factory.mktemp("stages")).items():
        if stage in PAGES:
            DemoClock(home).set(int((Path(home) / "now").read_text()))
            found[stage] = serving(House(home, FOUNDER, {}))
    return found


@pytest.fixture
def enter(sites: dict[str, Site], chromium: Browser) -> Iterator[Callable[[str, int], Page]]:
    """A phone on which the member of this number is signed in, at this stage."""
    contexts = []

    def entered(stage: str, number: int) -> Page:
        phone = {"width": 360, "height": 640}
        context = chromium.new_context(base_url=sites[stage].address, locale="en-GB", viewport=phone)
        contexts.append(context)
        page = context.new_page()
        page.on("console", complain)
        page.goto(f"/demo/?search={name_of(number)}")
        page.locator(f'form[action="/demo/{handle(number)}/"] button').first.click()
        return page

    yield entered
    for context in contexts:
        context.close()


def barriers(page: Page, addresses: tuple[str, ...]) -> list[tuple[str, str]]:
    """What keeps somebody from using these pages: pages that are not there, too wide, or that axe complains about."""
    found = []
    for address in addresses:
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            found.append((address, "not there"))
        if is_wider_than_the_window(page):
            found.append((address, "wider than the window"))
        found += [(address, each["id"]) for each in Axe().run(page).response["violations"]]
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("stage", PAGES)
def test_nothing_on_the_way_of_a_convention_is_a_barrier(enter: Callable[..., Page], stage: str, language: str) -> None:
    number, addresses = PAGES[stage]
    page = enter(stage, number)
    speak(page, language)
    assert barriers(page, addresses) == []


@pytest.mark.parametrize("number", WORKERS)
def test_nothing_is_a_barrier_to_who_works_at_the_meeting(enter: Callable[..., Page], number: int) -> None:
    assert barriers(enter("floor", number), (WORKERS[number],)) == []


@pytest.mark.parametrize("letter", ["W", "م"])
def test_a_title_without_a_space_breaks_nothing_on_a_phone(enter: Callable[..., Page], letter: str) -> None:
    page = enter("papers", 52)
    page.goto("/motions/new/")
    page.locator("[name=business]").first.check()
    for field in ("title", "synopsis", "text"):
        page.fill(f"[name={field}]", letter * 150)
    page.locator("main form button.main").first.click()
    assert not is_wider_than_the_window(page)
    page.locator("main form button[name=checked]").click()
    expect(page.get_by_role("status")).to_be_visible()
    for address in (page.url, "/", "/motions/", "/bulletin/", "/bulletin/C1/waiting/", "/record/", "/record/mine/"):
        page.goto(address)
        assert not is_wider_than_the_window(page), address


def test_the_projector_counts_down_by_the_servers_clock_and_says_the_hour_without_a_script(
    enter: Callable[..., Page],
) -> None:
    page = enter("floor", CHAIR)
    speak(page, "en")
    page.goto("/convention/C1/projector/")
    left = page.locator(".countdown").last
    expect(left).to_have_text(re.compile(r"^Left: \u2066\d+:\d\d:\d\d\u2069$"))
    before = left.inner_text()
    expect(left).not_to_have_text(before)
    expect(page.locator(".time-left time").last).to_have_text(re.compile(r"\w+ \d\d:\d\d"))


def test_the_chair_reads_the_tellers_counts_on_a_phone(enter: Callable[..., Page]) -> None:
    chair = enter("floor", CHAIR)
    chair.goto("/convention/C1/chair/")
    chair.locator(".main-act button").click()
    for number in TELLERS[:2]:
        teller = enter("floor", number)
        teller.goto("/convention/C1/tell/")
        for name, votes in {"yes": "4", "no": "2", "abstain": "1"}.items():
            teller.fill(f"[name={name}]", votes)
        teller.locator("main form button.main").click()
    assert barriers(chair, ("/convention/C1/chair/", "/convention/C1/projector/", "/convention/C1/floor/")) == []
    expect(chair.locator("h1")).to_be_visible()
