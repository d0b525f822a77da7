"""The convention's pages in a real browser, at each stage of its way: narrow, from right to left, without barriers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.world import CHAIR, DESK, MINUTES, TELLERS

from .barriers import barriers, speak

PAGES = {
    "papers": (50, ("/", "/motions/", "/motions/M1/", "/motions/M2/", "/motions/new/", "/motions/M1/amend/",
                    "/motions/M1/amend/text/?line=5", "/amendments/M1-A1/amend/", "/parts/M1/",
                    "/motions/M1/composite/", "/motions/M1/take-over/",
                    "/bulletin/", "/bulletin/C1/issue/1/", "/bulletin/C1/waiting/", "/bulletin/C1/digest/",
                    "/bulletin/mine/", "/search/?words=ferries", "/bulletin/D1/", "/bulletin/submit/",
                    "/convention/C1/")),
    "branches": (20, ("/elections/", "/elections/E1/", "/elections/E1/ballot/", "/elections/E5/", "/elections/call/",
                      "/branches/north/")),
    "floor": (CHAIR, ("/convention/", "/convention/C1/floor/", "/convention/C1/chair/", "/convention/C1/agenda/",
                      "/convention/C1/projector/", "/convention/C1/votes/", "/convention/C1/votes/V1/",
                      "/convention/C1/delegates/", "/convention/C1/speakers/", "/convention/C1/speakers/desk/",
                      "/convention/C1/speakers/out-of-turn/", "/convention/C1/procedure/",
                      "/convention/C1/procedure/raise/point-of-order/")),
    "closed": (MINUTES, ("/convention/C1/minutes/", "/convention/C1/minutes/publish/", "/elections/E8/", "/motions/M1/",
                         "/motions/M1/versions/", "/convention/C1/votes/V3/")),
    "evening": (12, ("/meetings/", "/convention/S1/", "/convention/S1/minutes/", "/convention/S1/votes/",
                     "/convention/S2/", "/convention/S2/credentials/", "/convention/S3/", "/convention/S4/",
                     "/motions/new/?meeting=S2", "/bulletin/submit/?meeting=S2", "/motions/?convention=S2",
                     "/motions/M4/", "/branches/north/")),
}  # fmt: skip
WORKERS = (
    (DESK, "/convention/C1/credentials/"), (DESK, "/convention/C1/credentials/desk/"),
    (DESK, "/convention/C1/credentials/hall/"), (96, "/convention/C1/credentials/code/"),
    (TELLERS[0], "/convention/C1/tell/"), (MINUTES, "/convention/C1/minutes/note/"),
    (MINUTES, "/convention/C1/minutes/"),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("stage", PAGES)
def test_nothing_on_the_way_of_a_convention_is_a_barrier(enter: Callable[..., Page], stage: str, language: str) -> None:
    number, addresses = PAGES[stage]
    page = enter(stage, number)
    speak(page, language)
    assert barriers(page, addresses) == []


@pytest.mark.parametrize(("number", "page"), WORKERS)
def test_nothing_is_a_barrier_to_who_works_at_the_meeting(enter: Callable[..., Page], number: int, page: str) -> None:
    assert barriers(enter("floor", number), (page,)) == []
