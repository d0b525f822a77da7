"""Voting at a meeting: amendments first, the electorate frozen, the result computed.

The electorate of a vote is who is present with a vote when it opens; majority and quorum are computed, and nobody can
type a result: cards are counted by tellers who must agree, a roll call is the votes themselves. What a result brings
about stands in `deciding.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import AmendmentId, ConventionId, Handle, Lot, Moment, MotionId, RulingId, VoteId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Business
from ..table import Table
from .agenda import (
    ABSTAIN,
    CLOSE_NOW,
    NO,
    RULING,
    SILENT,
    YES,
    Cards,
    FloorState,
    Item,
    Method,
    Vote,
    agenda_article,
    is_joined,
    open_item,
    open_vote,
    why_not_chairing,
)
from .bodies import meeting_body, rules_of
from .consenting import CONSENT, motions_in, why_no_consent
from .debating import ON_SPEAKING, why_no_vote_on_speaking, why_still_debated
from .deciding import decided, settled, what_follows
from .foundation import rulebook
from .meetings import present_voters, why_not_presiding
from .motions import business_of, why_not_alive
from .ordering import sequence
from .parts import article as parts_article
from .parts import part_named, whole_of
from .procedural_votes import (
    closes_without_chair,
    goes_without_chair,
    is_procedural,
    why_not_put,
    why_something_first,
)
from .proxies import electors, in_force
from .quorum import count_entitled, why_no_quorum, why_not_in_session
from .recounting import ResultWaits, waits_until
from .rulebook_change import why_overtaken
from .rulings import in_the_way
from .secret_votes import voting_now, why_only_in_secret
from .weights import represented, weights, why_not_weighed

if TYPE_CHECKING:
    from ..state import State


class DemandRollCall(Act, frozen=True):
    """Demand that the vote on this subject be taken by name."""

    convention: ConventionId
    subject: str


class PutToVote(Act, frozen=True):
    """Open a vote on the motion, an amendment, `part:M1:4-8` (lines), `item:N` (take it next), `close` (end early)."""

    convention: ConventionId
    subject: str
    method: Method
    weighted: bool = False
    """A card vote: by roll call, each vote counting the members whom it represents."""


class CloseVote(Act, frozen=True):
    """Close the vote; `casting` is the chair's where the rule gives a tie to the chair, `lot` settles one by lot."""

    vote: VoteId
    lot: Lot
    casting: str = ""


class RollCallDemanded(Effect, frozen=True):
    """One more demands a roll call."""

    subject: str
    by: Handle


class VoteOpened(Effect, frozen=True):
    """The vote is open for those now present with a vote."""

    vote: VoteId
    convention: ConventionId
    subject: str
    method: Method
    electors: int
    entitled: int
    at: Moment
    weighted: bool = False
    advice: bool = False


class VoteDecided(Effect, frozen=True):
    """The result with its arithmetic: yes votes `required` of a base of `base`."""

    vote: VoteId
    yes: int
    no: int
    abstain: int
    required: int
    base: int
    carried: bool
    at: Moment


REFUSALS = {
    "floor.not_on_the_floor": Words(
        gettext_noop("{subject} is not on the floor."),
        gettext_noop("Take up its item first."),
    ),
    "floor.no_subject": Words(
        gettext_noop("“{subject}” is nothing that can be put to the vote here."),
        gettext_noop("Name a motion, one of its amendments, “item:N”, or “close”."),
    ),
    "floor.ruled_out": Words(
        gettext_noop("{motion} is ruled out of order by {ruling}, and the meeting has not decided on that."),
        gettext_noop("Put “ruling:{ruling}” to the vote first; carried, the ruling is overturned."),
    ),
    "floor.amendments_first": Words(
        gettext_noop("Amendments are voted on before their motion; {amendment} is next."),
        gettext_noop("Put {amendment} to the vote."),
    ),
    "floor.parts_first": Words(
        gettext_noop("{subject} is voted on in parts; lines {first} to {last} of it are next."),
        gettext_noop("Put these lines to the vote."),
    ),
    "floor.roll_call": Words(
        gettext_noop("{demands} delegates demanded a roll call on this, and {needed} are enough."),
        gettext_noop("Put it to the vote by roll call."),
    ),
    "floor.no_demand": Words(
        gettext_noop("This rulebook knows no demand for a roll call."),
        gettext_noop("Ask the chair to take the vote by name."),
    ),
    "floor.demanded": Words(
        gettext_noop("You have demanded this already."),
        gettext_noop("It takes {needed} delegates in all."),
    ),
    "vote.unknown": Words(
        gettext_noop("This vote is not open."),
        gettext_noop("See the vote's result, or wait until the chair opens the next one."),
    ),
    "vote.cards": Words(
        gettext_noop("Tellers whose counts agree: {reports}; there must be {needed}."),
        gettext_noop("Let another teller count, or count again where they differ."),
    ),
    "vote.card_vote": Words(
        gettext_noop("On this class of business each vote counts the members whom it represents."),
        gettext_noop("Put it to a card vote."),
    ),
    "vote.no_card_vote": Words(
        gettext_noop("This rulebook knows no card vote on this: everybody who votes counts one."),
        gettext_noop("Put it to the vote by roll call or by a show of cards."),
    ),
    "vote.tie": Words(
        gettext_noop("The votes are equal, and the rule gives the tie to the chair."),
        gettext_noop("Close the vote with your casting vote, yes or no."),
    ),
}


