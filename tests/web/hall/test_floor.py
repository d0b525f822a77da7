"""The floor on the site: the chair's steps, tellers, roll calls, speakers, the projector."""

import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import current
from rankandfile.core.state import State
from tests.world import CHAIR, TELLERS

from .test_motions import read


@pytest.fixture
def floor(hall):
    """The convention in session, an amendment before its vote."""
    return hall("floor")


def present(live) -> list[int]:
    """The numbers of those who sit."""
    return [int(person, 16) for person in current(live.state).present]


def put(reader, subject: str, method: str = "show-of-cards"):
    """The chair puts it to the vote."""
    return reader(CHAIR).post("/convention/C1/do/put/", {"subject": subject, "method": method}, follow=True)


def test_the_chair_has_one_main_button_and_reads_why_the_others_are_not_in_order(floor, reader):
    page = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert page.count('<button class="main">') == 1
    assert "Put M1-A1 to the vote by show of cards" in page
    assert "Item 2 is open and not decided." in page
    assert "items of the agenda still wait" in page


def test_who_does_not_preside_reads_who_does(floor, reader):
    page = read(reader(50).get("/convention/C1/chair/"))
    assert "This needs the power “presiding”" in page
    assert reader(50).post("/convention/C1/do/put/", {"subject": "M1-A1", "method": "roll-call"}).status_code == 403


def test_the_motion_waits_until_its_amendments_are_decided(floor, reader):
    answer = put(reader, "M1")
    assert answer.status_code == 409
    assert "Put M1-A1 to the vote." in read(answer)


def test_two_tellers_agree_and_the_result_is_two_numbers_a_verdict_and_a_sum(floor, reader):
    assert "The vote is open." in read(put(reader, "M1-A1"))
    counted = {"yes": "4", "no": "2", "abstain": "1"}
    reader(TELLERS[0]).post("/convention/C1/tell/", counted)
    early = reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": "V2"})
    assert "Tellers whose counts agree: 1; there must be 2." in read(early)
    other = reader(TELLERS[1])
    assert "4 for" not in read(other.get("/convention/C1/tell/"))
    other.post("/convention/C1/tell/", counted)
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": "V2"})
    page = read(reader(50).get("/convention/C1/votes/V2/"))
    assert "Simple majority: of 6 votes cast, 4 for were needed; 4 were for." in page
    assert "Carried" in page
    floor.wait(floor.state.floor.votes["V2"].waits)
    assert "Put M1 to the vote" in read(reader(CHAIR).get("/convention/C1/chair/"))


def test_in_a_roll_call_delegates_vote_on_their_phones_and_tellers_enter_the_rest_as_one_act(floor, reader):
    put(reader, "M1-A1", "roll-call")
    voters = present(floor)
    phone = reader(voters[0])
    assert "Vote for" in read(phone.get("/convention/C1/floor/"))
    assert "Vote by name: Amendment M1-A1" in read(phone.get("/"))
    phone.post("/convention/C1/do/vote/", {"vote": "V2", "choice": "n"})
    assert "You have voted" in read(phone.get("/convention/C1/floor/"))
    entered = {f"elector-{place}": "y" for place in range(1, len(voters))}
    reader(TELLERS[0]).post("/convention/C1/tell/", entered)
    assert floor.state.floor.votes["V2"].choices == "n" + "y" * (len(voters) - 1)
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": "V2"})
    assert "Against: 1" in read(reader(50).get("/convention/C1/votes/V2/"))


def test_who_is_not_in_the_electorate_reads_why(floor, reader):
    put(reader, "M1-A1", "roll-call")
    answer = reader(60).post("/convention/C1/do/vote/", {"vote": "V2", "choice": "y"})
    assert answer.status_code == 409
    assert "You were not present with a vote" in read(answer)


def test_a_way_of_voting_that_does_not_exist_is_not_put_into_the_record(floor, reader):
    size = floor.state.size
    assert put(reader, "M1-A1", "acclamation").status_code == 400
    assert floor.state.size == size


def test_speakers_ask_are_listed_least_heard_first_and_are_called_by_the_chair(floor, reader):
    first, second = present(floor)[:2]
    reader(first).post("/convention/C1/do/ask/", {"side": "for"})
    reader(CHAIR).post("/convention/C1/do/call-speaker/", {"person": f"{first:032x}"})
    floor.now = floor.now + 5
    reader(first).post("/convention/C1/do/ask/", {"side": "for"})
    floor.now = floor.now + 5
    reader(second).post("/convention/C1/do/ask/", {"side": "against"})
    listed = reader(CHAIR).get("/convention/C1/chair/").context["floor"].speakers
    assert [(int(one.who.handle, 16), bool(one.called)) for one in listed] == [
        (first, True),
        (second, False),
        (first, False),
    ]


