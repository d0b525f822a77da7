"""Authorship: which civic texts are still their author's own, and what makes them the organisation's.

A text is its author's until an act of somebody else refers to it: a second, an amendment, an answer, a nomination's
support, a vote; or until it was published. From then on nobody can have it erased, the author included: others acted on
these words and must be able to show them. A second that was taken back no longer binds. Before that the author
withdraws, and may then have the words destroyed. What is written for an office or a body is never one person's. Only
questions; no slice and no acts of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..refusal import Refusal, Words, gettext_noop, refuse
from .amendments import of_motion, outcome, to_amendment
from .bulletin import is_published
from .coauthors import coauthors
from .foundation import rulebook

if TYPE_CHECKING:
    from ..state import State


class Own(Struct, frozen=True):
    """A text that somebody wrote as a person: under which number, whether it is bound, whether it is withdrawn."""

    what: str
    bound: bool
    over: bool
    """Whether nothing more is asked of anybody by it: withdrawn, or fallen without anybody's act."""


REFUSALS = {
    "erasing.office": Words(
        gettext_noop("What somebody wrote for an office or a body is the organisation's, and stays."),
        gettext_noop("Have it corrected by a later text of the same office."),
    ),
    "erasing.bound": Words(
        gettext_noop("Others have acted on {what}, or it was published: its words belong to the organisation now."),
        gettext_noop("Withdraw it, so that its status changes; and you can have your own name erased."),
    ),
    "erasing.withdraw_first": Words(
        gettext_noop("{what} is still open, so others may act on its words at any moment."),
        gettext_noop("Withdraw it first; then you can have its words erased."),
    ),
    "erasing.rulebook": Words(
        gettext_noop("A rulebook that was proposed is needed by everybody who checks the record."),
        gettext_noop("Withdraw the motion; its own words you can have erased."),
    ),
}


def why_not_ones_own(state: State, article: str, entry: int, slot: str) -> Refusal | None:
    """Why the civic text is no longer its author's to destroy; None while it is."""
    if slot == "rulebook":
        return refuse(article, "erasing.rulebook")
    own = next((own for look in LOOKS for own in [look(state, entry)] if own is not None), None)
    if own is None:
        return refuse(article, "erasing.office")
    if own.bound:
        return refuse(article, "erasing.bound", what=own.what)
    return None if own.over else refuse(article, "erasing.withdraw_first", what=own.what)


def _motion(state: State, entry: int) -> Own | None:
    own = next((m for m in state.motions.motions.values() if m.entry == entry), None)
    if own is None or own.capacity not in PERSONAL:
        return None
    bound = (
        bool(own.seconders)
        or bool(own.moved_before)
        or own.answer >= 0
        or own.fate in ("carried", "lost", "unreached")
        or is_published(state, own.id)
        or len(coauthors(state, own.id)) > 0
        or any(a.mover != own.mover for a in of_motion(state, own.id))
    )
    return Own(own.id, bound, own.fate in ("withdrawn", "fell"))


def _amendment(state: State, entry: int) -> Own | None:
    own = next((a for a in state.amendments.amendments.values() if a.entry == entry), None)
    if own is None or own.capacity not in PERSONAL:
        return None
    over = own.fate in ("withdrawn", "fell") or bool(not own.fate and outcome(state, own))
    over = over or bool(state.motions.motions[own.motion].fate)
    others = any(a.mover != own.mover for a in to_amendment(state, own.id))
    return Own(own.id, bool(own.seconders) or own.fate in ("carried", "lost") or others, over)


def _document(state: State, entry: int) -> Own | None:
    own = next((d for d in state.bulletin.documents.values() if d.entry == entry), None)
    if own is None or own.capacity not in PERSONAL:
        return None
    let_in = own.approved and rulebook(state).bulletin.published_by == "discretion"
    return Own(own.id, let_in or is_published(state, own.id), bool(own.withdrawn))


def _statement(state: State, entry: int) -> Own | None:
    for election in state.elections.elections.values():
        for own in election.candidates.values():
            if own.entry == entry:
                return Own(election.id, bool(own.nominators) or not own.withdrawn, own.withdrawn)
    return None


def _opposing(state: State, entry: int) -> Own | None:
    own = next((s for s in state.opposing.statements.values() if s.entry == entry), None)
    return Own(own.id, bool(own.issue), bool(own.withdrawn)) if own is not None else None


def _comment(state: State, entry: int) -> Own | None:
    """A comment is its author's whatever others have answered: a conversation is nothing that anybody decided on."""
    own = next((c for c in state.discussion.comments.values() if c.entry == entry), None)
    return Own(own.id, False, bool(own.withdrawn)) if own is not None else None


def _recall(state: State, entry: int) -> Own | None:
    """Reasons for a recall are the asker's until others support it; the answer is the holder's until the vote."""
    for own in state.recalls.recalls.values():
        if own.entry == entry:
            return Own(own.id, bool(own.reached) or own.answer >= 0 or len(own.supporters) > 1, not own.supporters)
        if own.answer == entry:
            return Own(own.id, bool(own.reached), over=True)
    return None


PERSONAL = ("member", "delegate")
"""Capacities in which somebody writes for itself; all others are offices."""


def _composite(state: State, entry: int) -> Own | None:
    """A composite's words are its proposer's until another mover consents to them."""
    own = next((c for c in state.composites.composites.values() if c.entry == entry), None)
    return Own(own.id, bool(own.motion) or len(own.consents) > 1, own.over) if own is not None else None


LOOKS: tuple[Callable[[State, int], Own | None], ...] = (
    _composite, _motion, _amendment, _document, _statement, _opposing, _comment, _recall,
)  # fmt: skip
SLICE = ""
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
