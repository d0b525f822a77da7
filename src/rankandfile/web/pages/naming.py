"""What people and things are called: names from the vault, titles from the rulebook in force."""

from django.utils.translation import gettext as _

from rankandfile.core.chapters.elections import RON
from rankandfile.core.chapters.erasing import request_about
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.offices import holdings_of, is_staff, post_named
from rankandfile.core.chapters.standing import find
from rankandfile.core.ids import CLOCK, BranchId, Handle, Moment
from rankandfile.core.state import State

from .. import organisation
from .pieces import Person


def branch_name(state: State, branch: str) -> str:
    """The branch's name, or its id where there is none."""
    found = state.branches.branches.get(BranchId(branch))
    return (organisation.text(found.entry, "name") if found else "") or branch


def post_title(state: State, post: str) -> str:
    """The title of the post or body in the rulebook, or the id as it stands."""
    if not state.foundation.founder:
        return post
    own = rulebook(state)
    titles = {body.id: body.title for body in own.bodies} | {each.id: each.title for each in own.posts}
    return titles.get(post) or post.replace("-", " ")


def class_title(state: State, member_class: str) -> str:
    """The title of the class of members, or its id."""
    titles = {c.id: c.title for c in rulebook(state).membership.classes}
    return titles.get(member_class) or member_class


def member_name(state: State, handle: str) -> str:
    """The person's name; a plain phrase where it was erased, closed by a court, or never known."""
    if handle == RON:
        return _("Re-open nominations")
    name = organisation.name_of(state, handle)
    if name:
        return name
    member = find(state, Handle(handle))
    held = request_about(state, member.entry, "name") if member is not None else None
    if held is not None and held.stage == "sealed":
        return _("a person whose name a court has closed")
    return _("a person whose name was erased")


def person(state: State, handle: Handle, at: Moment) -> Person:
    """The person as pages show one, with branch, offices and payer at this moment."""
    member = find(state, handle)
    branch = member.branch if member else ""
    held = tuple(post_title(state, h.post) for h in holdings_of(state, handle, at))
    return Person(
        handle, member_name(state, handle), branch, branch_name(state, branch) if branch else "", held,
        is_staff(state, handle, at),
    )  # fmt: skip


def actor(state: State, who: str, at: Moment) -> str:
    """Who owes or did something, in words: a person, a post, a body, a branch, the clock."""
    if who == CLOCK:
        return _("the clock")
    if find(state, Handle(who)) is not None:
        return member_name(state, who)
    if BranchId(who) in state.branches.branches:
        return _("the branch {name}").format(name=branch_name(state, who))
    if post_named(state, who) is not None or any(b.id == who for b in rulebook(state).bodies):
        return post_title(state, who)
    return organisation.name_of(state, who) or who
