"""Accounts: by invitation, for one handle, and a recovery by mail cannot take over a vote."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from .house import House

PASSWORD = "four words quite apart"


@pytest.fixture(autouse=True)
def accounts(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Letters stay in memory, and accounts that a test made are gone after it."""
    from django.conf import settings
    from django.core import mail

    from rankandfile.shell.people.models import Account, Invitation

    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    mail.outbox = []
    yield
    Account.objects.all().delete()
    Invitation.objects.all().delete()


def letters() -> list[Any]:
    from django.core import mail

    return mail.outbox


def link_in(letter: Any) -> str:
    return re.search(r"http://[^/]+(/\S+)", letter.body)[1]  # type: ignore[index]


def account(name: str, handle: str) -> Any:
    from allauth.account.models import EmailAddress

    from rankandfile.shell.people.models import Account

    made = Account.objects.create_user(f"{name}@people.example", PASSWORD, handle=handle)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def browser() -> Any:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def test_the_branch_invites_and_never_sees_the_link(house: House, sign_in: Callable[[str], Any]) -> None:
    answer = sign_in("Bo").post(f"/members/{house.person('Amina')}/invite/", {"email": "amina@people.example"})
    assert [letter.to for letter in letters()] == [["amina@people.example"]]
    assert link_in(letters()[0]) not in answer.content.decode()


def test_an_invitation_opens_one_account_once(house: House, sign_in: Callable[[str], Any]) -> None:
    sign_in("Bo").post(f"/members/{house.person('Amina')}/invite/", {"email": "amina@people.example"})
    link, mine = link_in(letters()[0]), browser()
    assert "Amina Lund" in mine.get(link).content.decode()
    page = mine.post(link, {"password": PASSWORD}, follow=True).content.decode()
    assert "Signed in as Amina Lund." in page
    assert "This link no longer works" in browser().get(link).content.decode()


def test_a_weak_password_is_refused_beside_the_field(house: House, sign_in: Callable[[str], Any]) -> None:
    sign_in("Bo").post(f"/members/{house.person('Amina')}/invite/", {"email": "amina@people.example"})
    answer = browser().post(link_in(letters()[0]), {"password": "password"})
    assert answer.status_code == 422


def test_inviting_again_makes_the_older_link_void(house: House, sign_in: Callable[[str], Any]) -> None:
    secretary, amina = sign_in("Bo"), house.person("Amina")
    for address in ("old@people.example", "new@people.example"):
        secretary.post(f"/members/{amina}/invite/", {"email": address})
    assert "This link no longer works" in browser().get(link_in(letters()[0])).content.decode()
    assert "Open your account" in browser().get(link_in(letters()[1])).content.decode()


def test_nobody_is_invited_into_an_account_that_exists(house: House, sign_in: Callable[[str], Any]) -> None:
    account("amina", house.person("Amina"))
    answer = sign_in("Bo").post(f"/members/{house.person('Amina')}/invite/", {"email": "captor@people.example"})
    assert "has an account already" in answer.content.decode()
    assert letters() == []


def test_only_who_admits_members_of_the_branch_invites(house: House, sign_in: Callable[[str], Any]) -> None:
    assert sign_in("Amina").get(f"/members/{house.person('Chidi')}/invite/").status_code == 404
    assert sign_in("Bo").get(f"/members/{house.person('Bo')}/invite/").status_code in (200, 404)


def test_a_member_signs_in_with_a_password(house: House) -> None:
    account("amina", house.person("Amina"))
    page = browser().post("/account/sign-in/", {"login": "amina@people.example", "password": PASSWORD}, follow=True)
    assert "Signed in as Amina Lund." in page.content.decode()


