"""The speakers' list in a real browser: asked for on a phone, called by the chair, counted down for all."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.ids import ConventionId
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from tests.world import CHAIR, DESK, MINUTES, handle

from .barriers import barriers, speak
from .conftest import Site

LIST = "/convention/C1/speakers/"
WIDE = {"width": 1280, "height": 800}
PICTURES = os.environ.get("PICTURES", "")


def taken(page: Page, name: str) -> None:
    """A picture of the page, where somebody wants to look at one."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def members(sites: dict[str, Site]) -> list[int]:
    """Those present with a vote, whoever presides left out."""
    home = sites["floor"].house.home
    secretary = Secretary(Home(home), DemoClock(home))
    present = present_voters(secretary.state.meetings.conventions[ConventionId("C1")])
    secretary.close()
    return [number for number in range(10, 140) if handle(number) in present and number != CHAIR]


def test_a_delegate_asks_on_a_phone_is_called_and_everybody_sees_the_time_run(
    enter: Callable[..., Page], members: list[int]
) -> None:
    phone, other, chair = enter("floor", members[0]), enter("floor", members[1]), enter("floor", CHAIR)
    chair.set_viewport_size(WIDE)
    for page, label in ((phone, "Ask to speak for"), (other, "Ask to speak against")):
        page.goto(LIST)
        taken(page, "asking")
        with page.expect_navigation():
            page.get_by_role("button", name=label).first.click()
    expect(other.get_by_text("You are number 2 on the list.")).to_be_visible()
    taken(other, "delegate-phone")
    for _ in range(2):
        chair.goto(LIST)
        with chair.expect_navigation():
            chair.locator(".main-act button").click()
    expect(chair.locator(".countdown")).to_have_text(re.compile(r"Left: \u2066[0-3]:?\d?\d:\d\d\u2069"))
    taken(chair, "chair-wide")
    expect(other.get_by_text("You are next.")).to_be_visible()
    taken(other, "next-phone")
    for page in (phone, chair):
        assert barriers(page, (LIST, f"{LIST}groups/" if page is phone else f"{LIST}out-of-turn/")) == []
        taken(page, "form-phone" if page is phone else "form-wide")
    speak(phone, "ar")
    assert barriers(phone, (LIST,)) == []
    taken(phone, "arabic-phone")
    chair.goto("/convention/C1/chair/")
    taken(chair, "chair-screen")


def test_the_desk_and_whoever_looks_on_find_no_barrier(enter: Callable[..., Page]) -> None:
    assert barriers(enter("floor", DESK), (LIST, f"{LIST}desk/")) == []
    assert barriers(enter("floor", MINUTES), (LIST,)) == []
