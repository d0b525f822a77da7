"""A whole meeting presided over by keyboard alone, and one followed and voted in by what a screen reader is told."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from rankandfile.core.chapters.agenda import items, open_vote
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Handle, Lot
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.demo.papers import papers
from rankandfile.shell.draft import Recorded
from rankandfile.shell.invented.rehearsal import Others, begin
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW
from tests.web.house import House

from .barriers import barriers, speak
from .conftest import Site
from .test_keyboard import tab_to

TODAY = 1_790_000_000
PUBLIC = "/convention/C1/public/"
STEPS = 120
"""Steps of the chair after which the meeting has got stuck."""


@pytest.fixture
def rehearsal(tmp_path: Path, serving: Callable[..., Site]) -> Iterator[tuple[Site, Others]]:
    """A small rehearsal with one motion, served; the others act when they are asked to look."""
    folder = papers("second").folder
    few = replace(folder, motions=folder.motions[:1], amendments=())
    rules = preset_text("small-assembly").replace("[convention]\n", "[convention]\npublic = true\n")
    begin(tmp_path / "home", rules, 14, TODAY, few)
    others = Others(tmp_path / "home", chance=Random(2))
    yield serving(House(tmp_path / "home", "", {})), others
    others.secretary.close()


@pytest.fixture
def phone(rehearsal: tuple[Site, Others], window: Callable[..., Page]) -> Callable[[Handle], Page]:
    """A browser in which this person is signed in."""

    def opened(person: Handle) -> Page:
        return window(rehearsal[0], person, "")

    return opened


def passes(others: Others, seconds: int) -> None:
    """So many seconds pass in the hall, in which the others do their part."""
    clock = DemoClock(others.secretary.home.path)
    for _ in range(seconds):
        others.look()
        clock.set(int(others.secretary.now()) + 1)


def press(page: Page, selector: str) -> None:
    """The focus is moved there with the tabulator, and Enter is pressed."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_chair_holds_a_whole_meeting_with_the_keyboard_alone(
    rehearsal: tuple[Site, Others], phone: Callable[[Handle], Page]
) -> None:
    _site, others = rehearsal
    presiding, chair = others.chair, phone(others.chair)
    for _ in range(STEPS):
        meeting = others.meeting
        assert meeting is not None
        if meeting.closed:
            break
        if others.chair != presiding:  # the meeting has elected another, who goes on
            presiding, chair = others.chair, phone(others.chair)
        chair.goto("/convention/C1/chair/")
        if chair.locator(".main-act button").count():
            press(chair, ".main-act button")
        elif chair.locator('.rail a[href$="/close/"]').count() and not left(others):
            press(chair, '.rail a[href$="/close/"]')
            press(chair, "button[name=checked]")
        passes(others, 12)
    assert others.meeting is not None
    assert others.meeting.closed
    assert all(item.state == "done" for item in items(others.secretary.state, others.meeting.id))
    assert barriers(chair, ("/convention/C1/minutes/", "/convention/C1/votes/")) == []


def left(others: Others) -> bool:
    """Whether something on the agenda is not done yet."""
    assert others.meeting is not None
    return any(item.state == "waiting" for item in items(others.secretary.look(), others.meeting.id))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_public_follows_without_an_account_and_without_a_barrier(
    rehearsal: tuple[Site, Others], blank: Callable[..., Page], language: str
) -> None:
    site, others = rehearsal
    secretary, chair = others.secretary, others.chair
    assert others.meeting is not None
    assert isinstance(secretary.submit(OpenConvention(chair, NOW, others.meeting.id)), Recorded)
    page = blank(base_url=site.address, viewport={"width": 360, "height": 640})
    speak(page, language)
    assert barriers(page, (PUBLIC,)) == []
    secretary.submit(PutToVote(chair, NOW, others.meeting.id, "close", "roll-call"))
    assert barriers(page, (PUBLIC,)) == []


def test_a_delegate_follows_and_votes_by_what_a_screen_reader_is_told(
    rehearsal: tuple[Site, Others], phone: Callable[[Handle], Page]
) -> None:
    _site, others = rehearsal
    secretary, chair = others.secretary, others.chair
    assert others.meeting is not None
    assert isinstance(secretary.submit(OpenConvention(chair, NOW, others.meeting.id)), Recorded)
    voter = next(who for who in present_voters(others.meeting) if who != chair)
    page = phone(voter)
    with page.expect_response(lambda answer: "/hall/C1/" in answer.url):
        page.goto("/convention/C1/floor/")
    secretary.submit(PutToVote(chair, NOW, others.meeting.id, "close", "roll-call"))
    expect(page.get_by_role("status").filter(has_text="Vote now: Close the meeting now")).to_have_count(1)
    tree = page.get_by_role("main").aria_snapshot()
    assert 'heading "Vote now: Close the meeting now" [level=2]' in tree
    assert [name for name in ("Vote for", "Vote against", "Abstain") if f'button "{name}"' not in tree] == []
    page.get_by_role("button", name="Vote against").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Your vote is recorded by name")).to_have_count(1)
    vote = open_vote(secretary.look(), others.meeting.id)
    assert vote is not None
    assert vote.choices.count("n") == 1
    secretary.submit(CloseVote(chair, NOW, vote.id, Lot("")))
    expect(page.get_by_role("status").filter(has_text="Not carried")).to_have_count(1)
    assert "Not carried" in page.get_by_role("main").aria_snapshot()
