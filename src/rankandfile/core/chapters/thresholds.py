"""Thresholds: how much support there is, how much is enough, and what a share of the members or delegates comes to.

Only questions; no slice of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..count.shares import ratio, rounded
from ..ids import ConventionId, Handle, Moment
from ..rulebook.schema import Threshold
from ..table import Table
from .delegates import count_delegates, is_delegate
from .standing import count_voters

if TYPE_CHECKING:
    from ..state import State


def support(state: State, convention: ConventionId, seconders: Table[Handle, Moment]) -> Threshold:
    """How much support there is: members, delegates among them, branches they belong to."""
    branches = {state.members.members[s].branch for s in seconders}
    delegates = sum(is_delegate(state, convention, s) for s in seconders)
    return Threshold(members=len(seconders), delegates=delegates, branches=len(branches))


def is_reached(need: Threshold, has: Threshold) -> bool:
    """Whether every number of the threshold is reached."""
    return has.members >= need.members and has.delegates >= need.delegates and has.branches >= need.branches


def in_numbers(state: State, need: Threshold, convention: ConventionId) -> Threshold:
    """The threshold as numbers: a share becomes so many of those who may vote now, or of the delegates elected.

    Cost where there is a share of the members: one pass over all of them.
    """
    if need.share == "0":
        return need
    if need.of == "delegates":
        delegates = part_of(need, count_delegates(state, convention))
        return replace(need, share="0", delegates=max(need.delegates, delegates))
    return replace(need, share="0", members=max(need.members, part_of(need, count_voters(state, state.now))))


def part_of(need: Threshold, all_: int) -> int:
    """How many the threshold's share is of so many: rounded as the clause says, and never nobody."""
    return max(rounded(ratio(need.share) * all_, need.rounding), 1)
