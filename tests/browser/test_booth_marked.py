"""Ballots that are marked, in a real browser: approval, at most so many, blank, and nominations to be re-opened.

From the choice on a page to the ballot on the board, which the audit and belenios-tool accept.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rankandfile.core.ballot import archive, course
from rankandfile.core.ballot.audit import Known, audit
from rankandfile.core.ballot.canonical import written
from rankandfile.core.ballot.shapes import Owned
from tests import balloting
from tests.balloting import circle
from tests.boards import Voting
from tests.core.ballot.vectors import chained, posted
from tests.core.chapters.test_reopening import OFFERED
from tests.living import living

from .conftest import Site
from .test_booth import Poll, Voter, opened_poll, passes_the_tool, voter  # noqa: F401 - a fixture

METHODS = ("approval", "block")
TRUSTEES = circle(2, 3)
BLANK, RON = "Blank vote", "Re-open nominations"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> dict[str, Poll]:
    """The delegates of the north, of whom three stand; the last choice is to re-open nominations."""
    found = {}
    for method in METHODS:
        home = tmp_path_factory.mktemp(method) / "home"
        with living(home, OFFERED.replace("scottish-stv-2011", method, 8)) as own:
            found[method] = opened_poll(home, Voting(own, TRUSTEES), own.at("delegate-voting-opens"), serving)
    return found


def marking(*names: str) -> Callable[[Page], None]:
    """These boxes are ticked and no others."""

    def choose(page: Page) -> None:
        for name in ("Member 11", "Member 12", "Member 13", RON, BLANK):
            page.get_by_label(name, exact=True).set_checked(name in names)

    return choose


def opened(board: bytes) -> tuple[tuple[int | tuple[int, ...], ...], ...]:
    """What two trustees open the board to, closed on a desk: the server's own is in other tests."""
    events = posted(archive.opened(board))
    ballots = [objects[0] for kind, objects in events if kind == "Ballot"]
    tally, _voters = course.closing(archive.opened(board).events[0], ballots)
    events += [("EndBallots", []), ("EncryptedTally", list(tally))]
    for number in (3, 1):
        made = balloting.share(chained(events), TRUSTEES, number)
        events.append(("PartialDecryption", [made, written(Owned(number, ""))]))
    before = [each for each in archive.opened(chained(events)).events if each.event.type != "Ballot"]
    found = audit(chained([*events, ("Result", [course.resulting(course.followed(before))])]))
    assert found.sound, found.findings
    assert found.result is not None
    return found.result


@pytest.mark.parametrize("method", METHODS)
def test_marks_are_cast_and_come_out_as_they_were_made(
    method: str,
    marked: dict[str, Poll],
    voter: Callable[..., Voter],  # noqa: F811
    tmp_path: Path,
) -> None:
    poll, trackers = marked[method], []
    for number, names in ((15, ("Member 11", "Member 13")), (16, (RON,)), (17, (BLANK,)), (18, ("Member 13",))):
        trackers.append(voter(poll, number, "phone").cast(marking(*names)))
    own = voter(poll, 18)
    again = own.cast(marking("Member 12", "Member 13"))
    board = own.archive()
    found = audit(board, Known(poll.uuid, poll.fingerprint))
    assert found.sound, found.findings
    assert set(found.counted) == {*trackers[:3], again}
    passes_the_tool(board, poll.uuid, tmp_path)
    assert opened(board) == ((1, 1, 1, 2, 1),)


def test_more_than_there_are_places_and_blank_with_a_name_make_no_ballot(
    marked: dict[str, Poll],
    voter: Callable[..., Voter],  # noqa: F811
) -> None:
    own = voter(marked["block"], 19)
    own.page.goto("/elections/E1/booth/")
    for names, said in (
        (("Member 11", "Member 12", "Member 13"), "Choose at least 1 and at most 2."),
        ((BLANK, "Member 11"), "A blank vote chooses nothing else."),
        ((), "Choose at least 1 and at most 2."),
    ):
        own.fill(marking(*names))
        own.page.get_by_role("button", name="Check this ballot").click()
        expect(own.page.locator("#errors")).to_contain_text(said)
        expect(own.page.locator("#errors")).to_be_focused()
    own.fill(marking("Member 11", RON))
    own.page.get_by_role("button", name="Check this ballot").click()
    expect(own.page.locator("#answers")).to_contain_text("Member 11")
    expect(own.page.locator("#answers")).to_contain_text(RON)
