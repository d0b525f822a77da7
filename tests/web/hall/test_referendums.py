"""A referendum on the site: all members find the ballot, and the motion's page says where it stands."""

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Lot
from rankandfile.shell.presets import preset_text
from tests.world import handle

from .test_motions import read

CHAIR, SECRETARY, TELLER, DESK = 10, 40, 50, 60
BRANCHES = {"north": range(10, 30), "south": range(30, 50), "east": range(50, 70)}


@pytest.fixture
def live(under, monkeypatch):
    """A motion of a class that all members must confirm is on the agenda, and the delegates are elected."""
    rules = preset_text("member-democracy").replace('review_after = "104 weeks"', "referendum = true", 1)
    monkeypatch.setattr("tests.web.hall.live.preset_text", lambda name: rules)
    own = under("member-democracy")
    for name, members in BRANCHES.items():
        own.branch(name, members)
    for number, post in ((CHAIR, "chair"), (SECRETARY, "secretary"), (TELLER, "teller"), (DESK, "credentials")):
        own.appoint(number, post)
    own.call(handle(SECRETARY))
    own.second(own.move(41), [11, 12, 13, 14, 42, 43, 44, 53, 54, 55])
    own.wait(own.at("delegate-nominations-open") + 60)
    for each in [e for e in own.state.elections.elections.values() if e.post == "delegate"]:
        own.stand(each.id, list(BRANCHES[each.scope])[: each.seats])
    own.wait(own.at("delegate-voting-closes") + 60)
    return own


def carry(live) -> None:
    """The convention is held and carries the motion."""
    meeting = current(live.state)
    live.wait(meeting.opens)
    for delegate in delegates_of(live.state, meeting.id):
        live.does(CheckIn(handle(DESK), live.now, meeting.id, delegate.person))
    live.does(OpenConvention(handle(CHAIR), live.now, meeting.id))
    live.does(TakeUpItem(handle(CHAIR), live.now, meeting.id, items(live.state, meeting.id)[0].id))
    live.does(PutToVote(handle(CHAIR), live.now, meeting.id, "M1", "roll-call"))
    vote = live.state.floor.votes[live.state.floor.open_vote[meeting.id]]
    live.does(CastVotes(handle(TELLER), live.now, vote.id, 0, "y" * len(vote.electorate)))
    live.does(CloseVote(handle(CHAIR), live.now, vote.id, Lot("")))


def test_members_find_the_ballot_and_the_page_of_the_motion_says_that_they_are_asked(live, reader):
    carry(live)
    member = reader(25)
    assert "Vote: Confirm motion M1" in read(member.get("/"))
    assert "put to all members" in read(member.get("/motions/M1/"))
    assert "put to all members" in read(member.get("/motions/"))
    ballot = live.state.motions.motions["M1"].ballot
    assert "The motion holds, as the convention carried it." in read(member.get(f"/elections/{ballot}/ballot/"))
    member.post(f"/elections/{ballot}/ballot/", {"choice": "1", "checked": "yes"})
    live.wait(live.state.elections.elections[ballot].voting_closes + 1)
    assert "1 said yes" in read(member.get(f"/elections/{ballot}/"))
    assert live.state.motions.motions["M1"].fate == "carried"
