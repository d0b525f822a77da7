"""Vacancies: what follows by itself when a place of a post falls vacant before its term ends (posts clause).

By countback, the ballots that filled the place are counted again without whoever left, and the next one holds it for
the rest of the term. By by-election, nominations open at once among those who fill the post, and the clock does the
rest. A countback that finds nobody goes over into a by-election. So does a place that voters left empty because they
would rather have nominations re-opened. No slice and no acts of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..act import Effect
from ..calendar import shifted
from ..count.account import winners
from ..count.countback import countback, successors
from ..count.families import GREGORY, MEEK
from ..ids import BranchId, ElectionId, Handle, Moment
from ..rulebook.schema import Post
from .counting import account_of, gathered
from .elections import RON, Election, ElectionOpened, election, method_of, on_the_ballot, opens_after
from .foundation import rulebook
from .offices import Holding, PostFilled, PostVacated, holders, holdings_of, post_named, term_ends
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State

NONE = ElectionId("")


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
    return _opened(state, post, left.scope, 1, left.until, at, before=before)


def nominated_anew(state: State, own: Election, elected: int, at: Moment) -> tuple[Effect, ...]:
    """The election that follows where voters rather had nominations re-opened, and the rulebook fills such places.

    It is for the places that they left empty, for the same term; who held them before holds them until then.
    """
    post, listed = post_named(state, own.post), on_the_ballot(state, own)
    if post is None or post.vacancy == "vacant" or RON not in listed or elected >= min(own.seats, len(listed) - 1):
        return ()
    until, first = own.until or term_ends(state, post, at), own.reopened or own.id
    return _opened(state, post, own.scope, own.seats - elected, until, at, reopened=first)


def _opened(
    state: State,
    post: Post,
    scope: BranchId,
    seats: int,
    until: Moment,
    at: Moment,
    before: int = 0,
    reopened: ElectionId = NONE,
) -> tuple[Effect, ...]:
    """Nominations open now, and the clock does the rest; nothing where the term would be over before."""
    if post.filled == "appointment":
        return ()
    own, week = rulebook(state).voting, rulebook(state).organisation.week
    nominated = shifted(at, own.nominations_last, 1, week)
    opens = opens_after(state, post, scope, at, nominated)
    closes = shifted(opens, own.ballot_lasts, 1, week)
    if closes >= until:
        return ()
    number = ElectionId(f"E{len(state.elections.elections) + before + 1}")
    return (
        ElectionOpened(
            number, post.id, seats, method_of(post), at, nominated, scope=scope, voting_opens=opens,
            voting_closes=closes, until=until, reopened=reopened,
        ),
    )  # fmt: skip
