"""What members do most, with the keyboard alone: writing, seconding, voting."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def tab_to(page: Page, selector: str) -> None:
    """The focus is moved on with the tabulator until it stands on what is looked for."""
    page.wait_for_load_state()  # a page that comes takes the focus away
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The tabulator never comes to {selector}")


def test_a_motion_is_written_checked_and_moved(enter: Callable[..., Page]) -> None:
    page = enter("papers", 53)
    page.goto("/motions/new/")
    tab_to(page, "[name=business]")
    page.keyboard.press("Space")
    tab_to(page, "[name=title]")
    page.keyboard.type("Keys")
    tab_to(page, "[name=text]")
    page.keyboard.type("That every page is used without a mouse.")
    tab_to(page, "main form button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Text")).to_be_visible()
    tab_to(page, "main form button[name=checked]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your motion is received.")
    tab_to(page, ".main-act a")
    page.keyboard.press("Enter")
    expect(page.locator("#share-it")).to_be_in_viewport()


def test_a_motion_is_seconded_and_the_second_taken_back(enter: Callable[..., Page]) -> None:
    page = enter("papers", 54)
    page.goto("/motions/M2/")
    tab_to(page, ".main-act button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You have seconded M2.")
    tab_to(page, ".rail button.link, .main-act button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your second for M2 is taken back.")


def test_a_ballot_is_ranked_checked_and_cast(enter: Callable[..., Page]) -> None:
    page = enter("branches", 21)
    page.goto("/elections/E1/ballot/")
    first, second = page.locator("main form label").all_inner_texts()[:2]
    for rank in ("2", "1"):
        tab_to(page, "main form select")
        page.keyboard.type(rank)
    tab_to(page, "main form button.main")
    page.keyboard.press("Enter")
    expect(page.locator("dl.answers dd")).to_have_text([second, first])
    tab_to(page, "main form button[name=checked]")
    page.keyboard.press("Enter")
    expect(page.locator("#tracker")).to_be_visible()
