"""Members: good standing, dues, transfer, resignation.

A member is a handle, a class and a branch; the name stands in a personal slot of the entry that admitted it. Good
standing is derived from what is on record at a moment, never typed in: somebody in office cannot switch a vote off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..calendar import shifted
from ..ids import BranchId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import MemberClass
from ..table import Table
from .foundation import has_founding_powers, rulebook

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


class RecordDues(Act, frozen=True):
    """Record until when a member's dues are paid."""

    member: Handle
    paid_until: Moment


class TransferMember(Act, frozen=True):
    """Move to another branch."""

    member: Handle
    to: BranchId


class ResignMembership(Act, frozen=True):
    """Leave the organisation. Nobody can resign for another."""


class MemberAdmitted(Effect, frozen=True):
    """The membership begins."""

    member: Handle
    member_class: str
    branch: BranchId
    at: Moment
    paid_until: Moment
    entry: int


class DuesRecorded(Effect, frozen=True):
    """The member's dues are paid until this moment."""

    member: Handle
    paid_until: Moment


class MemberTransferred(Effect, frozen=True):
    """The member belongs to another branch."""

    member: Handle
    to: BranchId


class MemberResigned(Effect, frozen=True):
    """The membership is over."""

    member: Handle
    at: Moment


REFUSALS = {
    "member.unknown": Words(
        gettext_noop("Nobody with this handle is a member."),
        gettext_noop("Apply to join a branch."),
    ),
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
    "member.not_yours": Words(
        gettext_noop("Only the member, or who admits members in the branch, may do this."),
        gettext_noop("Ask the member, or the secretary of the branch."),
    ),
    "member.power": Words(
        gettext_noop("This needs the power “{power}”, which you do not hold here."),
        gettext_noop("Ask who holds it: {holders}."),
    ),
    "member.no_branch": Words(
        gettext_noop("There is no branch “{branch}”."),
        gettext_noop("Choose one from the list of branches."),
    ),
    "member.same_branch": Words(
        gettext_noop("The member belongs to this branch already."),
        gettext_noop("Nothing more is needed."),
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


def of_branch(state: State, branch: BranchId) -> tuple[Member, ...]:
    """Who belongs to the branch, in order of admission. Cost: one pass over all members."""
    return tuple(m for m in state.members.members.values() if m.branch == branch and not m.left)


def why_may_not_admit(state: State, by: Handle, branch: BranchId, at: Moment) -> Refusal | None:
    """Why the person may not admit members to this branch; None when it may (membership clause)."""
    from .offices import why_lacks_power

    if has_founding_powers(state, by, at):
        return None
    return why_lacks_power(state, by, "admit", branch, at)


def record_dues(state: State, act: RecordDues, texts: Texts) -> Answer:
    """Dues are recorded by who keeps the roll of the member's branch."""
    from .offices import why_lacks_power

    member = find(state, act.member)
    if member is None or member.left:
        return refuse(rulebook(state).membership.article, "member.unknown")
    if not has_founding_powers(state, act.by, act.at):
        refusal = why_lacks_power(state, act.by, "roll", member.branch, act.at)
        if refusal is not None:
            return refusal
    return (DuesRecorded(act.member, act.paid_until),)


def transfer_member(state: State, act: TransferMember, texts: Texts) -> Answer:
    """A transfer by the member, or by the branch it leaves where the rulebook says so."""
    clause = rulebook(state).membership
    member = find(state, act.member)
    if member is None or member.left:
        return refuse(clause.article, "member.unknown")
    if act.to not in state.branches.branches:
        return refuse(rulebook(state).branches.article, "member.no_branch", branch=act.to)
    if act.to == member.branch:
        return refuse(clause.article, "member.same_branch")
    if act.by == act.member:
        return (MemberTransferred(act.member, act.to),)
    if clause.transfer_by == "member":
        return refuse(clause.article, "member.not_yours")
    return why_may_not_admit(state, act.by, member.branch, act.at) or (MemberTransferred(act.member, act.to),)


def resign_membership(state: State, act: ResignMembership, texts: Texts) -> Answer:
    """Leaving needs nobody's consent."""
    member = find(state, act.by)
    if member is None or member.left:
        return refuse(rulebook(state).membership.article, "member.unknown")
    return (MemberResigned(act.by, act.at),)


def _with_count(own: MembersState, branch: BranchId, change: int) -> Table[BranchId, int]:
    return own.counts.set(branch, own.counts.get(branch, 0) + change)


def _admitted(state: State, effect: MemberAdmitted) -> MembersState:
    own = state.members
    member = Member(effect.member, effect.member_class, effect.branch, effect.at, effect.paid_until, effect.entry)
    return MembersState(
        own.members.set(effect.member, member),
        _with_count(own, effect.branch, 1),
        own.applications.remove(effect.member),
    )


def _changed(own: MembersState, handle: Handle, **change: Any) -> MembersState:
    return replace(own, members=own.members.set(handle, replace(own.members[handle], **change)))


def _dues_recorded(state: State, effect: DuesRecorded) -> MembersState:
    return _changed(state.members, effect.member, paid_until=effect.paid_until)


def _transferred(state: State, effect: MemberTransferred) -> MembersState:
    own = state.members
    moved = replace(own, counts=_with_count(own, own.members[effect.member].branch, -1))
    moved = replace(moved, counts=_with_count(moved, effect.to, 1))
    return _changed(moved, effect.member, branch=effect.to)


def _resigned(state: State, effect: MemberResigned) -> MembersState:
    own = state.members
    fewer = replace(own, counts=_with_count(own, own.members[effect.member].branch, -1))
    return _changed(fewer, effect.member, left=effect.at)


SLICE = "members"
ADMIT: dict[type, Any] = {
    RecordDues: record_dues,
    TransferMember: transfer_member,
    ResignMembership: resign_membership,
}
APPLY: dict[type, Any] = {
    MemberAdmitted: _admitted,
    DuesRecorded: _dues_recorded,
    MemberTransferred: _transferred,
    MemberResigned: _resigned,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
