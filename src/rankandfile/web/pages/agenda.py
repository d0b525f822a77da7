"""The agenda as pages show it: section by section, each item with where it stands and what became of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.chapters import agenda as chapter
from rankandfile.core.chapters.agenda import Item
from rankandfile.core.chapters.consenting import CONSENT, consent_items
from rankandfile.core.chapters.meetings import Convention, deadline
from rankandfile.core.chapters.pacing import SectionTime, expected, times
from rankandfile.core.ids import ElectionId, Moment, MotionId
from rankandfile.core.rulebook.schema import Section as Clause
from rankandfile.core.state import State

from ..who import Reader
from . import motions
from .naming import post_title
from .stages import ended

STATES = {
    "waiting": gettext_noop("waiting"),
    "open": gettext_noop("on the floor"),
    "laid-aside": gettext_noop("laid aside"),
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
    expected: int = 0
    """When it is taken up at this pace; 0 where no pace is known, or it is not reached."""
    is_late: bool = False
    """At this pace it is not reached."""
    is_consent: bool = False
    """It is put together with others; whoever has a vote here takes it out."""


class Section(Struct, frozen=True):
    """A part of the agenda, with the rule for it."""

    title: str
    article: str
    minutes: int
    order: str
    lines: tuple[AgendaLine, ...]
    used: int = 0
    """Whole minutes that it has taken so far."""
    guillotine: str = "none"
    fell: bool = False
    consent: str = ""
    """The subject of the vote on its consent agenda; empty where there is none now."""


def section_title(clause: Clause) -> str:
    """What the rulebook calls the part of the agenda; elections come last where it names no part for them."""
    if clause.title:
        return clause.title
    return _("Elections") if clause.id == "elections" else clause.id.replace("-", " ").capitalize()


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
    """The agenda, section by section, against the clock while the meeting sits."""
    found = chapter.items(state, meeting.id)
    clauses = {s.id: s for s in chapter.sections(state)}
    paces = {e.item: e.begins for e in expected(state, meeting.id, reader.at)}
    spent = {t.section: t for t in times(state, meeting.id, reader.at)}
    return tuple(
        _section(state, reader, meeting, each, clauses.get(each), paces, spent.get(each))
        for each in dict.fromkeys(item.section for item in found)
    )


def _section(
    state: State, reader: Reader, meeting: Convention, name: str, clause: Clause | None, paces: dict[str, Moment],
    spent: SectionTime | None,
) -> Section:  # fmt: skip
    together = {item.id for item in consent_items(state, meeting.id, name)}
    listed = (item for item in chapter.items(state, meeting.id) if item.section == name)
    lines = tuple(_line(state, reader, meeting, item, paces.get(item.id, -1), item.id in together) for item in listed)
    if clause is None:
        return Section(name, "", 0, "", lines)
    return Section(
        section_title(clause), clause.article, clause.minutes, clause.order, lines,
        used=spent.used // 60 if spent is not None else 0, guillotine=clause.guillotine,
        fell=spent is not None and spent.fell, consent=f"{CONSENT}{name}" if together else "",
    )  # fmt: skip


def count_late(state: State, reader: Reader, meeting: Convention) -> int:
    """How many of the items that wait are not reached at this pace."""
    return sum(not each.begins for each in expected(state, meeting.id, reader.at))


def composed_at(state: State, meeting: Convention) -> int:
    """When the agenda is or was composed."""
    return deadline(state, meeting.id, "agenda") or 0


def _joined(state: State, item: Item) -> str:
    """That a composite stands in the item's place; empty where none does."""
    if item.state != "waiting" or not chapter.is_joined(state, item.about):
        return ""
    return _("joined in {number}").format(number=state.composites.of[MotionId(item.about)])


def _line(state: State, reader: Reader, meeting: Convention, item: Item, begins: int, is_consent: bool) -> AgendaLine:
    motion = motions.find(state, item.about)
    outcome = ended(state, motion) if motion else ""
    signal = {"done": "good", "unreached": "late"}.get(item.state, "wait")
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
        expected=max(begins, 0),
        is_late=begins == 0,
        is_consent=is_consent,
    )
