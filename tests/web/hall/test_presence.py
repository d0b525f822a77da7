"""Presence on the site: one's seat and its code, the desk, the code of the hall, the quorum that is lost."""

import re

import pytest

from rankandfile.core.chapters.meetings import current
from rankandfile.core.ids import ConventionId, Handle
from rankandfile.core.seat_code import seat_code
from tests.world import CHAIR, DESK, handle

from .test_motions import read

HERE = "/convention/C1/credentials/"


@pytest.fixture
def floor(hall):
    """The convention in session, an item on the floor."""
    return hall("floor")


def present(live) -> list[int]:
    """The numbers of those who are there with a vote, the chair left out."""
    seats = current(live.state).present.items()
    return [int(person, 16) for person, seat in seats if not seat.left and int(person, 16) != CHAIR]


def leaves(reader, number: int):
    """This delegate leaves the meeting."""
    return reader(number).post("/convention/C1/do/check-out/", {"person": f"{number:032x}"}, follow=True)


def code_of(number: int) -> str:
    """The code of this delegate's seat."""
    return seat_code(ConventionId("C1"), Handle(f"{number:032x}"))


def test_everybody_with_a_seat_sees_its_code_and_the_desk_checks_in_by_it(floor, reader):
    first = present(floor)[0]
    assert code_of(first) in read(reader(first).get(HERE))
    leaves(reader, first)
    typed = code_of(first).lower().replace("-", " ")
    page = read(reader(DESK).post(f"{HERE}desk/", {"code": typed}, follow=True))
    assert "is checked in." in page
    assert "the code is no proof of who shows it" in page
    assert first in present(floor)


def test_a_code_that_was_mistyped_is_said_so_beside_the_field(floor, reader):
    answer = reader(DESK).post(f"{HERE}desk/", {"code": "0000-0001"})
    assert answer.status_code == 422
    assert "This is the code of no seat here." in read(answer)
    assert reader(50).get(f"{HERE}desk/").status_code == 403


def test_whoever_enters_the_code_of_the_hall_takes_the_own_seat(floor, reader):
    first, second = present(floor)[:2]
    leaves(reader, first)
    none_yet = reader(first).post(f"{HERE}code/", {"code": "AAAAA-AAAAA"})
    assert "No code is shown in the hall." in read(none_yet)
    assert "No code is shown yet." in read(reader(DESK).get(f"{HERE}hall/"))
    shown = read(reader(DESK).post(f"{HERE}hall/", follow=True))
    code = re.search(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", shown)
    assert code is not None
    assert "That is not the code" in read(reader(first).post(f"{HERE}code/", {"code": "AAAAA-AAAAA"}))
    assert "Checked in." in read(reader(first).post(f"{HERE}code/", {"code": code[0].lower()}, follow=True))
    leaves(reader, second)
    floor.now = floor.now + 3600
    assert "is no longer taken" in read(reader(second).post(f"{HERE}code/", {"code": code[0]}))
    assert "No longer taken" in read(reader(DESK).get(f"{HERE}hall/"))


def test_the_code_of_the_hall_is_for_the_desk_and_stands_nowhere_else(floor, reader):
    shown = read(reader(DESK).post(f"{HERE}hall/", follow=True))
    code = re.search(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", shown)[0].replace("-", "")  # type: ignore[index]
    assert reader(CHAIR).get(f"{HERE}hall/").status_code == 403
    entry = int(floor.state.size) - 2
    for page in (f"/record/{entry}/", f"/record/{entry}/leaf/", f"/record/{entry}/proof/", "/record/", HERE):
        answer = reader(present(floor)[0]).get(page)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert code.encode() not in body, page
    export = reader(50).get("/record/export/")
    assert code.encode() not in b"".join(export.streaming_content)


def test_a_lost_quorum_stands_on_every_page_of_the_meeting(floor, reader):
    people = present(floor)
    for number in people[:4]:
        leaves(reader, number)
    for page in (HERE, "/convention/C1/floor/", "/convention/C1/chair/", "/convention/C1/"):
        assert "There has been no quorum since" in read(reader(50).get(page)), page
    answer = reader(people[5]).post("/convention/C1/do/ask/", {"side": "for"})
    assert answer.status_code == 409
    assert "The meeting goes on as soon as enough are checked in." in read(answer)
    reader(DESK).post(f"{HERE}desk/", {"code": code_of(people[0])})
    assert "There has been no quorum" not in read(reader(50).get(HERE))


def test_whoever_has_no_seat_sees_no_code(floor, reader):
    assert "Your seat" not in read(reader(60).get(HERE))
    assert handle(60) not in current(floor.state).present
