"""Admission: how somebody becomes a member.

An application is answered by the branch in the time that the rulebook gives; after it the silence stands overdue, or
admits, as the rulebook says. Keeps applications in the members' slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import BranchId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from .foundation import KeepTime, rulebook
from .members import MemberAdmitted, why_may_not_admit
from .standing import Application, MembersState, find

if TYPE_CHECKING:
    from ..state import State


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


REFUSALS = {
    "member.already": Words(
        gettext_noop("This person is a member already."),
        gettext_noop("Nothing more is needed."),
    ),
    "member.no_class": Words(
        gettext_noop("The rulebook has no member class “{member_class}”."),
        gettext_noop("Use one of: {classes}."),
    ),
    "member.no_application": Words(
        gettext_noop("No application by this person is open."),
        gettext_noop("It was answered already, or never made."),
    ),
}


def _why_not_admitted(state: State, handle: Handle, branch: BranchId, member_class: str) -> Refusal | None:
    clause = rulebook(state).membership
    present = find(state, handle)
    if present is not None and not present.left:
        return refuse(clause.article, "member.already")
    if branch not in state.branches.branches and not _needs_no_branch(state, branch):
        return refuse(rulebook(state).branches.article, "member.no_branch", branch=branch)
    classes = [c.id for c in clause.classes]
    if member_class not in classes:
        return refuse(clause.article, "member.no_class", member_class=member_class, classes=", ".join(classes))
    return None


def _needs_no_branch(state: State, branch: BranchId) -> bool:
    """Where every member sits in the convention, nobody has to belong to a branch."""
    return not branch and rulebook(state).delegates is None


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
}
APPLY: dict[type, Any] = {
    ApplicationMade: _application_made,
    ApplicationRefused: _application_refused,
}
TEXTS = {
    ApplyToJoin: (Text("name", "personal"), Text("contact", "personal", optional=True)),
    AnswerApplication: (Text("ground", optional=True),),
    AdmitMember: (
        Text("name", "personal", owner="member"),
        Text("contact", "personal", optional=True, owner="member"),
    ),
}
