"""Recall: those who elected take a post back before its term ends.

Any member may ask for it with reasons where the rulebook knows a recall, and others support it. The threshold acts:
with the supporter who makes it full, the question is put to the branch, the body or the convention's delegates, after
the time that the rulebook gives the holder for an answer. It is a secret ballot that opens and closes by the clock; no
chair opens it, no officer can put it off, and the meeting need not be called. Carried, the post is vacant at once, and
what fills it follows from the rulebook (`vacancies.py`). Until then the holder stays in office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..count.majority import Majority
from ..ids import BranchId, ElectionId, Handle, Moment, RecallId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Post, Threshold
from ..rulebook.schema import Recall as Clause
from ..table import Table
from .bulletin import why_too_long
from .deciding import majority_named
from .electorate import is_anybody, last_opened
from .foundation import rulebook
from .motions import in_numbers, is_reached, part_of, support
from .offices import Holding, PostVacated, holders, post_named
from .questions import put
from .standing import count_voters, why_may_not
from .vacancies import filled_again

if TYPE_CHECKING:
    from ..state import State


class Recall(Struct, frozen=True, gc=False):
    """A recall asked for; `election` is its ballot, empty before its petition is complete."""

    id: RecallId
    post: str
    person: Handle
    scope: BranchId
    since: Moment
    """Since when the holding lasts that it is about: another term is another holding."""
    asked: Moment
    entry: int
    supporters: Table[Handle, Moment] = Table()
    """Who asks for it, the one who began included."""
    reached: Moment = Moment(0)
    election: ElectionId = ElectionId("")
    answer: int = -1
    """The entry of the holder's answer; -1 while there is none."""
    decided: Moment = Moment(0)
    carried: bool = False


class RecallsState(Struct, frozen=True):
    """The slice of this chapter."""

    recalls: Table[RecallId, Recall] = Table()


class AskForRecall(Act, frozen=True):
    """Ask, with reasons, that whoever holds the post be recalled."""

    person: Handle
    post: str
    scope: BranchId = BranchId("")


class SupportRecall(Act, frozen=True):
    """Ask for it too: support putting the recall to the vote, not necessarily the recall."""

    recall: RecallId


class WithdrawRecallSupport(Act, frozen=True):
    """Ask for it no longer."""

    recall: RecallId


class AnswerRecall(Act, frozen=True):
    """The holder's own words on it, in the space that everybody has."""

    recall: RecallId


class RecallAsked(Effect, frozen=True):
    """The recall is asked for, under its number."""

    recall: RecallId
    post: str
    person: Handle
    since: Moment
    by: Handle
    at: Moment
    entry: int
    scope: BranchId = BranchId("")


class RecallSupported(Effect, frozen=True):
    """One more asks for it."""

    recall: RecallId
    by: Handle
    at: Moment


class RecallSupportWithdrawn(Effect, frozen=True):
    """One fewer asks for it."""

    recall: RecallId
    by: Handle


class RecallReached(Effect, frozen=True):
    """Enough ask for it: the question is put in this ballot."""

    recall: RecallId
    election: ElectionId
    at: Moment


class RecallAnswered(Effect, frozen=True):
    """The holder's answer stands in this entry."""

    recall: RecallId
    entry: int


class RecallDecided(Effect, frozen=True):
    """Those who were asked recalled the holder, or did not."""

    recall: RecallId
    carried: bool
    at: Moment


