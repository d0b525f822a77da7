"""The union's past: its founding, its first convention from the call to the minutes, and the year after that."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import count_waiting, item_about
from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from rankandfile.core.chapters.elections import CallElection, open_at
from rankandfile.core.chapters.holding import PublishMinutes
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.standing import of_branch
from rankandfile.core.ids import Moment, MotionId

from ..draft import Ask
from ..exchange.motions import Paper, same
from ..invented.author import Author
from ..invented.crowd import ballots, candidacies, is_inclined
from ..invented.hall import Hall
from ..invented.play import Play, done
from ..invented.season import DAY, WEEK, call, elect_delegates, settle
from ..secretary import NOW
from . import evenings, papers
from .organisation import BRANCHES, present_rulebook
from .papers import Papers

LASTS = DAY + 7 * 3600
"""From Saturday morning to Sunday afternoon."""
FAVOUR = {"carried": 76, "lost": 34, "close": 52}
"""How many in a hundred vote for what will be carried, lost, or hang in the balance."""


def tell(play: Play, opening: int) -> None:
    """The record holds the union's past up to some months after its first convention, which opens at this moment."""
    settle(play, BRANCHES, Moment(opening + 30 * WEEK))
    call(play, opening, opening + LASTS, "Seamen's Hall, Quayside")
    first = papers.papers("first")
    motions = write(play, first)
    elect_delegates(play)
    answer(play, motions, first)
    hold(play, first, motions)
    report(play)
    elect_branch_secretaries(play)
    collect_dues(play, opening)
    evenings.past(play)


def write(play: Play, written: Papers) -> dict[str, MotionId]:
    """Motions, amendments and documents, over the weeks before motions close. The motions by title."""
    author = Author(play)
    motions: dict[str, MotionId] = {}
    for paper in written.folder.motions:
        play.wait(2 * DAY)
        motions[same(paper.title)] = done(author.move(paper, paper.section, _rulebook(paper)))
    author.report(written.report)
    for page in written.documents:
        play.wait(DAY)
        author.write(page)
    for proposal in written.folder.amendments:
        play.wait(DAY)
        done(author.amend(proposal, motions[same(proposal.motion)], 3))
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


def hold(play: Play, written: Papers, motions: dict[str, MotionId]) -> None:
    """The convention, from the opening to the close: rent strikes come first, elections before the last motion."""
    play.until(play.meeting.opens)
    hall = Hall(play, _shares(play, written, motions), lambda subject: subject == _roll_called(motions))
    hall.open()
    hall.vote(f"item:{_item(play, _roll_called(motions))}")
    elections = open_at(play.state, play.meeting.id)
    for item in hall.items():
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
    callers = [of_branch(play.state, place.id)[1] for place in BRANCHES]
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
