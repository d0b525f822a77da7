"""Deciding: which majority a vote needs, whether it has it, and what follows from the result.

No slice and no acts of its own: `floor.close_vote` asks here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..act import Effect
from ..calendar import shifted
from ..count.majority import Decision, Majority, decide
from ..count.quorum import needed
from ..ids import AmendmentId, BranchId, ConventionId, Lot, Moment, MotionId, RulingId
from ..lots import drawn_order
from .agenda import CLOSE_NOW, RULING, Cards, ItemEnded, ItemMovedUp, Vote, item_about
from .amendments import AmendmentDecided
from .bodies import meeting_body
from .composites import originals_after
from .consenting import CONSENT, motions_in
from .debating import ON_SPEAKING, what_the_vote_brings
from .electorate import EVERYBODY
from .following import consequences
from .foundation import rulebook
from .holding import EarlyCloseAgreed
from .meetings import is_by_post
from .motions import Motion, MotionDecided, business_of
from .parts import PART, decided_part, whole_of
from .procedural_results import after_question, what_follows_of
from .procedural_votes import is_procedural, majority_of, named, order_majority
from .questions import put
from .readings import MotionRead, MotionSubmitted, readings_left
from .rulebook_change import adopted, tiers_touched
from .rulings import settled as settled_ruling
from .turns import clause as on_speaking

if TYPE_CHECKING:
    from ..state import State


def majority_named(state: State, name: str) -> Majority:
    """The majority of that name; more than half of the votes cast where the rulebook has none of that name."""
    return next((m.rule for m in rulebook(state).majorities if m.id == name), Majority())


def majorities(state: State, subject: str, meeting: ConventionId) -> tuple[Majority, ...]:
    """Every majority that the subject needs: the class of business's, or those of all tiers that it touches."""
    if is_procedural(state, subject):
        return (majority_of(state, subject),)
    if subject.startswith(CONSENT):
        found = (majorities(state, each, meeting) for each in motions_in(state, meeting, subject))
        return tuple(dict.fromkeys(each for several in found for each in several))
    if subject.startswith("item:"):
        return (named(state, order_majority(state)),)
    if subject == CLOSE_NOW or subject.startswith(RULING):
        return (majority_named(state, "simple"),)
    if subject in ON_SPEAKING:
        return (majority_named(state, on_speaking(state).closed_by),)
    if AmendmentId(whole_of(subject)) in state.amendments.amendments:
        return (majority_named(state, rulebook(state).amendments.majority),)
    return majorities_of(state, state.motions.motions[MotionId(whole_of(subject))])


def majorities_of(state: State, motion: Motion) -> tuple[Majority, ...]:
    """Every majority that the motion needs, at the convention and in the ballot of all members that confirms it."""
    clause = business_of(state, motion.business)
    tiers = tiers_touched(state, motion)
    names = [tier.majority for tier in tiers] or [clause.majority if clause else "simple"]
    return tuple(majority_named(state, name) for name in dict.fromkeys(names))


def decided(state: State, vote: Vote, cards: Cards) -> Decision:
    """The arithmetic of the vote; where several majorities are needed, that of the one hardest to reach."""
    found = [
        decide(
            rule,
            yes=cards.yes,
            no=cards.no,
            abstain=cards.abstain,
            present=sum(vote.weights) if vote.weights else len(vote.electorate),
            entitled=vote.entitled,
        )
        for rule in majorities(state, vote.subject, vote.convention)
    ]
    return max(found, key=lambda decision: (not decision.carried, decision.required))


def settled(decision: Decision, vote: Vote, casting: str, lot: Lot) -> bool | None:
    """Whether it carried, a tie settled as the rule says; None while the chair's casting vote is missing."""
    if decision.settle == "lot":
        return drawn_order(lot, vote.id, ("yes", "no"))[0] == "yes"
    if decision.settle == "chair":
        return {"yes": True, "no": False}.get(casting)
    return decision.carried


def what_follows(state: State, vote: Vote, carried: bool, at: Moment) -> tuple[Effect, ...]:
    """The consequences of the result, all of them by rule; advice leaves its item to a meeting with a quorum."""
    if not vote.advice:
        return _brought(state, vote, carried, at)
    item = item_about(state, vote.convention, vote.subject)
    return (ItemEnded(vote.convention, item.id, "laid-aside"),) if item is not None else ()


