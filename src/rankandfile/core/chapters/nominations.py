"""Nominations: who stands, and how that came about.

Anybody eligible nominates himself or herself, or is nominated and accepts. The list is fixed when the voting opens.
Keeps the candidates in the election's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import ElectionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from .beside_boards import why_list_is_fixed
from .delegates import is_delegate, representation
from .elections import DELEGATE, Candidate, Election, ElectionsState, article_of, election, phase, with_election
from .foundation import rulebook
from .lengths import why_statement_too_long
from .offices import post_named, terms_in_a_row
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State


class Nominate(Act, frozen=True):
    """Nominate somebody, oneself included."""

    election: ElectionId
    candidate: Handle


class AcceptNomination(Act, frozen=True):
    """Agree to stand."""

    election: ElectionId


class SupportNomination(Act, frozen=True):
    """Support a nomination, where the rulebook asks for nominators."""

    election: ElectionId
    candidate: Handle


class WithdrawCandidacy(Act, frozen=True):
    """Stand no longer; possible until the voting opens."""

    election: ElectionId


class ProposeSlate(Act, frozen=True):
    """Offer several persons as one choice, where the rulebook fills the post by slate."""

    election: ElectionId
    persons: tuple[Handle, ...]


class CandidateNominated(Effect, frozen=True):
    """The person is nominated; it stands when it has accepted."""

    election: ElectionId
    candidate: Handle
    by: Handle
    accepted: bool
    entry: int
    slate: tuple[Handle, ...] = ()


class NominationAccepted(Effect, frozen=True):
    """The person stands."""

    election: ElectionId
    candidate: Handle
    entry: int


class NominationSupported(Effect, frozen=True):
    """One more nominator."""

    election: ElectionId
    candidate: Handle
    by: Handle


class CandidacyWithdrawn(Effect, frozen=True):
    """The person no longer stands."""

    election: ElectionId
    candidate: Handle


REFUSALS = {
    "election.unknown": Words(
        gettext_noop("There is no such election."),
        gettext_noop("See the list of elections."),
    ),
    "election.nominations_closed": Words(
        gettext_noop("Nominations closed on {since}."),
        gettext_noop("Vote when the voting opens."),
    ),
    "election.nominated": Words(
        gettext_noop("This person is nominated already."),
        gettext_noop("Nothing more is needed."),
    ),
    "election.terms": Words(
        gettext_noop("This person has held the post “{post}” for {terms} terms in a row, which is the limit."),
        gettext_noop("Nominate somebody else; the person can stand again after a pause."),
    ),
    "election.own_only": Words(
        gettext_noop("For this post people nominate themselves."),
        gettext_noop("Ask the person to stand."),
    ),
    "election.not_candidate": Words(
        gettext_noop("This person is not a candidate here."),
        gettext_noop("See the list of candidates."),
    ),
    "election.accepted": Words(
        gettext_noop("You have accepted already."),
        gettext_noop("Nothing more is needed."),
    ),
    "election.candidates_of": Words(
        gettext_noop("Candidates for this post must be: {candidates}."),
        gettext_noop("Nominate somebody who is."),
    ),
    "election.slate": Words(
        gettext_noop("This post is filled by slate: persons are not elected one by one."),
        gettext_noop("Propose a slate of {seats} persons, or move to change the article."),
    ),
    "election.no_slate": Words(
        gettext_noop("Persons are elected one by one here; there are no slates."),
        gettext_noop("Nominate each person."),
    ),
    "election.slate_size": Words(
        gettext_noop("A slate names {seats} different members."),
        gettext_noop("Name as many as there are seats."),
    ),
    "election.voting": Words(
        gettext_noop("The voting has begun, and the list of candidates is fixed."),
        gettext_noop("If elected, you can give the seat up; the next in line follows."),
    ),
}


def nominate(state: State, act: Nominate, texts: Texts) -> Answer:
    """A nomination, by oneself or by another member, while nominations are open."""
    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    refusal = _why_no_nomination(state, own, act.by, act.at) or _why_not_eligible(state, own, act.candidate, act.at)
    if refusal is not None:
        return refusal
    article = article_of(state, own)
    if own.method == "slate":
        return refuse(article, "election.slate", seats=own.seats)
    found = own.candidates.get(act.candidate)
    if found is not None and not found.withdrawn:
        return refuse(article, "election.nominated")
    if act.by != act.candidate and _own_nominations_only(state, own):
        return refuse(article, "election.own_only")
    return why_statement_too_long(state, texts.get("statement")) or (
        CandidateNominated(own.id, act.candidate, act.by, act.by == act.candidate, int(state.size)),
    )


def _own_nominations_only(state: State, own: Election) -> bool:
    clause = rulebook(state).delegates
    return own.post == DELEGATE and clause is not None and clause.nomination == "own"


def _why_no_nomination(state: State, own: Election, by: Handle, at: Moment) -> Refusal | None:
    article = article_of(state, own)
    if at >= own.nominations_close:
        return refuse(article, "election.nominations_closed", since=own.nominations_close)
    refusal = why_may_not(state, by, "vote", at)
    if refusal is not None:
        return refusal
    outside = own.scope and state.members.members[by].branch != own.scope
    return refuse(article, "election.not_your_body") if outside else None


def _why_not_eligible(state: State, own: Election, person: Handle, at: Moment) -> Refusal | None:
    refusal, article = why_may_not(state, person, "stand", at), article_of(state, own)
    if refusal is not None:
        return refusal
    post, made_up = post_named(state, own.post), representation(state, own.convention)
    if own.post == DELEGATE:
        on_roll = made_up is not None and made_up.roll.get(person) == own.scope
        return None if on_roll else refuse(article, "delegate.not_on_roll")
    allowed = post.candidates if post is not None else "member"
    member = state.members.members[person]
    outside = own.scope and member.branch != own.scope
    if post is not None and post.terms_at_most and terms_in_a_row(state, post.id, person) >= post.terms_at_most:
        return refuse(article, "election.terms", terms=post.terms_at_most, post=post.id)
    fits = {"member": True, "delegate": is_delegate(state, own.convention, person)}.get(
        allowed, member.member_class == allowed
    )
    return None if fits and not outside else refuse(article, "election.candidates_of", candidates=allowed)


def accept_nomination(state: State, act: AcceptNomination, texts: Texts) -> Answer:
    """Whoever was nominated agrees to stand, until nominations close."""
    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    article, found = article_of(state, own), own.candidates.get(act.by)
    if found is None or found.withdrawn:
        return refuse(article, "election.not_candidate")
    if found.accepted:
        return refuse(article, "election.accepted")
    if act.at >= own.nominations_close:
        return refuse(article, "election.nominations_closed", since=own.nominations_close)
    too_long = why_statement_too_long(state, texts.get("statement"))
    return too_long or (NominationAccepted(own.id, act.by, int(state.size)),)


def support_nomination(state: State, act: SupportNomination, texts: Texts) -> Answer:
    """A nominator's name is added."""
    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    refusal = _why_no_nomination(state, own, act.by, act.at)
    if refusal is not None:
        return refusal
    found = own.candidates.get(act.candidate)
    if found is None or found.withdrawn:
        return refuse(article_of(state, own), "election.not_candidate")
    if act.by in (*found.nominators, found.person):
        return refuse(article_of(state, own), "election.nominated")
    return (NominationSupported(own.id, act.candidate, act.by),)


