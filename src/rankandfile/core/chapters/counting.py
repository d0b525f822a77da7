"""What an election's ballots make: the count, who is elected, who comes next, and which seats and posts that fills.

No slice and no acts of its own: `elections.count_ballots` asks here. The counting itself is `core.count`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..act import Effect
from ..count.account import Account, winners
from ..count.ballots import Ballots, gather
from ..count.methods import count
from ..ids import Handle, Lot, Moment, MotionId, RecallId
from ..rulebook.schema import Post
from .agenda import ItemEnded, item_about
from .balloting import ElectionCounted
from .boards import board
from .delegates import DelegateElected
from .elections import DELEGATE, RON, Election, before_reopening, on_the_ballot, staying
from .offices import Holding, PostFilled, PostVacated, holders, post_named, term_ends
from .questions import answer_of

if TYPE_CHECKING:
    from ..state import State


def ranking_of(ballot: str, candidates: int) -> tuple[int, ...] | None:
    """The ranking of a ballot "tracker:2,1,3" as candidates from 0; None when it is spoilt, () when it is blank."""
    written = ballot.partition(":")[2]
    if not written:
        return ()
    marks = written.split(",")
    if any(not mark.isascii() or not mark.isdecimal() or mark != str(int(mark)) for mark in marks):
        return None
    ranking = tuple(int(mark) - 1 for mark in marks)
    good = len(set(ranking)) == len(ranking) and all(0 <= place < candidates for place in ranking)
    return ranking if good else None


def gathered(ballots: tuple[str, ...], candidates: int) -> tuple[Ballots, int]:
    """The valid ballots, and how many are spoilt."""
    rankings = [ranking_of(ballot, candidates) for ballot in ballots]
    valid = [(1, ranking) for ranking in rankings if ranking is not None]
    return gather(candidates, valid), len(rankings) - len(valid)


def account_of(state: State, own: Election, ballots: tuple[str, ...], lot: Lot) -> Account:
    """The full account of the count, as anybody can make it again from the record."""
    candidates = on_the_ballot(state, own)
    method, seats = ("slates", 1) if own.method == "slate" else (own.method, own.seats)
    return count(method, candidates, gathered(ballots, len(candidates))[0], min(seats, len(candidates)), lot)


def _elected(state: State, own: Election, ballots: tuple[str, ...], lot: Lot) -> tuple[Handle, ...]:
    candidates = on_the_ballot(state, own)
    if not candidates:
        return ()
    found = winners(account_of(state, own, ballots, lot))
    if own.method == "slate":
        return own.candidates[Handle(found[0])].slate if found[0] != RON else ()
    return before_reopening(tuple(Handle(person) for person in found))


def _next_in_line(
    state: State, own: Election, ballots: tuple[str, ...], elected: tuple[Handle, ...], lot: Lot
) -> tuple[Handle, ...]:
    """The alternates by rank: the same ballots counted again for their places, those elected withdrawn."""
    candidates = on_the_ballot(state, own)
    places = min(own.alternates, len(candidates) - len(elected))
    if places < 1 or (RON in candidates and len(elected) < min(own.seats, len(candidates) - 1)):
        return ()  # whom the voters would rather have nominated anew does not follow either
    valid, gone = gathered(ballots, len(candidates))[0], tuple(candidates.index(person) for person in elected)
    found = winners(count(own.method, candidates, valid, places, lot, withdrawn=gone))
    return before_reopening(tuple(Handle(person) for person in found))


def result_of(state: State, own: Election, ballots: tuple[str, ...], lot: Lot, at: Moment) -> tuple[Effect, ...]:
    """Everything that the count brings about."""
    if own.question:
        return _answer(state, own, ballots, lot, at)
    from .vacancies import nominated_anew

    elected = _elected(state, own, ballots, lot)
    following = _next_in_line(state, own, ballots, elected, lot)
    spoilt = gathered(ballots, len(on_the_ballot(state, own)))[1]
    counted = ElectionCounted(own.id, len(ballots), spoilt, elected, following, at)
    if own.post == DELEGATE:
        return (counted, *_delegates(own, elected, following))
    anew = nominated_anew(state, own, len(elected), at)
    return (counted, *_posts(state, own, elected, at), *item_done(state, own), *anew)


def _answer(state: State, own: Election, ballots: tuple[str, ...], lot: Lot, at: Moment) -> tuple[Effect, ...]:
    """The answer to a question, and what it brings about: for a recall, or for a motion that members confirm."""
    from .deciding import confirmed, majorities_of, motion_decided
    from .recalls import majority_of, recalled
    from .secret_votes import base_of

    recall = state.recalls.recalls.get(RecallId(own.question))
    if recall is not None:
        answer = answer_of(own, ballots, lot, at, (majority_of(state, recall),))
        return (answer, *recalled(state, recall, answer.carried, at))
    motion = state.motions.motions[MotionId(own.question)]
    if own.convention:
        answer = answer_of(own, ballots, lot, at, majorities_of(state, motion), base_of(state, own))
        decided = motion_decided(state, own.convention, motion, answer.carried, at) if not motion.fate else ()
        return (answer, *decided)
    answer = answer_of(own, ballots, lot, at, majorities_of(state, motion))
    voters = len(ballots)
    return (answer, *confirmed(state, motion, answer.carried, at, voters))


def _delegates(own: Election, elected: tuple[Handle, ...], following: tuple[Handle, ...]) -> tuple[Effect, ...]:
    seats = [(person, rank, False) for rank, person in enumerate(elected, 1)]
    alternates = [(person, rank, True) for rank, person in enumerate(following, 1)]
    return tuple(
        DelegateElected(own.convention, person, own.scope, rank, alternate, own.id)
        for person, rank, alternate in (*seats, *alternates)
    )


def _posts(state: State, own: Election, elected: tuple[Handle, ...], at: Moment) -> tuple[Effect, ...]:
    post = post_named(state, own.post)
    if post is None:
        return ()
    now = holders(state, post.id, at, own.scope)
    if own.reopened:
        return _posts_anew(state, own, post, elected, now, at)
    meeting = state.meetings.conventions.get(own.convention)
    keep = staying(state, post, meeting) if meeting is not None else ()
    if own.until:  # for a place that fell vacant: another election may have filled it in the meantime
        elected = elected[: max(post.number - len(now), 0)]
    leaving = [h for h in now if h not in keep] if elected and not own.until else []
    until = own.until or term_ends(state, post, at)
    return (
        *(PostVacated(post.id, h.person, at, own.scope) for h in leaving),
        *(PostFilled(post.id, person, at, until, "elected", own.id, own.scope) for person in elected),
    )


def _posts_anew(
    state: State, own: Election, post: Post, elected: tuple[Handle, ...], now: Sequence[Holding], at: Moment
) -> tuple[Effect, ...]:
    """Nominations were re-opened: those elected meanwhile, or whose term goes on, stay; the others make room."""
    same = {e.id for e in state.elections.elections.values() if own.reopened in (e.id, e.reopened)}
    meeting = state.meetings.conventions.get(state.elections.elections[own.reopened].convention)
    keep = staying(state, post, meeting) if meeting is not None else ()
    stay = [held for held in now if held in keep or held.source in same]
    filled = elected[: max(post.number - len(stay), 0)]
    leaving = [held for held in now if held not in stay] if filled else []
    return (
        *(PostVacated(post.id, held.person, at, own.scope) for held in leaving),
        *(PostFilled(post.id, person, at, own.until, "elected", own.id, own.scope) for person in filled),
    )


def item_done(state: State, own: Election) -> tuple[Effect, ...]:
    """The end of the item under which the convention votes, where it does; with a board that was at the close.

    Trustees may take days to open a board, and the meeting does not wait for them.
    """
    item = item_about(state, own.convention, own.id) if own.convention else None
    if item is not None and item.state != "open" and board(state, own.id) is not None:
        return ()
    return (ItemEnded(own.convention, item.id, "done"),) if item is not None else ()
