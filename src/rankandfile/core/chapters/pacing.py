"""The pace of a meeting: how long each part has taken, when the clock ends its debates, what will not be reached.

When an item is taken up is kept here from the moment it is. Where a section has a guillotine, the clock ends the debate
on its open item when the time that is set aside for it is used up; the rest of the section is put without debate, or
comes after everything else. Whole numbers of seconds throughout. Keeps its part of the slice of procedure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Answer, Effect
from ..ids import ConventionId, Moment
from ..rulebook.schema import Section
from .agenda import Item, TakeUpItem, is_settled, items, open_item, sections, waiting_items
from .debating import DebateEnded
from .floor_changes import ItemsPutOff
from .foundation import KeepTime, rulebook
from .meetings import Convention, going_on, in_session
from .procedural import Began, ProcedureState
from .voting import CloseVote

if TYPE_CHECKING:
    from ..state import State


class ItemBegan(Effect, frozen=True):
    """The item of this section was taken up at that moment."""

    convention: ConventionId
    item: str
    section: str
    at: Moment


class GuillotineFell(Effect, frozen=True):
    """The time of this section is used up: due then, done at."""

    convention: ConventionId
    section: str
    due: Moment
    at: Moment


class Expected(Struct, frozen=True, gc=False):
    """An item that waits, and when it is taken up at this pace; 0 where it is not reached."""

    item: str
    section: str
    begins: Moment


class SectionTime(Struct, frozen=True, gc=False):
    """The seconds that a section has used, and how many are set aside for it; 0 for no limit."""

    section: str
    used: int
    planned: int
    fell: bool


def is_timed(state: State) -> bool:
    """Whether the state keeps when items are taken up: the rulebook has standing orders, or a guillotine."""
    own = rulebook(state)
    return own.procedure is not None or any(s.guillotine != "none" for s in own.agenda.sections)


def began(state: State, convention: ConventionId, item: str, section: str, at: Moment) -> tuple[Effect, ...]:
    """What taking an item up brings here: its beginning, and the end of its debate where the section's time is over."""
    if not is_timed(state):
        return ()
    fell = section in state.procedure.fallen.get(convention, ())
    return (ItemBegan(convention, item, section, at), *((DebateEnded(convention, item, at),) if fell else ()))


def spans(state: State, convention: ConventionId, at: Moment) -> Iterator[tuple[Began, int]]:
    """Each item that was taken up with the seconds it took, pauses left out, until the next one or until now."""
    known = state.procedure.began.get(convention, ())
    for place, own in enumerate(known):
        until = known[place + 1].at if place + 1 < len(known) else _ended(state, convention, own, at)
        yield own, max(0, until - own.at - own.paused)


def _ended(state: State, convention: ConventionId, own: Began, at: Moment) -> Moment:
    """The last item runs until now; the time after it is settled is nobody's, so it ends with its last vote."""
    item = next((i for i in items(state, convention) if i.id == own.item), None)
    if item is None or not (item.state in ("done", "unreached", "laid-aside") or is_settled(state, item)):
        return at
    closed = [v.closed for v in state.floor.votes.values() if v.convention == convention and v.closed]
    return Moment(max([own.at, *closed]))


def times(state: State, convention: ConventionId, at: Moment) -> tuple[SectionTime, ...]:
    """The time of each section."""
    used: dict[str, int] = {}
    for own, seconds in spans(state, convention, at):
        used[own.section] = used.get(own.section, 0) + seconds
    fallen = state.procedure.fallen.get(convention, ())
    return tuple(SectionTime(s.id, used.get(s.id, 0), s.minutes * 60, s.id in fallen) for s in sections(state))


