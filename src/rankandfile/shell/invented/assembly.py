"""A hall full of invented members, ready at this hour: papers on the agenda, the doors open, everybody in their seats.

    secretary = assemble(home, rulebook, 60, int(time.time()))

The story before it, from the founding to the hour of the opening, is told on a clock of its own and takes seconds. It
fits any rulebook that is held as a meeting: where delegates are elected, the branches elect them; where all members
sit, all sit. Whoever has a post in the rulebook is there. What happens in the hall then is somebody else's story:
`rehearsal.py` for a chair who practises, `bench/floor.py` for a thousand votes within ten seconds.
"""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from random import Random

from rankandfile.core.calendar import shifted
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.credentials import CheckIn, is_present, seat_flags
from rankandfile.core.chapters.foundation import rulebook as in_force
from rankandfile.core.chapters.offices import AppointProvisionally, posts_with
from rankandfile.core.chapters.standing import of_branch
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook

from .. import chance
from ..draft import Ask
from ..exchange.motions import Folder
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
FOUNDED_AGO = 30 * WEEK


def assemble(home: Path, rulebook: str, people: int, now: int, folder: Folder) -> Secretary:
    """Everybody is checked in at a convention that can be opened at `now`; its clock stands there. Raises Refused."""
    rules = _readable(rulebook)
    clock = SetClock(now - FOUNDED_AGO)
    done(found(home, ORIGIN, rulebook, NAME, FOUNDER, clock))
    play = Play(Secretary(Home(home), clock), clock, Random(people))
    settle(play, people, Moment(now + 60 * WEEK))
    _call(play, rules, now)
    _papers(play, folder)
    _prepare(play, now)
    take_seats(play)
    return play.secretary


def _readable(rulebook: str) -> Rulebook:
    read = parse(rulebook)
    if not isinstance(read, Rulebook):
        raise WrongUse("This rulebook cannot be read: `rankandfile rulebook check` says where.")
    if read.convention.held != "meeting":
        raise WrongUse("A convention by post has no floor and no chair, so there is nothing to rehearse.")
    return read


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
    author, moved = Author(play), {}
    business = next(b.id for b in in_force(play.state).business if not (b.report or b.changes_rulebook or b.emergency))
    for paper in folder.motions:
        answer = author.move(paper, business)
        if not isinstance(answer, Refusal):
            moved[paper.title] = answer
    for proposal in folder.amendments:
        if proposal.motion in moved:
            author.amend(proposal, moved[proposal.motion], 0)
    play.expect(missing_seconds(play.state, play.chance, play.now))


def _prepare(play: Play, opening: int) -> None:
    """The weeks up to the opening: members stand and vote in every election that comes, day by day."""
    while play.now < opening:
        play.wait(min(DAY, opening - play.now))
        play.secretary.submit_many(
            [*candidacies(play.state, play.chance, play.now), *ballots(play.state, play.chance, play.now)]
        )


def take_seats(play: Play) -> None:
    """Whoever has a seat has taken it: elected delegates by the desk, members and holders of posts by themselves."""
    meeting, now = play.meeting, play.now
    play.secretary.submit_many(arrivals(play.state, meeting, now))
    coming = [h for h in play.state.members.members if seat_flags(play.state, meeting.id, h, now) is not None]
    here = play.meeting
    play.expect(Ask(CheckIn(h, NOW, meeting.id, h)) for h in coming if not is_present(here, h))
