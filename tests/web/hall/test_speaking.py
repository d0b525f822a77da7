"""The speakers' list on the site: asking, one's place and why, the chair's steps, the desk, groups, time by group."""

import pytest

from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Lot
from rankandfile.core.rulebook.schema import SpeakersGroup
from rankandfile.web.pages.naming import member_name
from tests.world import CHAIR, DESK, handle

from .stages import chair as chair_of
from .test_motions import read

LIST = "/convention/C1/speakers/"
FLOOR = "/convention/C1/floor/"
WALL = "/convention/C1/projector/"


@pytest.fixture
def floor(hall):
    """The convention in session, an item on the floor."""
    return hall("floor")


def present(live) -> list[int]:
    """The numbers of those who sit, the chair left out."""
    return [int(person, 16) for person in current(live.state).present if int(person, 16) != CHAIR]


def asks(live, reader, number: int, side: str = "for"):
    """This delegate asks for the floor."""
    live.now = live.now + 5
    return reader(number).post("/convention/C1/do/ask/", {"side": side}, follow=True)


def calls(live, reader, number: int):
    """The chair calls this delegate."""
    live.now = live.now + 5
    return reader(CHAIR).post("/convention/C1/do/call-speaker/", {"person": f"{number:032x}"}, follow=True)


def test_a_delegate_asks_and_reads_who_comes_before_and_why(floor, reader):
    first, second, third = present(floor)[:3]
    asks(floor, reader, first)
    asks(floor, reader, second)
    asks(floor, reader, third, "against")
    page = read(reader(second).get(LIST))
    assert "You are number 3 on the list." in page
    assert "asked earlier" in page
    assert "for and against take turns" in page
    assert "You are next." in read(reader(first).get(LIST))
    left = reader(second).post("/convention/C1/do/leave-list/", follow=True)
    assert "You are no longer on the speakers' list." in read(left)


def test_the_chair_calls_who_is_next_and_nobody_else_without_saying_why(floor, reader):
    first, second = present(floor)[:2]
    asks(floor, reader, first)
    asks(floor, reader, second)
    refused = calls(floor, reader, second)
    assert refused.status_code == 409
    assert "is next." in read(refused)
    form = read(reader(CHAIR).get(f"{LIST}out-of-turn/"))
    assert "It stands beside the list and in the record" in form
    sent = {"person": f"{second:032x}", "ruling": "The first has gone to fetch the figures."}
    page = read(reader(CHAIR).post(f"{LIST}out-of-turn/", sent, follow=True))
    assert "Your reason stands beside the list." in page
    assert "The first has gone to fetch the figures." in read(reader(50).get(LIST))


def test_who_is_not_in_the_chair_calls_nobody(floor, reader):
    first, second = present(floor)[:2]
    asks(floor, reader, first)
    asks(floor, reader, second)
    assert reader(first).post("/convention/C1/do/call-speaker/", {"person": f"{first:032x}"}).status_code == 403
    sent = {"person": f"{second:032x}", "ruling": "Because."}
    assert reader(first).post(f"{LIST}out-of-turn/", sent).status_code == 403


def test_the_time_runs_counts_down_and_ends(floor, reader):
    first = present(floor)[0]
    asks(floor, reader, first)
    calls(floor, reader, first)
    assert "3 min, not running yet." in read(reader(50).get(LIST))
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "Let the time run" in chair
    begun = reader(CHAIR).post("/convention/C1/do/begin-speech/", follow=True)
    assert 'data-until="' in begun.content.decode()
    floor.now = floor.now + 200
    assert "Time is over" in read(reader(50).get(LIST))
    page = read(reader(first).post("/convention/C1/do/end-speech/", follow=True))
    assert "The speech is over." in page
    assert "3 min 20 s" in page


