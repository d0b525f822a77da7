"""The hall in real browsers: chair, delegates and wall at once; a phone that slept, a line that is slow, or gone."""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Literal

import pytest
from msgspec import Struct
from playwright.sync_api import Page, expect

from rankandfile.core.act import Act
from rankandfile.core.chapters.credentials import CheckIn, CheckOut
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId, Handle, Lot, VoteId
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.draft import Recorded
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW, Secretary
from tests.world import CHAIR, TELLERS, handle

from .barriers import barriers
from .conftest import Site

FLOOR, WALL, CHAIRS = "/convention/C1/floor/", "/convention/C1/projector/", "/convention/C1/chair/"
TELL, PAPER = "/convention/C1/tell/", "/convention/C1/tell/paper/"
SECOND_GENERATION = {
    "offline": False, "latency": 600, "downloadThroughput": 50_000 // 8, "uploadThroughput": 20_000 // 8,
}  # fmt: skip
"""A line of the second generation, in bytes a second: 50 kbit down, 20 up, more than half a second each way."""
FIRST, AGAIN = 26_000, 8_000
"""Bytes on the line when the floor's page is opened by a phone that has nothing of it yet; and when it is again."""
FIRST_SECONDS, AGAIN_SECONDS = 10, 6
"""Seconds after which it is there to be read."""
A_SECOND = 1_000
MEETING = ConventionId("C1")
STREAM = "**/hall/C1/**"


class Hall(Struct):
    """The hall that is served, and its chair, who acts beside the site."""

    secretary: Secretary
    voters: list[int]

    def put(self, method: Literal["roll-call", "show-of-cards"] = "roll-call") -> VoteId:
        """The chair asks the meeting whether to close now; asked again and again, it hurts nobody."""
        secretary = self.secretary
        self.does(PutToVote(self.chair, NOW, MEETING, "close", method))
        return secretary.look().floor.open_vote[MEETING]

    def close(self, vote: VoteId) -> None:
        """The chair closes the vote; most were against it."""
        self.does(CloseVote(self.chair, NOW, vote, Lot("")))

    def clear(self) -> None:
        """No vote is open, and no result waits."""
        left = self.secretary.look().floor.open_vote.get(MEETING)
        if left is not None:
            self.close(left)
        waits = max((vote.waits for vote in self.secretary.look().floor.votes.values()), default=0)
        if waits >= self.secretary.now():  # a show of cards that somebody may have counted again
            DemoClock(self.secretary.home.path).set(waits + 1)
            self.secretary.look()

    @property
    def chair(self) -> Handle:
        """Who presides."""
        return holders(self.secretary.look(), "chair", self.secretary.now())[0].person

    def does(self, act: Act) -> None:
        """The act is recorded."""
        answer = self.secretary.submit(act)
        assert isinstance(answer, Recorded), answer


@pytest.fixture
def hall(sites: dict[str, Site]) -> Iterator[Hall]:
    """The hall in session, without an open vote: one that a test has left open is closed before and after it."""
    home = sites["floor"].house.home
    secretary = Secretary(Home(home), DemoClock(home))
    present = present_voters(secretary.state.meetings.conventions[MEETING])
    own = Hall(secretary, [number for number in range(10, 140) if handle(number) in present])
    own.clear()
    yield own
    own.clear()
    secretary.close()


def at(page: Page, address: str) -> Page:
    """The page is open there, and its stream too."""
    with page.expect_response(lambda answer: "/hall/C1/" in answer.url):
        page.goto(address)
    return page


def cast(page: Page, button: str) -> None:
    """The vote is cast and acknowledged."""
    page.get_by_role("button", name=button).click()
    expect(page.locator("#sent")).to_contain_text("Recorded as entry")


def test_chair_delegates_and_wall_see_one_vote_from_its_opening_to_its_result(
    enter: Callable[..., Page], hall: Hall
) -> None:
    first, second, guest = (at(enter("floor", n), FLOOR) for n in (hall.voters[0], hall.voters[1], 100))
    wall = at(enter("floor", hall.voters[2]), WALL)
    vote = hall.put()
    for page in (first, second, wall):
        expect(page.locator("#hall")).to_contain_text("Vote now: Close the meeting now")
    expect(guest.locator("#hall form[data-vote]")).to_be_hidden()
    cast(first, "Vote for")
    expect(wall.locator("#hall")).to_contain_text("1 of")
    cast(second, "Vote against")
    expect(wall.locator("#hall")).to_contain_text("2 of")
    hall.close(vote)
    for page in (first, second, guest, wall):
        expect(page.locator("#hall")).to_contain_text("Not carried")


