"""Balloting: the voting opens and closes, ballots go into the box, the box is opened.

A secret ballot goes into the ballot box, which is apart from the record; the record says who has voted, and after the
close it takes in every ballot, each under a tracker that only its voter knows, in an order that says nothing. As many
ballots must come out as voters went in. This is a ballot secret by trust in the operator, and is called so wherever it
shows. Keeps voters and ballots in the election's slice.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..duty import Duty
from ..ids import CLOCK as THE_CLOCK
from ..ids import BranchId, ElectionId, Handle, Lot, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from .beside_boards import why_board_first, why_not_countable, why_only_in_booth
from .board_roll import electors
from .boards import board
from .delegates import representation
from .elections import DELEGATE, Election, ElectionsState, article_of, election, phase, with_election
from .electorate import electorate
from .foundation import rulebook
from .meetings import is_by_post, present_voters, why_not_presiding
from .procedural_votes import why_something_first
from .quorum import why_not_in_session
from .rolls import corrections, last_word
from .secret_votes import laid_aside, opened, why_not_opened_yet

if TYPE_CHECKING:
    from ..state import State


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


class VotingOpened(Effect, frozen=True):
    """Ballots can be cast."""

    election: ElectionId
    at: Moment


class PostalVotingOpened(Effect, frozen=True):
    """Ballots can be cast by everybody with a vote in the convention, until it closes."""

    election: ElectionId
    at: Moment
    closes: Moment


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
    "election.voting_not_open": Words(
        gettext_noop("The voting is not open."),
        gettext_noop("It opens on {opens}."),
    ),
    "election.chair_opens": Words(
        gettext_noop("The voting is not open; the chair opens it at the convention."),
        gettext_noop("Wait for the chair to open it."),
    ),
    "election.voting_closed": Words(
        gettext_noop("The voting closed on {since}."),
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
        gettext_noop("You have voted already, on {since}."),
        gettext_noop("A ballot in the box cannot be told from the others, so it cannot be changed."),
    ),
    "election.not_by_chair": Words(
        gettext_noop("This voting opens and closes by the clock."),
        gettext_noop("It opens on {opens} and closes on {closes}."),
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


def _why_not_run_by_chair(state: State, own: Election | None, by: Handle, at: Moment) -> Refusal | None:
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    if own.post == DELEGATE or not own.convention:
        article = article_of(state, own)
        return refuse(article, "election.not_by_chair", opens=own.voting_opens, closes=own.voting_closes)
    return why_not_in_session(state, own.convention) or why_not_presiding(state, own.convention, by, at)


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
    refusal = why_something_first(state, own.convention, "", act.at) or why_board_first(state, own, act.at)
    if own.question:
        return refusal or why_not_opened_yet(state, own) or opened(state, own, act.at)
    return refusal or (VotingOpened(own.id, act.at),)


def close_voting(state: State, act: CloseVoting, texts: Texts) -> Answer:
    """The chair closes the voting; the box is opened by the clock right after, a board by its trustees.

    A meeting does not wait for trustees: with a board its item is done now, and the result comes when it comes.
    """
    from .counting import item_done

    own = election(state, act.election)
    refusal = _why_not_run_by_chair(state, own, act.by, act.at)
    if refusal is not None or own is None:
        return refusal or ()
    if not own.voting_opens:
        return refuse(article_of(state, own), "election.chair_opens")
    if own.voting_closes:
        return refuse(article_of(state, own), "election.voting_closed", since=own.voting_closes)
    closed = VotingClosed(own.id, act.at)
    if own.question:
        return (closed, *(laid_aside(state, own) if board(state, own.id) is not None else ()))
    return (closed, *item_done(state, own)) if board(state, own.id) is not None else (closed,)


def why_no_ballot(state: State, own: Election, voter: Handle, at: Moment) -> Refusal | None:
    """Why the person cannot cast a ballot now; None when it can: voting open, on the roll, not voted yet."""
    article = article_of(state, own)
    now = phase(own, at)
    if now in ("closed", "counted"):
        return refuse(article, "election.voting_closed", since=own.voting_closes or own.counted)
    if now != "voting":
        opens = opens_at(state, own)
        return (
            refuse(article, "election.voting_not_open", opens=opens)
            if opens
            else refuse(article, "election.chair_opens")
        )
    if voter in own.voted:
        return refuse(article, "election.voted", since=own.voted[voter])
    return None if is_elector(state, own, voter, at) else refuse(article, "election.no_vote", rule=article)


def opens_at(state: State, own: Election) -> Moment:
    """When the voting opens, as far as that is known: by post with the convention; 0 where the chair opens it."""
    if own.voting_opens or not own.convention or own.post == DELEGATE or not is_by_post(state):
        return own.voting_opens
    return state.meetings.conventions[own.convention].opens


def is_elector(state: State, own: Election, voter: Handle, at: Moment) -> bool:
    """Whether the person is on the roll of the election: the branch's frozen roll, those present, or those fixed."""
    member = state.members.members.get(voter)
    if member is None or member.left:
        return False
    word = last_word(state, own.id, voter)
    if word is not None:
        return word.added
    if own.post == DELEGATE:
        made_up = representation(state, own.convention)
        return made_up is not None and made_up.roll.get(voter) == own.scope
    if own.convention and not own.roll:
        seat = state.meetings.conventions[own.convention].present.get(voter)
        return seat is not None and seat.vote and not seat.left
    return _is_listed(own.roll, voter) if own.question or own.convention else voter in own.roll


