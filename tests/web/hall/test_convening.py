"""Meetings of branches and bodies on the site: the list, the call, the notice, called off, demanded."""

from datetime import UTC, datetime

import pytest

from rankandfile.core.chapters.convening import CallMeeting
from rankandfile.core.ids import BranchId, Moment
from tests.world import DAY, handle

from .test_motions import read

NORTH = BranchId("north")
SECRETARY = 20
"""The branch secretary of the north."""


@pytest.fixture
def branch(under, reader):
    """Two branches; the secretary of the north, members of both, no convention."""
    live = under("member-democracy")
    for name, members in (("north", range(10, 30)), ("south", range(30, 50))):
        live.branch(name, members)
    live.appoint(SECRETARY, "branch-secretary", "north")
    return live


def written(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M")


def answers(live, days=10, **more):
    opens = live.now + days * DAY
    given = {"body": "branch/north", "place": "The mill", "opens": written(opens), "closes": written(opens + 7200)}
    return {**given, "invitation": "Bring a *lamp*.", **more}


def called(live, days=10):
    opens = Moment(live.now + days * DAY)
    live.does(CallMeeting(handle(SECRETARY), live.now, "branch", opens, Moment(opens + 7200), NORTH), place="The mill")
    return opens


MOTION = {"business": "branch-motion", "capacity": "member/", "title": "A lamp", "text": "The branch buys a lamp.",
          "synopsis": "Light.", "meeting": "S1"}  # fmt: skip


def test_the_secretary_of_a_branch_sees_the_timetable_then_calls_its_meeting(branch, reader):
    own = reader(SECRETARY)
    assert "Call a meeting" in read(own.get("/meetings/"))
    form = read(own.get("/meetings/call/?body=branch/north"))
    assert "Called now, it can open from" in form
    assert "South" not in form, "only the own branch can be chosen"
    checked = read(own.post("/meetings/call/", answers(branch)))
    assert "The agenda is composed" in checked
    assert "<em>lamp</em>" in checked
    page = read(own.post("/meetings/call/", answers(branch, checked="yes"), follow=True))
    assert "Meeting S1 of branch North Harbour" in page
    assert "The mill" in page
    assert "The meeting opens" in page
    assert "onvention S1" not in page


def test_a_call_with_too_little_notice_says_from_when_on(branch, reader):
    answer = reader(SECRETARY).post("/meetings/call/", answers(branch, days=2))
    assert answer.status_code == 409
    assert "needs 7 days of notice" in read(answer)


def test_who_may_call_nothing_is_told_who_does(branch, reader):
    answer = reader(21).get("/meetings/call/?body=branch/north")
    assert answer.status_code in (403, 409)
    assert "are called by" in read(answer)


def test_my_meetings_stand_first_and_another_branch_s_among_all(branch, reader):
    called(branch)
    mine, other = read(reader(21).get("/meetings/")), read(reader(40).get("/meetings/"))
    assert mine.index("Mine: branch North Harbour") < mine.index("All that are called")
    assert mine.count("Meeting S1 of branch North Harbour") == 2
    assert other.count("Meeting S1 of branch North Harbour") == 1


def test_the_next_meeting_of_mine_stands_on_the_front_page_and_on_its_branch_s(branch, reader):
    called(branch)
    assert "Meeting S1 of branch North Harbour opens" in read(reader(21).get("/"))
    assert "Meeting S1 of branch North Harbour opens" not in read(reader(40).get("/"))
    assert "Meeting S1 of branch North Harbour" in read(reader(40).get("/branches/north/"))


def test_a_motion_and_a_paper_for_it_stand_on_its_notice(branch, reader):
    called(branch)
    own = reader(21)
    page = read(own.get("/convention/S1/"))
    assert "Write a motion to this meeting" in page
    assert "Hand in a paper" in page
    assert "Delegates" not in page.split('class="rail"')[1]
    form = read(own.get("/motions/new/?meeting=S1"))
    assert "Meeting S1 of branch North Harbour" in form
    own.post("/motions/new/", {**MOTION, "checked": "yes"})
    paper = {"capacity": "member/", "title": "What lamps cost", "text": "Little.", "meeting": "S1", "checked": "yes"}
    own.post("/bulletin/submit/", paper)
    assert branch.state.motions.motions["M1"].convention == "S1"
    page = read(own.get("/convention/S1/"))
    assert "A lamp" in page
    assert "What lamps cost" in page
    assert "Motions to meeting S1 of branch North Harbour" in read(own.get("/motions/?convention=S1"))


def test_whoever_is_of_another_branch_writes_nothing_for_it(branch, reader):
    called(branch)
    other = reader(40)
    assert "Write a motion to this meeting" not in read(other.get("/convention/S1/"))
    answer = other.post("/motions/new/", {**MOTION, "checked": "yes"})
    assert answer.status_code in (403, 409)
    assert not branch.state.motions.motions


def test_a_meeting_is_called_off_with_a_reason_that_stays(branch, reader):
    called(branch)
    own = reader(SECRETARY)
    assert "Call this meeting off" in read(own.get("/convention/S1/"))
    assert "Call this meeting off" not in read(reader(21).get("/convention/S1/"))
    assert reader(21).post("/convention/S1/call-off/", {"reason": "x", "checked": "yes"}).status_code in (403, 409)
    given = {"reason": "The mill burnt down."}
    assert "never the same as defeated" in read(own.post("/convention/S1/call-off/", given))
    own.post("/convention/S1/call-off/", {**given, "checked": "yes"})
    page = read(reader(40).get("/convention/S1/"))
    assert "The mill burnt down." in page
    assert "Called off" in page
    assert "called off" in read(reader(40).get("/meetings/"))


def test_a_meeting_that_nobody_opened_says_so(branch, reader):
    opens = called(branch)
    branch.wait(opens + 7201)
    page = read(reader(21).get("/convention/S1/"))
    assert "nobody opened it by the hour of its close" in page
    assert "not held" in read(reader(21).get("/meetings/"))


def test_members_demand_a_meeting_and_the_fifth_calls_it(branch, reader):
    own = reader(21)
    assert "Demand a meeting: branch North Harbour" in read(own.get("/meetings/"))
    assert "When 5 demand it" in read(own.get("/meetings/demand/?body=branch/north"))
    page = read(own.post("/meetings/demand/", {"body": "branch/north", "reason": "Light."}, follow=True))
    assert "1 demands a meeting." in page
    assert "4 more are needed" in page
    page = read(own.post("/meetings/demand/withdraw/", {"body": "branch/north"}, follow=True))
    assert "demands a meeting" not in page
    for number in range(21, 26):
        reader(number).post("/meetings/demand/", {"body": "branch/north", "reason": ""})
    assert [each.demanded for each in branch.state.meetings.conventions.values()] == [True]
    assert "enough of them demanded it" in read(own.get("/convention/S1/"))


def test_a_call_that_is_owed_stands_with_its_own_secretary_alone(branch, reader):
    branch.appoint(31, "branch-secretary", "south")
    branch.wait(branch.now + 40 * 7 * DAY)
    mine, others = read(reader(31).get("/")), read(reader(40).get("/meetings/"))
    assert "Call a meeting: branch South" in mine.split("Overdue, and who owes it")[0]
    assert "Call a meeting: branch North Harbour" not in mine.split("Overdue, and who owes it")[0]
    assert "Call a meeting: branch North Harbour" in others


def test_conventions_are_listed_without_the_meetings_of_others(branch, reader):
    called(branch)
    assert "The mill" not in read(reader(21).get("/convention/"))


def test_votes_minutes_and_files_of_a_branch_s_meeting_name_the_branch(hall, reader):
    hall("evening")
    own = reader(12)
    page = read(own.get("/convention/S1/votes/"))
    assert "Meeting S1 of branch North Harbour" in page
    assert '"name": "The Harbour Union: branch North Harbour"' in read(own.get("/convention/S1/votes/roll-calls.json"))
    assert "It buys a lamp." in read(own.get("/convention/S1/minutes/"))
    paper = read(own.get("/convention/S1/minutes/paper.md"))
    assert "Minutes of meeting S1 of branch North Harbour" in paper
    assert "onvention S1" not in page + paper


def test_no_meeting_of_a_branch_is_open_to_the_public(hall, reader):
    hall("evening")
    assert reader(12).get("/convention/S1/public/").status_code == 404


def test_the_record_says_which_body_met(hall, reader):
    live = hall("evening")
    entry = live.state.meetings.conventions["S1"].minutes
    assert "published the minutes of" in read(reader(12).get(f"/record/{entry}/"))
    assert "meeting S1 of branch North Harbour" in read(reader(12).get(f"/record/{entry}/"))


def test_who_is_there_at_a_branch_s_meeting_says_nothing_of_delegates(hall, reader):
    hall("evening")
    page = read(reader(12).get("/convention/S2/credentials/"))
    assert "Nobody is there yet." in page
    assert "Delegates are elected" not in page
