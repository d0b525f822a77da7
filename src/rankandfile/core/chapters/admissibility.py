"""Admissibility: a motion or an amendment is ruled out of order, by whom the rulebook names, on a ground that it knows.

Only while it is before the members: when the convention is open it belongs to the meeting, so nothing is ruled out on
its last evening that the meeting could not decide on itself. Seconding, amendments, answers and the bulletin go
on meanwhile. Keeps rulings in the slice of `rulings.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Text, Texts
from ..ids import AmendmentId, Handle, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Admissibility
from .amendments import why_not_open
from .foundation import rulebook
from .motions import Motion, article_of, why_not_alive
from .rulings import made, why_not_reasoned, why_not_ruling

if TYPE_CHECKING:
    from ..state import State


class RuleOutOfOrder(Act, frozen=True):
    """Rule a motion out of order, on a ground of the rulebook."""

    motion: MotionId
    ground: str


class RuleAmendmentOutOfOrder(Act, frozen=True):
    """Rule an amendment out of order, on a ground of the rulebook."""

    amendment: AmendmentId
    ground: str


REFUSALS = {
    "ruling.nobody": Words(
        gettext_noop("Under this rulebook nobody rules anything out of order."),
        gettext_noop("Speak and vote against it; or move to add a clause [admissibility]."),
    ),
    "ruling.in_session": Words(
        gettext_noop("The meeting opened on {since}, and {motion} belongs to it."),
        gettext_noop("Speak and vote against it."),
    ),
}


def rule_out_of_order(state: State, act: RuleOutOfOrder, texts: Texts) -> Answer:
    """A ruling by whom the rulebook names, with a ground and a reason, before the convention opens."""
    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    return _ruled(state, own, own.id, own.mover, act, texts)


def rule_amendment_out_of_order(state: State, act: RuleAmendmentOutOfOrder, texts: Texts) -> Answer:
    """The same, of an amendment; its motion is not touched."""
    refusal = why_not_open(state, act.amendment)
    if refusal is not None:
        return refusal
    own = state.amendments.amendments[act.amendment]
    return _ruled(state, state.motions.motions[own.motion], own.id, own.mover, act, texts)


def _ruled(
    state: State, motion: Motion, about: str, mover: Handle, act: RuleOutOfOrder | RuleAmendmentOutOfOrder, texts: Texts
) -> Answer:
    clause = rulebook(state).admissibility
    if clause is None:
        return refuse(article_of(state, motion), "ruling.nobody")
    refusal = (
        why_not_ruling(state, act.by, clause.ruled_by, clause.grounds, act.ground, clause.article, about, act.at)
        or _why_not_this(state, motion, about, mover, clause, act.by)
        or why_not_reasoned(state, clause.article, texts.get("reason"))
    )
    if refusal is not None:
        return refusal
    ground = next(each for each in clause.grounds if each.id == act.ground)
    return (made(state, about, ground, act.by, clause.ruled_by, mover, act.at, clause.appeal),)


def _why_not_this(
    state: State, motion: Motion, about: str, mover: Handle, clause: Admissibility, by: Handle
) -> Refusal | None:
    if mover == by:
        return refuse(clause.article, "ruling.own_case", post=clause.ruled_by)
    meeting = state.meetings.conventions[motion.convention]
    if meeting.opened or motion.read or motion.ballot:
        return refuse(clause.article, "ruling.in_session", motion=about, since=meeting.opened or motion.placed)
    return None


SLICE = "rulings"
ADMIT: dict[type, Any] = {
    RuleOutOfOrder: rule_out_of_order,
    RuleAmendmentOutOfOrder: rule_amendment_out_of_order,
}
TIMELY = (RuleOutOfOrder, RuleAmendmentOutOfOrder)
APPLY: dict[type, Any] = {}
TEXTS = {RuleOutOfOrder: (Text("reason"),), RuleAmendmentOutOfOrder: (Text("reason"),)}
