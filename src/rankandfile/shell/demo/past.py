"""The union's past: its founding, its first convention from the call to the minutes, and the year after that."""

from collections.abc import Callable

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.agenda import count_waiting, item_about
from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.elections import CallElection, open_at
from rankandfile.core.chapters.meetings import CallConvention, PublishMinutes
from rankandfile.core.chapters.members import RecordDues, TransferMember, of_branch
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.ids import BranchId, Handle, Moment, MotionId

from .. import chance
from ..draft import Ask
from ..exchange.motions import Paper, same
from ..invented.crowd import ballots, candidacies, is_inclined
from ..invented.hall import Hall
from ..invented.names import names
from ..invented.play import Play
from ..secretary import NOW
from . import papers
from .organisation import BRANCHES, present_rulebook
from .papers import Author, Papers

DAY = 86_400
WEEK = 7 * DAY
OFFICERS = (("chair", 1), ("secretary", 1), ("treasurer", 1), ("teller", 4), ("credentials", 1), ("minute-taker", 1))

FAVOUR = {"carried": 76, "lost": 34, "close": 52}
"""How many in a hundred vote for what will be carried, lost, or hang in the balance."""


def tell(play: Play, opening: int) -> None:
    """The record holds the union's past up to some months after its first convention, which opens at this moment."""
    settle(play, Moment(opening + 30 * WEEK))
    call(play, opening, "Seamen's Hall, Quayside")
    first = papers.papers("first")
    motions = write(play, first)
    elect_delegates(play)
    answer(play, motions, first)
    hold(play, first, motions)
    report(play)
    elect_branch_secretaries(play)
    collect_dues(play, opening)


