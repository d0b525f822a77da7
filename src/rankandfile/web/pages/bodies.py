"""How people call a meeting: the convention by its number, a branch by its name, another body by its title."""

from django.utils.translation import gettext as _

from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import BranchId
from rankandfile.core.state import State

from .naming import branch_name, post_title


def body_name(state: State, body: str, branch: str = "") -> str:
    """The body by its title in the rulebook, a branch by its name; for the convention nothing is given."""
    if branch:
        return _("branch {name}").format(name=branch_name(state, BranchId(branch)))
    return post_title(state, body) if body else _("the convention")


def named(state: State, meeting: Convention) -> str:
    """The meeting with its number: "Convention C1", "Meeting S1 of branch North", "Meeting S2: The executive"."""
    if not meeting.body:
        return _("Convention {number}").format(number=meeting.id)
    if meeting.branch:
        name = branch_name(state, meeting.branch)
        return _("Meeting {number} of branch {name}").format(number=meeting.id, name=name)
    return _("Meeting {number}: {body}").format(number=meeting.id, body=post_title(state, meeting.body))


def in_a_sentence(state: State, meeting: Convention) -> str:
    """The same, to stand inside a sentence: "convention C1", "meeting S1 of branch North", "meeting S2 (executive)"."""
    if not meeting.body:
        return _("convention {number}").format(number=meeting.id)
    if meeting.branch:
        name = branch_name(state, meeting.branch)
        return _("meeting {number} of branch {name}").format(number=meeting.id, name=name)
    return _("meeting {number} ({body})").format(number=meeting.id, body=post_title(state, meeting.body))
