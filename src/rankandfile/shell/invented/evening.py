"""An evening of a branch, or a session of another body, ready at this hour: for a chair who practises in a small room.

    secretary = gather(home, rulebook, "branch", 60, int(time.time()), folder)

It is what `assembly.py` does for the convention: the story before it takes seconds, then everybody who may come is
there, and whoever presides can open. Of several branches the first one meets.
"""

from pathlib import Path
from random import Random

from rankandfile.core.calendar import shifted
from rankandfile.core.chapters.bodies import body_named, seated
from rankandfile.core.chapters.convening import CallMeeting
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.foundation import rulebook as in_force
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.quorum import why_no_quorum
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.core.rulebook.schema import Business, Meetings, Rulebook
from rankandfile.core.text import count_lines, fingerprint

from ..draft import Ask, Recorded
from ..exchange.motions import Folder, Paper
from ..founding import found
from ..home import Home
from ..secretary import NOW, Secretary
from ..trouble import WrongUse
from .assembly import FOUNDER, NAME, ORIGIN, WEEK, readable, settle
from .play import Play, SetClock, done

LASTS, PAPERS = 3 * 3600, 4
"""Seconds from the opening to the close; motions on the agenda at most."""


def gather(home: Path, rulebook: str, body: str, people: int, now: int, folder: Folder) -> Secretary:
    """Everybody is checked in at a meeting of the body that can be opened at `now`. Raises WrongUse, Refused."""
    rules = readable(rulebook)
    clause = _clause(rules, body)
    week = rules.organisation.week
    called = Moment(shifted(Moment(now), clause.notice, -1, week) - WEEK)
    clock = SetClock(shifted(called, rules.membership.waiting, -1, week) - 3 * WEEK)
    done(found(home, ORIGIN, rulebook, NAME, FOUNDER, clock))
    play = Play(Secretary(Home(home), clock), clock, Random(people))
    settle(play, people, Moment(now + 60 * WEEK))
    play.until(called)
    meeting = _call(play, clause, now)
    _papers(play, meeting, folder)
    play.until(now)
    play.expect(Ask(CheckIn(who, NOW, meeting.id, who)) for who in _sitting(play, meeting))
    if why_no_quorum(play.state, play.state.meetings.conventions[meeting.id]) is not None:
        raise WrongUse("So few people make no quorum of this body under this rulebook: ask for more people.")
    return play.secretary


def _clause(rules: Rulebook, body: str) -> Meetings:
    found = next((clause for clause in rules.meetings if clause.body == body), None)
    if found is None:
        bodies = ", ".join(clause.body for clause in rules.meetings) or "none"
        raise WrongUse(f"The rulebook does not say how “{body}” meets. Bodies that it lets meet: {bodies}.")
    return found


def _call(play: Play, clause: Meetings, opening: int) -> Convention:
    branch = next(iter(play.state.branches.branches)) if clause.of == "branch" else BranchId("")
    caller = play.holder(clause.called_by, branch)
    act = CallMeeting(caller, NOW, clause.body, Moment(opening), Moment(opening + LASTS), branch)
    play.expect([Ask(act, {"place": "The practice room"})])
    return next(reversed(list(play.state.meetings.conventions.values())))


def _papers(play: Play, meeting: Convention, folder: Folder) -> None:
    """The first papers that the rulebook takes, each by another who sits there; what they need seconds them."""
    kinds = [each for each in in_force(play.state).business if each.to == meeting.body]
    if not kinds:
        return
    movers, moved = iter(_sitting(play, meeting)), 0
    for paper, mover in zip(folder.motions, movers, strict=False):
        moved += _move(play, meeting, kinds[0], paper, mover)
        if moved == PAPERS:
            return


def _move(play: Play, meeting: Convention, kind: Business, paper: Paper, mover: Handle) -> bool:
    """Whether the paper was taken; it is moved in the capacity that needs no seconders, where there is one."""
    free = next((m.who for m in kind.movers if not (m.seconders.members or m.seconders.branches)), kind.movers[-1].who)
    act = MoveMotion(mover, NOW, meeting.id, kind.id, count_lines(paper.text), fingerprint(paper.text), free)
    return isinstance(play.secretary.submit(act, {"title": paper.title, "text": paper.text}), Recorded)


def _sitting(play: Play, meeting: Convention) -> tuple[Handle, ...]:
    """Who sits in the body, whoever has no post in it first."""
    clause = body_named(play.state, meeting.body)
    assert clause is not None, "the rulebook knows the body"
    seats = (who for seat in clause.seats for who in seated(play.state, seat.who, meeting.branch, play.now))
    return tuple(dict.fromkeys(seats))
