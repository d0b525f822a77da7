"""Elections: persons, one by one; which are opened, for what, when, and what phase each is in.

Delegates' elections and those of the convention's posts are opened by the clock; a branch or a body calls its own. The
count is computed by the method of the rulebook (`counting.py`): nobody can type a result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..calendar import shifted
from ..ids import BranchId, ConventionId, ElectionId, Handle, Lot, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Ballots, Post
from ..table import Table
from .electorate import electorate
from .foundation import rulebook
from .meetings import Convention, deadline
from .offices import Holding, holders, post_named, sits_in
from .standing import of_branch, why_may_not

if TYPE_CHECKING:
    from ..state import State

DELEGATE = "delegate"
RON = Handle("re-open-nominations")
"""The last choice on the ballot where the rulebook offers it; nobody's handle. Who comes behind it is not elected."""
QUESTION = "question"
"""What the clause on ballots calls a ballot on a motion or a recall."""


WEEK = 604_800


class Candidate(Struct, frozen=True, gc=False):
    """Somebody nominated; `entry` holds the statement. `slate` names who stands together, where there are slates."""

    person: Handle
    nominated_by: Handle
    accepted: bool
    entry: int
    nominators: tuple[Handle, ...] = ()
    withdrawn: bool = False
    slate: tuple[Handle, ...] = ()


class Tally(Struct, frozen=True, gc=False):
    """The answer to a question: the ballots, how many yes votes of which base were needed, whether it carried."""

    yes: int
    no: int
    blank: int
    spoilt: int
    required: int = 0
    base: int = 0
    carried: bool = False


class Election(Struct, frozen=True):
    """An election. `voting_opens` is 0 where the chair opens the voting at the convention."""

    id: ElectionId
    post: str
    convention: ConventionId
    scope: BranchId
    seats: int
    alternates: int
    method: str
    opened: Moment
    nominations_close: Moment
    voting_opens: Moment
    voting_closes: Moment
    roll: tuple[Handle, ...] = ()
    """Who may vote, where that was fixed when the election was opened."""
    candidates: Table[Handle, Candidate] = Table()
    voted: Table[Handle, Moment] = Table()
    ballots: tuple[str, ...] = ()
    """After the close: a tracker and a ranking by the candidates' places in the list, "9f..:2,1,3"."""
    parts: int = 0
    counted: Moment = Moment(0)
    elected: tuple[Handle, ...] = ()
    next_in_line: tuple[Handle, ...] = ()
    lot: Lot = Lot("")
    """The lot with which ties were settled."""
    until: Moment = Moment(0)
    """Until when whoever fills the vacancy holds the post: the rest of a term; 0 for a full term."""
    reopened: ElectionId = ElectionId("")
    """The election in which voters asked for new nominations, where this is what follows from it."""
    question: str = ""
    """What is put to a yes or no, instead of persons: a recall or a motion."""
    body: str = ""
    """Who is asked: a branch, a body or all members."""
    article: str = ""
    """The article under which it is asked."""
    tally: Tally | None = None


class ElectionsState(Struct, frozen=True):
    """The slice of this chapter."""

    elections: Table[ElectionId, Election] = Table()


class CallElection(Act, frozen=True):
    """Call an election for a post that a branch or a body other than the convention fills."""

    post: str
    scope: BranchId
    nominations_close: Moment
    voting_closes: Moment


class ElectionOpened(Effect, frozen=True):
    """Nominations are open."""

    election: ElectionId
    post: str
    seats: int
    method: str
    at: Moment
    nominations_close: Moment
    convention: ConventionId = ConventionId("")
    scope: BranchId = BranchId("")
    alternates: int = 0
    voting_opens: Moment = Moment(0)
    voting_closes: Moment = Moment(0)
    until: Moment = Moment(0)
    reopened: ElectionId = ElectionId("")


REFUSALS = {
    "election.post": Words(
        gettext_noop("The post “{post}” is not filled by an election that can be called this way."),
        gettext_noop("See the article of the post: it says who fills it, and when."),
    ),
    "election.not_vacant": Words(
        gettext_noop("The post is held until {until}."),
        gettext_noop("Call the election from eight weeks before that on."),
    ),
    "election.running": Words(
        gettext_noop("Election {election} for this post is under way."),
        gettext_noop("Stand or vote in it."),
    ),
    "election.too_short": Words(
        gettext_noop("Nominations stay open for at least a week, and voting for at least three days after that."),
        gettext_noop("Close nominations on {opens} or later, and voting on {closes} or later."),
    ),
    "election.not_your_body": Words(
        gettext_noop("This election belongs to another branch or body."),
        gettext_noop("A member of it can call, nominate or vote."),
    ),
}