def test_who_works_the_list_stays_on_the_page_of_the_button(floor, reader):
    first = present(floor)[0]
    asks(floor, reader, first)

    def sent(doing: str, page: str, **fields: str) -> str:
        came = {"referer": f"http://localhost{page}"}
        return reader(CHAIR).post(f"/convention/C1/do/{doing}/", fields, headers=came).url

    chair, person = "/convention/C1/chair/", f"{first:032x}"
    assert sent("call-speaker", LIST, person=person) == LIST
    assert sent("begin-speech", chair) == chair
    assert sent("end-speech", LIST) == LIST
    asks(floor, reader, first)
    assert sent("call-speaker", f"{chair}@elsewhere.example/", person=person) == chair


def test_the_desk_lists_who_asks_there_and_takes_them_off(floor, reader):
    first = present(floor)[0]
    sent = {"person": f"{first:032x}", "side": "against"}
    assert "The person is on the speakers' list." in read(reader(DESK).post(f"{LIST}desk/", sent, follow=True))
    assert "You are next." in read(reader(first).get(LIST))
    off = reader(DESK).post(f"{LIST}desk/", {**sent, "side": "off"}, follow=True)
    assert "The person is off the list." in read(off)
    assert "Put somebody on the list" not in read(reader(50).get(LIST))
    other = next(number for number in present(floor) if number not in (first, DESK))
    assert reader(other).post(f"{LIST}desk/", sent).status_code == 409


def test_a_member_says_alone_to_which_groups_to_count(floor, reader):
    first = present(floor)[0]
    form = reader(first).get(f"{LIST}groups/")
    assert "Only you can say it." in read(form)
    page = read(reader(first).post(f"{LIST}groups/", {"groups": ["women"]}, follow=True))
    assert "The list counts you as you said." in page
    assert floor.state.speaking.declared["C1"][f"{first:032x}"] == ("women",)
    assert "checked" in reader(first).get(f"{LIST}groups/").content.decode()
    assert reader(50).get(f"{LIST}groups/").status_code == 409
    assert reader(first).post(f"{LIST}groups/", {"groups": ["tall"]}).status_code == 422


def test_how_long_each_group_side_and_branch_spoke_is_shown(floor, reader):
    first = present(floor)[0]
    reader(first).post(f"{LIST}groups/", {"groups": ["women"]})
    asks(floor, reader, first)
    calls(floor, reader, first)
    floor.now = floor.now + 65
    page = reader(50).get(LIST).context["page"]
    assert [(t.title, t.speeches, t.time, t.share) for t in page.groups] == [
        ("Women", 1, "1 min 5 s", "1 of 2"),
        ("of no group", 0, "0 min", ""),
    ]
    assert [(t.title, t.time) for t in page.sides] == [("for", "1 min 5 s")]
    assert [(t.title, t.speeches) for t in page.branches] == [("North Harbour", 1)]


def test_the_wall_shows_how_long_each_group_spoke_and_its_share(floor, reader):
    first = present(floor)[0]
    reader(first).post(f"{LIST}groups/", {"groups": ["women"]})
    asks(floor, reader, first)
    calls(floor, reader, first)
    floor.now = floor.now + 65
    page = " ".join(read(reader(50).get(WALL)).split())
    assert "Spoken so far: <bdi>Women</bdi> 1 min 5 s (share: 1 of 2 of the speeches) · <bdi>of no group</bdi>" in page


def test_a_proportional_share_says_of_how_many_present_it_is_taken(floor, reader):
    from rankandfile.web.pages import speaking_times as pages  # needs the site's settings

    first, meeting = present(floor)[0], current(floor.state)
    reader(first).post(f"{LIST}groups/", {"groups": ["women"]})
    here = len(meeting.present)
    group = SpeakersGroup(article="22", id="women", proportional=True)
    assert pages.why_share(floor.state, current(floor.state), group) == (f"1 of {here} present say that they belong")
    assert pages.why_share(floor.state, meeting, SpeakersGroup(article="22", id="women", share="1/2")) == ""