def recovered(house: House) -> Any:
    """A browser of somebody who has recovered Amina's account by mail."""
    account("amina", house.person("Amina"))
    captor = browser()
    captor.post("/account/recover/", {"email": "amina@people.example"})
    page = captor.get(link_in(letters()[-1]), follow=True)
    captor.post(
        page.request["PATH_INFO"], {"password1": "another four words here", "password2": "another four words here"}
    )
    captor.post("/account/sign-in/", {"login": "amina@people.example", "password": "another four words here"})
    return captor


def test_after_a_recovery_votes_and_acts_of_office_are_closed(house: House) -> None:
    captor = recovered(house)
    assert "Access to this account was recovered by mail." in captor.get("/").content.decode()
    answer = captor.post("/members/leave/", {"checked": "yes"})
    assert answer.status_code == 403
    assert "voting and acts of office are closed to it until" in answer.content.decode()


def test_the_owner_is_told_of_a_recovery_and_can_lock_the_account(house: House) -> None:
    captor = recovered(house)
    told = next(letter for letter in letters() if "was recovered" in letter.subject)
    owner, link = browser(), link_in(told)
    assert "Nobody can sign in" in owner.get(link).content.decode()
    owner.post(link, {"checked": "yes"})
    assert captor.get("/members/").status_code == 302
    again = captor.post(
        "/account/sign-in/", {"login": "amina@people.example", "password": "another four words here"}, follow=True
    )
    assert "Signed in as" not in again.content.decode()


def test_the_wait_after_a_recovery_ends(house: House) -> None:
    from rankandfile.shell.people.models import Account

    captor = recovered(house)
    Account.objects.update(recovered=Account.objects.get().recovered - timedelta(hours=73))
    assert captor.post("/members/leave/", {"checked": "yes"}).status_code == 302


def test_an_older_passkey_ends_the_wait_and_a_newer_one_does_not(house: House) -> None:
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    from rankandfile.shell.people import recovery

    made = account("amina", house.person("Amina"))
    recovery.begin_wait(made)
    newer = Authenticator.objects.create(user=made, type="webauthn", data={})
    recovery.end_wait_if_proven(made, {newer.pk})
    assert recovery.closed_until(made) is not None
    Authenticator.objects.update(created_at=timezone.now() - timedelta(days=9))
    recovery.end_wait_if_proven(made, {newer.pk})
    assert recovery.closed_until(made) is None


def test_a_forged_lock_locks_nobody(house: House) -> None:
    answer = browser().post("/lock/1:forged/", {"checked": "yes"})
    assert "This link does not work" in answer.content.decode()


def test_an_account_is_deleted_and_the_membership_stays(house: House) -> None:
    from rankandfile.shell.people.models import Account
    from rankandfile.web import organisation

    account("amina", house.person("Amina"))
    mine = browser()
    mine.post("/account/sign-in/", {"login": "amina@people.example", "password": PASSWORD})
    mine.post("/settings/delete/", {"password": PASSWORD})
    assert not Account.objects.exists()
    assert not organisation.read_state().members.members[house.person("Amina")].left


def test_times_are_in_the_time_zone_that_the_reader_chose(house: House, sign_in: Callable[[str], Any]) -> None:
    mine = sign_in("Amina")
    mine.post("/settings/", {"language": "en", "time_zone": "Pacific/Auckland"})
    assert "Times are those of Pacific/Auckland." in mine.get("/").content.decode()


def test_nobody_signs_up_without_an_invitation(house: House) -> None:
    form = {"email": "somebody@people.example", "password1": PASSWORD}
    assert "Accounts come by invitation" in browser().post("/account/sign-up/", form).content.decode()


def test_a_locked_account_gives_way_to_a_new_one_that_waits(house: House, sign_in: Callable[[str], Any]) -> None:
    from rankandfile.shell.people import invitations, recovery
    from rankandfile.shell.people.models import Account

    amina = house.person("Amina")
    first = invitations.take_up(invitations.invite(amina, "amina@people.example", amina), PASSWORD, "en")
    assert first is not None
    assert recovery.closed_until(first) is None
    recovery.lock(recovery.SIGNER.sign(str(first.pk)))
    sign_in("Bo").post(f"/members/{amina}/invite/", {"email": "amina@people.example"})
    mine = browser()
    page = mine.post(link_in(letters()[-1]), {"password": PASSWORD}, follow=True).content.decode()
    assert "Signed in as Amina Lund." in page
    assert recovery.closed_until(Account.objects.get(handle=amina)) is not None


