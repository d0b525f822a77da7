"""Recalls on the site: asked for beside the office, supported, answered, voted on, decided."""

import pytest

from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.petitioning import SupportRecall
from rankandfile.core.chapters.recalls import AskForRecall
from tests.world import WEEK, handle

from .test_motions import read

POST, ELECTED = "branch-secretary", 22


@pytest.fixture
def led(hall):
    """The north elected its secretary."""
    live = hall("papers")
    closes = live.now + WEEK
    live.does(CallElection(handle(20), live.now, POST, "north", closes, closes + WEEK))
    election = next(e.id for e in live.state.elections.elections.values() if e.post == POST)
    live.stand(election, [ELECTED])
    live.wait(closes + 1)
    live.votes(election, 20, "1")
    live.wait(closes + WEEK + 1)
    assert [h.person for h in holders(live.state, POST, live.now, "north") if h.how == "elected"] == [handle(ELECTED)]
    return live


def ask(live, by: int = 20) -> None:
    """A member of the north asks for the recall."""
    live.does(AskForRecall(handle(by), live.now, handle(ELECTED), POST, "north"), reasons="No **minutes** since May.")


def join(live, numbers) -> None:
    """Others ask for it too."""
    for number in numbers:
        live.does(SupportRecall(handle(number), live.now, "R1"))


ADDRESS = f"/offices/{POST}/recall/?person={handle(ELECTED)}&branch=north"


def test_a_member_of_the_branch_asks_for_a_recall_beside_the_office_with_reasons(led, reader):
    member = reader(20)
    for page in ("/offices/", "/branches/north/"):
        assert ADDRESS in read(member.get(page))
    form = read(member.get(ADDRESS))
    assert "with your name" in form
    sent = {"person": handle(ELECTED), "branch": "north", "reasons": "No **minutes** since May."}
    page = read(member.post(f"/offices/{POST}/recall/", sent, follow=True))
    assert "The recall is asked for, and your name stands beside it." in page
    assert "<strong>minutes</strong>" in page
    assert "It still needs 4 more members" in page
    assert "R1" in read(member.get("/offices/"))
    assert "R1" in read(member.get("/recalls/"))


def test_without_reasons_the_form_comes_back_with_whom_it_is_about(led, reader):
    answer = reader(20).post(f"/offices/{POST}/recall/", {"person": handle(ELECTED), "branch": "north", "reasons": ""})
    assert answer.status_code == 422
    assert handle(ELECTED) in read(answer)


def test_a_member_of_another_branch_is_not_offered_it_and_reads_why(led, reader):
    other = reader(60)
    assert ADDRESS not in read(other.get("/offices/"))
    page = read(other.get(ADDRESS))
    assert "belongs to the members of another branch" in page


def test_the_supporter_who_makes_it_enough_puts_it_to_the_vote_and_reads_so(led, reader):
    ask(led)
    join(led, (21, 23, 24))
    last = reader(25)
    assert "Ask for this recall too" in read(last.get("/recalls/R1/"))
    page = read(last.post("/recalls/R1/do/support/", follow=True))
    assert "The vote is on" in page
    assert "Nobody in office can put it off." in page
    assert led.state.recalls.recalls["R1"].election


def test_support_can_be_taken_back_on_the_page_until_it_is_enough(led, reader):
    ask(led)
    page = read(reader(20).post("/recalls/R1/do/withdraw/", follow=True))
    assert "You no longer ask for this recall." in page
    assert not led.state.recalls.recalls["R1"].supporters


def test_the_person_concerned_is_told_on_the_front_page_and_answers(led, reader):
    ask(led)
    concerned = reader(ELECTED)
    assert "You can answer." in read(concerned.get("/"))
    page = read(concerned.post("/recalls/R1/answer/", {"answer": "They are *late*, and written."}, follow=True))
    assert "Your answer is published." in page
    assert "<em>late</em>" in page


def test_whoever_elected_votes_yes_or_no_and_the_post_is_vacant(led, reader):
    ask(led)
    join(led, (21, 23, 24, 25))
    ballot = led.state.recalls.recalls["R1"].election
    voter = reader(20)
    assert "Voting is ahead" in read(voter.get(f"/elections/{ballot}/"))
    led.wait(led.state.elections.elections[ballot].voting_opens + 1)
    assert "Vote: Recall of" in read(voter.get("/"))
    paper = read(voter.get(f"/elections/{ballot}/ballot/"))
    assert "leaves the post Branch secretary as soon as the ballots are counted" in paper
    checked = read(voter.post(f"/elections/{ballot}/ballot/", {"choice": "1"}))
    assert "Your answer" in checked
    cast = voter.post(f"/elections/{ballot}/ballot/", {"choice": "1", "checked": "yes"})
    tracker = cast.context["tracker"]
    led.wait(led.state.elections.elections[ballot].voting_closes + 1)
    page = read(voter.get(f"/elections/{ballot}/"))
    assert "Of a base of 1, 1 yes were needed; 1 said yes." in page
    assert "Recalled" in read(voter.get("/recalls/R1/"))
    mine = read(voter.post(f"/elections/{ballot}/ballot/find/", {"tracker": tracker}))
    assert "It says: Yes." in mine
    assert "1 Yes" in voter.get(f"/elections/{ballot}/ballots/").content.decode()
    assert [h for h in holders(led.state, POST, led.now, "north") if h.how == "elected"] == []


def test_a_ballot_with_neither_comes_back(led, reader):
    ask(led)
    join(led, (21, 23, 24, 25))
    ballot = led.state.recalls.recalls["R1"].election
    led.wait(led.state.elections.elections[ballot].voting_opens + 1)
    assert reader(20).post(f"/elections/{ballot}/ballot/", {}).status_code == 422


def test_a_recall_that_there_is_not_is_not_found(led, reader):
    member = reader(20)
    assert member.get("/recalls/R9/").status_code == 404
    assert member.post("/recalls/R9/do/support/").status_code == 404
    ask(led)
    assert member.post("/recalls/R1/do/dance/").status_code == 404


def test_a_post_whose_term_ended_stands_overdue_on_the_front_page(led, reader):
    led.wait(holders(led.state, POST, led.now, "north")[-1].until + 1)
    assert "Fill the post again: Branch secretary, North Harbour" in read(reader(60).get("/"))
