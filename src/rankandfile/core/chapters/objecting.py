"""Objecting: when an erasure is kept from happening, on which grounds, and who decides in the end.

Whom the rulebook names may object while a request waits, on a ground of GDPR art. 17(3) and no other, with reasons. The
owner may appeal in time; then somebody else decides, and not one of those who objected. An objection that nobody
appealed against stands; an appeal that nobody decides is granted by the clock, so that silence protects nobody's
archive. Keeps requests in the slice of `erasing.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import Handle, Moment, RequestId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .erasing import ErasingState, ErasureStopped, after, clause_of, find_request, with_request
from .representing import why_not_independent, why_not_named

if TYPE_CHECKING:
    from ..state import State

ARTICLE_17_3 = {"expression": "a", "obligation": "b", "health": "c", "archive": "d", "claims": "e"}
"""Freedom of expression and information; legal obligation or public task; public health; archiving, research and
statistics; legal claims. The letters of GDPR art. 17(3)."""


class ObjectToErasure(Act, frozen=True):
    """Object, on a ground that the law gives: `expression`, `obligation`, `health`, `archive`, `claims`."""

    request: RequestId
    ground: str


class AppealObjection(Act, frozen=True):
    """Ask somebody else to decide about the objection."""

    request: RequestId


class DecideAppeal(Act, frozen=True):
    """Decide whether the objection stands."""

    request: RequestId
    stands: bool


class ErasureObjected(Effect, frozen=True):
    """The erasure waits; the owner may appeal until then."""

    request: RequestId
    ground: str
    by: Handle
    at: Moment
    reasons: int
    until: Moment


class ObjectionAppealed(Effect, frozen=True):
    """The appeal waits for its decision; undecided at that moment, it is granted."""

    request: RequestId
    at: Moment
    reasons: int
    until: Moment


class AppealDecided(Effect, frozen=True):
    """Whether the objection stands; where it does not, `until` is when the text is erased."""

    request: RequestId
    stands: Literal["yes", "no"]
    by: Handle
    at: Moment
    reasons: int
    until: Moment


REFUSALS = {
    "erasing.objection_ground": Words(
        gettext_noop("“{ground}” is not a ground on which the law lets anybody object."),
        gettext_noop("Use one of the grounds of GDPR art. 17(3): {grounds}."),
    ),
    "erasing.no_appeal": Words(
        gettext_noop("The rulebook names nobody who would decide on an appeal, so nobody can object."),
        gettext_noop("Move to name who decides in the clause [erasure]: appeals."),
    ),
    "erasing.not_owner": Words(
        gettext_noop("Only the owner of the text, or who asked, can appeal."),
        gettext_noop("Ask one of them."),
    ),
    "erasing.objector": Words(
        gettext_noop("You made this objection, so you do not decide about it."),
        gettext_noop("Leave it to the other holders of “{post}”."),
    ),
}


def object_to_erasure(state: State, act: ObjectToErasure, texts: Texts) -> Answer:
    """An objection while the request waits; it needs a ground, reasons, and somebody to appeal to."""
    own, clause = find_request(state, act.request, "waiting"), clause_of(state)
    if isinstance(own, Refusal):
        return own
    refusal = why_not_named(state, act.by, "objections", act.at)
    if refusal is not None:
        return refusal
    if not clause.appeals:
        return refuse(clause.article, "erasing.no_appeal")
    if act.ground not in ARTICLE_17_3:
        grounds = ", ".join(ARTICLE_17_3)
        return refuse(clause.article, "erasing.objection_ground", ground=act.ground[:20], grounds=grounds)
    until = after(state, act.at, clause.appeal_within)
    return (ErasureObjected(own.id, act.ground, act.by, act.at, int(state.size), until),)


def appeal_objection(state: State, act: AppealObjection, texts: Texts) -> Answer:
    """The owner appeals, or who asked for the owner."""
    own, clause = find_request(state, act.request, "objected"), clause_of(state)
    if isinstance(own, Refusal):
        return own
    if act.by not in (own.owner, own.by):
        return refuse(clause.article, "erasing.not_owner")
    return (ObjectionAppealed(own.id, act.at, int(state.size), after(state, act.at, clause.decide_within)),)


def decide_appeal(state: State, act: DecideAppeal, texts: Texts) -> Answer:
    """Somebody else decides; where the objection falls, the erasure is due at once."""
    own, clause = find_request(state, act.request, "appealed"), clause_of(state)
    if isinstance(own, Refusal):
        return own
    refusal = why_not_independent(state, act.by, "appeals", own.owner, act.at)
    if refusal is not None:
        return refusal
    if act.by == own.objector:
        return refuse(clause.article, "erasing.objector", post=clause.appeals)
    until = Moment(0) if act.stands else act.at
    decided = AppealDecided(own.id, "yes" if act.stands else "no", act.by, act.at, int(state.size), until)
    return (decided, *((ErasureStopped(own.id, "refused", act.at),) if act.stands else ()))


def _objected(state: State, effect: ErasureObjected) -> ErasingState:
    papers = (*state.erasing.requests[effect.request].papers, effect.reasons)
    change = {"objection": effect.ground, "objector": effect.by, "papers": papers}
    return with_request(state, effect.request, stage="objected", until=effect.until, **change)


def _appealed(state: State, effect: ObjectionAppealed) -> ErasingState:
    papers = (*state.erasing.requests[effect.request].papers, effect.reasons)
    return with_request(state, effect.request, stage="appealed", until=effect.until, papers=papers)


def _decided(state: State, effect: AppealDecided) -> ErasingState:
    papers = (*state.erasing.requests[effect.request].papers, effect.reasons)
    return with_request(state, effect.request, stage="waiting", until=effect.until, papers=papers)


SLICE = "erasing"
ADMIT: dict[type, Any] = {
    ObjectToErasure: object_to_erasure,
    AppealObjection: appeal_objection,
    DecideAppeal: decide_appeal,
}
TIMELY = (ObjectToErasure, AppealObjection, DecideAppeal)
APPLY: dict[type, Any] = {
    ErasureObjected: _objected,
    ObjectionAppealed: _appealed,
    AppealDecided: _decided,
}
TEXTS = {
    ObjectToErasure: (Text("reasons"),),
    AppealObjection: (Text("reasons"),),
    DecideAppeal: (Text("reasons"),),
}
