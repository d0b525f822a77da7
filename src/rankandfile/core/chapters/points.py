"""Points: the chair rules on what was raised, with the reason that everybody reads; the meeting can overturn it.

The chair rules on points of order, answers requests, and may rule out a motion where its row says so. Nothing goes on
while a point waits. A ruling is a text in the record, and an appeal against it is put before anything else. Keeps its
part of the slice of procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import Handle, Moment
from ..refusal import Words, gettext_noop, refuse
from .meetings import why_not_presiding
from .procedural import ProcedureState, article, row_of, why_not_waiting, with_raised

if TYPE_CHECKING:
    from ..state import State


class RulePoint(Act, frozen=True):
    """Rule on a point: it is well taken, or not; or rule a motion out as an abuse, where its row allows that."""

    number: str
    upheld: bool = False


class PointRuled(Effect, frozen=True):
    """The chair has ruled; why stands in this entry."""

    number: str
    by: Handle
    upheld: bool
    entry: int
    at: Moment


class RulingOverturned(Effect, frozen=True):
    """The meeting did not let the ruling on this stand."""

    number: str
    at: Moment


REFUSALS = {
    "procedure.not_refusable": Words(
        gettext_noop("The chair cannot rule this out: the meeting decides on it."),
        gettext_noop("Put {number} to the vote."),
    ),
}


def rule_point(state: State, act: RulePoint, texts: Texts) -> Answer:
    """Who presides rules, and says why."""
    refusal = why_not_waiting(state, act.number)
    if refusal is not None:
        return refusal
    own = state.procedure.raised[act.number]
    refusal = why_not_presiding(state, own.convention, act.by, act.at)
    if refusal is not None:
        return refusal
    row = row_of(state, own)
    by_chair = row is not None and row.decided == "chair"
    may_refuse = row is not None and row.chair_may_refuse and not act.upheld and not own.overturned
    if not own.placed or not (by_chair or may_refuse):
        return refuse(article(state, row), "procedure.not_refusable", number=own.id)
    return (PointRuled(act.number, act.by, act.upheld, int(state.size), act.at),)


def _ruled(state: State, effect: PointRuled) -> ProcedureState:
    own, row = state.procedure.raised[effect.number], row_of(state, state.procedure.raised[effect.number])
    refused = row is not None and row.decided != "chair"
    fate = "ruled-out" if refused else "upheld" if effect.upheld else "dismissed"
    return with_raised(
        state, own.id, fate=fate, decided=effect.at, ruling=effect.entry, votes=len(state.floor.votes)
    )  # fmt: skip


def _overturned(state: State, effect: RulingOverturned) -> ProcedureState:
    """What was ruled is the contrary now; a motion that was ruled out waits for its vote again."""
    own = state.procedure.raised[effect.number]
    contrary = {"upheld": "dismissed", "dismissed": "upheld", "ruled-out": ""}.get(own.fate, own.fate)
    return with_raised(state, own.id, fate=contrary, overturned=True)


SLICE = "procedure"
ADMIT: dict[type, Any] = {RulePoint: rule_point}
APPLY: dict[type, Any] = {PointRuled: _ruled, RulingOverturned: _overturned}
TEXTS: dict[type, tuple[Any, ...]] = {RulePoint: (Text("ruling"),)}
