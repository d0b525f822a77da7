"""One organisation, kept as a home folder at each stage of a convention, so that an attack begins where it hurts.

begun       the founding is done, nothing is called
papers      a motion, an amendment, a document and an application wait
erasing     beside it: names are asked for, erased, closed, objected to
ruled       beside it: the motion is ruled out of order, somebody writes against it, and it is discussed
nominating  the motion is answered, delegates and officers are nominated
polling     the branches vote for their delegates
coded       delegates are elected and a code is shown in the hall
assembled   the delegates are checked in, all but one; the convention is not open
opened      the convention is open, nothing is taken up
floor       the motion is on the floor, somebody asks to speak
raised      beside it: a procedural motion needs one more supporter
pausing     beside it: a motion to pause waits for its vote
pointed     beside it: a point of order waits for the chair's ruling
speaking    somebody has the floor, two others wait
showing     a vote by cards is open
dividing    a vote by name is open
electing    an election by the convention comes next
casting     its voting is open
over        the hour of its close has come
closed      the convention is closed, its minutes are not written
recalling   a recall of somebody whom it elected is asked for
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from rankandfile.core.chapters.admissibility import RuleOutOfOrder
from rankandfile.core.chapters.admission import AnswerApplication, ApplyToJoin
from rankandfile.core.chapters.agenda import TakeUpItem, next_item, open_item, open_vote
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.answering import AnswerMotion
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.casting import CastVotes, ReportCards
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.demanding import DemandConvention
from rankandfile.core.chapters.discussing import WriteComment
from rankandfile.core.chapters.elections import on_the_ballot
from rankandfile.core.chapters.erasing import RequestErasure
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.moderating import ComplainAboutComment
from rankandfile.core.chapters.nominations import Nominate, SupportNomination
from rankandfile.core.chapters.objecting import AppealObjection, ObjectToErasure
from rankandfile.core.chapters.opposing import OpposeMotion
from rankandfile.core.chapters.presence import ShowHallCode, digest
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.recalls import AskForRecall
from rankandfile.core.chapters.representing import AgreeToRequest, RequestErasureFor, SealText
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.turns import next_turn
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import AmendmentId, BranchId, CommentId, ElectionId, Handle, MotionId, RequestId
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from tests.living import Living, living
from tests.world import BRANCHES, CHAIR, DAY, DESK, LOT, SECRETARY, TELLERS, handle

ORGANISER, LOCAL, GONE, APPLICANT = 110, 11, 112, 900
"""An organiser paid by the centre, the branch secretary of the north, somebody who left, somebody who applied."""
SECONDERS = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]
KEEPER = 98
"""Sits on the credentials committee beside the desk."""
DELEGATE, NOMINATED, WAITING = 12, 21, 22
"""A delegate of the north; who was nominated by another and has not answered; whose candidacy lacks supporters."""
RECALLED = 14
"""Elected into the executive at the convention; somebody asks for the recall."""
DEMANDING = 60
"""Demands a convention while none is called."""
CHAIR_BY = handle(CHAIR)
HALL_CODE = "K7QF2M9XDA"
"""Shown in the hall."""


def build(folder: Path) -> dict[str, Path]:
    """The home folder of each stage; beside it the hour, and who founded it."""
    kept: dict[str, Path] = {}
    with living(folder / "home") as live:
        for stage, brings in STAGES.items():
            brings(live)
            kept[stage] = keep(live, folder / stage)
            for name in BESIDE if stage == "papers" else ON_THE_FLOOR if stage == "floor" else ():
                kept[name] = beside(kept[stage], folder, name)
    return kept


def beside(kept: Path, folder: Path, name: str) -> Path:
    """The organisation of this stage, gone another way: what the stage of this name brings."""
    shutil.copytree(kept, folder / f"another-{name}")
    live = reopened(folder / f"another-{name}")
    (BESIDE | ON_THE_FLOOR)[name](live)
    found = keep(live, folder / name)
    live.secretary.close()
    return found


def keep(live: Living, folder: Path) -> Path:
    """A copy of the organisation's home as it is now."""
    shutil.copytree(live.home.path, folder)
    (folder / "now").write_text(f"{live.now} {live.founder}")
    return folder


def reopened(home: Path) -> Living:
    """The organisation of a stage, at its hour."""
    now, founder = (home / "now").read_text().split()
    live = Living.__new__(Living)
    live.now, live.founder = int(now), Handle(founder)
    live.history, live.boxes, live.trackers = [], {}, {}
    live.secretary = Secretary(Home(home), lambda: live.now)
    live.home, live.state = live.secretary.home, live.secretary.state
    return live


def begun(live: Living) -> None:
    """An organiser is paid by the centre, a branch has its secretary, somebody has left."""
    live.appoint(ORGANISER, "organiser")
    live.appoint(LOCAL, "branch-secretary", "north")
    live.does(ResignMembership(handle(GONE), live.now))
    live.does(DemandConvention(handle(DEMANDING), live.now))


