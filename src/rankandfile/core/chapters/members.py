"""Members: admission, good standing, transfer, resignation.

A member is a handle, a class and a branch; the name stands in a personal slot of the entry that admitted it. Good
standing is derived from what is on record at a moment, never typed in: somebody in office cannot switch a vote off.
An application is answered by the branch in the time that the rulebook gives; after it the silence stands overdue, or
admits, as the rulebook says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import BranchId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import MemberClass
from ..table import Table
from .foundation import KeepTime, has_founding_powers, rulebook

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


class ApplyToJoin(Act, frozen=True):
    """Ask a branch for membership; `by` is the applicant's new handle."""

    branch: BranchId
    member_class: str


class AnswerApplication(Act, frozen=True):
    """Say yes or no to an application; a no carries its ground as a text."""

    applicant: Handle
    admit: bool
    paid_until: Moment = Moment(0)


class AdmitMember(Act, frozen=True):
    """Admit somebody directly: an invitation taken up, or a list that a branch brings along."""

    member: Handle
    member_class: str
    branch: BranchId
    paid_until: Moment


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


class ApplicationMade(Effect, frozen=True):
    """The application waits for the branch's answer."""

    applicant: Handle
    member_class: str
    branch: BranchId
    at: Moment
    entry: int


class ApplicationRefused(Effect, frozen=True):
    """The branch said no."""

    applicant: Handle


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
    "member.already": Words(
        gettext_noop("This person is a member already."),
        gettext_noop("Nothing more is needed."),
    ),
    "member.no_branch": Words(
        gettext_noop("There is no branch “{branch}”."),
        gettext_noop("Choose one from the list of branches."),
    ),
    "member.no_class": Words(
        gettext_noop("The rulebook has no member class “{member_class}”."),
        gettext_noop("Use one of: {classes}."),
    ),
    "member.no_application": Words(
        gettext_noop("No application by this person is open."),
        gettext_noop("It was answered already, or never made."),
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


def _why_not_admitted(state: State, handle: Handle, branch: BranchId, member_class: str) -> Refusal | None:
    clause = rulebook(state).membership
    present = find(state, handle)
    if present is not None and not present.left:
        return refuse(clause.article, "member.already")
    if branch not in state.branches.branches:
        return refuse(rulebook(state).branches.article, "member.no_branch", branch=branch)
    classes = [c.id for c in clause.classes]
    if member_class not in classes:
        return refuse(clause.article, "member.no_class", member_class=member_class, classes=", ".join(classes))
    return None


def why_may_not_admit(state: State, by: Handle, branch: BranchId, at: Moment) -> Refusal | None:
    """Why the person may not admit members to this branch; None when it may (membership clause)."""
    from .offices import why_lacks_power

    if has_founding_powers(state, by, at):
        return None
    return why_lacks_power(state, by, "admit", branch, at)


def apply_to_join(state: State, act: ApplyToJoin, texts: Texts) -> Answer:
    """An application is always taken; where anyone is admitted, it is granted at once."""
    refusal = _why_not_admitted(state, act.by, act.branch, act.member_class)
    if refusal is not None:
        return refusal
    clause = rulebook(state).membership
    if clause.admitted_by == "anyone":
        return (MemberAdmitted(act.by, act.member_class, act.branch, act.at, act.at, int(state.size)),)
    return (ApplicationMade(act.by, act.member_class, act.branch, act.at, int(state.size)),)


def answer_application(state: State, act: AnswerApplication, texts: Texts) -> Answer:
    """The branch answers; a yes begins the membership under the application's own handle."""
    asked = state.members.applications.get(act.applicant)
    if asked is None:
        return refuse(rulebook(state).membership.article, "member.no_application")
    refusal = why_may_not_admit(state, act.by, asked.branch, act.at)
    if refusal is not None:
        return refusal
    if not act.admit:
        return (ApplicationRefused(act.applicant),)
    until = Moment(max(act.paid_until, act.at))
    return (MemberAdmitted(asked.handle, asked.member_class, asked.branch, act.at, until, asked.entry),)


def admit_member(state: State, act: AdmitMember, texts: Texts) -> Answer:
    """A direct admission by who answers applications in that branch."""
    refusal = why_may_not_admit(state, act.by, act.branch, act.at) or _why_not_admitted(
        state, act.member, act.branch, act.member_class
    )
    if refusal is not None:
        return refusal
    return (MemberAdmitted(act.member, act.member_class, act.branch, act.at, act.paid_until, int(state.size)),)


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


def _application_made(state: State, effect: ApplicationMade) -> MembersState:
    asked = Application(effect.applicant, effect.member_class, effect.branch, effect.at, effect.entry)
    return replace(state.members, applications=state.members.applications.set(effect.applicant, asked))


def _application_refused(state: State, effect: ApplicationRefused) -> MembersState:
    return replace(state.members, applications=state.members.applications.remove(effect.applicant))


def answer_due(state: State, application: Application) -> Moment:
    """When the branch's answer to the application is due."""
    own = rulebook(state)
    return shifted(application.made, own.membership.answer_within, 1, own.organisation.week)


def duties(state: State) -> tuple[Duty, ...]:
    """An answer to each application, owed by the branch it was made to."""
    article = rulebook(state).membership.article
    return tuple(
        Duty("answer-application", a.handle, a.branch, answer_due(state, a), article)
        for a in state.members.applications.values()
    )


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The first application that silence will grant, where the rulebook says so."""
    if not rulebook(state).membership.silence_admits:
        return None
    waiting = [(answer_due(state, a), "silence-admits", a.handle) for a in state.members.applications.values()]
    return min(waiting, default=None)


def strike(state: State, act: KeepTime) -> Answer:
    """The clock grants an application that nobody answered in time."""
    asked = state.members.applications[Handle(act.about)]
    return (MemberAdmitted(asked.handle, asked.member_class, asked.branch, act.at, act.at, asked.entry),)


SLICE = "members"
CLOCK = ("silence-admits",)
TIMELY = (ApplyToJoin,)
ADMIT: dict[type, Any] = {
    ApplyToJoin: apply_to_join,
    AnswerApplication: answer_application,
    AdmitMember: admit_member,
    RecordDues: record_dues,
    TransferMember: transfer_member,
    ResignMembership: resign_membership,
}
APPLY: dict[type, Any] = {
    ApplicationMade: _application_made,
    ApplicationRefused: _application_refused,
    MemberAdmitted: _admitted,
    DuesRecorded: _dues_recorded,
    MemberTransferred: _transferred,
    MemberResigned: _resigned,
}
TEXTS = {
    ApplyToJoin: (Text("name", "personal"), Text("contact", "personal", optional=True)),
    AnswerApplication: (Text("ground", optional=True),),
    AdmitMember: (
        Text("name", "personal", owner="member"),
        Text("contact", "personal", optional=True, owner="member"),
    ),
}
