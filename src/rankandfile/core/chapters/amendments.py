"""Amendments of the first degree: by the numbered lines of the motion as it was moved.

An amendment adds after a line, deletes or replaces lines, or, where it came as prose, instructs. It is seconded like a
motion, by the numbers of the amendments clause; at the convention the floor's threshold holds. Its mover may say that
it falls with another, or competes with one: that binds this amendment alone, never the one named. What becomes of the
others when one is decided stands in `following.py`. The text as amended is computed from the motion and the amendments
carried, never typed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import AmendmentId, BranchId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Threshold
from ..table import Table
from ..text import Change
from .bulletin import why_not_in_capacity, why_too_long
from .foundation import rulebook
from .meetings import deadline, in_session
from .motions import Fate, Motion, article_of, business_of, mover_clause, why_not_alive
from .thresholds import in_numbers, is_reached

if TYPE_CHECKING:
    from ..state import State

ACTIONS = ("add", "delete", "replace", "instruct")


class Amendment(Struct, frozen=True, gc=False):
    """An amendment to a motion; `placed` when it has its support."""

    id: AmendmentId
    motion: MotionId
    mover: Handle
    capacity: str
    branch: BranchId
    action: str
    first: int
    last: int
    received: Moment
    entry: int
    from_floor: bool
    seconders: Table[Handle, Moment] = Table()
    placed: Moment = Moment(0)
    fate: Fate = ""
    decided: Moment = Moment(0)
    accepted: bool = False
    """Taken in without a vote, under the rulebook's rule for it."""
    falls_with: tuple[AmendmentId, ...] = ()
    """Without each of these it has no sense: it falls when one of them does not become part of the motion."""
    competes_with: tuple[AmendmentId, ...] = ()
    """It falls when one of these carries, as its mover declared."""


class AmendmentsState(Struct, frozen=True):
    """The slice of this chapter; `of` lists the amendments of each motion by number."""

    amendments: Table[AmendmentId, Amendment] = Table()
    of: Table[MotionId, tuple[AmendmentId, ...]] = Table()


class MoveAmendment(Act, frozen=True):
    """Change a motion: add after line `first`, delete or replace lines `first` to `last`, or instruct in prose.

    Its mover may declare that it falls with other amendments, or competes with them.
    """

    motion: MotionId
    action: str
    first: int = 0
    last: int = 0
    capacity: str = "member"
    branch: BranchId = BranchId("")
    falls_with: tuple[AmendmentId, ...] = ()
    competes_with: tuple[AmendmentId, ...] = ()


class AmendmentReceived(Effect, frozen=True):
    """The amendment is in, under its number."""

    amendment: AmendmentId
    motion: MotionId
    mover: Handle
    capacity: str
    action: str
    first: int
    last: int
    at: Moment
    entry: int
    from_floor: bool
    branch: BranchId = BranchId("")
    falls_with: tuple[AmendmentId, ...] = ()
    competes_with: tuple[AmendmentId, ...] = ()


class AmendmentPlaced(Effect, frozen=True):
    """The amendment will be voted on with its motion."""

    amendment: AmendmentId
    at: Moment


class AmendmentDecided(Effect, frozen=True):
    """What became of the amendment."""

    amendment: AmendmentId
    fate: Fate
    at: Moment


REFUSALS = {
    "amendment.unknown": Words(
        gettext_noop("There is no such amendment."),
        gettext_noop("See the amendments of the motion."),
    ),
    "amendment.over": Words(
        gettext_noop("{amendment} is no longer open: {fate}."),
        gettext_noop("Move another amendment while that is open."),
    ),
    "amendment.not_amendable": Words(
        gettext_noop("Business of the class “{business}” cannot be amended."),
        gettext_noop("Vote for it or against it as it stands."),
    ),
    "amendment.read": Words(
        gettext_noop("{motion} was adopted at a reading; the next meeting adopts the same words or none."),
        gettext_noop("Vote against it at the next reading, or move a motion of your own."),
    ),
    "amendment.mover": Words(
        gettext_noop("Amendments cannot be moved as “{capacity}”."),
        gettext_noop("They may be moved as: {movers}."),
    ),
    "amendment.closed": Words(
        gettext_noop("Amendments closed at {since}."),
        gettext_noop("The rulebook does not let them be moved from the floor; vote against the motion instead."),
    ),
    "amendment.floor": Words(
        gettext_noop("Amendments closed at {since}; from the floor, delegates move them while the meeting sits."),
        gettext_noop("Ask a delegate to move it at the convention."),
    ),
    "amendment.action": Words(
        gettext_noop("An amendment adds, deletes, replaces or instructs."),
        gettext_noop("Choose one of the four."),
    ),
    "amendment.lines": Words(
        gettext_noop("Lines {first} to {last} are not lines of the motion, which has {lines}."),
        gettext_noop("Name lines from 1 to {lines}; to add at the top, add after line 0."),
    ),
    "amendment.related": Words(
        gettext_noop("{amendment} is no open amendment to {motion}."),
        gettext_noop(
            "Name amendments to the same motion that are not decided yet; what carried is part of it already."
        ),
    ),
    "amendment.named": Words(
        gettext_noop("An amendment names at most {most} others, each of them once."),
        gettext_noop("Name each where it belongs: this one falls with it, or competes with it."),
    ),
}


