"""Composites as pages show them: of which motions, who has consented, what becomes of the originals."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from rankandfile.core.act import Act
from rankandfile.core.chapters import composites as chapter
from rankandfile.core.chapters.agenda import is_joined
from rankandfile.core.chapters.composites import Composite, ConsentToComposite, LeaveComposite, ProposeComposite
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.motions import Motion, business_of, of_convention
from rankandfile.core.engine import admit
from rankandfile.core.ids import CompositeId, Moment, MotionId
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.core.text import count_lines, count_words, fingerprint

from ..page import way
from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from . import motions
from .erased import shown
from .naming import member_name, person
from .pieces import Can, Cannot, Heading, Need, Person, Rule

TRIED = "–"
"""A text to try with whether the reader may propose one at all."""


class Original(Struct, frozen=True):
    """A motion that the composite stands for, and whether its mover has consented."""

    id: str
    title: str
    url: str
    mover: Person
    consented: int
    """When; 0 where it has not."""


class Page(Struct, frozen=True):
    """A composite that is proposed, or was."""

    id: str
    title: str
    synopsis: str
    text: str
    entry: int
    originals: tuple[Original, ...]
    state: str
    signal: str
    motion: str
    """The motion that it became; empty before."""
    law: Rule
    what_if: tuple[str, ...]


class Joined(Struct, frozen=True):
    """What a motion's page says of composites: what it is made of, or what stands in its place, what is proposed."""

    originals: tuple[Original, ...]
    composite: str
    """The composite that the motion is; empty for any other motion."""
    stands_in: str
    """The motion that stands in the place of this one; empty for none."""
    proposed: tuple[tuple[str, str], ...]
    """Composites that wait for consent: number, and how far they are."""
    what_if: tuple[str, ...]


class Proposed(Struct, frozen=True):
    """The act, its texts, and what is said once more before."""

    act: ProposeComposite
    texts: dict[str, str]
    title: str
    synopsis: str
    text: str
    words: int
    limit: int
    others: tuple[str, ...]
    asked: tuple[str, ...]
    what_if: tuple[str, ...]


def find(state: State, composite: str) -> Composite | None:
    """The composite of that number."""
    return state.composites.composites.get(CompositeId(composite))


def page(state: State, reader: Reader, own: Composite) -> Page:
    """The composite with its text, its originals and who has consented."""
    told, signal = _where_it_stands(state, own, reader.at)
    return Page(
        id=own.id,
        title=title(own),
        synopsis=shown(state, own.entry, "synopsis"),
        text=shown(state, own.entry, "text"),
        entry=own.entry,
        originals=_originals(state, reader, own),
        state=told,
        signal=signal,
        motion=own.motion,
        law=law(state),
        what_if=what_if(state),
    )


def title(own: Composite) -> str:
    """What its proposer called it."""
    from .. import organisation

    return organisation.text(own.entry, "title") or _("a title that was erased")


def law(state: State) -> Rule:
    """The article on composites; that on the agenda where there is none."""
    clause = rulebook(state).composites
    return rule(state, clause.article if clause is not None else rulebook(state).agenda.article)


def heading(state: State, reader: Reader, own: Composite) -> Heading:
    """What it is, and by whom."""
    kind = _("Composite {number} of {originals}").format(number=own.id, originals=", ".join(own.originals))
    return Heading(kind, title(own), person(state, own.by, reader.at))


def _originals(state: State, reader: Reader, own: Composite) -> tuple[Original, ...]:
    found = (state.motions.motions[each] for each in own.originals)
    return tuple(
        Original(
            m.id, motions.title(m), reverse("motion", args=[m.id]), person(state, m.mover, reader.at),
            own.consents.get(m.mover, 0),
        )
        for m in found
    )  # fmt: skip


def _where_it_stands(state: State, own: Composite, at: Moment) -> tuple[str, str]:
    if own.over:
        return _("ended: a mover did not consent, or left it"), "late"
    if own.motion:
        return _("made: it is motion {motion}").format(motion=own.motion), "good"
    if _is_too_late(state, own, at):
        return _("not made: not every mover had consented in time"), "late"
    return _waiting(state, own), "wait"


def _is_too_late(state: State, own: Composite, at: Moment) -> bool:
    """Whether it can no longer be made: composites are closed, or one of its motions is on the floor or decided."""
    asked = chapter.still_asked(state, own)
    answer = admit(state, ConsentToComposite(asked[0], at, own.id), {}) if asked else None
    return isinstance(answer, Refusal) and answer.code.startswith(("composite.", "motion."))


def _waiting(state: State, own: Composite) -> str:
    left = len(chapter.still_asked(state, own))
    told = ngettext("{n} mover is still asked for consent", "{n} movers are still asked for consent", left)
    return told.format(n=number(left))


def what_if(state: State) -> tuple[str, ...]:
    """What becomes of the originals by the vote on their composite."""
    clause = rulebook(state).composites
    falls = clause is not None and clause.if_lost == "fall"
    return (
        _("If it carries, the originals fall."),
        _("If it is lost, the originals fall with it.") if falls
        else _("If it is lost, the originals are taken in their places."),
    )  # fmt: skip


