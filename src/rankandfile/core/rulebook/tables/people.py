"""Tables of a rulebook about people: the organisation, its members, branches, bodies, posts and delegates."""

from typing import Literal

from msgspec import Struct

from ...calendar import Span, Week
from ...count.apportion import Apportionment
from ...count.quorum import Quorum
from .clause import Clause, Deadline, Threshold


class Organisation(Clause, frozen=True, kw_only=True):
    """Who we are, and how time is counted."""

    name: str
    purpose: str = ""
    week: Week = Week()
    founding_ends_after: Span = Span(52, "weeks")
    """How long the founder's provisional powers last; they end earlier when the first convention closes."""


class MemberClass(Clause, frozen=True, kw_only=True):
    """A kind of member and what it may do."""

    id: str
    vote: bool = True
    stand: bool = True
    """May be a candidate."""
    move: bool = True
    """May move and second business."""
    counts: bool = True
    """Counts when delegates are apportioned."""


class Membership(Clause, frozen=True, kw_only=True):
    """Admission, good standing, transfer, resignation."""

    classes: tuple[MemberClass, ...]
    admitted_by: Literal["branch", "executive", "anyone"] = "branch"
    answer_within: Span = Span(4, "weeks")
    """An application unanswered for this long stands overdue."""
    silence_admits: bool = False
    """Whether an application unanswered in time is granted by the clock."""
    grace: Span = Span(13, "weeks")
    """How long after dues run out a member keeps good standing."""
    waiting: Span = Span(0, "days")
    """How long after admission a member may first vote, stand, move and second."""
    transfer_by: Literal["member", "branch"] = "member"


class Branches(Clause, frozen=True, kw_only=True):
    """Branches and regions: who forms them."""

    formed_by: str = "executive"
    """The body or office that recognises a branch."""
    minimum: int = 0
    """Members it takes to be recognised; below it the branch has no delegates of its own."""
    regions: bool = True


class Seat(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Seats of a body: who sits, and three separate flags."""

    who: str
    """`delegate`, `member`, `observer`, or the id of a post."""
    voice: bool = True
    vote: bool = True
    quorum: bool = True


class Body(Clause, frozen=True, kw_only=True):
    """A body that meets and decides."""

    id: str
    seats: tuple[Seat, ...]
    quorum: Quorum
    minutes_within: Span = Span(4, "weeks")
    """How soon after the close of a meeting its minutes are due, open to every member."""
    minutes_by: Literal["taker", "clock"] = "taker"
    """Who publishes them then: `clock` for the record's own account with the notes that were taken; the minute-taker
    may do it earlier."""
    papers_open: bool = True
    """Whether every member may read its minutes and papers."""


class Recall(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How somebody is recalled before the term ends: who may, with which majority."""

    by: str
    """The branch, body or post that is asked; the convention is asked through its delegates, by ballot."""
    petition: Threshold = Threshold()
    majority: str = "simple"
    answer_within: Span = Span(1, "weeks")
    """Between the petition that is complete and the opening of the vote: time for the holder's answer."""


class Post(Clause, frozen=True, kw_only=True):
    """A post that persons fill: an office, a seat on the executive, an organiser."""

    id: str
    number: int = 1
    filled: Literal["election", "appointment", "slate"] = "election"
    by: str
    """The body that elects, or the post or body that appoints."""
    method: str = "scottish-stv-2011"
    reopen: bool = False
    """Whether the ballot offers to re-open nominations, beside those who stand."""
    term: Span
    terms_at_most: int = 0
    """Consecutive terms allowed; 0 for any number."""
    candidates: str = "member"
    """Who may stand: `member`, `delegate`, or a member class."""
    nominators: int = 0
    """Members, beside the candidate, that a nomination needs."""
    paid_by: str = ""
    """The legal person that pays whoever holds the post; empty for none."""
    recall: Recall | None = None
    vacancy: Literal["vacant", "by-election", "countback"] = "vacant"
    """What a place that falls vacant before its term ends brings by itself: nothing, an election, a countback."""
    powers: tuple[str, ...] = ()
    """What the holder does: see POWERS."""


POWERS = (
    "admit",  # answers applications, admits members to the holder's branch or to any
    "roll",  # records dues
    "branches",  # forms branches
    "call",  # calls the convention
    "chair",  # presides: opens, takes up items, puts to the vote, closes
    "credentials",  # checks delegates in, seats alternates
    "tell",  # counts cards
    "minutes",  # writes the minutes
    "answer",  # answers motions for the leadership
    "discretion",  # decides which documents and motions are published, where the rulebook gives that away
    "appoint",  # fills posts by appointment
    "keys",  # changes the key that signs the record
)


class Delegates(Clause, frozen=True, kw_only=True):
    """How branches are represented: from which roll, by which formula, elected how, and when."""

    apportionment: Apportionment
    alternates: Literal["none", "as-many", "half"] = "as-many"
    method: str = "scottish-stv-2011"
    reopen: bool = False
    """Whether the ballot offers to re-open nominations."""
    chosen: Literal["election", "appointment"] = "election"
    appointed_by: str = ""
    """The post that picks delegates where `chosen` is appointment."""
    nomination: Literal["own", "branch"] = "own"
    roll_date: Deadline
    nominations_open: Deadline
    nominations_close: Deadline
    voting_opens: Deadline
    voting_closes: Deadline
