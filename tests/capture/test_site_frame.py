"""What stands around every page: headers, cookies, one door into the record, a demonstration that stays at home."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import rankandfile
from tests.world import CHAIR, handle

from .site import VISITOR, Site, patterns
from .test_site_doors import address

At: TypeAlias = Callable[[str], Site]
SOURCE = Path(rankandfile.__file__).parent
TO_ANYBODY = frozenset({"signed_checkpoint", "log_key", "record_witnessed"})
"""What is the same for everybody, and may be kept for a moment on the way: it names nobody."""
OF_ACCOUNTS = {
    "Account",
    "Invitation",
    "ToldAtClose",
    "ToldOfMeeting",
    "MeetingLetter",
    "CarriedTest",
    "BallotLetter",
    "Draft",
    "FeedKey",
    "MutedDiscussion",
    "ReadMark",
    "Letter",
    "Delivery",
    "Wish",
    "Muted",
}
"""Tables beside the record: accounts, and what is personal and erasable about them. None holds a decision."""
ACCOUNT = ["sign-in", "sign-out", "again", "address", "password", "recover", "sign-up", "security", "passkeys", "codes"]


def pages() -> Iterator[str]:
    """Every address, those of accounts, and one that is not there."""
    yield from (address(view, pattern) for view, pattern in patterns())
    yield from (f"/account/{page}/" for page in ACCOUNT)
    yield from ("/nowhere/", "/static/rankandfile/nothing.css")


def forbids_frames(answer: Any) -> bool:
    """Whether no other site can put the page into a frame, in old browsers and in new ones."""
    return "frame-ancestors 'none'" in answer["Content-Security-Policy"] and answer.get("X-Frame-Options") == "DENY"


@pytest.mark.parametrize("number", [CHAIR, VISITOR])
def test_no_page_can_be_framed_sniffed_or_run_scripts_of_others(number: int, site: At) -> None:
    there = site("dividing")
    for page in pages():
        answer = there.as_(number).get(page)
        answer.close()
        policy = answer["Content-Security-Policy"]
        assert forbids_frames(answer), page
        assert answer["X-Content-Type-Options"] == "nosniff", page
        assert answer["Referrer-Policy"] in ("same-origin", "no-referrer"), page
        assert "script-src 'self';" in policy or "default-src 'none'" in policy, page
        assert "script-src 'unsafe" not in policy, page


def test_the_picture_of_a_count_can_neither_run_scripts_nor_be_framed(site: At) -> None:
    answer = site("closed").as_(CHAIR).get("/elections/E1/flow.svg")
    assert answer.status_code == 200
    assert forbids_frames(answer)
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("number", [CHAIR, VISITOR])
def test_no_page_is_kept_by_anybody_in_between(number: int, site: At) -> None:
    there = site("closed")
    for view, pattern in patterns():
        answer = there.as_(number).get(address(view, pattern))
        answer.close()
        if view in TO_ANYBODY and answer.status_code == 200:
            assert answer.content == there.as_(VISITOR).get(address(view, pattern)).content, view
            continue
        assert "private" in answer["Cache-Control"] or "no-store" in answer["Cache-Control"], view


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(site: At) -> None:
    from django.test import Client

    site("papers")
    browser = Client(SERVER_NAME="localhost")
    browser.get("/account/sign-in/")
    browser.post("/account/sign-in/", {"login": "siege50@people.example", "password": "correct horse battery"})
    browser.post("/language/", {"language": "ar"})
    assert {"sessionid", "csrftoken"} <= set(browser.cookies)
    for name, cookie in browser.cookies.items():
        if cookie.value:
            assert cookie["httponly"], name
            assert cookie["samesite"] == "Lax", name


def test_behind_https_cookies_are_sent_over_https_only(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[site]\naddress = "https://votes.example"\n')
    script = """
from rankandfile.web import settings as s
assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_HSTS_SECONDS > 10_000_000
assert s.ALLOWED_HOSTS == ["localhost", "127.0.0.1", "[::1]", "votes.example"] and not s.DEBUG
assert not s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN and s.SECURE_PROXY_SSL_HEADER is None
"""
    environment = {"RANKANDFILE_HOME": str(tmp_path), "PYTHONPATH": str(SOURCE.parent)}
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


# --- No back door


def calls(file: Path) -> Iterator[str]:
    """The names of the methods that a module calls; those of the thread that sends letters left out."""
    for node in ast.walk(ast.parse(file.read_text())):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and ast.unparse(called.value) != "_post()":
            yield called.attr


def test_one_module_of_the_site_hands_acts_to_the_secretary() -> None:
    writers = {"submit", "submit_many", "batch", "keep", "lay_aside"}
    found = {str(f.relative_to(SOURCE)) for f in (SOURCE / "web").rglob("*.py") if writers & set(calls(f))}
    assert found == {"web/doing.py"}


def test_the_site_opens_no_database_of_the_organisation() -> None:
    for file in (SOURCE / "web").rglob("*.py"):
        source = file.read_text()
        assert "import apsw" not in source, file
        assert "import sqlite3" not in source, file


def test_there_is_no_admin_and_no_table_of_the_organisation(site: At) -> None:
    from django.apps import apps
    from django.conf import settings

    there = site("papers")
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert {model.__name__ for model in apps.get_app_config("people").get_models()} == OF_ACCOUNTS
    assert list(apps.get_app_config("web").get_models()) == []
    for page in ("/admin/", "/admin/login/", "/api/", "/debug/", "/.git/config", "/record.db", "/settings.toml"):
        assert there.as_(CHAIR).get(page).status_code == 404


def test_no_account_can_do_more_than_its_handle() -> None:
    from rankandfile.shell.people.models import Account

    fields = {field.name for field in Account._meta.get_fields()}
    assert not fields & {"is_staff", "is_superuser", "groups", "user_permissions"}


# --- The demonstration

DOORS = ["/demo/", "/demo/forward/", "/demo/others/", f"/demo/{handle(CHAIR)}/"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "host", ["votes.example", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "10.0.0.1"]
)
def test_a_demonstration_is_closed_to_every_other_name(
    door: str, host: str, site: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "DEMO", True)
    there = site("papers")
    before = there.everything()
    for method in ("get", "post"):
        assert getattr(there.as_(VISITOR), method)(door, headers={"host": host}).status_code == 403
        assert getattr(there.as_(VISITOR), method)(door, REMOTE_ADDR="192.0.2.7").status_code == 403
    assert there.everything() == before


def test_a_demonstration_is_entered_by_its_own_form_only(site: At, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings
    from django.test import Client

    monkeypatch.setattr(settings, "DEMO", True)
    site("papers")
    answer = Client(SERVER_NAME="localhost", enforce_csrf_checks=True).post(f"/demo/{handle(CHAIR)}/")
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost@evil.example", "localhost:evil", "[::1", "a" * 300, "localhost\\"]
)
def test_a_foreign_name_of_the_host_is_answered_plainly(host: str, site: At) -> None:
    there = site("papers")
    for page in ("/", "/motions/M1/", "/account/recover/"):
        assert there.as_(CHAIR).get(page, headers={"host": host}).status_code == 400