def _brought(state: State, vote: Vote, carried: bool, at: Moment) -> tuple[Effect, ...]:
    if is_procedural(state, vote.subject):
        return what_follows_of(state, vote, carried, at)
    if vote.subject.startswith(CONSENT):
        return _together(state, vote, at) if carried else ()
    if vote.subject == CLOSE_NOW:
        return (EarlyCloseAgreed(vote.convention),) if carried else ()
    if vote.subject in ON_SPEAKING:
        return what_the_vote_brings(state, vote.convention, vote.subject, at) if carried else ()
    if vote.subject.startswith("item:"):
        return (ItemMovedUp(vote.convention, vote.subject[5:]),) if carried else ()
    if vote.subject.startswith(RULING):
        return settled_ruling(state, state.rulings.rulings[RulingId(vote.subject[len(RULING) :])], not carried, at)
    if vote.subject.startswith(PART):
        part, lost = decided_part(state, vote.subject, carried, at)
        return (part, *(_text_decided(state, vote, False, at) if lost else ()))
    return _text_decided(state, vote, carried, at)


def _text_decided(state: State, vote: Vote, carried: bool, at: Moment) -> tuple[Effect, ...]:
    """What becomes of the amendment or motion, of which the vote may have been on the last part."""
    amendment = state.amendments.amendments.get(AmendmentId(whole_of(vote.subject)))
    if amendment is not None:
        ended = AmendmentDecided(amendment.id, "carried" if carried else "lost", at)
        return (ended, *consequences(state, amendment, carried, at), *after_question(state, vote))
    return _motion_decided(state, vote, carried, at)


def _together(state: State, vote: Vote, at: Moment) -> tuple[Effect, ...]:
    """Each motion of a consent agenda is carried, as if it had been put by itself."""
    found = motions_in(state, vote.convention, vote.subject)
    return tuple(
        effect for each in found for effect in _motion_decided(state, replace(vote, subject=each), True, at)
    )  # fmt: skip


def _motion_decided(state: State, vote: Vote, carried: bool, at: Moment) -> tuple[Effect, ...]:
    motion = state.motions.motions[MotionId(whole_of(vote.subject))]
    return motion_decided(state, vote.convention, motion, carried, at)


def motion_decided(
    state: State, meeting: ConventionId, motion: Motion, carried: bool, at: Moment
) -> tuple[Effect, ...]:
    """What follows when a meeting has decided on the motion itself, openly or in secret."""
    item = item_about(state, meeting, motion.id)
    ended = (ItemEnded(meeting, item.id, "done"),) if item is not None else ()
    if carried and readings_left(state, motion) > 1:
        return (MotionRead(motion.id, meeting), *ended)
    if carried and needs_confirming(state, motion):
        return (*_to_all_members(state, motion, at), *ended)
    fate = MotionDecided(motion.id, "carried" if carried else "lost", at)
    closes = state.meetings.conventions[meeting].closes
    follows = (*originals_after(state, motion, carried, at), *(adopted(state, motion, at, closes) if carried else ()))
    return (fate, *ended, *follows)


def _enough_voted(state: State, motion: Motion, voters: int) -> bool:
    """Whether as many voted as the quorum of the business asks for where it has its own, else that of the body."""
    clause, roll = business_of(state, motion.business), state.elections.elections[motion.ballot].roll
    own = clause.quorum if clause is not None else None
    return voters >= max(
        1, needed(own if own is not None else meeting_body(state, motion.convention).quorum, len(roll))
    )


def needs_confirming(state: State, motion: Motion) -> bool:
    """Whether all members must confirm the motion once the convention has carried it (business clause)."""
    clause = business_of(state, motion.business)
    return clause is not None and clause.referendum


def _to_all_members(state: State, motion: Motion, at: Moment) -> tuple[Effect, ...]:
    """The motion goes to all members at once; the voting is open for as long as the voting clause says."""
    clause, own = business_of(state, motion.business), rulebook(state)
    closes = shifted(at, own.voting.ballot_lasts, 1, own.organisation.week)
    article = clause.article if clause is not None else own.voting.article
    question = put(state, motion.id, EVERYBODY, article, at, at, closes, BranchId(""))
    return (question, MotionSubmitted(motion.id, question.election))


def confirmed(state: State, motion: Motion, carried: bool, at: Moment, voters: int) -> tuple[Effect, ...]:
    """What follows from the ballot on the motion: it is carried and takes effect, or is lost; by post its item is done.

    Without the quorum of a convention by post nothing is decided, and the motion was not reached.
    """
    if is_by_post(state, motion.convention) and not _enough_voted(state, motion, voters):
        return ()
    fate = MotionDecided(motion.id, "carried" if carried else "lost", at)
    meeting, item = state.meetings.conventions[motion.convention], item_about(state, motion.convention, motion.id)
    done = (ItemEnded(meeting.id, item.id, "done"),) if item is not None and item.state == "waiting" else ()
    if not carried:
        return (fate, *done)
    return (fate, *done, *adopted(state, motion, at, max(meeting.closes, at), over=bool(meeting.closed)))
