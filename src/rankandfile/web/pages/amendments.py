"""Amendments as pages show them: each with its change in place, its support, and what the reader can do with it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.act import Act
from rankandfile.core.chapters import amending
from rankandfile.core.chapters import amendments as chapter
from rankandfile.core.chapters.amendment_moving import WITHOUT_TEXT
from rankandfile.core.chapters.amendments import Amendment, MoveAmendment, change_of, in_force
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import deadline
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.rulings import is_out_of_order
from rankandfile.core.chapters.second_thoughts import WithdrawAmendmentSecond
from rankandfile.core.chapters.thresholds import support as support_of
from rankandfile.core.chapters.wording import amendment_reads, change_read
from rankandfile.core.ids import AmendmentId, Moment
from rankandfile.core.state import State
from rankandfile.core.text import Change

from ..page import way
from ..rules import rule
from ..who import Reader
from . import following, parts, rule_amendments, rulings, support
from .erased import shown
from .naming import member_name, person
from .pieces import Can, Cannot, Need, Person
from .stages import FATES, OUT_OF_ORDER
from .texts import Shown, lines, near_changes


class Line(Struct, frozen=True):
    """An amendment in its place."""

    id: str
    entry: int
    mover: Person
    at: int
    what: str
    change: tuple[Shown, ...]
    instruction: str
    reason: str
    state: str
    signal: str
    standing: str
    need: Need | None
    supporters: tuple[str, ...]
    ways: tuple[Can | Cannot, ...]
    declared: tuple[str, ...]
    outlook: following.Outlook | None
    """What becomes of the others once it is decided; None where it is, or waits for its seconders."""
    amends: str
    """The amendment that it would change; empty where it changes the motion."""
    changed_by: tuple[str, ...]
    """The amendments that are part of its text now."""
    as_moved: tuple[Shown, ...]
    """The change as it was moved, where others are part of it now."""
    divided: parts.Divided | None
    rules: rule_amendments.Rules | None
    """What it would do to the rulebook that the motion proposes; None where it changes a text."""
    inner: tuple["Line", ...]
    """The amendments to its text."""
    ruled: rulings.Ruled | None
    """What was ruled on it."""


def find(state: State, amendment: str) -> Amendment | None:
    """The amendment of that number."""
    return state.amendments.amendments.get(AmendmentId(amendment))


def text_of(state: State, amendment: Amendment) -> str:
    """The text that the amendment puts in, or its instruction, as it stands now."""
    return amendment_reads(state, amendment, lambda entry: shown(state, entry, "text"))


def change(state: State, amendment: Amendment) -> Change:
    """The amendment as a change by line numbers, as it stands now."""
    return change_read(state, amendment, lambda entry: shown(state, entry, "text"))


def text_changed(state: State, amendment: Amendment) -> str:
    """The text that the amendment would change, as it was moved."""
    above = find(state, amendment.amends)
    entry = above.entry if above is not None else state.motions.motions[amendment.motion].entry
    return shown(state, entry, "text")


def in_place(state: State, amendment: Amendment) -> tuple[Shown, ...]:
    """The amendment in its place in the text that it would change; nothing for an instruction in prose."""
    if amendment.action == "instruct":
        return ()
    return near_changes(text_changed(state, amendment), (change(state, amendment),))


def in_words(own: Amendment) -> str:
    """What the amendment does, as people say it."""
    if own.rules:
        return _("Amend the proposed rulebook")
    return what(own.action, own.first, own.last, own.after)


def what(action: str, first: int, last: int, after: int = 0) -> str:
    """What such a change does, as people say it."""
    if action == "substitute":
        return _("Replace the whole text")
    if action == "move":
        return _moving(first, last, after)
    if action == "add":
        return _("Add after line {first}").format(first=first) if first else _("Add at the top")
    if action == "instruct":
        return _("Instruct")
    if first == last:
        one = {"delete": _("Delete line {first}"), "replace": _("Replace line {first}")}
        return one[action].format(first=first)
    many = {"delete": _("Delete lines {first} to {last}"), "replace": _("Replace lines {first} to {last}")}
    return many[action].format(first=first, last=last)


def _moving(first: int, last: int, after: int) -> str:
    """Which lines go where."""
    if first == last:
        one = _("Move line {first} to after line {after}") if after else _("Move line {first} to the top")
        return one.format(first=first, after=after)
    if not after:
        return _("Move lines {first} to {last} to the top").format(first=first, last=last)
    return _("Move lines {first} to {last} to after line {after}").format(first=first, last=last, after=after)


def of(state: State, reader: Reader, motion: Motion) -> tuple[Line, ...]:
    """The motion's amendments, by number, each with those to its own text."""
    return tuple(line(state, reader, motion, each) for each in chapter.of_motion(state, motion.id))


