"""Elections: persons, one by one, from nomination to the count.

Anybody eligible nominates himself or herself, or is nominated and accepts. A secret ballot goes into the ballot box,
which is apart from the record; the record says who has voted, and after the close it takes in every ballot, each under
a tracker that only its voter knows, in an order that says nothing. The count is computed from these by the method of
the rulebook: nobody can type a result, and as many ballots must come out as voters went in. This is a ballot secret by
trust in the operator, and is called so wherever it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import CLOCK, BranchId, ConventionId, ElectionId, Handle, Lot, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Post
from ..table import Table
from .foundation import rulebook
from .meetings import Convention, deadline, present_voters, why_not_in_session
from .members import of_branch, why_may_not
from .offices import Holding, holders, post_named, sits_in, why_lacks_power

if TYPE_CHECKING:
    from ..state import State

DELEGATE = "delegate"
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


class ElectionsState(Struct, frozen=True):
    """The slice of this chapter."""

    elections: Table[ElectionId, Election] = Table()


class CallElection(Act, frozen=True):
    """Call an election for a post that a branch or a body other than the convention fills."""

    post: str
    scope: BranchId
    nominations_close: Moment
    voting_closes: Moment


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


class OpenVoting(Act, frozen=True):
    """The chair opens the voting of an election at the convention."""

    election: ElectionId


class CloseVoting(Act, frozen=True):
    """The chair closes the voting."""

    election: ElectionId


class CastBallot(Act, frozen=True):
    """Vote. The ballot itself goes into the box; this says only that the voter has voted."""

    election: ElectionId


class CountBallots(Act, frozen=True):
    """The box is opened: part `part` of `parts` of its ballots, in ascending order; the last part makes the count."""

    election: ElectionId
    part: int
    parts: int
    ballots: tuple[str, ...]
    lot: Lot


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


class VotingOpened(Effect, frozen=True):
    """Ballots can be cast."""

    election: ElectionId
    at: Moment


class VotingClosed(Effect, frozen=True):
    """No more ballots."""

    election: ElectionId
    at: Moment


class BallotCast(Effect, frozen=True):
    """This voter has voted."""

    election: ElectionId
    voter: Handle
    at: Moment


class ElectionCounted(Effect, frozen=True):
    """Who was elected, in the order of election, and who comes next."""

    election: ElectionId
    ballots: int
    spoilt: int
    elected: tuple[Handle, ...]
    next_in_line: tuple[Handle, ...]
    at: Moment


REFUSALS = {
    "election.unknown": Words(
        gettext_noop("There is no such election."),
        gettext_noop("See the list of elections."),
    ),
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
        gettext_noop("Close nominations at {opens} or later, and voting at {closes} or later."),
    ),
    "election.not_your_body": Words(
        gettext_noop("This election belongs to another branch or body."),
        gettext_noop("A member of it can call, nominate or vote."),
    ),
    "election.nominations_closed": Words(
        gettext_noop("Nominations closed at {since}."),
        gettext_noop("Vote when the voting opens."),
    ),
    "election.nominated": Words(
        gettext_noop("This person is nominated already."),
        gettext_noop("Nothing more is needed."),
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
    "election.voting_not_open": Words(
        gettext_noop("The voting is not open."),
        gettext_noop("It opens at {opens}."),
    ),
    "election.chair_opens": Words(
        gettext_noop("The voting is not open; the chair opens it at the convention."),
        gettext_noop("Wait for the chair to open it."),
    ),
    "election.voting_closed": Words(
        gettext_noop("The voting closed at {since}."),
        gettext_noop("See the result when it is counted."),
    ),
    "election.nominations_open": Words(
        gettext_noop("Nominations are open until {until}."),
        gettext_noop("Open the voting after that."),
    ),
    "election.no_vote": Words(
        gettext_noop("You are not on the roll of this election."),
        gettext_noop("The roll was fixed by article {rule}; the branch can tell you what it says of you."),
    ),
    "election.voted": Words(
        gettext_noop("You have voted already, at {since}."),
        gettext_noop("A ballot in the box cannot be told from the others, so it cannot be changed."),
    ),
    "election.voting": Words(
        gettext_noop("The voting has begun, and the list of candidates is fixed."),
        gettext_noop("If elected, you can give the seat up; the next in line follows."),
    ),
    "election.not_by_chair": Words(
        gettext_noop("This voting opens and closes by the clock."),
        gettext_noop("It opens at {opens} and closes at {closes}."),
    ),
    "election.counted": Words(
        gettext_noop("The election is counted."),
        gettext_noop("Anybody can count it again from the record."),
    ),
    "election.box": Words(
        gettext_noop("{found} ballots came out of the box, and {voted} people have voted."),
        gettext_noop("The count waits until the box holds one ballot for each of them; tell the auditors."),
    ),
    "election.parts": Words(
        gettext_noop("The parts of the box come one after the other, each ballot once, in ascending order."),
        gettext_noop("Open the box again from its first part."),
    ),
    "election.not_the_clock": Words(
        gettext_noop("The box is opened by the clock, not by a person."),
        gettext_noop("It is opened by itself after the close."),
    ),
}


def election(state: State, number: ElectionId) -> Election | None:
    """The election of that number."""
    return state.elections.elections.get(number)


def open_at(state: State, convention: ConventionId) -> tuple[ElectionId, ...]:
    """The elections of persons that the convention has on its agenda."""
    return tuple(e.id for e in state.elections.elections.values() if e.convention == convention and e.post != DELEGATE)


def standing(own: Election, needed: int = 0) -> tuple[Handle, ...]:
    """The candidates whose nomination is complete, in the order of nomination: the list on the ballot."""
    return tuple(
        c.person for c in own.candidates.values() if c.accepted and not c.withdrawn and len(c.nominators) >= needed
    )


def on_the_ballot(state: State, own: Election) -> tuple[Handle, ...]:
    """The list on the ballot: rankings number it from 1."""
    post = post_named(state, own.post)
    return standing(own, post.nominators if post is not None else 0)


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
        ElectionOpened(ElectionId(f"E{count + n}"), post.id, seats, _method(post), at, closes, convention.id)
        for n, (post, seats) in enumerate([pair for pair in due if pair[1] > 0], 1)
    )


def _method(post: Post) -> str:
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
            number, post.id, post.number, _method(post), act.at, act.nominations_close, scope=act.scope,
            voting_opens=act.nominations_close, voting_closes=act.voting_closes,
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
    opens, closes = act.at + WEEK, max(act.nominations_close, act.at + WEEK) + 3 * WEEK // 7
    if act.nominations_close < opens or act.voting_closes < closes:
        return refuse(post.article, "election.too_short", opens=opens, closes=closes)
    return None


def article_of(state: State, own: Election) -> str:
    """The article under which the election runs."""
    post, delegates = post_named(state, own.post), rulebook(state).delegates
    if post is not None:
        return post.article
    return delegates.article if delegates is not None else rulebook(state).convention.article


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
    return (CandidateNominated(own.id, act.candidate, act.by, act.by == act.candidate, int(state.size)),)


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
    from .delegates import is_delegate, representation

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
    return (NominationAccepted(own.id, act.by, int(state.size)),)


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
    return (CandidacyWithdrawn(own.id, act.by),)


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
    return (CandidateNominated(own.id, act.persons[0], act.by, True, int(state.size), act.persons),)


def _why_not_run_by_chair(state: State, own: Election | None, by: Handle, at: Moment) -> Refusal | None:
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    if own.post == DELEGATE or not own.convention:
        article = article_of(state, own)
        return refuse(article, "election.not_by_chair", opens=own.voting_opens, closes=own.voting_closes)
    return why_not_in_session(state, own.convention) or why_lacks_power(state, by, "chair", "", at)


def open_voting(state: State, act: OpenVoting, texts: Texts) -> Answer:
    """The chair opens the voting at the convention, after nominations closed."""
    own = election(state, act.election)
    refusal = _why_not_run_by_chair(state, own, act.by, act.at)
    if refusal is not None or own is None:
        return refusal or ()
    if own.voting_opens:
        code = "election.voting_closed" if own.voting_closes else "election.voting"
        return refuse(article_of(state, own), code, since=own.voting_closes)
    if act.at < own.nominations_close:
        return refuse(article_of(state, own), "election.nominations_open", until=own.nominations_close)
    return (VotingOpened(own.id, act.at),)


def close_voting(state: State, act: CloseVoting, texts: Texts) -> Answer:
    """The chair closes the voting; the box is opened by the clock right after."""
    own = election(state, act.election)
    refusal = _why_not_run_by_chair(state, own, act.by, act.at)
    if refusal is not None or own is None:
        return refusal or ()
    if not own.voting_opens:
        return refuse(article_of(state, own), "election.chair_opens")
    if own.voting_closes:
        return refuse(article_of(state, own), "election.voting_closed", since=own.voting_closes)
    return (VotingClosed(own.id, act.at),)


def why_no_ballot(state: State, own: Election, voter: Handle, at: Moment) -> Refusal | None:
    """Why the person cannot cast a ballot now; None when it can: voting open, on the roll, not voted yet."""
    article = article_of(state, own)
    now = phase(own, at)
    if now in ("closed", "counted"):
        return refuse(article, "election.voting_closed", since=own.voting_closes or own.counted)
    if now != "voting":
        opens = own.voting_opens
        return (
            refuse(article, "election.voting_not_open", opens=opens)
            if opens
            else refuse(article, "election.chair_opens")
        )
    if voter in own.voted:
        return refuse(article, "election.voted", since=own.voted[voter])
    return None if is_elector(state, own, voter, at) else refuse(article, "election.no_vote", rule=article)


def is_elector(state: State, own: Election, voter: Handle, at: Moment) -> bool:
    """Whether the person is on the roll of the election: the branch's frozen roll, those present, or those fixed."""
    from .delegates import representation

    member = state.members.members.get(voter)
    if member is None or member.left:
        return False
    if own.post == DELEGATE:
        made_up = representation(state, own.convention)
        return made_up is not None and made_up.roll.get(voter) == own.scope
    if own.convention:
        seat = state.meetings.conventions[own.convention].present.get(voter)
        return seat is not None and seat.vote and not seat.left
    return voter in own.roll


