"""A convention by post: the clock opens it, puts every motion and election of its agenda to a ballot, and closes it.

Voting is open from the opening to the close, for everybody who has a vote in the body that meets; nobody presides. What
the movers have not taken in of the amendments by then falls, because there is no floor to vote on them. A motion is
decided by its majority when the boxes are counted, with the quorum among those who voted. Keeps nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Answer, Effect
from ..count.quorum import needed
from ..ids import BranchId, ElectionId, Moment, MotionId
from .agenda import Item, items, unreached
from .amendments import AmendmentDecided, of_motion
from .balloting import CountBallots, PostalVotingOpened
from .bodies import meeting_body
from .elections import DELEGATE, Election
from .electorate import electorate
from .foundation import KeepTime, rulebook
from .holding import ConventionClosed, ConventionOpened, what_a_close_brings
from .meetings import Convention, current, is_by_post, with_meeting
from .motions import article_of, of_convention
from .questions import put
from .readings import MotionSubmitted

if TYPE_CHECKING:
    from ..state import State


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The opening at its hour, and the close when every box is counted; nothing where the convention meets."""
    own = current(state)
    if own is None or not is_by_post(state):
        return None
    if not own.opened:
        return (own.opens, "open-by-post", own.id)
    return (own.closes, "close-by-post", own.id) if all(e.counted for e in _ballots(state, own)) else None


def _ballots(state: State, own: Convention) -> Iterator[Election]:
    """The ballots of this convention: the elections on its agenda, and those on its motions."""
    asked = {motion.ballot for motion in of_convention(state, own.id)}
    for election in state.elections.elections.values():
        if (election.convention == own.id and election.post != DELEGATE) or election.id in asked:
            yield election


def strike(state: State, act: KeepTime) -> Answer:
    """The clock opens the convention and all its ballots, or closes it."""
    own = current(state)
    assert own is not None, "the engine asked for a convention that nobody called"
    if act.duty == "close-by-post":
        return (
            *unreached(state, own.id, act.at),
            ConventionClosed(own.id, act.at),
            *what_a_close_brings(state, own.id, act.at),
        )
    return tuple(_opening(state, own, act.at))


def _opening(state: State, own: Convention, at: Moment) -> Iterator[Effect]:
    body = rulebook(state).convention.body
    after = replace(state, meetings=with_meeting(state, own.id, opened=at))
    entitled = len(electorate(after, body, BranchId(""), at))
    yield ConventionOpened(own.id, at, 0, entitled, max(1, needed(meeting_body(state, own.id).quorum, entitled)))
    before = 0
    for item in items(state, own.id):
        if item.state == "done":  # ruled out of order since the agenda was composed
            continue
        if ElectionId(item.about) in state.elections.elections:
            yield PostalVotingOpened(ElectionId(item.about), at, own.closes)
        else:
            yield from _submitted(after, own, item, at, before)
            before += 1


def _submitted(state: State, own: Convention, item: Item, at: Moment, before: int) -> Iterator[Effect]:
    motion = state.motions.motions[MotionId(item.about)]
    yield from (AmendmentDecided(a.id, "fell", at) for a in of_motion(state, motion.id) if not a.fate)
    body = rulebook(state).convention.body
    question = put(state, motion.id, body, article_of(state, motion), at, at, own.closes, BranchId(""), before)
    yield question
    yield MotionSubmitted(motion.id, question.election)


SLICE = ""
CLOCK = ("open-by-post", "close-by-post")
TIMELY = (CountBallots,)
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
