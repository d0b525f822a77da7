"""A result that waits, both accounts of a recount, an amendment to a procedural motion: narrow, from right to left."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.procedural_amending import AmendProcedural
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId, VoteId
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.home import Home, make
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import Secretary
from tests.web.hall.live import HandClock, Live, name_of
from tests.web.house import House
from tests.world import (
    BRANCHES,
    CHAIR,
    DESK,
    FOUNDER,
    LOT,
    SECRETARY,
    TELLERS,
    TEXT,
    assemble,
    elect_delegates,
    handle,
)

from .barriers import barriers, speak
from .conftest import Site

C1, CHAIRING, V1 = ConventionId("C1"), handle(CHAIR), VoteId("V1")
RULES = preset_text("member-democracy").replace('recount_within = "20 seconds"', 'recount_within = "10 minutes"')


def on_the_floor(path: Path) -> Live:
    """A convention in session under a rulebook that gives ten minutes for a recount, a motion on the floor."""
    live = Live.__new__(Live)
    live.clock, live.history, live.boxes, live.hurries = HandClock(), [], {}, True
    make(Home(path), "hall.example/record")
    live.secretary = Secretary(Home(path), live.clock)
    live.found(RULES)
    for name, members in BRANCHES.items():
        live.branch(name, members)
    posts = [(CHAIR, "chair"), (SECRETARY, "secretary"), (DESK, "credentials"), *((t, "teller") for t in TELLERS)]
    for number, post in posts:
        live.appoint(number, post)
    live.call(handle(SECRETARY))
    live.second(live.write(41, "The night ferries", TEXT), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(live)
    assemble(live)
    live.does(TakeUpItem(CHAIRING, live.now, C1, "1"))
    return live


def counted(live: Live, yes: int, no: int) -> None:
    """Both tellers count so, and the chair closes the vote."""
    for teller in TELLERS:
        live.does(ReportCards(handle(teller), live.now, V1, yes, no, 0))
    live.does(CloseVote(CHAIRING, live.now, V1, LOT))


def closed(live: Live) -> None:
    """A show of cards on the motion is closed, and its result waits."""
    live.does(PutToVote(CHAIRING, live.now, C1, "M1", "show-of-cards"))
    counted(live, 4, 3)


def recounted(live: Live) -> None:
    """And it was counted again, with another result."""
    closed(live)
    voters = present_voters(current(live.state))
    live.does(RaiseProcedural(voters[0], live.now, C1, "recount"))
    live.does(SecondProcedural(voters[1], live.now, "P1"))
    counted(live, 3, 4)


def pausing(live: Live) -> None:
    """A pause waits for its vote."""
    voters = present_voters(current(live.state))
    live.does(RaiseProcedural(voters[0], live.now, C1, "recess", minutes=30))
    live.does(SecondProcedural(voters[1], live.now, "P1"))


def amended(live: Live) -> None:
    """And an amendment to it comes first."""
    pausing(live)
    voters = present_voters(current(live.state))
    live.does(AmendProcedural(voters[2], live.now, "P1", minutes=10))
    live.does(SecondProcedural(voters[3], live.now, "P2"))


HALL = ("/convention/C1/floor/", "/convention/C1/procedure/", "/convention/C1/chair/", "/convention/C1/projector/")
CASES: dict[str, tuple[Callable[[Live], None], tuple[str, ...]]] = {
    "a result waits": (closed, (*HALL, "/convention/C1/votes/V1/")),
    "counted again": (recounted, ("/convention/C1/votes/V1/", "/convention/C1/minutes/", "/record/")),
    "to be amended": (pausing, ("/convention/C1/procedure/amend/P1/",)),
    "amended": (amended, HALL),
}


@pytest.fixture(scope="module")
def floors(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> Callable[[str], tuple[Site, int]]:
    """The site at each of the cases, and the number of a delegate who is there."""
    found: dict[str, tuple[Site, int]] = {}

    def at(case: str) -> tuple[Site, int]:
        if case not in found:
            home = tmp_path_factory.mktemp("procedure") / "home"
            live = on_the_floor(home)
            CASES[case][0](live)
            voter = int(present_voters(current(live.state))[4], 16)
            live.secretary.close()
            DemoClock(home).set(live.clock.now)
            found[case] = (serving(House(home, FOUNDER, {})), voter)
        return found[case]

    return at


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("case", CASES)
def test_nothing_of_it_is_a_barrier(
    floors: Callable[[str], tuple[Site, int]], window: Callable[..., Page], case: str, language: str
) -> None:
    site, voter = floors(case)
    page = window(site, handle(voter), name_of(voter), viewport={"width": 360, "height": 640})
    speak(page, language)
    pages = [each for each in CASES[case][1] if not each.endswith("/chair/")]
    assert barriers(page, tuple(pages)) == []
    if HALL[2] in CASES[case][1]:
        chair = window(site, CHAIRING, name_of(CHAIR), viewport={"width": 360, "height": 640})
        speak(chair, language)
        assert barriers(chair, (HALL[2],)) == []


def test_a_delegate_demands_a_recount_and_amends_a_pause_by_hand(
    floors: Callable[[str], tuple[Site, int]], window: Callable[..., Page]
) -> None:
    site, voter = floors("to be amended")
    page = window(site, handle(voter), name_of(voter), viewport={"width": 360, "height": 640})
    page.goto("/convention/C1/procedure/")
    page.get_by_role("link", name="Move an amendment to P1").click()
    page.locator("[name=minutes]").fill("10")
    page.get_by_role("button", name="Move this amendment").click()
    assert page.get_by_text("The amendment is moved.").count()
    site, voter = floors("a result waits")
    page = window(site, handle(voter), name_of(voter), viewport={"width": 360, "height": 640})
    page.goto("/convention/C1/floor/")
    page.get_by_role("button", name="Demand a recount").first.click()
    assert page.get_by_text("It is raised.").count()
