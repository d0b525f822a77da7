"""What a delegate sees on a small phone without a thumb's move: every choice of a vote, and the time of a speech."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from rankandfile.core.chapters.agenda import open_item, open_vote
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.speaking import AskToSpeak, BeginSpeech, CallSpeaker, EndSpeech
from rankandfile.core.chapters.turns import on_the_floor
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId, Lot
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.draft import Recorded
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW, Secretary

from .conftest import Site

C1 = ConventionId("C1")
FLOOR = "/convention/C1/floor/"
A_MINUTE = 60
FOLD = 640
"""Pixels of a small phone's window, with the demonstration's banner in them that real meetings do not have."""


@pytest.fixture
def desk(sites: dict[str, Site]) -> Iterator[Secretary]:
    """Acts beside the site that is served; nothing is left open before or afterwards, and no result waits."""
    home = sites["floor"].house.home
    secretary = Secretary(Home(home), DemoClock(home))
    clear(secretary)
    DemoClock(home).set(int(secretary.now()) + A_MINUTE)
    yield secretary
    clear(secretary)
    secretary.close()


def clear(secretary: Secretary) -> None:
    """No vote is open, and nobody speaks."""
    chair = holders(secretary.look(), "chair", secretary.now())[0].person
    vote, item = open_vote(secretary.look(), C1), open_item(secretary.look(), C1)
    if vote is not None:
        secretary.submit(CloseVote(chair, NOW, vote.id, Lot("")))
    if item is not None and on_the_floor(secretary.look(), C1, item.id) is not None:
        secretary.submit(EndSpeech(chair, NOW, C1))


def test_no_choice_of_a_vote_is_below_the_fold_and_none_is_larger_than_another(
    enter: Callable[..., Page], desk: Secretary
) -> None:
    state = desk.look()
    chair, voters = holders(state, "chair", desk.now())[0].person, present_voters(state.meetings.conventions[C1])
    answer = desk.submit(PutToVote(chair, NOW, C1, "close", "roll-call"))
    assert isinstance(answer, Recorded), answer
    phone = enter("floor", int(voters[1], 16))
    phone.goto(FLOOR)
    boxes = [phone.locator(f"#vote-{choice}").bounding_box() for choice in "yna"]
    assert all(box is not None and box["y"] + box["height"] <= FOLD for box in boxes), boxes
    assert len({round(box["width"]) for box in boxes if box is not None}) == 1
    assert len({round(box["y"]) for box in boxes if box is not None}) == 1


def test_who_speaks_and_who_listens_see_the_time_run_on_the_phone(enter: Callable[..., Page], desk: Secretary) -> None:
    state = desk.look()
    chair, voters = holders(state, "chair", desk.now())[0].person, present_voters(state.meetings.conventions[C1])
    acts = (AskToSpeak(voters[2], NOW, C1, "for"), CallSpeaker(chair, NOW, C1, voters[2]), BeginSpeech(chair, NOW, C1))
    for act in acts:
        answer = desk.submit(act)
        assert isinstance(answer, Recorded), answer
    for number in (int(voters[2], 16), int(voters[3], 16)):
        phone = enter("floor", number)
        phone.goto(FLOOR)
        expect(phone.locator(".countdown").filter(visible=True).first).to_have_text(re.compile(r"0[0-3]:\d\d"))
