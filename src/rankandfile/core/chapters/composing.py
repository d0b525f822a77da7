"""Making a composite: which motions can be joined, who proposes it, who consents, and leaving it.

Keeps what it decides in the slice of `composites.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Answer, Effect, Text, Texts
from ..ids import CompositeId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Business
from .agenda import AgendaItemSet, ItemEnded, has_agenda, is_joined, item_about, items
from .bulletin import why_not_in_capacity
from .composites import (
    Composite,
    CompositeConsented,
    CompositeEnded,
    CompositeMade,
    CompositeProposed,
    ConsentToComposite,
    LeaveComposite,
    ProposeComposite,
    as_proposed,
    asked_movers,
    composite_of,
    composites_article,
    still_asked,
)
from .foundation import rulebook
from .meetings import deadline, is_by_post
from .motion_moving import why_barred, why_not_this_text
from .motions import Motion, MotionDecided, MotionPlaced, MotionReceived, business_of, why_not_alive
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State

MOST = 20
"""How many motions are joined at most, so that the entry stays as short as every other."""

REFUSALS = {
    "composite.none": Words(
        gettext_noop("This rulebook knows no composites."),
        gettext_noop("Let one mover move the common text, and the others withdraw theirs."),
    ),
    "composite.few": Words(
        gettext_noop("A composite is made of two motions at least and {most} at most, each named once."),
        gettext_noop("Name the motions that it takes the place of."),
    ),
    "composite.unlike": Words(
        gettext_noop("{motion} is not of the same class of business, or not for the same meeting."),
        gettext_noop("Join motions of one class to one meeting."),
    ),
    "composite.class": Words(
        gettext_noop("Motions of the class “{business}” are not joined."),
        gettext_noop("Move amendments to one of them, and withdraw the other."),
    ),
    "composite.not_placed": Words(
        gettext_noop("{motion} does not have its support yet."),
        gettext_noop("It can be joined when it has."),
    ),
    "composite.joined": Words(
        gettext_noop("{motion} is joined in a composite, which stands in its place."),
        gettext_noop("Its mover can leave the composite until that is on the floor."),
    ),
    "composite.nested": Words(
        gettext_noop("{motion} is a composite itself."),
        gettext_noop("Leave it, and propose one of all the originals."),
    ),
    "composite.on_floor": Words(
        gettext_noop("{motion} is on the floor, or was."),
        gettext_noop("Vote on it; amendments can still be moved as the rulebook says."),
    ),
    "composite.by_post": Words(
        gettext_noop("At a convention by post motions are voted on side by side and not joined."),
        gettext_noop("Withdraw the others in favour of one, while that is open."),
    ),
    "composite.closed": Words(
        gettext_noop("Composites closed on {since}."),
        gettext_noop("Speak for the one motion and against the other; or move an amendment from the floor."),
    ),
    "composite.mover": Words(
        gettext_noop("A composite is proposed by the mover of one of its motions."),
        gettext_noop("Write to a mover and suggest it."),
    ),
    "composite.unknown": Words(
        gettext_noop("There is no such composite."),
        gettext_noop("See the motion that you look for."),
    ),
    "composite.over": Words(
        gettext_noop("{composite} is over: a mover did not consent, or left it, or it was decided."),
        gettext_noop("Propose another one."),
    ),
    "composite.made": Words(
        gettext_noop("Every mover has consented already: it is {motion} now."),
        gettext_noop("Leave it while it is not on the floor, or vote on it."),
    ),
    "composite.not_asked": Words(
        gettext_noop("Only the movers of its motions are asked."),
        gettext_noop("Speak and vote on it as everybody."),
    ),
    "composite.consented": Words(
        gettext_noop("You have consented already."),
        gettext_noop("Wait for the others: {waiting} of them are still asked."),
    ),
    "composite.joint": Words(
        gettext_noop("{motion} belongs to its movers together."),
        gettext_noop("Leave the composite; then each original stands as before."),
    ),
}


def propose_composite(state: State, act: ProposeComposite, texts: Texts) -> Answer:
    """The mover of one of the motions proposes a text; where all of them are the proposer's own, it is made at once."""
    if rulebook(state).composites is None:
        return refuse(composites_article(state), "composite.none")
    refusal = _why_not_these(state, act.originals, act.at)
    if refusal is not None:
        return refusal
    mine = next((m for m in _motions(state, act.originals) if m.mover == act.by), None)
    if mine is None:
        return refuse(composites_article(state), "composite.mover")
    clause = business_of(state, mine.business)
    assert clause is not None, "motions of a class that is no longer there are not joined"
    refusal = (
        why_not_in_capacity(state, act.by, mine.capacity, mine.branch, mine.convention, act.at)
        or why_barred(state, act.fingerprint, act.at, clause)
        or why_not_this_text(clause, mine.capacity, act.lines, act.fingerprint, texts)
    )
    if refusal is not None:
        return refusal
    number = CompositeId(f"K{len(state.composites.composites) + 1}")
    proposed = CompositeProposed(
        number, act.originals, act.by, act.at, int(state.size), act.lines, act.fingerprint
    )  # fmt: skip
    own = as_proposed(proposed)
    return (proposed, *(_made(state, own, act.at) if not still_asked(state, own) else ()))


def _motions(state: State, originals: tuple[MotionId, ...]) -> tuple[Motion, ...]:
    return tuple(state.motions.motions[each] for each in originals)


