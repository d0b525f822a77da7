"""The demonstration's own page: be anybody with one press, move the clock, let the invented people do their part."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rankandfile.core.chapters.board_opening import awaiting
from rankandfile.core.chapters.boards import Board
from rankandfile.core.chapters.elections import on_the_ballot, phase
from rankandfile.core.ids import Moment
from rankandfile.core.state import State
from rankandfile.shell.demo.build import build
from rankandfile.shell.invented.polling import Polling
from tests import balloting

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


def test_a_member_finds_the_own_letter_and_votes_with_it_and_nobody_elses(browser: "Client") -> None:
    from rankandfile.web import organisation

    secretary = organisation.secretary()
    while not (boards := voting(secretary.follow(), secretary.now())):
        browser.post("/demo/forward/")
    board = boards[0]
    own, other = board.roll[:2]
    polling = Polling(secretary, secretary.home.path)
    browser.post(f"/demo/{own}/")
    page = browser.get("/demo/").content.decode()
    mine = polling.credential(board.election, own)
    assert mine is not None
    assert mine in page
    assert board.credentials in page
    assert "Demo keys" in page
    assert str(polling.credential(board.election, other)) not in page
    assert "/demo/#letters" in browser.get(f"/elections/{board.election}/booth/").content.decode()
    candidates = len(on_the_ballot(secretary.state, secretary.state.elections.elections[board.election]))
    archive = secretary.boards.archive(board.election)
    assert archive is not None
    made = balloting.ballot(archive, mine, [[1] + [0] * (candidates - 1)])
    sent = SimpleUploadedFile("ballot.json", made)
    answer = browser.post(f"/elections/{board.election}/booth/cast/", {"ballot": sent})
    assert answer.status_code == 200
    assert secretary.boards.tracker_of(board.election, own) in answer.content.decode()
    while not secretary.follow().elections.elections[board.election].counted:
        browser.post("/demo/forward/")
    assert board.election not in browser.get("/demo/").content.decode().partition("letters")[2].partition("<h2>")[0]


def voting(state: State, now: int) -> list[Board]:
    """The boards that take ballots."""
    return [own for own in awaiting(state) if phase(state.elections.elections[own.election], Moment(now)) == "voting"]
