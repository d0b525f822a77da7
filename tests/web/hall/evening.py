"""What bodies beside the convention do after it: a branch that met, one that will, the executive, one called off."""

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.convening import CallMeeting, CallOffMeeting
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.demanding_meetings import DemandMeeting
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention, PublishMinutes
from rankandfile.core.chapters.minuting import NoteForMinutes
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import BranchId, ConventionId, Lot, Moment
from rankandfile.core.text import count_lines, fingerprint
from tests.world import DAY, SECRETARY, handle

from .live import Live

LOCAL, HERE = 11, tuple(range(11, 21))
"""The branch secretary of the north, and who comes to its meeting."""
S1, NORTH = ConventionId("S1"), BranchId("north")
LAMP = """The branch buys a lamp for the pier,

and asks the port authority to pay half of it."""
BOATS = "The branch asks its members to say until spring which boats they can lend for the children's day."


def call(live: Live, days: int, place: str, number: int = LOCAL, body: str = "branch", branch: str = "north") -> None:
    """A meeting of two hours in so many days."""
    opens = Moment(live.now + days * DAY)
    act = CallMeeting(handle(number), live.now, body, opens, Moment(opens + 7200), BranchId(branch))
    live.does(act, place=place, invitation="Bring a chair. There is tea from half past six on.")


def move(live: Live, number: int, title: str, text: str, meeting: str) -> None:
    """A motion to the meeting of the branch."""
    own = ConventionId(meeting)
    act = MoveMotion(handle(number), live.now, own, "branch-motion", count_lines(text), fingerprint(text))
    live.does(act, title=title, text=text)


def evenings(live: Live) -> None:
    """S1 is past and has minutes; S2 is called with a motion and a paper; S3 is the executive's; S4 is off."""
    _held(live)
    call(live, 10, "The mill")
    move(live, 13, "Boats for the children's day", BOATS, "S2")
    paper = SubmitDocument(handle(14), live.now, ConventionId("S2"), "member")
    live.does(paper, title="What the children's day cost", text="Last year it cost *nothing*: every boat was lent.")
    call(live, 6, "The office", SECRETARY, "executive", "")
    call(live, 40, "The old hall")
    live.does(CallOffMeeting(handle(LOCAL), live.now, ConventionId("S4")), reason="The hall is being painted.")
    live.does(DemandMeeting(handle(41), live.now, "branch", BranchId("south")), reason="The winter timetable.")


def _held(live: Live) -> None:
    call(live, 8, "The library")
    move(live, 12, "A lamp for the pier", LAMP, "S1")
    live.wait(live.state.meetings.conventions[S1].opens)
    for number in HERE:
        live.does(CheckIn(handle(number), live.now, S1, handle(number)))
    live.does(OpenConvention(handle(LOCAL), live.now, S1))
    live.does(TakeUpItem(handle(LOCAL), live.now, S1, "1"))
    motion = str(live.state.floor.agenda[S1]["1"].about)
    live.does(PutToVote(handle(LOCAL), live.now, S1, motion, "roll-call"))
    vote = next(reversed(list(live.state.floor.votes.values())))
    for number, choice in zip(HERE, "yyyyyyynna", strict=True):
        live.does(CastVote(handle(number), live.now, vote.id, choice))
    live.does(CloseVote(handle(LOCAL), live.now, vote.id, Lot("")))
    live.does(NoteForMinutes(handle(LOCAL), live.now, S1), note="Tea was served.")
    live.wait(live.state.meetings.conventions[S1].closes)
    live.does(CloseConvention(handle(LOCAL), live.now, S1))
    live.does(PublishMinutes(handle(LOCAL), live.now, S1), minutes="# The branch met\n\nIt buys a lamp.")
    live.wait(live.now + DAY)
