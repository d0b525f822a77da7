"""The pages of meetings of branches and bodies in a real browser: without barriers, and by the keyboard alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from .barriers import barriers, is_wider_than_the_window, speak
from .test_keyboard import tab_to

CALLING = (
    (11, ("/meetings/", "/meetings/call/?body=branch/north", "/convention/S2/", "/convention/S2/call-off/",
          "/convention/S2/chair/", "/convention/S2/projector/")),
    (42, ("/meetings/", "/meetings/demand/?body=branch/south", "/convention/S2/")),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("number", "addresses"), CALLING)
def test_nothing_is_a_barrier_to_who_calls_a_meeting(
    enter: Callable[..., Page], number: int, addresses: tuple[str, ...], language: str
) -> None:
    page = enter("evening", number)
    speak(page, language)
    assert barriers(page, addresses) == []


def test_a_branch_secretary_calls_a_meeting_by_the_keyboard_and_calls_it_off(enter: Callable[..., Page]) -> None:
    page = enter("evening", 11)
    page.goto("/meetings/")
    tab_to(page, ".main-act a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Call a meeting")).to_be_visible()
    page.get_by_label("Place").fill("The boathouse")
    opens = datetime.now(UTC) + timedelta(days=36500)
    page.get_by_label("It opens").fill(opens.strftime("%Y-%m-%dT19:00"))
    page.get_by_label("It closes at the latest").fill(opens.strftime("%Y-%m-%dT21:00"))
    tab_to(page, "main form button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_contain_text("The meeting opens")
    assert not is_wider_than_the_window(page)
    tab_to(page, "main form button[name=checked]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The meeting is called.")
    page.goto(f"{page.url}call-off/")
    page.get_by_label("Reason").fill("The boathouse leaks.")
    tab_to(page, "main form button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("This cannot be undone.")
    tab_to(page, "main form button[name=checked]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("The boathouse leaks.")