def test_a_vote_that_the_server_does_not_hear_is_sent_again_and_counts_once(
    enter: Callable[..., Page], hall: Hall
) -> None:
    phone = at(enter("floor", hall.voters[3], loses_connection=True), FLOOR)
    vote = hall.put()
    expect(phone.locator("#hall form[data-vote]")).to_be_visible()
    phone.route("**/do/vote/", lambda route: route.fulfill(status=502, body="in between"))
    phone.get_by_role("button", name="Vote against").click()
    expect(phone.locator("#sent")).to_contain_text("Your vote is sent again until it does.")
    phone.unroute("**/do/vote/")
    expect(phone.locator("#sent")).to_contain_text("Recorded as entry")
    hall.close(vote)
    expect(phone.locator("#hall")).to_contain_text("Not carried")
    expect(phone.locator("#hall .tally, #hall section.box").first).to_be_visible()


def test_a_finger_on_a_button_is_not_pushed_off_by_what_happens_in_the_hall(
    enter: Callable[..., Page], hall: Hall
) -> None:
    phone, other = (at(enter("floor", n), FLOOR) for n in hall.voters[:2])
    leaving = hall.voters[5]
    vote = hall.put()
    button = phone.get_by_role("button", name="Vote against")
    button.hover()
    before = other.locator("#hall").inner_text()
    phone.mouse.down()
    hall.does(CheckOut(handle(leaving), NOW, MEETING, handle(leaving)))
    expect(other.locator("#hall")).not_to_have_text(before, use_inner_text=True)
    phone.wait_for_timeout(A_SECOND)
    phone.mouse.up()
    expect(phone.locator("#sent")).to_contain_text("Recorded as entry")
    now = other.locator("#hall").inner_text()
    expect(phone.locator("#hall")).to_have_text(now, use_inner_text=True)
    hall.does(CheckIn(handle(leaving), NOW, MEETING, handle(leaving)))
    hall.close(vote)


def test_a_screen_without_connection_comes_back_without_being_loaded_and_has_missed_nothing(
    enter: Callable[..., Page], hall: Hall
) -> None:
    phone = at(enter("floor", hall.voters[4], loses_connection=True), FLOOR)
    phone.evaluate("window.stays = true")
    lose(phone)
    vote = hall.put()
    phone.wait_for_timeout(A_SECOND)
    assert "Vote now" not in phone.locator("#hall").inner_text()
    phone.unroute(STREAM)
    expect(phone.locator("#hall")).to_contain_text("Vote now: Close the meeting now")
    cast(phone, "Vote against")
    hall.close(vote)
    expect(phone.locator("#hall")).to_contain_text("Not carried")
    assert phone.evaluate("window.stays")


def test_a_phone_that_slept_for_an_hour_shows_how_things_stand_within_a_second(
    enter: Callable[..., Page], hall: Hall
) -> None:
    phone = at(enter("floor", hall.voters[5], loses_connection=True), FLOOR)
    sleep(phone)
    vote = hall.put()
    assert "Vote now" not in phone.locator("#hall").inner_text()
    assert wake(phone, "Vote now") < A_SECOND
    hall.close(vote)


def sleep(phone: Page) -> None:
    """The phone is put away: nobody sees the page, its stream is dead, and its clock goes on for an hour."""
    phone.evaluate(
        """() => {
          Object.defineProperty(document, 'hidden', { get: () => window.asleep, configurable: true })
          window.asleep = true
          document.dispatchEvent(new Event('visibilitychange'))
          const now = Date.now
          window.wakes = () => {
            Date.now = () => now() + 3600000
            window.asleep = false
            document.dispatchEvent(new Event('visibilitychange'))
          }
        }"""
    )
    lose(phone)


