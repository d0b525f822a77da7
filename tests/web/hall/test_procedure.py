"""Procedural motions on the site: what a delegate may raise now, why not more, support, rulings, the chair's step."""

import pytest

from rankandfile.core.chapters.meetings import current, present_voters
from tests.world import CHAIR

from .test_motions import read

PAGE = "/convention/C1/procedure/"


@pytest.fixture
def floor(hall):
    """The convention in session, an amendment before its vote."""
    return hall("floor")


@pytest.fixture
def voters(floor) -> list[int]:
    """The numbers of those present with a vote."""
    return [int(person, 16) for person in present_voters(current(floor.state))]


def raises(reader, number: int, motion: str, **fields: str):
    """The member raises what has nothing to fill in."""
    return reader(number).post("/convention/C1/do/raise/", {"procedural": motion, **fields}, follow=True)


def point(reader, number: int, why: str = "Article 11 says otherwise."):
    """The member raises a point of order."""
    return reader(number).post(f"{PAGE}raise/point-of-order/", {"reason": why}, follow=True)


def test_a_delegate_reads_what_is_in_order_now_what_it_needs_and_why_the_rest_is_not(floor, reader, voters):
    page = read(reader(voters[0]).get(PAGE))
    assert "British usage" in page
    assert "Now: an amendment is under debate." in page
    said = "“That the meeting proceed to the next business.”"
    assert f"{said} 1 other must support it · no debate · Simple majority" in page
    assert "“I raise a point of order.” The chair rules · may interrupt a speech" in page
    assert "There is no ruling of the chair that could be appealed against now." in page
    assert "“taking from the table” is not in order: an amendment is under debate." in page


def test_who_has_no_seat_reads_that_nothing_is_in_order_for_them(floor, reader):
    page = read(reader(50).get(PAGE))
    assert "Nothing is in order for you now." in page
    assert raises(reader, 50, "next-business").status_code == 409


def test_one_raises_another_supports_and_the_chair_has_one_next_step(floor, reader, voters):
    answer = read(raises(reader, voters[0], "next-business"))
    assert "It is raised." in answer
    assert "needs 1 more" in answer
    floor_page = read(reader(voters[1]).get("/convention/C1/floor/"))
    assert "Support next business (P1)" in floor_page
    reader(voters[1]).post("/convention/C1/do/support/", {"number": "P1"})
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "Put next business (P1) to the vote by show of cards" in chair
    assert "“next business” has its support and is put before anything else." in chair


def test_a_point_is_ruled_on_with_a_reason_that_everybody_reads_and_can_be_appealed_against(floor, reader, voters):
    assert "It is raised." in read(point(reader, voters[0]))
    assert "Rule on point of order (P1)" in read(reader(CHAIR).get("/convention/C1/chair/"))
    form = read(reader(CHAIR).get(f"{PAGE}rule/P1/"))
    assert "It is not well taken." in form
    ruling = {"upheld": "no", "ruling": "The order of article 11 was kept."}
    done = read(reader(CHAIR).post(f"{PAGE}rule/P1/", ruling, follow=True))
    assert "The ruling is recorded." in done
    page = read(reader(50).get(PAGE))
    assert "Article 11 says otherwise." in page
    assert "The order of article 11 was kept." in page
    assert "Appeal against the ruling on point of order (P1)" in read(reader(voters[2]).get("/convention/C1/floor/"))
    raises(reader, voters[2], "appeal")
    assert "the ruling on point of order (P1)" in read(reader(50).get(PAGE))


def test_everybody_in_the_hall_sees_what_comes_first(floor, reader, voters):
    point(reader, voters[0])
    for address in ("/convention/C1/floor/", "/convention/C1/projector/"):
        assert "Point of order (P1) waits for the chair's ruling." in read(reader(50).get(address))


def test_only_who_presides_rules(floor, reader, voters):
    point(reader, voters[0])
    other = next(number for number in voters[1:] if number != CHAIR)
    assert reader(other).get(f"{PAGE}rule/P1/").status_code == 403
    answer = reader(other).post(f"{PAGE}rule/P1/", {"upheld": "yes", "ruling": "Mine."})
    assert answer.status_code == 403


def test_a_matter_is_referred_to_one_of_the_bodies_and_posts_that_there_are(floor, reader, voters):
    form = read(reader(voters[0]).get(f"{PAGE}raise/refer/"))
    assert "The executive" in form
    wrong = reader(voters[0]).post(f"{PAGE}raise/refer/", {"about": "friends"})
    assert wrong.status_code == 422
    answer = reader(voters[0]).post(f"{PAGE}raise/refer/", {"about": "executive"}, follow=True)
    assert "needs 1 more" in read(answer)


def test_a_pause_has_from_one_minute_to_four_hours(floor, reader, voters):
    assert reader(voters[0]).post(f"{PAGE}raise/recess/", {"minutes": "900"}).status_code in (409, 422)
    answer = reader(voters[0]).post(f"{PAGE}raise/recess/", {"minutes": "15"}, follow=True)
    assert "15 minutes" in read(answer)


def test_what_is_out_of_order_is_a_page_that_says_what_is_in_order(floor, reader, voters):
    answer = reader(voters[0]).get(f"{PAGE}raise/take-up/")
    assert answer.status_code == 409
    assert "In order now: point of order" in read(answer)
    assert reader(voters[0]).get(f"{PAGE}raise/filibuster/").status_code == 404


def test_who_raised_it_takes_it_back(floor, reader, voters):
    raises(reader, voters[0], "next-business")
    reader(voters[0]).post("/convention/C1/do/take-back/", {"number": "P1"})
    assert "taken back" in read(reader(50).get(PAGE))


def test_where_the_rulebook_has_no_clause_the_page_says_what_there_is(under, reader):
    under("slate-convention")
    assert reader(1).get("/convention/C1/procedure/").status_code == 404


def test_a_delegate_moves_another_number_of_minutes_and_it_is_put_first(floor, reader, voters):
    form = {"minutes": "30"}
    reader(voters[0]).post(f"{PAGE}raise/recess/", form, follow=True)
    reader(voters[1]).post("/convention/C1/do/support/", {"number": "P1"})
    page = read(reader(voters[2]).get(PAGE))
    assert "Move an amendment to P1" in page
    assert "Move an amendment to P1" in read(reader(voters[2]).get("/convention/C1/floor/"))
    asked = read(reader(voters[2]).get(f"{PAGE}amend/P1/"))
    assert "Say what it names instead." in asked
    assert "From 1 to 240." in asked
    done = read(reader(voters[2]).post(f"{PAGE}amend/P1/", {"minutes": "10"}, follow=True))
    assert "The amendment is moved." in done
    assert "Amendment to P1, pause" in done
    assert "10 minutes" in done
    reader(voters[3]).post("/convention/C1/do/support/", {"number": "P2"})
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "amendment to P1, pause" in chair
    assert "Put P2" in chair or "(P2)" in chair
    assert "Rule P2" in chair or "(P2): 10 minutes out" in chair


def test_what_cannot_be_amended_offers_no_amendment_and_says_why(floor, reader, voters):
    reader(voters[0]).post(f"{PAGE}raise/refer/", {"about": "executive"}, follow=True)
    reader(voters[1]).post("/convention/C1/do/support/", {"number": "P1"})
    assert "Move an amendment to P1" not in read(reader(voters[2]).get(PAGE))
    answer = reader(voters[2]).get(f"{PAGE}amend/P1/")
    assert answer.status_code == 409
    assert "cannot be amended under this rulebook" in read(answer)
    assert reader(voters[2]).get(f"{PAGE}amend/P9/").status_code == 404
