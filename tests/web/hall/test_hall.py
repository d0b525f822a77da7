"""What all in the hall see alike: the piece that the stream hands on, the wall, a vote that leaves no page."""

import re
import time

import pytest
from django.conf import settings
from msgspec.structs import replace

from rankandfile.core.chapters.credentials import CheckOut
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.web.ticket import ticket
from tests.world import CHAIR, TELLERS, handle

from .live import name_of
from .test_floor import put, read


@pytest.fixture
def floor(hall):
    return hall("floor")


def heard(reader, kind: str = "floor", language: str = "en", number: int = 0) -> str:
    """What the stream would hand on."""
    admits = ticket(settings.SECRET_KEY, f"C1/{kind}", int(time.time()))
    answer = reader(number).get(f"/convention/C1/hall/{kind}/{language}/?ticket={admits}")
    return answer.content.decode() if answer.status_code == 200 else ""


def roll_call(reader, floor, subject: str = "close") -> str:
    """The chair opens a vote by name; its number."""
    reader(CHAIR).post("/convention/C1/do/put/", {"subject": subject, "method": "roll-call"})
    return floor.state.floor.open_vote["C1"]


def elector(floor) -> int:
    """Somebody with a vote, by number."""
    vote = floor.state.floor.votes[floor.state.floor.open_vote["C1"]]
    return next(n for n in range(10, 140) if handle(n) in vote.electorate)


def test_the_stream_hears_the_floor_in_each_language_and_nobody_without_a_ticket_does(floor, reader):
    put(reader, "M1-A1")
    assert "Vote now: Amendment M1-A1" in heard(reader)
    assert "التصويت" in heard(reader, language="ar")
    assert heard(reader, kind="attic") == heard(reader, language="xx") == ""
    assert reader(0).get("/convention/C1/hall/floor/en/").status_code == 404
    assert reader(50).get("/convention/C1/hall/floor/en/?ticket=1.2").status_code == 404


def test_what_all_see_alike_holds_nothing_of_one_reader(floor, reader):
    vote = roll_call(reader, floor)
    number = elector(floor)
    page = read(reader(number).get("/convention/C1/floor/"))
    assert 'name="csrfmiddlewaretoken"' in page
    piece = heard(reader)
    assert "csrfmiddlewaretoken" not in piece
    assert f'value="{vote}"' in piece
    reader(number).post("/convention/C1/do/vote/", {"vote": vote, "choice": "y"})
    assert heard(reader) == piece, "a vote changes nothing that all see, so a thousand votes wake no screen"
    assert "You have voted" in read(reader(number).get("/convention/C1/floor/"))


def test_a_vote_is_sent_without_leaving_the_page_and_said_to_be_recorded(floor, reader):
    vote = roll_call(reader, floor)
    own = {"vote": vote, "choice": "n"}
    answer = reader(elector(floor)).post("/convention/C1/do/vote/", own, headers={"X-Live": "1"})
    assert answer.status_code == 200
    assert "Your vote is recorded by name" in answer.json()["words"]
    assert answer.json()["entry"] < floor.state.size
    assert floor.state.floor.votes[vote].choices.count("n") == 1


def test_a_vote_that_is_sent_again_is_the_same_vote(floor, reader):
    vote = roll_call(reader, floor)
    for choice in "yyn":
        reader(elector(floor)).post(
            "/convention/C1/do/vote/", {"vote": vote, "choice": choice}, headers={"X-Live": "1"}
        )
    choices = floor.state.floor.votes[vote].choices
    assert (choices.count("y"), choices.count("n")) == (0, 1)


def test_a_vote_that_is_refused_says_why_in_the_same_place(floor, reader):
    vote = roll_call(reader, floor)
    stranger = next(n for n in range(10, 140) if handle(n) not in floor.state.floor.votes[vote].electorate)
    answer = reader(stranger).post("/convention/C1/do/vote/", {"vote": vote, "choice": "n"}, headers={"X-Live": "1"})
    assert answer.status_code == 409
    assert "You were not present with a vote" in answer.json()["words"]
    assert "You have no vote in this roll call" in read(reader(stranger).get("/convention/C1/floor/"))


