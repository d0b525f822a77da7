"""The demonstration's own page: be anybody with one press, move the clock, let the invented people do their part."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rankandfile.shell.demo.build import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

NOW = 1_767_600_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration, shared by the tests of this file: its clock only goes forward."""
    home = tmp_path_factory.mktemp("demo") / "home"
    build(home, NOW)
    return home


@pytest.fixture
def browser(
    built: Path, django: None, settings_home: "Callable[[Path], None]", monkeypatch: pytest.MonkeyPatch
) -> "Client":
    """A browser at the demonstration."""
    from django.conf import settings
    from django.test import Client

    settings_home(built)
    monkeypatch.setattr(settings, "DEMO", True)
    return Client(SERVER_NAME="localhost")


def test_the_page_offers_every_part_and_names_the_next_deadline(browser: "Client") -> None:
    page = browser.get("/demo/").content.decode()
    for part in ("Members", "Branch secretaries", "Delegates", "The chair", "motions close"):
        assert part in page


def test_the_banner_says_what_time_it_is_on_every_page(browser: "Client") -> None:
    assert "Its clock says" in browser.get("/").content.decode()


def test_the_clock_moves_to_the_next_deadline_and_says_what_has_passed(browser: "Client") -> None:
    told = browser.post("/demo/forward/", follow=True).content.decode()
    assert "motions close" in told
    assert "an issue of the bulletin is published" in told


def test_the_others_do_their_part_when_asked(browser: "Client") -> None:
    assert "The others did" in browser.post("/demo/others/", follow=True).content.decode()
    assert "The others have nothing to do now." in browser.post("/demo/others/", follow=True).content.decode()


def test_looking_at_the_page_moves_nothing(browser: "Client") -> None:
    assert browser.get("/demo/forward/").status_code == 405
    assert browser.get("/demo/others/").status_code == 405


@pytest.mark.parametrize("address", ["forward", "others"])
def test_no_demonstration_no_moving_of_clocks(house: object, visitor: "Client", address: str) -> None:
    assert visitor.post(f"/demo/{address}/").status_code == 404