def test_the_meeting_is_asked_before_it_closes_early(floor, reader):
    page = read(reader(CHAIR).post("/convention/C1/close/"))
    assert "Items that will be left unreached" in page
    answer = reader(CHAIR).post("/convention/C1/close/", {"checked": "yes"})
    assert answer.status_code == 409
    assert "Ask the meeting whether to close now" in read(reader(CHAIR).get("/convention/C1/chair/"))


def test_the_chair_asks_the_meeting_to_take_a_later_item_next(floor, reader):
    assert "take item 5 next" in read(reader(CHAIR).get("/convention/C1/agenda/"))
    assert "The vote is open." in read(put(reader, "item:5"))


def test_the_projector_shows_the_change_under_vote_and_the_last_verdict(floor, reader):
    put(reader, "M1-A1")
    page = read(reader(50).get("/convention/C1/projector/"))
    assert "Vote now: Amendment M1-A1" in page
    assert "Show your card" in page
    assert '<ins><bdi class="unseen">[added: </bdi>or fined' in page


def test_the_floor_names_the_stream_and_marks_the_pieces_that_change(floor, reader):
    page = read(reader(50).get("/convention/C1/floor/"))
    assert 'id="mine" data-live' in page
    assert 'id="hall" data-hall' in page
    assert "Load this page again" in page


def test_no_page_shows_a_tellers_count_before_the_other_tellers_have_counted(floor, reader):
    put(reader, "M1-A1")
    counted, other = {"yes": "4", "no": "2", "abstain": "1"}, reader(TELLERS[1])
    reader(TELLERS[0]).post("/convention/C1/tell/", counted)
    effect = int(floor.state.size) - 1
    pages = ("chair", "floor", "tell", "votes", "votes/V2", "projector", "agenda")
    looked_at = ["/record/", f"/record/{effect - 1}/", f"/record/{effect}/", *(f"/convention/C1/{p}/" for p in pages)]
    for page in [read(other.get(address)) for address in looked_at]:
        assert "in vote V2: 4 for" not in page
        assert "abstaining in vote V2" not in page
        assert '<td class="number">4</td>' not in page
        assert '"yes":4' not in page
        assert "&quot;yes&quot;:4" not in page
    assert "A teller has reported a count in vote V2." in read(other.get("/record/"))
    assert other.get(f"/record/{effect}/leaf/").status_code == 302
    other.post("/convention/C1/tell/", counted)
    assert '<td class="number">4</td>' in read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "counted 4 for, 2 against, 1 abstaining in vote V2" in read(other.get("/record/"))
    assert b'"yes":4' in b"".join(other.get(f"/record/{effect}/leaf/"))


def test_the_clock_begins_a_sentence_with_a_capital_letter(hall, reader):
    hall("closed")
    page = read(reader(50).get("/record/?page=2")) + read(reader(50).get("/record/"))
    assert "The clock opened the box" in page
    assert "> the clock" not in page


def with_minutes(state: State, minutes: int) -> State:
    """The same state under a rulebook that sets so many minutes aside for each part of the agenda."""
    rules = rulebook(state)
    parts = tuple(replace(part, minutes=minutes) for part in rules.agenda.sections)
    timed = replace(rules, agenda=replace(rules.agenda, sections=parts))
    return replace(state, foundation=replace(state.foundation, rulebook=timed))


def test_the_projector_and_the_chair_see_until_when_the_part_and_the_convention_have_time(floor, reader, monkeypatch):
    from rankandfile.web import organisation

    monkeypatch.setattr(organisation, "read_state", lambda: with_minutes(floor.state, 30))
    meeting, began = current(floor.state), floor.now
    page = reader(50).get("/convention/C1/projector/")
    until = [limit.until for limit in page.context["limits"]]
    assert until[-1] == meeting.closes
    assert meeting.opened < until[0] <= began + 30 * 60
    assert "The time set aside for “Motions” ends" in read(page)
    assert f'data-until="{until[0]}"' in read(page)
    assert f'data-until="{meeting.closes}"' in read(reader(CHAIR).get("/convention/C1/chair/"))
    floor.wait(until[0] + 60)
    assert "Time is over" in read(reader(50).get("/convention/C1/projector/"))


def test_a_pause_takes_no_time_from_the_part_on_the_floor(floor, reader, monkeypatch):
    from rankandfile.web import organisation

    def until(paused: int) -> int:
        state, meeting = with_minutes(floor.state, 30), current(floor.state).id
        *before, last = state.procedure.began[meeting]
        began = state.procedure.began.set(meeting, (*before, replace(last, paused=paused)))
        paused_state = replace(state, procedure=replace(state.procedure, began=began))
        monkeypatch.setattr(organisation, "read_state", lambda: paused_state)
        return reader(50).get("/convention/C1/projector/").context["limits"][0].until

    assert until(600) == until(0) + 600


def test_there_is_no_time_to_count_before_the_convention_is_open(hall, reader):
    hall("called")
    assert reader(50).get("/convention/C1/projector/").context["limits"] == ()
