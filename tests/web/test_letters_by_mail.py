"""Letters between members by mail: a real server takes, refuses, is down, comes back; a process is killed midway."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postman import Postman, Raw, body, free_port

from .house import House

SENDER = Path(__file__).resolve().parents[1] / "shell/letter_sender.py"
SignIn = Callable[[str], Any]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many seconds the site's clock is ahead."""
    from rankandfile.shell.founding import machine_clock
    from rankandfile.web import organisation

    ahead = {"by": 0}
    monkeypatch.setattr(organisation, "clock", lambda: lambda: machine_clock() + ahead["by"])
    return ahead


@pytest.fixture
def postman(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postman]:
    """A mail server, and the site's settings that lead to it."""
    server = Postman().start()
    lead_to(server.port, monkeypatch)
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _nothing_is_left(django: None) -> Iterator[None]:
    from rankandfile.shell.people.models import Letter, Muted, Wish

    yield
    for model in (Letter, Muted, Wish):
        model.objects.all().delete()


def lead_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    wanted = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_USE_TLS": False, "EMAIL_TIMEOUT": 5}
    wanted["EMAIL_BACKEND"] = "django.core.mail.backends.smtp.EmailBackend"
    wanted["DEFAULT_FROM_EMAIL"] = "relay@union.example"
    for name, value in wanted.items():
        monkeypatch.setattr(settings, name, value)


def outbox() -> Any:
    from rankandfile.web.relaying import outbox

    return outbox()


def wrote(house: House, name: str, *receivers: str, subject: str = "Ferries", text: str = "Second it with me.") -> Any:
    """The person writes to these, without a page."""
    from rankandfile.shell.people import relay
    from rankandfile.web.who import now

    to = [house.person(each) for each in receivers]
    return relay.post(house.person(name), "branch", "old-mill", (subject, text), to, now())  # type: ignore[arg-type]


def states() -> dict[str, str]:
    from rankandfile.shell.people.models import Delivery

    return dict(Delivery.objects.values_list("receiver", "state"))


def address(name: str) -> str:
    return f"{name.lower()}@people.example"


def test_a_letter_is_delivered_with_nobodys_address_in_it(postman: Postman, house: House, sign_in: SignIn) -> None:
    for name in ("Amina", "Bo", "Dunja"):
        sign_in(name)
    wrote(house, "Amina", "Bo", "Dunja")
    assert outbox().look() == 2
    assert set(states().values()) == {"sent"}
    assert outbox().look() == 0
    (letter,) = postman.to(address("Bo"))
    assert letter["Subject"] == "Ferries"
    assert str(letter["From"]) == "Amina Lund · The Harbour Union <relay@union.example>"
    assert "Second it with me." in body(letter)
    assert "went to 2 people" in body(letter)
    whole = letter.as_string()
    assert address("Amina") not in whole
    assert address("Dunja") not in whole
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_two_receivers_read_the_same_mark_and_no_two_letters_have_one_id(
    postman: Postman, house: House, sign_in: SignIn
) -> None:
    for name in ("Bo", "Dunja"):
        sign_in(name)
    letter = wrote(house, "Amina", "Bo", "Dunja")
    outbox().look()
    assert all(letter.fingerprint in body(each) for each in postman.letters)
    assert len({each["Message-ID"] for each in postman.letters}) == 2


def test_an_address_that_is_refused_for_good_ends_it_and_no_other_letter(
    postman: Postman, house: House, sign_in: SignIn
) -> None:
    for name in ("Bo", "Dunja"):
        sign_in(name)
    postman.at_address[address("Bo")] = "550 no such mailbox"
    wrote(house, "Amina", "Bo", "Dunja")
    assert outbox().look() == 1
    assert states() == {house.person("Bo"): "failed", house.person("Dunja"): "sent"}


def test_a_refusal_for_now_is_tried_again_later_each_time_and_given_up_at_last(
    postman: Postman, house: House, sign_in: SignIn, clock: dict[str, int]
) -> None:
    from rankandfile.shell.outbox import AGAIN

    sign_in("Bo")
    postman.answers = lambda _address, _count: "451 later"
    wrote(house, "Amina", "Bo")
    own = outbox()
    for wait in AGAIN:
        assert own.look() == 0
        assert states() == {house.person("Bo"): "waiting"}
        asked = postman.asked
        clock["by"] += wait - 2
        own.look()
        assert postman.asked == asked
        clock["by"] += 3
    own.look()
    assert states() == {house.person("Bo"): "failed"}
    assert postman.asked == len(AGAIN) + 1


