"""The meeting's time: when the time set aside for this part of the agenda ends, and when the convention closes.

Where the state keeps when items were taken up (`pacing.is_timed`), the time is the one by which the guillotine falls:
pauses do not count. Elsewhere it stands in the record alone. The acts since the opening are then looked through once
for each state; in a convention of ten thousand entries that takes some ten milliseconds.
"""

from bisect import bisect_left

from msgspec import Struct

from rankandfile.core.chapters import agenda as chapter
from rankandfile.core.chapters import pacing
from rankandfile.core.chapters.agenda import Item, TakeUpItem
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.recounting import result_that_waits, takes_effect
from rankandfile.core.ids import ConventionId, Moment
from rankandfile.core.rulebook.schema import Section
from rankandfile.core.state import State
from rankandfile.record.leaf import decode

from .. import organisation
from ..derived import Once
from . import votes
from .lots import time_of


class Limit(Struct, frozen=True):
    """What the meeting's time runs out for, and when: a part of the agenda, or with an empty name the convention."""

    part: str
    until: int
    is_over: bool
    of_body: bool = False
    """Whether the whole is a meeting of another body than the convention."""
    vote: str = ""
    """What was voted on, whose result takes effect then, unless enough demand a recount; empty for every other time."""


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
    whole = Limit("", meeting.closes, meeting.closes <= at, of_body=bool(meeting.body))
    return (*_of_the_result(state, meeting), *_of_the_part(state, meeting, at), whole)


def _of_the_result(state: State, meeting: Convention) -> tuple[Limit, ...]:
    """Until when a recount can be demanded of the result that waits."""
    vote = result_that_waits(state, meeting.id)
    if vote is None:
        return ()
    return (Limit("", takes_effect(state, vote), False, vote=votes.short_title(state, vote.subject)),)


def _of_the_part(state: State, meeting: Convention, at: Moment) -> tuple[Limit, ...]:
    item = chapter.open_item(state, meeting.id)
    part = next((s for s in chapter.sections(state) if item and s.id == item.section), None)
    if item is None or part is None or not part.minutes:
        return ()
    until = _used_up(state, meeting.id, part, item)
    return (Limit(part.title or part.id, until, until <= at),) if until else ()


def _used_up(state: State, convention: ConventionId, part: Section, item: Item) -> int:
    """When the time of this part is used up; 0 where nobody can know."""
    kept = state.procedure.began.get(convention, ())
    if kept and kept[-1].item == item.id:
        return pacing.used_up(state, convention, part)
    begun, known = taken_up(state, convention), chapter.items(state, convention)
    began = min((begun[each.id] for each in known if each.section == part.id and each.id in begun), default=0)
    return began + part.minutes * 60 if began else 0
