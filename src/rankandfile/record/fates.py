"""What became of each text, place by place: its words, erased by entry N, NOT YET DESTROYED, WITHHELD or FORGED.

`statuses` counts and finds; here it is said of each place in each entry, for whoever asks about one text.
"""

from collections.abc import Iterator, Mapping

from ..core.chapters.erasing import AN_HOUR, GONE, Request
from ..core.entry import Slot
from ..core.state import State
from .leaf import decode
from .malformed import Malformed
from .report import Fate, Fated
from .source import Source
from .statuses import GROUNDS, Texts, is_shown, leaf_of
from .tree import HEIGHT


def fates(source: Source, state: State | None, seen: Texts) -> tuple[Fate, ...]:
    """Every text that is not shown as it was recorded and is not merely left out of this export, by entry and slot."""
    found = {(each.entry, each.slot): each for each in _by_requests(source, state)}
    absent = (*seen.missing, *(seen.hidden if seen.is_with_personal else ()))
    gone = [Fate(index, slot.name, "withheld") for index, slot in absent if (index, slot.name) not in found]
    forged = [Fate(index, slot.name, "forged") for index, slot in seen.forged]
    every = {(each.entry, each.slot): each for each in (*found.values(), *gone, *forged)}
    return tuple(each for _, each in sorted(every.items()))


def _by_requests(source: Source, state: State | None) -> Iterator[Fate]:
    for own in state.erasing.requests.values() if state is not None else ():
        if own.stage in (*GONE, "sealed"):
            yield Fate(own.entry, own.slot, _stands(source, own, int(state.now)), own.done_in, _ground(own))  # type: ignore[union-attr]


def _stands(source: Source, own: Request, now: int) -> Fated:
    if own.stage == "sealed":
        return "closed"
    unreported = own.stage == "executed" and now - own.executed > AN_HOUR
    return "not-destroyed" if unreported or is_shown(source, own) else "erased"


def _ground(own: Request) -> str:
    return "" if own.stage == "sealed" else GROUNDS.get(own.ground, own.ground)


def of_entry(source: Source, known: tuple[Fate, ...], index: int) -> tuple[Fate, ...]:
    """Each text of the entry, those that are shown with their words; `known` is what a verification came to."""
    leaf = leaf_of(source, index)
    try:
        slots = decode(leaf).slots if leaf is not None else ()
    except Malformed:
        return ()
    values = {each.slot: each.value for each in source.values(index >> HEIGHT) if each.entry == index}
    told = {each.slot: each for each in known if each.entry == index}
    return tuple(_told(index, slot, told.get(slot.name), values) for slot in slots)


def _told(index: int, slot: Slot, fate: Fate | None, values: Mapping[str, str]) -> Fate:
    if fate is not None:
        return fate
    return Fate(index, slot.name, "shown" if slot.name in values else "restricted", value=values.get(slot.name, ""))
