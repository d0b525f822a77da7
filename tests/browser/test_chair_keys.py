"""The chair's screen with one key for each step: only where the chair asks for it, and never while typing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.world import CHAIR

from .barriers import barriers, speak

CHAIR_PAGE = "/convention/C1/chair/"


def test_a_number_does_the_step_only_once_the_chair_has_asked_for_it(enter: Callable[..., Page]) -> None:
    page = enter("floor", CHAIR)
    speak(page, "en")
    page.goto(CHAIR_PAGE)
    page.keyboard.press("1")
    expect(page.locator("#rail kbd")).to_have_count(0)
    page.check("#keys")
    expect(page.locator("#rail kbd").first).to_have_text("1")
    first = page.locator("#rail .main-act button")
    expect(first).to_have_attribute("aria-keyshortcuts", "1")
    page.keyboard.press("1")
    expect(page.get_by_text("The vote is open.")).to_be_visible()
    page.goto(CHAIR_PAGE)
    expect(page.locator("#keys")).to_be_checked()
    assert barriers(page, (CHAIR_PAGE,)) == []


def test_a_delegate_raises_and_the_chair_rules_by_keyboard_alone(enter: Callable[..., Page]) -> None:
    page = enter("floor", CHAIR)
    speak(page, "en")
    page.goto("/convention/C1/procedure/raise/point-of-order/")
    page.focus("[name=reason]")
    page.keyboard.type("Article 11 says otherwise.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is raised.")).to_be_visible()
    page.goto(CHAIR_PAGE)
    page.check("#keys")
    page.keyboard.press("1")
    page.focus("[name=upheld][value=yes]")
    page.keyboard.press("Space")
    page.focus("[name=ruling]")
    page.keyboard.type("It does: 1 2 3.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The ruling is recorded.")).to_be_visible()
