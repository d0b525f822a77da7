"""One convention from the call to the close, kept as a home folder at each stage, so that a test begins where it wants.

called      four branches and their officers; a convention is called
papers      motions, amendments, documents; the first issue of the bulletin is out
branches    delegates are being elected in the branches
floor       the convention is in session, an amendment stands before its vote
closed      a motion is carried, the executive elected, the convention closed
evening     a branch has met and will meet again, the executive is called, one meeting is off
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from rankandfile.core.chapters.agenda import TakeUpItem, next_item, open_vote
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.casting import CastVotes, ReportCards
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.elections import Election, on_the_ballot
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.chapters.nominations import SupportNomination
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import AmendmentId, ElectionId, Handle, Lot
from rankandfile.shell.draft import Ask
from tests.world import BRANCHES, CHAIR, DAY, DESK, MINUTES, SECRETARY, TELLERS, handle

from .evening import evenings
from .live import HandClock, Live

EXECUTIVE = (14, 15, 44, 45, 74, 75, 97)
FERRIES = """The convention notes that last winter the night ferries were cancelled without a word to the crews.

The convention resolves
1. to demand that the port authority publishes every change of the timetable eight weeks ahead,
2. to pay the legal costs of any member who is dismissed for refusing an unlawful shift,
3. and to report on both to every branch before the summer."""
KITCHEN = """The convention resolves to open a kitchen in the union house, run by members in turns, \
paid from the general fund with at most 12,000 a year, and to look at it again after two years."""
SCHOOL = """This organisation founds a school for new branch secretaries.

It meets on four weekends a year. Travel is paid. What is taught there is written down and open to all."""
PAPER = """# Why we lost the winter

We were *late*, and we knew it. **Three** meetings were called off:

