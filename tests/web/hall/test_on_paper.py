"""When the network dies in the middle of a vote: tellers' sheets, and what was counted on them."""

import subprocess

import pytest

from tests.world import CHAIR, TELLERS

from .test_floor import put, read
from .test_hall import roll_call

TELL, MARK, SHEETS = "/convention/C1/tell/", "/convention/C1/tell/paper/", "/convention/C1/tell/sheets."
WHY = {"reason": "The network of the hall failed."}


@pytest.fixture
def floor(hall):
    return hall("floor")


def hour(floor, ago: int = 0) -> dict[str, str]:
    """The hour as a form has it."""
    from datetime import UTC, datetime

    return {"held": datetime.fromtimestamp(floor.now - ago, UTC).strftime("%Y-%m-%dT%H:%M")}


def test_sheets_name_what_is_voted_on_who_can_vote_and_leave_room_to_count(floor, reader):
    sheet = reader(TELLERS[0]).get(f"{SHEETS}md").content.decode()
    assert "Tellers' sheets: Amendment M1-A1" in sheet
    assert "Teller 1 of 2, counting alone" in sheet
    assert sheet.count("□ for") == len([s for s in floor.state.meetings.conventions["C1"].present.values() if s.vote])
    put(reader, "close")
    assert "Close the meeting now" in reader(TELLERS[0]).get(f"{SHEETS}md").content.decode()
    assert reader(TELLERS[0]).get(f"{SHEETS}pdf").content.startswith(b"%PDF")


def test_the_boxes_of_the_sheets_are_on_the_paper_as_they_are_in_the_text(floor, reader):
    pytest.importorskip("typst")
    paper = reader(TELLERS[0]).get(f"{SHEETS}pdf").content
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True)
    told = done.stdout.decode()
    assert "□ for" in told
    assert "\N{REPLACEMENT CHARACTER}" not in told


def test_there_are_no_sheets_before_the_meeting(hall, reader):
    hall("called")
    assert reader(TELLERS[0]).get(f"{SHEETS}md").status_code == 404


def test_a_vote_taken_on_paper_is_entered_and_says_so_for_ever(floor, reader):
    floor.wait(floor.now + 1800)
    put(reader, "M1-A1")
    teller = reader(TELLERS[0])
    assert "mark this vote as taken on paper" in read(teller.get(TELL))
    answer = teller.post(MARK, {**WHY, **hour(floor, 600)}, follow=True)
    assert "marked as taken on paper. Now enter what was counted." in read(answer)
    for number in TELLERS:
        reader(number).post(TELL, {"yes": "4", "no": "2", "abstain": "0"})
    vote = floor.state.floor.open_vote["C1"]
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": vote})
    page = read(reader(50).get(f"/convention/C1/votes/{vote}/"))
    assert "It was taken on paper" in page
    assert "and entered afterwards" in page
    assert "It was taken on paper" in read(reader(50).get("/convention/C1/minutes/"))
    assert "was taken on paper" in read(reader(50).get("/record/"))


def test_a_roll_is_entered_from_paper_by_name(floor, reader):
    vote = roll_call(reader, floor)
    reader(TELLERS[0]).post(MARK, {**WHY, **hour(floor)})
    electors = len(floor.state.floor.votes[vote].electorate)
    reader(TELLERS[0]).post(TELL, {f"elector-{place}": "n" for place in range(electors)})
    assert floor.state.floor.votes[vote].choices == "n" * electors


def test_only_who_counts_marks_and_a_wrong_hour_is_refused_with_the_right_one(floor, reader):
    assert "No vote is open" in read(reader(TELLERS[0]).get(MARK))
    put(reader, "close")
    assert reader(CHAIR).post(MARK, {**WHY, **hour(floor)}).status_code == 403
    late = reader(TELLERS[0]).post(MARK, {**WHY, **hour(floor, -7200)})
    assert late.status_code == 409
    assert "between the opening of the meeting" in read(late)
    assert reader(TELLERS[0]).post(MARK, {"held": "yesterday", **WHY}).status_code == 422
