"""Amending a procedural motion: another body, another item, other minutes, put to the vote before the motion itself.

Only what names something and is amendable by its row. An amendment needs as much support as its motion, is debated as
far as that is, and carries by more votes for than against whatever the motion needs. Nobody amends an amendment. Keeps
its part of the slice of procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import Handle, Moment
from ..procedure.rows import NAMING
from ..refusal import Refusal, Words, gettext_noop, refuse
from .agenda import agenda_article, open_vote
from .meetings import present_voters
from .objects import about_of, why_not_about
from .picture import floor_of, open_to
from .procedural import (
    Procedural,
    ProcedureState,
    RaiseProcedural,
    article,
    raised,
    row_of,
    what_support_brings,
    why_not_waiting,
    why_one_already,
    with_new,
)
from .procedural_votes import why_something_first

if TYPE_CHECKING:
    from ..state import State


class AmendProcedural(Act, frozen=True):
    """Move that a procedural motion that waits for its vote name this instead: `about`, or `minutes`."""

    number: str
    about: str = ""
    minutes: int = 0


class ProceduralAmendmentRaised(Effect, frozen=True):
    """It is moved, under its number, that `amends` name this instead."""

    number: str
    amends: str
    by: Handle
    at: Moment
    entry: int
    about: str = ""
    minutes: int = 0


REFUSALS = {
    "procedure.not_amendable": Words(
        gettext_noop("“{procedural}” cannot be amended under this rulebook, or names nothing that could be changed."),
        gettext_noop("Vote against it; another can be moved then."),
    ),
    "procedure.no_change": Words(
        gettext_noop("{number} names that already, or the meeting did not want it so."),
        gettext_noop("Name something else."),
    ),
}


def amend_procedural(state: State, act: AmendProcedural, texts: Texts) -> Answer:
    """Who is present with a vote moves it while the motion waits for its vote, and nothing comes before that."""
    refusal = why_not_amended(state, act)
    if refusal is not None:
        return refusal
    own = state.procedure.raised[act.number]
    number, about = f"P{len(state.procedure.raised) + 1}", about_of(state, _as_moved(state, act))
    effect = ProceduralAmendmentRaised(number, own.id, act.by, act.at, int(state.size), about, act.minutes)
    return (effect, *what_support_brings(state, _made(state, effect), act.at))


def why_not_amended(state: State, act: AmendProcedural) -> Refusal | None:
    """Why it cannot be amended so; None where it can."""
    return why_not_open_to_amendment(state, act) or why_not_about(state, _as_moved(state, act)) or _why_same(state, act)


def why_not_open_to_amendment(state: State, act: AmendProcedural) -> Refusal | None:
    """Why this person cannot amend it now, whatever it would name then."""
    refusal = why_not_waiting(state, act.number)
    if refusal is not None:
        return refusal
    own = state.procedure.raised[act.number]
    row, vote = row_of(state, own), open_vote(state, own.convention)
    if row is None or not row.amendable or row.effect not in NAMING:
        return refuse(article(state, row), "procedure.not_amendable", procedural=own.motion)
    if act.by not in present_voters(state.meetings.conventions[own.convention]):
        return refuse(article(state, row), "procedure.vote", procedural=own.motion)
    if vote is not None:
        return refuse(agenda_article(state), "floor.vote_open", vote=vote.id)
    if not own.placed:
        return refuse(article(state, row), "procedure.not_placed", number=own.id)
    return (
        why_something_first(state, own.convention, own.id, act.at)
        or _why_speaking(state, own, act)
        or why_one_already(state, own.convention, act.by)
    )


def _why_speaking(state: State, own: Procedural, act: AmendProcedural) -> Refusal | None:
    if not floor_of(state, own.convention, act.at).speaking:
        return None
    found = ", ".join(row.id for row in open_to(state, own.convention, act.by, act.at)) or "-"
    return refuse(article(state, row_of(state, own)), "procedure.speaking", procedural=own.motion, open=found)


def _why_same(state: State, act: AmendProcedural) -> Refusal | None:
    own = state.procedure.raised[act.number]
    wanted = (about_of(state, _as_moved(state, act)), act.minutes)
    lost = (
        each for each in raised(state, own.convention) if each.amends == own.id and each.fate in ("lost", "ruled-out")
    )
    known = ((each.about, each.minutes) for each in (own, *lost))
    return refuse(article(state, row_of(state, own)), "procedure.no_change", number=own.id) if wanted in known else None


def _as_moved(state: State, act: AmendProcedural) -> RaiseProcedural:
    """The motion as it would be moved so."""
    own = state.procedure.raised[act.number]
    return RaiseProcedural(act.by, act.at, own.convention, own.motion, act.about, act.minutes)


def _made(state: State, effect: ProceduralAmendmentRaised) -> Procedural:
    own = state.procedure.raised[effect.amends]
    return Procedural(
        effect.number, own.convention, own.motion, effect.by, effect.at, effect.entry, effect.about, effect.minutes,
        own.item, own.subject, amends=own.id,
    )  # fmt: skip


def _raised(state: State, effect: ProceduralAmendmentRaised) -> ProcedureState:
    return with_new(state, _made(state, effect))


SLICE = "procedure"
ADMIT: dict[type, Any] = {AmendProcedural: amend_procedural}
APPLY: dict[type, Any] = {ProceduralAmendmentRaised: _raised}
TEXTS: dict[type, tuple[Any, ...]] = {AmendProcedural: (Text("reason", optional=True),)}
