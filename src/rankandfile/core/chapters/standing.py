"""Standing: who is a member, of which class and branch, and in good standing at a moment.

A member is a handle, a class and a branch; the name stands in a personal slot of the entry that admitted it. Good
standing is derived from what is on record, never typed in: somebody in office cannot switch a vote off. Only questions;
the slice of the members is described here, what changes it stands in `admission.py` and `members.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..calendar import shifted
from ..ids import BranchId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import MemberClass
from ..table import Table
from .foundation import rulebook

if TYPE_CHECKING:
    from ..state import State


class Member(Struct, frozen=True, gc=False):
    """A member as the record knows it; `left` is 0 while the membership lasts."""

    handle: Handle
    member_class: str
    branch: BranchId
    admitted: Moment
    paid_until: Moment
    entry: int
    """The entry whose personal slot `name` holds the name."""
    left: Moment = Moment(0)


class Application(Struct, frozen=True, gc=False):
    """Somebody asks to join a branch and waits for its answer."""

    handle: Handle
    member_class: str
    branch: BranchId
    made: Moment
    entry: int


class MembersState(Struct, frozen=True):
    """The slice of this chapter. `counts` is how many belong to each branch."""

    members: Table[Handle, Member] = Table()
    counts: Table[BranchId, int] = Table()
    applications: Table[Handle, Application] = Table()


REFUSALS = {
    "member.left": Words(
        gettext_noop("This membership ended on {since}."),
        gettext_noop("Apply to join again."),
    ),
    "member.arrears": Words(
        gettext_noop("Dues were paid until {since}, and the time of grace is over."),
        gettext_noop("Pay what is owed; the treasurer records it and this opens again at once."),
    ),
    "member.waiting": Words(
        gettext_noop("A new member waits until {until} before taking part in decisions."),
        gettext_noop("It opens by itself on {until}."),
    ),
    "member.class_may_not": Words(
        gettext_noop("Members of the class “{member_class}” do not have this right."),
        gettext_noop("Ask a member who has it, or ask to change class."),
    ),
}


def find(state: State, handle: Handle) -> Member | None:
    """The member behind the handle, whether or not the membership lasts."""
    return state.members.members.get(handle)


def class_of(state: State, member: Member) -> MemberClass:
    """The member's class in the rulebook in force; the first class where the rulebook dropped the old one."""
    classes = rulebook(state).membership.classes
    return next((c for c in classes if c.id == member.member_class), classes[0])


def lapses(state: State, member: Member) -> Moment:
    """When good standing ends unless dues are paid: the paid-until date and the time of grace."""
    own = rulebook(state)
    return shifted(member.paid_until, own.membership.grace, 1, own.organisation.week)


def takes_part_from(state: State, member: Member) -> Moment:
    """When a new member may first take part in decisions."""
    own = rulebook(state)
    return shifted(member.admitted, own.membership.waiting, 1, own.organisation.week)


def why_lapsed(state: State, handle: Handle, at: Moment) -> Refusal | None:
    """Why the person has no membership that holds at this moment; None when it has one, new or old."""
    article = rulebook(state).membership.article
    member = find(state, handle)
    if member is None:
        return refuse(article, "member.unknown")
    if member.left:
        return refuse(article, "member.left", since=member.left)
    if at > lapses(state, member):
        return refuse(article, "member.arrears", since=member.paid_until)
    return None


def why_not_in_good_standing(state: State, handle: Handle, at: Moment) -> Refusal | None:
    """Why the person is not a member in good standing at this moment; None when it is one (membership clause)."""
    lapsed = why_lapsed(state, handle, at)
    if lapsed is not None:
        return lapsed
    begins = takes_part_from(state, state.members.members[handle])
    return refuse(rulebook(state).membership.article, "member.waiting", until=begins) if at < begins else None


def why_may_not(state: State, handle: Handle, right: str, at: Moment) -> Refusal | None:
    """Why the person lacks a right of its class (`vote`, `stand`, `move`) now; None when it has it."""
    refusal = why_not_in_good_standing(state, handle, at)
    if refusal is not None:
        return refusal
    member_class = class_of(state, state.members.members[handle])
    if not getattr(member_class, right):
        return refuse(member_class.article, "member.class_may_not", member_class=member_class.id)
    return None


def in_good_standing(state: State, handle: Handle, at: Moment) -> bool:
    """Whether the person is a member in good standing at this moment."""
    return why_not_in_good_standing(state, handle, at) is None


def count_voters(state: State, at: Moment, branch: BranchId | None = None) -> int:
    """How many members may vote now, in the branch or in all. Cost: one pass over all members."""
    everybody = state.members.members.values()
    return sum(branch in (None, m.branch) and why_may_not(state, m.handle, "vote", at) is None for m in everybody)


def of_branch(state: State, branch: BranchId) -> tuple[Member, ...]:
    """Who belongs to the branch, in order of admission. Cost: one pass over all members."""
    return tuple(m for m in state.members.members.values() if m.branch == branch and not m.left)


SLICE = "members"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