def pace(state: State, convention: ConventionId, at: Moment) -> int:
    """Seconds for an item, over those that this meeting has done; 0 while it has done none. Cost: one look at each."""
    over = {i.id for i in items(state, convention) if i.state == "done" or is_settled(state, i)}
    found = [seconds for own, seconds in spans(state, convention, at) if own.item in over]
    return max(1, sum(found) // len(found)) if found else 0


def expected(state: State, convention: ConventionId, at: Moment) -> tuple[Expected, ...]:
    """Each item that waits, and when it will be taken up at this pace; nothing while no pace is known."""
    meeting, seconds = state.meetings.conventions[convention], pace(state, convention, at)
    if not seconds or not in_session(meeting):
        return ()
    begins = Moment(at + _left(state, convention, seconds, at))
    return tuple(_expected(state, convention, begins, seconds, meeting.closes))


def _left(state: State, convention: ConventionId, seconds: int, at: Moment) -> int:
    """What the open item will still take."""
    item = open_item(state, convention)
    if item is None or is_settled(state, item):
        return 0
    spent = next((used for own, used in spans(state, convention, at) if own.item == item.id), 0)
    return max(0, seconds - spent)


def _expected(
    state: State, convention: ConventionId, begins: Moment, seconds: int, closes: Moment
) -> Iterator[Expected]:
    left = {own.section: own.planned - own.used for own in times(state, convention, begins) if _is_cut(state, own)}
    for item in waiting_items(state, convention):
        is_reached = begins < closes and left.get(item.section, 1) > 0
        yield Expected(item.id, item.section, begins if is_reached else Moment(0))
        if is_reached:
            begins = Moment(begins + seconds)
            if item.section in left:
                left[item.section] -= seconds


def _is_cut(state: State, own: SectionTime) -> bool:
    """Whether what does not fit into the section's time goes to the end of the agenda."""
    clause = next((s for s in sections(state) if s.id == own.section), None)
    return clause is not None and clause.guillotine == "later" and bool(own.planned)


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """When the time of the section on the floor is used up, where it has a guillotine that has not fallen."""
    known = (_falling(state, meeting) for meeting in going_on(state) if in_session(meeting))
    return min((due for due in known if due is not None), key=lambda due: due[0], default=None)


def _falling(state: State, meeting: Convention) -> tuple[Moment, str, str] | None:
    item = open_item(state, meeting.id)
    section = next((s for s in sections(state) if item is not None and s.id == item.section), None)
    if item is None or section is None or not _falls(state, meeting.id, item, section):
        return None
    return (used_up(state, meeting.id, section), "guillotine", f"{meeting.id}/{section.id}")


def used_up(state: State, convention: ConventionId, section: Section) -> Moment:
    """When the time of this section is used up, where the item taken up last is of it and goes on until then."""
    *before, (own, _) = spans(state, convention, state.now)
    used = sum(seconds for earlier, seconds in before if earlier.section == section.id)
    return Moment(own.at + own.paused + max(0, section.minutes * 60 - used))


def _falls(state: State, convention: ConventionId, item: Item, section: Section) -> bool:
    known = state.procedure.began.get(convention, ())
    aside = {each.article for each in state.procedure.suspended.get(convention, ())}
    return (
        section.guillotine != "none"
        and section.minutes > 0
        and section.article not in aside
        and section.id not in state.procedure.fallen.get(convention, ())
        and bool(known)
        and known[-1].item == item.id
        and not is_settled(state, item)
    )


def strike(state: State, act: KeepTime) -> Answer:
    """The clock ends the debate on the open item, and puts the rest of the section off where the rulebook says so."""
    meeting, _, name = act.about.partition("/")
    convention = ConventionId(meeting)
    item, clause = open_item(state, convention), next(s for s in sections(state) if s.id == name)
    fell = GuillotineFell(convention, name, act.due, act.at)
    ended = (DebateEnded(convention, item.id, act.at),) if item is not None else ()
    return (fell, *ended, *((ItemsPutOff(convention, name),) if clause.guillotine == "later" else ()))


def _began(state: State, effect: ItemBegan) -> ProcedureState:
    own = state.procedure
    more = (*own.began.get(effect.convention, ()), Began(effect.item, effect.section, effect.at))
    return replace(own, began=own.began.set(effect.convention, more))


def _fell(state: State, effect: GuillotineFell) -> ProcedureState:
    own = state.procedure
    fallen = (*own.fallen.get(effect.convention, ()), effect.section)
    return replace(own, fallen=own.fallen.set(effect.convention, fallen))


SLICE = "procedure"
CLOCK = ("guillotine",)
TIMELY = (TakeUpItem, CloseVote)
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {ItemBegan: _began, GuillotineFell: _fell}
TEXTS: dict[type, tuple[Any, ...]] = {}
