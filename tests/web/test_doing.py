"""The one door: acts from the pages are recorded with a receipt, refusals say what is open and lose nothing."""

from collections.abc import Callable
from typing import Any

from .house import House


def size() -> int:
    from rankandfile.web import organisation

    return int(organisation.read_state().size)


def test_a_branch_secretary_admits_a_member_and_gets_a_receipt(house: House, sign_in: Callable[[str], Any]) -> None:
    browser, before = sign_in("Bo"), size()
    form = {"name": "Gül Novák", "branch": "north-harbour", "member_class": "member", "paid_until": "2030-01-31"}
    answer = browser.post("/members/admit/", form, follow=True)
    page = answer.content.decode()
    assert size() == before + 2
    assert "Gül Novák is a member now." in page
    assert f"/record/{before}/proof/" in page


def test_a_receipt_is_shown_once(house: House, sign_in: Callable[[str], Any]) -> None:
    browser = sign_in("Amina")
    first = browser.post("/members/move/", {"to": "old-mill"}, follow=True).content.decode()
    assert "You belong to the branch Old Mill now." in first
    assert "You belong to the branch Old Mill now." not in browser.get("/").content.decode()


def test_a_member_who_admits_nobody_is_told_who_does(house: House, sign_in: Callable[[str], Any]) -> None:
    browser, before = sign_in("Amina"), size()
    form = {"name": "Gül Novák", "branch": "old-mill", "member_class": "member", "paid_until": "2030-01-31"}
    answer = browser.post("/members/admit/", form)
    page = answer.content.decode()
    assert (answer.status_code, size()) == (403, before)
    assert "admitting members" in page
    assert "Branch secretary" in page
    assert '<input type="hidden" name="name" value="Gül Novák">' in page


def test_what_was_typed_comes_back_after_a_refusal(house: House, sign_in: Callable[[str], Any]) -> None:
    browser, before = sign_in("Amina"), size()
    form = {"name": "Gül Novák", "branch": "old-mill", "member_class": "member", "paid_until": "2030-01-31"}
    answer = browser.post("/members/admit/", {**form, "again": "yes"})
    assert (answer.status_code, size()) == (200, before)
    assert 'value="Gül Novák"' in answer.content.decode()


def test_a_faulty_form_says_so_at_the_top_and_beside_the_field(house: House, sign_in: Callable[[str], Any]) -> None:
    answer = sign_in("Bo").post("/members/admit/", {"name": "Gül Novák", "branch": "north-harbour"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="errors"' in page
    assert "autofocus" in page
    assert '<a href="#id_paid_until">' in page
    assert 'aria-invalid="true"' in page
    assert "<title>Look again:" in page


def test_an_application_waits_for_the_branch_and_is_answered(
    house: House, visitor: Any, sign_in: Callable[[str], Any]
) -> None:
    form = {"name": "Gül Novák", "contact": "gul@people.example", "branch": "north-harbour", "member_class": "member"}
    sent = visitor.post("/join/", form, follow=True)
    assert "Your application is with the branch." in sent.content.decode()
    browser = sign_in("Bo")
    front = browser.get("/").content.decode()
    assert "Answer the application of Gül Novák" in front
    from rankandfile.web import organisation

    applicant = next(iter(organisation.read_state().members.applications))
    answered = browser.post(f"/members/{applicant}/answer/", {"answer": "yes", "paid_until": "2030-01-31"}, follow=True)
    assert "Gül Novák is a member now." in answered.content.decode()


def test_refusing_an_application_needs_its_ground(house: House, visitor: Any, sign_in: Callable[[str], Any]) -> None:
    from rankandfile.web import organisation

    form = {"name": "Gül Novák", "contact": "gul@people.example", "branch": "north-harbour", "member_class": "member"}
    visitor.post("/join/", form)
    applicant = next(iter(organisation.read_state().members.applications))
    answer = sign_in("Bo").post(f"/members/{applicant}/answer/", {"answer": "no"})
    assert "Write why the branch refuses." in answer.content.decode()
    assert applicant in organisation.read_state().members.applications


def test_leaving_is_asked_twice(house: House, sign_in: Callable[[str], Any]) -> None:
    browser, before = sign_in("Amina"), size()
    assert "You lose your vote" in browser.post("/members/leave/").content.decode()
    assert size() == before
    browser.post("/members/leave/", {"checked": "yes"})
    assert size() == before + 2


def test_the_founder_forms_a_branch_and_gives_a_post(house: House, sign_in: Callable[[str], Any]) -> None:
    browser = sign_in("Ilse")
    formed = browser.post("/branches/new/", {"name": "Tram Depot", "branch": "tram-depot"}, follow=True)
    assert "The branch Tram Depot exists." in formed.content.decode()
    given = browser.post("/offices/chair/give/", {"person": "Chidi Moreau", "scope": ""}, follow=True)
    page = given.content.decode()
    assert "Chidi Moreau holds the post Chair." in page
    assert "given provisionally by the founder, Ilse Okafor" in page


def test_a_post_is_given_up(house: House, sign_in: Callable[[str], Any]) -> None:
    form = {"scope": "north-harbour", "checked": "yes"}
    answer = sign_in("Bo").post("/offices/branch-secretary/give-up/", form, follow=True)
    assert "You no longer hold the post Branch secretary." in answer.content.decode()


def test_dues_are_recorded(house: House, sign_in: Callable[[str], Any]) -> None:
    answer = sign_in("Bo").post(f"/members/{house.person('Amina')}/dues/", {"paid_until": "2031-05-01"}, follow=True)
    assert "Thursday 1 May 2031" in answer.content.decode()


def test_my_receipt_proves_my_text(house: House, sign_in: Callable[[str], Any]) -> None:
    from rankandfile.record.receipt import check
    from rankandfile.web import organisation

    browser, index = sign_in("Ilse"), size()
    browser.post("/branches/new/", {"name": "Tram Depot", "branch": "tram-depot"})
    file = browser.get(f"/record/{index}/proof/").content
    checked = check(file, organisation.secretary().key.vkey)
    assert checked.holds, checked.findings
    assert b"Tram Depot" in file
    other = sign_in("Amina").get(f"/record/{index}/proof/").content
    assert b"Tram Depot" not in other


def test_hostile_text_is_shown_and_never_run(house: House, sign_in: Callable[[str], Any]) -> None:
    browser = sign_in("Ilse")
    browser.post("/branches/new/", {"name": "<script>alert(1)</script>", "branch": "script"})
    page = browser.get("/branches/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_hidden_characters_are_refused_in_plain_words(house: House, sign_in: Callable[[str], Any]) -> None:
    answer = sign_in("Ilse").post("/branches/new/", {"name": "Safe \u202egnp.exe", "branch": "turned"})
    assert answer.status_code == 409
    assert "U+202E" in answer.content.decode()
