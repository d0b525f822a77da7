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
from .deciding import majority_named
from .electorate import is_anybody, last_opened
from .foundation import rulebook
from .lengths import why_too_long
from .offices import Holding, PostVacated, holders, post_named
from .questions import put
from .standing import count_voters, why_may_not
from .thresholds import in_numbers, is_reached, part_of, support
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


class RecallReached(Effect, frozen=True):
    """Enough ask for it: the question is put in this ballot."""

    recall: RecallId
    election: ElectionId
    at: Moment


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
        gettext_noop("The rulebook knows no recall from the post “{post}”; the term ends on {until}."),
        gettext_noop("Elect somebody else then, or move to change this article."),
    ),
    "recall.provisional": Words(
        gettext_noop("The founder gave this post provisionally; it ends by itself on {until}."),
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
    return (asked, *if_reached(state, own, act.by, act.at))


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
    refusal = why_not_asking(state, act.by, found, act.scope, act.at)
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


def why_not_asking(state: State, by: Handle, found: tuple[Post, Clause], scope: BranchId, at: Moment) -> Refusal | None:
    """Whoever may vote may ask for a recall; where a branch recalls, its own members."""
    refusal = why_may_not(state, by, "vote", at)
    if refusal is not None:
        return refusal
    outside = found[1].by == "branch" and state.members.members[by].branch != scope
    return refuse(found[0].article, "recall.not_your_branch") if outside else None


def if_reached(state: State, own: Recall, by: Handle, at: Moment) -> tuple[Effect, ...]:
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


def article_of(state: State, own: Recall) -> str:
    """The article of the post; that of the organisation where the rulebook no longer has the post."""
    post = post_named(state, own.post)
    return post.article if post is not None else rulebook(state).organisation.article


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


def with_recall(state: State, recall: RecallId, **change: Any) -> RecallsState:
    own = state.recalls.recalls
    return RecallsState(own.set(recall, replace(own[recall], **change)))


def _asked(state: State, effect: RecallAsked) -> RecallsState:
    asking = Table([(effect.by, effect.at)])
    own = Recall(effect.recall, effect.post, effect.person, effect.scope, effect.since, effect.at, effect.entry, asking)
    return RecallsState(state.recalls.recalls.set(effect.recall, own))


def _reached(state: State, effect: RecallReached) -> RecallsState:
    return with_recall(state, effect.recall, reached=effect.at, election=effect.election)


def _decided(state: State, effect: RecallDecided) -> RecallsState:
    return with_recall(state, effect.recall, decided=effect.at, carried=effect.carried)


SLICE = "recalls"
ADMIT: dict[type, Any] = {
    AskForRecall: ask_for_recall,
}
APPLY: dict[type, Any] = {
    RecallAsked: _asked,
    RecallReached: _reached,
    RecallDecided: _decided,
}
TEXTS = {
    AskForRecall: (Text("reasons"),),
}