* the one in November,
* the one in December,
* and [the one after that](https://harbour.example/minutes).

> Nobody had read the papers.

What follows is a proposal, not a complaint."""


def build(folder: Path, last: str = "evening") -> dict[str, Path]:
    """The home folder of each stage, up to the last one wanted."""
    clock = HandClock()
    live = Live(folder / "home", clock)
    kept: dict[str, Path] = {}
    for stage in list(STAGES)[: list(STAGES).index(last) + 1]:
        STAGES[stage](live)
        kept[stage] = folder / stage
        shutil.copytree(folder / "home", kept[stage])
        (kept[stage] / "now").write_text(str(clock.now))
    live.secretary.close()
    return kept


def _called(live: Live) -> None:
    for name, members in BRANCHES.items():
        live.branch(name, members)
    live.appoint(CHAIR, "chair")
    live.appoint(SECRETARY, "secretary")
    for teller in TELLERS:
        live.appoint(teller, "teller")
    live.appoint(DESK, "credentials")
    live.appoint(MINUTES, "minute-taker")
    live.appoint(11, "branch-secretary", "north")
    live.call(handle(SECRETARY))
    live.wait(live.now + 7 * DAY)


def _papers(live: Live) -> None:
    live.write(
        41,
        "Night ferries: notice, and legal aid",
        FERRIES,
        synopsis="Eight weeks of notice, and the union pays in court.",
    )
    live.write(72, "A kitchen in the union house", KITCHEN)
    live.write(CHAIR, "A school for branch secretaries", SCHOOL, business="report", capacity="executive")
    second(live, "M1", [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    second(live, "M2", [11, 12, 13, 14, 42, 43, 44, 73])
    live.does(
        MoveAmendment(handle(44), live.now, live.state.motions.motions["M1"].id, "replace", 6, 7),  # type: ignore[index]
        text="2. to pay the legal costs of any member who is dismissed or fined for refusing an unlawful shift,",
        reason="Fines are what they use now.",
    )
    live.does(
        MoveAmendment(handle(20), live.now, live.state.motions.motions["M1"].id, "delete", 8, 8), text="–",  # type: ignore[index]
    )  # fmt: skip
    amendment = AmendmentId("M1-A1")
    for number in (11, 12, 42, 43, 73):
        live.does(SecondAmendment(handle(number), live.now, amendment))
    live.does(
        SubmitDocument(handle(30), live.now, live.state.meetings.current), title="Why we lost the winter", text=PAPER
    )
    live.wait(live.at("issue-1") + 60)
    live.does(
        SubmitDocument(handle(80), live.now, live.state.meetings.current), title="Letters from the night shift",
        text="They read the **roster** to us over the telephone.",
    )  # fmt: skip


def second(live: Live, motion: str, numbers: list[int]) -> None:
    """Members of these numbers second the motion."""
    own = live.state.motions.motions[motion].id  # type: ignore[index]
    live.do_all([Ask(SecondMotion(handle(number), live.now, own)) for number in numbers])


def _branches(live: Live) -> None:
    nominations(live, {"chair": (13, 43), "executive-member": EXECUTIVE})
    live.wait(live.at("delegate-voting-opens") + 3600)
    live.does(AnswerMotion(handle(CHAIR), live.now, live.state.motions.motions["M1"].id), answer="We **agree**.")  # type: ignore[index]


def nominations(live: Live, posts: dict[str, tuple[int, ...]]) -> None:
    """Delegates stand in the branches, and for each of these posts the members of these numbers, with nominators."""
    live.wait(live.at("delegate-nominations-open"))
    for each in delegate_elections(live):
        live.stand(each.id, list(BRANCHES[each.scope])[: each.seats + each.alternates])
    for post, numbers in posts.items():
        election = next(e for e in live.state.elections.elections.values() if e.post == post)
        live.stand(election.id, numbers)
        live.do_all(
            [
                Ask(SupportNomination(handle(supporter), live.now, election.id, handle(number)))
                for number in numbers
                for supporter in range(30, 35)
            ]
        )


def delegate_elections(live: Live) -> list[Election]:
    """The elections of delegates in the branches."""
    return [e for e in live.state.elections.elections.values() if e.post == "delegate"]


def _floor(live: Live) -> None:
    live.does(ReplyToAnswer(handle(41), live.now, live.state.motions.motions["M1"].id), reply="Then vote for it.")  # type: ignore[index]
    assemble(live)
    live.does(OpenConvention(handle(CHAIR), live.now, live.state.meetings.current))
    _up_to(live, "M1")


def assemble(live: Live) -> None:
    """The branches elect their delegates, and at the hour of the opening the desk has checked all of them in."""
    live.wait(live.at("delegate-voting-opens"))
    for each in delegate_elections(live):
        live.everybody_votes(each.id, BRANCHES[each.scope], len(each.candidates))
    meeting = current(live.state)
    live.wait(live.at("delegate-voting-closes") + 1)
    live.wait(meeting.opens)
    live.do_all(
        [Ask(CheckIn(handle(DESK), live.now, meeting.id, d.person)) for d in delegates_of(live.state, meeting.id)]
    )


def chair(live: Live) -> Handle:
    """Who presides: the convention elects a chair while it sits."""
    return holders(live.state, "chair", live.now)[0].person


def _up_to(live: Live, about: str) -> None:
    meeting = live.state.meetings.current
    while (item := next_item(live.state, meeting)) is not None:
        live.does(TakeUpItem(chair(live), live.now, meeting, item.id))
        if item.about == about:
            return
        decide(live, item.about)


def decide(live: Live, subject: str) -> None:
    """The subject is put to a show of cards and carried, or the election is held."""
    meeting = live.state.meetings.current
    if subject in live.state.elections.elections:
        elect(live, subject)
        return
    live.does(PutToVote(chair(live), live.now, meeting, subject, "show-of-cards"))
    vote = open_vote(live.state, meeting)
    for teller in TELLERS:
        live.does(ReportCards(handle(teller), live.now, vote.id, 4, 2, 0))
    live.does(CloseVote(chair(live), live.now, vote.id, Lot("")))


def elect(live: Live, election: ElectionId) -> None:
    """The voting is opened, everybody there votes, it is closed."""
    own = live.state.elections.elections[election]
    live.does(OpenVoting(chair(live), live.now, own.id))
    standing = on_the_ballot(live.state, own)
    if standing:
        numbers = [int(h, 16) for h in present_voters(current(live.state))]
        live.everybody_votes(own.id, numbers, len(standing))
    live.does(CloseVoting(chair(live), live.now, own.id))
    live.wait(live.now + 2)


def _closed(live: Live) -> None:
    meeting = live.state.meetings.current
    decide(live, "M1-A1")
    live.does(PutToVote(chair(live), live.now, meeting, "M1", "roll-call"))
    vote = open_vote(live.state, meeting)
    choices = "yyyynyaynyyyyyyyyyyyyy"[: len(vote.electorate)]
    live.does(CastVotes(handle(TELLERS[0]), live.now, vote.id, 0, choices))
    live.does(CloseVote(chair(live), live.now, vote.id, Lot("")))
    elections = [e.id for e in live.state.elections.elections.values() if e.post == "executive-member"]
    _up_to(live, elections[0])
    elect(live, elections[0])
    live.wait(current(live.state).closes + 1)
    live.does(CloseConvention(chair(live), live.now, meeting))


STAGES: dict[str, Callable[[Live], None]] = {
    "called": _called,
    "papers": _papers,
    "branches": _branches,
    "floor": _floor,
    "closed": _closed,
    "evening": evenings,
}
