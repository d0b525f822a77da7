"""The digest on paper, and the search while typing, in a real browser."""

import re
import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.draft import Ask
from tests.web.hall.live import HandClock, Live, name_of
from tests.web.hall.stages import build
from tests.web.house import House
from tests.world import FOUNDER, handle

from .barriers import barriers, speak
from .conftest import Site

PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
LONG = "On the accounts of the ferries, the kitchens and the schools, who is to look at them, when, and by whose leave"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> Site:
    """A second issue with a hundred motions is out."""
    kept = build(tmp_path_factory.mktemp("stages"), "papers")["papers"]
    home = tmp_path_factory.mktemp("digest") / "home"
    shutil.copytree(kept, home)
    live = Live(home, HandClock(int((home / "now").read_text())))
    asks = []
    for number in range(100):
        text = f"To publish the accounts of ferry {number}.\n\n" + "Because nobody reads them as they are. " * 6
        act = MoveMotion(
            handle(20 + number % 60), live.now, live.state.meetings.current, "emergency", count_lines(text),
            fingerprint(text),
        )  # fmt: skip
        asks.append(Ask(act, {"title": f"{LONG} ({number})", "text": text, "synopsis": "Fifty words. " * 25}))
    live.do_all(asks)
    lines = live.state.meetings.conventions["C1"].timetable  # type: ignore[index]
    live.wait(next(line.at for line in lines if line.kind == "issue" and line.about == "2") + 60)
    DemoClock(home).set(live.now)
    live.secretary.close()
    return serving(House(home, FOUNDER, {}))


@pytest.fixture
def enter(site: Site, window: Callable[..., Page]) -> Callable[..., Page]:
    """A window of this width in which the member of this number is signed in."""

    def entered(number: int, width: int = 360) -> Page:
        size = {"width": width, "height": 800}
        return window(site, handle(number), name_of(number), viewport=size)

    return entered


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_list_of_a_hundred_proposals_prints_on_two_sheets(enter: Callable[..., Page], language: str) -> None:
    page = enter(50)
    speak(page, language)
    page.goto("/bulletin/C1/issue/2/digest/")
    assert page.locator(".digest article").count() == 100
    page.evaluate("document.querySelector('section.digest').remove()")
    assert len(PAGE.findall(page.pdf(format="A4"))) <= 2


def test_what_is_found_is_shown_while_words_are_typed(enter: Callable[..., Page]) -> None:
    page = enter(50)
    speak(page, "en")  # the account remembers the language of the test before
    page.goto("/search/")
    page.get_by_label("Words").press_sequentially("kitch")
    expect(page.locator("#found mark").first).to_have_text("kitchen")
    expect(page.locator("#count")).to_contain_text("these words")
    expect(page).to_have_url(re.compile("words=kitch"))
    page.get_by_label("Part").select_option("rule")
    expect(page.locator("#found")).to_contain_text("Try fewer or shorter words")


def test_a_digest_of_a_hundred_proposals_is_no_barrier(enter: Callable[..., Page]) -> None:
    pages = ("/bulletin/C1/issue/2/digest/", "/bulletin/mine/?show=seconders", "/search/?words=kitchen")
    assert barriers(enter(50), pages) == []
