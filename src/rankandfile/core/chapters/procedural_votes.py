"""Votes on procedural motions: what comes before what, which majority, and what a result brings about.

Nothing else is put to the vote, taken up or closed while a point waits for the chair's ruling or a procedural motion
for its vote; the one that was placed last comes first. A right that was just raised has a time to gather its
support. What follows from a result follows by the row, at once. Keeps its part of the slice of procedure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from ..act import Effect
from ..count.majority import Majority
from ..ids import AmendmentId, ConventionId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .agenda import SILENT, ItemEnded, ItemMovedUp, Vote, agenda_article, is_settled, item_about, open_item
from .debating import DebateEnded, SpeakersListOpened
from .floor_changes import ItemLaidAside, ItemPostponed, ItemResumed
from .foundation import rulebook
from .meetings import EarlyCloseAgreed
from .motions import MotionDecided
from .points import RulingOverturned
from .procedural import (
    Procedural,
    ProceduralEnded,
    ProcedureState,
    Suspended,
    article,
    gathering,
    missing,
    pending,
    put_by,
    raised,
    row_of,
    supported_by,
    table,
    with_raised,
)
from .reconsidering import MotionReopened
from .recounting import why_result_waits

if TYPE_CHECKING:
    from ..state import State

TWO_THIRDS = Majority(ratio="2/3", comparison="at-least")
BUILT_IN = {"simple": Majority(), "two-thirds": TWO_THIRDS}
"""What the names of the schools' majorities mean where the rulebook has none of that name."""


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


REFUSALS = {
    "procedure.recess": Words(
        gettext_noop("The meeting pauses until {until}."),
        gettext_noop("It goes on then by itself."),
    ),
    "procedure.point_first": Words(
        gettext_noop("“{pending}” waits for the chair's ruling, under the number {number}."),
        gettext_noop("Rule on it first, with the reason."),
    ),
    "procedure.motion_first": Words(
        gettext_noop("“{pending}” has its support and is put before anything else."),
        gettext_noop("Put {number} to the vote."),
    ),
    "procedure.gathering": Words(
        gettext_noop("“{pending}” was raised on {since} and has until {until} to find {missing} more supporters."),
        gettext_noop("Wait until then; with enough of them it is put first."),
    ),
    "procedure.not_placed": Words(
        gettext_noop("{number} does not wait for a vote."),
        gettext_noop("It needs its support first, or was decided already."),
    ),
}


def why_recess(state: State, convention: ConventionId, at: Moment) -> Refusal | None:
    """Why nothing is done now: the meeting pauses. None when it does not."""
    until = state.procedure.recess.get(convention, Moment(0))
    return refuse(article(state), "procedure.recess", until=until) if at < until else None


def why_something_first(state: State, convention: ConventionId, subject: str, at: Moment) -> Refusal | None:
    """Why this is not put to the vote, taken up or closed now: something raised comes before it. None for nothing."""
    refusal = why_result_waits(state, convention)
    if refusal is not None or rulebook(state).procedure is None:
        return refusal
    waits = pending(state, convention)
    if waits and waits[-1].id != subject:
        row = row_of(state, waits[-1])
        code = "procedure.point_first" if row is not None and row.decided == "chair" else "procedure.motion_first"
        return refuse(article(state, row), code, pending=waits[-1].motion, number=waits[-1].id)
    return None if waits else _why_gathering(state, convention, at)


def _why_gathering(state: State, convention: ConventionId, at: Moment) -> Refusal | None:
    for own in gathering(state, convention):
        row, until = row_of(state, own), supported_by(state, own)
        if row is not None and row.is_right and row.decided == "vote" and at < until:
            return refuse(
                article(state, row), "procedure.gathering",
                pending=own.motion, since=own.raised, until=until, missing=missing(state, own),
            )  # fmt: skip
    return None


def why_no_speech(state: State, convention: ConventionId, at: Moment) -> Refusal | None:
    """Why nobody is called to speak now: a pause, a point that waits, or a motion that is put without debate."""
    waits = pending(state, convention)
    row = row_of(state, waits[-1]) if waits else None
    if row is not None and (row.decided == "chair" or row.debatable == "no"):
        return why_something_first(state, convention, "", at)
    return why_recess(state, convention, at)


def goes_without_chair(state: State, subject: str, by: Handle, at: Moment) -> bool:
    """Whether this voter may put it to the vote although the chair does not: a right that has waited long enough."""
    own = state.procedure.raised.get(subject)
    row = row_of(state, own) if own is not None else None
    if own is None or row is None or not row.is_right or row.decided != "vote" or not own.placed or own.fate:
        return False
    return by in (own.by, *own.seconders) and at >= put_by(state, own.placed)


def closes_without_chair(state: State, vote: Vote, by: Handle, at: Moment) -> bool:
    """Whether this voter may close the vote although the chair does not: everybody has voted, or had time to."""
    had_time = SILENT not in vote.choices or at >= put_by(state, vote.opened)
    return had_time and goes_without_chair(state, vote.subject, by, at)


def is_procedural(state: State, subject: str) -> bool:
    """Whether the subject of a vote is something that was raised."""
    return subject in state.procedure.raised


def why_not_put(state: State, convention: ConventionId, number: str) -> Refusal | None:
    """Why this cannot be put to the vote: it has no support yet, was decided, or is the chair's to rule on."""
    own = state.procedure.raised[number]
    row = row_of(state, own)
    if own.convention != convention or not own.placed or own.fate or row is None or row.decided != "vote":
        return refuse(article(state, row), "procedure.not_placed", number=number)
    return None


def majority_of(state: State, number: str) -> Majority:
    """The majority that the row names: the rulebook's of that name, else what the name means everywhere."""
    row = row_of(state, state.procedure.raised[number])
    return named(state, row.majority if row is not None else "simple")


def named(state: State, name: str) -> Majority:
    """The rulebook's majority of that name, else what the name means everywhere."""
    own = next((m.rule for m in rulebook(state).majorities if m.id == name), None)
    return own if own is not None else BUILT_IN.get(name, Majority())


def order_majority(state: State) -> str:
    """The name of the majority by which another item is taken next."""
    known = table(state)
    row = known.rows.get("reorder") if known is not None else None
    return row.majority if row is not None else "simple"


def may_take_any(state: State, convention: ConventionId) -> bool:
    """Whether the order of business is suspended for the item taken up next."""
    own = agenda_article(state)
    return any(s.article == own and not s.item for s in state.procedure.suspended.get(convention, ()))


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
