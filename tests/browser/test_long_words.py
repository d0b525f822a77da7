"""Words that are longer than a phone is wide."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .barriers import is_wider_than_the_window


@pytest.mark.parametrize("letter", ["W", "م"])
def test_a_title_without_a_space_breaks_nothing_on_a_phone(enter: Callable[..., Page], letter: str) -> None:
    page = enter("papers", 52)
    page.goto("/motions/new/")
    page.locator("[name=business]").first.check()
    for field in ("title", "synopsis", "text"):
        page.fill(f"[name={field}]", letter * 150)
    page.locator("main form button.main").first.click()
    expect(page.locator("main form button[name=checked]")).to_be_visible()
    assert not is_wider_than_the_window(page)
    page.locator("main form button[name=checked]").click()
    expect(page.get_by_role("status")).to_be_visible()
    for address in (page.url, "/", "/motions/", "/bulletin/", "/bulletin/C1/waiting/", "/record/", "/record/mine/"):
        page.goto(address)
        assert not is_wider_than_the_window(page), address
