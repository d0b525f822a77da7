"""What the screens of the hall say: papers by their names, what is voted on together, who has no part in it."""

import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.agenda import TakeUpItem, open_vote
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.speaking import AskToSpeak, BeginSpeech, CallSpeaker
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Lot
from tests.world import CHAIR, TELLERS, handle

from .evening import call
from .live import Live, name_of
from .stages import assemble, chair
from .test_floor import put
from .test_hall import heard
from .test_motions import read

FLOOR, SCREEN, TELL, MINUTES = (f"/convention/C1/{page}/" for page in ("floor", "chair", "tell", "minutes"))


@pytest.fixture
def floor(hall):
    return hall("floor")


@pytest.fixture
def together(hall) -> Live:
    """The convention has opened, and its reports stand in a consent agenda."""
    live: Live = hall("branches")
    assemble(live)
    live.does(OpenConvention(handle(CHAIR), live.now, live.state.meetings.current))
    own = rulebook(live.state)
    sections = tuple(replace(s, consent=True) for s in own.agenda.sections)
    rules = replace(own, agenda=replace(own.agenda, sections=sections))
    live.secretary.state = replace(live.state, foundation=replace(live.state.foundation, rulebook=rules))
    return live


def decide(live: Live, subject: str, yes: int, no: int) -> str:
    """The cards are shown, two tellers agree, the chair closes; the number of the vote."""
    live.does(PutToVote(chair(live), live.now, live.state.meetings.current, subject, "show-of-cards"))
    vote = open_vote(live.state, live.state.meetings.current)
    assert vote is not None
    for teller in TELLERS[:2]:
        live.does(ReportCards(handle(teller), live.now, vote.id, yes, no, 0))
    live.does(CloseVote(chair(live), live.now, vote.id, Lot("")))
    return str(vote.id)


def test_the_hall_reads_what_a_consent_agenda_holds_while_it_is_voted_on_and_afterwards(together, reader):
    together.does(PutToVote(chair(together), together.now, "C1", "consent:reports", "show-of-cards"))
    for piece in (heard(reader), heard(reader, "wall"), read(reader(CHAIR).get(SCREEN))):
        assert "M3: A school for branch secretaries" in piece
    vote = together.state.floor.open_vote["C1"]
    for teller in TELLERS[:2]:
        together.does(ReportCards(handle(teller), together.now, vote, 5, 1, 0))
    together.does(CloseVote(chair(together), together.now, vote, Lot("")))
    page = read(reader(50).get(f"/convention/C1/votes/{vote}/"))
    assert "M3: A school for branch secretaries" in page
    assert "of 6 votes cast, 4 for were needed; 5 were for." in page


def test_after_a_consent_agenda_every_page_of_the_meeting_comes_and_each_motion_has_its_numbers(together, reader):
    decide(together, "consent:reports", 5, 1)
    for page in ("", "floor/", "chair/", "agenda/", "votes/", "minutes/", "projector/", "procedure/", "tell/"):
        assert reader(CHAIR).get(f"/convention/C1/{page}").status_code == 200, page
    assert "Consent agenda: Reports" in read(reader(50).get("/motions/M3/"))
    assert "Consent agenda: Reports: 5 for, 1 against" in read(reader(50).get(MINUTES))


def test_a_consent_agenda_that_was_lost_keeps_its_numbers_when_its_motions_are_decided_one_by_one(together, reader):
    lost = decide(together, "consent:reports", 1, 5)
    assert "Not carried" in read(reader(50).get(f"/convention/C1/votes/{lost}/"))
    together.does(TakeUpItem(chair(together), together.now, "C1", "1"))
    decide(together, "M3", 5, 1)
    page = read(reader(50).get(f"/convention/C1/votes/{lost}/"))
    assert "4 for were needed; 1 were for." in page


def test_the_wall_says_when_the_meeting_opens_and_nothing_of_what_comes_first(hall, reader):
    hall("branches")
    wall = heard(reader, "wall")
    assert "Convention C1" in wall
    assert "It opens" in wall
    assert "Next:" not in wall


def test_an_amendment_is_named_with_its_motion_and_who_moved_it(floor, reader):
    for piece in (heard(reader), read(reader(CHAIR).get(SCREEN))):
        assert "Amendment M1-A1 to “Night ferries: notice, and legal aid”" in piece
        assert "Moved by" in piece
        assert name_of(44) in piece


def test_the_wall_goes_on_to_the_item_that_is_open_and_names_what_is_next_in_it(floor, reader):
    assert "A school for branch secretaries" not in heard(reader, "wall"), "decided before, and no longer news"
    put(reader, "M1-A1")
    for teller in TELLERS:
        reader(teller).post(TELL, {"yes": "4", "no": "2", "abstain": "0"})
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": floor.state.floor.open_vote["C1"]})
    wall = heard(reader, "wall")
    assert "The result on M1-A1 takes effect" in wall
    assert "Next:" not in wall
    floor.wait(floor.now + 60)
    assert "Next: Motion M1: Night ferries" in heard(reader, "wall")


