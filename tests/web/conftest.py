"""A home folder with an organisation of invented people, and clients signed in as some of them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest

from .house import House, build

if TYPE_CHECKING:
    from django.test import Client

FIRST_HOME = Path(mkdtemp(prefix="rankandfile-"))


@pytest.fixture(scope="session", autouse=True)
def django() -> None:
    """Django is set up, once, on a home of this test run."""
    os.environ["RANKANDFILE_HOME"] = str(FIRST_HOME)
    from rankandfile.web.serve import make_accounts

    make_accounts(FIRST_HOME)
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def house(tmp_path: Path, django: None, settings_home: Callable[[Path], None]) -> Iterator[House]:
    """The organisation of one test, and the site pointed at its home."""
    from rankandfile.web import organisation

    built = build(tmp_path / "home")
    settings_home(built.home)
    yield built
    organisation.secretary().close()


@pytest.fixture
def settings_home(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Points the site at another home."""
    from django.conf import settings

    return lambda home: monkeypatch.setattr(settings, "HOME", home)


@pytest.fixture
def sign_in(house: House) -> Iterator[Callable[[str], "Client"]]:
    """A browser signed in as the person of this name."""
    from django.test import Client

    from rankandfile.shell.people.models import Account

    made: list[Any] = []

    def signed_in(name: str) -> Client:
        handle = house.person(name)
        account = Account.objects.create_user(f"{name.lower()}@people.example", "correct horse battery", handle=handle)
        made.append(account)
        client = Client(SERVER_NAME="localhost")
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    yield signed_in
    for account in made:
        if account.pk:
            account.delete()


@pytest.fixture
def visitor(house: House) -> "Client":
    """A browser that is not signed in."""
    from django.test import Client

    return Client(SERVER_NAME="localhost")
