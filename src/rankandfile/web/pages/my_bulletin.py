"""My bulletin: what is not read yet, what touches the own branch or the rulebook, where support is wanted.

Every list is in the order of the issues and their lots, what no issue has brought yet behind it in the order in which
it came in. Nothing is chosen by an officer, by popularity or by what others have read.
"""

from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.chapters import bulletin as chapter
from rankandfile.core.chapters.standing import find
from rankandfile.core.ids import AmendmentId, BranchId, ConventionId, DocumentId, Handle
from rankandfile.core.state import State

from ..who import Reader
from . import issues, motions
from .discussing import Beside, beside, discussed
from .issues import Item, item_of
from .naming import branch_name
from .pieces import Need, Slice, sliced
from .search import with_phrases

Touches: TypeAlias = Callable[[State, str, BranchId], bool]
BRANCH, DISCUSSED = "branch", "discussed"


class Row(Struct, frozen=True):
    """One text: what it is, whether the reader marked it as read, what it lacks."""

    item: Item
    is_read: bool
    need: Need | None
    is_seconded: bool
    """Whether the reader supports it already."""
    talk: Beside | None
    """What is said about it, in the list of what is discussed."""


class Tab(Struct, frozen=True):
    """One of the lists, and how many texts it has."""

    name: str
    label: str
    number: int


class Page(Struct, frozen=True):
    """The reader's bulletin before one convention."""

    convention: str
    shown: str
    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    slice: Slice[str]
    read: int
    total: int
    branch: str


def _is_for_the_rulebook(state: State, item: str, branch: BranchId) -> bool:
    motion = motions.find(state, item)
    return motion is not None and bool(motion.rules)


def _is_of_the_branch(state: State, item: str, branch: BranchId) -> bool:
    """Written in the name of the branch, or by somebody who is in it."""
    own = motions.find(state, item)
    document = state.bulletin.documents.get(DocumentId(item))
    by = own.mover if own else document.author if document else Handle("")
    written_for = own.branch if own else document.branch if document else BranchId("")
    member = find(state, by)
    return bool(branch) and (written_for == branch or (member is not None and member.branch == branch))


def _naming(state: State, branch: BranchId) -> frozenset[str]:
    """The motions and documents that name the branch, in their own words or in those of an amendment."""
    name = branch_name(state, branch).replace('"', " ") if branch else ""
    keys = (key.split("/") for key in with_phrases(state, (name,) if name.strip() else ()))
    found = {kind: frozenset(each[1] for each in group) for kind, group in groupby(sorted(keys), itemgetter(0))}
    amended = (state.amendments.amendments[AmendmentId(each)].motion for each in found.get("amendment", ()))
    return frozenset((*found.get("motion", ()), *found.get("document", ()), *amended))


def _wants_seconders(state: State, item: str, branch: BranchId) -> bool:
    """Whether members can still bring it to the floor."""
    motion = motions.find(state, item)
    need = motions.need_of(state, motion) if motion is not None else None
    return need is not None and need.until > state.now


def _is_discussed(state: State, item: str, branch: BranchId) -> bool:
    """Whether members of the branch have said something about it, whoever wrote it."""
    return bool(branch) and item in discussed(state).get(branch, frozenset())


TABS: dict[str, tuple[str, Touches]] = {
    "unread": (gettext_noop("Not read yet"), lambda state, item, branch: True),
    "seconders": (gettext_noop("Seconders wanted"), _wants_seconders),
    "rulebook": (gettext_noop("Touches the rulebook"), _is_for_the_rulebook),
    BRANCH: (gettext_noop("Touches your branch"), _is_of_the_branch),
    DISCUSSED: (gettext_noop("Your branch discusses"), _is_discussed),
    "read": (gettext_noop("Read"), lambda state, item, branch: True),
}


def texts(state: State, convention: ConventionId) -> tuple[str, ...]:
    """Everything that members may read before the convention, in order: issue by issue, then what waits."""
    out = [item for each in issues.held(state, convention) if each.is_out for item in each.items]
    waiting = issues.waiting(state, convention)
    return (*out, *(item for item in waiting.items if _is_open(state, item)))


def _is_open(state: State, item: str) -> bool:
    document = state.bulletin.documents.get(DocumentId(item))
    return document is None or chapter.is_open_to_members(state, document.id, document.approved)


def page(
    state: State, reader: Reader, convention: ConventionId, read: frozenset[str], shown: str, asked: str,
    muted: frozenset[str] = frozenset(),
) -> Page:  # fmt: skip
    """The list that was asked for; what is unread where none of that name is there. Of what is discussed, not the
    discussions that the reader has muted.
    """
    member = find(state, reader.handle)
    branch = member.branch if member else BranchId("")
    known = texts(state, convention)
    lists = {name: _listed(state, name, known, branch, read) for name in TABS}
    named = _naming(state, branch)
    lists[BRANCH] = tuple(item for item in known if item in lists[BRANCH] or item in named)
    lists[DISCUSSED] = tuple(item for item in lists[DISCUSSED] if item not in muted)
    name = shown if shown in TABS else "unread"
    part = sliced(lists[name], asked)
    return Page(
        convention=convention,
        shown=name,
        tabs=tuple(Tab(each, TABS[each][0], len(lists[each])) for each in TABS),
        rows=tuple(_row(state, reader, item, read) for item in part.items),
        slice=part,
        read=sum(item in read for item in known),
        total=len(known),
        branch=branch_name(state, branch) if branch else "",
    )


def _listed(state: State, name: str, known: tuple[str, ...], branch: BranchId, read: frozenset[str]) -> tuple[str, ...]:
    kept, touches = {"unread": False, "read": True}.get(name), TABS[name][1]
    return tuple(item for item in known if touches(state, item, branch) and kept in (None, item in read))


def _row(state: State, reader: Reader, item: str, read: frozenset[str]) -> Row:
    motion = motions.find(state, item)
    need = motions.need_of(state, motion) if motion is not None else None
    seconded = motion is not None and reader.handle in motion.seconders
    open_need = need if need and need.until > state.now else None
    return Row(item_of(state, item), item in read, open_need, seconded, beside(state, item))
