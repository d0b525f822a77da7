"""What follows for the other amendments when one is decided: which fall, which stand, where the chair must say.

When an amendment carries, those that concern the same lines of the same text fall, and those whose movers declared that
they compete with it. When it does not become part of the text, those that fall with it fall, and theirs after them.
What a mover declares binds the mover's own amendment alone: nobody can move an amendment that strikes down others by
naming them. An amendment to an amendment touches only others to the same, and goes the way of the text that it would
change. Only questions; no slice and no acts of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..ids import AmendmentId, Moment, MotionId, VoteId
from ..text import Change, touch
from ..touching import Relation, relation
from .amendments import Amendment, AmendmentDecided, beside, carried, change_of, in_force, lines_amended
from .parts import Part, part_subject, taken_out

if TYPE_CHECKING:
    from ..state import State

Becomes: TypeAlias = Literal["stands", "falls", "ruling"]
Reason: TypeAlias = Relation | Literal["competes", "falls-with", "named"]
BECOMES: dict[Relation, Becomes] = {
    "apart": "stands",
    "adjacent": "stands",
    "same-place": "ruling",
    "beside-whole": "ruling",
    "prose": "ruling",
    "overlaps": "falls",
    "whole-text": "falls",
}
"""What becomes of another amendment when one carries, by how their lines lie to each other."""


class Outlook(Struct, frozen=True):
    """What becomes of another amendment: if the one in question carries, and if it does not."""

    amendment: AmendmentId
    if_carried: Becomes
    if_not: Becomes
    why: Reason


class Version(Struct, frozen=True):
    """The motion after a decision: which amendment became part of it, or which lines were taken out, by which vote."""

    number: int
    amendment: AmendmentId
    """Empty where lines were taken out."""
    vote: VoteId | None
    """None where the mover took the amendment in."""
    at: Moment
    part: Part | None = None


def outlook(state: State, own: Amendment) -> tuple[Outlook, ...]:
    """What becomes of each other open amendment to the same text, by number, once this one is decided."""
    lines = lines_amended(state, own)
    carries, fails = falling(state, own, True), falling(state, own, False)
    return tuple(_outlook(own, other, lines, carries, fails) for other in _others(state, own))


def _outlook(
    own: Amendment, other: Amendment, lines: int, carries: tuple[AmendmentId, ...], fails: tuple[AmendmentId, ...]
) -> Outlook:
    lie = related(own, other, lines)
    why = _reason(own, other, lie, falls=other.id in carries or other.id in fails)
    if_carried: Becomes = "ruling" if why == "named" else BECOMES[lie]
    if own.id in other.falls_with:
        if_carried = "stands"
    return Outlook(
        other.id,
        "falls" if other.id in carries else if_carried,
        "falls" if other.id in fails else "stands",
        why,
    )


def _reason(own: Amendment, other: Amendment, lie: Relation, falls: bool) -> Reason:
    if BECOMES[lie] == "falls":
        return lie
    if own.id in other.competes_with:
        return "competes"
    if falls:
        return "falls-with"
    return "named" if other.id in own.competes_with else lie


def related(own: Amendment, other: Amendment, lines: int) -> Relation:
    """How the lines of two amendments lie to each other. An instruction that names lines overtakes what it names."""
    if own.rules or other.rules:
        return _related_by_articles(own, other)
    theirs = change_of(other, "")
    if own.action == "instruct" != other.action and touch(Change("replace", own.first, own.last), theirs):
        return "overlaps"
    return relation(change_of(own, ""), theirs, lines)


def _related_by_articles(own: Amendment, other: Amendment) -> Relation:
    """Two changes of a proposed rulebook concern each other where they change one article; words beside it do not."""
    if own.rules and other.rules:
        return "overlaps" if set(own.articles) & set(other.articles) else "apart"
    beside_it = other if own.rules else own
    return "prose" if beside_it.action == "instruct" else "apart"


def falling(state: State, own: Amendment, carries: bool) -> tuple[AmendmentId, ...]:
    """The open amendments that fall with this decision on one, those that fall with them after them."""
    lines = lines_amended(state, own)
    others = _others(state, own)
    found = [a.id for a in others if (_overtaken(own, a, lines) if carries else own.id in a.falls_with)]
    for fallen in found:
        found += [a.id for a in others if fallen in a.falls_with and a.id not in found]
    return tuple(found)


def _overtaken(own: Amendment, other: Amendment, lines: int) -> bool:
    return BECOMES[related(own, other, lines)] == "falls" or own.id in other.competes_with


def _others(state: State, own: Amendment) -> tuple[Amendment, ...]:
    return tuple(a for a in beside(state, own) if a.id != own.id and not a.fate)


def consequences(state: State, own: Amendment, carries: bool, at: Moment) -> tuple[AmendmentDecided, ...]:
    """The others that fall once this one is decided, as effects of the same act."""
    return tuple(AmendmentDecided(fallen, "fell", at) for fallen in falling(state, own, carries))


def felled_by(state: State, own: Amendment) -> AmendmentId | None:
    """The amendment whose decision made this one fall; None where none did."""
    if own.fate != "fell":
        return None
    known, lines = state.amendments.amendments, lines_amended(state, own)
    base = next((b for b in own.falls_with if known[b].fate not in ("", "carried")), None)
    winners = (a.id for a in in_force(beside(state, own)) if _overtaken(a, own, lines))
    return base or next(winners, None)


def versions(state: State, motion: MotionId) -> tuple[Version, ...]:
    """The motion after each decision that changed it, in the order of the decisions; none while it stands as moved."""
    votes = {vote.subject: (place, vote.id) for place, vote in enumerate(state.floor.votes.values()) if vote.closed}
    found = sorted(_decisions(state, motion), key=lambda own: (own.at, votes.get(_subject(motion, own), (-1, ""))[0]))
    return tuple(
        replace(own, number=number, vote=votes[subject][1] if (subject := _subject(motion, own)) in votes else None)
        for number, own in enumerate(found, 1)
    )


def _decisions(state: State, motion: MotionId) -> Iterator[Version]:
    yield from (Version(0, own.id, None, own.decided) for own in carried(state, motion))
    yield from (Version(0, AmendmentId(""), None, part.at, part) for part in taken_out(state, motion))


def _subject(motion: MotionId, version: Version) -> str:
    """What was voted on."""
    return part_subject(motion, version.part) if version.part is not None else version.amendment
