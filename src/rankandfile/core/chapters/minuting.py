"""Minuting: what the minute-taker adds to minutes that write themselves, and the hour at which the clock publishes.

Attendance, decisions with their numbers, rulings and adopted texts are in the record already: minutes are read out of
it, and nobody can leave a decision out of them. A note says what was said, under an item or for the whole meeting; it
is signed by who wrote it and stays. Where the rulebook says that the clock publishes (`minutes_by`), it does so when
the minutes are due, with whatever notes there are then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..ids import ConventionId, Handle, Moment
from ..refusal import Words, gettext_noop, refuse
from ..table import Table
from .agenda import items
from .bodies import meeting_body, why_not_in_role
from .foundation import KeepTime, rulebook
from .holding import CloseConvention, MinutesPublished
from .meetings import Convention, without_minutes

if TYPE_CHECKING:
    from ..state import State


class Note(Struct, frozen=True, gc=False):
    """One note: under which item, empty for the whole meeting; its text is in the entry."""

    item: str
    by: Handle
    at: Moment
    entry: int


class MinutingState(Struct, frozen=True):
    """The slice of this chapter: the notes of each meeting, in the order in which they were written."""

    notes: Table[ConventionId, tuple[Note, ...]] = Table()


class NoteForMinutes(Act, frozen=True):
    """Write something down for the minutes, under an item of the agenda or for the whole meeting."""

    convention: ConventionId
    item: str = ""


class MinutesNoted(Effect, frozen=True):
    """The note is in the minutes."""

    convention: ConventionId
    item: str
    by: Handle
    at: Moment
    entry: int


REFUSALS = {
    "minutes.not_open": Words(
        gettext_noop("Notes are taken from the opening of the meeting until its minutes are published."),
        gettext_noop("What comes later is moved as a correction at the next meeting."),
    ),
    "minutes.no_item": Words(
        gettext_noop("There is no item {item} on the agenda of this meeting."),
        gettext_noop("Name an item of the agenda, or none for the whole meeting."),
    ),
}


def notes(state: State, convention: ConventionId) -> tuple[Note, ...]:
    """The notes of the meeting, in the order in which they were written."""
    return state.minuting.notes.get(convention, ())


def note_for_minutes(state: State, act: NoteForMinutes, texts: Texts) -> Answer:
    """Whoever takes the minutes may add to them until they are published."""
    refusal = why_not_in_role(state, act.convention, act.by, "minutes", act.at)
    if refusal is not None:
        return refusal
    own, article = state.meetings.conventions.get(act.convention), meeting_body(state, act.convention).article
    if own is None or not own.opened or own.minutes >= 0:
        return refuse(article, "minutes.not_open")
    if act.item and all(item.id != act.item for item in items(state, own.id)):
        return refuse(article, "minutes.no_item", item=act.item[:20])
    return (MinutesNoted(own.id, act.item, act.by, act.at, int(state.size)),)


def publishes(state: State, meeting: Convention) -> Moment | None:
    """When the clock publishes the minutes of this meeting; None where it does not, or they are out."""
    body, week = meeting_body(state, meeting.id), rulebook(state).organisation.week
    if body.minutes_by != "clock" or not meeting.closed or meeting.minutes >= 0 or meeting.ended:
        return None
    return shifted(meeting.closed, body.minutes_within, 1, week)


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The first hour at which the clock publishes minutes."""
    known = ((publishes(state, own), own.id) for own in without_minutes(state))
    first = min(((due, meeting) for due, meeting in known if due is not None), default=None)
    return (first[0], "publish-minutes", first[1]) if first is not None else None


def strike(state: State, act: KeepTime) -> Answer:
    """The minutes are out, as the record and the notes give them."""
    return (MinutesPublished(ConventionId(act.about), int(state.size)),)


def _noted(state: State, effect: MinutesNoted) -> MinutingState:
    own = state.minuting
    note = Note(effect.item, effect.by, effect.at, effect.entry)
    return replace(own, notes=own.notes.set(effect.convention, (*notes(state, effect.convention), note)))


SLICE = "minuting"
CLOCK = ("publish-minutes",)
TIMELY = (CloseConvention,)
ADMIT: dict[type, Any] = {NoteForMinutes: note_for_minutes}
APPLY: dict[type, Any] = {MinutesNoted: _noted}
TEXTS: dict[type, tuple[Any, ...]] = {NoteForMinutes: (Text("note"),)}