def election(state: State, number: ElectionId) -> Election | None:
    """The election of that number."""
    return state.elections.elections.get(number)


def open_at(state: State, convention: ConventionId) -> tuple[ElectionId, ...]:
    """The elections of persons that the convention has on its agenda."""
    return tuple(
        e.id
        for e in state.elections.elections.values()
        if e.convention == convention and e.post != DELEGATE and not e.question
    )


def standing(own: Election, needed: int = 0) -> tuple[Handle, ...]:
    """The candidates whose nomination is complete, in the order of nomination: the list on the ballot."""
    return tuple(
        c.person for c in own.candidates.values() if c.accepted and not c.withdrawn and len(c.nominators) >= needed
    )


def on_the_ballot(state: State, own: Election) -> tuple[Handle, ...]:
    """The list on the ballot: rankings number it from 1. A question has yes and no; re-open nominations comes last."""
    if own.question:
        return (Handle("yes"), Handle("no"))
    post = post_named(state, own.post)
    listed = standing(own, post.nominators if post is not None else 0)
    return (*listed, RON) if listed and can_reopen(state, own) else listed


def can_reopen(state: State, own: Election) -> bool:
    """Whether the ballot of this election offers to re-open nominations."""
    post, delegates = post_named(state, own.post), rulebook(state).delegates
    if own.post == DELEGATE:
        return delegates is not None and delegates.reopen
    return post is not None and post.reopen


def before_reopening(people: tuple[Handle, ...]) -> tuple[Handle, ...]:
    """Those of these, in the order of election, who come before re-open nominations."""
    return people[: people.index(RON)] if RON in people else people


def phase(own: Election, now: Moment) -> str:
    """`nominations`, `waiting`, `voting`, `closed` or `counted`: follows from the election's moments alone."""
    if own.counted:
        return "counted"
    if own.voting_closes and now >= own.voting_closes:
        return "closed"
    if own.voting_opens and now >= own.voting_opens:
        return "voting"
    return "nominations" if now < own.nominations_close else "waiting"


def open_delegate_elections(state: State, convention: Convention, at: Moment) -> tuple[Effect, ...]:
    """The clock's work when delegate nominations open: an election in each branch with seats (delegates clause)."""
    clause, shares = rulebook(state).delegates, state.delegates.of.get(convention.id)
    if clause is None or shares is None or clause.chosen != "election":
        return ()
    count, times = len(state.elections.elections), [deadline(state, convention.id, n) or at for n in _DELEGATE_LINES]
    with_seats = [(branch, share) for branch, share in shares.shares.items() if share.seats]
    return tuple(
        ElectionOpened(
            ElectionId(f"E{count + n}"), DELEGATE, share.seats, clause.method, at, times[0], convention.id, branch,
            share.alternates, times[1], times[2],
        )
        for n, (branch, share) in enumerate(with_seats, 1)
    )  # fmt: skip


_DELEGATE_LINES = ("delegate-nominations-close", "delegate-voting-opens", "delegate-voting-closes")


def staying(state: State, post: Post, convention: Convention) -> tuple[Holding, ...]:
    """The elected holders whose term goes on well beyond this convention: they are not up for election now."""
    week, own = rulebook(state).organisation.week, rulebook(state).convention
    soon = convention.closes + (shifted(convention.closes, own.every, 1, week) - convention.closes) // 2
    return tuple(h for h in holders(state, post.id, convention.opens) if h.how == "elected" and h.until > soon)


def open_post_elections(state: State, convention: Convention, at: Moment) -> tuple[Effect, ...]:
    """The clock's work when candidacies open: an election for each post that the convention fills and that is due."""
    closes, count = deadline(state, convention.id, "candidates-close") or at, len(state.elections.elections)
    due = [
        (post, post.number - len(staying(state, post, convention)))
        for post in rulebook(state).posts
        if post.by == rulebook(state).convention.body and post.filled != "appointment"
    ]
    return tuple(
        ElectionOpened(ElectionId(f"E{count + n}"), post.id, seats, method_of(post), at, closes, convention.id)
        for n, (post, seats) in enumerate([pair for pair in due if pair[1] > 0], 1)
    )


def method_of(post: Post) -> str:
    """How votes for the post are counted."""
    return "slate" if post.filled == "slate" else post.method