def demand_roll_call(state: State, act: DemandRollCall, texts: Texts) -> Answer:
    """Who is present with a vote may demand that it be taken by name (voting clause)."""
    clause = rulebook(state).voting
    refusal = why_not_in_session(state, act.convention)
    if refusal is not None:
        return refusal
    enough = enough_for_roll_call(state, act.convention)
    if not enough:
        return refuse(clause.article, "floor.no_demand")
    if act.by not in present_voters(state.meetings.conventions[act.convention]):
        return refuse(agenda_article(state), "floor.no_voice")
    if act.by in state.floor.demands.get(act.subject, ()):
        return refuse(clause.article, "floor.demanded", needed=enough)
    refusal = _why_no_subject(state, act.convention, act.subject)
    if refusal is not None:
        return refusal
    demands = len(state.floor.demands.get(act.subject, ())) + 1
    by_name = _taken_by_name(state, act) if demands >= enough else ()
    return (RollCallDemanded(act.subject, act.by), *by_name)


def enough_for_roll_call(state: State, meeting: ConventionId) -> int:
    """How many of those present with a vote have a vote taken by name; 0 where only the chair decides."""
    own = rules_of(state, meeting)
    return own.roll_call_on_demand if own is not None else rulebook(state).voting.roll_call_on_demand


def _taken_by_name(state: State, act: DemandRollCall) -> tuple[Effect, ...]:
    """An open show of cards that enough demand by name is taken anew, where the rulebook has rules of procedure."""
    from .floor_changes import RollCallOrdered

    vote = open_vote(state, act.convention)
    if rulebook(state).procedure is None or vote is None or vote.subject != act.subject:
        return ()
    return (RollCallOrdered(vote.id),) if vote.method == "show-of-cards" else ()


def put_to_vote(state: State, act: PutToVote, texts: Texts) -> Answer:
    """The chair opens a vote on what is on the floor, with a quorum, amendments first."""
    refusal = (
        _why_not_putting(state, act)
        or _why_too_few(state, act)
        or why_something_first(state, act.convention, act.subject, act.at)
        or _why_no_subject(state, act.convention, act.subject)
        or why_still_debated(state, act.convention, whole_of(act.subject))
        or why_only_in_secret(state, act.convention, act.subject)
        or _why_not_this_method(state, act)
        or why_not_weighed(state, business_voted_on(state, act.subject), act.method, act.weighted)
    )
    if refusal is not None:
        return refusal
    meeting = state.meetings.conventions[act.convention]
    number = VoteId(f"V{len(state.floor.votes) + 1}")
    entitled = represented(state, meeting.id) if act.weighted else count_entitled(state, meeting.id)
    who = len(electors(meeting))
    opened = VoteOpened(number, act.convention, act.subject, act.method, who, entitled, act.at, act.weighted)
    return (replace(opened, advice=True) if is_advice(state, act.convention, act.subject) else opened,)


def _why_too_few(state: State, act: PutToVote) -> Refusal | None:
    """Why nothing is put to the vote without a quorum; where the rulebook takes advice then, a motion is."""
    if is_advice(state, act.convention, act.subject):
        return None
    return why_no_quorum(state, state.meetings.conventions[act.convention], business_voted_on(state, act.subject))


def is_advice(state: State, convention: ConventionId, subject: str) -> bool:
    """Whether a vote on this now is advice alone: on a motion itself, without the quorum, if the rulebook says so."""
    if MotionId(subject) not in state.motions.motions:
        return False
    business, meeting = business_voted_on(state, subject), state.meetings.conventions[convention]
    own = business.quorum if business is not None else None
    rule = own if own is not None else meeting_body(state, convention).quorum
    return rule.without == "advisory" and why_no_quorum(state, meeting, business) is not None


