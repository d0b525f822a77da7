"""Accounts under attack: a mailbox in foreign hands, links used again or altered, sessions planted, sent elsewhere."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

import pytest

from rankandfile.record.leaf import decode
from tests.world import CHAIR, handle

from .site import BACKEND, VISITOR, Browsers, Site
from .stages import GONE, LOCAL
from .test_site_doors import ATTACKS, PAPER, Attack, sent

At: TypeAlias = Callable[[str], Site]
PASSWORD = "four words quite apart"
WRITING = {
    "new_motion",
    "submit_document",
    "withdraw_document",
    "move_amendment",
    "oppose_motion",
    "write_comment",
    "second",
}
"""What stays open to an account that waits: papers of one's own, and support."""
OBEYED = [attack for attack in ATTACKS if attack.done is not None]


def called(attack: Attack) -> str:
    """What a test on this form is called."""
    return f"{attack.view} {attack.doing} {attack.stage}"


def is_writing(attack: Attack) -> bool:
    """Whether it is a paper of one's own, or support for somebody's."""
    own = isinstance(attack.form, Mapping) and attack.form.get("capacity", "member/") == "member/"
    return own and bool({attack.view, attack.doing} & WRITING)


def waits(there: Site, number: int) -> Any:
    """The account of this person was recovered by mail a minute ago."""
    from django.utils import timezone

    from rankandfile.shell.people.models import Account

    there.as_(number)
    account = Account.objects.get(handle=there.handle_of(number))
    Account.objects.filter(pk=account.pk).update(recovered=timezone.now() - timedelta(minutes=1))
    return account


@pytest.fixture(autouse=True)
def nobody_waits_for_ever(browsers: Browsers) -> Any:
    """The next test begins without waiting times."""
    yield
    from rankandfile.shell.people.models import Account

    Account.objects.update(recovered=None)


OWN = "wish_letters"
"""How letters come to oneself: no act, and nothing for an office or a vote."""
NO_ACTS = ("join", "invite", "write_letter", OWN)
"""Forms that leave nothing of the sender's in the record."""


@pytest.mark.parametrize("attack", [each for each in OBEYED if not is_writing(each) and each.view != OWN], ids=called)
def test_whoever_recovered_an_account_by_mail_neither_votes_nor_acts_for_an_office(attack: Attack, site: At) -> None:
    there = site(attack.stage)
    waits(there, attack.done)  # type: ignore[arg-type]
    before = there.everything()
    answer = sent(there, attack.done, attack)  # type: ignore[arg-type]
    assert (answer.status_code, there.everything()) == (403, before)
    assert "closed to it until" in answer.content.decode()


@pytest.mark.parametrize("attack", [each for each in OBEYED if is_writing(each)], ids=called)
def test_whoever_waits_writes_and_supports_papers_all_the_same(attack: Attack, site: At) -> None:
    there = site(attack.stage)
    waits(there, attack.done)  # type: ignore[arg-type]
    before = there.everything()
    sent(there, attack.done, attack)  # type: ignore[arg-type]
    assert there.everything() != before


def test_a_second_recovery_does_not_make_the_captors_passkey_an_old_one(site: At) -> None:
    from allauth.mfa.models import Authenticator

    from rankandfile.shell.people import recovery

    account = waits(site("papers"), CHAIR)
    account.refresh_from_db()
    planted = Authenticator.objects.create(user=account, type="webauthn", data={})
    recovery.begin_wait(account)
    recovery.end_wait_if_proven(account, {planted.pk})
    assert recovery.closed_until(account) is not None


def test_a_passkey_that_was_there_before_proves_its_owner_after_any_number_of_recoveries(site: At) -> None:
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    from rankandfile.shell.people import recovery

    account = waits(site("papers"), CHAIR)
    account.refresh_from_db()
    own = Authenticator.objects.create(user=account, type="webauthn", data={})
    Authenticator.objects.update(created_at=timezone.now() - timedelta(days=9))
    recovery.begin_wait(account)
    recovery.end_wait_if_proven(account, {own.pk})
    assert recovery.closed_until(account) is None


def test_whoever_left_can_still_delete_the_account(site: At, browsers: Browsers) -> None:
    there = site("papers")
    assert there.as_(GONE).get("/settings/delete/").status_code == 200


# --- Links


def invited(there: Site, email: str = "amina@people.example") -> str:
    """The link that member 25 was sent."""
    from django.core import mail

    there.as_(LOCAL).post(f"/members/{handle(25)}/invite/", {"email": email})
    return next(word for word in mail.outbox[-1].body.split() if "/invitation/" in word).split("8000")[-1]


