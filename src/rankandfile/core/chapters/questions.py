"""Questions put to a ballot: yes or no, on a recall or on a motion that all members must confirm.

A question is an election with two answers: the same box, the same trackers, the same count from the ballots in the
record. It opens and closes by the clock at moments that are fixed when it is put, so nobody in office can hold it back;
the result follows from the majority of the rulebook. Keeps its question, roll and result in the election's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Effect
from ..count.majority import Decision, Majority, decide
from ..ids import BranchId, ConventionId, ElectionId, Lot, Moment
from ..lots import drawn_order
from .elections import Election, ElectionsState, Tally, with_election
from .electorate import electorate

if TYPE_CHECKING:
    from ..state import State

YES, NO = "yes", "no"
ANSWERS = 2
"""What stands on the ballot: 1 is yes, 2 is no."""


class QuestionPut(Effect, frozen=True):
    """The question goes to a ballot of a branch, a body or all members; `electors` are on its roll."""

    election: ElectionId
    question: str
    body: str
    article: str
    electors: int
    at: Moment
    voting_opens: Moment
    voting_closes: Moment
    scope: BranchId = BranchId("")


class QuestionAnswered(Effect, frozen=True):
    """The answer with its arithmetic: yes votes `required` of a base of `base`; blank ballots and spoilt ones apart."""

    election: ElectionId
    yes: int
    no: int
    blank: int
    spoilt: int
    required: int
    base: int
    carried: bool
    at: Moment


def put(
    state: State,
    question: str,
    body: str,
    article: str,
    at: Moment,
    opens: Moment,
    closes: Moment,
    scope: BranchId,
    before: int = 0,
) -> QuestionPut:
    """The question is put, to those who belong to the body now; `before` is how many the same act has put already."""
    number = ElectionId(f"E{len(state.elections.elections) + before + 1}")
    electors = len(electorate(state, body, scope, at))
    return QuestionPut(number, question, body, article, electors, at, opens, closes, scope)


def tallied(own: Election, ballots: tuple[str, ...]) -> Tally:
    """What the ballots say: the first choice of each, apart from blank and spoilt ones."""
    from .counting import ranking_of

    rankings = [ranking_of(ballot, ANSWERS) for ballot in ballots]
    first = [ranking[0] for ranking in rankings if ranking]
    return Tally(first.count(0), first.count(1), rankings.count(()), rankings.count(None))


def answer_of(
    own: Election,
    ballots: tuple[str, ...],
    lot: Lot,
    at: Moment,
    rules: tuple[Majority, ...],
    base: tuple[int, int] | None = None,
) -> QuestionAnswered:
    """The answer, by the majority hardest to reach where there are several; a tie goes to the lot or falls.

    `base` is how many were present and how many entitled; else those who voted, and those on the roll.
    """
    tally = tallied(own, ballots)
    present, entitled = base if base is not None else (len(ballots), len(own.roll))
    found = [
        decide(rule, tally.yes, tally.no, tally.blank, tally.spoilt, present=present, entitled=entitled)
        for rule in rules
    ]
    hardest = max(found, key=lambda decision: (not decision.carried, decision.required))
    return QuestionAnswered(
        own.id, tally.yes, tally.no, tally.blank, tally.spoilt, hardest.required, hardest.base,
        _carried(own, hardest, lot), at,
    )  # fmt: skip


def _carried(own: Election, decision: Decision, lot: Lot) -> bool:
    if decision.settle == "lot":
        return drawn_order(lot, own.id, (YES, NO))[0] == YES
    return decision.carried


def _put(state: State, effect: QuestionPut) -> ElectionsState:
    own = state.elections
    question = Election(
        id=effect.election, post="", convention=ConventionId(""), scope=effect.scope, seats=1, alternates=0,
        method="question", opened=effect.at, nominations_close=effect.at, voting_opens=effect.voting_opens,
        voting_closes=effect.voting_closes, roll=electorate(state, effect.body, effect.scope, effect.at),
        question=effect.question, body=effect.body, article=effect.article,
    )  # fmt: skip
    return ElectionsState(own.elections.set(effect.election, question))


def _answered(state: State, effect: QuestionAnswered) -> ElectionsState:
    tally = Tally(effect.yes, effect.no, effect.blank, effect.spoilt, effect.required, effect.base, effect.carried)
    return with_election(state, effect.election, counted=effect.at, tally=tally)


SLICE = "elections"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {QuestionPut: _put, QuestionAnswered: _answered}
TEXTS: dict[type, tuple[Any, ...]] = {}
