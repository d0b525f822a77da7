"""Letters between members in a real browser: no barriers in both languages and widths, and by the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .barriers import barriers, speak
from .test_keyboard import tab_to

Enter = Callable[..., Page]
WIDTHS = {"phone": {"width": 360, "height": 800}, "desk": {"width": 1280, "height": 800}}
PAGES = ("/letters/", "/letters/to/branch/old-mill/", "/letters/to/branch/north-harbour/", "/letters/stop/x/")


def write(
    page: Page, to: str, subject: str = "Ferries and the kitchens of the harbour", text: str = "Second it?"
) -> None:
    """The letter is sent."""
    page.goto(to)
    page.get_by_label("Subject").fill(subject)
    page.get_by_label("Your letter").fill(text)
    page.get_by_role("button", name="Look at it once more").click()
    page.get_by_role("button", name="Send this letter").click()
    expect(page.get_by_role("heading", name="My letters")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_letters_have_no_barriers(reader: Enter, width: str, language: str) -> None:
    amina = reader("Amina Lund", viewport=WIDTHS[width])
    write(amina, "/letters/to/branch/old-mill/", text="x" * 300)
    bo = reader("Bo Tanaka", viewport=WIDTHS[width])
    speak(bo, language)
    assert barriers(bo, PAGES) == []
    speak(amina, language)
    assert barriers(amina, PAGES) == []
    speak(bo, "en")
    speak(amina, "en")


def test_a_letter_is_written_by_the_keyboard_alone(reader: Enter) -> None:
    page = reader("Chidi Moreau")
    page.goto("/letters/to/branch/old-mill/")
    page.get_by_label("Subject").focus()
    page.keyboard.type("By hand")
    page.keyboard.press("Tab")
    page.keyboard.type("Without a mouse.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    send = page.get_by_role("button", name="Send this letter")
    expect(send).to_be_visible()
    page.wait_for_load_state()
    tab_to(page, "main form button.main")
    expect(send).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("on the receivers' pages")
    expect(page.get_by_text("By hand")).to_be_visible()


def test_a_faulty_letter_keeps_what_was_typed_and_says_what_to_do(reader: Enter) -> None:
    page = reader("Emil Haddad")
    page.goto("/letters/to/branch/old-mill/")
    page.get_by_label("Your letter").fill("Here it stands.")
    page.get_by_role("button", name="Look at it once more").click()
    expect(page).to_have_title(re.compile("^Look again:"))
    expect(page.get_by_label("Your letter")).to_have_value("Here it stands.")