def test_whoever_recovered_an_account_cannot_delete_it_while_it_waits(house: House) -> None:
    from rankandfile.shell.people.models import Account

    captor = recovered(house)
    assert captor.post("/settings/delete/", {"password": "another four words here"}).status_code == 403
    assert Account.objects.filter(handle=house.person("Amina")).exists()


def test_in_the_waiting_time_only_papers_are_open(house: House) -> None:
    from django.test import RequestFactory

    from rankandfile.core.engine import ACTS
    from rankandfile.shell.people import recovery
    from rankandfile.web.doing import PAPERS, why_waiting

    waiting = account("amina", house.person("Amina"))
    recovery.begin_wait(waiting)
    request = RequestFactory().post("/")
    request.user = waiting
    known = {act.__name__: act(*(None for _ in act.__struct_fields__)) for act in ACTS}
    assert known.keys() >= PAPERS
    assert {name for name, act in known.items() if why_waiting(request, act) is None} == PAPERS


def test_every_way_into_the_record_asks_whether_the_account_waits() -> None:
    from pathlib import Path

    import rankandfile.web

    lines = [
        line
        for file in Path(rankandfile.web.__file__).parent.rglob("*.py")
        for line in file.read_text().splitlines()
        if (".submit(" in line or ".submit_many(" in line) and "_post().submit(" not in line  # a thread's letters
    ]
    assert lines
    assert [line for line in lines if "why_waiting(request, act) or" not in line] == []


def test_who_invites_reads_what_typing_an_address_means(house: House, sign_in: Callable[[str], Any]) -> None:
    page = sign_in("Bo").get(f"/members/{house.person('Amina')}/invite/").content.decode()
    assert "You type the address, and nothing here can check whose it is." in page
    assert "acts as Amina Lund" in page


def test_who_is_invited_reads_who_typed_the_address(house: House, sign_in: Callable[[str], Any]) -> None:
    sign_in("Bo").post(f"/members/{house.person('Amina')}/invite/", {"email": "amina@people.example"})
    page = browser().get(link_in(letters()[0])).content.decode()
    assert "Bo Tanaka typed your address and sent this invitation." in page


def test_an_account_that_somebody_else_opened_is_locked_from_the_command_line_and_invited_anew(
    house: House, sign_in: Callable[[str], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    from rankandfile.cli.main import main

    amina, secretary, false = house.person("Amina"), sign_in("Bo"), browser()
    secretary.post(f"/members/{amina}/invite/", {"email": "friend@people.example"})
    false.post(link_in(letters()[0]), {"password": PASSWORD})
    assert main(["lock", "--home", str(house.home), amina]) == 0
    assert "The account is locked" in capsys.readouterr().out
    assert "Signed in as" not in false.get("/").content.decode()
    assert main(["lock", "--home", str(house.home), amina]) == 1
    secretary.post(f"/members/{amina}/invite/", {"email": "amina@people.example"})
    page = browser().post(link_in(letters()[-1]), {"password": PASSWORD}, follow=True).content.decode()
    assert "Signed in as Amina Lund." in page
    assert "Waiting time" in page


def test_settings_say_that_they_are_kept_in_the_language_chosen(house: House, sign_in: Callable[[str], Any]) -> None:
    page = sign_in("Amina").post("/settings/", {"language": "ar", "time_zone": ""}, follow=True).content.decode()
    assert '<html lang="ar"' in page
    assert "حُفظت إعداداتك" in page
    assert ">العربيّة</option>" in page
