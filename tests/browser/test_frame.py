"""Every page in a real browser: narrow, wide, large, dark, from right to left, by keyboard, without JavaScript."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .barriers import is_wider_than_the_window, speak
from .conftest import Site

PAGES = (
    "/", "/members/", "/members/admit/", "/members/move/", "/branches/", "/branches/new/", "/branches/old-mill/",
    "/offices/", "/rulebook/", "/record/", "/record/0/", "/record/mine/", "/record/checkpoint/", "/settings/",
    "/settings/feeds/",
    "/about/", "/privacy/", "/accessibility/", "/check/", "/demo/", "/nowhere/", "/account/passkeys/",
    "/members/leave/",
)  # fmt: skip
PHONE = {"viewport": {"width": 360, "height": 640}}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


@LANGUAGES
def test_no_page_scrolls_sideways_on_a_phone(reader: Callable[..., Page], language: str) -> None:
    page = reader("Chidi Moreau", **PHONE)
    speak(page, language)
    assert page.locator("html").get_attribute("dir") == {"en": "ltr", "ar": "rtl"}[language]
    wide = [address for address in PAGES if page.goto(address) and is_wider_than_the_window(page)]
    assert wide == []


def test_no_page_scrolls_sideways_at_200_per_cent(reader: Callable[..., Page]) -> None:
    page = reader(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    assert [address for address in PAGES if page.goto(address) and is_wider_than_the_window(page)] == []


def test_letters_twice_as_large_fit_on_a_wide_page(reader: Callable[..., Page]) -> None:
    page = reader()
    for address in PAGES:
        page.goto(address)
        page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")
        assert not is_wider_than_the_window(page), address


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("en", "dark"), ("ar", "light")])
def test_axe_finds_no_barrier(reader: Callable[..., Page], language: str, scheme: str) -> None:
    page, found = reader("Chidi Moreau", color_scheme=scheme), []
    speak(page, language)
    for address in PAGES:
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        found += [(address, one["id"], node["html"][:120]) for one in violations for node in one["nodes"]]
    assert found == []


def test_the_first_tab_offers_to_skip_to_the_content(reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto("/members/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_member_is_admitted_by_keyboard_alone(reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto("/members/admit/")
    page.locator("#id_name").focus()
    page.keyboard.type("Gül Novák")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("North")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("01312030")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Gül Novák is a member now.")


def test_the_focus_goes_to_what_is_wrong(reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto("/members/admit/")
    page.get_by_role("button", name="Admit this member").click()
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors a").first.click()
    expect(page.locator("#id_name")).to_be_focused()


def test_everything_works_without_javascript(reader: Callable[..., Page]) -> None:
    page = reader(java_script_enabled=False, **PHONE)
    page.goto("/members/")
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("link", name="Branches").first.click()
    page.get_by_role("link", name="Old Mill").click()
    expect(page.get_by_role("heading", name="Old Mill")).to_be_visible()
    page.goto("/members/admit/")
    page.get_by_label("Name").fill("Noor van Dijk")
    page.get_by_label("Branch").select_option("north-harbour")
    page.get_by_label("Members", exact=True).check()
    page.get_by_label("Dues paid until").fill("2030-01-31")
    page.get_by_role("button", name="Admit this member").click()
    expect(page.get_by_role("status")).to_contain_text("Noor van Dijk is a member now.")


def test_the_main_act_stands_at_the_foot_of_a_phone_and_covers_nothing(reader: Callable[..., Page]) -> None:
    page = reader(**PHONE)
    page.goto("/members/")
    bar = page.locator(".main-act").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] == 640
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    last = page.locator(".foot p").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= bar["y"]


def test_a_rule_opens_in_place(reader: Callable[..., Page]) -> None:
    page = reader()
    page.goto("/branches/")
    page.locator("summary", has_text="Article 3").click()
    expect(page.locator(".rule p").first).to_be_visible()


def test_an_open_page_shows_what_others_do(reader: Callable[..., Page]) -> None:
    watching, acting = reader(), reader("Amina Lund")
    watching.goto("/record/checkpoint/")
    before = watching.locator("#checkpoint").inner_text()
    acting.goto("/members/move/")
    acting.get_by_label("New branch").select_option("old-mill")
    acting.get_by_role("button", name="Move to this branch").click()
    expect(watching.locator("#checkpoint")).not_to_have_text(before)


def test_paper_shows_the_text_and_none_of_the_buttons(reader: Callable[..., Page], site: Site) -> None:
    page = reader()
    page.goto("/rulebook/")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator("#a2")).to_be_visible()
