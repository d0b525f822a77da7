"""The electorate of an election: who may vote in it, and whether that is enough people for a board. Only questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..ids import Handle
from .delegates import representation
from .elections import DELEGATE, Election, is_named
from .foundation import rulebook
from .meetings import present_voters
from .rolls import corrected

if TYPE_CHECKING:
    from ..state import State


def is_board_due(state: State, own: Election) -> bool:
    """Whether the rulebook wants this election's ballots to be verifiable: it says so, and enough people vote."""
    clause = rulebook(state).ballots
    if clause is None or clause.form != "verifiable" or not is_named(clause, own.post):
        return False
    return len(electors(state, own)) > clause.plain_up_to


def electors(state: State, own: Election) -> tuple[Handle, ...]:
    """Who may vote as things stand, in order of handles. Cost: one pass over the roll."""
    return tuple(sorted(corrected(state, own.id, tuple(_listed(state, own)))))


def _listed(state: State, own: Election) -> Iterable[Handle]:
    """The frozen roll, or those who sit at the convention now."""
    if own.post == DELEGATE:
        made_up = representation(state, own.convention)
        return [v for v, branch in made_up.roll.items() if branch == own.scope] if made_up is not None else []
    return present_voters(state.meetings.conventions[own.convention]) if own.convention and not own.roll else own.roll