def test_what_refers_a_motion_says_to_whom_on_every_screen(floor, reader):
    voters = [v for v in present_voters(floor.state.meetings.conventions["C1"]) if v != chair(floor)]
    floor.does(RaiseProcedural(voters[0], floor.now, "C1", "refer", "executive"))
    floor.does(SecondProcedural(voters[1], floor.now, "P1"))
    floor.does(PutToVote(chair(floor), floor.now, "C1", "P1", "show-of-cards"))
    for piece in (heard(reader), heard(reader, "wall")):
        assert "Vote now: Reference (P1): The executive" in piece
        assert "That the matter be referred." in piece


def test_who_has_the_floor_reads_it_with_the_time_and_can_say_that_it_is_over(floor, reader):
    speaker = present_voters(floor.state.meetings.conventions["C1"])[1]
    floor.does(AskToSpeak(speaker, floor.now, "C1", "for"))
    floor.does(CallSpeaker(chair(floor), floor.now, "C1", speaker))
    floor.does(BeginSpeech(chair(floor), floor.now, "C1"))
    answer = reader(int(speaker, 16)).get(FLOOR)
    assert "You have the floor" in read(answer)
    assert [way.label for way in answer.context["ways"] if getattr(way, "main", False)] == ["I have finished"]
    assert "countdown.js" in read(answer)


def test_who_has_voted_reads_which_way(floor, reader):
    put(reader, "M1-A1", "roll-call")
    vote = floor.state.floor.open_vote["C1"]
    voter = int(present_voters(floor.state.meetings.conventions["C1"])[1], 16)
    for choice, told in {"y": "voted for it", "n": "voted against it", "a": "abstained"}.items():
        answer = reader(voter).post(
            "/convention/C1/do/vote/", {"vote": vote, "choice": choice}, headers={"X-Live": "1"}
        )
        assert told in answer.json()["words"]
    assert "Demand a roll call" not in read(reader(voter).get(FLOOR)), "it is being taken"


def test_the_chair_has_no_next_step_that_closes_a_roll_call_in_which_nobody_has_voted(floor, reader):
    put(reader, "M1-A1", "roll-call")
    ways = reader(CHAIR).get(SCREEN).context["ways"]
    assert not [way for way in ways if getattr(way, "main", False)]
    assert "Close the vote: 0 of 7 have voted" in [way.label for way in ways]


def test_who_has_no_seat_is_not_told_to_check_in_and_reads_who_has_one_by_title(floor, reader):
    answer = reader(100).get(FLOOR)
    assert not [way for way in answer.context["ways"] if getattr(way, "main", False)]
    assert "Members of the executive" in read(answer)
    assert "executive-member" not in read(answer)


def test_who_does_not_count_or_preside_sees_no_form_and_is_told_so(floor, reader):
    put(reader, "M1-A1")
    page = read(reader(100).get(TELL))
    assert "You do not count at this meeting" in page
    assert 'name="yes"' not in page
    assert "cannot act on it" in read(reader(100).get(SCREEN))
    assert "cannot act on it" not in read(reader(CHAIR).get(SCREEN))


def test_a_button_that_is_refused_leads_back_and_not_to_what_nobody_typed(floor, reader):
    put(reader, "M1-A1")
    vote = floor.state.floor.open_vote["C1"]
    page = read(reader(100).post("/convention/C1/do/close-vote/", {"vote": vote}))
    assert "Back to what you typed" not in page
    assert f'class="button main" href="{SCREEN}"' in page


def test_after_the_close_the_floor_leads_to_the_minutes_and_nobody_waits_for_a_vote(hall, reader):
    hall("closed")
    page = heard(reader)
    assert "/convention/C1/minutes/" in page
    assert "See when it opens" not in page
    assert "When the chair opens one" not in read(reader(TELLERS[0]).get(TELL))


def test_minutes_of_a_meeting_that_goes_on_say_what_was_not_taken_up_yet(floor, reader):
    assert read(reader(50).get(MINUTES)).count("Not taken up yet.") == 8


def test_a_teller_is_led_from_the_floor_to_the_count_until_it_is_reported(floor, reader):
    def first() -> list[str]:
        ways = reader(TELLERS[0]).get(FLOOR).context["ways"]
        return [way.label for way in ways if getattr(way, "main", False)]

    assert "Count the cards" not in first()
    put(reader, "M1-A1")
    assert first() == ["Count the cards"]
    reader(TELLERS[0]).post(TELL, {"yes": "4", "no": "2", "abstain": "0"})
    assert "Count the cards" not in first()


def test_the_meeting_of_a_branch_is_not_called_a_convention(under, reader):
    live = under("member-democracy")
    live.branch("pier", range(11, 16))
    live.appoint(11, "branch-secretary", "pier")
    call(live, 10, "The boathouse", 11, "branch", "pier")
    live.wait(live.state.meetings.conventions["S1"].opens)
    for number in range(11, 16):
        live.does(CheckIn(handle(number), live.now, "S1", handle(number)))
    live.does(OpenConvention(handle(11), live.now, "S1"))
    live.does(PutToVote(handle(11), live.now, "S1", "close", "show-of-cards"))
    page = read(reader(12).get("/convention/S1/floor/"))
    assert "The meeting closes" in page
    assert "Vote now: Close the meeting now" in page