def settle(play: Play, paid_until: Moment) -> None:
    """Branches, members and provisional officers, all by the founder."""
    founder = play.state.foundation.founder
    play.expect(Ask(FormBranch(founder, NOW, BranchId(b), region), {"name": name}) for b, name, region, _ in BRANCHES)
    called = iter(names(sum(branch[3] for branch in BRANCHES), play.chance))
    for branch, _, _, members in BRANCHES:
        play.wait(DAY // 4)
        play.expect(_admission(founder, BranchId(branch), next(called), paid_until) for _ in range(members))
    play.does(TransferMember(founder, NOW, founder, BranchId("old-town")))
    play.does(*_appointments(play, founder))


def _admission(by: Handle, branch: BranchId, name: str, paid_until: Moment) -> Ask:
    contact = f"{name.lower().replace(' ', '.')}@example.org"
    act = AdmitMember(by, NOW, chance.handle(), "member", branch, paid_until)
    return Ask(act, {"name": name, "contact": contact})


def _appointments(play: Play, founder: Handle) -> list[AppointProvisionally]:
    members = [of_branch(play.state, BranchId(branch[0])) for branch in BRANCHES]
    officers = iter(play.chance.sample([m.handle for branch in members for m in branch[5:]], 10))
    given = [(post, "") for post, number in OFFICERS for _ in range(number)]
    acts = [AppointProvisionally(founder, NOW, next(officers), post) for post, _ in given]
    return acts + [
        AppointProvisionally(founder, NOW, branch[0].handle, "branch-secretary", branch[0].branch) for branch in members
    ]


def call(play: Play, opening: int, place: str) -> None:
    """The secretary calls the convention, 17 weeks ahead, for a Saturday morning until Sunday afternoon."""
    play.until(opening - 17 * WEEK)
    act = CallConvention(play.holder("secretary"), NOW, Moment(opening), Moment(opening + DAY + 7 * 3600))
    play.expect([Ask(act, {"place": place})])


def write(play: Play, written: Papers) -> dict[str, MotionId]:
    """Motions, amendments and documents, over the weeks before motions close. The motions by title."""
    author = Author(play)
    motions: dict[str, MotionId] = {}
    for paper in written.folder.motions:
        play.wait(2 * DAY)
        motions[same(paper.title)] = author.move(paper, _rulebook(paper))
    for page in written.documents:
        play.wait(DAY)
        author.write(page)
    for proposal in written.folder.amendments:
        play.wait(DAY)
        author.amend(proposal, motions[same(proposal.motion)])
    for paper in written.folder.motions:
        if paper.status == "withdrawn":
            motion = play.state.motions.motions[motions[same(paper.title)]]
            play.does(WithdrawMotion(motion.mover, NOW, motion.id))
    return motions


def _rulebook(paper: Paper) -> str:
    return present_rulebook() if paper.section == "rulebook-change" else ""


def answer(play: Play, motions: dict[str, MotionId], written: Papers) -> None:
    """The leadership answers, and movers reply."""
    for page in written.answers:
        motion = motions[same(page.values["motion_title"])]
        play.expect([Ask(AnswerMotion(play.holder("chair"), NOW, motion), {"answer": page.text.strip()})])
        play.wait(DAY // 8)
    for page in written.replies:
        motion = motions[same(page.values["motion_title"])]
        mover = play.state.motions.motions[motion].mover
        play.expect([Ask(ReplyToAnswer(mover, NOW, motion), {"reply": page.text.strip()})])


def elect_delegates(play: Play) -> None:
    """Members stand in their branches, and the branches vote."""
    play.until_line("delegate-nominations-open")
    play.wait(5 * DAY)
    play.expect(candidacies(play.state, play.chance, play.now))
    play.until_line("delegate-voting-opens")
    play.wait(6 * DAY)
    play.expect(ballots(play.state, play.chance, play.now))
    play.until_line("delegate-voting-closes")


def hold(play: Play, written: Papers, motions: dict[str, MotionId]) -> None:
    """The convention, from the opening to the close: rent strikes come first, elections before the last motion."""
    play.until(play.meeting.opens)
    hall = Hall(play, _shares(play, written, motions))
    hall.open()
    hall.vote(f"item:{_item(play, _roll_called(motions))}")
    elections = open_at(play.state, play.meeting.id)
    for item in hall.items():
        if item.about == _roll_called(motions):
            hall.demand_roll_call(item.about)
        hall.settle(item, speakers=4)
        if count_waiting(play.state, play.meeting.id) == len(elections) + 1:
            break
    for election in elections:
        hall.vote(f"item:{_item(play, election)}")
        hall.settle(next(hall.items()))
    play.until(play.meeting.closes)
    hall.close()


def _item(play: Play, about: str) -> str:
    item = item_about(play.state, play.meeting.id, about)
    assert item is not None, "the election stands on the agenda"
    return item.id


def _roll_called(motions: dict[str, MotionId]) -> MotionId:
    return motions[same("Rent strikes are decided by those who would strike")]


def _shares(play: Play, written: Papers, motions: dict[str, MotionId]) -> Callable[[str], int]:
    """How many in a hundred vote for each subject: what the papers' files say became of it."""
    fates = {str(motions[same(paper.title)]): paper.status for paper in written.folder.motions}
    for proposal in written.folder.amendments:
        listed = play.state.amendments.of[motions[same(proposal.motion)]]
        fates[listed[int(proposal.number) - 1]] = proposal.status
    return lambda subject: FAVOUR[fates.get(subject, "carried")] + play.chance.randint(-6, 6)


def report(play: Play) -> None:
    """The minutes are published."""
    meeting = [*play.state.meetings.conventions][-1]
    play.wait(9 * DAY)
    minutes = {"minutes": papers.text("first/minutes.txt")}
    play.expect([Ask(PublishMinutes(play.holder("minute-taker"), NOW, meeting), minutes)])


def elect_branch_secretaries(play: Play) -> None:
    """Each branch elects its secretary; until now the founder's appointees have done it."""
    play.wait(2 * WEEK)
    closes = Moment(play.now + 8 * DAY)
    callers = [of_branch(play.state, BranchId(branch[0]))[1] for branch in BRANCHES]
    play.does(
        *(CallElection(m.handle, NOW, "branch-secretary", m.branch, closes, Moment(closes + 5 * DAY)) for m in callers)
    )
    play.wait(3 * DAY)
    play.expect(candidacies(play.state, play.chance, play.now))
    play.until(closes + DAY)
    play.expect(ballots(play.state, play.chance, play.now, turnout=70))
    play.until(closes + 5 * DAY + 60)


def collect_dues(play: Play, opening: int) -> None:
    """Most have paid for another year by the time their dues run out; some have not."""
    play.until(opening + 29 * WEEK)
    until, treasurer = Moment(opening + 90 * WEEK), play.holder("treasurer")
    paying = [m.handle for m in play.state.members.members.values() if is_inclined(m.handle, "dues", 94)]
    officers = [handle for handle in play.state.offices.holdings if handle not in paying]
    play.does(*(RecordDues(treasurer, NOW, handle, until) for handle in (*paying, *officers)))
