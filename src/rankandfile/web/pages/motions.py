"""Motions as pages show them: the list with what each needs, and one motion with everything about it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from msgspec import Struct

from rankandfile.core.chapters import motions as chapter
from rankandfile.core.chapters import thresholds
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.meetings import deadline
from rankandfile.core.chapters.motions import Motion, business_of
from rankandfile.core.chapters.offices import is_staff
from rankandfile.core.chapters.rulebook_change import proposal
from rankandfile.core.chapters.wording import changes_to_motion
from rankandfile.core.ids import ConventionId, Handle, Moment, MotionId
from rankandfile.core.rulebook.compare import Change as Clause
from rankandfile.core.rulebook.compare import changes
from rankandfile.core.rulebook.schema import Business
from rankandfile.core.state import State
from rankandfile.core.text import Change, amended, count_words

from .. import organisation
from ..rules import rule, translated
from ..who import Reader
from . import capacities, support
from .erased import shown
from .naming import branch_name, member_name, person, post_title
from .pieces import Heading, Need, Rule
from .stages import ended, stages
from .texts import Shown, lines, rendered, with_changes


class Row(Struct, frozen=True):
    """One line of the list."""

    id: str
    title: str
    mover: str
    business: str
    state: str
    signal: str
    need: str
    until: int


class Supporter(Struct, frozen=True):
    """Somebody who supports bringing the motion to the floor."""

    handle: str
    name: str
    branch: str
    at: int
    paid_by: str


class Spoken(Struct, frozen=True):
    """An answer or a reply, rendered, with the entry it stands in."""

    html: str
    entry: int
    at: int = 0
    late: bool = False


class Page(Struct, frozen=True):
    """Everything about one motion."""

    id: str
    title: str
    synopsis: str
    business: str
    capacity: str
    entry: int
    received: int
    words: int
    limit: int
    law: Rule
    source: str
    """The text as it was moved, in Markdown."""
    amended_source: str
    """The text with the amendments that are part of it; empty where there are none."""
    text: tuple[Shown, ...]
    changed: tuple[Shown, ...]
    """The text with the amendments that are part of it shown in place; empty where there are none."""
    amended: tuple[Shown, ...]
    standing: str
    need: Need | None
    supporters: tuple[Supporter, ...]
    answer: Spoken | None
    answer_due: int
    is_late: bool
    """Whether the answer is owed and its hour has passed."""
    reply: Spoken | None
    proposes: tuple[Clause, ...]
    """What it would change in the rulebook that it was written against, article by article."""
    fate: str
    is_carried: bool
    convention: str
    issue: int
    decided_by: str
    """Whose discretion it waits for before the bulletin brings it; empty where the clock does, or it is in."""
    share: str


def find(state: State, motion: str) -> Motion | None:
    """The motion of that number."""
    return state.motions.motions.get(MotionId(motion))


def title(motion: Motion) -> str:
    """What its mover called it."""
    return organisation.text(motion.entry, "title") or _("a title that was erased")


def business_title(state: State, business: str) -> str:
    """The title of the class of business."""
    clause = business_of(state, business)
    return (clause.title if clause else "") or business


def rows(state: State, convention: ConventionId, show: str = "") -> tuple[Row, ...]:
    """The motions to the convention, by number: all, or only those short of seconders, on the agenda, or decided."""
    found = chapter.of_convention(state, convention)
    return tuple(row(state, motion) for motion in found if show in ("", _part(motion)))


def _part(motion: Motion) -> str:
    """In which part of the list it stands."""
    return "decided" if motion.fate else "agenda" if motion.placed else "short"


def row(state: State, motion: Motion) -> Row:
    """The motion as one line."""
    need = need_of(state, motion)
    told, signal = _where_it_stands(state, motion)
    return Row(
        id=motion.id,
        title=title(motion),
        mover=member_name(state, motion.mover),
        business=business_title(state, motion.business),
        state=told,
        signal=signal,
        need=need.sentence if need else "",
        until=need.until if need else 0,
    )


def count_short(state: State, convention: ConventionId) -> int:
    """How many motions to the convention still look for seconders."""
    return sum(_part(motion) == "short" for motion in chapter.of_convention(state, convention))


def _where_it_stands(state: State, motion: Motion) -> tuple[str, str]:
    if motion.fate:
        return ended(state, motion), "good" if motion.fate == "carried" else "late"
    if motion.ballot:
        is_here = bool(state.elections.elections[motion.ballot].convention)
        return (_("put to a secret ballot") if is_here else _("put to all members")), "wait"
    if motion.read:
        return _("adopted at reading {number}").format(number=len(motion.read)), "wait"
    if motion.placed:
        return _("has its support"), "good"
    return _("short of seconders"), "wait"


def need_of(state: State, motion: Motion) -> Need | None:
    """The seconders that it still lacks, and until when they can be found; None where it lacks none."""
    if motion.fate or motion.placed:
        return None
    clause = business_of(state, motion.business)
    if clause is not None and clause.placed == "discretion":
        return Need(
            _("the decision of {post}").format(post=post_title(state, clause.discretion_of)),
            0,
            rule(state, clause.article),
        )
    lacks = support.missing(
        chapter.needs(state, motion), thresholds.support(state, motion.convention, motion.seconders)
    )
    closes = deadline(state, motion.convention, f"seconding-close-{motion.business}") or 0
    return Need(lacks, closes, rule(state, clause.article if clause else ""))


def heading(state: State, motion: Motion, at: Moment) -> Heading:
    """What it is, by whom, where it stands."""
    kind = _("{number} · {business} · moved {capacity}").format(
        business=business_title(state, motion.business),
        number=motion.id,
        capacity=capacities.written(state, motion.capacity, motion.branch),
    )
    return Heading(kind, title(motion), person(state, motion.mover, at), stages(state, motion))


def page(state: State, motion: Motion, url: str) -> Page:
    """The motion's page; the address is where others can support it."""
    text = shown(state, motion.entry, "text")
    clause = business_of(state, motion.business)
    changes = changes_carried(state, motion)
    where = state.bulletin.published.get(motion.id)
    has = thresholds.support(state, motion.convention, motion.seconders)
    answer_due = deadline(state, motion.convention, f"answer-due-{motion.business}") or 0
    return Page(
        id=motion.id,
        title=title(motion),
        synopsis=shown(state, motion.entry, "synopsis"),
        business=business_title(state, motion.business),
        capacity=capacities.written(state, motion.capacity, motion.branch),
        entry=motion.entry,
        received=motion.received,
        words=count_words(text),
        limit=limit(clause, motion.capacity),
        law=rule(state, clause.article if clause else ""),
        source=text,
        amended_source=amended(text, changes) if changes else "",
        text=lines(text),
        changed=with_changes(text, changes) if changes else (),
        amended=lines(amended(text, changes)) if changes else (),
        standing=support.standing(chapter.needs(state, motion), has),
        need=need_of(state, motion),
        supporters=supporters(state, motion),
        answer=_answer(state, motion),
        answer_due=answer_due,
        is_late=bool(motion.placed) and motion.answer < 0 and 0 < answer_due <= state.now,
        reply=_reply(state, motion),
        proposes=proposed(state, motion),
        fate=ended(state, motion),
        is_carried=motion.fate == "carried",
        convention=motion.convention,
        issue=where.issue if where else 0,
        decided_by=_waits_for(state, motion),
        share=url,
    )


