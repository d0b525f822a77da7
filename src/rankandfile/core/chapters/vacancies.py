"""Vacancies: what follows by itself when a place of a post falls vacant before its term ends (posts clause).

By countback, the ballots that filled the place are counted again without whoever left, and the next one holds it for
the rest of the term. By by-election, nominations open at once among those who fill the post, and the clock does the
rest. A countback that finds nobody goes over into a by-election. No slice and no acts of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..act import Effect
from ..calendar import shifted
from ..count.account import winners
from ..count.countback import countback, successors
from ..count.families import GREGORY, MEEK
from ..ids import ElectionId, Handle, Moment
from ..rulebook.schema import Post
from .counting import account_of, gathered
from .elections import RON, Election, ElectionOpened, election, method_of, on_the_ballot
from .foundation import rulebook
from .offices import Holding, PostFilled, PostVacated, holders, holdings_of, post_named
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State


def filled_again(state: State, left: Holding, at: Moment, before: int = 0) -> tuple[Effect, ...]:
    """Who follows, or the election that finds out; nothing where the rulebook leaves the place vacant till the next.

    `before` is how many elections the same act has opened already.
    """
    post = post_named(state, left.post)
    if post is None or post.vacancy == "vacant" or left.how == "provisional":
        return ()
    successor = next_by_countback(state, post, left, at) if post.vacancy == "countback" else None
    if successor is not None:
        return (PostFilled(post.id, successor, at, left.until, "elected", left.source, left.scope),)
    return _by_election(state, post, left, at, before)


def left_with(state: State, person: Handle, at: Moment) -> tuple[Effect, ...]:
    """What follows when the person leaves: the posts it held are vacant where the rulebook fills them again."""
    found: list[Effect] = []
    for held in holdings_of(state, person, at):
        post = post_named(state, held.post)
        if post is not None and post.vacancy != "vacant":
            opened = sum(isinstance(effect, ElectionOpened) for effect in found)
            found += [PostVacated(held.post, person, at, held.scope), *filled_again(state, held, at, opened)]
    return tuple(found)


def next_by_countback(state: State, post: Post, left: Holding, at: Moment) -> Handle | None:
    """Whom the ballots put next, eligible and not in the post already; None where they name nobody."""
    own = election(state, ElectionId(left.source))
    if own is None or not own.counted or not (own.method in GREGORY or own.method in MEEK):
        return None
    listed = on_the_ballot(state, own)
    sitting = {h.person for h in holders(state, post.id, at, left.scope)} - {left.person}
    gone = _out(state, own, post, sitting, at)
    if len(listed) - len(gone) < 1:
        return None
    account = account_of(state, own, own.ballots, own.lot)
    if RON in winners(account):
        return None
    recount = countback(account, gathered(own.ballots, len(listed))[0], gone, gone)
    found = (listed[place] for place in successors(account, recount))
    return next((person for person in found if person not in sitting), None)


def _out(state: State, own: Election, post: Post, sitting: set[Handle], at: Moment) -> tuple[int, ...]:
    """The candidates who cannot follow: those who held the place and left it, and those who may no longer stand."""
    had = {h.person for held in state.offices.holdings.values() for h in held if h.source == own.id}
    return tuple(
        place
        for place, person in enumerate(on_the_ballot(state, own))
        if person not in sitting and (person in had or why_may_not(state, person, "stand", at) is not None)
    )


def _by_election(state: State, post: Post, left: Holding, at: Moment, before: int) -> tuple[Effect, ...]:
    """An election for the rest of the term, by those who fill the post; none where the term would be over before."""
    if post.filled == "appointment":
        return ()
    own, week = rulebook(state).voting, rulebook(state).organisation.week
    opens = shifted(at, own.nominations_last, 1, week)
    closes = shifted(opens, own.ballot_lasts, 1, week)
    if closes >= left.until:
        return ()
    number = ElectionId(f"E{len(state.elections.elections) + before + 1}")
    return (
        ElectionOpened(
            number, post.id, 1, method_of(post), at, opens, scope=left.scope, voting_opens=opens,
            voting_closes=closes, until=left.until,
        ),
    )  # fmt: skip
