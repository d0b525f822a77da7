"""Appealing: members object to a ruling, and others than those who made it decide.

Whoever wrote the text appeals alone; other members do when as many join as the rulebook says. Where the convention
decides, its vote stands in `voting.py` and `deciding.py`; here the holders of a post do, several of whom must say the
same. Nobody judges who ruled, who appealed, whose text it is, or who sits in the executive. Keeps rulings in the slice
of `rulings.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import Handle, Moment, RulingId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Appeal
from .foundation import rulebook
from .offices import sits_in
from .representing import EXECUTIVE
from .rulings import (
    Ruling,
    RulingsState,
    after,
    appeal_of,
    find_ruling,
    goes_to_convention,
    holds_post,
    settled,
    why_not_reasoned,
    with_ruling,
)
from .standing import why_lapsed, why_may_not

if TYPE_CHECKING:
    from ..state import State


class AppealAgainstRuling(Act, frozen=True):
    """Object to a ruling: alone where it is about one's own text, else together with others."""

    ruling: RulingId


class JudgeRuling(Act, frozen=True):
    """Say whether a ruling stands that somebody appealed against."""

    ruling: RulingId
    stands: bool


class RulingOpposed(Effect, frozen=True):
    """One more objects."""

    ruling: RulingId
    by: Handle
    entry: int


class RulingAppealedAgainst(Effect, frozen=True):
    """The appeal is made; `until` is when it is granted where nobody judges it, 0 where the convention votes on it."""

    ruling: RulingId
    at: Moment
    until: Moment


class RulingJudged(Effect, frozen=True):
    """One of those who judge has said whether it stands."""

    ruling: RulingId
    by: Handle
    stands: Literal["yes", "no"]
    entry: int


REFUSALS = {
    "ruling.no_appeal": Words(
        gettext_noop("The rulebook names nobody who would decide on an appeal."),
        gettext_noop("Move to name who decides: “appeal” in the clause that lets somebody rule."),
    ),
    "ruling.only_author": Words(
        gettext_noop("Only whose text it is about can appeal against this ruling."),
        gettext_noop("Ask the author to; or move to let members appeal."),
    ),
    "ruling.opposed": Words(
        gettext_noop("You have objected to this already; {missing} more are needed."),
        gettext_noop("Ask other members, until {until}."),
    ),
    "ruling.by_vote": Words(
        gettext_noop("The convention decides on this appeal, by a vote."),
        gettext_noop("Vote on it when the chair puts it."),
    ),
    "ruling.not_judge": Words(
        gettext_noop("Appeals of this kind are judged by “{post}”, which you do not hold."),
        gettext_noop("Leave it to those who hold it."),
    ),
    "ruling.executive": Words(
        gettext_noop("Nobody who sits in the executive judges an appeal."),
        gettext_noop("Leave it to the other holders of “{post}”."),
    ),
    "ruling.judged": Words(
        gettext_noop("You have judged this appeal already; {missing} more must say the same."),
        gettext_noop("Leave it to the other holders of “{post}”."),
    ),
}


def appeal_against_ruling(state: State, act: AppealAgainstRuling, texts: Texts) -> Answer:
    """An objection in time, with reasons; the author's, or the one that makes enough, is the appeal."""
    own = find_ruling(state, rulebook(state).bulletin.article, act.ruling, "made")
    if isinstance(own, Refusal):
        return own
    appeal = appeal_of(state, own)
    if appeal is None:
        return refuse(own.article, "ruling.no_appeal")
    refusal = _why_not_appealing(state, own, appeal, act) or why_not_reasoned(state, own.article, texts.get("reason"))
    if refusal is not None:
        return refusal
    opposed = RulingOpposed(own.id, act.by, int(state.size))
    enough = act.by == own.concerns or len(own.appellants) + 1 >= appeal.members
    if not enough:
        return (opposed,)
    until = Moment(0) if goes_to_convention(state, own) else after(state, act.at, appeal.decide_within)
    return (opposed, RulingAppealedAgainst(own.id, act.at, until))


def _why_not_appealing(state: State, own: Ruling, appeal: Appeal, act: AppealAgainstRuling) -> Refusal | None:
    if act.by == own.concerns:
        return None
    if not appeal.members:
        return refuse(own.article, "ruling.only_author")
    if act.by in own.appellants:
        missing = appeal.members - len(own.appellants)
        return refuse(own.article, "ruling.opposed", missing=missing, until=own.until)
    return why_may_not(state, act.by, "vote", act.at)


def judge_ruling(state: State, act: JudgeRuling, texts: Texts) -> Answer:
    """Whoever the rulebook names says whether it stands; the voice that makes enough of them decides."""
    own = find_ruling(state, rulebook(state).bulletin.article, act.ruling, "appealed")
    if isinstance(own, Refusal):
        return own
    appeal = appeal_of(state, own)
    if appeal is None:
        return refuse(own.article, "ruling.no_appeal")
    refusal = why_not_judging(state, own, appeal, act.by, act.at) or why_not_reasoned(
        state, own.article, texts.get("reason")
    )
    if refusal is not None:
        return refusal
    said: Literal["yes", "no"] = "yes" if act.stands else "no"
    agreeing = sum(each == said for each in own.voices.values()) + 1
    judged = RulingJudged(own.id, act.by, said, int(state.size))
    return (judged, *(settled(state, own, act.stands, act.at) if agreeing >= appeal.agreeing else ()))


def why_not_judging(state: State, own: Ruling, appeal: Appeal, by: Handle, at: Moment) -> Refusal | None:
    """Why the person does not judge this appeal; None when it does."""
    if goes_to_convention(state, own):
        return refuse(own.article, "ruling.by_vote")
    if not holds_post(state, by, appeal.to, at):
        return refuse(own.article, "ruling.not_judge", post=appeal.to)
    if sits_in(state, by, EXECUTIVE, at):
        return refuse(own.article, "ruling.executive", post=appeal.to)
    if by in (own.by, own.concerns, *own.appellants):
        return refuse(own.article, "ruling.own_case", post=appeal.to)
    if by in own.voices:
        said = list(own.voices.values())
        missing = appeal.agreeing - max(said.count("yes"), said.count("no"))
        return refuse(own.article, "ruling.judged", missing=missing, post=appeal.to)
    return why_lapsed(state, by, at)


def _opposed(state: State, effect: RulingOpposed) -> RulingsState:
    own = state.rulings.rulings[effect.ruling]
    papers, appellants = (*own.papers, effect.entry), (*own.appellants, effect.by)
    return with_ruling(state, own.id, papers=papers, appellants=appellants)


def _appealed(state: State, effect: RulingAppealedAgainst) -> RulingsState:
    return with_ruling(state, effect.ruling, stage="appealed", until=effect.until)


def _judged(state: State, effect: RulingJudged) -> RulingsState:
    own = state.rulings.rulings[effect.ruling]
    return with_ruling(
        state, own.id, papers=(*own.papers, effect.entry), voices=own.voices.set(effect.by, effect.stands)
    )


SLICE = "rulings"
ADMIT: dict[type, Any] = {
    AppealAgainstRuling: appeal_against_ruling,
    JudgeRuling: judge_ruling,
}
TIMELY = (AppealAgainstRuling, JudgeRuling)
APPLY: dict[type, Any] = {
    RulingOpposed: _opposed,
    RulingAppealedAgainst: _appealed,
    RulingJudged: _judged,
}
TEXTS = {
    AppealAgainstRuling: (Text("reason"),),
    JudgeRuling: (Text("reason"),),
}
