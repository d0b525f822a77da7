"""The chair who does nothing, on the site: those present name another, who has the chair's screen."""

from rankandfile.core.chapters.meetings import present_voters
from tests.world import CHAIR

from .test_motions import read


def test_those_present_put_another_in_the_chair_after_the_time_of_the_rulebook(hall, reader):
    live = hall("floor")
    meeting = live.state.meetings.conventions["C1"]
    voters = [int(person, 16) for person in present_voters(meeting)]
    chosen = next(number for number in voters if number != CHAIR)
    one = reader(chosen)
    assert "Put another in the chair" not in read(one.get("/convention/C1/floor/"))
    live.wait(live.now + 3601)
    assert "Put another in the chair" in read(one.get("/convention/C1/floor/"))
    needed = len(voters) // 2 + 1
    assert f"Whom {needed} of those present" in read(one.get("/convention/C1/chair/name/"))
    for number in voters[:needed]:
        page = read(reader(number).post("/convention/C1/chair/name/", {"person": f"{chosen:032x}"}, follow=True))
        assert "You named this person for the chair." in page
    assert "In the chair" in page
    assert "The chair's screen" in read(one.get("/convention/C1/floor/"))
    assert "The meeting put another in the chair" in read(reader(CHAIR).get("/convention/C1/chair/"))


def test_somebody_who_is_not_present_is_no_choice(hall, reader):
    live = hall("floor")
    live.wait(live.now + 3601)
    voter = int(present_voters(live.state.meetings.conventions["C1"])[0], 16)
    answer = reader(voter).post("/convention/C1/chair/name/", {"person": f"{999:032x}"})
    assert answer.status_code == 422
