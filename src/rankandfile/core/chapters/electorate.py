"""Electorates: who belongs to a branch or a body now, where it votes by ballot and outside of a meeting.

A recall goes to those who elected, and a referendum to all members. The roll is fixed when the ballot is announced, and
nobody types it. The convention is its delegates: those of the last convention that opened, until the next one opens.
Only questions; no slice of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..ids import BranchId, ConventionId, Handle, Moment
from .delegates import is_delegate, representation
from .foundation import rulebook
from .offices import holders
from .standing import of_branch, why_may_not

if TYPE_CHECKING:
    from ..state import State

EVERYBODY = "member"
"""The name under which all members are asked."""


def electorate(state: State, body: str, scope: BranchId, at: Moment) -> tuple[Handle, ...]:
    """The roll: who of the branch, the body, the post or all members may vote at this moment, in order of handles.

    Cost: one pass over all members where they are asked.
    """
    found = dict.fromkeys(_belonging(state, body, scope, at))
    return tuple(sorted(person for person in found if why_may_not(state, person, "vote", at) is None))


def is_anybody(state: State, body: str, scope: BranchId, at: Moment) -> bool:
    """Whether somebody would be on the roll. Stops at the first."""
    return any(why_may_not(state, person, "vote", at) is None for person in _belonging(state, body, scope, at))


def _belonging(state: State, body: str, scope: BranchId, at: Moment) -> Iterator[Handle]:
    if body == "branch":
        yield from (member.handle for member in of_branch(state, scope))
        return
    seats = next((b.seats for b in rulebook(state).bodies if b.id == body), None)
    voting = [seat.who for seat in seats if seat.vote] if seats is not None else [body]
    for who in voting:
        yield from _seated(state, who, at)


def _seated(state: State, who: str, at: Moment) -> Iterator[Handle]:
    if who == EVERYBODY:
        yield from state.members.members
    elif who == "delegate":
        yield from sitting_delegates(state)
    else:
        yield from (holding.person for holding in holders(state, who, at))


def sitting_delegates(state: State) -> Iterator[Handle]:
    """The delegates of the last convention that opened, alternates in the places of those who did not come."""
    convention = last_opened(state)
    own = representation(state, convention)
    if own is not None:
        yield from (person for person in own.elected if is_delegate(state, convention, person))


def last_opened(state: State) -> ConventionId:
    """The convention that opened last; empty before the first."""
    found = [own.id for own in state.meetings.conventions.values() if own.opened and not own.body]
    return found[-1] if found else ConventionId("")
