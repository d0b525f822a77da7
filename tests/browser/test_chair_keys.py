"""The chair's screen with one key for each step: only where the chair asks for it, and never while typing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.world import CHAIR

from .barriers import barriers, speak

CHAIR_PAGE, PROCEDURE = "/convention/C1/chair/", "/convention/C1/procedure/"


def test_a_point_is_raised_and_ruled_on_by_keyboard_alone_with_one_key_for_the_step(enter: Callable[..., Page]) -> None:
    page = enter("floor", CHAIR)
    speak(page, "en")
    page.goto(f"{PROCEDURE}raise/point-of-order/")
    page.focus("[name=reason]")
    page.keyboard.type("Article 11 says otherwise.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is raised.")).to_be_visible()
    page.goto(CHAIR_PAGE)
    ruling = page.locator("#rail a", has_text="Rule on P")
    expect(ruling).to_be_visible()
    expect(page.locator("#rail kbd")).to_have_count(0)
    for digit in "123456789":
        page.keyboard.press(digit)
    assert page.url.endswith(CHAIR_PAGE)
    expect(page.get_by_text("Recorded")).to_have_count(0)
    page.check("#keys")
    key = ruling.locator("kbd").inner_text()
    expect(ruling).to_have_attribute("aria-keyshortcuts", key)
    assert barriers(page, (CHAIR_PAGE,)) == []
    expect(page.locator("#keys")).to_be_checked()
    page.keyboard.press(key)
    page.focus("[name=upheld][value=yes]")
    page.keyboard.press("Space")
    page.focus("[name=ruling]")
    page.keyboard.type("It does: 1 2 3.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The ruling is recorded.")).to_be_visible()
    page.uncheck("#keys")
    expect(page.locator("#rail kbd")).to_have_count(0)
    assert barriers(page, (PROCEDURE,)) == []
