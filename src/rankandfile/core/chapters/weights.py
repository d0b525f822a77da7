"""Weights: how many members each vote of a card vote stands for, where the rulebook has the clause `[card_votes]`.

A card vote is a roll call in which each delegate's vote counts as many members as it represents: those of the branch on
the frozen roll, divided among its delegates who vote. A rest goes one by one to those elected first, so that no member
is lost and none counts twice. Who was elected by no branch represents nobody. Where all members sit, each counts one.
No slice and no acts of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..ids import BranchId, ConventionId, Handle
from ..refusal import Refusal, refuse
from ..rulebook.schema import Business
from .delegates import elected_as, representation
from .foundation import rulebook

if TYPE_CHECKING:
    from ..state import State


def weights(state: State, convention: ConventionId, electors: Sequence[Handle]) -> tuple[int, ...]:
    """How many members each elector's vote stands for, in their order."""
    own = representation(state, convention)
    if own is None:
        return tuple(1 for _ in electors)
    of_branch: dict[BranchId, list[Handle]] = {}
    for person in electors:
        found = elected_as(state, convention, person)
        if found is not None:
            of_branch.setdefault(found.branch, []).append(person)
    shares: dict[Handle, int] = {}
    for branch, people in of_branch.items():
        people.sort(key=lambda person: _rank(state, convention, person))
        shares |= _divided(own.shares[branch].members, people)
    return tuple(shares.get(person, 0) for person in electors)


def _rank(state: State, convention: ConventionId, person: Handle) -> tuple[bool, int]:
    found = elected_as(state, convention, person)
    assert found is not None, "asked for the rank of somebody whom no branch elected"
    return (found.alternate, found.rank)


def _divided(members: int, people: list[Handle]) -> dict[Handle, int]:
    """So many members, divided among these people; the first ones take the rest, one each."""
    whole, rest = divmod(members, len(people))
    return {person: whole + (place < rest) for place, person in enumerate(people)}


def represented(state: State, convention: ConventionId) -> int:
    """The members of all branches with seats: what a share of all entitled is taken of in a card vote."""
    own = representation(state, convention)
    return sum(share.members for share in own.shares.values() if share.seats) if own is not None else 0


def why_not_weighed(state: State, business: Business | None, method: str, weighted: bool) -> Refusal | None:
    """Why the vote cannot be taken with these weights, or without them."""
    clause, article = rulebook(state).card_votes, rulebook(state).voting.article
    wanted = clause is not None and business is not None and business.id in clause.business
    if clause is not None and wanted and not weighted:
        return refuse(clause.article, "vote.card_vote")
    is_open = clause is not None and (wanted or clause.others) and method == "roll-call"
    if weighted and not is_open:
        return refuse(clause.article if clause is not None else article, "vote.no_card_vote")
    return None
