"""My data: all of it on one page and in one file, erased where it is one's own, with what stays and why."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.motions import MoveMotion, WithdrawMotion
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.ids import Handle
from rankandfile.record.receipt import check
from rankandfile.shell.draft import Recorded
from rankandfile.shell.secretary import NOW

from .house import House

FORTNIGHT = 14 * 86_400
SignIn = Callable[[str], Any]


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many seconds the site's clock is ahead."""
    from rankandfile.shell.founding import machine_clock
    from rankandfile.web import organisation

    ahead = {"by": 0}
    monkeypatch.setattr(organisation, "clock", lambda: lambda: machine_clock() + ahead["by"])
    return ahead


@pytest.fixture(autouse=True)
def _letters_stay_here(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings
    from django.core import mail

    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    mail.outbox = []


def letters() -> list[Any]:
    from django.core import mail

    return mail.outbox


def secretary() -> Any:
    from rankandfile.web import organisation

    return organisation.secretary()


def name_entry(house: House, name: str) -> int:
    return int(secretary().state.members.members[Handle(house.person(name))].entry)


def page_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def committee(house: House, *names: str) -> None:
    for name in names:
        act = AppointProvisionally(Handle(house.founder), NOW, Handle(house.person(name)), "credentials")
        assert isinstance(secretary().submit(act), Recorded)


def wait(time: dict[str, int], seconds: int = FORTNIGHT) -> None:
    time["by"] += seconds
    secretary().strike()


def test_everything_that_is_held_stands_on_one_page(time: dict[str, int], house: House, sign_in: SignIn) -> None:
    page = page_of(sign_in("Amina"), "/my-data/")
    for expected in ("Amina Lund", house.person("Amina"), "amina@people.example", "North Harbour", "Open sessions"):
        assert expected in page, expected
    assert "Have this name erased" in page
    assert "supervisory authority" in page


def test_a_text_of_the_organisation_stays_with_the_article_that_says_why(
    time: dict[str, int], house: House, sign_in: SignIn
) -> None:
    page = page_of(sign_in("Ilse"), "/my-data/")
    assert "for an office or a body is the organisation" in page
    assert "Article 18" in page


def test_all_of_it_is_one_file_with_receipts_that_prove(time: dict[str, int], house: House, sign_in: SignIn) -> None:
    answer = sign_in("Ilse").get("/my-data/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert answer["Cache-Control"] == "no-store"
    file = zipfile.ZipFile(io.BytesIO(answer.content))
    data = msgspec.json.decode(file.read("my-data.json"))
    assert data["account"]["email"] == "ilse@people.example"
    assert ("name", "Ilse Okafor") in [(own["slot"], own["text"]) for own in data["texts"]]
    assert data["posts"] == []
    receipts = [name for name in file.namelist() if name.startswith("receipts/")]
    assert b"Amina Lund" not in b"".join(file.read(name) for name in file.namelist())
    theirs = zipfile.ZipFile(io.BytesIO(sign_in("Amina").get("/my-data/file/").content))
    (name,) = (name for name in theirs.namelist() if name.startswith("receipts/"))
    assert b"Amina Lund" in theirs.read(name)
    assert check(theirs.read(name), secretary().key.vkey).holds
    assert len(receipts) == len(
        [entry for entry in data["entries"] if entry["leaf"]["body"].get("by") == house.founder]
    )
    assert all(check(file.read(name), secretary().key.vkey).holds for name in receipts)
    assert "rankandfile receipt check" in file.read("README.txt").decode()


def test_a_name_is_asked_for_waits_and_is_gone_wherever_it_stood(
    time: dict[str, int], house: House, sign_in: SignIn
) -> None:
    browser, entry = sign_in("Amina"), name_entry(house, "Amina")
    address = f"/my-data/erase/{entry}/name/"
    asked = page_of(browser, address)
    assert "Amina Lund" in asked
    assert "cannot be brought back" in asked
    browser.post(address, {"checked": "yes"})
    assert "Request X1" in page_of(browser, "/my-data/")
    assert "Is carried out on" in page_of(browser, "/erasures/X1/")
    wait(time)
    other = sign_in("Bo")
    assert "Amina" not in page_of(other, "/members/")
    assert "a person whose name was erased" in page_of(other, f"/members/{house.person('Amina')}/")
    gone = page_of(other, f"/record/{entry}/")
    assert "Erased by entry" in gone
    assert "at the owner's request" in gone.replace("&#x27;", "'")
    assert "its bytes are destroyed" in page_of(other, "/erasures/X1/")


def test_a_request_is_taken_back(time: dict[str, int], house: House, sign_in: SignIn) -> None:
    browser, entry = sign_in("Amina"), name_entry(house, "Amina")
    browser.post(f"/my-data/erase/{entry}/name/", {"checked": "yes"})
    assert "Take this request back" in page_of(browser, "/erasures/X1/")
    browser.post("/erasures/X1/withdraw/", {"checked": "yes"})
    wait(time)
    assert "Amina Lund" in page_of(browser, "/members/")


def test_nobody_reaches_what_is_anothers(time: dict[str, int], house: House, sign_in: SignIn, visitor: Any) -> None:
    browser, entry = sign_in("Bo"), name_entry(house, "Amina")
    for slot in ("name", "moon"):
        assert browser.get(f"/my-data/erase/{entry}/{slot}/").status_code == 404
        assert browser.post(f"/my-data/erase/{entry}/{slot}/", {"checked": "yes"}).status_code == 404
    assert browser.get("/my-data/erase/99999999/name/").status_code == 404
    assert browser.get("/erasures/X9/").status_code == 404
    assert visitor.get("/my-data/").status_code == 302
    assert visitor.get("/my-data/file/").status_code == 302


def test_whoever_left_still_has_its_data_and_can_erase_it(time: dict[str, int], house: House, sign_in: SignIn) -> None:
    browser, entry = sign_in("Amina"), name_entry(house, "Amina")
    browser.post("/members/leave/", {"checked": "yes"})
    assert browser.get("/members/").status_code == 403
    assert "Left" in page_of(browser, "/my-data/")
    browser.post(f"/my-data/erase/{entry}/name/", {"checked": "yes"})
    wait(time)
    assert "Erased by entry" in page_of(browser, "/my-data/")


def test_two_of_the_committee_ask_for_somebody_who_is_dead(time: dict[str, int], house: House, sign_in: SignIn) -> None:
    committee(house, "Bo", "Chidi")
    one, other = sign_in("Bo"), sign_in("Chidi")
    assert "Ask for somebody who cannot" in page_of(one, "/erasures/")
    assert "Ask for somebody who cannot" not in page_of(sign_in("Dunja"), "/erasures/")
    given = {"person": "Emil Haddad", "slot": "name", "ground": "dead", "evidence": ""}
    answer = one.post("/erasures/for/", given)
    assert answer["Location"] == "/erasures/X1/"
    assert "Waits until 2 of" in page_of(one, "/erasures/X1/")
    assert "Request X1 waits for your agreement." in page_of(other, "/")
    emil = sign_in("Emil")
    other.post("/erasures/X1/agree/", {"checked": "yes"})
    assert "Somebody asked for the erasure of your name." in page_of(emil, "/")
    (letter,) = letters()
    assert letter.to == ["emil@people.example"]
    assert "the person is dead" in letter.body
    assert "/erasures/X1/" in letter.body
    wait(time)
    assert "its owner is dead" in page_of(one, f"/record/{name_entry(house, 'Emil')}/")


def test_an_objection_an_appeal_and_a_decision(time: dict[str, int], house: House, sign_in: SignIn) -> None:
    committee(house, "Chidi")
    founder = Handle(house.founder)
    secretary().submit(AppointProvisionally(founder, NOW, Handle(house.person("Dunja")), "secretary"))
    owner, objector, judge = sign_in("Amina"), sign_in("Dunja"), sign_in("Chidi")
    owner.post(f"/my-data/erase/{name_entry(house, 'Amina')}/name/", {"checked": "yes"})
    assert objector.post("/erasures/X1/object/", {"ground": "claims", "reasons": ""}).status_code == 422
    objector.post("/erasures/X1/object/", {"ground": "claims", "reasons": "A suit is pending."})
    assert [letter.to for letter in letters()] == [["amina@people.example"]]
    assert "legal claims" in letters()[0].body
    assert "A suit is pending." in page_of(owner, "/erasures/X1/")
    assert "Appeal against the objection" in page_of(owner, "/erasures/X1/")
    owner.post("/erasures/X1/appeal/", {"reasons": "It is settled."})
    assert "Decide on the appeal about request X1" in page_of(judge, "/")
    judge.post("/erasures/X1/decide/", {"stands": "no", "reasons": "It is settled indeed."})
    secretary().strike()
    page = page_of(objector, "/erasures/X1/")
    assert "It is settled indeed." in page
    assert "its bytes are destroyed" in page
    assert "Sign as" in page
    objector.post("/erasures/X1/sign/secretary/", {"checked": "yes"})
    assert "Signed by" in page_of(objector, "/erasures/X1/")


def test_a_court_closes_a_text_which_only_its_keepers_read(time: dict[str, int], house: House, sign_in: SignIn) -> None:
    committee(house, "Bo", "Chidi")
    one, other, anybody = sign_in("Bo"), sign_in("Chidi"), sign_in("Dunja")
    entry = name_entry(house, "Amina")
    order = {"entry": str(entry), "slot": "name", "court": "District court", "file": "3 C 17/26"}
    assert one.post("/erasures/seal/", order)["Location"] == "/erasures/X1/"
    other.post("/erasures/X1/agree/", {"checked": "yes"})
    assert "Closed by entry" in page_of(anybody, f"/record/{entry}/")
    page = page_of(anybody, "/erasures/X1/")
    assert "3 C 17/26" in page
    assert "Amina Lund" not in page
    assert "Amina Lund" in page_of(one, "/erasures/X1/")
    assert "Amina Lund" not in anybody.get("/record/slots/000.jsonl").content.decode()
    one.post("/erasures/X1/open/", {"court": "Court of appeal", "file": ""})
    assert "Amina Lund" in page_of(anybody, "/members/")


def test_a_deleted_account_leaves_no_address_in_any_file_of_the_home(house: House, sign_in: SignIn) -> None:
    from django.db import connection

    from rankandfile.shell.people.models import Account, Invitation

    browser = sign_in("Amina")
    Invitation.objects.create(handle=house.person("Amina"), email="amina@people.example", invited_by="")
    Invitation.objects.create(handle=house.person("Amina"), email="amina@people.example", invited_by="", taken=_now())
    browser.get("/")
    assert b"amina@people.example" in accounts_file(connection)
    browser.post("/settings/delete/", {"password": "correct horse battery"})
    assert not Account.objects.filter(handle=house.person("Amina")).exists()
    assert [each.email for each in Invitation.objects.filter(handle=house.person("Amina"))] == [""]
    connection.close()
    assert b"amina@people.example" not in accounts_file(connection)
    Invitation.objects.all().delete()


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def accounts_file(connection: Any) -> bytes:
    path = Path(connection.settings_dict["NAME"])
    return b"".join(file.read_bytes() for file in path.parent.iterdir() if file.name.startswith(path.name))


def test_an_erased_motion_and_an_erased_statement_say_so_where_they_stood(
    time: dict[str, int], house: House, sign_in: SignIn
) -> None:
    browser, text = sign_in("Amina"), "This organisation resolves\nto paint the hall."
    start = secretary().now() + 200 * 86_400
    founder = Handle(house.founder)
    secretary().submit(AppointProvisionally(founder, NOW, Handle(house.person("Dunja")), "secretary"))
    call = CallConvention(Handle(house.person("Dunja")), NOW, start, start + 86_400)
    assert isinstance(secretary().submit(call, {"place": "The hall"}), Recorded)
    amina = Handle(house.person("Amina"))
    moved = secretary().submit(MoveMotion(amina, NOW, "C1", "policy", 0, ""), {"title": "Paint", "text": text})
    assert isinstance(moved, Recorded), moved
    secretary().submit(WithdrawMotion(amina, NOW, "M1"))
    assert "to paint the hall" in page_of(browser, "/motions/M1/")
    for slot in ("title", "text"):
        browser.post(f"/my-data/erase/{moved.index}/{slot}/", {"checked": "yes"})
    wait(time)
    page = page_of(sign_in("Bo"), "/motions/M1/").replace("&#x27;", "'")
    assert "to paint the hall" not in page
    assert "[Erased by entry" in page
    assert "at the owner's request" in page
    assert "a title that was erased" in page


def test_a_letter_that_cannot_be_sent_undoes_nothing(
    time: dict[str, int], house: House, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    committee(house, "Bo", "Chidi")
    one, other = sign_in("Bo"), sign_in("Chidi")
    sign_in("Emil")
    one.post("/erasures/for/", {"person": "Emil Haddad", "slot": "name", "ground": "dead", "evidence": ""})
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_PORT", 9)
    assert other.post("/erasures/X1/agree/", {"checked": "yes"}).status_code == 302
    assert "Is carried out on" in page_of(one, "/erasures/X1/")
