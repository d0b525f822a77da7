"""A home folder with an organisation of invented people, and clients signed in as some of them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct

if TYPE_CHECKING:
    from django.test import Client

FIRST_HOME = Path(mkdtemp(prefix="rankandfile-"))
BRANCHES = {"north-harbour": "North Harbour", "old-mill": "Old Mill"}
PEOPLE = ("Amina Lund", "Bo Tanaka", "Chidi Moreau", "Dunja Rossi", "Emil Haddad", "Farah O’Dell")


@pytest.fixture(scope="session", autouse=True)
def django() -> None:
    """Django is set up, once, on a home of this test run."""
    os.environ["RANKANDFILE_HOME"] = str(FIRST_HOME)
    from rankandfile.web.serve import make_accounts

    make_accounts(FIRST_HOME)
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class House(Struct):
    """The organisation of one test: its home, who founded it, its people by name."""

    home: Path
    founder: str
    people: dict[str, str]

    def person(self, name: str) -> str:
        """The handle of the person whose name begins so."""
        return next(handle for known, handle in self.people.items() if known.startswith(name))


@pytest.fixture
def house(tmp_path: Path, django: None, settings_home: Callable[[Path], None]) -> Iterator[House]:
    """Founded under member-democracy, two branches, six members, Bo the secretary of North Harbour."""
    from rankandfile.core.chapters.branches import FormBranch
    from rankandfile.core.chapters.members import AdmitMember
    from rankandfile.core.chapters.offices import AppointProvisionally
    from rankandfile.core.ids import BranchId, Handle, Moment
    from rankandfile.shell import chance
    from rankandfile.shell.draft import Ask, Recorded
    from rankandfile.shell.founding import found
    from rankandfile.shell.presets import preset_text
    from rankandfile.shell.secretary import NOW
    from rankandfile.web import organisation

    home = tmp_path / "home"
    founded = found(home, "test.example/record", preset_text("member-democracy"), "The Harbour Union", "Ilse Okafor")
    assert isinstance(founded, Recorded)
    settings_home(home)
    own, by = organisation.secretary(), Handle(founded.act.by)
    later = Moment(own.now() + 300 * 86_400)
    asks = [Ask(FormBranch(by, NOW, BranchId(b)), {"name": name}) for b, name in BRANCHES.items()]
    people = {name: chance.handle() for name in PEOPLE}
    for place, (name, handle) in enumerate(people.items()):
        branch = BranchId(tuple(BRANCHES)[place % 2])
        asks.append(Ask(AdmitMember(by, NOW, handle, "member", branch, later), {"name": name}))
    asks.append(Ask(AppointProvisionally(by, NOW, people["Bo Tanaka"], "branch-secretary", BranchId("north-harbour"))))
    assert [answer for answer in own.submit_many(asks) if not isinstance(answer, Recorded)] == []
    yield House(home, str(by), {"Ilse Okafor": str(by), **{n: str(h) for n, h in people.items()}})
    own.close()


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
