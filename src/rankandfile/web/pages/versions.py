"""The versions of a motion's text: as it was moved and after each decision that changed it, made from the record."""

from hashlib import sha256

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters import following as chapter
from rankandfile.core.chapters.amendments import carried, in_force, to_amendment
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.state import State
from rankandfile.core.text import amended

from ..who import Reader
from .amendments import change, text_of, what
from .erased import shown
from .naming import person
from .pieces import Person
from .texts import Shown, around_changes, lines, with_changes


class Version(Struct, frozen=True):
    """The text after a decision: who changed what, by which decision."""

    number: int
    amendment: str
    url: str
    title: str
    mover: Person
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
    text = shown(state, motion.entry, "text")
    found: list[Version] = []
    known = chapter.versions(state, motion.id)
    for one in known:
        own = state.amendments.amendments[one.amendment]
        instructs = own.action == "instruct"
        found.append(
            Version(
                number=one.number,
                amendment=own.id,
                url=f"{reverse('motion', args=[motion.id])}#{own.id}",
                title=_("Version {number}: {what}").format(
                    number=one.number, what=what(own.action, own.first, own.last)
                ),
                mover=person(state, own.mover, reader.at),
                at=one.at,
                decision=_("carried in vote {vote}").format(vote=one.vote)
                if one.vote
                else _("taken in by the mover of the motion"),
                vote=reverse("vote", args=[state.floor.votes[one.vote].convention, one.vote]) if one.vote else "",
                change=() if instructs else around_changes(with_changes(text, (change(state, own),))),
                instruction=text_of(state, own) if instructs else "",
                changed_by=tuple(a.id for a in in_force(to_amendment(state, own.id))),
                fingerprint=_fingerprint(_text(state, motion, known[: one.number])),
                entry=own.entry,
            )
        )
    return tuple(found)


def whole(state: State, motion: Motion, number: str) -> Whole:
    """The text of the version of this number; of the last one where there is no such."""
    known = chapter.versions(state, motion.id)
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else len(known)
    part = known[: min(wanted, len(known))]
    made = _text(state, motion, part)
    return Whole(len(part), lines(made), made, _fingerprint(made))


def _text(state: State, motion: Motion, decided: tuple[chapter.Version, ...]) -> str:
    """The text with these decisions worked in; additions after one line stand in the order of their numbers."""
    text, part = shown(state, motion.entry, "text"), {one.amendment for one in decided}
    of_part = (own for own in carried(state, motion.id) if own.id in part and own.action != "instruct")
    changes = tuple(change(state, own) for own in of_part)
    return amended(text, changes) if changes else text


def _fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()
