"""A passkey is added and opens the account, with the browser's own virtual authenticator."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.web.house import build

from .conftest import Site

OPEN_AN_ACCOUNT = """
import sys; from pathlib import Path; from rankandfile.web.serve import make_accounts
make_accounts(Path(sys.argv[1]))
from rankandfile.shell.people import invitations
token = invitations.invite(sys.argv[2], "amina@people.example", sys.argv[2])
invitations.take_up(token, "four words quite apart", "en")
"""


def authenticator(session: CDPSession) -> None:
    """A key that is always there and always knows its owner."""
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_opens_the_account(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site], blank: Callable[..., Page]
) -> None:
    house = build(tmp_path_factory.mktemp("passkey") / "home")
    subprocess.run([sys.executable, "-c", OPEN_AN_ACCOUNT, str(house.home), house.person("Amina")], check=True)
    site = serving(house, demo=False)
    page = blank(loses_connection=True, base_url=site.address)
    authenticator(page.context.new_cdp_session(page))
    page.goto("/account/sign-in/")
    page.get_by_label("Email").fill("amina@people.example")
    page.get_by_label("Password").fill("four words quite apart")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/account/passkeys/add/")
    if page.get_by_label("Password").count():
        page.get_by_label("Password").fill("four words quite apart")
        with page.expect_navigation():  # until the script of the next page listens
            page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add this passkey").click()
    page.wait_for_url("**/codes/**")
    page.goto("/account/sign-out/")
    with page.expect_navigation():
        page.locator("main button").click()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Signed in as Amina Lund.")).to_be_visible()
    assert Path(house.home / "accounts.sqlite").stat().st_mode & 0o077 == 0