def lose(phone: Page) -> None:
    """The stream is lost, and cannot be opened again until the route is taken away. Going offline leaves it open."""
    phone.route(STREAM, lambda route: route.abort())
    with phone.expect_event("requestfailed", lambda request: "/hall/C1/" in request.url):
        phone.evaluate("window.dispatchEvent(new Event('online'))")


def wake(phone: Page, words: str) -> float:
    """It is taken out again, and has its connection; after so many milliseconds the hall's piece has these words."""
    phone.unroute(STREAM)
    return float(phone.evaluate(WAKES, words))


WAKES = """words => new Promise((told) => {
  const hall = document.getElementById('hall')
  const began = performance.now()
  const look = () => {
    const isThere = hall.textContent.includes(words)
    if (isThere || performance.now() - began > 60000) told(performance.now() - began)
    return isThere
  }
  const seen = new MutationObserver(() => look() && seen.disconnect())
  seen.observe(hall, { childList: true, subtree: true })
  setTimeout(look, 60000)
  window.wakes()
})"""


def test_the_floor_is_opened_followed_and_voted_on_over_a_line_of_the_second_generation(
    enter: Callable[..., Page], hall: Hall
) -> None:
    phone = enter("floor", hall.voters[0])
    line = phone.context.new_cdp_session(phone)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    line.send("Network.emulateNetworkConditions", SECOND_GENERATION)
    weights: list[int] = []
    line.on("Network.loadingFinished", lambda loaded: weights.append(int(loaded["encodedDataLength"])))
    for most, seconds in ((FIRST, FIRST_SECONDS), (AGAIN, AGAIN_SECONDS)):
        weights.clear()
        began = monotonic()
        with phone.expect_response(lambda answer: "/hall/C1/" in answer.url):
            phone.goto(FLOOR)
            expect(phone.locator("#hall")).to_be_visible()
            took = monotonic() - began
        assert (0 < sum(weights) < most, took < seconds) == (True, True), (weights, took)
    vote = hall.put()
    expect(phone.locator("#hall")).to_contain_text("Vote now", timeout=10_000)
    cast(phone, "Vote against")
    hall.close(vote)
    expect(phone.locator("#hall")).to_contain_text("Not carried", timeout=10_000)


def test_the_wall_can_be_read_from_the_last_row(enter: Callable[..., Page], hall: Hall) -> None:
    wall = enter("floor", hall.voters[1])
    wall.set_viewport_size({"width": 1280, "height": 720})
    at(wall, WALL)
    vote = hall.put()
    expect(wall.locator("#hall")).to_contain_text("Vote now")
    assert smallest_letters(wall) >= 32
    hall.close(vote)
    expect(wall.locator("#hall")).to_contain_text("Not carried")
    assert smallest_letters(wall) >= 32


def smallest_letters(page: Page) -> float:
    """The size of the smallest letters that can be seen, in pixels."""
    return float(
        page.evaluate(
            """() => Math.min(...[...document.querySelectorAll('main *')]
              .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
              .filter(one => one.getBoundingClientRect().width > 2)
              .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
        )
    )


def test_no_screen_of_the_hall_is_a_barrier_while_a_vote_is_open(enter: Callable[..., Page], hall: Hall) -> None:
    vote = hall.put()
    assert barriers(enter("floor", hall.voters[2]), (FLOOR, WALL)) == []
    assert barriers(enter("floor", CHAIR), (CHAIRS, FLOOR)) == []
    assert barriers(enter("floor", TELLERS[0]), (TELL, PAPER)) == []
    hall.close(vote)


def test_who_checks_in_while_the_page_is_open_is_shown_the_buttons_of_the_next_vote(
    enter: Callable[..., Page], hall: Hall
) -> None:
    leaving = hall.voters[5]
    hall.does(CheckOut(handle(leaving), NOW, MEETING, handle(leaving)))
    phone = at(enter("floor", leaving), FLOOR)
    expect(phone.locator("#mine[data-voter]")).to_have_count(0)
    hall.does(CheckIn(handle(leaving), NOW, MEETING, handle(leaving)))
    vote = hall.put()
    expect(phone.locator("#mine[data-voter]")).to_have_count(1)
    expect(phone.locator("#hall form[data-vote]")).to_be_visible()
    hall.close(vote)