NAMED = 20
"""How many others an amendment may name, so that its entry stays as short as every other."""


def change_of(amendment: Amendment, text: str) -> Change:
    """The amendment as a change of the text."""
    return Change(amendment.action, amendment.first, amendment.last, text)


def of_motion(state: State, motion: MotionId) -> tuple[Amendment, ...]:
    """The amendments of the motion, by number."""
    own = state.amendments
    return tuple(own.amendments[a] for a in own.of.get(motion, ()))


def outcome(state: State, amendment: Amendment) -> Fate:
    """What became of the amendment: where nobody decided on it, it went the way of its motion."""
    if amendment.fate:
        return amendment.fate
    whole = state.motions.motions[amendment.motion].fate
    return whole if whole in ("", "unreached") else "fell"


def carried(state: State, motion: MotionId) -> tuple[Amendment, ...]:
    """The amendments that are part of the motion now: carried or accepted."""
    return tuple(a for a in of_motion(state, motion) if a.fate == "carried" or a.accepted)


def to_vote(state: State, motion: MotionId) -> tuple[Amendment, ...]:
    """The amendments still to be voted on, in the order of the amendments clause: by line, far-reaching, or number.

    One that falls with others comes after them, and not before they are part of the motion or on the floor too.
    """
    waiting = [a for a in of_motion(state, motion) if a.placed and not a.fate]
    order = rulebook(state).amendments.order
    if order == "line":
        waiting.sort(key=lambda a: (a.first, a.last, a.received))
    if order == "far-reaching":
        waiting.sort(key=lambda a: (a.first - a.last, a.first))
    return _bases_first(state, waiting)


def _bases_first(state: State, waiting: list[Amendment]) -> tuple[Amendment, ...]:
    """In this order, but each after those that it falls with; without such as wait for one that has no support."""
    ready: list[Amendment] = []
    while True:
        put = {a.id for a in ready}
        coming = (a for a in waiting if a.id not in put and all(b in put for b in bases(state, a)))
        first = next(coming, None)
        if first is None:
            return tuple(ready)
        ready.append(first)


def bases(state: State, amendment: Amendment) -> tuple[AmendmentId, ...]:
    """Those that the amendment falls with and that are not part of the motion yet."""
    known = state.amendments.amendments
    return tuple(base for base in amendment.falls_with if known[base].fate != "carried")


def needs(state: State, amendment: Amendment) -> Threshold:
    """The support that the amendment needs: the clause's by class of mover, or the floor's."""
    clause = rulebook(state).amendments
    mover = mover_clause(clause.movers, amendment.capacity)
    of_class = mover.seconders if mover else Threshold()
    need = clause.floor if amendment.from_floor and clause.floor is not None else of_class
    return in_numbers(state, need, state.motions.motions[amendment.motion].convention)


def move_amendment(state: State, act: MoveAmendment, texts: Texts) -> Answer:
    """An amendment is received; where it needs no seconders it is placed at once."""
    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    motion, clause = state.motions.motions[act.motion], rulebook(state).amendments
    refusal = (
        _why_not_these_lines(state, act, motion)
        or _why_not_named(state, act)
        or _why_not_moved(state, act, motion)
        or why_too_long(clause.article, clause.limit, act.capacity, texts.get("text"))
    )
    if refusal is not None:
        return refusal
    from_floor = is_late(state, motion, act.at)
    number = AmendmentId(f"{motion.id}-A{len(state.amendments.of.get(motion.id, ())) + 1}")
    first, last = (act.first, act.first) if act.action == "add" else (act.first, act.last)
    received = AmendmentReceived(
        number,
        motion.id,
        act.by,
        act.capacity,
        act.action,
        first,
        last,
        act.at,
        int(state.size),
        from_floor,
        act.branch,
        act.falls_with,
        act.competes_with,
    )
    mover = mover_clause(clause.movers, act.capacity)
    need = clause.floor if from_floor and clause.floor else mover.seconders if mover else Threshold()
    at_once = is_reached(in_numbers(state, need, motion.convention), Threshold())
    return (received, *((AmendmentPlaced(number, act.at),) if at_once else ()))


def is_late(state: State, motion: Motion, at: Moment) -> bool:
    closes = deadline(state, motion.convention, "amendments-close")
    return closes is not None and at >= closes