def _why_not_putting(state: State, act: PutToVote) -> Refusal | None:
    """Who presides puts questions; an appeal that waits for too long its supporters put themselves, by name."""
    if goes_without_chair(state, act.subject, act.by, act.at) and act.method == "roll-call":
        vote = open_vote(state, act.convention)
        open_already = refuse(agenda_article(state), "floor.vote_open", vote=vote.id) if vote is not None else None
        return why_not_in_session(state, act.convention) or open_already
    return why_not_chairing(state, act.convention, act.by, act.at) or voting_now(state, act.convention)


def business_voted_on(state: State, subject: str) -> Business | None:
    """The class of business of the motion that is voted on, or whose amendment is; None for a vote on procedure."""
    subject = whole_of(subject)
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    motion = state.motions.motions.get(MotionId(amendment.motion if amendment is not None else subject))
    return business_of(state, motion.business) if motion is not None else None


def _why_not_this_method(state: State, act: PutToVote) -> Refusal | None:
    clause, demands = rulebook(state).voting, len(state.floor.demands.get(act.subject, ()))
    enough = enough_for_roll_call(state, act.convention)
    if enough and demands >= enough and act.method != "roll-call":
        return refuse(clause.article, "floor.roll_call", demands=demands, needed=enough)
    return None


def _why_no_subject(state: State, convention: ConventionId, subject: str) -> Refusal | None:
    if subject == CLOSE_NOW:
        return None
    if is_procedural(state, subject):
        return why_not_put(state, convention, subject)
    if subject.startswith(CONSENT):
        return why_no_consent(state, convention, subject) or _why_no_quorum_for_all(state, convention, subject)
    if subject in ON_SPEAKING:
        return why_no_vote_on_speaking(state, convention, subject)
    if subject.startswith("item:"):
        found = state.floor.agenda.get(convention, Table[str, Item]()).get(subject[5:])
        waits = found is not None and found.state == "waiting" and not is_joined(state, found.about)
        return None if waits else refuse(agenda_article(state), "floor.no_item", item=subject[5:25])
    if subject.startswith(RULING):
        return _why_no_appeal(state, convention, subject)
    whole = whole_of(subject)
    amendment = state.amendments.amendments.get(AmendmentId(whole))
    motion = MotionId(amendment.motion if amendment is not None else whole)
    if motion not in state.motions.motions:
        return refuse(agenda_article(state), "floor.no_subject", subject=subject[:40])
    return why_not_on_the_floor(state, convention, motion, subject)


def _why_no_appeal(state: State, convention: ConventionId, subject: str) -> Refusal | None:
    """Why the meeting cannot vote on the ruling: it is in nothing's way, or its motion is not on the floor."""
    own, item = state.rulings.rulings.get(RulingId(subject.removeprefix(RULING))), open_item(state, convention)
    if own is None or in_the_way(state, own.about) is None:
        return refuse(agenda_article(state), "floor.no_subject", subject=subject[:40])
    amendment = state.amendments.amendments.get(AmendmentId(own.about))
    is_up = item is not None and item.about == (amendment.motion if amendment is not None else own.about)
    return None if is_up else refuse(agenda_article(state), "floor.not_on_the_floor", subject=subject)


def _why_no_quorum_for_all(state: State, convention: ConventionId, subject: str) -> Refusal | None:
    """Why too few are there for one of the motions that are put together."""
    meeting = state.meetings.conventions[convention]
    found = (business_voted_on(state, each) for each in motions_in(state, convention, subject))
    return next((no for each in found if (no := why_no_quorum(state, meeting, each)) is not None), None)


def why_not_on_the_floor(state: State, convention: ConventionId, motion: MotionId, subject: str) -> Refusal | None:
    """Why the motion, or what belongs to it, cannot be put to the vote now; None when it is next on the floor."""
    item = open_item(state, convention)
    if item is None or item.about != motion:
        return refuse(agenda_article(state), "floor.not_on_the_floor", subject=subject)
    refusal = why_not_alive(state, motion) or why_overtaken(state, state.motions.motions[motion])
    if refusal is not None:
        return refusal
    ruling = in_the_way(state, motion) or in_the_way(state, whole_of(subject))
    if ruling is not None:
        return refuse(ruling.article, "floor.ruled_out", motion=ruling.about, ruling=ruling.id)
    return _why_not_first(state, motion, subject)


