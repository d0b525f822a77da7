"""A body whose papers the rulebook closes: a member who does not sit in it tries every way to read them."""

import pytest

from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.convening import CallMeeting
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.ids import BranchId, ConventionId, Moment
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.shell.presets import preset_text
from tests.web.conftest import settings_home  # noqa: F401
from tests.web.hall import live as living
from tests.web.hall.conftest import reader, under  # noqa: F401
from tests.world import CHAIR, DAY, SECRETARY, handle

S1 = ConventionId("S1")
SECRET = "Sell the boathouse before anybody hears of it."
OUTSIDE, TREASURER = 21, 12
PAGES = (
    "/convention/S1/floor/", "/convention/S1/agenda/", "/convention/S1/votes/", "/convention/S1/votes/V1/",
    "/convention/S1/minutes/", "/convention/S1/projector/", "/convention/S1/chair/", "/convention/S1/speakers/",
    "/convention/S1/credentials/", "/convention/S1/procedure/", "/convention/S1/papers/paper.md",
    "/convention/S1/votes/roll-calls.csv", "/convention/S1/minutes/paper.md",
    "/motions/?convention=S1",
    "/motions/M1/", "/motions/M1/versions/", "/bulletin/D1/", "/discussion/M1/",
)  # fmt: skip


@pytest.fixture
def closed(under, monkeypatch):  # noqa: F811
    """The executive's papers are closed; it meets, with a motion and a document."""
    text = preset_text("member-democracy")
    head = 'title = "The executive"\nid = "executive"\n'
    assert text.count(head) == 1
    monkeypatch.setattr(living, "preset_text", lambda _name: text.replace(head, f"{head}papers_open = false\n"))
    live = under("member-democracy")
    live.branch("north", range(10, 50))
    for number, post in ((CHAIR, "chair"), (SECRETARY, "secretary"), (TREASURER, "treasurer")):
        live.appoint(number, post)
    opens = Moment(live.now + 6 * DAY)
    live.does(
        CallMeeting(handle(SECRETARY), live.now, "executive", opens, Moment(opens + 7200), BranchId("")), place="Here"
    )
    act = MoveMotion(
        handle(CHAIR), live.now, S1, "executive-motion", count_lines(SECRET), fingerprint(SECRET), "executive"
    )
    live.does(act, title="The boathouse sale", text=SECRET)
    paper = SubmitDocument(handle(TREASURER), live.now, S1, "member")
    live.does(paper, title="What the boathouse fetches", text=SECRET)
    live.wait(opens)
    for number in (CHAIR, SECRETARY, TREASURER):
        live.does(CheckIn(handle(number), live.now, S1, handle(number)))
    live.does(OpenConvention(handle(CHAIR), live.now, S1))
    return live


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_its_meeting_is_shown_to_who_does_not_sit_in_it(closed, reader, page):  # noqa: F811
    answer = reader(OUTSIDE).get(page)
    assert answer.status_code == 403, page
    assert "boathouse" not in answer.content.decode()


def test_whoever_sits_in_it_reads_all_of_it(closed, reader):  # noqa: F811
    for page in ("/convention/S1/floor/", "/convention/S1/minutes/", "/motions/M1/", "/bulletin/D1/"):
        assert reader(TREASURER).get(page).status_code == 200, page


def test_the_refusal_names_the_article_and_the_notice_stays_for_everybody(closed, reader):  # noqa: F811
    own = reader(OUTSIDE)
    refusal = own.get("/convention/S1/minutes/").content.decode()
    assert "Article 4.2" in refusal
    notice = own.get("/convention/S1/")
    assert notice.status_code == 200
    page = notice.content.decode()
    assert "open to those who sit in it alone" in page
    assert "boathouse" not in page


def test_neither_search_nor_the_entries_of_the_record_show_a_word_of_it(closed, reader):  # noqa: F811
    own = reader(OUTSIDE)
    for address in ("/search/?words=boathouse", "/", "/motions/", "/bulletin/", "/meetings/", "/record/"):
        found = own.get(address).content.decode().replace('value="boathouse"', "")
        assert "boathouse sale" not in found, address
        assert "before anybody hears" not in found, address
    motion, document = closed.state.motions.motions["M1"], closed.state.bulletin.documents["D1"]
    for entry in (motion.entry, document.entry):
        page = own.get(f"/record/{entry}/")
        assert page.status_code == 200
        assert "oathouse" not in page.content.decode()


def test_no_form_of_its_meeting_is_answered(closed, reader):  # noqa: F811
    size = closed.state.size
    for address in ("/convention/S1/do/ask/", "/convention/S1/do/check-in/", "/discussion/M1/write/"):
        assert reader(OUTSIDE).post(address, {"person": handle(OUTSIDE), "text": "x"}).status_code in (403, 404)
    assert closed.state.size == size
