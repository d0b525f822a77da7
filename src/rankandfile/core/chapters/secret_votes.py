"""Secret votes of a meeting on a motion, for the classes of business that the rulebook decides so.

When such a motion comes onto the floor its ballot is prepared: a question with the same box or board, the same trackers
and the same count as an election. Whoever presides opens the voting when the motion would be put to the vote, its
amendments decided; the roll is fixed at that moment: those present with a vote. Amendments and parts are voted on in
the open. A meeting does not wait for trustees: with a board the item is laid aside at the close, and decided when
enough of them have opened it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Effect
from ..ids import BranchId, ConventionId, ElectionId, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .agenda import ItemEnded, agenda_article, item_about, open_vote
from .board_roll import electors
from .boards import board
from .elections import Election, ElectionsState, phase, with_election
from .foundation import rulebook
from .meetings import present_voters
from .motions import Motion, business_of
from .quorum import count_entitled, why_no_quorum
from .readings import MotionSubmitted

if TYPE_CHECKING:
    from ..state import State


class SecretVotePrepared(Effect, frozen=True):
    """The motion on the floor will be decided by this secret ballot of the meeting."""

    election: ElectionId
    convention: ConventionId
    motion: MotionId
    article: str
    at: Moment


class SecretVoteOpened(Effect, frozen=True):
    """Ballots can be cast by those who are present with a vote now, and by nobody else."""

    election: ElectionId
    electors: int
    at: Moment


REFUSALS = {
    "floor.secret": Words(
        gettext_noop("{motion} is decided by secret ballot."),
        gettext_noop("Open the voting of {election}."),
    ),
    "floor.secret_voting": Words(
        gettext_noop("The secret voting on {motion} is open."),
        gettext_noop("Close the voting first."),
    ),
}


def is_secret(state: State, motion: Motion) -> bool:
    """Whether the rulebook has motions of this class decided by secret ballot (voting clause)."""
    return motion.business in rulebook(state).voting.secret


def secret_ballot(state: State, convention: ConventionId, motion: str) -> Election | None:
    """The secret ballot of this meeting on the motion; None where there is none."""
    found = (e for e in state.elections.elections.values() if e.convention == convention and e.question == motion)
    return next(found, None)


def prepared(state: State, convention: ConventionId, about: str, at: Moment) -> tuple[Effect, ...]:
    """What taking up an item brings: the ballot of a motion that is decided in secret, once."""
    motion = state.motions.motions.get(MotionId(about))
    if motion is None or not is_secret(state, motion) or secret_ballot(state, convention, about) is not None:
        return ()
    number = ElectionId(f"E{len(state.elections.elections) + 1}")
    return (SecretVotePrepared(number, convention, motion.id, rulebook(state).voting.article, at),)


def why_only_in_secret(state: State, convention: ConventionId, subject: str) -> Refusal | None:
    """Why the motion is not put to an open vote."""
    own = secret_ballot(state, convention, subject)
    return refuse(own.article, "floor.secret", motion=subject, election=own.id) if own is not None else None


def voting_now(state: State, convention: ConventionId) -> Refusal | None:
    """Why the meeting does not go on or close: a secret voting is open; None while none is."""
    for own in state.elections.elections.values():
        if own.convention == convention and own.question and phase(own, state.now) == "voting":
            return refuse(own.article, "floor.secret_voting", motion=own.question)
    return None


def why_not_opened_yet(state: State, own: Election) -> Refusal | None:
    """Why the voting on a motion cannot be opened now: it could not be put to the vote either."""
    from .debating import why_still_debated
    from .voting import why_not_on_the_floor

    motion, meeting = state.motions.motions[MotionId(own.question)], state.meetings.conventions[own.convention]
    vote = open_vote(state, own.convention)
    if vote is not None:
        return refuse(agenda_article(state), "floor.vote_open", vote=vote.id)
    return (
        why_no_quorum(state, meeting, business_of(state, motion.business))
        or why_not_on_the_floor(state, own.convention, motion.id, motion.id)
        or why_still_debated(state, own.convention, motion.id)
    )


def opened(state: State, own: Election, at: Moment) -> tuple[Effect, ...]:
    """The voting is open, and the motion waits for its ballot: nothing more is changed in it."""
    return (SecretVoteOpened(own.id, len(electors(state, own)), at), MotionSubmitted(MotionId(own.question), own.id))


def laid_aside(state: State, own: Election) -> tuple[Effect, ...]:
    """At the close with a board: the meeting goes on, and the item is decided when the board is opened."""
    item = item_about(state, own.convention, own.question)
    return (ItemEnded(own.convention, item.id, "laid-aside"),) if item is not None else ()


def base_of(state: State, own: Election) -> tuple[int, int]:
    """Of how many the majority is taken, where it is one of those present, or of all who are entitled."""
    return len(electors(state, own)), count_entitled(state, own.convention)


def _prepared(state: State, effect: SecretVotePrepared) -> ElectionsState:
    question = Election(
        id=effect.election, post="", convention=effect.convention, scope=BranchId(""), seats=1, alternates=0,
        method="question", opened=effect.at, nominations_close=effect.at, voting_opens=Moment(0),
        voting_closes=Moment(0), question=effect.motion, article=effect.article,
    )  # fmt: skip
    return ElectionsState(state.elections.elections.set(effect.election, question))


def _opened(state: State, effect: SecretVoteOpened) -> ElectionsState:
    own, found = state.elections.elections[effect.election], board(state, effect.election)
    there = found.roll if found is not None else present_voters(state.meetings.conventions[own.convention])
    return with_election(state, effect.election, voting_opens=effect.at, roll=tuple(sorted(there)))


SLICE = "elections"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {SecretVotePrepared: _prepared, SecretVoteOpened: _opened}
TEXTS: dict[type, tuple[Any, ...]] = {}