REFUSALS = {
    "recall.not_held": Words(
        gettext_noop("This person does not hold the post “{post}”."),
        gettext_noop("See who holds which post."),
    ),
    "recall.none": Words(
        gettext_noop("The rulebook knows no recall from the post “{post}”; the term ends at {until}."),
        gettext_noop("Elect somebody else then, or move to change this article."),
    ),
    "recall.provisional": Words(
        gettext_noop("The founder gave this post provisionally; it ends by itself at {until}."),
        gettext_noop("Elect somebody to it at the first convention or in the branch, which ends it at once."),
    ),
    "recall.asked": Words(
        gettext_noop("This recall is asked for already, as {recall}."),
        gettext_noop("Support {recall}."),
    ),
    "recall.not_your_branch": Words(
        gettext_noop("The recall from this post belongs to the members of another branch."),
        gettext_noop("Ask a member of that branch."),
    ),
    "recall.reasons": Words(
        gettext_noop("A recall is asked for with reasons, which everybody can read."),
        gettext_noop("Write why."),
    ),
    "recall.nobody": Words(
        gettext_noop("Nobody could vote on it yet: “{body}” has no members with a vote."),
        gettext_noop("Ask again when it has been elected."),
    ),
    "recall.unknown": Words(
        gettext_noop("There is no such recall."),
        gettext_noop("See the recalls that are asked for."),
    ),
    "recall.over": Words(
        gettext_noop("{recall} is over: it was decided, or the holding that it was about has ended."),
        gettext_noop("See who holds the post now."),
    ),
    "recall.reached": Words(
        gettext_noop("Enough have asked for {recall}; its vote opens at {opens} and closes at {closes}."),
        gettext_noop("Vote in {election} if you are on its roll."),
    ),
    "recall.supported": Words(
        gettext_noop("You ask for this recall already."),
        gettext_noop("Nothing more is needed."),
    ),
    "recall.not_supported": Words(
        gettext_noop("You do not ask for this recall."),
        gettext_noop("There is nothing to take back."),
    ),
    "recall.not_yours": Words(
        gettext_noop("The answer belongs to the person whose recall is asked for."),
        gettext_noop("Write a document for the bulletin, or speak to those who vote."),
    ),
    "recall.answered": Words(
        gettext_noop("The answer is given."),
        gettext_noop("A correction can be a document of its own."),
    ),
}


def clause_of(state: State, post: str) -> tuple[Post, Clause] | None:
    """The post and its clause on recall; None where the rulebook has none."""
    own = post_named(state, post)
    return (own, own.recall) if own is not None and own.recall is not None else None


def holding_of(state: State, own: Recall, at: Moment) -> Holding | None:
    """The holding that the recall is about, while it lasts."""
    return next((h for h in holders(state, own.post, at, own.scope) if _is_about(own, h)), None)


def _is_about(own: Recall, holding: Holding) -> bool:
    return (holding.person, holding.since) == (own.person, own.since)


def needed(state: State, own: Recall) -> Threshold:
    """The support that it needs, in numbers: a share is of all who may vote, and of the branch where that recalls."""
    found = clause_of(state, own.post)
    if found is None:
        return Threshold()
    clause = found[1]
    need = clause.petition
    if clause.by == "branch" and need.share != "0" and need.of == "members":
        part = part_of(need, count_voters(state, state.now, own.scope))
        return replace(need, share="0", members=max(need.members, part))
    return in_numbers(state, need, last_opened(state))


def has(state: State, own: Recall, at: Moment) -> Threshold:
    """The support that it has now: those who ask for it and may still vote."""
    asking = Table((p, since) for p, since in own.supporters.items() if why_may_not(state, p, "vote", at) is None)
    return support(state, last_opened(state), asking)


def ask_for_recall(state: State, act: AskForRecall, texts: Texts) -> Answer:
    """The recall is asked for; where nobody else is needed, it is put to the vote at once (posts clause)."""
    held = _held(state, act)
    refusal = why_no_recall(state, act) or _why_not_these_reasons(state, act, texts)
    if refusal is not None or held is None:
        return refusal or ()
    number = RecallId(f"R{len(state.recalls.recalls) + 1}")
    own = Recall(number, act.post, act.person, act.scope, held.since, act.at, int(state.size))
    asked = RecallAsked(number, act.post, act.person, held.since, act.by, act.at, own.entry, act.scope)
    return (asked, *_if_reached(state, own, act.by, act.at))


def _held(state: State, act: AskForRecall) -> Holding | None:
    return next((h for h in holders(state, act.post, act.at, act.scope) if h.person == act.person), None)


