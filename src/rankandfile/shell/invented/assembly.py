"""A hall full of invented members, ready at this hour: papers on the agenda, the doors open, everybody in their seats.

    secretary = assemble(home, rulebook, 60, int(time.time()))

The story before it, from the founding to the hour of the opening, is told on a clock of its own and takes seconds. It
fits any rulebook that is held as a meeting: where delegates are elected, the branches elect them; where all members
sit, all sit. Whoever has a post in the rulebook is there. What happens in the hall then is somebody else's story:
`rehearsal.py` for a chair who practises, `bench/floor.py` for a thousand votes within ten seconds.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random

from rankandfile.core.calendar import shifted
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.credentials import CheckIn, is_present, seat_flags
from rankandfile.core.chapters.delegates import PickDelegate, delegates_of, representation
from rankandfile.core.chapters.foundation import rulebook as in_force
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.offices import AppointProvisionally, posts_with
from rankandfile.core.chapters.quorum import why_no_quorum
from rankandfile.core.chapters.seconding import PlaceMotion
from rankandfile.core.chapters.standing import of_branch
from rankandfile.core.ids import BranchId, Handle, Moment, MotionId
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook

from .. import chance
from ..draft import Ask, Recorded
from ..exchange.motions import Folder, Paper
from ..founding import found
from ..home import Home
from ..secretary import NOW, Secretary
from ..trouble import WrongUse
from .author import Author
from .crowd import arrivals, ballots, candidacies, missing_seconds
from .names import names
from .play import Play, SetClock, done

DAY, WEEK = 86_400, 7 * 86_400
ORIGIN = "rehearsal.example/record"
NAME = "A Rehearsal"
FOUNDER = "Ines Quayrope"
BRANCH = 25
"""Members in a branch, where the members are not told otherwise."""
BRANCHES_AT_LEAST = 4
LASTS = 2 * DAY


def assemble(home: Path, rulebook: str, people: int, now: int, folder: Folder) -> Secretary:
    """Everybody is checked in at a convention that can be opened at `now`; its clock stands there. Raises Refused."""
    rules = readable(rulebook)
    clock = SetClock(_founded(rules, now))
    done(found(home, ORIGIN, rulebook, NAME, FOUNDER, clock))
    play = Play(Secretary(Home(home), clock), clock, Random(people))
    settle(play, people, Moment(now + 60 * WEEK))
    _call(play, rules, now)
    _papers(play, folder)
    _prepare(play, now)
    take_seats(play)
    return play.secretary


def readable(rulebook: str) -> Rulebook:
    """The rules of the text, under which people meet. Raises WrongUse."""
    read = parse(rulebook)
    if not isinstance(read, Rulebook):
        raise WrongUse("This rulebook cannot be read: `rankandfile rulebook check` says where.")
    if read.convention.held != "meeting":
        raise WrongUse("A convention by post has no floor and no chair, so there is nothing to rehearse.")
    return read


def _founded(rules: Rulebook, opening: int) -> int:
    """So long before the opening that whoever joins then may take part when the convention is called."""
    week = rules.organisation.week
    called = shifted(Moment(opening), rules.convention.notice, -1, week)
    return shifted(called, rules.membership.waiting, -1, week) - 3 * WEEK


def settle(play: Play, people: int, paid_until: Moment) -> None:
    """So many members in branches, and somebody in every post that the rulebook names."""
    founder = play.state.foundation.founder
    number = max(BRANCHES_AT_LEAST, people // BRANCH)
    branches = [BranchId(f"branch-{n}") for n in range(1, number + 1)]
    play.expect(Ask(FormBranch(founder, NOW, b), {"name": f"Branch {n}"}) for n, b in enumerate(branches, 1))
    play.expect(
        Ask(AdmitMember(founder, NOW, chance.handle(), "member", branches[place % number], paid_until), {"name": name})
        for place, name in enumerate(names(people - 1, play.chance))
    )
    _fill_posts(play, founder, branches)


def _fill_posts(play: Play, founder: Handle, branches: Sequence[BranchId]) -> None:
    free = iter([m.handle for m in play.state.members.members.values() if m.handle != founder])
    for post in in_force(play.state).posts:
        if post.by == "branch":
            last = [(of_branch(play.state, branch)[-1].handle, branch) for branch in branches]
            play.does(*(AppointProvisionally(founder, NOW, who, post.id, branch) for who, branch in last))
        else:
            play.does(*(AppointProvisionally(founder, NOW, who, post.id) for who in islice(free, post.number)))


def _call(play: Play, rules: Rulebook, opening: int) -> None:
    """Called a week before the notice must begin."""
    week = rules.organisation.week
    play.until(shifted(Moment(opening), rules.convention.notice, -1, week) - WEEK)
    caller = play.holder(next(iter(posts_with(play.state, "call"))))
    play.expect(
        [Ask(CallConvention(caller, NOW, Moment(opening), Moment(opening + LASTS)), {"place": "The practice hall"})]
    )


def _papers(play: Play, folder: Folder) -> None:
    """The papers are moved as ordinary motions, and amendments to them; all that they need second them."""
    kinds = in_force(play.state).business
    business = next(b for b in kinds if not (b.report or b.changes_rulebook or b.emergency))
    author, moved = Author(play), dict[str, MotionId]()
    by_members = any(mover.who == "member" for mover in business.movers)
    for paper in folder.motions:
        answer = author.move(paper, business.id) if by_members else _by_the_executive(play, paper, business.id)
        if answer is not None and not isinstance(answer, Refusal):
            moved[paper.title] = answer
    for proposal in folder.amendments:
        if proposal.motion in moved:
            author.amend(proposal, moved[proposal.motion], 0)
    play.expect(missing_seconds(play.state, play.chance, play.now))
    if business.placed == "discretion":
        _place(play, list(moved.values()))


def _place(play: Play, motions: list[MotionId]) -> None:
    """Where the rulebook leaves that to somebody's discretion, they place all of them."""
    for motion in motions:
        answers = (play.secretary.submit(PlaceMotion(who, NOW, motion)) for who in play.state.offices.holdings)
        next((answer for answer in answers if isinstance(answer, Recorded)), None)


