"""Second thoughts: somebody takes the second for an amendment back, until amendments close.

What has reached its threshold stays on the floor, as with motions: whoever takes a second back takes nothing off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..ids import AmendmentId, Handle
from ..refusal import Words, gettext_noop, refuse
from .amendments import AmendmentsState, is_late, why_not_open, with_amendment
from .foundation import rulebook
from .meetings import deadline
from .parts import why_begun

if TYPE_CHECKING:
    from ..state import State


class WithdrawAmendmentSecond(Act, frozen=True):
    """Take one's second for an amendment back."""

    amendment: AmendmentId


class AmendmentSecondWithdrawn(Effect, frozen=True):
    """One second fewer."""

    amendment: AmendmentId
    by: Handle


REFUSALS = {
    "amendment.not_seconded": Words(
        gettext_noop("You have not seconded this."),
        gettext_noop("There is nothing to take back."),
    ),
    "amendment.seconds_stay": Words(
        gettext_noop("Amendments closed on {since}, and their seconds stay as they are."),
        gettext_noop("Speak and vote as you think now."),
    ),
}


def withdraw_amendment_second(state: State, act: WithdrawAmendmentSecond, texts: Texts) -> Answer:
    """Until amendments close; one that was moved from the floor, until the vote on it begins."""
    refusal = why_not_open(state, act.amendment) or why_begun(state, act.amendment)
    if refusal is not None:
        return refusal
    own, article = state.amendments.amendments[act.amendment], rulebook(state).amendments.article
    motion = state.motions.motions[own.motion]
    if act.by not in own.seconders:
        return refuse(article, "amendment.not_seconded")
    if not own.from_floor and is_late(state, motion, act.at):
        closes = deadline(state, motion.convention, "amendments-close") or own.received
        return refuse(article, "amendment.seconds_stay", since=closes)
    return (AmendmentSecondWithdrawn(own.id, act.by),)


def _withdrawn(state: State, effect: AmendmentSecondWithdrawn) -> AmendmentsState:
    seconders = state.amendments.amendments[effect.amendment].seconders.remove(effect.by)
    return with_amendment(state, effect.amendment, seconders=seconders)


SLICE = "amendments"
ADMIT: dict[type, Any] = {WithdrawAmendmentSecond: withdraw_amendment_second}
APPLY: dict[type, Any] = {AmendmentSecondWithdrawn: _withdrawn}
TEXTS: dict[type, tuple[Any, ...]] = {}
