"""Pages that are open in a real browser follow the record; a lost connection comes back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Site

ADMIT = {"Branch": "north-harbour"}
FOLLOWING = ("/record/", "/record/checkpoint/")


def admit(page: Page, name: str) -> None:
    """Somebody becomes a member, which everybody sees in the record."""
    page.goto("/members/admit/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Branch").select_option("north-harbour")
    page.get_by_label("Members", exact=True).check()
    page.get_by_label("Dues paid until").fill("2030-01-31")
    page.get_by_role("button", name="Admit this member").click()
    expect(page.get_by_role("status")).to_contain_text("is a member now.")


@pytest.mark.parametrize("address", FOLLOWING)
def test_an_open_page_of_the_record_follows_it(reader: Callable[..., Page], address: str) -> None:
    watching, acting = reader("Chidi Moreau"), reader()
    watching.goto(address)
    piece = watching.locator("main [data-live]").first
    before = piece.inner_text()
    admit(acting, f"Live {len(address)}")
    expect(piece).not_to_have_text(before)


def test_a_page_that_lost_its_connection_shows_what_it_missed_when_it_is_back(reader: Callable[..., Page]) -> None:
    watching, acting = reader("Chidi Moreau", loses_connection=True), reader()
    watching.goto("/record/")
    watching.context.set_offline(True)
    admit(acting, "Meanwhile Okoro")
    expect(watching.locator("#entries")).not_to_contain_text("Meanwhile Okoro")
    watching.context.set_offline(False)
    expect(watching.locator("#entries")).to_contain_text("Meanwhile Okoro")


def test_a_stream_that_was_answered_with_an_error_is_asked_for_again(reader: Callable[..., Page]) -> None:
    watching, acting = reader("Chidi Moreau", loses_connection=True), reader()
    watching.goto("/about/")
    address = watching.locator("body").get_attribute("data-stream")
    assert address
    watching.route(address, lambda route: route.fulfill(status=503, body="later"))
    with watching.expect_response(address):
        watching.goto("/record/")
    admit(acting, "After Trouble")
    expect(watching.locator("#entries")).not_to_contain_text("After Trouble")
    watching.unroute(address)
    expect(watching.locator("#entries")).to_contain_text("After Trouble")


def test_a_page_that_could_not_be_fetched_is_asked_for_again(reader: Callable[..., Page], site: Site) -> None:
    watching, acting = reader("Chidi Moreau", loses_connection=True), reader()
    watching.goto("/record/")
    address = f"{site.address}/record/"
    watching.route(address, lambda route: route.fulfill(status=500, body="in trouble"))
    with watching.expect_response(address):
        admit(acting, "Asked Again")
    watching.unroute(address)
    expect(watching.locator("#entries")).to_contain_text("Asked Again")


def test_a_piece_that_has_the_focus_changes_when_the_focus_has_left_it(reader: Callable[..., Page]) -> None:
    watching, acting = reader("Chidi Moreau"), reader()
    watching.goto("/record/")
    watching.locator("#entries a").first.focus()
    with watching.expect_response(f"{watching.url}"):
        admit(acting, "Patient Reader")
    expect(watching.locator("#entries a").first).to_be_focused()
    expect(watching.locator("#entries")).not_to_contain_text("Patient Reader")
    watching.locator(".foot select").focus()
    expect(watching.locator("#entries")).to_contain_text("Patient Reader")
