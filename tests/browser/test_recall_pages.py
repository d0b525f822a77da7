"""The pages of a recall in a real browser: narrow, from right to left, without barriers; and a vote cast on a phone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.chapters.petitioning import SupportRecall
from rankandfile.core.chapters.recalls import AskForRecall
from rankandfile.shell.demo.clock import DemoClock
from tests.web.hall.live import HandClock, Live, name_of
from tests.web.hall.stages import build
from tests.web.house import House
from tests.world import FOUNDER, WEEK, handle

from .conftest import Site
from .test_convention_pages import barriers
from .test_frame import speak

POST, ELECTED, SCOPE = "branch-secretary", 22, "north"
STAGES = ("begun", "asked", "voting", "decided")
BALLOT = "E14"
"""After the elections of the secretary, the delegates and the officers."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> dict[str, Site]:
    """The north's elected secretary: nothing asked, a petition, the vote open, recalled."""
    kept = build(tmp_path_factory.mktemp("stages"))["papers"]
    folder = tmp_path_factory.mktemp("recall")
    return {stage: serving(_house(kept, folder / stage, stage)) for stage in STAGES}


def _house(kept: Path, home: Path, stage: str) -> House:
    shutil.copytree(kept, home)
    live = Live(home, HandClock(int((home / "now").read_text())))
    closes = live.now + WEEK
    live.does(CallElection(handle(20), live.now, POST, SCOPE, closes, closes + WEEK))  # type: ignore[arg-type]
    election = next(e.id for e in live.state.elections.elections.values() if e.post == POST)
    live.stand(election, [ELECTED])
    live.wait(closes + 1)
    live.votes(election, 20, "1")
    live.wait(closes + WEEK + 1)
    _go_on(live, stage)
    DemoClock(home).set(live.now)
    live.secretary.close()
    return House(home, FOUNDER, {})


def _go_on(live: Live, stage: str) -> None:
    if stage == "begun":
        return
    act = AskForRecall(handle(20), live.now, handle(ELECTED), POST, SCOPE)  # type: ignore[arg-type]
    live.does(act, reasons="No minutes since May, and **no** meeting since June.")
    for number in (21, 23, 24, 25) if stage != "asked" else (21,):
        live.does(SupportRecall(handle(number), live.now, "R1"))  # type: ignore[arg-type]
    if stage == "asked":
        return
    ballot = live.state.elections.elections[live.state.recalls.recalls["R1"].election]  # type: ignore[index]
    assert ballot.id == BALLOT
    live.wait(ballot.voting_opens + 60)
    for number in (20, 21, 23):
        live.votes(ballot.id, number, "1")
    live.votes(ballot.id, ELECTED, "2")
    if stage == "decided":
        live.wait(ballot.voting_closes + 60)


@pytest.fixture
def enter(sites: dict[str, Site], window: Callable[..., Page]) -> Callable[..., Page]:
    """A window of this width in which the member of this number is signed in, at this stage."""

    def entered(stage: str, number: int, width: int = 360) -> Page:
        size = {"width": width, "height": 800}
        return window(sites[stage], handle(number), name_of(number), viewport=size)

    return entered


ASK = f"/offices/{POST}/recall/?person={handle(ELECTED)}&branch={SCOPE}"
PAGES = {
    "asked": ("/", "/offices/", "/branches/north/", "/recalls/", "/recalls/R1/"),
    "voting": ("/", "/recalls/R1/", "/elections/", "/elections/E14/", "/elections/E14/ballot/"),
    "decided": ("/offices/", "/recalls/R1/", "/elections/E14/"),
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("stage", PAGES)
def test_no_page_of_a_recall_is_a_barrier(enter: Callable[..., Page], stage: str, language: str) -> None:
    page = enter(stage, 26)
    speak(page, language)
    assert barriers(page, PAGES[stage]) == []


def test_asking_for_a_recall_is_no_barrier(enter: Callable[..., Page]) -> None:
    page = enter("begun", 26)
    assert barriers(page, (ASK,)) == []
    page.get_by_label("Reasons").fill("No minutes since May.")
    page.get_by_role("button", name="Ask for this recall").click()
    expect(page.locator("main")).to_contain_text("your name stands beside it")


def test_a_vote_on_a_recall_is_cast_on_a_phone_with_the_keyboard_alone(enter: Callable[..., Page]) -> None:
    page = enter("voting", 26)
    speak(page, "en")
    page.goto("/elections/E14/ballot/")
    page.get_by_label("Yes").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Your answer")
    page.get_by_role("button", name="Cast this ballot").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("tracker", ignore_case=True)
