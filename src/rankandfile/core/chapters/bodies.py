"""Bodies: which body holds a meeting, who belongs to it, and who does what at its meetings.

The convention is the meeting of one body; branches and other bodies meet under a clause of their own, on the same
agenda, floor, votes and minutes. At the convention a power goes with a post everywhere (`offices.py`); at the meeting
of another body it is with the posts that its clause names, in the branch that meets. Only questions; no slice of its
own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..ids import BranchId, ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Body, Meetings, Seat
from .delegates import is_delegate
from .foundation import rulebook
from .offices import holders, holdings_of, why_lacks_power
from .standing import find, of_branch, why_lapsed, why_not_in_good_standing

if TYPE_CHECKING:
    from ..state import State

Role = Literal["chair", "minutes", "credentials", "tell"]

REFUSALS = {
    "meeting.role": Words(
        gettext_noop("At meetings of “{body}” this is done by: {post}."),
        gettext_noop("Ask who holds the post, or move to change this article."),
    ),
    "meeting.teller": Words(
        gettext_noop("Cards are counted by those present with a vote, and not by who presides."),
        gettext_noop("Check in, or leave the count to others."),
    ),
    "meeting.outside": Words(
        gettext_noop("This is business of {branch}, to which you do not belong."),
        gettext_noop("Bring it to the meeting of your own branch, or to the convention."),
    ),
}


def body_named(state: State, body: str) -> Body | None:
    """The clause of the body; None where the rulebook has none of that id."""
    return next((b for b in rulebook(state).bodies if b.id == body), None)


def meeting_body(state: State, meeting: ConventionId) -> Body:
    """The clause of the body that holds this meeting; the convention's where the rulebook dropped the body since."""
    own, known = rulebook(state), state.meetings.conventions.get(meeting)
    held_by = body_named(state, known.body) if known is not None and known.body else None
    return held_by or next(b for b in own.bodies if b.id == own.convention.body)


def convention_body(state: State) -> Body:
    """The clause of the body that meets as the convention."""
    return meeting_body(state, ConventionId(""))


def rules_of(state: State, meeting: ConventionId) -> Meetings | None:
    """The clause on the meetings of the body that holds this one; None for the convention."""
    known = state.meetings.conventions.get(meeting)
    return meetings_of(state, known.body) if known is not None and known.body else None


def meetings_of(state: State, body: str) -> Meetings | None:
    """The clause on the meetings of the body; None where the rulebook does not say how it meets."""
    return next((m for m in rulebook(state).meetings if m.body == body), None)


def meeting_article(state: State, meeting: ConventionId) -> str:
    """The article under which the meeting is held."""
    own = rules_of(state, meeting)
    return own.article if own is not None else rulebook(state).convention.article


def branch_of(state: State, meeting: ConventionId) -> BranchId:
    """The branch that meets; empty where it is not a branch."""
    known = state.meetings.conventions.get(meeting)
    return known.branch if known is not None else BranchId("")


def has_seat(state: State, meeting: ConventionId, person: Handle, seat: Seat, at: Moment) -> bool:
    """Whether a seat of the body that holds the meeting is the person's."""
    if seat.who == "delegate":
        return is_delegate(state, meeting, person)
    known = state.meetings.conventions.get(meeting)
    if known is None or not known.body:
        return _holds(state, person, seat.who, None, at)
    return _holds(state, person, seat.who, known.branch, at)


def belongs(state: State, body: Body, branch: BranchId, person: Handle, at: Moment) -> bool:
    """Whether the person sits in the body with a vote: one in each branch, or one for all (empty branch)."""
    return any(seat.vote and _holds(state, person, seat.who, branch, at) for seat in body.seats)


def _holds(state: State, person: Handle, who: str, branch: BranchId | None, at: Moment) -> bool:
    if who == "member":
        member = find(state, person)
        of_it = not branch or (member is not None and member.branch == branch)
        return of_it and why_not_in_good_standing(state, person, at) is None
    return any(h.post == who and branch in (None, h.scope) for h in holdings_of(state, person, at))


def count_seats(state: State, meeting: ConventionId) -> int:
    """How many persons of another body than the convention count to its quorum. Cost: one pass over its members."""
    body, branch = meeting_body(state, meeting), branch_of(state, meeting)
    sitting: dict[Handle, None] = {}
    for seat in body.seats:
        if seat.quorum:
            sitting.update(dict.fromkeys(seated(state, seat.who, branch, state.now)))
    return len(sitting)


def seated(state: State, who: str, branch: BranchId, at: Moment) -> tuple[Handle, ...]:
    """Who has this seat in a body of the branch, or of all (empty branch), in order of admission or of coming in."""
    if who != "member":
        return tuple(holding.person for holding in holders(state, who, at, branch))
    everybody = of_branch(state, branch) if branch else tuple(state.members.members.values())
    return tuple(m.handle for m in everybody if why_not_in_good_standing(state, m.handle, at) is None)


def post_for(state: State, meeting: ConventionId, role: Role) -> str:
    """The post that does this at the meeting of another body; empty where no post does."""
    own = rules_of(state, meeting)
    if own is None:
        return ""
    named = {"chair": own.chaired_by, "minutes": own.minuted_by, "credentials": own.desk, "tell": own.counted_by}
    return named[role] if role == "tell" else named[role] or own.chaired_by


def holds_here(state: State, person: Handle, post: str, branch: BranchId, at: Moment) -> bool:
    """Whether the person holds the post in this branch, or everywhere."""
    return any(h.post == post and h.scope in ("", branch) for h in holdings_of(state, person, at))


def why_not_in_role(state: State, meeting: ConventionId, by: Handle, role: Role, at: Moment) -> Refusal | None:
    """Why the person does not do this at the meeting; None when it does. Whoever does loses it with the membership."""
    own = rules_of(state, meeting)
    if own is None:
        return why_lacks_power(state, by, role, "", at)
    post = post_for(state, meeting, role)
    if not post:
        return _why_no_teller(state, own, meeting, by)
    branch = branch_of(state, meeting)
    if holds_here(state, by, post, branch, at) or _was_put_there(state, meeting, by, role):
        return why_lapsed(state, by, at)
    return refuse(own.article, "meeting.role", body=own.body, post=post)


def _was_put_there(state: State, meeting: ConventionId, by: Handle, role: Role) -> bool:
    """Whoever the meeting put in the chair does what the post in the chair does."""
    own, known = rules_of(state, meeting), state.meetings.conventions[meeting]
    return own is not None and known.chair == by and post_for(state, meeting, role) == own.chaired_by


def _why_no_teller(state: State, own: Meetings, meeting: ConventionId, by: Handle) -> Refusal | None:
    known = state.meetings.conventions[meeting]
    seat = known.present.get(by)
    in_office = not known.chair and holds_here(state, by, own.chaired_by, known.branch, state.now)
    if seat is None or seat.left or not seat.vote or known.chair == by or in_office:
        return refuse(own.article, "meeting.teller")
    return None


def is_in_role(state: State, meeting: ConventionId, by: Handle, role: Role, at: Moment) -> bool:
    """Whether the person does this at the meeting now."""
    return why_not_in_role(state, meeting, by, role, at) is None


def why_outside(state: State, meeting: ConventionId, person: Handle) -> Refusal | None:
    """Why the person takes no part in the business of a branch's meeting; None where it does, and at any other."""
    branch, member = branch_of(state, meeting), find(state, person)
    if not branch or (member is not None and member.branch == branch):
        return None
    return refuse(meeting_article(state, meeting), "meeting.outside", branch=branch)


SLICE = ""
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