def of_motion(state: State, reader: Reader, motion: Motion) -> Joined | None:
    """What the motion's page says of composites; None where there is nothing."""
    own, stands_in = chapter.composite_of(state, motion.id), state.composites.of.get(motion.id, "")
    if stands_in and state.motions.motions[MotionId(stands_in)].fate == "withdrawn":
        stands_in = ""
    waiting = (each for each in chapter.proposals(state, motion.id) if not _is_too_late(state, each, reader.at))
    proposed = tuple((each.id, _waiting(state, each)) for each in waiting)
    if own is None and not stands_in and not proposed:
        return None
    is_open = own is not None and not motion.fate
    return Joined(
        originals=_originals(state, reader, own) if own is not None else (),
        composite=own.id if own is not None else "",
        stands_in=stands_in,
        proposed=proposed,
        what_if=what_if(state) if is_open else (),
    )


def ways_on_motion(state: State, reader: Reader, motion: Motion) -> tuple[Can | Cannot, ...]:
    """Proposing a composite of one's own motion and another."""
    others = others_of(state, motion)
    if rulebook(state).composites is None or motion.mover != reader.handle or not motion.placed or not others:
        return ()
    mark, lines = fingerprint(TRIED), count_lines(TRIED)
    act = ProposeComposite(reader.handle, reader.at, (motion.id, MotionId(others[0][0])), lines, mark)
    can = Can(_("Propose a composite"), reverse("propose_composite", args=[motion.id]))
    answer = admit(state, act, {"text": TRIED})
    closed = isinstance(answer, Refusal) and answer.code == "composite.nested"
    return () if closed else (way(state, act, {"text": TRIED}, can),)


def others_of(state: State, motion: Motion) -> list[tuple[str, str]]:
    """The motions that it can be joined with: of its class and convention, with their support, not joined yet."""
    return [
        (m.id, f"{m.id}: {motions.title(m)} ({member_name(state, m.mover)})")
        for m in of_convention(state, motion.convention)
        if m.id != motion.id and m.business == motion.business and m.placed and not m.fate
        and not is_joined(state, m.id) and chapter.composite_of(state, m.id) is None
    ]  # fmt: skip


def form(state: State, motion: Motion) -> dict[str, Any]:
    """What the form needs: the other motions, and a text to begin with."""
    clause, others = business_of(state, motion.business), others_of(state, motion)
    ids = [motion.id, *(each for each, _title in others)]
    texts = [f"{shown(state, state.motions.motions[MotionId(each)].entry, 'text')}" for each in ids[:2]]
    return {
        "others": others,
        "text": "\n\n".join(texts) if len(ids) == 2 else texts[0],
        "words": motions.limit(clause, motion.capacity),
    }


def proposed(state: State, reader: Reader, motion: Motion, given: Mapping[str, Any]) -> Proposed:
    """The composite as it would be proposed with these answers."""
    text = given["text"].replace("\r\n", "\n")
    originals = (motion.id, *(MotionId(each) for each in given["originals"]))
    act = ProposeComposite(reader.handle, reader.at, originals, count_lines(text), fingerprint(text))
    movers = dict.fromkeys(m.mover for each in originals if (m := motions.find(state, each)) is not None)
    return Proposed(
        act=act,
        texts={name: given[name] for name in ("title", "synopsis") if given[name]} | {"text": text},
        title=given["title"],
        synopsis=given["synopsis"],
        text=text,
        words=count_words(text),
        limit=motions.limit(business_of(state, motion.business), motion.capacity),
        others=tuple(f"{m.id}: {motions.title(m)}" for each in originals if (m := motions.find(state, each))),
        asked=tuple(member_name(state, each) for each in movers if each != reader.handle),
        what_if=what_if(state),
    )


def ways(state: State, reader: Reader, own: Composite) -> tuple[Can | Cannot, ...]:
    """Consenting and leaving, for the movers; nothing for others."""
    if own.over or reader.handle not in chapter.asked_movers(state, own):
        return ()
    consent = ConsentToComposite(reader.handle, reader.at, own.id)
    leave = LeaveComposite(reader.handle, reader.at, own.id)
    label = _("Leave this composite") if reader.handle in own.consents else _("Do not consent")
    leaving = _does(state, leave, label, "leave", own)
    if own.motion or reader.handle in own.consents:
        return (leaving,)
    return (_does(state, consent, _("Consent to this composite"), "consent", own, main=True), leaving)


def _does(state: State, act: Act, label: str, doing: str, own: Composite, main: bool = False) -> Can | Cannot:
    return way(state, act, {}, Can(label, reverse("act_on_composite", args=[own.id, doing]), main, fields=()))


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: composites that wait for the reader's consent."""
    for own in state.composites.composites.values():
        asked = () if own.over or own.motion else chapter.still_asked(state, own)
        if reader.handle in asked and not _is_too_late(state, own, reader.at):
            sentence = _("{name} proposes a composite of your motion and others: {title}. Consent, or say no.")
            told = sentence.format(name=member_name(state, own.by), title=title(own))
            yield Need(told, 0, None, reverse("composite", args=[own.id]))