def line(state: State, reader: Reader, motion: Motion, own: Amendment) -> Line:
    """One amendment with everything about it."""
    within = chapter.to_amendment(state, own.id)
    has = support_of(state, motion.convention, own.seconders)
    told, signal = _where_it_stands(state, motion, own, reader.at)
    return Line(
        id=own.id,
        entry=own.entry,
        mover=person(state, own.mover, reader.at),
        at=own.received,
        what=in_words(own),
        change=in_place(state, own),
        instruction=text_of(state, own) if own.action == "instruct" else "",
        reason=shown(state, own.entry, "reason"),
        state=told,
        signal=signal,
        standing=support.standing(chapter.needs(state, own), has),
        need=_need(state, motion, own, reader.at),
        supporters=tuple(member_name(state, handle) for handle in own.seconders),
        ways=() if chapter.outcome(state, own) else _ways(state, reader, motion, own),
        declared=following.declared(own.falls_with, own.competes_with),
        outlook=following.outlook(state, own) if own.placed and not chapter.outcome(state, own) else None,
        amends=own.amends,
        changed_by=tuple(each.id for each in in_force(within)),
        as_moved=_as_moved(state, own) if in_force(within) else (),
        divided=parts.divided(state, own.id),
        rules=rule_amendments.of_amendment(state, own),
        inner=tuple(line(state, reader, motion, each) for each in within),
        ruled=rulings.on(state, own.id),
    )


def _as_moved(state: State, own: Amendment) -> tuple[Shown, ...]:
    moved = shown(state, own.entry, "text")
    if own.action == "instruct":
        return lines(moved)
    return near_changes(text_changed(state, own), (change_of(own, moved),))


def taken_in(own: Amendment) -> str:
    """By whom it was taken in without a vote."""
    return _("taken in: nobody in the meeting objected") if own.asked_until else _("taken in by the mover")


def _where_it_stands(state: State, motion: Motion, own: Amendment, at: Moment) -> tuple[str, str]:
    if own.accepted:
        return taken_in(own), "good"
    if own.fate == "fell" and is_out_of_order(state, own.id):
        return _(OUT_OF_ORDER), "late"
    if why := following.fell(state, own):
        return why, "late"
    if fate := chapter.outcome(state, own):
        if fate == "fell" and own.placed:
            return _("fell with {other}").format(other=own.amends) if own.amends else _("fell with its motion"), "late"
        return _(FATES[fate]), "good" if fate == "carried" else "late"
    if own.placed:
        if own.amends:
            return _("will be voted on before {other}").format(other=own.amends), "good"
        return _("will be voted on with the motion"), "good"
    return _short(state, motion, own, at)


def _short(state: State, motion: Motion, own: Amendment, at: Moment) -> tuple[str, str]:
    if 0 < _closes(state, motion, own) <= at:
        return _("short of seconders when amendments closed"), "late"
    return _("short of seconders"), "wait"


def _closes(state: State, motion: Motion, own: Amendment) -> int:
    """Until when it can be seconded; 0 where no moment is set."""
    return 0 if own.from_floor else deadline(state, motion.convention, "amendments-close") or 0


def _need(state: State, motion: Motion, own: Amendment, at: Moment) -> Need | None:
    closes = _closes(state, motion, own)
    if chapter.outcome(state, own) or own.placed or 0 < closes <= at:
        return None
    lacks = support.missing(chapter.needs(state, own), support_of(state, motion.convention, own.seconders))
    return Need(lacks, closes, rule(state, rulebook(state).amendments.article))


def _ways(state: State, reader: Reader, motion: Motion, own: Amendment) -> tuple[Can | Cannot, ...]:
    dividing = (each for each in parts.ways(state, reader, own.id) if isinstance(each, Can))
    deeper = (*_amending(state, reader, own), *dividing, *rulings.ways_on_amendment(state, reader, motion, own))
    if own.mover == reader.handle:
        withdraw = amending.WithdrawAmendment(reader.handle, reader.at, own.id)
        return (_does(state, withdraw, _("Withdraw this amendment"), "withdraw", own), *deeper)
    above = find(state, own.amends)
    mover = above.mover if above is not None else motion.mover
    accepting = (_accepting(state, reader, own),) if mover == reader.handle else ()
    if reader.handle in own.seconders:
        back = WithdrawAmendmentSecond(reader.handle, reader.at, own.id)
        return (*accepting, _does(state, back, _("Take your second back"), "take-back", own), *deeper)
    second = amending.SecondAmendment(reader.handle, reader.at, own.id)
    return (*accepting, _does(state, second, _("Second this amendment"), "second", own), *deeper)


def _amending(state: State, reader: Reader, own: Amendment) -> tuple[Can | Cannot, ...]:
    """Amending the amendment itself; not offered where the rulebook knows no such thing, or it has no text."""
    if own.action in WITHOUT_TEXT or own.rules or chapter.degree(state, own) >= rulebook(state).amendments.degrees:
        return ()
    act = MoveAmendment(reader.handle, reader.at, own.motion, "add", 0, amends=own.id, lines=1)
    can = Can(_("Amend {id} itself").format(id=own.id), reverse("amend_amendment", args=[own.id]))
    return (way(state, act, {"text": "x"}, can),)


def _accepting(state: State, reader: Reader, own: Amendment) -> Can | Cannot:
    act = amending.AcceptAmendment(reader.handle, reader.at, own.id)
    return _does(state, act, _("Take this amendment in"), "accept", own)


def _does(state: State, act: Act, label: str, doing: str, own: Amendment) -> Can | Cannot:
    return way(state, act, {}, Can(label, reverse("act_on_amendment", args=[own.id, doing]), fields=()))
