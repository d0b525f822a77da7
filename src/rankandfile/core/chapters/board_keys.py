"""Who may hold the key of a board: enough people, from different places, and not those whom the election is about.

Only questions. Whom the election is about is kept off the key as long as somebody else can take the place. Were it
forbidden outright, those who hold the post could stand, and so bring about a plain ballot: then pages mark them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from ..ids import Handle, Moment
from ..refusal import Refusal, refuse
from ..rulebook.schema import Ballots
from .elections import Election, standing
from .offices import holders

if TYPE_CHECKING:
    from ..state import State


def who_may_hold(state: State, clause: Ballots, at: Moment) -> tuple[Handle, ...]:
    """Everybody who holds the trustees' post or that of a side, each once, in the order of the posts."""
    posts = (clause.trustee, *(side.post for side in clause.sides))
    return tuple(dict.fromkeys(held.person for post in posts for held in holders(state, post, at)))


def concerned(state: State, own: Election) -> frozenset[Handle]:
    """Those who stand in the election, or whom it would recall."""
    if own.question:
        return frozenset(each.person for each in state.recalls.recalls.values() if each.election == own.id)
    return frozenset(standing(own))


def why_not_these(
    state: State, own: Election, clause: Ballots, trustees: tuple[Handle, ...], threshold: int, at: Moment
) -> Refusal | None:
    """Why these people cannot hold the key with this threshold (clause on ballots)."""
    able = who_may_hold(state, clause, at)
    enough = len(trustees) >= clause.number and clause.threshold <= threshold <= len(trustees)
    if not enough or len(set(trustees)) != len(trustees) or not set(able).issuperset(trustees):
        return refuse(
            clause.article, "board.trustees", number=clause.number, threshold=clause.threshold, post=clause.trustee
        )
    return _why_not_spread(state, clause, trustees, at) or _why_concerned(state, own, clause, trustees, able, at)


def _why_not_spread(state: State, clause: Ballots, trustees: Collection[Handle], at: Moment) -> Refusal | None:
    """They do not come from as many branches and sides as the rulebook asks for."""
    branches = Counter(state.members.members[person].branch for person in trustees)
    if len(branches) < clause.branches:
        return refuse(clause.article, "board.branches", found=len(branches), branches=clause.branches)
    most = max(branches.values(), default=0)
    if clause.per_branch and most > clause.per_branch:
        return refuse(clause.article, "board.one_branch", found=most, most=clause.per_branch)
    for side in clause.sides:
        found = len({held.person for held in holders(state, side.post, at)}.intersection(trustees))
        if found < side.number:
            return refuse(clause.article, "board.side", found=found, post=side.post, number=side.number)
    return None


def _why_concerned(
    state: State,
    own: Election,
    clause: Ballots,
    trustees: tuple[Handle, ...],
    able: tuple[Handle, ...],
    at: Moment,
) -> Refusal | None:
    """One of them is somebody whom it is about, and somebody else could take that place."""
    about = concerned(state, own)
    free = [person for person in able if person not in about and person not in trustees]
    for person in trustees:
        others = ({*trustees, each} - {person} for each in free)
        if person in about and any(_why_not_spread(state, clause, each, at) is None for each in others):
            return refuse(clause.article, "board.concerned", person=person)
    return None
