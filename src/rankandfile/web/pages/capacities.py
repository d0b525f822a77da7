"""In which capacity somebody can write: as a member, a delegate, for a branch, for the executive."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rankandfile.core.chapters.bulletin import why_not_in_capacity
from rankandfile.core.chapters.offices import holdings_of
from rankandfile.core.ids import BranchId, ConventionId
from rankandfile.core.state import State

from ..who import Reader
from .naming import branch_name, post_title

CAPACITIES = {
    "member": gettext_noop("as a member"),
    "delegate": gettext_noop("as a delegate"),
    "branch": gettext_noop("for a branch"),
    "executive": gettext_noop("for the executive"),
}


def written(state: State, capacity: str, branch: str = "") -> str:
    """The capacity in words, with the branch where it is for one."""
    if capacity == "branch" and branch:
        return _("for the branch {name}").format(name=branch_name(state, branch))
    if capacity in CAPACITIES:
        return _(CAPACITIES[capacity])
    return _("for {body}").format(body=post_title(state, capacity))


def choices(state: State, reader: Reader, convention: ConventionId, allowed: Sequence[str]) -> list[tuple[str, str]]:
    """What the reader can choose from, for a form: "branch/north" names the branch too."""
    return [
        (f"{capacity}/{branch}", written(state, capacity, branch))
        for capacity, branch in _conceivable(state, reader, allowed)
        if why_not_in_capacity(state, reader.handle, capacity, branch, convention, reader.at) is None
    ]


def _conceivable(state: State, reader: Reader, allowed: Sequence[str]) -> Iterator[tuple[str, str]]:
    for capacity in dict.fromkeys(allowed):
        if capacity != "branch":
            yield capacity, ""
        for holding in holdings_of(state, reader.handle, reader.at) if capacity == "branch" else ():
            if holding.scope:
                yield capacity, holding.scope


def chosen(choice: str) -> tuple[str, BranchId]:
    """The capacity and the branch of a choice."""
    capacity, _slash, branch = choice.partition("/")
    return capacity, BranchId(branch)
