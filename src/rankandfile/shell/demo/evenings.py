"""The evenings of the union's branches and the sessions of its executive: some are past, two are called."""

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from rankandfile.core.chapters.agenda import TakeUpItem, next_item, open_vote
from rankandfile.core.chapters.bodies import body_named, post_for, seated
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.convening import CallMeeting
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import Convention, present_voters
from rankandfile.core.chapters.minuting import NoteForMinutes
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.quorum import quorum_needed
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import BranchId, ConventionId, Handle, Lot, Moment
from rankandfile.core.text import count_lines, fingerprint

from ..draft import Ask
from ..invented.play import Play
from ..invented.season import DAY
from ..secretary import NOW
from .organisation import BRANCHES

HOUR = 3600
BOILER = """The branch puts up a list in every stairwell: tenants write down when the boiler was cold, and for how long.

The lists are collected on the first of each month and go to the executive."""
KEY = "The branch has a second key cut for the meeting room, and the caretaker of Block C keeps it."
ALLEY = """The branch asks the union's solicitor whether the alley behind the bakery can be closed by its owner.

Until there is an answer members go on using it, in twos and threes."""
STAIRS = """The branch meets in the laundry from now on, which has no stairs.

It pays ten a month for the light."""
RENT_BOOKS = "The executive has every rent book that members hand in copied, and the copies kept at two addresses."


class Paper(Struct, frozen=True):
    """A motion to a meeting of a branch, and how many in a hundred are for it."""

    branch: str
    title: str
    text: str
    favour: int = 80


PAST = (
    Paper("quayside", "A list for every cold boiler", BOILER),
    Paper("old-town", "A second key", KEY, 35),
    Paper("castle-hill", "The alley behind the bakery", ALLEY),
)


def past(play: Play) -> None:
    """Each branch meets, one evening after the other; the executive has met too. The clock publishes the minutes."""
    called = [call(play, "branch", place.id, 10 + number, place.name) for number, place in enumerate(BRANCHES)]
    for paper in PAST:
        moved = next(own for own in called if _meeting(play, own).branch == paper.branch)
        move(play, moved, paper.title, paper.text, "branch-motion", "member")
    for own in called:
        favour = next((p.favour for p in PAST if p.branch == _meeting(play, own).branch), 80)
        hold(play, own, favour, "The branch secretary reported on the last months; members asked, and were answered.")


def session(play: Play) -> None:
    """The executive meets and decides."""
    own = call(play, "executive", BranchId(""), 8, "Room 4, Seamen's Hall")
    move(play, own, "Copies of the rent books", RENT_BOOKS, "executive-motion", "executive")
    hold(play, own, 100, "The treasurer laid the accounts of the quarter before the executive.")


def ahead(play: Play) -> None:
    """A branch and the executive will meet in the days to come."""
    own = call(play, "branch", BranchId("quayside"), 10, "The laundry, Block C")
    move(play, own, "A room without stairs", STAIRS, "branch-motion", "member")
    call(play, "executive", BranchId(""), 9, "Room 4, Seamen's Hall")


def call(play: Play, body: str, branch: BranchId, days: int, place: str) -> ConventionId:
    """Called by whom the rulebook names, for the evening so many days ahead."""
    opens = Moment((play.now // DAY + days) * DAY + 18 * HOUR)
    caller = play.holder("branch-secretary" if branch else "secretary", branch)
    act = CallMeeting(caller, NOW, body, opens, Moment(opens + 2 * HOUR), branch)
    invitation = "Everybody who may come is welcome. Tea from half past five."
    play.expect([Ask(act, {"place": place, "invitation": invitation})])
    return next(reversed(list(play.state.meetings.conventions)))


def move(play: Play, meeting: ConventionId, title: str, text: str, business: str, capacity: str) -> None:
    """A motion by the last who sits in the body and holds no post there; in the executive by its secretary."""
    own = _meeting(play, meeting)
    mover = _sitting(play, own)[-1] if own.branch else play.holder("secretary")
    act = MoveMotion(mover, NOW, meeting, business, count_lines(text), fingerprint(text), capacity)
    play.expect([Ask(act, {"title": title, "text": text})])


def hold(play: Play, meeting: ConventionId, favour: int, note: str) -> None:
    """The meeting from its opening to its close, with a vote by name on each of its items."""
    own = _meeting(play, meeting)
    play.until(own.opens)
    chair = play.holder(post_for(play.state, meeting, "chair"), own.branch)
    taker = play.holder(post_for(play.state, meeting, "minutes"), own.branch)
    coming = _coming(play, own, (chair, taker))
    play.expect(Ask(CheckIn(who, NOW, meeting, who)) for who in coming)
    play.does(OpenConvention(chair, NOW, meeting))
    play.expect([Ask(NoteForMinutes(taker, NOW, meeting), {"note": note})])
    while (item := next_item(play.state, meeting)) is not None:
        play.wait(15 * 60)
        play.does(TakeUpItem(chair, NOW, meeting, item.id), PutToVote(chair, NOW, meeting, item.about, "roll-call"))
        _decide(play, meeting, chair, favour)
    play.until(own.closes)
    play.does(CloseConvention(chair, NOW, meeting))


def _decide(play: Play, meeting: ConventionId, chair: Handle, favour: int) -> None:
    vote = open_vote(play.state, meeting)
    assert vote is not None, "the item was put to the vote"
    voters = present_voters(_meeting(play, meeting))
    choices = "".join("y" if place * 100 < favour * len(voters) else "n" for place in range(len(voters)))
    for who, choice in zip(voters, choices, strict=True):
        play.does(CastVote(who, NOW, vote.id, choice))
    play.does(CloseVote(chair, NOW, vote.id, Lot("")))


def _meeting(play: Play, meeting: ConventionId) -> Convention:
    return play.state.meetings.conventions[meeting]


def _sitting(play: Play, own: Convention) -> Sequence[Handle]:
    """Who sits in the body with a vote."""
    clause = body_named(play.state, own.body)
    assert clause is not None, "the rulebook knows the body"
    seats = (seat.who for seat in clause.seats if seat.vote)
    return tuple(dict.fromkeys(who for seat in seats for who in seated(play.state, seat, own.branch, play.now)))


def _coming(play: Play, own: Convention, first: tuple[Handle, ...]) -> Sequence[Handle]:
    """The officers, and a few more than the quorum."""
    others = (who for who in _sitting(play, own) if who not in first)
    return (*dict.fromkeys(first), *islice(others, quorum_needed(play.state, own.id) + 2))