def test_a_refusal_for_now_that_ends_is_a_letter_once(
    postman: Postman, house: House, sign_in: SignIn, clock: dict[str, int]
) -> None:
    sign_in("Bo")
    postman.answers = lambda _address, count: "451 later" if count == 1 else "250 OK"
    wrote(house, "Amina", "Bo")
    own = outbox()
    own.look()
    clock["by"] += 61
    assert own.look() == 1
    assert len(postman.letters) == 1


def test_letters_wait_while_the_server_is_down_and_go_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch, house: House, sign_in: SignIn, clock: dict[str, int]
) -> None:
    sign_in("Bo")
    port = free_port()
    lead_to(port, monkeypatch)
    wrote(house, "Amina", "Bo")
    own = outbox()
    for wait in (6, 16, 61, 301, 301):
        assert own.look() == 0
        assert states() == {house.person("Bo"): "waiting"}
        clock["by"] += wait
    server = Postman(port).start()
    try:
        assert own.look() == 1
        server.stop()
        wrote(house, "Amina", "Bo")
        assert own.look() == 0
        server.start()
        clock["by"] += 6
        assert own.look() == 1
        assert len(server.letters) == 2
    finally:
        server.stop()


def test_a_line_that_breaks_when_the_letter_was_handed_over_is_not_sent_again(
    monkeypatch: pytest.MonkeyPatch, house: House, sign_in: SignIn, clock: dict[str, int]
) -> None:
    sign_in("Bo")
    server = Raw()
    lead_to(server.port, monkeypatch)
    wrote(house, "Amina", "Bo")
    own = outbox()
    try:
        for _look in range(3):
            assert own.look() == 0
            clock["by"] += 100_000
    finally:
        server.stop()
    assert states() == {house.person("Bo"): "unsure"}
    assert len(server.taken) == 1


def test_of_two_processes_one_has_each_letter(postman: Postman, house: House, sign_in: SignIn) -> None:
    from rankandfile.shell import outbox as module

    sign_in("Bo")
    wrote(house, "Amina", "Bo")
    bundle = module._next(2**40)
    assert module._claim(bundle, 1)
    assert not module._claim(bundle, 1)


def test_letters_of_a_day_come_as_one_where_the_receiver_wants_that(
    postman: Postman, house: House, sign_in: SignIn, clock: dict[str, int]
) -> None:
    from rankandfile.shell.people import relay

    sign_in("Bo")
    relay.wish(house.person("Bo"), "daily")
    wrote(house, "Amina", "Bo", subject="One")
    wrote(house, "Dunja", "Bo", subject="Two")
    own = outbox()
    assert own.look() == 0
    clock["by"] += 86_400
    assert own.look() == 1
    (letter,) = postman.letters
    assert letter["Subject"] == "The Harbour Union: 2 letters from members"
    assert "One" in body(letter)
    assert "Two" in body(letter)


def test_who_wants_no_mail_or_has_muted_the_writer_gets_none(postman: Postman, house: House, sign_in: SignIn) -> None:
    from rankandfile.shell.people import relay

    for name in ("Bo", "Dunja"):
        sign_in(name)
    relay.wish(house.person("Bo"), "page")
    relay.mute(house.person("Dunja"), house.person("Amina"))
    letter = wrote(house, "Amina", "Bo", "Dunja")
    assert outbox().look() == 0
    assert states() == {house.person("Bo"): "page", house.person("Dunja"): "muted"}
    assert letter.people == 2
    wrote(house, "Emil", "Dunja")
    assert outbox().look() == 1


def test_what_waits_is_not_sent_to_whom_has_muted_the_writer_since(
    postman: Postman, house: House, sign_in: SignIn
) -> None:
    from rankandfile.shell.people import relay

    sign_in("Bo")
    wrote(house, "Amina", "Bo")
    relay.mute(house.person("Bo"), house.person("Amina"))
    assert outbox().look() == 0
    assert states() == {house.person("Bo"): "page"}


