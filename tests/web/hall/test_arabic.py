"""The second language is complete: no page of a convention's way falls back into English."""

import re

import pytest

from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.procedural_amending import AmendProcedural
from rankandfile.core.chapters.supporting import SecondProcedural
from tests.world import CHAIR, DESK, MINUTES, SECRETARY, TELLERS

PAGES = {
    "papers": (50, ("/", "/motions/", "/motions/M1/", "/motions/M2/", "/motions/new/", "/motions/M1/amend/",
                    "/motions/M1/amend/text/?line=5", "/amendments/M1-A1/amend/", "/parts/M1/",
                    "/motions/M1/composite/", "/motions/M1/take-over/",
                    "/bulletin/", "/bulletin/C1/issue/1/", "/bulletin/D1/", "/bulletin/submit/", "/convention/C1/",
                    "/members/",
                    "/branches/", "/offices/", "/rulebook/", "/record/", "/record/mine/", "/about/", "/check/",
                    "/privacy/", "/accessibility/", "/settings/", "/settings/feeds/", "/rulebook/history/")),
    "branches": (20, ("/elections/", "/elections/E1/", "/elections/E1/ballot/", "/elections/E5/", "/elections/call/",
                      "/branches/north/")),
    "floor": (CHAIR, ("/convention/", "/convention/C1/floor/", "/convention/C1/chair/", "/convention/C1/agenda/",
                      "/convention/C1/projector/", "/convention/C1/votes/", "/convention/C1/votes/V1/",
                      "/convention/C1/delegates/", "/convention/C1/speakers/", "/convention/C1/speakers/desk/",
                      "/convention/C1/speakers/out-of-turn/", "/convention/C1/procedure/",
                      "/convention/C1/procedure/raise/point-of-order/", "/convention/C1/procedure/raise/refer/")),
    "closed": (MINUTES, ("/convention/C1/minutes/", "/convention/C1/minutes/publish/", "/elections/E8/", "/motions/M1/",
                         "/elections/E8/flow.svg", "/motions/M1/versions/", "/convention/C1/votes/V3/", "/record/",
                         "/record/?page=3", "/record/?page=9")),
    "evening": (12, ("/meetings/", "/convention/S1/", "/convention/S1/minutes/", "/convention/S1/votes/",
                     "/convention/S2/", "/convention/S2/credentials/", "/convention/S3/", "/convention/S4/",
                     "/motions/new/?meeting=S2", "/bulletin/submit/?meeting=S2", "/motions/?convention=S2",
                     "/motions/M4/", "/branches/north/", "/")),
}  # fmt: skip
WORKERS = (
    (DESK, "/convention/C1/credentials/"), (DESK, "/convention/C1/credentials/desk/"),
    (DESK, "/convention/C1/credentials/hall/"), (96, "/convention/C1/credentials/code/"),
    (TELLERS[0], "/convention/C1/tell/"),
)  # fmt: skip
FIELD, WORD = re.compile(r"\{[^}]*\}|%\([^)]*\)s"), re.compile(r"[a-z]{2}")


@pytest.fixture
def missed(django: None, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The sentences that were asked for in Arabic and came back as they were."""
    from django.utils.translation import trans_real

    found: set[str] = set()
    arabic = trans_real.translation("ar")
    one, many = arabic.gettext, arabic.ngettext

    def told(sentence: str) -> str:
        answer: str = one(sentence)
        if answer == sentence and WORD.search(FIELD.sub("", sentence)):
            found.add(sentence)
        return answer

    def counted(singular: str, plural: str, number: int) -> str:
        answer: str = many(singular, plural, number)
        if answer in (singular, plural) and WORD.search(FIELD.sub("", singular)):
            found.add(singular)
        return answer

    monkeypatch.setattr(arabic, "gettext", told)
    monkeypatch.setattr(arabic, "ngettext", counted)
    return found


@pytest.mark.parametrize("stage", PAGES)
def test_no_page_falls_back_into_english(stage: str, hall, reader, missed) -> None:
    hall(stage)
    number, addresses = PAGES[stage]
    for address in addresses:
        assert reader(number).get(address, headers={"accept-language": "ar"}).status_code == 200, address
    assert sorted(missed) == []


@pytest.mark.parametrize(("number", "page"), WORKERS)
def test_no_page_of_who_works_at_the_meeting_falls_back_into_english(
    number: int, page: str, hall, reader, missed
) -> None:
    hall("floor")
    reader(number).get(page, headers={"accept-language": "ar"})
    assert sorted(missed) == []


def test_the_pages_of_an_amendment_to_a_procedural_motion_are_in_arabic(hall, reader, missed) -> None:
    live = hall("floor")
    first, second, third, fourth = present_voters(current(live.state))[:4]
    live.does(RaiseProcedural(first, live.now, live.state.meetings.current, "recess", minutes=30))
    live.does(SecondProcedural(second, live.now, "P1"))
    arabic = {"accept-language": "ar"}
    form = reader(int(third, 16)).get("/convention/C1/procedure/amend/P1/", headers=arabic)
    assert form.status_code == 200
    live.does(AmendProcedural(third, live.now, "P1", minutes=10))
    live.does(SecondProcedural(fourth, live.now, "P2"))
    for address in ("/convention/C1/procedure/", "/convention/C1/floor/", "/record/"):
        assert reader(int(fourth, 16)).get(address, headers=arabic).status_code == 200
    assert reader(CHAIR).get("/convention/C1/chair/", headers=arabic).status_code == 200
    assert sorted(missed) == []


CALLING = (
    (11, "/meetings/call/?body=branch/north"), (11, "/convention/S2/"), (11, "/convention/S2/call-off/"),
    (11, "/convention/S2/chair/"), (42, "/meetings/"), (42, "/meetings/demand/?body=branch/south"),
    (41, "/meetings/"), (SECRETARY, "/"), (SECRETARY, "/convention/S3/"),
)  # fmt: skip


@pytest.mark.parametrize(("number", "page"), CALLING)
def test_no_page_of_who_calls_a_body_together_falls_back_into_english(
    number: int, page: str, hall, reader, missed
) -> None:
    hall("evening")
    assert reader(number).get(page, headers={"accept-language": "ar"}).status_code == 200
    assert sorted(missed) == []
