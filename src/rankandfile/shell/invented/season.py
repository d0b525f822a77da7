"""A season of an invented organisation: how it settles, calls its convention and elects its delegates."""

from collections.abc import Sequence

from msgspec import Struct

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.members import TransferMember
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.chapters.standing import of_branch
from rankandfile.core.ids import BranchId, Handle, Moment

from .. import chance
from ..draft import Ask
from ..secretary import NOW
from .crowd import ballots, candidacies
from .names import names
from .play import Play

DAY = 86_400
WEEK = 7 * DAY
OFFICERS = (("chair", 1), ("secretary", 1), ("treasurer", 1), ("teller", 4), ("credentials", 1), ("minute-taker", 1))
"""The posts that the founder fills for the first convention, and with how many."""


class Place(Struct, frozen=True):
    """A branch to be: its id, name and region, and how many members it will have."""

    id: BranchId
    name: str
    region: str
    members: int


def settle(play: Play, places: Sequence[Place], paid_until: Moment) -> None:
    """Branches, members and provisional officers, all by the founder, who joins the second branch."""
    founder = play.state.foundation.founder
    play.expect(Ask(FormBranch(founder, NOW, place.id, place.region), {"name": place.name}) for place in places)
    called = iter(names(sum(place.members for place in places), play.chance))
    for place in places:
        play.wait(DAY // 8)
        play.expect(_admission(founder, place.id, next(called), paid_until) for _ in range(place.members))
    play.does(TransferMember(founder, NOW, founder, places[1].id))
    play.does(*_appointments(play, founder, places))


def _admission(by: Handle, branch: BranchId, name: str, paid_until: Moment) -> Ask:
    contact = f"{name.lower().replace(' ', '.')}@example.org"
    act = AdmitMember(by, NOW, chance.handle(), "member", branch, paid_until)
    return Ask(act, {"name": name, "contact": contact})


def _appointments(play: Play, founder: Handle, places: Sequence[Place]) -> list[AppointProvisionally]:
    members = [of_branch(play.state, place.id) for place in places]
    posts = [post for post, number in OFFICERS for _ in range(number)]
    officers = play.chance.sample([m.handle for branch in members for m in branch[5:]], len(posts))
    acts = [AppointProvisionally(founder, NOW, who, post) for who, post in zip(officers, posts, strict=True)]
    firsts = [branch[0] for branch in members]
    return acts + [AppointProvisionally(founder, NOW, m.handle, "branch-secretary", m.branch) for m in firsts]


def call(play: Play, opening: int, closing: int, place: str) -> None:
    """The secretary calls the convention, 17 weeks ahead."""
    play.until(opening - 17 * WEEK)
    act = CallConvention(play.holder("secretary"), NOW, Moment(opening), Moment(closing))
    play.expect([Ask(act, {"place": place})])


def elect_delegates(play: Play, turnout: int = 60) -> None:
    """Members stand in their branches and for the offices, and the branches vote."""
    play.until_line("delegate-nominations-open")
    play.wait(5 * DAY)
    play.expect(candidacies(play.state, play.chance, play.now))
    play.until_line("delegate-nominations-close")
    play.polling.set_up_due()
    play.until_line("delegate-voting-opens")
    play.wait(6 * DAY)
    play.expect(ballots(play.state, play.chance, play.now, turnout))
    play.polling.vote(play.chance, turnout)
    play.until_line("delegate-voting-closes")
    play.polling.open_due()
