"""Every page: it opens for whom it is meant, is small, carries nothing foreign, and changes nothing by being read."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from .house import House

FOR_EVERYBODY = (
    "/", "/about/", "/accessibility/", "/privacy/", "/check/", "/join/", "/join/sent/", "/rulebook/",
    "/rulebook/history/", "/record/checkpoint/", "/account/sign-in/", "/account/recover/", "/account/sign-up/",
    "/invitation/forged/", "/lock/forged/",
)  # fmt: skip
FOR_MEMBERS = (
    "/", "/members/", "/members/?search=am&branch=old-mill", "/members/admit/", "/members/move/", "/members/leave/",
    "/branches/", "/branches/new/", "/branches/old-mill/", "/offices/", "/offices/chair/give/",
    "/offices/branch-secretary/give-up/?branch=north-harbour", "/record/", "/record/?page=2", "/record/0/",
    "/record/5/", "/record/mine/", "/settings/", "/settings/delete/", "/settings/feeds/",
    "/account/password/", "/account/passkeys/",
    "/account/address/", "/account/sign-out/",
)  # fmt: skip


def own_pages(house: House) -> tuple[str, ...]:
    me, other = house.person("Bo"), house.person("Amina")
    return f"/members/{me}/", f"/members/{other}/", f"/members/{other}/invite/", f"/members/{other}/dues/"


@pytest.mark.parametrize("address", FOR_EVERYBODY)
def test_a_visitor_can_open_what_is_public(visitor: Any, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 200
    is_a_good_page(answer)


@pytest.mark.parametrize("address", ["/members/", "/record/", "/record/3/", "/branches/", "/offices/", "/settings/"])
def test_a_visitor_is_asked_to_sign_in_first(visitor: Any, address: str) -> None:
    answer = visitor.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/sign-in/?next={address}")


def test_every_page_opens_for_a_branch_secretary(house: House, sign_in: Callable[[str], Any]) -> None:
    browser = sign_in("Bo")
    for address in (*FOR_MEMBERS, *own_pages(house)):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        is_a_good_page(answer)


def test_reading_changes_nothing(house: House, sign_in: Callable[[str], Any], visitor: Any) -> None:
    from rankandfile.web import organisation

    before, founder = organisation.read_state().size, sign_in("Ilse")
    for address in (*FOR_MEMBERS, *FOR_EVERYBODY, *own_pages(house)):
        founder.get(address)
        visitor.get(address)
    assert organisation.read_state().size == before


def test_no_page_has_a_post_that_changes_the_record_but_through_an_act(
    house: House, sign_in: Callable[[str], Any]
) -> None:
    from rankandfile.web import organisation

    before, browser = organisation.read_state().size, sign_in("Amina")
    for address in (*FOR_MEMBERS, *own_pages(house)):
        if "sign-out" not in address:
            browser.post(address, {"checked": ""})
    for leaf in organisation.secretary().store.entries(before):
        assert b'"by":"' + house.person("Amina").encode() in leaf or b'"of":' in leaf


def test_an_address_that_leads_nowhere_says_where_to_look(sign_in: Callable[[str], Any]) -> None:
    answer = sign_in("Amina").get("/motins/")
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.content.decode()


def test_a_page_that_breaks_says_what_is_safe() -> None:
    from django.test import RequestFactory

    from rankandfile.web.views.errors import broken

    answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "What was recorded before is safe" in answer.content.decode()


def test_a_former_member_sees_receipts_but_not_who_belongs(house: House, sign_in: Callable[[str], Any]) -> None:
    browser = sign_in("Amina")
    browser.post("/members/leave/", {"checked": "yes"})
    assert browser.get("/members/").status_code == 403
    assert browser.get("/record/mine/").status_code == 200
    assert "You have not done" not in browser.get("/record/mine/").content.decode()


def test_the_rulebook_opens_in_place_where_it_is_cited(sign_in: Callable[[str], Any]) -> None:
    page = sign_in("Amina").get("/members/move/").content.decode() + sign_in("Bo").get("/branches/").content.decode()
    assert re.search(r"<details class=\"rule\"><summary>Article 3</summary>.*?<p>[A-Z]", page)


def test_names_are_shown_as_people_write_them(house: House, sign_in: Callable[[str], Any]) -> None:
    assert "Farah O’Dell" in sign_in("Bo").get("/members/").content.decode()


def is_a_good_page(answer: Any) -> None:
    """Small, in one language, one main heading, one main part, nothing inline, nothing from elsewhere."""
    if "text/html" not in answer["Content-Type"]:
        return
    page = answer.content.decode()
    assert len(answer.content) < 60_000
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert len(re.findall(r"<main[ >]", page)) == 1
    assert '<html lang="en" dir="ltr">' in page
    assert re.search(r"<title>\s*\S", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)
    assert all("src=" in tag or 'type="application/json"' in tag for tag in re.findall(r"<script[^>]*>", page))
