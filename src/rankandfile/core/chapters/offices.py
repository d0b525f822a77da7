"""Offices: who holds which post, how it came about, for how long, and which powers go with it.

A power belongs to a post in the rulebook, never to an account. A holding ends by itself at its date. Provisional
holders come from the founder, are marked so for ever, and end with the founding. Where the rulebook fills a post by
appointment, the record says who appointed whom, and `paid_by` stands beside the name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import BranchId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Post
from ..table import Table
from .foundation import founding_ends, has_founding_powers, rulebook
from .standing import find, why_lapsed, why_not_in_good_standing

if TYPE_CHECKING:
    from ..state import State

How = Literal["elected", "appointed", "provisional"]


class Holding(Struct, frozen=True, gc=False):
    """Somebody holds a post, in a branch or everywhere (empty scope), from since until until."""

    post: str
    person: Handle
    scope: BranchId
    since: Moment
    until: Moment
    how: How
    source: str
    """The election it came from, or the handle that appointed."""


class OfficesState(Struct, frozen=True):
    """The slice of this chapter: holdings by person; ended ones stay, for the record of who held what."""

    holdings: Table[Handle, tuple[Holding, ...]] = Table()


class AppointProvisionally(Act, frozen=True):
    """While founding: give a post to a member until the founding ends."""

    person: Handle
    post: str
    scope: BranchId = BranchId("")


class Appoint(Act, frozen=True):
    """Give a post that the rulebook fills by appointment."""

    person: Handle
    post: str
    scope: BranchId = BranchId("")


class ResignPost(Act, frozen=True):
    """Give a post up."""

    post: str
    scope: BranchId = BranchId("")


class PostFilled(Effect, frozen=True):
    """The person holds the post."""

    post: str
    person: Handle
    since: Moment
    until: Moment
    how: How
    source: str
    scope: BranchId = BranchId("")


class PostVacated(Effect, frozen=True):
    """The person no longer holds the post."""

    post: str
    person: Handle
    at: Moment
    scope: BranchId = BranchId("")


REFUSALS = {
    "post.unknown": Words(
        gettext_noop("The rulebook has no post “{post}”."),
        gettext_noop("Choose one of: {posts}."),
    ),
    "post.not_founder": Words(
        gettext_noop("Provisional posts are given by the founder, and only until {until}."),
        gettext_noop("Since then posts are filled as the rulebook says: see each post's article."),
    ),
    "post.elected": Words(
        gettext_noop("The post “{post}” is filled by election, not by appointment."),
        gettext_noop("Nominate the person when nominations open."),
    ),
    "post.full": Words(
        gettext_noop("All {number} places of the post “{post}” are held."),
        gettext_noop("Wait until a place falls vacant."),
    ),
    "post.not_held": Words(
        gettext_noop("You do not hold the post “{post}”."),
        gettext_noop("There is nothing to give up."),
    ),
    "post.appointer": Words(
        gettext_noop("This post is filled by “{appointer}”, which you do not hold."),
        gettext_noop("Ask who holds it."),
    ),
}


def post_named(state: State, post: str) -> Post | None:
    """The clause of the post; None where the rulebook has none of that id."""
    return next((p for p in rulebook(state).posts if p.id == post), None)


def holdings_of(state: State, person: Handle, at: Moment) -> tuple[Holding, ...]:
    """What the person holds at this moment."""
    return tuple(h for h in state.offices.holdings.get(person, ()) if h.since <= at < h.until)


def holders(state: State, post: str, at: Moment, scope: BranchId | None = None) -> tuple[Holding, ...]:
    """Who holds the post at this moment, in the order in which they first came into any post."""
    return tuple(
        h
        for held in state.offices.holdings.values()
        for h in held
        if h.post == post and h.since <= at < h.until and scope in (None, h.scope)
    )


def terms_in_a_row(state: State, post: str, person: Handle) -> int:
    """How many elected terms of the post the person has held one after the other, the last one included."""
    held = [h for h in state.offices.holdings.get(person, ()) if h.post == post and h.how == "elected"]
    pauses = [n for n in range(1, len(held)) if held[n].since > held[n - 1].until]
    return len(held) - (pauses[-1] if pauses else 0)


def posts_with(state: State, power: str) -> tuple[str, ...]:
    """The posts that carry the power."""
    return tuple(p.id for p in rulebook(state).posts if power in p.powers)


def has_power(state: State, person: Handle, power: str, scope: BranchId | str, at: Moment) -> bool:
    """Whether a post of the person carries the power in this branch (or everywhere)."""
    carrying = posts_with(state, power)
    return any(h.post in carrying and h.scope in ("", scope) for h in holdings_of(state, person, at))


def why_lacks_power(state: State, person: Handle, power: str, scope: BranchId | str, at: Moment) -> Refusal | None:
    """Why the person may not use the power here; None when it may. Holders lose powers with their membership."""
    if has_power(state, person, power, scope, at):
        return why_lapsed(state, person, at)
    carrying = posts_with(state, power)
    article = next(
        (p.article for p in rulebook(state).posts if power in p.powers), rulebook(state).organisation.article
    )
    return refuse(article, "member.power", power=power, holders=", ".join(carrying) or "nobody")


def sits_in(state: State, person: Handle, body: str, at: Moment) -> bool:
    """Whether a post gives the person a seat with a vote in the body."""
    seats = next((b.seats for b in rulebook(state).bodies if b.id == body), ())
    voting = {s.who for s in seats if s.vote}
    return any(h.post in voting for h in holdings_of(state, person, at))


def is_staff(state: State, person: Handle, at: Moment) -> str:
    """Who pays the person for a post it holds; empty where nobody does."""
    posts = (post_named(state, h.post) for h in holdings_of(state, person, at))
    return next((p.paid_by for p in posts if p is not None and p.paid_by), "")


def _unknown(state: State, post: str) -> Refusal:
    posts = ", ".join(p.id for p in rulebook(state).posts)
    return refuse(rulebook(state).organisation.article, "post.unknown", post=post[:40], posts=posts)


def appoint_provisionally(state: State, act: AppointProvisionally, texts: Texts) -> Answer:
    """The founder's appointments: marked provisional, over with the founding."""
    until = founding_ends(state)
    if not has_founding_powers(state, act.by, act.at):
        return refuse(rulebook(state).organisation.article, "post.not_founder", until=until)
    if post_named(state, act.post) is None:
        return _unknown(state, act.post)
    refusal = why_lapsed(state, act.person, act.at)
    if refusal is not None:
        return refusal
    return (PostFilled(act.post, act.person, act.at, until, "provisional", act.by, act.scope),)


