"""The pages on which texts are changed, in a real browser: narrow, from right to left, without barriers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.composites import ProposeComposite
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.parts import AskForPart
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.shell.demo.clock import DemoClock
from tests.web.hall import stages as hall
from tests.web.hall.live import HandClock, Live, name_of
from tests.web.house import House
from tests.world import CHAIR, FOUNDER, handle

from .barriers import barriers, speak
from .conftest import Site

JOINT = "The convention resolves\n\nto have both the ferries and the kitchen,\n\nand to look at it again."
PAGES = {
    "papers": (41, ("/motions/M1/", "/motions/M2/", "/amendments/M1-A1/amend/", "/parts/M1/",
                    "/motions/M1/composite/", "/composites/K1/", "/motions/M1/amend/")),
    "taking": (50, ("/motions/M2/", "/motions/M2/take-over/")),
    "floor": (CHAIR, ("/convention/C1/chair/", "/convention/C1/floor/", "/convention/C1/projector/", "/motions/M1/",
                      "/motions/M1/versions/", "/convention/C1/agenda/")),
}  # fmt: skip


def papers(live: Live) -> None:
    """An amendment to an amendment, lines that move, parts that are asked for, a composite."""
    hall.second(live, "M2", [45, 46])
    moving = MoveAmendment(handle(43), live.now, "M1", "move", 8, 8, after=3)  # type: ignore[arg-type]
    live.does(moving, text="–", reason="It belongs to the first.")
    mild = "2. to pay the legal costs of any member who is dismissed, fined or warned for refusing an unlawful shift,"
    inner = MoveAmendment(handle(43), live.now, "M1", "replace", 1, 2, amends="M1-A1")  # type: ignore[arg-type]
    live.does(inner, text=mild, reason="Warnings come first.")
    for number in (11, 12, 13, 14, 15):
        live.does(SecondAmendment(handle(number), live.now, "M1-A1-A1"))  # type: ignore[arg-type]
    live.does(AskForPart(handle(41), live.now, "M1", 6, 7))
    originals = ("M1", "M2")
    act = ProposeComposite(handle(41), live.now, originals, count_lines(JOINT), fingerprint(JOINT))  # type: ignore[arg-type]
    live.does(act, title="Ferries and a kitchen", text=JOINT, synopsis="Both.")


def floor(live: Live) -> None:
    """What changes the amendment has carried, and the amendment; the parts come next."""
    hall.STAGES["branches"](live)
    hall.STAGES["floor"](live)
    for subject in ("M1-A1-A1", "M1-A1"):
        hall.decide(live, subject)


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> dict[str, Site]:
    """The site while texts are changed, before the convention and on its floor."""
    return {name: _served(tmp_path_factory.mktemp(name), steps, serving) for name, steps in STEPS.items()}


def withdrawn(live: Live) -> None:
    """A motion that can be taken over."""
    live.does(WithdrawMotion(handle(72), live.now, "M2"))  # type: ignore[arg-type]


STEPS = {"papers": (papers,), "taking": (withdrawn,), "floor": (papers, floor)}


def _served(folder: Path, steps: tuple[Callable[[Live], None], ...], serving: Callable[..., Site]) -> Site:
    home = hall.build(folder, "papers")["papers"]
    clock = HandClock(int((home / "now").read_text()))
    live = Live(home, clock)
    for step in steps:
        step(live)
    live.secretary.close()
    DemoClock(home).set(int(clock.now))
    return serving(House(home, FOUNDER, {}))


@pytest.fixture
def phone(changing: dict[str, Site], window: Callable[..., Page]) -> Callable[..., Page]:
    """A phone on which the member of this number is signed in."""

    def opened(name: str, number: int, width: int = 360) -> Page:
        size = {"width": width, "height": 640}
        return window(changing[name], handle(number), name_of(number), viewport=size)

    return opened


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("stage", PAGES)
def test_nothing_is_a_barrier_to_who_changes_a_text(phone: Callable[..., Page], stage: str, language: str) -> None:
    number, addresses = PAGES[stage]
    page = phone(stage, number)
    speak(page, language)
    assert barriers(page, addresses) == []
