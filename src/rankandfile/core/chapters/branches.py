"""Branches and regions: who forms them, and what makes one recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import BranchId, Moment
from ..refusal import Words, gettext_noop, refuse
from ..table import Table
from .foundation import has_founding_powers, rulebook
from .offices import why_lacks_power

if TYPE_CHECKING:
    from ..state import State


class Branch(Struct, frozen=True, gc=False):
    """A branch; its name stands in the civic slot `name` of the entry that formed it."""

    id: BranchId
    region: str
    formed: Moment
    entry: int


class BranchesState(Struct, frozen=True):
    """The slice of this chapter."""

    branches: Table[BranchId, Branch] = Table()


class FormBranch(Act, frozen=True):
    """Recognise a branch under a short id of small letters, digits and hyphens."""

    branch: BranchId
    region: str = ""


class BranchFormed(Effect, frozen=True):
    """The branch exists."""

    branch: BranchId
    region: str
    at: Moment
    entry: int


REFUSALS = {
    "branch.exists": Words(
        gettext_noop("There is a branch “{branch}” already."),
        gettext_noop("Choose another short id."),
    ),
    "branch.id": Words(
        gettext_noop("“{branch}” cannot be a short id."),
        gettext_noop("Use 2 to 32 small letters, digits and hyphens, such as “north-harbour”."),
    ),
}


def is_short_id(text: str) -> bool:
    """Whether the text is 2 to 32 ASCII small letters, digits and hyphens."""
    return 2 <= len(text) <= 32 and all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in text)


def form_branch(state: State, act: FormBranch, texts: Texts) -> Answer:
    """A branch is formed by whom the rulebook gives the power `branches`, or while founding by the founder."""
    article = rulebook(state).branches.article
    if not has_founding_powers(state, act.by, act.at):
        refusal = why_lacks_power(state, act.by, "branches", "", act.at)
        if refusal is not None:
            return refusal
    if not is_short_id(act.branch):
        return refuse(article, "branch.id", branch=act.branch[:32].encode("ascii", "replace").decode())
    if act.branch in state.branches.branches:
        return refuse(article, "branch.exists", branch=act.branch)
    return (BranchFormed(act.branch, act.region, act.at, int(state.size)),)


def is_recognised(state: State, branch: BranchId) -> bool:
    """Whether the branch has the members that the rulebook asks of one (branches clause)."""
    return state.members.counts.get(branch, 0) >= rulebook(state).branches.minimum


def _formed(state: State, effect: BranchFormed) -> BranchesState:
    branch = Branch(effect.branch, effect.region, effect.at, effect.entry)
    return replace(state.branches, branches=state.branches.branches.set(effect.branch, branch))


SLICE = "branches"
ADMIT: dict[type, Any] = {FormBranch: form_branch}
APPLY: dict[type, Any] = {BranchFormed: _formed}
TEXTS = {FormBranch: (Text("name"),)}