def test_a_name_with_lines_and_signs_stays_a_name(postman: Postman) -> None:
    from rankandfile.web.relaying import _from

    assert "\n" not in _from('A"\r\nBcc: all@union.example\r\n<x@y.z>')
    assert _from('A"\r\nBcc: all@union.example').endswith("<relay@union.example>")


def test_letters_are_gone_after_three_months_unless_they_still_count(
    house: House, sign_in: SignIn, clock: dict[str, int]
) -> None:
    sign_in("Bo")
    wrote(house, "Amina", "Bo")
    own = outbox()
    own.look()
    clock["by"] += 91 * 86_400
    outbox().look()
    assert states()
    clock["by"] += 2 * 86_400
    outbox().look()
    assert not states()


def test_a_process_that_is_killed_midway_loses_no_letter_and_sends_none_twice(house: House, tmp_path: Path) -> None:
    names = ("Bo", "Chidi", "Dunja", "Emil")
    _ready(house, names)
    hangs = Postman()
    hangs.answers = lambda _address, count: _hang() if count == 2 else "250 OK"
    hangs.start()
    first = _process(house, hangs.port)
    _until(lambda: hangs.asked == 2)
    first.kill()
    first.wait()
    hangs.stop()
    assert sorted(_rows(house).values()) == ["sending", "sent", "waiting", "waiting"]
    second_server = Postman().start()
    second = _process(house, second_server.port)
    try:
        _until(lambda: len(second_server.letters) == 2)
        _in_database(house, "UPDATE people_delivery SET claimed = claimed - 1000 WHERE state = 'sending'")
        _until(lambda: "unsure" in _rows(house).values())
    finally:
        second.kill()
        second.wait()
        second_server.stop()
    assert sorted(_rows(house).values()) == ["sent", "sent", "sent", "unsure"]
    received = [str(each["Message-ID"]) for each in (*hangs.letters, *second_server.letters)]
    assert len(received) == len(set(received))


def test_a_place_from_which_the_organisation_moved_sends_no_letters(
    postman: Postman, house: House, sign_in: SignIn
) -> None:
    from rankandfile.web import organisation

    sign_in("Bo")
    wrote(house, "Amina", "Bo")
    organisation.secretary().store.place.shut("It is kept elsewhere.")
    assert outbox().look() == 0
    assert set(states().values()) == {"waiting"}


def test_letters_that_wait_in_a_backup_are_never_sent_from_it(house: House, tmp_path: Path) -> None:
    from rankandfile.web.moving_accounts import keep_accounts

    _ready(house, ("Bo", "Chidi"))
    _in_database(
        house,
        "INSERT INTO people_ballotletter(kind, election, receiver, sealed, state, due, tries, claimed)"
        " VALUES('tracker', 'E1', 'x', x'', 'waiting', 0, 0, 0)",
    )
    (tmp_path / "kept").mkdir()
    keep_accounts(house.home, tmp_path / "kept")
    assert set(_rows(house).values()) == {"waiting"}
    with sqlite3.connect(tmp_path / "kept/accounts.sqlite") as kept:
        assert {state for (state,) in kept.execute("SELECT state FROM people_delivery")} == {"unsure"}
        assert kept.execute("SELECT state FROM people_ballotletter").fetchall() == [("unsure",)]


def _hang() -> str:
    time.sleep(3)
    return "451 later"


def _ready(house: House, names: tuple[str, ...]) -> None:
    """Accounts and letters in the home's own file, as a process of the site would have left them."""
    people = [house.person(each) for each in names]
    command = [sys.executable, str(SENDER), "prepare", str(house.home), house.person("Amina"), *people]
    subprocess.run(command, check=True)


def _process(house: House, port: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, str(SENDER), "send", str(house.home), str(port)])


def _until(so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not so():
        assert time.monotonic() < ends, "it did not come about in a minute"
        time.sleep(0.05)


def _in_database(house: House, statement: str) -> list[tuple[str, str]]:
    with sqlite3.connect(house.home / "accounts.sqlite", timeout=20) as database:
        return list(database.execute(statement))


def _rows(house: House) -> dict[str, str]:
    return dict(_in_database(house, "SELECT receiver, state FROM people_delivery"))
