"""The pages of a board in a real browser: before it stands, and while its trustees are waited for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from rankandfile.shell.demo.clock import DemoClock
from tests.balloting import circle
from tests.boards import Voting
from tests.core.chapters.boarding import RULES
from tests.living import living
from tests.web.house import House
from tests.world import SECRETARY, TELLERS, handle

from .barriers import barriers, is_wider_than_the_window, speak
from .conftest import Site

BOARD = "/elections/E1/board/"


def due(_voting: Voting) -> None:
    """Nominations are closed, and there is no board."""


def shuffling(voting: Voting) -> None:
    """The voting is over, and one trustee has shuffled."""
    voting.set_up()
    voting.open_voting()
    voting.everybody_votes(10, 14)
    voting.close_voting()
    voting.shuffle(2)


STAGES = {"due": due, "shuffling": shuffling}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> dict[str, Site]:
    """A site at each stage."""
    found = {}
    for name, stage in STAGES.items():
        home = tmp_path_factory.mktemp(name) / "home"
        with living(home, RULES) as own:
            stage(Voting(own, circle(2, 3)))
            now, founder = own.now, own.founder
        DemoClock(home).set(now)
        found[name] = serving(House(home, founder, {}))
    return found


@pytest.fixture
def enter(sites: dict[str, Site], window: Callable[..., Page]) -> Callable[..., Page]:
    """A window of this width in which the member of this number is signed in, at this stage."""

    def entered(stage: str, number: int, width: int = 360) -> Page:
        size = {"width": width, "height": 800}
        return window(sites[stage], handle(number), f"Member {number}", viewport=size)

    return entered


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("stage", "number", "pages"),
    [
        ("due", SECRETARY, (BOARD, f"{BOARD}steps/", f"{BOARD}roll/", f"{BOARD}roll/correct/", f"{BOARD}set-up/")),
        (
            "shuffling",
            TELLERS[0],
            (BOARD, f"{BOARD}steps/", f"{BOARD}roll/", f"{BOARD}hand-in/", "/elections/E1/booth/check/"),
        ),
    ],
)
def test_the_pages_of_a_board_are_no_barrier(
    enter: Callable[..., Page], stage: str, number: int, pages: tuple[str, ...], language: str
) -> None:
    page = enter(stage, number)
    speak(page, language)
    assert barriers(page, pages) == []
    for address in pages:
        page.goto(address)
        assert not is_wider_than_the_window(page), address
