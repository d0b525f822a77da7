"""Members as pages show them: a list by branch with search, one person, applications that wait."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.act import Act
from rankandfile.core.chapters import admission as admission_chapter
from rankandfile.core.chapters import members as chapter
from rankandfile.core.chapters import standing as standing_chapter
from rankandfile.core.chapters.admission import ApplyToJoin
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.members import ResignMembership, TransferMember
from rankandfile.core.chapters.offices import Holding
from rankandfile.core.chapters.standing import Member
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State

from .. import organisation
from ..who import Reader
from ..words import refused
from .naming import actor, branch_name, class_title, member_name, person, post_title
from .pieces import Person, Refused, Rule


class Row(Struct, frozen=True):
    """One line of the list of members."""

    handle: str
    name: str
    branch: str
    since: int
    in_good_standing: bool


class Held(Struct, frozen=True):
    """A post that somebody holds or held, and how it came about."""

    title: str
    branch: str
    """Where it is held in one branch: its id; `scope` is its name."""
    scope: str
    since: int
    until: int
    how: str
    paid_by: str
    is_over: bool


class Profile(Struct, frozen=True):
    """A person's page."""

    who: Person
    member_class: str
    since: int
    paid_until: int
    left: int
    entry: int
    why_not: Refused | None
    held: tuple[Held, ...]


class Waiting(Struct, frozen=True):
    """An application that waits for its branch's answer."""

    handle: str
    name: str
    branch: str
    made: int
    due: int
    late: bool


def found(state: State, search: str, branch: str) -> tuple[Member, ...]:
    """The members whose name has the words searched for, by name. Cost: a pass over all members."""
    wanted = search.casefold().split()
    return tuple(
        member
        for name, _handle, member in organisation.members_by_name(state)
        if not member.left and branch in ("", member.branch) and all(word in name for word in wanted)
    )


def rows(state: State, members: Iterable[Member], at: Moment) -> tuple[Row, ...]:
    """These members, a line for each."""
    return tuple(_row(state, member, at) for member in members)


def _row(state: State, member: Member, at: Moment) -> Row:
    standing = standing_chapter.in_good_standing(state, member.handle, at)
    branch = branch_name(state, member.branch)
    return Row(member.handle, member_name(state, member.handle), branch, member.admitted, standing)


def profile(state: State, handle: Handle, at: Moment) -> Profile | None:
    """The person's page; None where nobody has this handle."""
    member = standing_chapter.find(state, handle)
    if member is None:
        return None
    why = standing_chapter.why_not_in_good_standing(state, handle, at)
    return Profile(
        person(state, handle, at),
        class_title(state, member.member_class),
        member.admitted,
        member.paid_until,
        member.left,
        member.entry,
        refused(state, why) if isinstance(why, Refusal) else None,
        tuple(held(state, h, at) for h in state.offices.holdings.get(handle, ())),
    )


def held(state: State, holding: Holding, at: Moment) -> Held:
    """A holding in words."""
    post = next((p for p in rulebook(state).posts if p.id == holding.post), None)
    scope = branch_name(state, holding.scope) if holding.scope else ""
    return Held(
        post_title(state, holding.post), holding.scope, scope, holding.since, holding.until, how(state, holding, at),
        post.paid_by if post else "", holding.until <= at,
    )  # fmt: skip


def how(state: State, holding: Holding, at: Moment) -> str:
    """How somebody came to hold the post."""
    if holding.how == "elected":
        return _("elected, in election {number}").format(number=holding.source)
    by = actor(state, holding.source, at)
    if holding.how == "provisional":
        return _("given provisionally by the founder, {name}").format(name=by)
    return _("appointed by {name}").format(name=by)


def waiting(state: State, at: Moment, branch: str = "") -> tuple[Waiting, ...]:
    """The applications that wait, the longest waiting first."""
    asked = [a for a in state.members.applications.values() if branch in ("", a.branch)]
    return tuple(
        Waiting(a.handle, organisation.text(a.entry, "name"), branch_name(state, a.branch), a.made, due, due <= at)
        for a in asked
        for due in (admission_chapter.answer_due(state, a),)
    )


def may_admit(state: State, reader: Reader, branch: str) -> bool:
    """Whether the reader answers for who joins this branch."""
    return chapter.why_may_not_admit(state, reader.handle, BranchId(branch), reader.at) is None


def branch_choices(state: State) -> list[tuple[str, str]]:
    """Every branch, for a form."""
    return sorted(((b, branch_name(state, b)) for b in state.branches.branches), key=lambda pair: pair[1].casefold())


def class_choices(state: State) -> list[tuple[str, str]]:
    """Every class of members, for a form."""
    return [(c.id, c.title or c.id) for c in rulebook(state).membership.classes]


def law(state: State) -> Rule:
    """The clause on membership."""
    from ..rules import rule

    return rule(state, rulebook(state).membership.article)


def leaving(reader: Reader) -> Act:
    """The act by which the reader would leave."""
    return ResignMembership(by=reader.handle, at=reader.at)


def moving(reader: Reader, to: str) -> Act:
    """The act by which the reader would change branch."""
    return TransferMember(by=reader.handle, at=reader.at, member=reader.handle, to=BranchId(to))


def applying(handle: Handle, at: Moment, branch: str, member_class: str) -> ApplyToJoin:
    """The act by which somebody new asks to join."""
    return ApplyToJoin(by=handle, at=at, branch=BranchId(branch), member_class=member_class)


def called(state: State, handle: str) -> str:
    """The name of whom a duty is about."""
    return member_name(state, handle)


DUTIES = {
    "answer-application": (
        gettext_noop("Answer the application of {about}"),
        lambda about: reverse("answer", args=[about]),
    ),
}
