"""The credentials desk in a real browser: a code is typed, the next one comes; the hall shows a code."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.world import DESK

from .barriers import barriers
from .test_speakers import members as members

HERE = "/convention/C1/credentials/"
PICTURES = os.environ.get("PICTURES", "")


def taken(page: Page, name: str) -> None:
    """A picture of the page, where somebody wants to look at one."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_a_delegate_leaves_and_is_checked_in_again_by_the_code_typed_at_the_desk(
    enter: Callable[..., Page], members: list[int]
) -> None:
    phone, desk = enter("floor", members[2]), enter("floor", DESK)
    phone.goto(HERE)
    code = phone.locator(".seat-code").inner_text()
    taken(phone, "seat-phone")
    phone.get_by_role("button", name="Leave the meeting").click()
    expect(phone.get_by_text("Show this code at the credentials desk.")).to_be_visible()
    desk.goto(f"{HERE}desk/")
    desk.locator("#id_code").focus()
    desk.keyboard.type(code.lower())
    desk.keyboard.press("Enter")
    expect(desk.get_by_text(re.compile("is checked in."))).to_be_visible()
    taken(desk, "desk-phone")
    phone.goto(HERE)
    expect(phone.get_by_text("You are checked in.")).to_be_visible()
    assert barriers(desk, (HERE, f"{HERE}desk/")) == []


def test_the_desk_shows_a_code_and_a_delegate_enters_it_by_keyboard(
    enter: Callable[..., Page], members: list[int]
) -> None:
    phone, desk = enter("floor", members[3]), enter("floor", DESK)
    desk.set_viewport_size({"width": 1280, "height": 720})
    desk.goto(f"{HERE}hall/")
    desk.get_by_role("button", name="Show a new code").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".hall-code")).to_be_visible()
    code = desk.locator(".hall-code").inner_text()
    taken(desk, "hall-wide")
    phone.goto(HERE)
    phone.get_by_role("button", name="Leave the meeting").click()
    phone.goto(f"{HERE}code/")
    phone.locator("#id_code").focus()
    phone.keyboard.type(code.replace("-", " "))
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("You are checked in.")).to_be_visible()
    assert barriers(desk, (f"{HERE}hall/",)) == []
    assert barriers(phone, (f"{HERE}code/",)) == []