def call_election(state: State, act: CallElection, texts: Texts) -> Answer:
    """Any member of the electing branch or body calls it, when the post is vacant or its term is nearly over."""
    post = post_named(state, act.post)
    if post is None or post.filled == "appointment" or post.by == rulebook(state).convention.body:
        article = post.article if post is not None else rulebook(state).organisation.article
        return refuse(article, "election.post", post=act.post[:40])
    refusal = why_not_of(state, act.by, post.by, act.scope, act.at, post.article) or _why_not_callable(state, act, post)
    if refusal is not None:
        return refusal
    number = ElectionId(f"E{len(state.elections.elections) + 1}")
    return (
        ElectionOpened(
            number, post.id, post.number, method_of(post), act.at, act.nominations_close, scope=act.scope,
            voting_opens=opens_after(state, post, act.scope, act.at, act.nominations_close),
            voting_closes=act.voting_closes,
        ),
    )  # fmt: skip


def why_not_of(state: State, by: Handle, body: str, scope: BranchId, at: Moment, article: str) -> Refusal | None:
    """Why the person does not belong to the electing branch or body; None when it does."""
    refusal = why_may_not(state, by, "vote", at)
    if refusal is not None:
        return refusal
    belongs = state.members.members[by].branch == scope if body == "branch" else sits_in(state, by, body, at)
    return None if belongs else refuse(article, "election.not_your_body")


def _why_not_callable(state: State, act: CallElection, post: Post) -> Refusal | None:
    held = holders(state, post.id, act.at, act.scope)
    ends = min((h.until for h in held if h.how == "elected"), default=act.at)
    if len(held) >= post.number and ends > act.at + 8 * WEEK:
        return refuse(post.article, "election.not_vacant", until=ends)
    for other in state.elections.elections.values():
        if (other.post, other.scope) == (post.id, act.scope) and not other.counted:
            return refuse(post.article, "election.running", election=other.id)
    opens = act.at + WEEK
    latest = Moment(max(act.nominations_close, opens))
    closes = opens_after(state, post, act.scope, act.at, latest) + 3 * WEEK // 7
    if act.nominations_close < opens or act.voting_closes < closes:
        return refuse(post.article, "election.too_short", opens=opens, closes=closes)
    return None


def is_named(clause: Ballots, post: str) -> bool:
    """Whether elections to this post are verifiable where enough people vote; no post is a question."""
    return not clause.elections or (post or QUESTION) in clause.elections


def opens_after(state: State, post: Post | None, scope: BranchId, at: Moment, nominations_close: Moment) -> Moment:
    """When the voting opens: at once, or when there was time to set a board up (clause on ballots)."""
    clause = rulebook(state).ballots
    if clause is None or clause.form == "plain" or post is None or not is_named(clause, post.id):
        return nominations_close
    if len(electorate(state, post.by, scope, at)) <= clause.plain_up_to:
        return nominations_close
    return shifted(nominations_close, clause.set_up_before, 1, rulebook(state).organisation.week)


def article_of(state: State, own: Election) -> str:
    """The article under which the election runs."""
    if own.article:
        return own.article
    post, delegates = post_named(state, own.post), rulebook(state).delegates
    if post is not None:
        return post.article
    return delegates.article if delegates is not None else rulebook(state).convention.article


def _election_opened(state: State, effect: ElectionOpened) -> ElectionsState:
    own = state.elections
    opened = Election(
        effect.election,
        effect.post,
        effect.convention,
        effect.scope,
        effect.seats,
        effect.alternates,
        effect.method,
        effect.at,
        effect.nominations_close,
        effect.voting_opens,
        effect.voting_closes,
        _fixed_roll(state, effect),
        until=effect.until,
        reopened=effect.reopened,
    )
    return ElectionsState(own.elections.set(effect.election, opened))


def _fixed_roll(state: State, effect: ElectionOpened) -> tuple[Handle, ...]:
    post = post_named(state, effect.post)
    if effect.convention or post is None:
        return ()
    if effect.until:
        return electorate(state, post.by, effect.scope, effect.at)
    if post.by == "branch":
        everybody = of_branch(state, effect.scope)
        return tuple(m.handle for m in everybody if why_may_not(state, m.handle, "vote", effect.at) is None)
    return tuple(p for p in state.offices.holdings if sits_in(state, p, post.by, effect.at))


def with_election(state: State, number: ElectionId, **change: Any) -> ElectionsState:
    """The elections with something changed in this one."""
    own = state.elections.elections
    return ElectionsState(own.set(number, replace(own[number], **change)))


SLICE = "elections"
ADMIT: dict[type, Any] = {
    CallElection: call_election,
}
APPLY: dict[type, Any] = {
    ElectionOpened: _election_opened,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
