"""What every answer says to the browser, and where a demonstration may be seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .house import House


def test_every_answer_forbids_scripts_and_styles_that_are_not_ours(visitor: Any) -> None:
    for address in ("/", "/nowhere/", "/account/sign-in/", "/members/"):
        policy = visitor.get(address)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_pages_are_not_kept_by_anybody_else(visitor: Any) -> None:
    answer = visitor.get("/")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_from_another_site_is_not_obeyed(house: House) -> None:
    from django.test import Client

    answer = Client(SERVER_NAME="localhost", enforce_csrf_checks=True).post("/join/", {"name": "x"})
    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()


def test_the_site_answers_to_its_own_name_only(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings
    from django.test import Client

    monkeypatch.setattr(settings, "STREAM_PORT", 8001)

    assert Client(SERVER_NAME="evil.example").get("/").status_code == 400


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, house: House) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "DEMO", True)


def test_a_demonstration_says_so_on_each_page(demo: None, visitor: Any) -> None:
    for address in ("/", "/rulebook/", "/nowhere/"):
        assert "This organisation and its people are invented." in visitor.get(address).content.decode()


def test_a_demonstration_signs_in_as_anybody_with_one_press(demo: None, house: House, visitor: Any) -> None:
    page = visitor.get("/demo/").content.decode()
    assert "Branch secretaries" in page
    answer = visitor.post(f"/demo/{house.person('Bo')}/", follow=True)
    assert "Signed in as Bo Tanaka." in answer.content.decode()


def test_a_demonstration_answers_its_own_machine_only(demo: None, house: House) -> None:
    from django.test import Client

    assert Client(SERVER_NAME="localhost").get("/", REMOTE_ADDR="192.0.2.7").status_code == 403
    assert Client().get("/", headers={"host": "votes.example"}).status_code == 403


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"])
def test_a_demonstration_is_not_handed_on_by_a_web_server_in_front(demo: None, house: House, name: str) -> None:
    from django.test import Client

    assert Client(SERVER_NAME="localhost").get("/", headers={name: "192.0.2.7"}).status_code == 403


def test_no_demonstration_no_door(house: House, visitor: Any) -> None:
    assert visitor.get("/demo/").status_code == 404
    assert visitor.post(f"/demo/{house.person('Bo')}/").status_code == 404


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "votes.example"])
def test_a_demonstration_refuses_to_listen_where_others_reach_it(tmp_path: Path, host: str) -> None:
    from rankandfile.web.serve import NotAtHome, prepare

    with pytest.raises(NotAtHome):
        prepare(tmp_path, host, 8123, demo=True)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "localhost:8000"])
def test_these_names_mean_this_machine(host: str) -> None:
    from rankandfile.web.security import is_loopback

    assert is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1.evil.example", "localhost.example", "[::]", "10.0.0.1", ""])
def test_these_names_do_not(host: str) -> None:
    from rankandfile.web.security import is_loopback

    assert not is_loopback(host)


def test_the_language_form_sends_nobody_elsewhere(visitor: Any) -> None:
    answer = visitor.post("/language/", {"language": "ar", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
    assert 'dir="rtl"' in visitor.get("/").content.decode()


def test_the_secret_of_a_home_is_its_own_and_stays(tmp_path: Path) -> None:
    from rankandfile.web.home import secret_key

    first = secret_key(tmp_path)
    assert first == secret_key(tmp_path)
    assert len(first) > 50
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_a_mistake_in_the_settings_is_named(tmp_path: Path) -> None:
    from rankandfile.web.home import settings_of

    (tmp_path / "settings.toml").write_text('[site]\nadress = "https://votes.example"\n')
    with pytest.raises(ValueError, match="adress"):
        settings_of(tmp_path)


def test_a_long_form_is_refused_in_plain_words(house: House, sign_in: Callable[[str], Any]) -> None:
    answer = sign_in("Bo").post("/branches/new/", {"name": "x" * 3_000_000, "branch": "long"})
    assert answer.status_code == 400
    assert "What was sent could not be read" in answer.content.decode()
