"""What the result of a vote on a procedural motion brings about: it follows by the row, at once.

One function for each effect of a row, in one table. What was voted for an item ends with it. Keeps its part of the
slice of procedure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from ..act import Effect
from ..ids import AmendmentId, ConventionId, Moment, MotionId
from .agenda import ItemEnded, ItemMovedUp, Vote, is_settled, item_about, open_item
from .debating import DebateEnded, SpeakersListOpened
from .floor_changes import ItemLaidAside, ItemPostponed, ItemResumed
from .holding import EarlyCloseAgreed
from .motions import MotionDecided
from .points import RulingOverturned
from .procedural import (
    Procedural,
    ProceduralEnded,
    ProcedureState,
    Suspended,
    raised,
    row_of,
    with_raised,
)
from .reconsidering import MotionReopened

if TYPE_CHECKING:
    from ..state import State


class RecessTaken(Effect, frozen=True):
    """The meeting pauses until then."""

    convention: ConventionId
    at: Moment
    until: Moment


class RuleSuspended(Effect, frozen=True):
    """The rule of order is set aside until the item ends; for the item taken up next where none is open."""

    convention: ConventionId
    article: str
    item: str
    at: Moment


class SuspensionsEnded(Effect, frozen=True):
    """Another item is taken up: what was suspended for the last one holds again."""

    convention: ConventionId
    item: str


class SpeechesLimited(Effect, frozen=True):
    """A speech on this item lasts so many minutes at most."""

    convention: ConventionId
    item: str
    minutes: int


class ChairLeft(Effect, frozen=True):
    """The meeting made the chair leave the chair; those present name another."""

    convention: ConventionId
    at: Moment


class ProceduralAmended(Effect, frozen=True):
    """The meeting changed what the procedural motion names."""

    number: str
    about: str
    minutes: int
    at: Moment


def what_taking_up_brings(state: State, convention: ConventionId, item: str, at: Moment) -> tuple[Effect, ...]:
    """What the next item brings: suspensions end with the item for which they were voted; its time begins."""
    from .pacing import began

    section = state.floor.agenda[convention][item].section
    ended = (SuspensionsEnded(convention, item),) if state.procedure.suspended.get(convention, ()) else ()
    return (*ended, *began(state, convention, item, section, at))


def what_follows_of(state: State, vote: Vote, carried: bool, at: Moment) -> tuple[Effect, ...]:
    """What the result of a vote on a procedural motion brings about."""
    own = state.procedure.raised[vote.subject]
    row = row_of(state, own)
    ended = ProceduralEnded(own.id, "carried" if carried else "lost", at)
    if not carried or row is None or row.effect not in BRINGS:
        return (ended,)
    return (ended, *BRINGS[row.effect](state, own, at))


def after_question(state: State, vote: Vote) -> tuple[Effect, ...]:
    """What the decision on an amendment brings: closure on it was for it alone, and the debate is open again."""
    item = open_item(state, vote.convention)
    carried = [o for o in raised(state, vote.convention) if o.fate == "carried" and o.subject == vote.subject]
    closed = any((row := row_of(state, own)) is not None and row.effect == "close-debate" for own in carried)
    is_amendment = AmendmentId(vote.subject) in state.amendments.amendments
    return (SpeakersListOpened(vote.convention, item.id),) if closed and is_amendment and item is not None else ()


def _close_debate(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (DebateEnded(own.convention, own.item, at),)


def _drop(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return _off_the_floor(state, own, "fell", at)


def _withdraw(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return _off_the_floor(state, own, "withdrawn", at)


def _refer(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return _off_the_floor(state, own, "referred", at)


def _off_the_floor(state: State, own: Procedural, fate: Any, at: Moment) -> tuple[Effect, ...]:
    motion = MotionId(state.floor.agenda[own.convention][own.item].about)
    return (MotionDecided(motion, fate, at), ItemEnded(own.convention, own.item, "done"))


def _lay_aside(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (ItemLaidAside(own.convention, own.item),)


def _postpone(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (ItemPostponed(own.convention, own.item, own.about),)


def _take_up(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (ItemResumed(own.convention, own.about),)


def _reorder(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (ItemMovedUp(own.convention, own.about),)


def _reconsider(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    item = item_about(state, own.convention, own.about)
    again = (ItemResumed(own.convention, item.id),) if item is not None else ()
    return (MotionReopened(MotionId(own.about)), *again)


def _adjourn(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (EarlyCloseAgreed(own.convention),)


def _recess(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (RecessTaken(own.convention, at, Moment(at + 60 * own.minutes)),)


def _suspend(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    item = open_item(state, own.convention)
    here = item.id if item is not None and not is_settled(state, item) else ""
    return (RuleSuspended(own.convention, own.about, here, at),)


def _limit(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (SpeechesLimited(own.convention, own.item, own.minutes),)


def _overturn(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (RulingOverturned(own.about, at),)


def _amend(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (ProceduralAmended(own.amends, own.about, own.minutes, at),)


def _chair_leaves(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    return (ChairLeft(own.convention, at),)


Brings: TypeAlias = Callable[["State", Procedural, Moment], tuple[Effect, ...]]
BRINGS: dict[str, Brings] = {
    "close-debate": _close_debate,
    "drop": _drop,
    "withdraw": _withdraw,
    "refer": _refer,
    "lay-aside": _lay_aside,
    "postpone": _postpone,
    "take-up": _take_up,
    "reorder": _reorder,
    "reconsider": _reconsider,
    "adjourn": _adjourn,
    "recess": _recess,
    "suspend": _suspend,
    "limit-debate": _limit,
    "overturn": _overturn,
    "chair-leaves": _chair_leaves,
    "amend": _amend,
}
"""What each effect of a row brings about when its motion carries; the others bring nothing by themselves."""


def _recess_taken(state: State, effect: RecessTaken) -> ProcedureState:
    own, known = state.procedure, state.procedure.began.get(effect.convention, ())
    last = (replace(known[-1], paused=known[-1].paused + effect.until - effect.at),) if known else ()
    return replace(
        own, recess=own.recess.set(effect.convention, effect.until),
        began=own.began.set(effect.convention, (*known[:-1], *last)) if known else own.began,
    )  # fmt: skip


def _suspended(state: State, effect: RuleSuspended) -> ProcedureState:
    own = state.procedure
    more = (*own.suspended.get(effect.convention, ()), Suspended(effect.article, effect.item, effect.at))
    return replace(own, suspended=own.suspended.set(effect.convention, more))


def _suspensions_ended(state: State, effect: SuspensionsEnded) -> ProcedureState:
    """Those voted for an item are over; those voted between items are for the one that is taken up now."""
    own = state.procedure
    for_it = tuple(replace(s, item=effect.item) for s in own.suspended.get(effect.convention, ()) if not s.item)
    return replace(own, suspended=own.suspended.set(effect.convention, for_it))


def _limited(state: State, effect: SpeechesLimited) -> ProcedureState:
    own = state.procedure
    return replace(own, limits=own.limits.set(f"{effect.convention}/{effect.item}", effect.minutes))


def _chair_left(state: State, effect: ChairLeft) -> ProcedureState:
    own = state.procedure
    return replace(own, vacated=own.vacated.set(effect.convention, effect.at))


def _amended(state: State, effect: ProceduralAmended) -> ProcedureState:
    return with_raised(state, effect.number, about=effect.about, minutes=effect.minutes)


SLICE = "procedure"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {
    RecessTaken: _recess_taken,
    RuleSuspended: _suspended,
    SuspensionsEnded: _suspensions_ended,
    SpeechesLimited: _limited,
    ChairLeft: _chair_left,
    ProceduralAmended: _amended,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