def test_only_a_vote_closes_the_list_and_all_read_it(floor, reader):
    chair = read(reader(CHAIR).get(LIST))
    assert "Ask the meeting whether to close the speakers' list" in chair
    first = present(floor)[0]
    assert (
        reader(first).post("/convention/C1/do/put/", {"subject": "close-list", "method": "roll-call"}).status_code
        == 403
    )
    reader(CHAIR).post("/convention/C1/do/put/", {"subject": "close-list", "method": "roll-call"})
    number = floor.state.floor.open_vote["C1"]
    for voter in present(floor):
        reader(voter).post("/convention/C1/do/vote/", {"vote": number, "choice": "y"})
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": number})
    assert "List closed" in read(reader(50).get(LIST))
    assert "Close the speakers' list" in read(reader(50).get("/convention/C1/votes/"))
    page = read(asks(floor, reader, first))
    assert "The meeting closed this list by vote" in page


def test_without_an_item_there_is_no_list(hall, reader):
    hall("closed")
    assert "No item is open, so there is no list." in read(reader(50).get(LIST))


def test_while_somebody_speaks_the_chair_has_no_next_step_that_would_cut_the_speech_short(floor, reader):
    first = present(floor)[0]
    asks(floor, reader, first)
    assert "main-act" in read(reader(CHAIR).get("/convention/C1/chair/"))
    calls(floor, reader, first)
    page = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "main-act" not in page
    assert "to the vote by" in page


def test_all_read_that_the_meeting_has_set_the_order_of_the_list_aside(floor, reader):
    voters = present_voters(current(floor.state))
    asks(floor, reader, int(voters[0], 16))
    floor.does(RaiseProcedural(voters[0], floor.now, "C1", "suspend", "22"))
    floor.does(SecondProcedural(voters[1], floor.now, "P1"))
    chair = chair_of(floor)
    floor.does(PutToVote(chair, floor.now, "C1", "P1", "roll-call"))
    vote = floor.state.floor.open_vote["C1"]
    for voter in voters:
        floor.does(CastVote(voter, floor.now, vote, "y"))
    floor.does(CloseVote(chair, floor.now, vote, Lot("")))
    page = read(reader(int(voters[1], 16)).get(LIST))
    assert "The meeting has set the order of this list aside: who asked first is first" in page
    assert "Article 22: The speakers' list" in read(reader(int(voters[1], 16)).get("/convention/C1/procedure/"))


def test_a_point_pauses_the_countdown_on_every_screen_and_then_it_goes_on(floor, reader):
    first, second = present(floor)[:2]
    asks(floor, reader, first)
    calls(floor, reader, first)
    reader(CHAIR).post("/convention/C1/do/begin-speech/", follow=True)
    floor.now = floor.now + 60
    floor.does(RaiseProcedural(handle(second), floor.now, "C1", "point-of-order"))
    floor.now = floor.now + 200
    for number, url in ((50, LIST), (50, FLOOR), (CHAIR, "/convention/C1/chair/"), (CHAIR, WALL), (first, FLOOR)):
        page = read(reader(number).get(url))
        assert "2 min left; a point waits for the chair's ruling." in page
        assert 'class="signal late">Time is over' not in page
    floor.does(RulePoint(handle(CHAIR), floor.now, "P1", False), ruling="Not well taken.")
    assert f'data-until="{floor.now + 120}"' in reader(50).get(LIST).content.decode()
    floor.now = floor.now + 100
    table = read(reader(50).get(LIST))
    assert "2 min 40 s" in table.partition("Who has spoken how long")[2]


def test_an_intervention_shows_whose_speech_it_interrupts_with_the_time_that_is_left(floor, reader):
    first, second = present(floor)[:2]
    asks(floor, reader, first)
    calls(floor, reader, first)
    reader(CHAIR).post("/convention/C1/do/begin-speech/", follow=True)
    floor.now = floor.now + 55
    asks(floor, reader, second, "intervention")
    calls(floor, reader, second)
    name = member_name(floor.state, handle(first))
    for url in (LIST, FLOOR):
        page = read(reader(50).get(url))
        assert f"Then {name} goes on." in page
        assert "1 min 55 s left; a point or an intervention has the floor." in page