def _why_not_these(state: State, originals: tuple[MotionId, ...], at: Moment) -> Refusal | None:
    """Each is open, has its support, is like the others, not joined yet, and not on the floor."""
    article = composites_article(state)
    if not 2 <= len(originals) <= MOST or len(set(originals)) < len(originals):
        return refuse(article, "composite.few", most=MOST)
    gone = next((no for each in originals if (no := why_not_alive(state, each)) is not None), None)
    if gone is not None:
        return gone
    first = state.motions.motions[originals[0]]
    clause = business_of(state, first.business)
    if clause is None or _in_steps(clause):
        return refuse(article, "composite.class", business=first.business)
    if is_by_post(state, first.convention):
        return refuse(article, "composite.by_post")
    closes = deadline(state, first.convention, "composites-close")
    if closes is not None and at >= closes:
        return refuse(article, "composite.closed", since=closes)
    return next((no for m in _motions(state, originals) if (no := _why_not_this(state, m, first)) is not None), None)


def _in_steps(clause: Business) -> bool:
    """Whether the class is decided otherwise than by one vote on one text that can be changed."""
    return clause.changes_rulebook or clause.referendum or clause.readings > 1 or not clause.amendable


def _why_not_this(state: State, motion: Motion, first: Motion) -> Refusal | None:
    article = composites_article(state)
    if (motion.business, motion.convention) != (first.business, first.convention):
        return refuse(article, "composite.unlike", motion=motion.id)
    if not motion.placed:
        return refuse(article, "composite.not_placed", motion=motion.id)
    if is_joined(state, motion.id):
        return refuse(article, "composite.joined", motion=motion.id)
    if composite_of(state, motion.id) is not None:
        return refuse(article, "composite.nested", motion=motion.id)
    return _why_on_floor(state, motion)


def _why_on_floor(state: State, motion: Motion) -> Refusal | None:
    item = item_about(state, motion.convention, motion.id)
    if item is None or item.state == "waiting":
        return None
    return refuse(composites_article(state), "composite.on_floor", motion=motion.id)


def consent_to_composite(state: State, act: ConsentToComposite, texts: Texts) -> Answer:
    """The mover of an original consents; with the last of them the composite is made."""
    refusal = _why_not_asked(state, act.composite, act.by) or why_may_not(state, act.by, "move", act.at)
    if refusal is not None:
        return refusal
    own, article = state.composites.composites[act.composite], composites_article(state)
    if own.motion:
        return refuse(article, "composite.made", motion=own.motion)
    if act.by in own.consents:
        return refuse(article, "composite.consented", waiting=len(still_asked(state, own)))
    refusal = _why_not_these(state, own.originals, act.at) or _why_no_longer_proposed(state, own, act.at)
    if refusal is not None:
        return refusal
    consented = CompositeConsented(own.id, act.by, act.at)
    is_last = still_asked(state, own) == (act.by,)
    return (consented, *(_made(state, own, act.at) if is_last else ()))


def _why_not_asked(state: State, composite: CompositeId, by: Handle) -> Refusal | None:
    own, article = state.composites.composites.get(composite), composites_article(state)
    if own is None:
        return refuse(article, "composite.unknown")
    if own.over or (own.motion and state.motions.motions[own.motion].fate):
        return refuse(article, "composite.over", composite=own.id)
    return None if by in asked_movers(state, own) else refuse(article, "composite.not_asked")


def _why_no_longer_proposed(state: State, own: Composite, at: Moment) -> Refusal | None:
    """The proposer moved one of the originals still, and may still do so in that capacity."""
    mine = next((m for m in _motions(state, own.originals) if m.mover == own.by), None)
    if mine is None:
        return refuse(composites_article(state), "composite.over", composite=own.id)
    return why_not_in_capacity(state, own.by, mine.capacity, mine.branch, mine.convention, at)


def _made(state: State, own: Composite, at: Moment) -> tuple[Effect, ...]:
    """The composite is a motion, with the support of its originals, in the place of the first of them."""
    mine = next(m for m in _motions(state, own.originals) if m.mover == own.by)
    number = MotionId(f"M{len(state.motions.motions) + 1}")
    received = MotionReceived(
        number, mine.convention, mine.business, own.by, mine.capacity, at, own.entry, own.lines, own.fingerprint,
        mine.branch, subject=mine.subject,
    )  # fmt: skip
    made = CompositeMade(own.id, number)
    return (received, made, MotionPlaced(number, at), *_on_the_agenda(state, own, mine, number))


def _on_the_agenda(state: State, own: Composite, mine: Motion, number: MotionId) -> tuple[Effect, ...]:
    """Its item, before that of the first original; none where the agenda is not composed yet."""
    if not has_agenda(state, mine.convention):
        return ()
    listed = items(state, mine.convention)
    first = next(item for item in listed if item.about in own.originals)
    return (AgendaItemSet(mine.convention, str(len(listed) + 1), first.section, number, first.place - 1),)


def leave_composite(state: State, act: LeaveComposite, texts: Texts) -> Answer:
    """A mover ends it, before it is made or after, until it is on the floor; the originals stand as they were."""
    refusal = _why_not_asked(state, act.composite, act.by)
    if refusal is not None:
        return refusal
    own = state.composites.composites[act.composite]
    ended = CompositeEnded(own.id)
    if not own.motion:
        return (ended,)
    made = state.motions.motions[own.motion]
    item = item_about(state, made.convention, made.id)
    done = (ItemEnded(made.convention, item.id, "done"),) if item is not None else ()
    return _why_on_floor(state, made) or (ended, MotionDecided(made.id, "withdrawn", act.at), *done)


SLICE = "composites"
ADMIT: dict[type, Any] = {
    ProposeComposite: propose_composite,
    ConsentToComposite: consent_to_composite,
    LeaveComposite: leave_composite,
}
APPLY: dict[type, Any] = {}
TEXTS = {ProposeComposite: (Text("title"), Text("text"), Text("synopsis", optional=True))}
