"""The agenda as pages show it: section by section, each item with where it stands and what became of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.chapters import agenda as chapter
from rankandfile.core.chapters.agenda import Item
from rankandfile.core.chapters.meetings import Convention, deadline
from rankandfile.core.ids import ElectionId, MotionId
from rankandfile.core.state import State

from ..who import Reader
from . import motions
from .naming import post_title
from .stages import ended

STATES = {
    "waiting": gettext_noop("waiting"),
    "open": gettext_noop("on the floor"),
    "done": gettext_noop("done"),
    "unreached": gettext_noop("unreached"),
}


class AgendaLine(Struct, frozen=True):
    """An item of the agenda."""

    number: str
    title: str
    url: str
    state: str
    signal: str
    outcome: str
    can_move_up: bool


class Section(Struct, frozen=True):
    """A part of the agenda, with the rule for it."""

    title: str
    article: str
    minutes: int
    order: str
    lines: tuple[AgendaLine, ...]


def item_title(state: State, about: str) -> str:
    """What the item is about, as people name it."""
    election = state.elections.elections.get(ElectionId(about))
    if election is not None:
        return _("Election: {post}").format(post=post_title(state, election.post))
    motion = motions.find(state, about)
    return f"{about}: {motions.title(motion)}" if motion else about


def _url(state: State, about: str) -> str:
    name = "election" if ElectionId(about) in state.elections.elections else "motion"
    return reverse(name, args=[about])


def sections(state: State, reader: Reader, meeting: Convention) -> tuple[Section, ...]:
    """The agenda, section by section."""
    found = chapter.items(state, meeting.id)
    titles = {s.id: s for s in chapter.sections(state)}
    return tuple(
        Section(
            titles[each].title or each.replace("-", " ") if each in titles else each,
            titles[each].article if each in titles else "", titles[each].minutes if each in titles else 0,
            titles[each].order if each in titles else "",
            tuple(_line(state, reader, meeting, item) for item in found if item.section == each),
        )
        for each in dict.fromkeys(item.section for item in found)
    )  # fmt: skip


def composed_at(state: State, meeting: Convention) -> int:
    """When the agenda is or was composed."""
    return deadline(state, meeting.id, "agenda") or 0


def _joined(state: State, item: Item) -> str:
    """That a composite stands in the item's place; empty where none does."""
    if item.state != "waiting" or not chapter.is_joined(state, item.about):
        return ""
    return _("joined in {number}").format(number=state.composites.of[MotionId(item.about)])


def _line(state: State, reader: Reader, meeting: Convention, item: Item) -> AgendaLine:
    motion = motions.find(state, item.about)
    outcome = ended(state, motion) if motion else ""
    signal = {"open": "good", "unreached": "late"}.get(item.state, "wait")
    coming = chapter.next_item(state, meeting.id)
    waits = item.state == "waiting" and not chapter.is_joined(state, item.about)
    later = waits and coming is not None and coming.id != item.id and bool(meeting.opened)
    return AgendaLine(
        number=item.id,
        title=item_title(state, item.about),
        url=_url(state, item.about),
        state=_joined(state, item) or _(STATES[item.state]),
        signal=signal,
        outcome=outcome,
        can_move_up=later,
    )
