"""The history of a conference's agenda, played at its own hours: what was written when, seconded when, decided when.

The texts are those of the conference, its members are invented. Its rules are in the preset but for the hours until
which papers were taken; what was passed, defeated, referred or not reached there is the same here, in the same order,
at the same minute. To whom the one paper was referred is not told there; here it goes to the executive.
"""

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem, item_about, next_item, open_vote
from rankandfile.core.chapters.amendments import Amendment
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.offices import holders, posts_with
from rankandfile.core.chapters.ordering import to_vote
from rankandfile.core.chapters.procedural import RaiseProcedural, raised
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import AmendmentId, ConventionId, Lot, Moment, MotionId
from rankandfile.record.export import read as read_export
from rankandfile.record.verify import verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.draft import Ask
from rankandfile.shell.exchange.motions import Folder, Paper, Proposal, read, same
from rankandfile.shell.founding import found
from rankandfile.shell.home import Home
from rankandfile.shell.invented.assembly import settle, take_seats
from rankandfile.shell.invented.author import Author
from rankandfile.shell.invented.conference import rulebook
from rankandfile.shell.invented.crowd import ballots, candidacies, seconds
from rankandfile.shell.invented.play import Play, SetClock, done
from rankandfile.shell.secretary import NOW, Secretary

FOLDER = Path(__file__).resolve().parents[3] / "shared/data/conventions/gpew-2022-autumn"
DAY, WEEK = 86_400, 7 * 86_400
OPENING, CLOSING = 1_664_611_200, 1_664_726_400
"""Saturday 1 October 2022, eight in the morning, to Sunday at four, UTC."""
FITTED = (
    ('{ who = "member", seconders = { members = 10, branches = 3 } }', '{ who = "member" }'),
    ('closes = "10 weeks before opening"', 'closes = "4 days before opening"'),
    ('seconding_closes = "7 weeks before opening"', 'seconding_closes = "3 days before opening"'),
    ('closes = "4 weeks before opening"', 'closes = "1 hour before opening"'),
    ('closes = "2 days before opening"', 'closes = "1 hour before opening"'),
    ('seconding_closes = "1 day before opening"', 'seconding_closes = "1 hour before opening"'),
    ('recount_within = "20 seconds"\n', ""),  # its hours are those at which the real meeting decided
)
FATES = {"passed": "carried", "defeated": "lost", "referred": "referred"}
MOST = 60
"""Seconders that are played, however many there were."""


class Event(NamedTuple):
    """Something that happened to a file of the agenda: when, which file, what it said then."""

    at: Moment
    file: str
    said: dict[str, Any]


class History(NamedTuple):
    """The papers, and what happened to them in time."""

    folder: Folder
    events: list[Event]

    def paper_of(self, event: Event) -> str:
        """The title under which the paper ends, of which this was said: by its file, or where that was renamed by the
        title; empty where it is none of the agenda's.
        """
        said = same(str(event.said.get("title", "")))
        found = [same(paper.title) for paper in self.folder.motions if paper.file == event.file]
        return next(iter(found), said if any(same(p.title) == said for p in self.folder.motions) else "")


def history() -> History:
    lines = (FOLDER / "agenda-events.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    events = [
        Event(Moment(int(datetime.fromisoformat(one["at"]).timestamp())), one["path"].removeprefix("_"), one)
        for one in told
        if one["op"] != "delete"
    ]
    return History(read(FOLDER), sorted(events, key=lambda event: event.at))


