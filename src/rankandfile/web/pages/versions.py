"""The versions of a motion's text: as it was moved and after each decision that changed it, made from the record."""

from hashlib import sha256

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters import following as chapter
from rankandfile.core.chapters.amendments import Amendment, carried, in_force, to_amendment
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.wording import without
from rankandfile.core.state import State
from rankandfile.core.text import Change, amended

from ..who import Reader
from .amendments import change, in_words, text_of
from .erased import shown
from .naming import person
from .parts import in_lines
from .pieces import Person
from .texts import Shown, lines, near_changes


class Version(Struct, frozen=True):
    """The text after a decision: who changed what, by which decision."""

    number: int
    amendment: str
    url: str
    title: str
    mover: Person | None
    """Nobody where lines were taken out."""
    at: int
    decision: str
    vote: str
    """The address of the vote; empty where the mover of the motion took the amendment in."""
    change: tuple[Shown, ...]
    instruction: str
    changed_by: tuple[str, ...]
    """The amendments to the amendment that carried before it."""
    fingerprint: str
    entry: int


class Whole(Struct, frozen=True):
    """The text of one version in full; number 0 is the text as it was moved."""

    number: int
    text: tuple[Shown, ...]
    source: str
    """The same in Markdown."""
    fingerprint: str


def versions(state: State, reader: Reader, motion: Motion) -> tuple[Version, ...]:
    """The versions after the first, in the order of the decisions."""
    known = chapter.versions(state, motion.id)
    return tuple(_version(state, reader, motion, known[: one.number]) for one in known)


def _version(state: State, reader: Reader, motion: Motion, known: tuple[chapter.Version, ...]) -> Version:
    """The last of these versions."""
    one, text = known[-1], shown(state, motion.entry, "text")
    own = state.amendments.amendments.get(one.amendment)
    vote = state.floor.votes[one.vote] if one.vote else None
    changed = change(state, own) if own is not None else _deleted(one)
    instructs = own is not None and own.action == "instruct"
    return Version(
        number=one.number,
        amendment=one.amendment,
        url=f"{reverse('motion', args=[motion.id])}#{one.amendment or 'parts'}",
        title=_("Version {number}: {what}").format(number=one.number, what=_what(own, one)),
        mover=person(state, own.mover, reader.at) if own is not None else None,
        at=one.at,
        decision=_decision(one, own),
        vote=reverse("vote", args=[vote.convention, vote.id]) if vote is not None else "",
        change=() if instructs else near_changes(text, (changed,)),
        instruction=text_of(state, own) if own is not None and instructs else "",
        changed_by=tuple(a.id for a in in_force(to_amendment(state, own.id))) if own is not None else (),
        fingerprint=_fingerprint(_text(state, motion, known)),
        entry=own.entry if own is not None else motion.entry,
    )


def _deleted(one: chapter.Version) -> Change:
    assert one.part is not None, "a version comes of an amendment or of lines that were taken out"
    return Change("delete", one.part.first, one.part.last)


def _what(own: Amendment | None, one: chapter.Version) -> str:
    if own is not None:
        return in_words(own)
    gone = _deleted(one)
    return _("without these lines: {lines}").format(lines=in_lines(gone.first, gone.last))


def _decision(one: chapter.Version, own: Amendment | None) -> str:
    if one.part is not None:
        return _("not carried in vote {vote}").format(vote=one.vote)
    if own is not None and own.asked_until and not one.vote:
        return _("taken in: nobody in the meeting objected")
    return _("carried in vote {vote}").format(vote=one.vote) if one.vote else _("taken in by the mover of the motion")


def whole(state: State, motion: Motion, number: str) -> Whole:
    """The text of the version of this number; of the last one where there is no such."""
    known = chapter.versions(state, motion.id)
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else len(known)
    part = known[: min(wanted, len(known))]
    made = _text(state, motion, part)
    return Whole(len(part), lines(made), made, _fingerprint(made))


def _text(state: State, motion: Motion, decided: tuple[chapter.Version, ...]) -> str:
    """The text with these decisions worked in; additions after one line stand in the order of their numbers."""
    text, those = shown(state, motion.entry, "text"), {one.amendment for one in decided}
    gone = tuple(one.part for one in decided if one.part is not None)
    found = (own for own in carried(state, motion.id) if own.id in those and own.action != "instruct")
    changes = without(tuple(change(state, own) for own in found), gone)
    return amended(text, changes) if changes else text


def _fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()