def _waits_for(state: State, motion: Motion) -> str:
    """Whose discretion keeps the motion out of the bulletin; empty for nobody's."""
    clause = business_of(state, motion.business)
    by_clock = rulebook(state).bulletin.published_by == "clock"
    if by_clock or motion.placed or motion.fate or clause is None or clause.placed != "discretion":
        return ""
    return post_title(state, clause.discretion_of)


def changes_carried(state: State, motion: Motion) -> tuple[Change, ...]:
    """The changes that are part of the motion now."""
    return changes_to_motion(state, motion, lambda entry: shown(state, entry, "text"))


def proposed(state: State, motion: Motion) -> tuple[Clause, ...]:
    """What the motion would change in the rulebook, as amended, article by article; nothing where it proposes none."""
    if not motion.rules:
        return ()
    _name, book = proposal(state, motion)
    return changes(state.foundation.shelf[motion.base], book, translated)


def limit(clause: Business | None, capacity: str) -> int:
    """The words that the rulebook allows; 0 for any number."""
    return limit_for(clause.limit, capacity) if clause else 0


def supporters(state: State, motion: Motion) -> tuple[Supporter, ...]:
    """Who supports it, in the order of time."""
    return tuple(_supporter(state, handle, at) for handle, at in motion.seconders.items())


def _supporter(state: State, handle: Handle, at: Moment) -> Supporter:
    branch = branch_name(state, state.members.members[handle].branch)
    return Supporter(handle, member_name(state, handle), branch, at, is_staff(state, handle, state.now))


def _answer(state: State, motion: Motion) -> Spoken | None:
    if motion.answer < 0:
        return None
    due = deadline(state, motion.convention, f"answer-due-{motion.business}")
    late = due is not None and motion.answered > due
    return Spoken(rendered(shown(state, motion.answer, "answer")), motion.answer, motion.answered, late)


def _reply(state: State, motion: Motion) -> Spoken | None:
    return Spoken(rendered(shown(state, motion.reply, "reply")), motion.reply) if motion.reply >= 0 else None


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: the reader's motions that lack seconders, and answers that the reader can reply to."""
    for own in state.motions.motions.values():
        if own.mover != reader.handle or own.fate:
            continue
        lacks, url = need_of(state, own), reverse("motion", args=[own.id])
        if lacks is not None and reader.at < lacks.until:
            sentence = _("Your motion {number} needs {need}.").format(number=own.id, need=lacks.sentence)
            yield Need(sentence, lacks.until, lacks.rule, url)
        if own.answer >= 0 and own.reply < 0:
            yield Need(
                _("The leadership answered your motion {number}. You can reply.").format(number=own.id), 0, None, url
            )


def called(state: State, about: str) -> str:
    """The motion that a duty is about."""
    own = find(state, about)
    return f"{about}, {title(own)}" if own else about


DUTIES = {
    "answer-motion": (
        gettext_noop("Answer for the leadership: motion {about}"),
        lambda about: reverse("answer_motion", args=[about]),
    ),
    "review-motion": (gettext_noop("Review motion {about}"), lambda about: reverse("motion", args=[about])),
}
MANY_DUTIES = {
    "answer-motion": lambda n: ngettext(
        "Answer {n} motion for the leadership", "Answer {n} motions for the leadership", n
    )
}
