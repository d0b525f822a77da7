"""Supporting what was raised, and taking it back. Keeps its part of the slice of procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import Handle
from ..refusal import Words, gettext_noop, refuse
from .agenda import undecided_vote
from .meetings import present_voters
from .procedural import (
    ProceduralEnded,
    ProcedureState,
    article,
    missing,
    pending,
    row_of,
    what_support_brings,
    why_not_waiting,
    with_raised,
)

if TYPE_CHECKING:
    from ..state import State


class SecondProcedural(Act, frozen=True):
    """Support a procedural motion, or join a demand."""

    number: str


class WithdrawProcedural(Act, frozen=True):
    """Take back what one raised, before it is put or ruled on."""

    number: str


class ProceduralSeconded(Effect, frozen=True):
    """One more supports it."""

    number: str
    by: Handle


REFUSALS = {
    "procedure.seconded": Words(
        gettext_noop("You support it already."),
        gettext_noop("It needs {missing} more."),
    ),
    "procedure.not_yours": Words(
        gettext_noop("Somebody else raised it."),
        gettext_noop("Vote against it."),
    ),
    "procedure.no_vote": Words(
        gettext_noop("Only who is present with a vote supports a procedural motion."),
        gettext_noop("Check in first."),
    ),
}


def second_procedural(state: State, act: SecondProcedural, texts: Texts) -> Answer:
    """Who is present with a vote supports it; the one that makes it enough puts it before everything else."""
    refusal = why_not_waiting(state, act.number)
    if refusal is not None:
        return refusal
    own = state.procedure.raised[act.number]
    if act.by not in present_voters(state.meetings.conventions[own.convention]):
        return refuse(article(state, row_of(state, own)), "procedure.no_vote")
    if own.placed:
        return refuse(article(state), "procedure.over", number=act.number)
    if act.by == own.by or act.by in own.seconders:
        return refuse(article(state, row_of(state, own)), "procedure.seconded", missing=missing(state, own))
    supported = replace(own, seconders=(*own.seconders, act.by))
    return (ProceduralSeconded(act.number, act.by), *what_support_brings(state, supported, act.at))


def withdraw_procedural(state: State, act: WithdrawProcedural, texts: Texts) -> Answer:
    """Who raised it takes it back, unless it is being voted on; an amendment to it falls with it."""
    refusal = why_not_waiting(state, act.number)
    if refusal is not None:
        return refusal
    own = state.procedure.raised[act.number]
    if act.by != own.by:
        return refuse(article(state, row_of(state, own)), "procedure.not_yours")
    vote = undecided_vote(state, own.convention)
    if vote is not None and vote.subject == act.number:
        return refuse(article(state), "procedure.over", number=act.number)
    amending = (each for each in pending(state, own.convention) if each.amends == own.id)
    fell = (ProceduralEnded(each.id, "fell", act.at) for each in amending)
    return (ProceduralEnded(act.number, "withdrawn", act.at), *fell)


def _seconded(state: State, effect: ProceduralSeconded) -> ProcedureState:
    seconders = (*state.procedure.raised[effect.number].seconders, effect.by)
    return with_raised(state, effect.number, seconders=seconders)


SLICE = "procedure"
ADMIT: dict[type, Any] = {SecondProcedural: second_procedural, WithdrawProcedural: withdraw_procedural}
APPLY: dict[type, Any] = {ProceduralSeconded: _seconded}
TEXTS: dict[type, tuple[Any, ...]] = {}