def count_electors(state: State, own: Election) -> int:
    """How many may vote: for the turnout that the page shows."""
    from .delegates import representation

    if own.post == DELEGATE:
        made_up = representation(state, own.convention)
        return sum(branch == own.scope for branch in made_up.roll.values()) if made_up is not None else 0
    if own.convention:
        return len(present_voters(state.meetings.conventions[own.convention]))
    return len(own.roll)


def cast_ballot(state: State, act: CastBallot, texts: Texts) -> Answer:
    """The voter is marked as having voted; the ballot is in the box already."""
    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    return why_no_ballot(state, own, act.by, act.at) or (BallotCast(own.id, act.by, act.at),)


def count_ballots(state: State, act: CountBallots, texts: Texts) -> Answer:
    """The box is opened part by part; with the last one the count is made, from the ballots alone."""
    from .counting import result_of

    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    article, now = article_of(state, own), phase(own, act.at)
    if act.by != CLOCK:
        return refuse(article, "election.not_the_clock")
    if now != "closed":
        code = "election.counted" if now == "counted" else "election.voting_not_open"
        return refuse(article, code, opens=own.voting_opens)
    ballots = (*own.ballots, *act.ballots)
    if not _is_next_part(own, act, ballots):
        return refuse(article, "election.parts")
    if act.part < act.parts:
        return ()
    if len(ballots) != len(own.voted):
        return refuse(article, "election.box", found=len(ballots), voted=len(own.voted))
    return result_of(state, own, ballots, act.lot, act.at)