def why_no_recall(state: State, act: AskForRecall) -> Refusal | None:
    """Why this recall cannot be asked for, whatever its reasons; None when it can."""
    held = _held(state, act)
    found, post = clause_of(state, act.post), post_named(state, act.post)
    if post is None or held is None:
        article = post.article if post is not None else rulebook(state).organisation.article
        return refuse(article, "recall.not_held", post=act.post[:40])
    if found is None:
        return refuse(post.article, "recall.none", post=post.id, until=held.until)
    if held.how == "provisional":
        return refuse(post.article, "recall.provisional", until=held.until)
    asked = next((r.id for r in open_recalls(state, act.at) if _is_about(r, held) and r.post == held.post), None)
    if asked is not None:
        return refuse(post.article, "recall.asked", recall=asked)
    refusal = _why_not_asking(state, act.by, found, act.scope, act.at)
    if refusal is not None:
        return refusal
    if not is_anybody(state, found[1].by, act.scope, act.at):
        return refuse(post.article, "recall.nobody", body=found[1].by)
    return None


def _why_not_these_reasons(state: State, act: AskForRecall, texts: Texts) -> Refusal | None:
    post, reasons = post_named(state, act.post), texts.get("reasons")
    article = post.article if post is not None else ""
    if reasons is not None and not reasons.strip():
        return refuse(article, "recall.reasons")
    return why_too_long(article, rulebook(state).bulletin.limits, "member", reasons)


def _why_not_asking(
    state: State, by: Handle, found: tuple[Post, Clause], scope: BranchId, at: Moment
) -> Refusal | None:
    """Whoever may vote may ask for a recall; where a branch recalls, its own members."""
    refusal = why_may_not(state, by, "vote", at)
    if refusal is not None:
        return refusal
    outside = found[1].by == "branch" and state.members.members[by].branch != scope
    return refuse(found[0].article, "recall.not_your_branch") if outside else None


def _if_reached(state: State, own: Recall, by: Handle, at: Moment) -> tuple[Effect, ...]:
    """With this supporter the question is put to the vote, where that makes enough."""
    found = clause_of(state, own.post)
    asking = replace(own, supporters=own.supporters.set(by, at))
    if found is None or not is_reached(needed(state, own), has(state, asking, at)):
        return ()
    (post, clause), voting, week = found, rulebook(state).voting, rulebook(state).organisation.week
    opens = shifted(at, clause.answer_within, 1, week)
    closes = shifted(opens, voting.ballot_lasts, 1, week)
    question = put(state, own.id, clause.by, post.article, at, opens, closes, own.scope)
    return (question, RecallReached(own.id, question.election, at))


def open_recalls(state: State, at: Moment) -> tuple[Recall, ...]:
    """The recalls that are neither decided nor without the holding they are about."""
    found = (own for own in state.recalls.recalls.values() if not own.decided)
    return tuple(own for own in found if holding_of(state, own, at) is not None)


def _why_not_open(state: State, recall: RecallId, at: Moment) -> Refusal | None:
    own = state.recalls.recalls.get(recall)
    if own is None:
        return refuse(rulebook(state).organisation.article, "recall.unknown")
    if own.decided or holding_of(state, own, at) is None:
        return refuse(article_of(state, own), "recall.over", recall=own.id)
    return None


def _why_not_collecting(state: State, recall: RecallId, at: Moment) -> Refusal | None:
    """Why support for it can no longer change: it is over, or reached and goes its way."""
    refusal = _why_not_open(state, recall, at)
    if refusal is not None:
        return refusal
    own = state.recalls.recalls[recall]
    if not own.reached:
        return None
    ballot = state.elections.elections[own.election]
    return refuse(
        article_of(state, own), "recall.reached", recall=own.id, election=own.election, opens=ballot.voting_opens,
        closes=ballot.voting_closes,
    )  # fmt: skip


def article_of(state: State, own: Recall) -> str:
    """The article of the post; that of the organisation where the rulebook no longer has the post."""
    post = post_named(state, own.post)
    return post.article if post is not None else rulebook(state).organisation.article


def support_recall(state: State, act: SupportRecall, texts: Texts) -> Answer:
    """Support counts at once; the supporter who makes it enough puts the question to the vote."""
    refusal = _why_not_collecting(state, act.recall, act.at)
    if refusal is not None:
        return refusal
    own = state.recalls.recalls[act.recall]
    found = clause_of(state, own.post)
    if found is None:
        return refuse(article_of(state, own), "recall.over", recall=own.id)
    refusal = _why_not_asking(state, act.by, found, own.scope, act.at)
    if refusal is not None:
        return refusal
    if act.by in own.supporters:
        return refuse(found[0].article, "recall.supported")
    return (RecallSupported(own.id, act.by, act.at), *_if_reached(state, own, act.by, act.at))


