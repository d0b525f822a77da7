"""Admissibility: a motion is ruled out of order, by whom the rulebook names and on a ground that it knows.

Only while the motion is before the members: when the convention is open it belongs to the meeting, so nothing is ruled
out on its last evening that the meeting could not decide on itself. Seconding, amendments, answers and the bulletin go
on meanwhile. Keeps rulings in the slice of `rulings.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Text, Texts
from ..ids import MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .foundation import rulebook
from .motions import article_of, why_not_alive
from .rulings import made, why_not_reasoned, why_not_ruling

if TYPE_CHECKING:
    from ..state import State


class RuleOutOfOrder(Act, frozen=True):
    """Rule a motion out of order, on a ground of the rulebook."""

    motion: MotionId
    ground: str


REFUSALS = {
    "ruling.nobody": Words(
        gettext_noop("Under this rulebook nobody rules a motion out of order."),
        gettext_noop("Speak and vote against it; or move to add a clause [admissibility]."),
    ),
    "ruling.in_session": Words(
        gettext_noop("The convention opened at {since}, and {motion} belongs to the meeting."),
        gettext_noop("Speak and vote against it."),
    ),
}


def rule_out_of_order(state: State, act: RuleOutOfOrder, texts: Texts) -> Answer:
    """A ruling by whom the rulebook names, with a ground and a reason, before the convention opens."""
    clause, refusal = rulebook(state).admissibility, why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    if clause is None:
        return refuse(article_of(state, own), "ruling.nobody")
    refusal = (
        why_not_ruling(state, act.by, clause.ruled_by, clause.grounds, act.ground, clause.article, own.id, act.at)
        or _why_not_this_motion(state, act)
        or why_not_reasoned(state, clause.article, texts.get("reason"))
    )
    if refusal is not None:
        return refusal
    ground = next(each for each in clause.grounds if each.id == act.ground)
    return (made(state, own.id, ground, act.by, clause.ruled_by, own.mover, act.at, clause.appeal),)


def _why_not_this_motion(state: State, act: RuleOutOfOrder) -> Refusal | None:
    own, clause = state.motions.motions[act.motion], rulebook(state).admissibility
    article = clause.article if clause is not None else ""
    if own.mover == act.by:
        return refuse(article, "ruling.own_case", post=clause.ruled_by if clause is not None else "")
    meeting = state.meetings.conventions[own.convention]
    if meeting.opened or own.read or own.ballot:
        return refuse(article, "ruling.in_session", motion=own.id, since=meeting.opened or own.placed)
    return None


SLICE = "rulings"
ADMIT: dict[type, Any] = {RuleOutOfOrder: rule_out_of_order}
TIMELY = (RuleOutOfOrder,)
APPLY: dict[type, Any] = {}
TEXTS = {RuleOutOfOrder: (Text("reason"),)}