def _is_listed(roll: tuple[Handle, ...], voter: Handle) -> bool:
    """Whether the voter is on a roll in order of handles; such a roll may hold all members."""
    place = bisect_left(roll, voter)
    return place < len(roll) and roll[place] == voter


def count_electors(state: State, own: Election) -> int:
    """How many may vote: for the turnout that the page shows."""
    if corrections(state, own.id):
        return len(electors(state, own))
    if own.post == DELEGATE:
        made_up = representation(state, own.convention)
        return sum(branch == own.scope for branch in made_up.roll.values()) if made_up is not None else 0
    if own.convention and not own.roll:
        return len(present_voters(state.meetings.conventions[own.convention]))
    return len(own.roll)


def cast_ballot(state: State, act: CastBallot, texts: Texts) -> Answer:
    """The voter is marked as having voted; the ballot is in the box already."""
    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    refusal = why_only_in_booth(state, own) or why_no_ballot(state, own, act.by, act.at)
    return refusal or (BallotCast(own.id, act.by, act.at),)


def count_ballots(state: State, act: CountBallots, texts: Texts) -> Answer:
    """The box is opened part by part; with the last one the count is made, from the ballots alone."""
    from .counting import result_of

    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    article, now = article_of(state, own), phase(own, act.at)
    if act.by != THE_CLOCK:
        return refuse(article, "election.not_the_clock")
    if now != "closed":
        code = "election.counted" if now == "counted" else "election.voting_not_open"
        return refuse(article, code, opens=own.voting_opens)
    ballots = (*own.ballots, *act.ballots)
    if not _is_next_part(own, act, ballots):
        return refuse(article, "election.parts")
    if act.part < act.parts:
        return ()
    refusal = why_not_countable(state, own, len(ballots))
    if refusal is not None:
        return refusal
    return result_of(state, own, ballots, act.lot, act.at)


def _is_next_part(own: Election, act: CountBallots, ballots: tuple[str, ...]) -> bool:
    trackers = [ballot.partition(":")[0] for ballot in ballots]
    return act.part == own.parts + 1 and act.part <= act.parts and trackers == sorted(set(trackers))


def awaiting_count(state: State, now: Moment) -> tuple[Election, ...]:
    """The elections whose voting is over and whose box was not opened yet; those with a board have none."""
    closed = (e for e in state.elections.elections.values() if phase(e, now) == "closed")
    return tuple(e for e in closed if board(state, e.id) is None)


def _voting_opened(state: State, effect: VotingOpened) -> ElectionsState:
    return with_election(state, effect.election, voting_opens=effect.at)


def _postal_voting_opened(state: State, effect: PostalVotingOpened) -> ElectionsState:
    roll = electorate(state, rulebook(state).convention.body, BranchId(""), effect.at)
    return with_election(state, effect.election, voting_opens=effect.at, voting_closes=effect.closes, roll=roll)


def _voting_closed(state: State, effect: VotingClosed) -> ElectionsState:
    return with_election(state, effect.election, voting_closes=effect.at)


def _ballot_cast(state: State, effect: BallotCast) -> ElectionsState:
    voted = state.elections.elections[effect.election].voted
    return with_election(state, effect.election, voted=voted.set(effect.voter, effect.at))


def _ballots_counted(state: State, act: CountBallots) -> ElectionsState:
    ballots = (*state.elections.elections[act.election].ballots, *act.ballots)
    return with_election(state, act.election, ballots=ballots, parts=act.part, lot=act.lot)


def _counted(state: State, effect: ElectionCounted) -> ElectionsState:
    return with_election(
        state, effect.election, counted=effect.at, elected=effect.elected, next_in_line=effect.next_in_line
    )


def duties(state: State) -> tuple[Duty, ...]:
    """The opening of each box whose voting is over."""
    return tuple(
        Duty("count-election", e.id, THE_CLOCK, e.voting_closes, article_of(state, e))
        for e in state.elections.elections.values()
        if e.voting_closes and not e.counted
    )


SLICE = "elections"
ADMIT: dict[type, Any] = {
    OpenVoting: open_voting,
    CloseVoting: close_voting,
    CastBallot: cast_ballot,
    CountBallots: count_ballots,
}
APPLY: dict[type, Any] = {
    VotingOpened: _voting_opened,
    PostalVotingOpened: _postal_voting_opened,
    VotingClosed: _voting_closed,
    BallotCast: _ballot_cast,
    CountBallots: _ballots_counted,
    ElectionCounted: _counted,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