def withdraw_recall_support(state: State, act: WithdrawRecallSupport, texts: Texts) -> Answer:
    """Support is taken back until it is enough; what was reached goes its way."""
    refusal = _why_not_collecting(state, act.recall, act.at)
    if refusal is not None:
        return refusal
    own = state.recalls.recalls[act.recall]
    if act.by not in own.supporters:
        return refuse(article_of(state, own), "recall.not_supported")
    return (RecallSupportWithdrawn(own.id, act.by),)


def answer_recall(state: State, act: AnswerRecall, texts: Texts) -> Answer:
    """The holder answers once, until the vote is over, within the limit of any member's document."""
    refusal = _why_not_open(state, act.recall, act.at)
    if refusal is not None:
        return refusal
    own = state.recalls.recalls[act.recall]
    article = article_of(state, own)
    if own.person != act.by:
        return refuse(article, "recall.not_yours")
    if own.answer >= 0:
        return refuse(article, "recall.answered")
    limits = rulebook(state).bulletin.limits
    return why_too_long(article, limits, "member", texts.get("answer")) or (RecallAnswered(own.id, int(state.size)),)


def majority_of(state: State, own: Recall) -> Majority:
    """The majority that recalls (posts clause)."""
    found = clause_of(state, own.post)
    return majority_named(state, found[1].majority if found is not None else "simple")


def recalled(state: State, own: Recall, carried: bool, at: Moment) -> tuple[Effect, ...]:
    """What follows from the vote: the post is vacant and filled again as the rulebook says, or the holder stays."""
    decided, held = RecallDecided(own.id, carried, at), holding_of(state, own, at)
    if not carried or held is None:
        return (decided,)
    return (decided, PostVacated(own.post, own.person, at, own.scope), *filled_again(state, held, at))


def _with(state: State, recall: RecallId, **change: Any) -> RecallsState:
    own = state.recalls.recalls
    return RecallsState(own.set(recall, replace(own[recall], **change)))


def _asked(state: State, effect: RecallAsked) -> RecallsState:
    asking = Table([(effect.by, effect.at)])
    own = Recall(effect.recall, effect.post, effect.person, effect.scope, effect.since, effect.at, effect.entry, asking)
    return RecallsState(state.recalls.recalls.set(effect.recall, own))


def _supported(state: State, effect: RecallSupported) -> RecallsState:
    supporters = state.recalls.recalls[effect.recall].supporters
    return _with(state, effect.recall, supporters=supporters.set(effect.by, effect.at))


def _support_withdrawn(state: State, effect: RecallSupportWithdrawn) -> RecallsState:
    supporters = state.recalls.recalls[effect.recall].supporters
    return _with(state, effect.recall, supporters=supporters.remove(effect.by))


def _reached(state: State, effect: RecallReached) -> RecallsState:
    return _with(state, effect.recall, reached=effect.at, election=effect.election)


def _answered(state: State, effect: RecallAnswered) -> RecallsState:
    return _with(state, effect.recall, answer=effect.entry)


def _decided(state: State, effect: RecallDecided) -> RecallsState:
    return _with(state, effect.recall, decided=effect.at, carried=effect.carried)


SLICE = "recalls"
ADMIT: dict[type, Any] = {
    AskForRecall: ask_for_recall,
    SupportRecall: support_recall,
    WithdrawRecallSupport: withdraw_recall_support,
    AnswerRecall: answer_recall,
}
APPLY: dict[type, Any] = {
    RecallAsked: _asked,
    RecallSupported: _supported,
    RecallSupportWithdrawn: _support_withdrawn,
    RecallReached: _reached,
    RecallAnswered: _answered,
    RecallDecided: _decided,
}
TEXTS = {AskForRecall: (Text("reasons"),), AnswerRecall: (Text("answer"),)}