def _is_next_part(own: Election, act: CountBallots, ballots: tuple[str, ...]) -> bool:
    trackers = [ballot.partition(":")[0] for ballot in ballots]
    return act.part == own.parts + 1 and act.part <= act.parts and trackers == sorted(set(trackers))


def awaiting_count(state: State, now: Moment) -> tuple[Election, ...]:
    """The elections whose voting is over and whose box was not opened yet."""
    return tuple(e for e in state.elections.elections.values() if phase(e, now) == "closed")


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
    )
    return ElectionsState(own.elections.set(effect.election, opened))


def _fixed_roll(state: State, effect: ElectionOpened) -> tuple[Handle, ...]:
    post = post_named(state, effect.post)
    if effect.convention or post is None:
        return ()
    if post.by == "branch":
        everybody = of_branch(state, effect.scope)
        return tuple(m.handle for m in everybody if why_may_not(state, m.handle, "vote", effect.at) is None)
    return tuple(p for p in state.offices.holdings if sits_in(state, p, post.by, effect.at))


def _with(state: State, number: ElectionId, **change: Any) -> ElectionsState:
    own = state.elections.elections
    return ElectionsState(own.set(number, replace(own[number], **change)))


def _with_candidate(state: State, number: ElectionId, candidate: Candidate) -> ElectionsState:
    candidates = state.elections.elections[number].candidates
    return _with(state, number, candidates=candidates.set(candidate.person, candidate))


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