def _papers(live: Living) -> None:
    live.call(handle(SECRETARY))
    live.wait(live.now + 7 * DAY)
    motion = live.move(41)
    for number in SECONDERS:
        live.does(SecondMotion(handle(number), live.now, motion))
    live.does(MoveAmendment(handle(44), live.now, motion, "delete", 3, 3), text="–", reason="Shorter.")
    live.does(SubmitDocument(handle(42), live.now, live.state.meetings.current), title="Rent", text="It is too high.")
    live.does(ApplyToJoin(handle(APPLICANT), live.now, BranchId("north"), "member"), name="Noor", contact="n@p.example")


def election_to(live: Living, post: str, scope: str = "") -> ElectionId:
    """The running election to the post."""
    return next(e.id for e in live.state.elections.elections.values() if (e.post, e.scope) == (post, scope))


def _name_of(live: Living, number: int) -> int:
    return live.state.members.members[handle(number)].entry


def _erasing(live: Living) -> None:
    """X1 is erased, X2 closed by a court, X3 waits, X4 lacks a hand, to X5 there is an objection, to X6 an appeal."""
    live.appoint(KEEPER, "credentials")
    live.does(RequestErasure(handle(51), live.now, _name_of(live, 51), "name"))
    live.does(SealText(handle(DESK), live.now, _name_of(live, 52), "name"), court="A court", file="3 C 17/26")
    live.does(AgreeToRequest(handle(KEEPER), live.now, RequestId("X2")))
    live.wait(live.now + 14 * DAY)
    live.does(RequestErasure(handle(53), live.now, _name_of(live, 53), "name"))
    live.does(RequestErasureFor(handle(KEEPER), live.now, _name_of(live, 54), "name", "dead"))
    for number, request in ((55, "X5"), (56, "X6")):
        live.does(RequestErasure(handle(number), live.now, _name_of(live, number), "name"))
        live.does(ObjectToErasure(handle(SECRETARY), live.now, RequestId(request), "claims"), reasons="A suit.")
    live.does(AppealObjection(handle(56), live.now, RequestId("X6")), reasons="It is settled.")


def _nominating(live: Living) -> None:
    live.does(AnswerApplication(handle(LOCAL), live.now, handle(APPLICANT), admit=False), ground="Not here.")
    live.wait(live.at("delegate-nominations-open"))
    live.does(AnswerMotion(CHAIR_BY, live.now, MotionId("M1")), answer="No.")
    for branch, numbers in BRANCHES.items():
        live.stand(election_to(live, "delegate", branch), list(numbers)[2:7])
    for number in SECONDERS[:5]:
        live.does(SecondAmendment(handle(number), live.now, AmendmentId("M1-A1")))
    executive = election_to(live, "executive-member")
    live.stand(executive, [14, 15, WAITING])
    for number in (14, 15):
        for supporter in range(30, 35):
            live.does(SupportNomination(handle(supporter), live.now, executive, handle(number)))
    live.does(Nominate(handle(20), live.now, executive, handle(NOMINATED)))


def _polling(live: Living) -> None:
    live.wait(live.at("delegate-voting-opens") + 60)
    for branch, numbers in BRANCHES.items():
        election = live.state.elections.elections[election_to(live, "delegate", branch)]
        listed = on_the_ballot(live.state, election)
        first = listed.index(handle(list(numbers)[2])) + 1
        others = [place for place in range(1, len(listed) + 1) if place != first]
        for number in list(numbers)[8:12]:
            live.votes(election.id, number, ",".join(map(str, [first, *others])))


def _coded(live: Living) -> None:
    live.wait(live.at("delegate-voting-closes") + 1)
    live.wait(current(live.state).opens)
    convention = live.state.meetings.current
    live.does(ShowHallCode(handle(DESK), live.now, convention, digest(convention, HALL_CODE)), code=HALL_CODE)


def _assembled(live: Living) -> None:
    meeting = current(live.state)
    for delegate in delegates_of(live.state, meeting.id)[:-1]:
        live.does(CheckIn(handle(DESK), live.now, meeting.id, delegate.person))


def _opened(live: Living) -> None:
    live.does(OpenConvention(CHAIR_BY, live.now, live.state.meetings.current))


def _floor(live: Living) -> None:
    _take_up(live, "M1")
    live.does(AskToSpeak(speaker(live), live.now, live.state.meetings.current, "for"))


def _speaking(live: Living) -> None:
    """Somebody has the floor, another is next, and `DELEGATE` waits after that."""
    meeting, first = live.state.meetings.current, speaker(live)
    live.does(CallSpeaker(CHAIR_BY, live.now, meeting, first))
    other = next(p for p in present_voters(current(live.state)) if p not in (first, handle(DELEGATE)))
    live.does(AskToSpeak(handle(DELEGATE), live.now, meeting, "for"))
    live.does(AskToSpeak(other, live.now, meeting, "against"))


