"""Conventions on the site: calling one, the timetable, delegates, credentials, minutes."""

from datetime import UTC, datetime

from rankandfile.core.chapters.delegates import alternates_of, delegates_of
from tests.world import DESK, MINUTES, SECRETARY, WEEK

from .test_motions import read


def written(moment: int) -> str:
    """The moment as the field of a form has it."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M")


def test_the_timetable_shows_what_passed_and_whom_each_line_binds(hall, reader):
    hall("papers")
    page = read(reader(50).get("/convention/C1/"))
    assert "9 lines of the timetable have passed" in page or "lines of the timetable have passed" in page
    assert "The final agenda is composed" in page
    assert "the clock does it by itself" in page
    assert "Voting for delegates opens" in page


def test_the_call_shows_the_timetable_that_would_follow_before_it_is_done(hall, reader):
    live = hall("closed")
    opens = live.now + 20 * WEEK
    given = {"place": "The old mill", "opens": written(opens), "closes": written(opens + 86_400)}
    caller = reader(SECRETARY)
    checked = read(caller.post("/convention/call/", given))
    assert "This timetable follows from the rulebook." in checked
    assert "The roll is frozen" in checked
    assert not live.state.meetings.current
    page = read(caller.post("/convention/call/", {**given, "checked": "yes"}, follow=True))
    assert "Convention C2" in page
    assert "The old mill" in page


def test_a_call_with_too_little_notice_says_from_when_on_it_can_open(hall, reader):
    live = hall("closed")
    opens = live.now + 3 * WEEK
    given = {"place": "Here", "opens": written(opens), "closes": written(opens + 86_400)}
    answer = reader(SECRETARY).post("/convention/call/", given)
    assert answer.status_code == 409
    assert "16 weeks of notice" in read(answer)


def test_each_branch_shows_the_sum_that_gave_its_seats(hall, reader):
    hall("floor")
    page = read(reader(50).get("/convention/C1/delegates/"))
    assert "30 members ÷ 20 = 1.50, which gives 2." in page
    assert "Alternates, by rank" in page


def test_the_desk_checks_people_out_and_seats_the_next_alternate_by_rank(hall, reader):
    live, desk = hall("floor"), reader(DESK)
    meeting = live.state.meetings.current
    delegate = delegates_of(live.state, meeting, "north")[0].person
    alternate = alternates_of(live.state, meeting, "north")[0].person
    assert "Check out" in read(desk.get("/convention/C1/credentials/"))
    desk.post("/convention/C1/do/check-out/", {"person": delegate})
    assert "Seat in the place of" in read(desk.get("/convention/C1/credentials/"))
    desk.post("/convention/C1/do/seat/", {"alternate": alternate, "delegate": delegate})
    assert live.state.meetings.conventions[meeting].seated[alternate] == delegate
    assert "seated in the place of" in read(desk.get("/convention/C1/credentials/"))


def test_somebody_elses_seat_is_left_to_the_desk(hall, reader):
    live = hall("floor")
    delegate = delegates_of(live.state, live.state.meetings.current)[0].person
    answer = reader(50).post("/convention/C1/do/check-out/", {"person": delegate})
    assert answer.status_code == 409
    assert "ask the desk" in read(answer)


def test_the_minutes_are_drafted_from_the_record_and_published_by_the_minute_taker(hall, reader):
    live = hall("closed")
    writer = reader(MINUTES)
    draft = read(writer.get("/convention/C1/minutes/"))
    assert "Publish the minutes" in draft
    assert "The item was not reached. That is not a defeat." in draft
    assert "Night ferries" in draft
    given = {"minutes": "# Minutes\n\nIt was *cold*."}
    assert "<em>cold</em>" in read(writer.post("/convention/C1/minutes/publish/", given))
    assert live.state.meetings.conventions["C1"].minutes < 0
    page = read(writer.post("/convention/C1/minutes/publish/", {**given, "checked": "yes"}, follow=True))
    assert "<em>cold</em>" in page
    assert "The minutes are open to every member." in page


def test_the_front_page_says_what_comes_up_and_what_is_owed(hall, reader):
    hall("papers")
    page = read(reader(50).get("/"))
    assert "Nominations of delegates open in the branches" in page
    assert "Open the box" not in page
