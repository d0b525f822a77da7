"""Hostile texts in papers, names and minutes: shown and never run, or refused in plain words."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.world import CHAIR, MINUTES

from ..house import House
from .hostile import TRICKS, YES, Hall, Page, Reader, harmless, size


@pytest.mark.parametrize("trick", TRICKS)
def test_what_somebody_writes_into_papers_is_shown_and_never_run(trick: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    member, chair, before = reader(50), reader(CHAIR), size()
    paper = {"capacity": "member/", "title": trick[:150].replace("\n", " ").replace("\t", " "), "text": trick, **YES}
    member.post("/bulletin/submit/", paper)
    member.post("/motions/new/", {**paper, "business": "emergency", "synopsis": trick})
    lines = {"action": "replace", "first": "1", "last": "1", "capacity": "member/", **YES}
    member.post("/motions/M1/amend/", {**lines, "text": trick, "reason": trick})
    chair.post("/motions/M2/answer/", {"text": trick, **YES})
    assert size() >= before + 8
    harmless(
        member, "/bulletin/", "/bulletin/D3/", "/motions/", "/motions/M4/", "/motions/M1/", "/motions/M2/", "/record/"
    )
    harmless(member, *(f"/record/{index}/" for index in range(before, size())))
    for form in ({**paper, "again": "yes"}, {k: v for k, v in paper.items() if k != "checked"}):
        for page in ("/bulletin/submit/", "/motions/new/"):
            shown = Page(member.post(page, {**form, "business": "emergency"}).content.decode())
            assert shown.acting == []
            assert "iframe" not in shown.tags
            assert "img" not in shown.tags


@pytest.mark.parametrize("trick", TRICKS)
def test_what_somebody_is_called_is_shown_and_never_run(
    trick: str, house: House, sign_in: Callable[[str], Any]
) -> None:
    founder, secretary, name = sign_in("Ilse"), sign_in("Bo"), " ".join(trick.split())[:110]
    founder.post("/branches/new/", {"name": name, "branch": "tricks", "region": name[:50]})
    form = {"name": name, "branch": "north-harbour", "member_class": "member", "paid_until": "2030-01-31"}
    secretary.post("/members/admit/", form)
    founder.post("/join/", {**form, "contact": "trick@people.example"})
    harmless(
        founder,
        "/branches/",
        "/branches/tricks/",
        "/members/",
        "/offices/",
        "/record/",
        "/",
        "/join/",
        "/members/move/",
    )
    harmless(founder, f"/members/?search={name}", f"/members/?branch={name}", f"/record/?page={name}")


@pytest.mark.parametrize("trick", TRICKS)
def test_statements_and_minutes_are_shown_and_never_run(trick: str, hall: Hall, reader: Reader) -> None:
    hall("closed")
    taker = reader(MINUTES)
    taker.post("/convention/C1/minutes/publish/", {"minutes": trick, **YES})
    harmless(taker, "/convention/C1/minutes/", "/convention/C1/")


HIDDEN = {
    "turned round": "Accounts \u202eyletercs\u202c published",
    "isolated": "Accounts \u2066x\u2069",
    "null": "Accounts\0 published",
    "a bell": "Accounts\x07",
    "escape": "Accounts \x1b[2J",
    "a line separator": "Accounts\u2028published",
    "a control of the second set": "Accounts\x85published",
}


@pytest.mark.parametrize("what", HIDDEN)
@pytest.mark.parametrize("field", ["title", "text", "synopsis"])
def test_characters_that_do_not_show_are_refused_and_nothing_typed_is_lost(
    field: str, what: str, hall: Hall, reader: Reader
) -> None:
    hall("papers")
    before = size()
    form = {
        "business": "emergency",
        "capacity": "member/",
        "title": "Accounts",
        "text": "To publish them.",
        "synopsis": "x",
    }
    answer = reader(50).post("/motions/new/", {**form, field: HIDDEN[what], **YES})
    assert answer.status_code in (409, 422)
    assert size() == before
    assert "To publish them." in answer.content.decode() or field == "text"


@pytest.mark.parametrize("nothing", ["\u200b", "\ufeff", "\u2060", "\u3164", "\U000e0053"])
def test_characters_that_take_no_room_are_not_kept(nothing: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    there = reader(50)
    there.post("/bulletin/submit/", {"capacity": "member/", "title": f"Accounts{nothing}", "text": "Publish.", **YES})
    assert nothing not in there.get("/bulletin/").content.decode()
