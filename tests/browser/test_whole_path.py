"""The path that the README promises, in a real browser: from a member's motion to a record that verifies.

Whoever the story is about acts in the browser; the crowd around them acts through a secretary of its own on the same
record, as another process would. The demonstration's clock is moved to each deadline.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rankandfile.core.chapters.elections import on_the_ballot
from rankandfile.core.chapters.meetings import current
from rankandfile.shell.demo.clock import DemoClock
from tests.web.hall.live import Live, name_of
from tests.web.hall.stages import EXECUTIVE, assemble, build, nominations, second
from tests.web.house import House
from tests.world import CHAIR, FOUNDER, TELLERS, handle

from .conftest import Site

SECONDERS = [11, 12, 13, 14, 42, 43, 44, 73, 74]
TITLE = "Boats for the outer islands"
TEXT = """The convention resolves
to ask the port for one boat a day to the outer islands, all winter,
and to hear from the branches there each spring."""


class MovedClock:
    """The demonstration's clock, as a world moves it."""

    def __init__(self, home: Path) -> None:
        self._clock = DemoClock(home)

    def __call__(self) -> int:
        return self._clock()

    @property
    def now(self) -> int:
        """What time it is there."""
        return self._clock()

    @now.setter
    def now(self, moment: int) -> None:
        self._clock.set(moment)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """The crowd's own secretary, in an organisation whose convention is called."""
    home = build(tmp_path / "stages", last="called")["called"]
    clock = MovedClock(home)
    clock.now = int((home / "now").read_text())
    world = Live(home, clock)
    yield world
    world.secretary.close()


@pytest.fixture
def enter(live: Live, serving: Callable[..., Site], window: Callable[..., Page]) -> Callable[..., Page]:
    """A browser in which the member of this number is signed in."""
    site = serving(House(live.secretary.home.path, FOUNDER, {}))

    def entered(number: int, **settings: Any) -> Page:
        page = window(site, handle(number), name_of(number), **settings)
        expect(page.locator("footer")).to_contain_text(f"Signed in as {name_of(number)}")
        return page

    return entered


def test_from_a_motion_to_a_record_that_a_stranger_verifies(
    live: Live, enter: Callable[..., Page], tmp_path: Path
) -> None:
    member = enter(50, viewport={"width": 360, "height": 640})
    write(member)
    enter_and_second(enter, member.locator("#share").input_value())
    second(live, "M1", SECONDERS)
    member.reload()
    expect(member.get_by_text("more seconders")).to_have_count(0)

    live.wait(live.at("issue-1") + 1)
    member.goto("/bulletin/")
    expect(member.locator("#issue-1")).to_contain_text(TITLE)

    nominations(live, {"executive-member": EXECUTIVE})
    assemble(live)
    member.goto("/convention/C1/agenda/")
    expect(member.locator("#agenda")).to_contain_text(TITLE)

    chair, phone = enter(CHAIR), enter(int(next(iter(current(live.state).present)), 16))  # type: ignore[union-attr]
    decide(enter, chair, phone)
    elect(live, chair, phone)
    close(live, chair)
    assert "carried" in live.state.motions.motions["M1"].fate  # type: ignore[index]
    verify(chair, tmp_path)


def write(member: Page) -> None:
    """The motion is written, looked at once more, and moved."""
    member.goto("/motions/")
    member.get_by_role("link", name="Write a motion").click()
    member.get_by_label(re.compile("^Motions")).check()
    member.get_by_label("Title").fill(TITLE)
    member.get_by_label("Text", exact=True).fill(TEXT)
    member.get_by_role("button", name="Check this motion").click()
    expect(member.get_by_text("10 seconders, from 3 branches")).to_be_visible()
    member.get_by_role("button", name="Move this motion").click()
    expect(member.get_by_role("status")).to_contain_text("Your motion is received.")
    expect(member.locator(".need")).to_contain_text("10 more seconders, from 3 more branches")


def enter_and_second(enter: Callable[..., Page], link: str) -> None:
    """Another member follows the link and supports the motion."""
    other = enter(75)
    other.goto(link)
    other.get_by_role("button", name="Second this motion").click()
    expect(other.get_by_role("status")).to_contain_text("You have seconded M1.")


