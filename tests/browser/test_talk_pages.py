"""What members say about papers, in a real browser: narrow, from right to left, without barriers; and a question asked
with the keyboard alone.
"""

import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rankandfile.core.chapters.admissibility import RuleOutOfOrder
from rankandfile.core.chapters.appealing import AppealAgainstRuling
from rankandfile.core.chapters.discussing import WithdrawComment, WriteComment
from rankandfile.core.chapters.moderating import ComplainAboutComment, LetCommentStand, ModerateComment
from rankandfile.core.chapters.opposing import OpposeMotion
from rankandfile.core.ids import CommentId, MotionId, RulingId
from rankandfile.shell.demo.clock import DemoClock
from tests.web.hall.live import HandClock, Live, name_of
from tests.web.hall.stages import build
from tests.web.house import House
from tests.world import DESK, FOUNDER, MINUTES, handle

from .barriers import barriers, speak
from .conftest import Site
from .test_keyboard import tab_to

LONG = "Supercalifragilistic" * 8


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> Site:
    """The first motion is discussed, written against and ruled out of order."""
    kept = build(tmp_path_factory.mktemp("stages"), "papers")["papers"]
    home = tmp_path_factory.mktemp("talk") / "home"
    shutil.copytree(kept, home)
    live = Live(home, HandClock(int((home / "now").read_text())))
    _talk(live)
    DemoClock(home).set(live.now)
    live.secretary.close()
    return serving(House(home, FOUNDER, {}))


def mover(live: Live) -> int:
    """Whoever moved the first motion."""
    return int(live.state.motions.motions[MotionId("M1")].mover, 16)


def _talk(live: Live) -> None:
    def say(by: int, text: str, answers: str = "", question: bool = False) -> None:
        live.does(WriteComment(handle(by), live.now, "M1", CommentId(answers), question), text=text)

    say(20, "The *night* ferries are not the only ones.")
    say(50, f"Which others? {LONG}", "K1")
    say(20, "Those of the morning:\n\n* the first,\n* the second.", "K2")
    say(mover(live), "We left the morning out on purpose.", "K3")
    say(51, "Because the port authority decides on it?", "K4")
    say(52, "What will the legal costs come to?", question=True)
    say(mover(live), "Twelve thousand a year at most.", "K6")
    say(53, "Who pays when there is a second case?", question=True)
    for comment, by, text in (
        ("K9", 21, "Something hateful."),
        ("K10", 22, "A sharp word."),
        ("K11", 23, "Never mind."),
    ):
        say(by, text)
        assert comment in live.state.discussion.comments
    live.does(ModerateComment(handle(MINUTES), live.now, CommentId("K9"), "threat"), reason="It threatens the crew.")
    live.does(ComplainAboutComment(handle(24), live.now, CommentId("K10"), "threat"))
    live.does(LetCommentStand(handle(MINUTES), live.now, CommentId("K10")), reason="It is sharp, and no threat.")
    live.does(WithdrawComment(handle(23), live.now, CommentId("K11")))
    for by in (24, 25, 54, 55):
        live.does(
            OpposeMotion(handle(by), live.now, MotionId("M1")), text="The **costs** have no limit.\n\nThat is all."
        )
    live.wait(live.at("issue-2") + 60)
    ruling = RuleOutOfOrder(handle(DESK), live.now, MotionId("M1"), "against-rulebook")
    live.does(ruling, reason="It spends what article 12 keeps for the convention.")
    live.does(AppealAgainstRuling(handle(56), live.now, RulingId("U2")), reason="It does not: it asks the convention.")


@pytest.fixture
def enter(site: Site, window: Callable[..., Page]) -> Callable[..., Page]:
    """A window of this width in which the member of this number is signed in."""

    def entered(number: int, width: int = 360) -> Page:
        size = {"width": width, "height": 800}
        return window(site, handle(number), name_of(number), viewport=size)

    return entered


PAGES = (
    "/motions/M1/", "/discussion/M1/", "/discussion/M1/write/", "/discussion/M1/write/?question=yes",
    "/discussion/M1/write/?answers=K2",
    "/comments/K1/complain/", "/comments/K1/withdraw/", "/motions/M1/against/", "/rulings/", "/rulings/U1/",
    "/rulings/U2/", "/rulings/U2/appeal/", "/bulletin/C1/digest/", "/bulletin/mine/?show=discussed",
    "/bulletin/C1/waiting/", "/bulletin/C1/issue/1/", "/",
)  # fmt: skip
OF_POSTS = {
    MINUTES: ("/comments/K1/moderate/", "/discussion/M1/"),
    DESK: ("/rulings/U2/lift/", "/"),
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_of_what_members_say_is_a_barrier(enter: Callable[..., Page], language: str) -> None:
    page = enter(26)
    speak(page, language)
    assert barriers(page, PAGES) == []


@pytest.mark.parametrize("number", OF_POSTS)
def test_nothing_is_a_barrier_to_those_who_rule(enter: Callable[..., Page], number: int) -> None:
    assert barriers(enter(number), OF_POSTS[number]) == []


def test_a_question_is_asked_with_the_keyboard_alone(enter: Callable[..., Page]) -> None:
    page = enter(57)
    speak(page, "en")
    page.goto("/discussion/M1/")
    tab_to(page, 'a[href$="?question=yes"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/write/?question=yes")
    tab_to(page, "[name=text]")
    page.keyboard.type("Who decides on that?")
    tab_to(page, "main form button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("It stands in the discussion.")
    expect(page.locator("main")).to_contain_text("Who decides on that?")
