"""Minutes that write themselves, on the page and on paper, and roll calls as files."""

import json

import pytest

from rankandfile.core.chapters.minuting import NoteForMinutes
from tests.world import CHAIR, MINUTES, WEEK, handle

from .test_floor import read
from .test_hall import elector, roll_call

PAGE, NOTE = "/convention/C1/minutes/", "/convention/C1/minutes/note/"


@pytest.fixture
def floor(hall):
    return hall("floor")


def test_the_minutes_write_themselves_while_the_meeting_goes_on(floor, reader):
    page = read(reader(50).get(PAGE))
    assert "The meeting goes on" in page
    assert "Attendance" in page
    assert "Elected, in the order of election" in page or "Moved by" in page
    assert "Add a note" not in page, "only who takes the minutes can"


def test_the_minute_taker_adds_what_was_said_under_the_item_on_the_floor(floor, reader):
    taker = reader(MINUTES)
    assert "Add a note" in read(taker.get(PAGE))
    form = read(taker.get(NOTE))
    assert " selected>" in form.split("The whole meeting")[1]
    item = next(i.id for i in floor.state.floor.agenda["C1"].values() if i.state == "open")
    answer = taker.post(NOTE, {"item": item, "note": "Three asked about the *cost*."}, follow=True)
    assert "The note stands in the minutes." in read(answer)
    page = read(reader(50).get(PAGE))
    assert "Three asked about the <em>cost</em>." in page
    assert page.index("Night ferries") < page.index("Three asked about")
    assert reader(CHAIR).post(NOTE, {"item": item, "note": "All agreed."}).status_code == 403


def test_a_roll_call_is_a_decision_in_the_minutes_and_a_file_for_members(floor, reader):
    vote = roll_call(reader, floor)
    number = elector(floor)
    reader(number).post("/convention/C1/do/vote/", {"vote": vote, "choice": "n"})
    assert reader(50).get(f"/convention/C1/votes/{vote}/roll-call.csv").status_code == 404, "not before the close"
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": vote})
    page = read(reader(50).get(PAGE))
    assert "Order of business" in page
    assert "Close the meeting now: " in page
    table = reader(50).get("/convention/C1/votes/roll-calls.csv")
    assert table["Content-Disposition"].endswith('filename="roll-calls-C1.csv"')
    assert table.content.decode().count(",no,1\r\n") == 1
    events = json.loads(reader(50).get("/convention/C1/votes/roll-calls.json").content)
    assert [event["identifier"] for event in events] == [vote]
    assert events[0]["result"] == "fail"
    one = json.loads(reader(50).get(f"/convention/C1/votes/{vote}/roll-call.json").content)
    assert one == events
    for wrong in ("votes/roll-calls.exe", "votes/V99/roll-call.csv", f"votes/{vote}/roll-call.pdf"):
        assert reader(50).get(f"/convention/C1/{wrong}").status_code == 404
    assert f"/convention/C1/votes/{vote}/roll-call.csv" in read(reader(50).get(f"/convention/C1/votes/{vote}/"))


def test_the_clock_publishes_what_the_record_knows_with_the_notes(hall, reader):
    live = hall("closed")
    live.does(NoteForMinutes(handle(MINUTES), live.now, "C1"), note="The heating had failed.")
    assert "The clock publishes them" in read(reader(50).get(PAGE))
    live.wait(live.state.meetings.conventions["C1"].closed + 4 * WEEK)
    page = read(reader(50).get(PAGE))
    assert "Published" in page
    assert "The heating had failed." in page
    assert "Text as adopted:" in page
    assert "Night ferries" in page
    paper = reader(50).get("/convention/C1/minutes/paper.md").content.decode()
    assert "The heating had failed." in paper
    assert "Attendance" in paper


def test_what_the_minute_taker_has_published_stands_beside_what_the_record_says(hall, reader):
    live = hall("closed")
    reader(MINUTES).post("/convention/C1/minutes/publish/", {"minutes": "All agreed.", "checked": "yes"})
    assert live.state.meetings.conventions["C1"].minutes >= 0
    page = read(reader(50).get(PAGE))
    assert "All agreed." in page
    assert "What the record itself says of this meeting" in page
    assert "were needed" in page.split("What the record itself says")[1]


def test_there_are_no_minutes_before_the_meeting_is_open(hall, reader):
    hall("called")
    assert reader(MINUTES).get(PAGE).status_code == 404
    assert reader(MINUTES).post(NOTE, {"note": "Early."}).status_code == 409