def _voting_opened(state: State, effect: VotingOpened) -> ElectionsState:
    return _with(state, effect.election, voting_opens=effect.at)


def _voting_closed(state: State, effect: VotingClosed) -> ElectionsState:
    return _with(state, effect.election, voting_closes=effect.at)


def _ballot_cast(state: State, effect: BallotCast) -> ElectionsState:
    voted = state.elections.elections[effect.election].voted
    return _with(state, effect.election, voted=voted.set(effect.voter, effect.at))


def _ballots_counted(state: State, act: CountBallots) -> ElectionsState:
    ballots = (*state.elections.elections[act.election].ballots, *act.ballots)
    return _with(state, act.election, ballots=ballots, parts=act.part, lot=act.lot)


def _counted(state: State, effect: ElectionCounted) -> ElectionsState:
    return _with(state, effect.election, counted=effect.at, elected=effect.elected, next_in_line=effect.next_in_line)


def duties(state: State) -> tuple[Duty, ...]:
    """The opening of each box whose voting is over."""
    return tuple(
        Duty("count-election", e.id, CLOCK, e.voting_closes, article_of(state, e))
        for e in state.elections.elections.values()
        if e.voting_closes and not e.counted
    )


SLICE = "elections"
ADMIT: dict[type, Any] = {
    CallElection: call_election,
    Nominate: nominate,
    AcceptNomination: accept_nomination,
    SupportNomination: support_nomination,
    WithdrawCandidacy: withdraw_candidacy,
    ProposeSlate: propose_slate,
    OpenVoting: open_voting,
    CloseVoting: close_voting,
    CastBallot: cast_ballot,
    CountBallots: count_ballots,
}
APPLY: dict[type, Any] = {
    ElectionOpened: _election_opened,
    CandidateNominated: _nominated,
    NominationAccepted: _accepted,
    NominationSupported: _supported,
    CandidacyWithdrawn: _candidacy_withdrawn,
    VotingOpened: _voting_opened,
    VotingClosed: _voting_closed,
    BallotCast: _ballot_cast,
    CountBallots: _ballots_counted,
    ElectionCounted: _counted,
}
TEXTS = {
    Nominate: (Text("statement", optional=True),),
    AcceptNomination: (Text("statement", optional=True),),
    ProposeSlate: (Text("statement", optional=True),),
}
