"""Writing, bringing in, drafts, co-authors, references, amendments to rules: narrow, in both languages, no barrier."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rankandfile.shell.presets import preset_text
from tests.web.hall.live import name_of
from tests.web.hall.test_markdown import MOTION, TABLE

from .barriers import barriers, is_wider_than_the_window, speak

MOVER, FRIEND = 72, 61


def faults(page: Page) -> list[str]:
    """What keeps somebody from using the page that is open."""
    wide = ["wider than the window"] * is_wider_than_the_window(page)
    return wide + [each["id"] for each in Axe().run(page).response["violations"]]


def send(page: Page, button: str = "main form button.main") -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_formatted_motion_is_written_previewed_and_read(
    enter: Callable[..., Page], tmp_path: Path, language: str
) -> None:
    page = enter("papers", 62 if language == "en" else 63)
    speak(page, language)
    (tmp_path / "rents.md").write_text(f"# Rents of rooms\n\n{TABLE}")
    page.goto("/motions/new/")
    page.locator("details:has(#document) > summary").click()
    page.set_input_files("#document", tmp_path / "rents.md")
    send(page, "button[value=bring]")
    assert faults(page) == []
    expect(page.locator("[name=title]")).to_have_value("Rents of rooms")
    page.locator("[name=business][value=emergency]").check()
    page.locator("[name=text]").fill(f"{MOTION}\n{TABLE}")
    send(page, "button[value=preview]")
    assert faults(page) == []
    send(page, "button[value=keep]")
    assert faults(page) == []
    assert barriers(page, ("/drafts/",)) == []
    page.locator("main .list a").first.click()
    send(page)
    assert faults(page) == []
    send(page, "button[name=checked]")
    expect(page.locator(".receipt")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_co_authors_and_references_are_no_barrier(enter: Callable[..., Page], language: str) -> None:
    page = enter("papers", MOVER)
    speak(page, language)
    page.goto("/motions/M2/authors/")
    page.locator("#id_person").fill(name_of(FRIEND if language == "en" else FRIEND + 3))
    send(page)
    assert faults(page) == []
    page.goto("/motions/M2/refer/")
    page.locator("[name=to]").fill("M1" if language == "en" else "M3")
    send(page)
    addresses = ("/motions/M2/", "/motions/M1/", "/motions/M2/refer/", "/motions/M2/withdraw/in-favour/")
    assert barriers(page, addresses) == []
    asked = enter("papers", FRIEND if language == "en" else FRIEND + 3)
    speak(asked, language)
    assert barriers(asked, ("/", "/motions/M2/")) == []
    send(asked, 'form[action$="/authors/consent/"] button')
    expect(asked.locator("#coauthors")).to_be_visible()
    assert faults(asked) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_amending_a_proposed_rulebook_is_no_barrier(enter: Callable[..., Page], language: str) -> None:
    number = 64 if language == "en" else 65
    page = enter("called", number)
    speak(page, language)
    page.goto("/motions/new/?business=rulebook-change")
    rules = preset_text("member-democracy")
    page.locator("[name=title]").fill(f"Three tellers {language}")
    page.locator("[name=text]").fill(f"Two can agree too easily, {language}.")
    page.locator("[name=rulebook]").fill(rules.replace("tellers_agree = 2", "tellers_agree = 3"))
    send(page)
    assert faults(page) == []
    send(page, "button[name=checked]")
    motion = page.url.rstrip("/").rsplit("/", 1)[1]
    page.goto(f"/motions/{motion}/amend/")
    assert faults(page) == []
    page.goto(f"/motions/{motion}/amend/rulebook/")
    assert faults(page) == []
    page.locator("[name=text]").fill("More words for amendments.")
    changed = rules.replace("tellers_agree = 2", "tellers_agree = 3").replace("amendable = false\n", "", 1)
    page.locator("[name=rulebook]").fill(changed)
    send(page)
    assert faults(page) == []
    send(page, "button[name=checked]")
    assert faults(page) == []
