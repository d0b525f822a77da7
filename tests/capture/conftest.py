"""The organisation under attack: on disk, with a convention called; and its site at each stage of a convention."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.living import Living, living
from tests.world import SECRETARY, handle

from . import stages
from .site import Browsers, Site


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Living]:
    """A convention is called."""
    with living(tmp_path / "home") as live:
        live.call(handle(SECRETARY))
        yield live


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The home folder of each stage."""
    return stages.build(tmp_path_factory.mktemp("siege"))


@pytest.fixture(scope="session")
def django(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Django is set up on a home of this test run; where that was done already it stays as it is."""
    from rankandfile.web.serve import make_accounts

    make_accounts(tmp_path_factory.mktemp("accounts"))
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def browsers(django: None) -> Iterator[Browsers]:
    """Everybody's browser, for all attacks of a file."""
    made = Browsers()
    yield made
    made.close()


@pytest.fixture
def site(
    homes: dict[str, Path], browsers: Browsers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Site]]:
    """Opens the site at a stage; what an attack does there is its own."""
    opened: list[Living] = []

    def at(stage: str) -> Site:
        opened.append(besieged(homes[stage], tmp_path / stage, monkeypatch))
        return Site(opened[-1], browsers)

    yield at
    for live in opened:
        live.secretary.close()


def besieged(kept: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Living:
    """A copy of the home folder, served, its letters kept in memory."""
    from django.conf import settings
    from django.core import mail

    from rankandfile.shell.directory import Directory
    from rankandfile.web import organisation

    shutil.copytree(kept, home)
    live = stages.reopened(home)
    directory = Directory(live.secretary)
    monkeypatch.setattr(settings, "HOME", home)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    monkeypatch.setattr(organisation, "clock", lambda: lambda: live.now)
    monkeypatch.setattr(organisation, "_opened", lambda _home: (live.secretary, directory))
    mail.outbox = []
    return live