def speaker(live: Living) -> Handle:
    """A delegate who is checked in, and is not `DELEGATE`."""
    return next(each for each in present_voters(current(live.state)) if each != handle(DELEGATE))


def _put(live: Living, subject: str, method: str) -> None:
    live.does(PutToVote(CHAIR_BY, live.now, live.state.meetings.current, subject, method))  # type: ignore[arg-type]


def _take_up(live: Living, about: str) -> None:
    meeting = live.state.meetings.current
    while (item := next_item(live.state, meeting)).about != about:
        live.does(TakeUpItem(CHAIR_BY, live.now, meeting, item.id))
        if item.about in live.state.elections.elections:
            _elect(live, ElectionId(item.about))
    live.does(TakeUpItem(CHAIR_BY, live.now, meeting, item.id))


def _elect(live: Living, election: ElectionId) -> None:
    live.does(OpenVoting(CHAIR_BY, live.now, election))
    live.does(CloseVoting(CHAIR_BY, live.now, election))
    live.wait(live.now + 2)


def _showing(live: Living) -> None:
    _put(live, "M1-A1", "show-of-cards")


def _dividing(live: Living) -> None:
    _close_by_cards(live, 1, 4)
    _hear_all(live)
    _put(live, "M1", "roll-call")


def _hear_all(live: Living) -> None:
    meeting = live.state.meetings.current
    item = open_item(live.state, meeting)
    while (own := next_turn(live.state, meeting, item.id)) is not None:
        live.does(CallSpeaker(CHAIR_BY, live.now, meeting, own.person))


def _close_by_cards(live: Living, yes: int, no: int) -> None:
    vote = open_vote(live.state, live.state.meetings.current)
    for teller in TELLERS:
        live.does(ReportCards(handle(teller), live.now, vote.id, yes, no, 0))
    live.does(CloseVote(CHAIR_BY, live.now, vote.id, LOT))


def _electing(live: Living) -> None:
    vote = open_vote(live.state, live.state.meetings.current)
    live.does(CastVotes(handle(TELLERS[0]), live.now, vote.id, 0, "y" * len(vote.electorate)))
    live.does(CloseVote(CHAIR_BY, live.now, vote.id, LOT))
    _take_up(live, election_to(live, "executive-member"))


def _casting(live: Living) -> None:
    live.does(OpenVoting(CHAIR_BY, live.now, election_to(live, "executive-member")))


def _over(live: Living) -> None:
    live.does(CloseVoting(CHAIR_BY, live.now, election_to(live, "executive-member")))
    live.wait(current(live.state).closes + 1)


def _closed(live: Living) -> None:
    live.does(CloseConvention(CHAIR_BY, live.now, live.state.meetings.current))


def _recalling(live: Living) -> None:
    live.does(AskForRecall(handle(41), live.now, handle(RECALLED), "executive-member"), reasons="Never seen.")


def _ruled(live: Living) -> None:
    act = RuleOutOfOrder(handle(DESK), live.now, MotionId("M1"), "against-rulebook")
    live.does(act, reason="It sets aside article 4.")
    live.does(OpposeMotion(handle(52), live.now, MotionId("M1")), text="It costs too much.")
    for text in ("The ferries are late.", "They always were."):
        live.does(WriteComment(handle(52), live.now, "M1"), text=text)
    live.does(SecondAmendment(handle(50), live.now, AmendmentId("M1-A1")))
    live.does(ComplainAboutComment(handle(53), live.now, CommentId("K2"), "threat"))


def _raised(live: Living) -> None:
    live.does(RaiseProcedural(speaker(live), live.now, live.state.meetings.current, "next-business"))


def _pausing(live: Living) -> None:
    meeting, mover = live.state.meetings.current, speaker(live)
    live.does(RaiseProcedural(mover, live.now, meeting, "recess", minutes=30))
    other = next(v for v in present_voters(current(live.state)) if v not in (mover, handle(DELEGATE)))
    live.does(SecondProcedural(other, live.now, "P1"))


def _pointed(live: Living) -> None:
    live.does(RaiseProcedural(speaker(live), live.now, live.state.meetings.current, "point-of-order"))


ON_THE_FLOOR: dict[str, Callable[[Living], None]] = {"raised": _raised, "pausing": _pausing, "pointed": _pointed}
BESIDE: dict[str, Callable[[Living], None]] = {"erasing": _erasing, "ruled": _ruled}
STAGES: dict[str, Callable[[Living], None]] = {
    "begun": begun,
    "papers": _papers,
    "nominating": _nominating,
    "polling": _polling,
    "coded": _coded,
    "assembled": _assembled,
    "opened": _opened,
    "floor": _floor,
    "speaking": _speaking,
    "showing": _showing,
    "dividing": _dividing,
    "electing": _electing,
    "casting": _casting,
    "over": _over,
    "closed": _closed,
    "recalling": _recalling,
}
