"""Procedural motions as pages show them: where the floor is, what is in order now and what not, what was raised."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from msgspec import Struct

from rankandfile.core.chapters.agenda import open_item
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.objects import MINUTES, objects_of
from rankandfile.core.chapters.picture import floor_of, last_ruling, open_to
from rankandfile.core.chapters.procedural import (
    Procedural,
    RaiseProcedural,
    article,
    gathering,
    missing,
    pending,
    raised,
    row_of,
    table,
)
from rankandfile.core.chapters.procedural_amending import AmendProcedural, why_not_open_to_amendment
from rankandfile.core.chapters.supporting import SecondProcedural, WithdrawProcedural
from rankandfile.core.ids import ConventionId
from rankandfile.core.procedure.rows import Row
from rankandfile.core.state import State

from .. import organisation
from ..page import way
from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from .naming import person
from .pieces import Can, Cannot, Person, Rule
from .procedural_names import about_name, article_name, object_name, own_name, position_name, raised_title

DEBATES = {
    "no": gettext_noop("no debate"),
    "once": gettext_noop("its mover and the chair speak"),
    "yes": gettext_noop("it is debated"),
}
MAJORITIES = {"simple": gettext_noop("Simple majority"), "two-thirds": gettext_noop("Two thirds")}
FATES = {
    "carried": gettext_noop("carried"),
    "lost": gettext_noop("lost"),
    "met": gettext_noop("the demand is met"),
    "upheld": gettext_noop("well taken"),
    "dismissed": gettext_noop("not well taken"),
    "ruled-out": gettext_noop("ruled out by the chair"),
    "withdrawn": gettext_noop("taken back"),
    "fell": gettext_noop("fell with its motion"),
}


class Motion(Struct, frozen=True):
    """A row of the table that is in order for the reader now."""

    name: str
    says: str
    needs: str
    way: Can


class Closed(Struct, frozen=True):
    """A row that is not, and why."""

    name: str
    because: str
    remedy: str
    rule: Rule | None


class Raised(Struct, frozen=True):
    """Something that was raised: by whom, what it names, where it stands, the ruling on it, what the reader can do."""

    number: str
    name: str
    who: Person
    about: str
    reason: str
    stands: str
    signal: str
    at: int
    ruling: str
    overturned: bool
    ways: tuple[Can | Cannot, ...]


class Page(Struct, frozen=True):
    """What the page of procedure shows."""

    usage: str
    law: Rule
    position: str
    suspended: tuple[str, ...]
    waiting: tuple[Raised, ...]
    """What comes first stands first; then what still needs supporters."""
    open: tuple[Motion, ...]
    closed: tuple[Closed, ...]
    over: tuple[Raised, ...]


def page(state: State, reader: Reader, meeting: ConventionId) -> Page | None:
    """The page for this reader; None where the rulebook has no clause on procedure."""
    known = table(state)
    if known is None:
        return None
    waits = (*reversed(pending(state, meeting)), *gathering(state, meeting))
    over = [own for own in reversed(raised(state, meeting)) if own.fate]
    return Page(
        usage=_(known.title),
        law=rule(state, article(state)),
        position=position_name(floor_of(state, meeting, reader.at).position),
        suspended=tuple(article_name(state, each.article) for each in state.procedure.suspended.get(meeting, ())),
        waiting=tuple(_raised(state, reader, own) for own in waits),
        open=tuple(_motion(state, reader, meeting, row) for row in open_to(state, meeting, reader.handle, reader.at)),
        closed=tuple(_closed(state, reader, meeting)) if _sits(state, reader, meeting) else (),
        over=tuple(_raised(state, reader, own) for own in over),
    )


def _sits(state: State, reader: Reader, meeting: ConventionId) -> bool:
    seat = state.meetings.conventions[meeting].present.get(reader.handle)
    return seat is not None and not seat.left


def needs(state: State, row: Row) -> str:
    """What the motion needs, in one line: support, debate, majority, whether it interrupts."""
    return " · ".join(_needs(state, row))


def _needs(state: State, row: Row) -> Iterator[str]:
    if row.decided == "demand":
        yield ngettext("{n} must demand it", "{n} must demand it", row.seconds).format(n=number(max(1, row.seconds)))
    elif row.seconds:
        told = ngettext("{n} other must support it", "{n} others must support it", row.seconds)
        yield told.format(n=number(row.seconds))
    if row.decided == "chair":
        yield _("the chair rules")
    if row.decided == "vote":
        yield _(DEBATES[row.debatable])
        yield majority_title(state, row.majority)
    if row.interrupts:
        yield _("may interrupt a speech")


def majority_title(state: State, name: str) -> str:
    """The majority by its title in the rulebook, else what its name means everywhere."""
    own = next((m.title for m in rulebook(state).majorities if m.id == name and m.title), "")
    return own or (_(MAJORITIES[name]) if name in MAJORITIES else name)


def asks(row: Row, objects: tuple[str, ...]) -> bool:
    """Whether there is something to fill in before it is raised."""
    return bool(objects) or row.effect in MINUTES or row.decided == "chair"


def _motion(state: State, reader: Reader, meeting: ConventionId, row: Row) -> Motion:
    if row.effect == "parts":
        can = Can(_(row.name), reverse("motion", args=[_motion_here(state, meeting)]))
    elif asks(row, objects_of(state, meeting, row.id)):
        can = Can(_(row.name), reverse("raise", args=[meeting, row.id]))
    else:
        can = Can(_(row.name), reverse("do", args=[meeting, "raise"]), fields=(("procedural", row.id),))
    return Motion(_(row.name), _(row.says), needs(state, row), can)


def _motion_here(state: State, meeting: ConventionId) -> str:
    """The motion on the floor."""
    item = open_item(state, meeting)
    return item.about if item is not None else ""


def _closed(state: State, reader: Reader, meeting: ConventionId) -> Iterator[Closed]:
    known = table(state)
    possible = {row.id for row in open_to(state, meeting, reader.handle, reader.at)}
    for row in known.rows.values() if known is not None else ():
        if row.id in possible or row.effect == "parts":
            continue
        act = RaiseProcedural(reader.handle, reader.at, state.meetings.conventions[meeting].id, row.id)
        no = way(state, act, {}, Can("", ""))
        if isinstance(no, Cannot):
            yield Closed(_(row.name), no.because, no.remedy if row.effect in ("overturn", "recount") else "", no.rule)


def _raised(state: State, reader: Reader, own: Procedural) -> Raised:
    stands, signal = _stands(state, own)
    return Raised(
        number=own.id,
        name=own_name(state, own),
        who=person(state, own.by, reader.at),
        about=about_name(state, own),
        reason=organisation.text(own.entry, "reason") or "",
        stands=stands,
        signal=signal,
        at=own.decided or own.placed or own.raised,
        ruling=(organisation.text(own.ruling, "ruling") or "") if own.ruling >= 0 else "",
        overturned=own.overturned,
        ways=tuple(ways_of(state, reader, own)),
    )


def _stands(state: State, own: Procedural) -> tuple[str, str]:
    if own.fate:
        return _(FATES[own.fate]), "good" if own.fate in ("carried", "met", "upheld") else "late"
    row = row_of(state, own)
    if own.placed and row is not None and row.decided == "chair":
        return _("waits for the chair's ruling"), "wait"
    if own.placed:
        return _("is put to the vote before anything else"), "wait"
    left = missing(state, own)
    return ngettext("needs {n} more", "needs {n} more", left).format(n=number(left)), "wait"


def ways_of(state: State, reader: Reader, own: Procedural) -> Iterator[Can | Cannot]:
    """What the reader can do with something raised: support it, amend it, take it back."""
    if own.fate:
        return
    fields = (("number", own.id),)
    if own.by == reader.handle:
        taking = WithdrawProcedural(reader.handle, reader.at, own.id)
        can = Can(_("Take it back"), reverse("do", args=[own.convention, "take-back"]), fields=fields)
        yield way(state, taking, {}, can)
    elif own.placed:
        yield from _amending(state, reader, own.convention, own.id)
    else:
        label = _("Support {what}").format(what=raised_title(state, own.id))
        can = Can(label, reverse("do", args=[own.convention, "support"]), main=True, fields=fields)
        yield way(state, SecondProcedural(reader.handle, reader.at, own.id), {}, can)


def objects(state: State, meeting: ConventionId, motion: str) -> list[tuple[str, str]]:
    """What the motion can name now, with what people call it."""
    return [(each, object_name(state, meeting, motion, each)) for each in objects_of(state, meeting, motion)]


def rail(state: State, reader: Reader, meeting: ConventionId) -> tuple[Can | Cannot, ...]:
    """On the floor: a way to the page of procedure, what waits for supporters, and what can be amended."""
    if table(state) is None or not _sits(state, reader, meeting):
        return ()
    waiting = [can for own in gathering(state, meeting) for can in ways_of(state, reader, own) if isinstance(can, Can)]
    return (
        *waiting,
        *_appealing(state, reader, meeting),
        *_counting_again(state, reader, meeting),
        *_amending(state, reader, meeting),
        Can(_("Points and procedural motions"), reverse("procedure", args=[meeting])),
    )


def _appealing(state: State, reader: Reader, meeting: ConventionId) -> Iterator[Can]:
    """A button for the appeal, as long as there is a ruling against which the reader can appeal."""
    ruling = last_ruling(state, meeting)
    can = any(row.effect == "overturn" for row in open_to(state, meeting, reader.handle, reader.at))
    if ruling is not None and can:
        label = _("Appeal against the ruling on {what}").format(what=raised_title(state, ruling.id))
        yield Can(label, reverse("do", args=[meeting, "raise"]), fields=(("procedural", "appeal"),))


def _amending(state: State, reader: Reader, meeting: ConventionId, only: str = "") -> Iterator[Can]:
    """A way to amend what is put next, where the reader can."""
    for own in pending(state, meeting)[-1:]:
        closed = why_not_open_to_amendment(state, AmendProcedural(reader.handle, reader.at, own.id))
        if closed is None and only in ("", own.id):
            label = _("Move an amendment to {number}").format(number=own.id)
            yield Can(label, reverse("amend_raised", args=[meeting, own.id]))


def _counting_again(state: State, reader: Reader, meeting: ConventionId) -> Iterator[Can]:
    """A button for the recount, as long as the reader can demand one, and nobody's demand waits for support."""
    raised_now = (row_of(state, own) for own in gathering(state, meeting))
    if any(row is not None and row.effect == "recount" for row in raised_now):
        return
    row = next((row for row in open_to(state, meeting, reader.handle, reader.at) if row.effect == "recount"), None)
    if row is not None:
        fields = (("procedural", row.id),)
        yield Can(_("Demand a recount"), reverse("do", args=[meeting, "raise"]), main=True, fields=fields)


def called(state: State, about: str) -> str:
    """What a duty is about: what was raised, named by its number and kind."""
    number = about.partition("/")[0]
    return raised_title(state, number) if number in state.procedure.raised else about


def _chair(about: str) -> str:
    return reverse("chair", args=[about.partition("/")[2]])


DUTIES = {
    "rule-on-point": (gettext_noop("Rule on {about}"), _chair),
    "put-procedural": (gettext_noop("Put to the vote {about}"), _chair),
}
