"""A text on the device: kept while it is written, offered again, removed by hand or once it is in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rankandfile.core.text import count_words

KEPT = "wanted => Object.keys(localStorage).filter(key => key.startsWith('rankandfile-draft:')).length === wanted"


def test_a_text_is_kept_on_the_device_until_it_is_handed_in(enter: Callable[[str, int], Page]) -> None:
    page = enter("papers", 50)
    page.goto("/motions/new/")
    page.get_by_label("Title").fill("Ferry fares")
    page.locator("textarea[name=text]").fill("# Fares\n\nThe convention freezes the fares.")
    expect(page.get_by_text("this browser keeps the text on this device too")).to_be_visible()
    page.goto("/motions/")
    page.goto("/motions/new/")
    expect(page.get_by_role("heading", name="A text on this device")).to_be_visible()
    page.get_by_role("button", name="Put it into the form").click()
    expect(page.locator("textarea[name=text]")).to_have_value("# Fares\n\nThe convention freezes the fares.")
    page.get_by_label("Motions", exact=False).first.check()
    page.get_by_role("button", name="Check this motion").click()
    page.get_by_role("button", name="Move this motion").click()
    expect(page.locator(".receipt")).to_be_visible()
    page.wait_for_function(KEPT, arg=0)


@pytest.mark.parametrize(
    "written",
    [
        "Two words.",
        "公开账目。每月一次",
        "w" * 91 + " and 𠮷𠮷",
        "เปิดเผยบัญชี",
        "https://union.example/accounts/2026/one",
    ],
)
def test_words_are_counted_while_typing_as_the_rules_count_them(
    enter: Callable[[str, int], Page], written: str
) -> None:
    page = enter("papers", 51)
    page.goto("/motions/new/")
    page.locator("textarea[name=synopsis]").fill(written)
    expect(page.get_by_text(f"Words: {count_words(written)} of 50")).to_be_visible()


def test_a_text_is_removed_from_the_device_by_hand(enter: Callable[[str, int], Page]) -> None:
    page = enter("papers", 51)
    page.goto("/motions/new/")
    page.locator("textarea[name=text]").fill("Not for others.")
    page.locator("#device-words").get_by_role("button", name="Remove it from this device").click()
    page.wait_for_function(KEPT, arg=0)
    page.goto("/motions/new/")
    expect(page.get_by_role("heading", name="A text on this device")).to_be_hidden()


def test_a_new_text_takes_nothing_from_one_that_waits(enter: Callable[[str, int], Page]) -> None:
    page = enter("papers", 52)
    for words in ("The first text.", "The second text."):
        page.goto("/motions/new/")
        page.locator("textarea[name=text]").fill(words)
        expect(page.locator("#device-words")).to_be_visible()
    page.goto("/motions/new/")
    offer = page.locator("#device-draft")
    offer.get_by_role("button", name="Remove it from this device").click()
    offer.get_by_role("button", name="Put it into the form").click()
    expect(page.locator("textarea[name=text]")).to_have_value("The first text.")
    expect(offer).to_be_hidden()
    page.wait_for_function(KEPT, arg=1)


def test_an_amendment_by_editing_is_kept_for_its_own_lines(enter: Callable[[str, int], Page]) -> None:
    page = enter("papers", 55)
    page.goto("/motions/M1/amend/text/?line=5")
    page.locator("textarea[name=text]").fill("Quite other lines.")
    expect(page.locator("#device-words")).to_be_visible()
    page.goto("/motions/M1/amend/text/?line=1")
    expect(page.locator("#device-draft")).to_be_hidden()
    page.goto("/motions/M1/amend/text/?line=5")
    page.locator("#device-draft").get_by_role("button", name="Put it into the form").click()
    expect(page.locator("textarea[name=text]")).to_have_value("Quite other lines.")
    page.get_by_role("button", name="Check this amendment").click()
    page.get_by_role("button", name="Move this amendment").click()
    expect(page.locator(".receipt")).to_be_visible()
    page.wait_for_function(KEPT, arg=0)


def test_the_words_of_the_last_moment_before_a_page_is_left_are_kept_too(enter: Callable[[str, int], Page]) -> None:
    page = enter("papers", 56)
    page.goto("/motions/new/")
    page.locator("textarea[name=text]").fill("Written in haste.")
    page.goto("/motions/new/")
    page.locator("#device-draft").get_by_role("button", name="Put it into the form").click()
    expect(page.locator("textarea[name=text]")).to_have_value("Written in haste.")
    page.locator("#device-words").get_by_role("button", name="Remove it from this device").click()
    page.goto("/motions/new/")
    expect(page.get_by_role("heading", name="A text on this device")).to_be_hidden()
