"""The meeting's time: when the time set aside for this part of the agenda ends, and when the convention closes.

When an item was taken up stands in the record and nowhere in the state. The acts since the opening are looked through
once for each state; in a convention of ten thousand entries that takes some ten milliseconds.
"""

from bisect import bisect_left

from msgspec import Struct

from rankandfile.core.chapters import agenda as chapter
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import ConventionId, Moment
from rankandfile.core.state import State
from rankandfile.record.leaf import decode

from .. import organisation
from ..derived import Once
from .lots import time_of


class Limit(Struct, frozen=True):
    """What the meeting's time runs out for, and when: a part of the agenda, or with an empty name the convention."""

    part: str
    until: int
    is_over: bool


def _taken_up(state: State, convention: ConventionId) -> dict[str, Moment]:
    """When each item of the convention was taken up, by its number."""
    opened = state.meetings.conventions[convention].opened
    first = bisect_left(range(int(state.size)), opened, key=time_of) if opened else int(state.size)
    leaves = organisation.secretary().store.entries(first, int(state.size))
    acts = (decode(leaf).body for leaf in leaves if b"TakeUpItem" in leaf)
    return {act.item: act.at for act in acts if isinstance(act, TakeUpItem) and act.convention == convention}


taken_up = Once(_taken_up)


def limits(state: State, meeting: Convention, at: Moment) -> tuple[Limit, ...]:
    """What time runs out for while the convention is open: the part of the agenda on the floor, and the whole."""
    if not meeting.opened or meeting.closed:
        return ()
    return (*_of_the_part(state, meeting, at), Limit("", meeting.closes, meeting.closes <= at))


def _of_the_part(state: State, meeting: Convention, at: Moment) -> tuple[Limit, ...]:
    item = chapter.open_item(state, meeting.id)
    part = next((s for s in chapter.sections(state) if item and s.id == item.section), None)
    if item is None or part is None or not part.minutes:
        return ()
    begun, known = taken_up(state, meeting.id), chapter.items(state, meeting.id)
    began = min((begun[each.id] for each in known if each.section == part.id and each.id in begun), default=0)
    until = began + part.minutes * 60
    return (Limit(part.title or part.id, until, until <= at),) if began else ()
