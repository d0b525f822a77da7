"""Taking an amendment in without a vote, where nobody in the meeting objects (amendments clause, `accepted`).

    next on the floor -> the chair asks -> somebody objects: it is voted on
                                        -> nobody does for a minute: the chair takes it in

One objection is enough, from anybody present with a vote, without a reason, and it is final: the amendment is put to
the vote. The chair can declare nothing before the minute is over. Keeps what it knows in the amendment's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..ids import AmendmentId, ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from .agenda import open_item, why_not_chairing
from .amending import AmendmentAccepted
from .amendments import Amendment, AmendmentsState, why_not_open, with_amendment
from .following import consequences
from .foundation import rulebook
from .meetings import present_voters
from .motions import business_of
from .ordering import sequence
from .procedural_votes import why_something_first
from .quorum import why_no_quorum, why_not_in_session

if TYPE_CHECKING:
    from ..state import State

WAIT = 60
"""Seconds in which those present can object, on a phone with a slow line too."""


class AskForObjections(Act, frozen=True):
    """Ask the meeting whether anybody objects to taking the amendment in without a vote."""

    amendment: AmendmentId


class ObjectToAmendment(Act, frozen=True):
    """Object: the amendment shall be voted on."""

    amendment: AmendmentId


class TakeInUnopposed(Act, frozen=True):
    """Take the amendment in: the meeting was asked, and nobody objected."""

    amendment: AmendmentId


class ObjectionsAsked(Effect, frozen=True):
    """Those present can object until this moment, and until it is taken in."""

    amendment: AmendmentId
    at: Moment
    until: Moment


class AmendmentObjected(Effect, frozen=True):
    """Somebody objects: the amendment is voted on."""

    amendment: AmendmentId
    by: Handle


REFUSALS = {
    "unopposed.none": Words(
        gettext_noop("Under this rulebook the meeting takes no amendment in without a vote."),
        gettext_noop("Put it to the vote."),
    ),
    "unopposed.not_next": Words(
        gettext_noop("{amendment} is not what is voted on next."),
        gettext_noop("Ask when its turn has come."),
    ),
    "unopposed.objected": Words(
        gettext_noop("Somebody objected to taking {amendment} in without a vote."),
        gettext_noop("Put it to the vote; one objection is enough."),
    ),
    "unopposed.asked": Words(
        gettext_noop("The meeting is asked about {amendment} already."),
        gettext_noop("Take it in after {until} where nobody objects, or put it to the vote."),
    ),
    "unopposed.not_asked": Words(
        gettext_noop("The meeting was not asked whether anybody objects to {amendment}."),
        gettext_noop("Ask first, or put it to the vote."),
    ),
    "unopposed.wait": Words(
        gettext_noop("Those present can object until {until}."),
        gettext_noop("Wait until then."),
    ),
    "unopposed.who": Words(
        gettext_noop("Only those present with a vote object."),
        gettext_noop("Check in, or ask a delegate to object."),
    ),
}


def ask_for_objections(state: State, act: AskForObjections, texts: Texts) -> Answer:
    """The chair asks, once, about the amendment that would be voted on next."""
    refusal = _why_not_next(state, act.amendment, act.by, act.at)
    if refusal is not None:
        return refusal
    own = state.amendments.amendments[act.amendment]
    if own.asked_until:
        return refuse(_article(state), "unopposed.asked", amendment=own.id, until=own.asked_until)
    return (ObjectionsAsked(own.id, act.at, Moment(act.at + WAIT)),)


def object_to_amendment(state: State, act: ObjectToAmendment, texts: Texts) -> Answer:
    """Anybody present with a vote objects, until the amendment is taken in."""
    refusal = why_not_open(state, act.amendment)
    if refusal is not None:
        return refusal
    own, convention = state.amendments.amendments[act.amendment], _convention(state, act.amendment)
    if not own.asked_until:
        return refuse(_article(state), "unopposed.not_asked", amendment=own.id)
    if own.objector:
        return refuse(_article(state), "unopposed.objected", amendment=own.id)
    refusal = why_not_in_session(state, convention)
    if refusal is not None:
        return refusal
    if act.by not in present_voters(state.meetings.conventions[convention]):
        return refuse(_article(state), "unopposed.who")
    return (AmendmentObjected(own.id, act.by),)


def take_in_unopposed(state: State, act: TakeInUnopposed, texts: Texts) -> Answer:
    """The chair takes it in once the minute is over; those that touch the same lines fall, as after a vote."""
    refusal = _why_not_next(state, act.amendment, act.by, act.at)
    if refusal is not None:
        return refusal
    own = state.amendments.amendments[act.amendment]
    if not own.asked_until:
        return refuse(_article(state), "unopposed.not_asked", amendment=own.id)
    if act.at < own.asked_until:
        return refuse(_article(state), "unopposed.wait", until=own.asked_until)
    return (AmendmentAccepted(own.id, act.at), *consequences(state, own, True, act.at))


def _why_not_next(state: State, amendment: AmendmentId, by: Handle, at: Moment) -> Refusal | None:
    """The rulebook lets it be, the chair presides over a quorum, nothing comes first, and nobody has objected."""
    if rulebook(state).amendments.accepted != "meeting":
        return refuse(_article(state), "unopposed.none")
    refusal = why_not_open(state, amendment)
    if refusal is not None:
        return refusal
    own, convention = state.amendments.amendments[amendment], _convention(state, amendment)
    motion = state.motions.motions[own.motion]
    refusal = (
        why_not_chairing(state, convention, by, at)
        or why_no_quorum(state, state.meetings.conventions[convention], business_of(state, motion.business))
        or why_something_first(state, convention, amendment, at)
    )
    if refusal is not None:
        return refusal
    item = open_item(state, convention)
    if item is None or item.about != own.motion or sequence(state, own.motion)[0] != own.id:
        return refuse(_article(state), "unopposed.not_next", amendment=own.id)
    return refuse(_article(state), "unopposed.objected", amendment=own.id) if own.objector else None


def is_asked(own: Amendment) -> bool:
    """Whether the meeting is asked about it, and nobody has objected yet."""
    return bool(own.asked_until) and not own.objector and not own.fate


def _article(state: State) -> str:
    return rulebook(state).amendments.article


def _convention(state: State, amendment: AmendmentId) -> ConventionId:
    return state.motions.motions[state.amendments.amendments[amendment].motion].convention


def _asked(state: State, effect: ObjectionsAsked) -> AmendmentsState:
    return with_amendment(state, effect.amendment, asked_until=effect.until)


def _objected(state: State, effect: AmendmentObjected) -> AmendmentsState:
    return with_amendment(state, effect.amendment, objector=effect.by)


SLICE = "amendments"
ADMIT: dict[type, Any] = {
    AskForObjections: ask_for_objections,
    ObjectToAmendment: object_to_amendment,
    TakeInUnopposed: take_in_unopposed,
}
APPLY: dict[type, Any] = {
    ObjectionsAsked: _asked,
    AmendmentObjected: _objected,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