class Conference:
    """The conference as it is played, event by event."""

    def __init__(self, home: Path, own: History) -> None:
        text = rulebook(longer=True)
        for old, new in FITTED:
            assert old in text
            text = text.replace(old, new)
        clock = SetClock(OPENING - 20 * WEEK)
        done(found(home, "autumn.example/record", text, "The Conference", "Ada Lanternby", clock))
        self.play = Play(Secretary(Home(home), clock), clock, Random(22))
        settle(self.play, 360, Moment(OPENING + 40 * WEEK))
        caller = self.play.holder(next(iter(posts_with(self.play.state, "call"))))
        self.play.expect([Ask(CallConvention(caller, NOW, Moment(OPENING), Moment(CLOSING)), {"place": "A hall"})])
        self.author, self.own = Author(self.play), own
        self.papers = {same(paper.title): paper for paper in own.folder.motions}
        self.proposals = {proposal.file: proposal for proposal in own.folder.amendments}
        self.motions: dict[str, MotionId] = {}
        self.amendments: dict[AmendmentId, Proposal] = {}
        self.decided: list[tuple[str, str, Moment]] = []
        self.late: list[str] = []

    def until(self, moment: int) -> None:
        """Time passes, day by day; members stand, vote and nominate meanwhile."""
        play = self.play
        while play.now < moment:
            play.wait(min(DAY, moment - play.now))
            asks = [*candidacies(play.state, play.chance, play.now), *ballots(play.state, play.chance, play.now)]
            play.secretary.submit_many(asks)

    def happens(self, event: Event) -> None:
        """The event is played at its hour."""
        if self.play.now < OPENING <= event.at:
            self.open()
        self.until(event.at)
        if event.file.startswith("amendments/"):
            self.amend(event)
        elif title := self.own.paper_of(event):
            self.write(event, title)

    def write(self, event: Event, title: str) -> None:
        """A paper is moved when it is first heard of, seconded by as many more as it says, decided when it is."""
        play = self.play
        if title in self.late:
            return
        if title not in self.motions:
            business = "policy" if event.at < OPENING - 4 * DAY else "emergency"
            answer = self.author.move(self.papers[title], business)
            if not isinstance(answer, str):
                self.late.append(title)
                return
            self.motions[title] = answer
        motion = play.state.motions.motions[self.motions[title]]
        self.second(motion, int(str(event.said.get("coproposers") or "0")))
        if event.said.get("status") in FATES and not motion.fate:
            self.decide(motion, str(event.said["status"]))

    def second(self, motion: Motion, number: int) -> None:
        missing = min(number, MOST) - len(motion.seconders)
        if missing > 0 and self.play.now < OPENING - DAY:
            self.play.secretary.submit_many(seconds(self.play.state, motion, missing, self.play.chance, self.play.now))

    def amend(self, event: Event) -> None:
        """An amendment is moved when its file appears, by members who second it too."""
        proposal = self.proposals.get(event.file)
        if proposal is None or proposal in self.amendments.values() or self.play.now >= OPENING - 3_600:
            return
        motion = self.motions.get(same(proposal.motion))
        answer = self.author.amend(proposal, motion, 6) if motion is not None else ""
        if isinstance(answer, str) and answer:
            self.amendments[AmendmentId(answer)] = proposal

    def open(self) -> None:
        """The doors are open, everybody is there, the chair opens."""
        self.until(OPENING)
        take_seats(self.play)
        self.play.does(OpenConvention(self.play.holder("chair"), NOW, self.play.meeting.id))

    def decide(self, motion: Motion, status: str) -> None:
        """The meeting takes the motion next and decides it, its amendments first; or refers it with them."""
        play = self.play
        here, chair = play.meeting.id, play.holder("chair")
        item, coming = item_about(play.state, here, motion.id), next_item(play.state, here)
        assert item is not None, motion.id
        assert coming is not None
        if item.id != coming.id:
            self.vote(f"item:{item.id}", "passed")
        play.does(TakeUpItem(chair, NOW, here, item.id))
        self.decided.append((motion.id, status, play.now))
        if status == "referred":
            self.refer()
            return
        while waiting := next(iter(to_vote(play.state, motion.id)), None):
            self.vote(waiting.id, self.fate_of(waiting))
        self.vote(motion.id, status)

    def refer(self) -> None:
        """One of those present moves that the matter be referred, another seconds, the meeting agrees."""
        play, here = self.play, self.play.meeting.id
        mover, seconder, *_ = (who for who in present_voters(play.meeting) if who != play.holder("chair"))
        play.does(RaiseProcedural(mover, NOW, here, "refer", "executive"))
        own = raised(play.state, here)[-1]
        play.does(SecondProcedural(seconder, NOW, own.id))
        self.vote(own.id, "passed")

    def fate_of(self, amendment: Amendment) -> str:
        return self.amendments[amendment.id].status or "defeated"

    def vote(self, subject: str, status: str) -> None:
        """The subject is voted on by cards, and carries where it was passed."""
        play = self.play
        chair, yes, no = play.holder("chair"), *((30, 9) if status == "passed" else (9, 30))
        play.does(PutToVote(chair, NOW, play.meeting.id, subject, "show-of-cards"))
        vote = open_vote(play.state, play.meeting.id)
        assert vote is not None
        tellers = [h.person for h in holders(play.state, "teller", play.now)][:2]
        cards = [yes * len(vote.electorate) // 40, no * len(vote.electorate) // 40]
        play.does(*(ReportCards(teller, NOW, vote.id, *cards, 0) for teller in tellers))
        play.does(CloseVote(chair, NOW, vote.id, Lot("")))
        play.until(play.state.floor.votes[vote.id].waits)

    def close(self) -> None:
        self.until(CLOSING)
        self.play.does(CloseConvention(self.play.holder("chair"), NOW, self.play.meeting.id))


@pytest.fixture(scope="module")
def own() -> History:
    if not FOLDER.is_dir():
        pytest.skip("The history of ../shared is not here.")
    return history()


@pytest.fixture(scope="module")
def held(own: History, tmp_path_factory: pytest.TempPathFactory) -> Conference:
    conference = Conference(tmp_path_factory.mktemp("autumn") / "home", own)
    for event in own.events:
        conference.happens(event)
    conference.close()
    return conference


def last_said(own: History) -> dict[str, Event]:
    """The last thing that was said of each paper with a fate, by title; the first time that it was said."""
    found: dict[str, Event] = {}
    for event in own.events:
        status, title = event.said.get("status"), own.paper_of(event)
        if title and status in FATES and title not in found:
            found[title] = event
    return found


def test_every_paper_was_moved_at_the_hour_at_which_it_was_first_heard_of(held: Conference, own: History) -> None:
    first: dict[str, Moment] = {}
    for event in own.events:
        if title := own.paper_of(event):
            first.setdefault(title, event.at)
    moved = {title: held.play.state.motions.motions[motion] for title, motion in held.motions.items()}
    assert {title: motion.received for title, motion in moved.items()} == {title: first[title] for title in moved}
    assert len(moved) + len(held.late) == len(held.papers)
    assert len(moved) > 50


def test_what_was_passed_is_carried_at_the_same_minute_in_the_same_order_and_the_rest_unreached(
    held: Conference, own: History
) -> None:
    state, told = held.play.state, last_said(own)
    fates = {title: state.motions.motions[motion].fate for title, motion in held.motions.items()}
    wanted = dict.fromkeys(held.motions, "unreached")
    wanted |= {title: FATES[told[title].said["status"]] for title in told if title in held.motions}
    assert fates == wanted
    assert len([fate for fate in fates.values() if fate == "carried"]) > 20
    assert len([fate for fate in fates.values() if fate == "unreached"]) > 30
    assert [at for _, _, at in held.decided] == sorted(told[t].at for t in told if t in held.motions)
    closed = {v.subject: v.closed for v in state.floor.votes.values()}
    assert all(closed[motion] == at for motion, status, at in held.decided if status != "referred")


def test_what_was_referred_is_referred_by_a_procedural_motion_of_the_floor_and_never_put_to_the_vote_itself(
    held: Conference, own: History
) -> None:
    state, here = held.play.state, ConventionId("C1")
    ((title, event),) = [(t, e) for t, e in last_said(own).items() if e.said["status"] == "referred"]
    motion = state.motions.motions[held.motions[title]]
    (reference,) = raised(state, here)
    assert (reference.motion, reference.about, reference.fate) == ("refer", "executive", "carried")
    assert (reference.decided, motion.fate) == (event.at, "referred")
    item = item_about(state, here, motion.id)
    assert item is not None
    assert (reference.item, item.state) == (item.id, "done")
    assert motion.id not in {vote.subject for vote in state.floor.votes.values()}
    left = [state.amendments.amendments[number] for number in held.amendments]
    assert all(not each.fate or each.fate == "fell" for each in left if each.motion == motion.id)


def test_amendments_end_as_they_did_and_nothing_is_found_in_the_record(held: Conference) -> None:
    state = held.play.state
    for number, proposal in held.amendments.items():
        own = state.amendments.amendments[number]
        if state.motions.motions[own.motion].fate in ("carried", "lost") and proposal.status and own.fate != "fell":
            assert own.fate == {"passed": "carried", "defeated": "lost"}[proposal.status], proposal.file
    assert len(held.amendments) > 10
    stream = BytesIO()
    write_export(held.play.secretary, stream)
    stream.seek(0)
    assert verify(read_export(stream)).findings == ()


def test_a_paper_of_the_history_is_one_of_the_folder(own: History) -> None:
    titles = {same(str(event.said.get("title", ""))) for event in own.events}
    assert {same(paper.title) for paper in own.folder.motions} <= titles
    assert all(isinstance(paper, Paper) for paper in own.folder.motions)