def test_the_page_says_who_has_a_vote_so_that_others_are_not_shown_the_buttons(floor, reader):
    assert "data-voter" not in read(reader(9).get("/convention/C1/floor/"))
    roll_call(reader, floor)
    assert "data-voter" in read(reader(elector(floor)).get("/convention/C1/floor/"))


def test_the_wall_shows_a_result_for_a_while_and_then_what_is_next(floor, reader):
    put(reader, "M1-A1")
    for teller in TELLERS:
        reader(teller).post("/convention/C1/tell/", {"yes": "4", "no": "2", "abstain": "0"})
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": floor.state.floor.open_vote["C1"]})
    wall = heard(reader, "wall")
    assert "Amendment M1-A1" in wall
    assert "Carried" in wall
    assert re.search(r"of 6 votes cast, \S+ for were needed; \S+ were for", wall)
    floor.wait(floor.now + 120)
    assert "Carried" not in heard(reader, "wall")


def test_the_wall_counts_who_has_voted(floor, reader):
    vote = roll_call(reader, floor)
    reader(elector(floor)).post("/convention/C1/do/vote/", {"vote": vote, "choice": "y"})
    assert re.search(r"\b1\S* of \S+ have voted", heard(reader, "wall"))


def test_what_happens_on_the_floor_is_another_phase_and_who_comes_in_is_not(floor, reader):
    def phase() -> str:
        admits = ticket(settings.SECRET_KEY, "C1/floor", int(time.time()))
        return str(reader(0).get(f"/convention/C1/hall/floor/en/?ticket={admits}")["X-Phase"])

    before = phase()
    leaving = present_voters(floor.state.meetings.conventions["C1"])[-1]
    floor.does(CheckOut(leaving, floor.now, "C1", leaving))
    assert phase() == before
    put(reader, "M1-A1")
    assert phase() != before


def opened_to_the_public(floor) -> None:
    """The rulebook in force opens the convention to anybody."""
    state = floor.secretary.state
    rules = replace(rulebook(state), convention=replace(rulebook(state).convention, public=True))
    floor.secretary.state = replace(state, foundation=replace(state.foundation, rulebook=rules))


def test_the_public_sees_nothing_unless_the_rulebook_says_so(floor, reader, visitor):
    assert visitor.get("/convention/C1/public/").status_code == 404
    assert "/public/" not in visitor.get("/").content.decode()
    assert reader(50).get("/convention/C1/public/").status_code == 404


def test_where_the_rulebook_says_so_anybody_follows_texts_and_results_and_nobodys_name(floor, reader, visitor):
    from rankandfile.core.chapters.speaking import AskToSpeak

    floor.wait(floor.now + 120)
    speaker = present_voters(floor.state.meetings.conventions["C1"])[0]
    floor.does(AskToSpeak(speaker, floor.now, "C1", "for"))
    opened_to_the_public(floor)
    page = visitor.get("/convention/C1/public/").content.decode()
    name = name_of(int(speaker, 16))
    assert "Next to speak: for" in page
    assert name not in page
    assert name in heard(reader, "wall")
    assert "Night ferries" in page or "Amendment M1-A1" in page
    assert visitor.get("/convention/C1/floor/").status_code == 302
    assert 'href="/convention/C1/public/"' in visitor.get("/").content.decode()


def test_the_chairs_next_step_is_who_waits_to_speak_and_never_to_end_the_meeting(floor, reader):
    from rankandfile.core.chapters.speaking import AskToSpeak

    waiting = present_voters(floor.state.meetings.conventions["C1"])[0]
    floor.does(AskToSpeak(waiting, floor.now, "C1", "for"))
    screen = reader(CHAIR).get("/convention/C1/chair/")
    assert [way.label for way in screen.context["ways"] if getattr(way, "main", False)] == [
        f"Give the floor to {name_of(int(waiting, 16))}"
    ]
    reader(CHAIR).post("/convention/C1/do/call-speaker/", {"person": waiting})
    screen = reader(CHAIR).get("/convention/C1/chair/")
    assert not [way for way in screen.context["ways"] if getattr(way, "main", False) and "close" in way.label]
