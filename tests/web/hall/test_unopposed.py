"""Taking an amendment in without a vote, on the chair's page and on the floor's."""

from rankandfile.core.chapters.meetings import present_voters
from tests.world import CHAIR

from .test_motions import read


def test_the_chair_asks_the_hall_can_object_and_after_a_minute_it_is_taken_in(hall, reader):
    live = hall("floor")
    assert "Ask whether anybody objects to taking M1-A1 in" in read(reader(CHAIR).get("/convention/C1/chair/"))
    reader(CHAIR).post("/convention/C1/do/ask-objections/", {"amendment": "M1-A1"})
    delegate = int(present_voters(live.state.meetings.conventions["C1"])[0], 16)
    floor = read(reader(delegate).get("/convention/C1/floor/"))
    assert "Does anybody object to M1-A1?" in floor
    assert "Object: let M1-A1 be voted on" in floor
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "Nobody objects: take M1-A1 in" in chair
    assert "Wait until then." in chair
    live.wait(live.now + 61)
    reader(CHAIR).post("/convention/C1/do/take-in/", {"amendment": "M1-A1"})
    assert live.state.amendments.amendments["M1-A1"].accepted
    assert "taken in: nobody in the meeting objected" in read(reader(50).get("/motions/M1/"))
    assert "taken in: nobody in the meeting objected" in read(reader(50).get("/motions/M1/versions/"))


def test_after_an_objection_the_chair_is_offered_the_vote_alone(hall, reader):
    live = hall("floor")
    delegate = int(present_voters(live.state.meetings.conventions["C1"])[0], 16)
    reader(CHAIR).post("/convention/C1/do/ask-objections/", {"amendment": "M1-A1"})
    assert reader(50).post("/convention/C1/do/object/", {"amendment": "M1-A1"}).status_code == 409
    reader(delegate).post("/convention/C1/do/object/", {"amendment": "M1-A1"})
    assert live.state.amendments.amendments["M1-A1"].objector
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "take M1-A1 in" not in chair
    assert "Put M1-A1 to the vote" in chair