def _why_not_first(state: State, motion: MotionId, subject: str) -> Refusal | None:
    """Amendments come before their text, and its parts before the whole."""
    first, convention = sequence(state, motion)[0], state.motions.motions[motion].convention
    if first == subject or is_advice(state, convention, subject):
        return None
    named = part_named(first)
    if named is not None:
        whole, part = named
        return refuse(parts_article(state), "floor.parts_first", subject=whole, first=part.first, last=part.last)
    if first == motion:
        return refuse(agenda_article(state), "floor.not_on_the_floor", subject=subject)
    return refuse(rulebook(state).amendments.article, "floor.amendments_first", amendment=first)


def counted(vote: Vote, tellers_agree: int) -> Cards | None:
    """The count of the vote: the choices by name, or the cards on which enough tellers agree; None without one."""
    if vote.method == "roll-call":
        return Cards(*(sum_of(vote, choice) for choice in (YES, NO, ABSTAIN)))
    reports = list(vote.cards.values())
    return next((r for r in reports if reports.count(r) >= tellers_agree), None)


def sum_of(vote: Vote, choice: str) -> int:
    """How many votes, or in a card vote how many members, stand for the choice."""
    if not vote.weights:
        return vote.choices.count(choice)
    return sum(weight for made, weight in zip(vote.choices, vote.weights, strict=True) if made == choice)


def agreeing(vote: Vote) -> int:
    """How many tellers' counts agree, at most."""
    reports = list(vote.cards.values())
    return max((reports.count(r) for r in reports), default=0)


def close_vote(state: State, act: CloseVote, texts: Texts) -> Answer:
    """The chair closes; the result follows from the count and the majority, and takes effect at once."""
    own, clause = state.floor.votes.get(act.vote), rulebook(state).voting
    if own is None or own.closed:
        return refuse(clause.article, "vote.unknown")
    presiding = why_not_presiding(state, own.convention, act.by, act.at)
    if presiding is not None and not closes_without_chair(state, own, act.by, act.at):
        return presiding
    cards = counted(own, clause.tellers_agree)
    if cards is None:
        return refuse(clause.article, "vote.cards", reports=agreeing(own), needed=clause.tellers_agree)
    decision = decided(state, own, cards)
    carried = settled(decision, own, act.casting, act.lot)
    if carried is None:
        return refuse(clause.article, "vote.tie")
    result = VoteDecided(own.id, cards.yes, cards.no, cards.abstain, decision.required, decision.base, carried, act.at)
    until = waits_until(state, own, act.at)
    return (result, *((ResultWaits(own.id, until),) if until else what_follows(state, own, carried, act.at)))


def _demanded(state: State, effect: RollCallDemanded) -> FloorState:
    own = state.floor
    return replace(own, demands=own.demands.set(effect.subject, (*own.demands.get(effect.subject, ()), effect.by)))


def _vote_opened(state: State, effect: VoteOpened) -> FloorState:
    own, meeting = state.floor, state.meetings.conventions[effect.convention]
    electorate = electors(meeting)
    vote = Vote(
        effect.vote,
        effect.convention,
        effect.subject,
        effect.method,
        electorate,
        effect.at,
        effect.entitled,
        SILENT * len(electorate),
        proxies=in_force(meeting),
        weights=weights(state, meeting.id, electorate) if effect.weighted else (),
        advice=effect.advice,
    )
    return replace(
        own,
        votes=own.votes.set(effect.vote, vote),
        open_vote=own.open_vote.set(effect.convention, effect.vote),
    )


def with_vote(state: State, vote: VoteId, **change: Any) -> FloorState:
    own = state.floor
    return replace(own, votes=own.votes.set(vote, replace(own.votes[vote], **change)))


def _vote_decided(state: State, effect: VoteDecided) -> FloorState:
    closed = with_vote(
        state,
        effect.vote,
        closed=effect.at,
        yes=effect.yes,
        no=effect.no,
        abstain=effect.abstain,
        required=effect.required,
        base=effect.base,
        carried=effect.carried,
    )
    convention = state.floor.votes[effect.vote].convention
    return replace(closed, open_vote=closed.open_vote.remove(convention))


SLICE = "floor"
TIMELY = (CloseVote,)
ADMIT: dict[type, Any] = {
    DemandRollCall: demand_roll_call,
    PutToVote: put_to_vote,
    CloseVote: close_vote,
}
APPLY: dict[type, Any] = {
    RollCallDemanded: _demanded,
    VoteOpened: _vote_opened,
    VoteDecided: _vote_decided,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
