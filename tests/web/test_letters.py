"""Letters between members: written, answered, limited alike for everybody, muted, stopped without signing in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.ids import Handle
from rankandfile.shell.draft import Recorded
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW

from .house import House, build

SignIn = Callable[[str], Any]
WORDS = {"subject": "Ferries", "text": "Will you second it with me?"}
OLD_MILL = "/letters/to/branch/old-mill/"


@pytest.fixture
def house(tmp_path: Any, django: None, settings_home: Callable[[Any], None]) -> Iterator[House]:
    """An organisation that allows two letters a week, to five people in all."""
    from rankandfile.web import organisation

    clause = '\n[letters]\narticle = "19"\ntitle = "Letters"\nnumber = 2\npeople = 5\n'
    built = build(tmp_path / "home", rules=preset_text("member-democracy") + clause)
    settings_home(built.home)
    yield built
    organisation.secretary().close()


@pytest.fixture(autouse=True)
def _nothing_is_left(django: None) -> Iterator[None]:
    from rankandfile.shell.people.models import Letter, Muted, Wish

    yield
    for model in (Letter, Muted, Wish):
        model.objects.all().delete()


def page(browser: Any, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return str(answer.content.decode())


def write(browser: Any, to: str = OLD_MILL, **words: str) -> Any:
    """The letter is written, looked at once more, and sent."""
    return browser.post(to, {**WORDS, **words, "checked": "yes"})


def answer_of(browser: Any) -> str:
    """The address of the form that answers the newest letter."""
    return "/letters/" + page(browser, "/letters/").split('href="/letters/')[1].split('"')[0]


def letters() -> list[Any]:
    from rankandfile.shell.people.models import Letter

    return list(Letter.objects.order_by("pk"))


def test_a_letter_is_looked_at_once_more_and_stands_on_the_receivers_pages(house: House, sign_in: SignIn) -> None:
    amina, bo, emil = sign_in("Amina"), sign_in("Bo"), sign_in("Emil")
    assert "Your letter goes to 3 people" in page(amina, OLD_MILL)
    assert "Everybody may send 2 letters in 7 days" in page(amina, OLD_MILL)
    assert "Together they go to 5 people at most" in page(amina, "/letters/")
    checked = amina.post(OLD_MILL, WORDS)
    assert "cannot be taken back" in checked.content.decode()
    assert not letters()
    assert write(amina).status_code == 302
    mine = page(bo, "/letters/")
    assert "Will you second it with me?" in mine
    assert "Amina Lund" in mine
    assert "people.example" not in mine
    assert "Will you second it with me?" not in page(emil, "/letters/")
    assert "To 3 people, on the page of 1." in page(amina, "/letters/")


def test_the_limit_is_the_same_for_a_member_and_for_whoever_holds_a_post(house: House, sign_in: SignIn) -> None:
    from rankandfile.web import organisation

    act = AppointProvisionally(Handle(house.founder), NOW, Handle(house.person("Chidi")), "chair")
    assert isinstance(organisation.secretary().submit(act), Recorded)
    for name in ("Amina", "Chidi"):
        browser = sign_in(name)
        assert write(browser, "/letters/to/branch/north-harbour/").status_code == 302
        assert write(browser, "/letters/to/branch/north-harbour/").status_code == 302
        refused = browser.get("/letters/to/branch/north-harbour/")
        assert refused.status_code == 409
        told = refused.content.decode()
        assert "You have sent" in told
        assert "for everybody alike" in told
        assert "Write again from" in told
        assert "19" in told
        assert write(browser, "/letters/to/branch/north-harbour/").status_code == 409
    assert len(letters()) == 4


def test_a_letter_to_more_people_than_are_left_is_refused_with_what_is_typed(house: House, sign_in: SignIn) -> None:
    browser = sign_in("Amina")
    assert write(browser).status_code == 302
    refused = write(browser)
    assert refused.status_code == 409
    told = refused.content.decode()
    assert "Write to fewer people" in told
    assert "Will you second it with me?" in told


def test_an_answer_goes_to_the_writer_and_the_first_one_does_not_count(house: House, sign_in: SignIn) -> None:
    amina, bo = sign_in("Amina"), sign_in("Bo")
    write(amina)
    to = answer_of(bo)
    assert "Re: Ferries" in page(bo, to)
    assert write(bo, to, text="Yes.").status_code == 302
    assert "Yes." in page(amina, "/letters/")
    assert [each.counts for each in letters()] == [True, False]
    assert write(bo, to, text="And again.").status_code == 302
    assert letters()[-1].counts


def test_nobody_answers_a_letter_that_did_not_reach_them(house: House, sign_in: SignIn) -> None:
    amina, bo, emil = sign_in("Amina"), sign_in("Bo"), sign_in("Emil")
    write(amina)
    assert emil.get(answer_of(bo)).status_code == 404


def test_whoever_is_muted_reaches_nobody_and_is_not_told(house: House, sign_in: SignIn) -> None:
    amina, bo = sign_in("Amina"), sign_in("Bo")
    write(bo, "/letters/to/branch/north-harbour/")
    write(amina)
    sender = house.person("Amina")
    assert bo.post(f"/letters/mute/{sender}/").status_code == 302
    assert write(amina, answer_of(amina), text="Once more?").status_code == 302
    assert len(letters()) == 3
    assert "Once more?" not in page(bo, "/letters/")
    mine = page(amina, "/letters/")
    assert "You have muted nobody" in mine
    assert "To 1 person, on the page of 1." in mine
    bo.post(f"/letters/mute/{sender}/", {"again": "yes"})
    assert "You have muted nobody" in page(bo, "/letters/")


def test_one_mutes_only_whoever_has_written(house: House, sign_in: SignIn) -> None:
    from rankandfile.shell.people import relay

    sign_in("Bo").post(f"/letters/mute/{house.person('Amina')}/")
    assert relay.muted(house.person("Bo")) == ()


def test_the_link_in_a_letter_stops_it_without_signing_in(house: House, visitor: Any) -> None:
    from rankandfile.shell.people import relay

    bo, amina = house.person("Bo"), house.person("Amina")
    address = f"/letters/stop/{relay.stop_token(bo, amina)}/"
    shown = page(visitor, address)
    assert "No letters of members by mail" in shown
    assert "Amina" not in shown
    assert relay.muted(bo) == ()
    assert visitor.post(address, {"what": "sender"}).status_code == 200
    assert relay.muted(bo) == (amina,)
    assert relay.wish_of(bo) == "each"
    visitor.post(address, {"List-Unsubscribe": "One-Click"})
    assert relay.wish_of(bo) == "page"


def test_a_forged_link_stops_nothing(house: House, visitor: Any) -> None:
    from rankandfile.shell.people import relay
    from rankandfile.shell.people.models import Wish

    token = relay.stop_token(house.person("Bo"), "")
    for forged in (token[:-2] + "xx", "x", token.replace(":", "", 1)):
        assert "does not work" in visitor.post(f"/letters/stop/{forged}/").content.decode()
    assert not Wish.objects.exists()


HOSTILE = {
    "a second line in the subject": {"subject": "Hello\r\nBcc: all@union.example"},
    "a hidden turn of direction": {"subject": "Hello \u202e"},
    "a hidden character in the text": {"text": "Hello \u202e there"},
    "a subject without end": {"subject": "x" * 121},
    "a letter without end": {"text": "x" * 10_001},
    "nothing": {"text": " "},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_are_refused_with_what_would_be_right(name: str, house: House, sign_in: SignIn) -> None:
    assert write(sign_in("Amina"), **HOSTILE[name]).status_code == 422
    assert not letters()


def test_words_that_look_like_a_page_stay_words(house: House, sign_in: SignIn) -> None:
    bo = sign_in("Bo")
    write(sign_in("Amina"), subject="<script>alert(1)</script>", text="<img src=x onerror=alert(1)> {{ secret }}")
    shown = page(bo, "/letters/")
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "{{ secret }}" in shown


def test_where_there_is_nobody_to_write_to_the_page_says_what_to_do(house: House, sign_in: SignIn) -> None:
    browser = sign_in("Amina")
    for circle in ("delegates/own", "convention/current", "motion/M99", "branch/moon"):
        assert "Write to somebody else" in page(browser, f"/letters/to/{circle}/", 409)
    assert browser.get("/letters/to/everybody/x/").status_code == 404


def test_letters_are_for_members(house: House, visitor: Any) -> None:
    assert visitor.get("/letters/").status_code == 302
    assert visitor.get(OLD_MILL).status_code == 302


def test_how_letters_come_is_each_members_choice(house: House, sign_in: SignIn) -> None:
    from rankandfile.shell.people import relay

    bo = sign_in("Bo")
    bo.post("/letters/how/", {"mail": "daily"})
    assert relay.wish_of(house.person("Bo")) == "daily"
    bo.post("/letters/how/", {"mail": "never"})
    assert relay.wish_of(house.person("Bo")) == "daily"


def test_an_account_that_was_recovered_by_mail_waits_before_it_writes(house: House, sign_in: SignIn) -> None:
    from django.utils import timezone

    from rankandfile.shell.people.models import Account

    browser = sign_in("Amina")
    Account.objects.filter(handle=house.person("Amina")).update(recovered=timezone.now())
    assert write(browser).status_code == 403
    assert not letters()


def test_my_data_has_every_letter_and_deleting_the_account_takes_them_away(house: House, sign_in: SignIn) -> None:
    from rankandfile.shell.people.forgetting import forget
    from rankandfile.shell.people.holdings import held
    from rankandfile.shell.people.models import Account, Delivery

    amina, bo = sign_in("Amina"), sign_in("Bo")
    write(amina)
    assert "Letters of members to you" in page(bo, "/my-data/")
    account = Account.objects.get(handle=house.person("Bo"))
    assert [each.text for each in held(account).received] == [WORDS["text"]]
    assert bo.get("/my-data/file/").status_code == 200
    forget(account)
    assert not Delivery.objects.exists()
    forget(Account.objects.get(handle=house.person("Amina")))
    assert not letters()


def test_nothing_of_a_letter_is_in_the_record(house: House, sign_in: SignIn) -> None:
    from rankandfile.web import organisation

    amina = sign_in("Amina")
    before = int(organisation.secretary().state.size)
    write(amina)
    assert int(organisation.secretary().state.size) == before


def test_pages_lead_to_letters(house: House, sign_in: SignIn) -> None:
    amina = sign_in("Amina")
    assert OLD_MILL in page(amina, "/branches/old-mill/")
    assert 'href="/letters/"' in page(amina, "/settings/")