def decide(enter: Callable[..., Page], chair: Page, phone: Page) -> None:
    """The chair opens, takes the motion up and puts it to the vote; two tellers count; a delegate's phone follows."""
    chair.goto("/convention/C1/chair/")
    chair.get_by_role("button", name="Open the convention").click()
    chair.get_by_role("button", name=re.compile("^Take up item 1")).click()
    phone.goto("/convention/C1/floor/")
    expect(phone.locator("#hall")).to_contain_text("one boat a day")
    chair.get_by_role("button", name="Put M1 to the vote by show of cards").click()
    expect(phone.locator("#hall")).to_contain_text("Vote now")
    for number in TELLERS:
        teller = enter(number)
        teller.goto("/convention/C1/tell/")
        for label, count in (("For", "5"), ("Against", "1"), ("Abstaining", "1")):
            teller.get_by_label(label, exact=True).fill(count)
        teller.get_by_role("button", name="Report this count").click()
        expect(teller.get_by_role("status")).to_contain_text("Your count is reported.")
    expect(chair.locator("#chair")).to_contain_text("Counts that agree: 2")
    chair.get_by_role("button", name="Close the vote").click()
    expect(chair.locator("#chair")).to_contain_text("of 6 votes cast, 4 for were needed; 5 were for.")
    expect(phone.locator("#hall")).to_contain_text("Carried")


def elect(live: Live, chair: Page, phone: Page) -> None:
    """Each post has its turn; for the executive a delegate ranks on the phone, and the others vote too."""
    executive = next(e for e in live.state.elections.elections.values() if e.post == "executive-member")
    title = ""
    while "Members of the executive" not in title:
        step = chair.get_by_role("button", name=re.compile("^Take up item"))
        title = step.inner_text()
        step.click()
        chair.get_by_role("button", name="Open the voting").click()
        if "Members of the executive" in title:
            vote(live, phone, executive.id)
        chair.get_by_role("button", name="Close the voting").click()
        expect(chair.get_by_role("status")).to_contain_text("The voting is closed.")
    chair.goto(f"/elections/{executive.id}/")
    expect(chair.locator(".box.now ol li")).to_have_count(5)
    expect(chair.get_by_role("img", name=re.compile("^How votes flowed"))).to_be_visible()


def vote(live: Live, phone: Page, election: Any) -> None:
    """The delegate's ballot is made with the buttons, checked and cast; the other delegates cast theirs."""
    phone.goto(f"/elections/{election}/")
    phone.get_by_role("link", name="Vote").click()
    phone.get_by_role("button", name=f"Move up: {name_of(EXECUTIVE[2])}").click()
    phone.get_by_role("button", name=f"Move up: {name_of(EXECUTIVE[0])}").click()
    phone.get_by_role("button", name=f"Move up: {name_of(EXECUTIVE[0])}").click()
    phone.get_by_role("button", name="Check this ballot").click()
    expect(phone.locator("dl.answers dd")).to_have_text([name_of(EXECUTIVE[0]), name_of(EXECUTIVE[2])])
    phone.get_by_role("button", name="Cast this ballot").click()
    expect(phone.locator("#tracker")).to_have_text(re.compile("^[0-9a-f]+$"))
    own = live.state.elections.elections[election]
    others = [int(person, 16) for person in current(live.state).present if person not in own.voted]  # type: ignore[union-attr]
    live.everybody_votes(election, others, len(on_the_ballot(live.state, own)))


def close(live: Live, chair: Page) -> None:
    """After its last hour the chair closes the convention, and what was not reached is named so."""
    live.wait(current(live.state).closes + 1)  # type: ignore[union-attr]
    chair.goto("/convention/C1/chair/")
    chair.get_by_role("link", name="Close the convention").click()
    expect(chair.locator(".answers")).to_contain_text("Items that will be left unreached")
    chair.get_by_role("button", name="Close the convention").click()
    expect(chair.get_by_role("status")).to_contain_text("The convention is closed.")
    chair.goto("/convention/C1/agenda/")
    expect(chair.locator("#agenda")).to_contain_text("unreached")


def verify(page: Page, folder: Path) -> None:
    """The record is downloaded, and verified by the command line of a stranger."""
    page.goto("/record/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the record").click()
    file = folder / "record.tar"
    waiting.value.save_as(file)
    command = [str(Path(sys.executable).with_name("rankandfile")), "verify", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
