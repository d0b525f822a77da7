"""Members: dues, transfer, resignation, and who may admit to a branch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import BranchId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .foundation import has_founding_powers, rulebook
from .offices import why_lacks_power
from .standing import Member, MembersState, find

if TYPE_CHECKING:
    from ..state import State


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


def why_may_not_admit(state: State, by: Handle, branch: BranchId, at: Moment) -> Refusal | None:
    """Why the person may not admit members to this branch; None when it may (membership clause)."""
    if has_founding_powers(state, by, at):
        return None
    return why_lacks_power(state, by, "admit", branch, at)


def record_dues(state: State, act: RecordDues, texts: Texts) -> Answer:
    """Dues are recorded by who keeps the roll of the member's branch."""
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
    from .vacancies import left_with

    return (MemberResigned(act.by, act.at), *left_with(state, act.by, act.at))


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
