"""What procedural motions change on the agenda and in an open vote. Effects alone; the slice is that of the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Effect
from ..ids import ConventionId, Handle, VoteId
from ..table import Table
from .agenda import Cards, FloorState, items, with_item

if TYPE_CHECKING:
    from ..state import State


class ItemLaidAside(Effect, frozen=True):
    """The item waits until the meeting takes it up again; where the meeting never does, it was not reached."""

    convention: ConventionId
    item: str


class ItemResumed(Effect, frozen=True):
    """The item comes next: it was laid aside and is taken up again, or its vote is reconsidered."""

    convention: ConventionId
    item: str


class ItemPostponed(Effect, frozen=True):
    """The item waits, right after another one."""

    convention: ConventionId
    item: str
    after: str


class ItemsPutOff(Effect, frozen=True):
    """What still waits of this section comes after everything else, in its order."""

    convention: ConventionId
    section: str


class RecountOrdered(Effect, frozen=True):
    """The tellers' counts of the open vote are void; they count anew."""

    vote: VoteId


class RollCallOrdered(Effect, frozen=True):
    """The open show of cards is a roll call now; nobody has voted in it yet."""

    vote: VoteId


def _laid_aside(state: State, effect: ItemLaidAside) -> FloorState:
    return with_item(state, effect.convention, effect.item, state="laid-aside")


def _resumed(state: State, effect: ItemResumed) -> FloorState:
    first = min(i.place for i in items(state, effect.convention))
    return with_item(state, effect.convention, effect.item, state="waiting", place=first - 1)


def _postponed(state: State, effect: ItemPostponed) -> FloorState:
    """Right after the other one: places stand apart, and where they have become close all are spread anew."""
    listed = [i for i in items(state, effect.convention) if i.id != effect.item]
    place = next(number for number, i in enumerate(listed) if i.id == effect.after)
    own = next(i for i in items(state, effect.convention) if i.id == effect.item)
    order = [*listed[: place + 1], replace(own, state="waiting"), *listed[place + 1 :]]
    first = min(i.place for i in items(state, effect.convention))
    spread = {i.id: replace(i, place=first + 1000 * number) for number, i in enumerate(order)}
    agenda = state.floor.agenda[effect.convention]
    for each in spread.values():
        agenda = agenda.set(each.id, each)
    return replace(state.floor, agenda=state.floor.agenda.set(effect.convention, agenda))


def _put_off(state: State, effect: ItemsPutOff) -> FloorState:
    agenda = state.floor.agenda[effect.convention]
    last = max(i.place for i in agenda.values())
    listed = items(state, effect.convention)
    rest = [i for i in listed if i.section == effect.section and i.state == "waiting"]
    for number, item in enumerate(rest, 1):
        agenda = agenda.set(item.id, replace(item, place=last + number))
    return replace(state.floor, agenda=state.floor.agenda.set(effect.convention, agenda))


def _recount(state: State, effect: RecountOrdered) -> FloorState:
    return _without_counts(state, effect.vote)


def _by_name(state: State, effect: RollCallOrdered) -> FloorState:
    return _without_counts(state, effect.vote, method="roll-call")


def _without_counts(state: State, vote: VoteId, **change: Any) -> FloorState:
    own = state.floor
    anew = replace(own.votes[vote], cards=Table[Handle, Cards](), **change)
    return replace(own, votes=own.votes.set(vote, anew))


SLICE = "floor"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {
    ItemLaidAside: _laid_aside,
    ItemResumed: _resumed,
    ItemPostponed: _postponed,
    ItemsPutOff: _put_off,
    RecountOrdered: _recount,
    RollCallOrdered: _by_name,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