@pytest.fixture
def nobody_new(browsers: Browsers) -> Any:
    """Accounts that came of invitations are gone again."""
    yield
    from rankandfile.shell.people.models import Account, Invitation

    Account.objects.exclude(email__startswith="siege").delete()
    Invitation.objects.all().delete()


@pytest.mark.parametrize(
    "altered",
    [
        lambda token: token.replace(token.split(":")[0], "1", 1) if token[0] != "1" else "2" + token[1:],
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token.rpartition(":")[0],
        lambda token: token + ":x",
        lambda token: "../" + token,
        lambda token: "0" * 4000,
        lambda token: "\0",
    ],
)
def test_an_altered_link_opens_nothing(altered: Callable[[str], str], site: At, nobody_new: None) -> None:
    there = site("papers")
    token = invited(there).strip("/").split("/")[-1]
    before = there.everything()
    answer = there.as_(VISITOR).post(f"/invitation/{altered(token)}/", {"password": PASSWORD})
    assert answer.status_code in (200, 404)
    assert there.everything() == before


def test_a_link_works_once_and_never_for_an_account_that_exists(site: At, nobody_new: None) -> None:
    from django.test import Client

    from rankandfile.shell.people.models import Account

    there = site("papers")
    link = invited(there)
    Client(SERVER_NAME="localhost").post(link, {"password": PASSWORD})
    Client(SERVER_NAME="localhost").post(link, {"password": "another four words here"})
    account = Account.objects.get(handle=handle(25))
    assert account.check_password(PASSWORD)


