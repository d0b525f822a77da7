"""Numbers, dates and hours that nobody means: plain words, never a crash, nothing half done."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.world import CHAIR, SECRETARY, TELLERS, handle

from ..house import House
from .hostile import YES, Hall, Reader, size

NUMBERS = [
    "9" * 18,
    "9" * 30,
    "9" * 4_000,
    "-1",
    "0",
    "1e9",
    "0x10",
    "٣",
    "²",
    "1_000",
    " 1",
    "+1",
    "NaN",
    "inf",
    "1.5",
    "",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_enormous_and_odd_numbers_break_nothing(number: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    there, before = reader(50), size()
    for page in (
        "/record/{}/",
        "/record/{}/proof/",
        "/record/{}/leaf/",
        "/motions/M{}/",
        "/motions/M{}/amend/",
        "/elections/E{}/",
    ):
        assert there.get(page.format(number)).status_code in (200, 301, 404)
    for page in (
        "/record/?page={}",
        "/members/?page={}",
        "/motions/?convention={}",
        "/bulletin/?convention=C{}",
        "/record/mine/?page={}",
    ):
        assert there.get(page.format(number)).status_code == 200
    amendment = {"action": "replace", "capacity": "member/", "text": "x", **YES}
    for first, last in ((number, "1"), ("1", number), (number, number)):
        answer = there.post("/motions/M1/amend/", {**amendment, "first": first, "last": last})
        assert answer.status_code in (302, 409, 422)
    assert size() <= before + 6


@pytest.mark.parametrize("number", NUMBERS)
def test_no_number_of_cards_breaks_the_count(number: str, hall: Hall, reader: Reader) -> None:
    live = hall("floor")
    from rankandfile.core.chapters.voting import PutToVote

    live.does(PutToVote(handle(CHAIR), live.now, live.state.meetings.current, "M1-A1", "show-of-cards"))
    answer = reader(TELLERS[0]).post("/convention/C1/tell/", {"yes": number, "no": "0", "abstain": number})
    assert answer.status_code in (302, 409, 422)


DATES = ["9999-12-31", "0001-01-01", "10000-01-01", "2026-02-30", "99999999999-01-01", "١٢", "now", "2026-01-01T00:00"]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_no_date_breaks_a_page_in_any_time_zone(
    date: str, zone: str, house: House, sign_in: Callable[[str], Any]
) -> None:
    there, amina = sign_in("Bo"), house.person("Amina")
    there.post("/settings/", {"language": "en", "time_zone": zone})
    there.post(f"/members/{amina}/dues/", {"paid_until": date})
    form = {"name": "Far", "branch": "north-harbour", "member_class": "member", "paid_until": date}
    there.post("/members/admit/", form)
    last = size() - 1
    for page in ("/members/", f"/members/{amina}/", "/record/", f"/record/{last}/", f"/record/{last - 1}/", "/"):
        assert there.get(page).status_code == 200


@pytest.mark.parametrize(
    "opens", ["9999-12-31T23:59", "0001-01-01T00:00", "2026-13-01T00:00", "9999-12-31", "x" * 5_000]
)
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_no_hour_of_a_convention_breaks_a_page(opens: str, zone: str, hall: Hall, reader: Reader) -> None:
    hall("closed")
    there = reader(SECRETARY)
    there.post("/settings/", {"language": "en", "time_zone": zone})
    for checked in ({}, YES):
        for closes in (opens, "2030-01-01T10:00"):
            form = {"place": "Here", "opens": opens, "closes": closes, **checked}
            assert there.post("/convention/call/", form).status_code < 500
    for page in ("/", "/convention/", "/motions/", "/bulletin/", "/elections/"):
        assert there.get(page).status_code == 200
