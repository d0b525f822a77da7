"""The floor in a real browser: what the projector counts, what the chair reads on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.world import CHAIR, TELLERS

from .barriers import barriers, speak


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
    with chair.expect_navigation():
        chair.locator(".main-act button").click()
    for number in TELLERS[:2]:
        teller = enter("floor", number)
        teller.goto("/convention/C1/tell/")
        for name, votes in {"yes": "4", "no": "2", "abstain": "1"}.items():
            teller.fill(f"[name={name}]", votes)
        with teller.expect_navigation():
            teller.locator("main form button.main").click()
    assert barriers(chair, ("/convention/C1/chair/", "/convention/C1/projector/", "/convention/C1/floor/")) == []
    expect(chair.locator("h1")).to_be_visible()
