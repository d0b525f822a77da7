"""Amending: support for an amendment, and what its mover and the motion's mover do with it.

The second that reaches the threshold places it. Its mover withdraws it; the mover of the text that it changes takes it
in where the rulebook lets that be. Keeps seconders in the amendment's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..ids import AmendmentId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from .amendments import (
    Amendment,
    AmendmentDecided,
    AmendmentPlaced,
    AmendmentsState,
    is_late,
    needs,
    why_not_open,
    with_amendment,
)
from .bodies import why_outside
from .following import consequences
from .foundation import rulebook
from .meetings import deadline
from .ordering import bases, to_amend_first
from .parts import why_begun
from .standing import why_may_not
from .thresholds import is_reached, support

if TYPE_CHECKING:
    from ..state import State


class SecondAmendment(Act, frozen=True):
    """Support bringing the amendment to the floor."""

    amendment: AmendmentId


class WithdrawAmendment(Act, frozen=True):
    """Take one's own amendment back."""

    amendment: AmendmentId


class AcceptAmendment(Act, frozen=True):
    """Take an amendment into one's motion, or into one's amendment, where the rulebook lets the mover do so."""

    amendment: AmendmentId


class AmendmentSeconded(Effect, frozen=True):
    """One more second."""

    amendment: AmendmentId
    by: Handle
    at: Moment


class AmendmentAccepted(Effect, frozen=True):
    """The mover took it in."""

    amendment: AmendmentId
    at: Moment


REFUSALS = {
    "amendment.own": Words(
        gettext_noop("The mover cannot second the amendment."),
        gettext_noop("Ask another member."),
    ),
    "amendment.seconded": Words(
        gettext_noop("You have seconded this already."),
        gettext_noop("Nothing more is needed."),
    ),
    "amendment.not_yours": Words(
        gettext_noop("Only the mover of the amendment can withdraw it."),
        gettext_noop("Vote against it."),
    ),
    "amendment.accept": Words(
        gettext_noop("This rulebook does not let the mover take amendments in; the meeting decides on each."),
        gettext_noop("Say in the debate that you support it."),
    ),
    "amendment.not_placed": Words(
        gettext_noop("The amendment does not have its support yet."),
        gettext_noop("It can be taken in when it does."),
    ),
    "amendment.base_first": Words(
        gettext_noop("{amendment} falls with {base}, which is not part of the motion yet."),
        gettext_noop("Take {base} in first."),
    ),
    "amendment.amended_first": Words(
        gettext_noop("{inner} would change {amendment}, has its support, and is not decided."),
        gettext_noop("Let its mover take {inner} in, or let the meeting vote on both."),
    ),
}


def _why_closed(state: State, amendment: AmendmentId) -> Refusal | None:
    """Why nothing can be done with the amendment: it is over, or it or the text that it changes is being voted on."""
    refusal = why_not_open(state, amendment)
    if refusal is not None:
        return refusal
    own = state.amendments.amendments[amendment]
    return why_begun(state, own.id) or why_begun(state, own.amends or own.motion)


def second_amendment(state: State, act: SecondAmendment, texts: Texts) -> Answer:
    """A second counts at once; the one that reaches the threshold places the amendment."""
    refusal = _why_closed(state, act.amendment) or why_may_not(state, act.by, "move", act.at)
    if refusal is not None:
        return refusal
    own, article = state.amendments.amendments[act.amendment], rulebook(state).amendments.article
    motion = state.motions.motions[own.motion]
    refusal = why_outside(state, motion.convention, act.by)
    if refusal is not None:
        return refusal
    if own.mover == act.by:
        return refuse(article, "amendment.own")
    if act.by in own.seconders:
        return refuse(article, "amendment.seconded")
    if not own.from_floor and is_late(state, motion, act.at):
        closes = deadline(state, motion.convention, "amendments-close") or own.received
        return refuse(article, "amendment.closed", since=closes)
    has = support(state, motion.convention, own.seconders.set(act.by, act.at))
    acts = not own.placed and is_reached(needs(state, own), has)
    seconded = AmendmentSeconded(own.id, act.by, act.at)
    return (seconded, *((AmendmentPlaced(own.id, act.at),) if acts else ()))


def withdraw_amendment(state: State, act: WithdrawAmendment, texts: Texts) -> Answer:
    """Only the mover withdraws; those that fall with it fall."""
    refusal = _why_closed(state, act.amendment)
    if refusal is not None:
        return refusal
    own = state.amendments.amendments[act.amendment]
    if own.mover != act.by:
        return refuse(rulebook(state).amendments.article, "amendment.not_yours")
    return (AmendmentDecided(own.id, "withdrawn", act.at), *consequences(state, own, False, act.at))


def accept_amendment(state: State, act: AcceptAmendment, texts: Texts) -> Answer:
    """The mover of the text takes it in, where the clause says so; those that touch the same lines fall."""
    refusal = _why_closed(state, act.amendment)
    if refusal is not None:
        return refusal
    own, clause = state.amendments.amendments[act.amendment], rulebook(state).amendments
    if clause.accepted != "mover":
        return refuse(clause.article, "amendment.accept")
    if _mover_of_text(state, own) != act.by:
        return refuse(clause.article, "motion.not_yours")
    if not own.placed:
        return refuse(clause.article, "amendment.not_placed")
    if waits := bases(state, own):
        return refuse(clause.article, "amendment.base_first", amendment=own.id, base=waits[0])
    if inner := to_amend_first(state, own):
        return refuse(clause.article, "amendment.amended_first", amendment=own.id, inner=inner[0].id)
    return (AmendmentAccepted(own.id, act.at), *consequences(state, own, True, act.at))


def _mover_of_text(state: State, own: Amendment) -> Handle:
    """Who moved the text that the amendment changes."""
    if own.amends:
        return state.amendments.amendments[own.amends].mover
    return state.motions.motions[own.motion].mover


def _seconded(state: State, effect: AmendmentSeconded) -> AmendmentsState:
    seconders = state.amendments.amendments[effect.amendment].seconders.set(effect.by, effect.at)
    return with_amendment(state, effect.amendment, seconders=seconders)


def _accepted(state: State, effect: AmendmentAccepted) -> AmendmentsState:
    return with_amendment(state, effect.amendment, fate="carried", accepted=True, decided=effect.at)


SLICE = "amendments"
ADMIT: dict[type, Any] = {
    SecondAmendment: second_amendment,
    WithdrawAmendment: withdraw_amendment,
    AcceptAmendment: accept_amendment,
}
APPLY: dict[type, Any] = {
    AmendmentSeconded: _seconded,
    AmendmentAccepted: _accepted,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