def _by_the_executive(play: Play, paper: Paper, business: str) -> MotionId | None:
    """Moved by the first holder of a post who may; None where nobody may."""
    texts = {"title": paper.title, "text": paper.text, "synopsis": paper.synopsis}
    for who in play.state.offices.holdings:
        act = MoveMotion(who, NOW, play.meeting.id, business, 0, "", "executive")
        if isinstance(play.secretary.submit(act, {n: value for n, value in texts.items() if value}), Recorded):
            return list(play.state.motions.motions)[-1]
    return None


def _prepare(play: Play, opening: int) -> None:
    """The weeks up to the opening: members stand and vote in every election that comes, day by day."""
    while play.now < opening:
        play.wait(min(DAY, opening - play.now))
        play.secretary.submit_many(
            [
                *candidacies(play.state, play.chance, play.now),
                *ballots(play.state, play.chance, play.now),
                *_picks(play),
            ]
        )


def _picks(play: Play) -> Iterator[Ask]:
    """Where the rulebook has delegates picked, whoever picks them fills the seats that are empty."""
    clause, own = in_force(play.state).delegates, representation(play.state, play.meeting.id)
    if clause is None or clause.chosen != "appointment" or own is None:
        return
    picker = play.holder(clause.appointed_by)
    for branch, share in own.shares.items():
        free = [who for who, home in own.roll.items() if home == branch and who not in own.elected]
        empty = share.seats - len(delegates_of(play.state, play.meeting.id, branch))
        yield from (Ask(PickDelegate(picker, NOW, play.meeting.id, branch, who)) for who in free[:empty])


def take_seats(play: Play) -> None:
    """Whoever has a seat has taken it: elected delegates by the desk, members and holders of posts by themselves."""
    meeting, now = play.meeting, play.now
    play.secretary.submit_many(arrivals(play.state, meeting, now))
    coming = [h for h in play.state.members.members if seat_flags(play.state, meeting.id, h, now) is not None]
    here = play.meeting
    play.expect(Ask(CheckIn(h, NOW, meeting.id, h)) for h in coming if not is_present(here, h))
    if why_no_quorum(play.state, play.meeting) is not None:
        raise WrongUse("Under this rulebook so few members have too few delegates for a quorum: ask for more people.")