def test_a_link_that_is_too_old_opens_nothing(site: At, nobody_new: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    there = site("papers")
    link = invited(there)
    monkeypatch.setattr(settings, "INVITATION_DAYS", -1)
    before = there.everything()
    there.as_(VISITOR).post(link, {"password": PASSWORD})
    assert there.everything() == before


def test_a_link_of_one_kind_is_none_of_another(site: At, nobody_new: None) -> None:
    from rankandfile.shell.people import invitations, recovery

    there = site("papers")
    token = invited(there).strip("/").split("/")[-1]
    assert not recovery.lock(token)
    assert invitations.open_invitation(recovery.SIGNER.sign("1")) is None


def test_whoever_invites_never_sees_the_link(site: At, nobody_new: None) -> None:
    there = site("papers")
    answer = there.as_(LOCAL).post(f"/members/{handle(25)}/invite/", {"email": "amina@people.example"})
    assert "/invitation/" not in answer.content.decode()


# --- Sessions, cookies, addresses


def test_a_session_planted_before_the_sign_in_is_worth_nothing_after_it(site: At) -> None:
    from django.test import Client

    from rankandfile.shell.people.models import Account

    there = site("papers")
    account = Account.objects.get(handle=handle(50))
    victim, captor = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    session = captor.session
    session["planted"] = True
    session.save()
    for browser in (victim, captor):
        browser.cookies["sessionid"] = session.session_key
    victim.post("/account/sign-in/", {"login": account.email, "password": "correct horse battery"})
    assert victim.cookies["sessionid"].value != session.session_key
    assert victim.get("/members/").status_code == 200
    assert captor.get("/members/").status_code == 302
    assert there.as_(50).get("/members/").status_code == 200


def test_a_changed_password_ends_every_other_session(site: At) -> None:
    from django.test import Client

    from rankandfile.shell.people.models import Account

    there = site("papers")
    account = Account.objects.get(handle=handle(50))
    other = Client(SERVER_NAME="localhost")
    other.force_login(account, backend=BACKEND)
    before = account.password
    account.set_password("another four words here")
    account.save()
    assert other.get("/members/").status_code == 302
    Account.objects.filter(pk=account.pk).update(password=before)
    assert there.as_(50).get("/members/").status_code == 200


ELSEWHERE = [
    *("https://evil.example/", "//evil.example/", "///evil.example", "\\\\evil.example", "/\\evil.example"),
    *(
        "javascript:alert(1)",
        "https:evil.example",
        " //evil.example",
        "http://localhost@evil.example/",
        "\t//evil.example",
    ),
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_sent_to_another_site(elsewhere: str, site: At) -> None:
    from django.test import Client

    site("papers")
    browser = Client(SERVER_NAME="localhost")
    sent_on = browser.post("/language/", {"language": "en", "next": elsewhere})["Location"]
    signed = browser.post(
        "/account/sign-in/",
        {"login": "siege50@people.example", "password": "correct horse battery", "next": elsewhere},
    )
    out = browser.post("/account/sign-out/", {"next": elsewhere})
    for location in (sent_on, signed["Location"], out["Location"]):
        assert location.startswith("/")
        assert "evil" not in location
        assert "javascript" not in location


def test_a_wrong_password_is_not_tried_for_ever(site: At) -> None:
    from django.core.cache import cache
    from django.test import Client

    site("papers")
    browser = Client(SERVER_NAME="localhost")
    wrong = {"login": "siege50@people.example", "password": "wrong"}
    told = [browser.post("/account/sign-in/", wrong).content.decode() for _ in range(8)]
    right = browser.post("/account/sign-in/", {**wrong, "password": "correct horse battery"})
    cache.clear()
    assert "Too many failed" in told[-1]
    assert right.status_code == 200


@pytest.mark.parametrize("attack", OBEYED, ids=called)
def test_a_form_from_another_site_is_obeyed_by_nobody(attack: Attack, site: At) -> None:
    there = site(attack.stage)
    browser = there.as_(attack.done)  # type: ignore[arg-type]
    before = there.everything()
    browser.handler.enforce_csrf_checks = True
    try:
        assert sent(there, attack.done, attack).status_code == 403  # type: ignore[arg-type]
    finally:
        browser.handler.enforce_csrf_checks = False
    assert there.everything() == before


# --- Forged and repeated forms

FORGED = {
    "by": handle(CHAIR), "at": "1", "handle": handle(CHAIR), "lot": "f" * 64, "rules": "f" * 64, "fingerprint": "f",
    "lines": "1", "paid_by": "nobody", "kind": "CloseConvention", "mover": handle(CHAIR), "author": handle(CHAIR),
}  # fmt: skip


@pytest.mark.parametrize("attack", [each for each in OBEYED if each.view not in NO_ACTS], ids=called)
def test_fields_that_a_form_does_not_have_change_nothing_in_its_act(attack: Attack, site: At) -> None:
    there = site(attack.stage)
    size, number = there.live.secretary.state.size, attack.done
    form = attack.form if isinstance(attack.form, Mapping) else attack.form(there.live)
    forged = Attack(attack.view, attack.stage, set(), {**FORGED, **form}, attack.where)
    sent(there, number, forged)  # type: ignore[arg-type]
    act = decode(there.live.secretary.store.entry(size)).body  # type: ignore[arg-type]
    assert (act.by, act.at) == (there.handle_of(number), there.live.now)  # type: ignore[arg-type, union-attr]
    assert set(form.values()) & set(FORGED.values()) or "f" * 64 not in str(act)


ONCE = {
    "act_on_motion",
    "act_on_amendment",
    "ballot",
    "leave",
    "withdraw_motion",
    "withdraw_document",
    "stand",
    "answer",
}


@pytest.mark.parametrize("attack", [each for each in OBEYED if each.view in ONCE], ids=called)
def test_a_form_sent_again_is_not_obeyed_again(attack: Attack, site: At) -> None:
    there = site(attack.stage)
    sent(there, attack.done, attack)  # type: ignore[arg-type]
    before = there.everything()
    for _ in range(2):
        sent(there, attack.done, attack)  # type: ignore[arg-type]
    assert there.everything() == before


@pytest.mark.parametrize(
    "capacity", ["executive/", "branch/north", "branch/south", "delegate/", "executive/north", "/", "x", "member/north"]
)
def test_nobody_writes_in_a_capacity_that_is_not_theirs(capacity: str, site: At) -> None:
    there = site("papers")
    before = there.everything()
    for page in ("/bulletin/submit/", "/motions/new/", "/motions/M1/amend/"):
        form = {**PAPER, "capacity": capacity, "business": "policy", "action": "delete", "first": "1", "last": "1"}
        assert there.as_(50).post(page, form).status_code in (403, 409, 422)
    assert there.everything() == before


def test_an_act_for_another_convention_or_election_than_the_running_one_is_refused(site: At) -> None:
    there = site("floor")
    before = there.everything()
    for page in ("/convention/C2/do/open/", "/convention/C9/close/", "/elections/E99/ballot/", "/elections/E1/ballot/"):
        form = {"checked": "yes", "rank-1": "1", "convention": "C1", "election": "E1"}
        assert there.as_(CHAIR).post(page, form).status_code in (404, 409)
    assert there.everything() == before