def _why_not_moved(state: State, act: MoveAmendment, motion: Motion) -> Refusal | None:
    clause = rulebook(state).amendments
    if is_late(state, motion, act.at):
        return _why_not_from_the_floor(state, act, motion)
    if mover_clause(clause.movers, act.capacity) is None:
        movers = ", ".join(m.who for m in clause.movers)
        return refuse(clause.article, "amendment.mover", capacity=act.capacity[:20], movers=movers)
    return why_not_in_capacity(state, act.by, act.capacity, act.branch, motion.convention, act.at)


def _why_not_from_the_floor(state: State, act: MoveAmendment, motion: Motion) -> Refusal | None:
    clause = rulebook(state).amendments
    closes = deadline(state, motion.convention, "amendments-close") or motion.received
    if clause.floor is None:
        return refuse(clause.article, "amendment.closed", since=closes)
    meeting = state.meetings.conventions[motion.convention]
    seat = meeting.present.get(act.by)
    if not in_session(meeting) or seat is None or seat.left or not seat.voice:
        return refuse(clause.article, "amendment.floor", since=closes)
    return None


def _why_not_these_lines(state: State, act: MoveAmendment, motion: Motion) -> Refusal | None:
    article, business = rulebook(state).amendments.article, business_of(state, motion.business)
    if business is not None and not business.amendable:
        return refuse(business.article, "amendment.not_amendable", business=business.id)
    if motion.read or motion.ballot:
        return refuse(article_of(state, motion), "amendment.read", motion=motion.id)
    if act.action not in ACTIONS:
        return refuse(article, "amendment.action")
    inside = {
        "add": 0 <= act.first <= motion.lines,
        "instruct": True,
        "delete": 1 <= act.first <= act.last <= motion.lines,
        "replace": 1 <= act.first <= act.last <= motion.lines,
    }
    if inside[act.action]:
        return None
    return refuse(article, "amendment.lines", first=act.first, last=act.last, lines=motion.lines)


def _why_not_named(state: State, act: MoveAmendment) -> Refusal | None:
    """The others that it names are open amendments to the same motion, each named once."""
    article, named = rulebook(state).amendments.article, (*act.falls_with, *act.competes_with)
    if len(named) > NAMED or len(set(named)) < len(named):
        return refuse(article, "amendment.named", most=NAMED)
    known = {a.id for a in of_motion(state, act.motion) if not a.fate}
    stray = next((name for name in named if name not in known), None)
    return refuse(article, "amendment.related", amendment=stray[:20], motion=act.motion) if stray is not None else None


def why_not_open(state: State, amendment: AmendmentId) -> Refusal | None:
    """Why nothing more can be done with the amendment; None while it waits for its vote."""
    own = state.amendments.amendments.get(amendment)
    article = rulebook(state).amendments.article
    if own is None:
        return refuse(article, "amendment.unknown")
    if own.fate:
        return refuse(article, "amendment.over", amendment=amendment, fate=own.fate)
    motion = state.motions.motions[own.motion]
    if (motion.read or motion.ballot) and not motion.fate:
        return refuse(article_of(state, motion), "amendment.read", motion=motion.id)
    return why_not_alive(state, own.motion)


def with_amendment(state: State, amendment: AmendmentId, **change: Any) -> AmendmentsState:
    own = state.amendments
    changed = replace(own.amendments[amendment], **change)
    return replace(own, amendments=own.amendments.set(amendment, changed))


def _received(state: State, effect: AmendmentReceived) -> AmendmentsState:
    own = state.amendments
    amendment = Amendment(
        effect.amendment,
        effect.motion,
        effect.mover,
        effect.capacity,
        effect.branch,
        effect.action,
        effect.first,
        effect.last,
        effect.at,
        effect.entry,
        effect.from_floor,
        falls_with=effect.falls_with,
        competes_with=effect.competes_with,
    )
    listed = (*own.of.get(effect.motion, ()), effect.amendment)
    return AmendmentsState(own.amendments.set(effect.amendment, amendment), own.of.set(effect.motion, listed))


def _placed(state: State, effect: AmendmentPlaced) -> AmendmentsState:
    return with_amendment(state, effect.amendment, placed=effect.at)


def _decided(state: State, effect: AmendmentDecided) -> AmendmentsState:
    return with_amendment(state, effect.amendment, fate=effect.fate, decided=effect.at)


SLICE = "amendments"
ADMIT: dict[type, Any] = {
    MoveAmendment: move_amendment,
}
APPLY: dict[type, Any] = {
    AmendmentReceived: _received,
    AmendmentPlaced: _placed,
    AmendmentDecided: _decided,
}
TEXTS = {MoveAmendment: (Text("text"), Text("reason", optional=True))}