def withdraw_candidacy(state: State, act: WithdrawCandidacy, texts: Texts) -> Answer:
    """A candidate withdraws until the voting opens; after that the list is fixed."""
    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    found = own.candidates.get(act.by)
    if found is None or found.withdrawn:
        return refuse(article_of(state, own), "election.not_candidate")
    if phase(own, act.at) in ("voting", "closed", "counted"):
        return refuse(article_of(state, own), "election.voting")
    fixed = why_list_is_fixed(state, own)
    return fixed or (CandidacyWithdrawn(own.id, act.by),)


def propose_slate(state: State, act: ProposeSlate, texts: Texts) -> Answer:
    """A slate, where the rulebook fills the post that way: marked as what it is wherever it shows."""
    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    refusal, article = _why_no_nomination(state, own, act.by, act.at), article_of(state, own)
    if refusal is not None:
        return refusal
    if own.method != "slate":
        return refuse(article, "election.no_slate")
    if len(dict.fromkeys(act.persons)) != own.seats or len(act.persons) != own.seats:
        return refuse(article, "election.slate_size", seats=own.seats)
    for person in act.persons:
        refusal = _why_not_eligible(state, own, person, act.at)
        if refusal is not None:
            return refusal
    if act.persons[0] in own.candidates:
        return refuse(article, "election.nominated")
    too_long = why_statement_too_long(state, texts.get("statement"))
    return too_long or (CandidateNominated(own.id, act.persons[0], act.by, True, int(state.size), act.persons),)


def _with_candidate(state: State, number: ElectionId, candidate: Candidate) -> ElectionsState:
    candidates = state.elections.elections[number].candidates
    return with_election(state, number, candidates=candidates.set(candidate.person, candidate))


def _nominated(state: State, effect: CandidateNominated) -> ElectionsState:
    candidate = Candidate(effect.candidate, effect.by, effect.accepted, effect.entry, slate=effect.slate)
    return _with_candidate(state, effect.election, candidate)


def _found(state: State, number: ElectionId, person: Handle) -> Candidate:
    return state.elections.elections[number].candidates[person]


def _accepted(state: State, effect: NominationAccepted) -> ElectionsState:
    found = _found(state, effect.election, effect.candidate)
    return _with_candidate(state, effect.election, replace(found, accepted=True, entry=effect.entry))


def _supported(state: State, effect: NominationSupported) -> ElectionsState:
    found = _found(state, effect.election, effect.candidate)
    return _with_candidate(state, effect.election, replace(found, nominators=(*found.nominators, effect.by)))


def _candidacy_withdrawn(state: State, effect: CandidacyWithdrawn) -> ElectionsState:
    found = _found(state, effect.election, effect.candidate)
    return _with_candidate(state, effect.election, replace(found, withdrawn=True))


SLICE = "elections"
ADMIT: dict[type, Any] = {
    Nominate: nominate,
    AcceptNomination: accept_nomination,
    SupportNomination: support_nomination,
    WithdrawCandidacy: withdraw_candidacy,
    ProposeSlate: propose_slate,
}
APPLY: dict[type, Any] = {
    CandidateNominated: _nominated,
    NominationAccepted: _accepted,
    NominationSupported: _supported,
    CandidacyWithdrawn: _candidacy_withdrawn,
}
TEXTS = {
    Nominate: (Text("statement", optional=True),),
    AcceptNomination: (Text("statement", optional=True),),
    ProposeSlate: (Text("statement", optional=True),),
}
