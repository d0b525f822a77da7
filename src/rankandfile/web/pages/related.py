"""What stands beside a motion: co-authors, motions it refers to, those that refer to it, and what says the same."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from rankandfile.core.chapters.coauthors import (
    ConsentAsCoauthor,
    InviteCoauthor,
    LeaveCoauthors,
    coauthors,
    invited,
    is_author,
)
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.references import references, referring
from rankandfile.core.engine import admit
from rankandfile.core.ids import ConventionId, Handle, MotionId
from rankandfile.core.refusal import Refusal
from rankandfile.core.similar import Likeness, alike, probes
from rankandfile.core.state import State

from .. import organisation
from ..page import way
from ..who import Reader
from . import motions
from .naming import member_name, person
from .pieces import Can, Cannot, Need, Person
from .search import with_phrases
from .stages import FATES

DIRECT = 50
"""Texts that are compared in full; of more, an index of words says which."""


class Link(Struct, frozen=True):
    """Another motion beside this one."""

    id: str
    title: str
    fate: str
    is_mine: bool = False
    """Whether the reader can take the reference off."""


class Beside(Struct, frozen=True):
    """What the motion's page shows beside its text."""

    authors: tuple[Person, ...]
    see: tuple[Link, ...]
    seen_from: tuple[Link, ...]
    in_favour: Link | None
    """The motion in whose favour this one was withdrawn."""
    replaces: tuple[Link, ...]
    """Those that were withdrawn in favour of this one."""


class Asked(Struct, frozen=True):
    """Somebody whom the mover has asked and who has not answered: shown to the mover alone."""

    handle: str
    name: str


class Alike(Struct, frozen=True):
    """A motion that says much the same."""

    id: str
    title: str
    mover: str
    percent: int
    need: str


def beside(state: State, own: Motion, reader: Reader) -> Beside:
    """The co-authors who consented, and references in both directions."""
    out, back = references(state, own.id), referring(state, own.id)
    mine = is_author(state, own, reader.handle) and not own.fate
    for_other = next((each.to for each in out if each.reason == "in-favour"), None)
    replaced = [each for each in back if _reason(state, each, own.id) == "in-favour"]
    return Beside(
        tuple(person(state, each, reader.at) for each in coauthors(state, own.id)),
        tuple(_link(state, each.to, mine) for each in out if each.reason == "see-also"),
        tuple(_link(state, each) for each in back if each not in replaced),
        _link(state, for_other) if for_other else None,
        tuple(_link(state, each) for each in replaced),
    )


def _reason(state: State, motion: MotionId, to: MotionId) -> str:
    return next((each.reason for each in references(state, motion) if each.to == to), "")


def _link(state: State, number: MotionId, is_mine: bool = False) -> Link:
    own = state.motions.motions[number]
    return Link(number, motions.title(own), _(FATES[own.fate]) if own.fate else "", is_mine)


def waiting(state: State, own: Motion) -> tuple[Asked, ...]:
    """Whom the mover has asked and who has not answered."""
    return tuple(Asked(each, member_name(state, each)) for each in invited(state, own.id))


def by(state: State, own: Motion) -> str:
    """The mover's name, with how many stand beside."""
    name, count = member_name(state, own.mover), len(coauthors(state, own.id))
    told = ngettext("{name} and {n} co-author", "{name} and {n} co-authors", count)
    return told.format(name=name, n=count) if count else name


def names(state: State, own: Motion) -> str:
    """The co-authors by name, for paper; empty where there are none."""
    found = ", ".join(member_name(state, each) for each in coauthors(state, own.id))
    return _("Co-authors: {names}").format(names=found) if found else ""


def ways(state: State, reader: Reader, own: Motion) -> tuple[Can | Cannot, ...]:
    """What the reader can do as author, or as somebody who is asked to be one."""
    if reader.handle in invited(state, own.id):
        consent = ConsentAsCoauthor(reader.handle, reader.at, own.id)
        return (
            way(state, consent, {}, _does(own, _("Stand as its co-author"), "consent", main=True)),
            _does(own, _("Decline to be its co-author"), "leave"),
        )
    if reader.handle in coauthors(state, own.id):
        leave = LeaveCoauthors(reader.handle, reader.at, own.id)
        return way(state, leave, {}, _does(own, _("Take your name off it"), "leave")), _referring(own)
    if reader.handle != own.mover:
        return ()
    can = Can(_("Invite co-authors"), reverse("coauthors", args=[own.id]))
    refusal = admit(state, InviteCoauthor(reader.handle, reader.at, own.id, Handle("")), {})
    is_late = isinstance(refusal, Refusal) and refusal.code == "coauthor.late"
    asked = way(state, InviteCoauthor(reader.handle, reader.at, own.id, Handle("")), {}, can) if is_late else can
    instead = Can(_("Withdraw in favour of another"), reverse("withdraw_in_favour", args=[own.id]))
    return (asked, _referring(own), *(() if is_late else (instead,)))


def _referring(own: Motion) -> Can:
    return Can(_("Refer to another motion"), reverse("refer", args=[own.id]))


def _does(own: Motion, label: str, doing: str, main: bool = False) -> Can:
    return Can(label, reverse("as_coauthor", args=[own.id, doing]), main, fields=())


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: motions whose movers ask the reader to stand beside them."""
    for number, asked in state.coauthors.invited.items():
        own = state.motions.motions[number]
        if reader.handle in asked and not own.fate:
            sentence = _("{name} asks you to be co-author of motion {number}: {title}.").format(
                name=member_name(state, own.mover), number=number, title=motions.title(own)
            )
            yield Need(sentence, 0, None, reverse("motion", args=[number]))


def same(state: State, convention: ConventionId, text: str) -> tuple[Alike, ...]:
    """The open motions to the convention that say much the same as the text, the most alike first."""
    open_ = [str(m.id) for m in state.motions.motions.values() if m.convention == convention and not m.fate]
    near = open_ if len(open_) <= DIRECT else _near(state, text, open_)
    texts = {number: organisation.text(state.motions.motions[MotionId(number)].entry, "text") for number in near}
    return tuple(_alike(state, each) for each in alike(text, texts))


def _near(state: State, text: str, numbers: list[str]) -> list[str]:
    """Those of the motions that have most of the text's runs of words, by the index of words."""
    hits = with_phrases(state, probes(text))
    found = [number for number in numbers if f"motion/{number}" in hits]
    return sorted(found, key=lambda number: -hits[f"motion/{number}"])[:DIRECT]


def _alike(state: State, each: Likeness) -> Alike:
    own = state.motions.motions[MotionId(each.id)]
    need = motions.need_of(state, own)
    return Alike(
        own.id, motions.title(own), member_name(state, own.mover), each.thousandths // 10, need.sentence if need else ""
    )  # fmt: skip
