"""The site on the home folder of a stage, with a clock that the test sets, and readers signed in by number."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .live import HandClock, Live
from .stages import build

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The home folder of each stage."""
    return build(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def hall(
    stages: dict[str, Path], tmp_path: Path, settings_home: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Live]]:
    """Opens the site at a stage; what happens there is the test's own."""
    opened: list[Live] = []

    def at(stage: str) -> Live:
        home = tmp_path / stage
        shutil.copytree(stages[stage], home)
        clock = HandClock(int((home / "now").read_text()))
        live = Live(home, clock)
        opened.append(live)
        show(live, home, settings_home, monkeypatch)
        return live

    yield at
    for live in opened:
        live.secretary.close()


@pytest.fixture
def under(
    tmp_path: Path, settings_home: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Live]]:
    """Opens the site of an organisation newly founded under a preset."""
    opened: list[Live] = []

    def founded(preset: str) -> Live:
        live = Live(tmp_path / preset, HandClock(), preset)
        opened.append(live)
        show(live, tmp_path / preset, settings_home, monkeypatch)
        return live

    yield founded
    for live in opened:
        live.secretary.close()


def show(live: Live, home: Path, settings_home: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The site shows this organisation, at the time that it is there."""
    from rankandfile.shell.directory import Directory
    from rankandfile.web import organisation, who

    settings_home(home)
    monkeypatch.setattr(who, "now", lambda: live.now)
    monkeypatch.setattr(organisation, "_opened", lambda _home: (live.secretary, Directory(live.secretary)))


@pytest.fixture
def reader(django: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], "Client"]]:
    """A browser signed in as the member of this number."""
    from django.template import Template
    from django.test import Client
    from django.test.utils import instrumented_test_render

    from rankandfile.shell.people.models import Account
    from tests.world import handle

    monkeypatch.setattr(Template, "_render", instrumented_test_render)
    clients: dict[int, Client] = {}

    def signed_in(number: int) -> Client:
        if number not in clients:
            account = Account.objects.create_user(f"{number}@people.example", handle=handle(number))
            clients[number] = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
            clients[number].force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return clients[number]

    yield signed_in
    Account.objects.filter(handle__in=[handle(number) for number in clients]).delete()