def may_appoint(state: State, by: Handle, post: Post, at: Moment) -> bool:
    """Whether the person holds the post, or sits in the body, that fills this one."""
    return any(h.post == post.by for h in holdings_of(state, by, at)) or sits_in(state, by, post.by, at)


def appoint(state: State, act: Appoint, texts: Texts) -> Answer:
    """An appointment, where the rulebook fills the post that way."""
    post = post_named(state, act.post)
    if post is None:
        return _unknown(state, act.post)
    if post.filled != "appointment":
        return refuse(post.article, "post.elected", post=post.id)
    if not may_appoint(state, act.by, post, act.at):
        return refuse(post.article, "post.appointer", appointer=post.by)
    if len(holders(state, post.id, act.at, act.scope)) >= post.number:
        return refuse(post.article, "post.full", post=post.id, number=post.number)
    refusal = why_not_in_good_standing(state, act.person, act.at)
    if refusal is not None:
        return refusal
    return (PostFilled(post.id, act.person, act.at, term_ends(state, post, act.at), "appointed", act.by, act.scope),)


def term_ends(state: State, post: Post, start: Moment) -> Moment:
    """When a term that starts now is over."""
    return shifted(start, post.term, 1, rulebook(state).organisation.week)


def resign_post(state: State, act: ResignPost, texts: Texts) -> Answer:
    """Giving up a post needs nobody's consent."""
    from .vacancies import filled_again

    mine = holdings_of(state, act.by, act.at)
    held = next((h for h in mine if h.post == act.post and h.scope == act.scope), None)
    if held is None:
        return refuse(rulebook(state).organisation.article, "post.not_held", post=act.post[:40])
    return (PostVacated(act.post, act.by, act.at, act.scope), *filled_again(state, held, act.at))


def _filled(state: State, effect: PostFilled) -> OfficesState:
    own = state.offices
    holding = Holding(effect.post, effect.person, effect.scope, effect.since, effect.until, effect.how, effect.source)
    held = (*own.holdings.get(effect.person, ()), holding)
    return replace(own, holdings=own.holdings.set(effect.person, held))


def _vacated(state: State, effect: PostVacated) -> OfficesState:
    own = state.offices
    held = tuple(
        replace(h, until=effect.at) if h.post == effect.post and h.scope == effect.scope and h.until > effect.at else h
        for h in own.holdings[effect.person]
    )
    return replace(own, holdings=own.holdings.set(effect.person, held))


def duties(state: State) -> tuple[Duty, ...]:
    """Filling each post again, in each branch that has it: when the first term in it ends, and until it is filled."""
    places: dict[tuple[str, BranchId], list[Holding]] = {}
    for held in state.offices.holdings.values():
        for holding in held:
            places.setdefault((holding.post, holding.scope), []).append(holding)
    found = (_filling(state, post, scope, held) for (post, scope), held in places.items())
    return tuple(duty for duty in found if duty is not None)


def _filling(state: State, post: str, scope: BranchId, held: list[Holding]) -> Duty | None:
    clause = post_named(state, post)
    due = _vacant_from(state, clause.number, held) if clause is not None else None
    if clause is None or due is None:
        return None
    about, owed_by = (f"{post}/{scope}" if scope else post), (scope if clause.by == "branch" and scope else clause.by)
    return Duty("fill-post", about, owed_by, due, clause.article)


def _vacant_from(state: State, places: int, held: list[Holding]) -> Moment | None:
    """When the first of so many places was or will be vacant; None where none that was held is."""
    ends = sorted((_ends(state, h) for h in held), reverse=True)
    return ends[min(places, len(ends)) - 1] if ends else None


def _ends(state: State, holding: Holding) -> Moment:
    """When the person holds the post no longer: at the end of the term, or with the membership."""
    member = find(state, holding.person)
    return min(holding.until, member.left) if member is not None and member.left else holding.until


SLICE = "offices"
ADMIT: dict[type, Any] = {
    AppointProvisionally: appoint_provisionally,
    Appoint: appoint,
    ResignPost: resign_post,
}
APPLY: dict[type, Any] = {PostFilled: _filled, PostVacated: _vacated}
TEXTS: dict[type, tuple[Any, ...]] = {}
