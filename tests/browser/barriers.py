"""What keeps somebody from using a page: too wide for the window, not there, or a finding of axe."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def is_wider_than_the_window(page: Page) -> bool:
    """Whether one has to scroll sideways."""
    page.wait_for_load_state()  # a click may have begun to lead elsewhere
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def speak(page: Page, language: str) -> None:
    """The pages are in this language from here on."""
    page.goto("/")
    page.locator("#foot_language").select_option(language)
    with page.expect_navigation():
        page.locator(".foot form button").click()


def barriers(page: Page, addresses: tuple[str, ...]) -> list[tuple[str, str]]:
    """What keeps somebody from using these pages: pages that are not there, too wide, or that axe complains about."""
    found = []
    for address in addresses:
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            found.append((address, "not there"))
        if is_wider_than_the_window(page):
            found.append((address, "wider than the window"))
        found += [(address, each["id"]) for each in Axe().run(page).response["violations"]]
    return found
