"""A motion before it is moved: what the reader may write, how it will stand, what it will need."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.bodies import why_outside
from rankandfile.core.chapters.foundation import rulebook, rules_in_force
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.meetings import Convention, current, deadline, going_on
from rankandfile.core.chapters.motions import Motion, MoveMotion, business_of, mover_clause
from rankandfile.core.chapters.thresholds import in_numbers
from rankandfile.core.ids import ConventionId
from rankandfile.core.legible import LONGEST
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.compare import Change as Clause
from rankandfile.core.rulebook.compare import changes
from rankandfile.core.rulebook.schema import Business, Rulebook
from rankandfile.core.rulebook.sentences import say
from rankandfile.core.rulebook.write import written
from rankandfile.core.state import State
from rankandfile.core.text import count_words

from .. import organisation
from ..rules import rule, translated
from ..templatetags.pieces import number, written_moment
from ..who import Reader
from . import capacities, support
from .bodies import named
from .bulletin import subjects
from .pieces import Rule


class Class(Struct, frozen=True):
    """A class of business that the reader can write for: its limit, its deadline, the support it takes."""

    id: str
    title: str
    words: int
    closes: int
    needs: str
    law: Rule


class Draft(Struct, frozen=True):
    """What the form of a motion needs to know."""

    convention: str
    meeting: str
    """What the meeting is called."""
    others: tuple[tuple[str, str], ...]
    """The other meetings to which the reader can move something, by number and name."""
    classes: tuple[Class, ...]
    closed: tuple[tuple[str, int], ...]
    """The classes of business that are closed already, and since when."""
    rulebook: bool
    """Whether it is a change of the rulebook."""
    change: str
    """The class of business by which the rulebook can be changed, where it is open and not this one; else empty."""
    form: dict[str, Any]

    def law_of(self, business: str) -> Rule | None:
        """The rule of that class."""
        return next((each.law for each in self.classes if each.id == business), None)


class Moved(Struct, frozen=True):
    """The act, its texts, and how it will look."""

    act: MoveMotion
    texts: dict[str, str]
    title: str
    synopsis: str
    business: str
    capacity: str
    words: int
    limit: int
    needs: str
    text: str
    changes: tuple[Clause, ...]
    remarks: tuple[str, ...]
    """What the check of the rulebook has to say about it."""


class Preview(Struct, frozen=True):
    """The text as it will stand, and its length."""

    text: str
    words: int


def meeting_for(state: State, reader: Reader, asked: str) -> Convention | None:
    """The meeting that somebody writes for: the one named, else the convention, else the first that takes motions."""
    own = state.meetings.conventions.get(ConventionId(asked))
    if own is not None and not own.closed:
        return own
    return current(state) or next((own for own in going_on(state) if is_open(state, reader, own)), None)


def others(state: State, reader: Reader, meeting: Convention) -> tuple[Convention, ...]:
    """The other meetings to which the reader can move something now."""
    return tuple(own for own in going_on(state) if own.id != meeting.id and is_open(state, reader, own))


def motion(state: State, reader: Reader, business: str, asked_for: str = "") -> Draft | None:
    """What can be written now for this meeting; None while none is called."""
    meeting = meeting_for(state, reader, asked_for)
    if meeting is None:
        return None
    open_now = [clause for clause in rulebook(state).business if _is_open(state, reader, meeting, clause)]
    asked = next((clause for clause in open_now if clause.id == business), None)
    changing = asked is not None and asked.changes_rulebook
    shown = [clause for clause in open_now if clause.changes_rulebook == changing]
    preset = {"business": business} if asked is not None else {}
    initial = {**preset, "rulebook": rulebook_text(state)} if changing else preset
    movers = [mover.who for clause in shown for mover in clause.movers]
    form = {
        "businesses": [(clause.id, _choice(state, meeting, clause)) for clause in shown],
        "capacities": capacities.choices(state, reader, meeting.id, movers),
        "words": shown[0].limit[0].words if len(shown) == 1 and shown[0].limit else 0,
        "subjects": subjects(state),
    }
    return Draft(
        convention=meeting.id,
        meeting=named(state, meeting),
        others=tuple((own.id, named(state, own)) for own in others(state, reader, meeting)),
        classes=tuple(_class(state, meeting, clause) for clause in shown),
        closed=_closed(state, reader, meeting),
        rulebook=changing,
        change="" if changing else change_of_rules(state, reader, meeting),
        form={**form, "initial": initial},
    )


def _choice(state: State, meeting: Convention, clause: Business) -> str:
    """The class as a choice of the form, with its limit and its last moment."""
    words, title = limit_for(clause.limit, clause.movers[0].who), clause.title or clause.id
    closes = deadline(state, meeting.id, f"motions-close-{clause.id}")
    told = _("{title}: at most {words} words").format(title=title, words=number(words)) if words else title
    return (
        _("{class_of_business}, in by {when}").format(class_of_business=told, when=written_moment(closes))
        if closes
        else told
    )


def is_open(state: State, reader: Reader, meeting: Convention | None) -> bool:
    """Whether the reader can move something to this meeting now."""
    return meeting is not None and any(_is_open(state, reader, meeting, each) for each in rulebook(state).business)


def takes_papers(state: State, reader: Reader, meeting: Convention) -> bool:
    """Whether the reader can hand a document in to this meeting now."""
    allowed = rulebook(state).bulletin.documents_by
    is_in_time = (
        bool(meeting.body) and reader.at < meeting.opens and why_outside(state, meeting.id, reader.handle) is None
    )
    return is_in_time and bool(capacities.choices(state, reader, meeting.id, allowed))


def _is_open(state: State, reader: Reader, meeting: Convention, clause: Business) -> bool:
    if clause.to != meeting.body or why_outside(state, meeting.id, reader.handle) is not None:
        return False
    closes = deadline(state, meeting.id, f"motions-close-{clause.id}")
    movers = [mover.who for mover in clause.movers]
    return (closes is None or reader.at < closes) and bool(capacities.choices(state, reader, meeting.id, movers))


def _closed(state: State, reader: Reader, meeting: Convention) -> tuple[tuple[str, int], ...]:
    """The classes whose last moment has passed."""
    known = tuple(clause for clause in rulebook(state).business if clause.to == meeting.body)
    closes = ((clause, deadline(state, meeting.id, f"motions-close-{clause.id}")) for clause in known)
    return tuple((clause.title or clause.id, at) for clause, at in closes if at is not None and at <= reader.at)


def _class(state: State, meeting: Convention, clause: Business) -> Class:
    words = limit_for(clause.limit, clause.movers[0].who)
    return Class(
        clause.id, clause.title or clause.id, words, deadline(state, meeting.id, f"motions-close-{clause.id}") or 0,
        support.written(in_numbers(state, clause.movers[0].seconders, meeting.id)), rule(state, clause.article),
    )  # fmt: skip


def rulebook_text(state: State) -> str:
    """The text of the rulebook in force: as somebody wrote it, else written from its rules."""
    known = rules_in_force(state)
    by_motion = [m.entry for m in state.motions.motions.values() if m.rules == known]
    if not by_motion and state.foundation.history[0].rules != known:
        return written(rulebook(state))
    return organisation.text(by_motion[0] if by_motion else 0, "rulebook") or written(rulebook(state))


def change_of_rules(state: State, reader: Reader, meeting: Convention | None = None) -> str:
    """The class of business by which the reader can propose a change of the rulebook now; empty for none."""
    meeting = meeting or current(state)
    known = rulebook(state).business if meeting else ()
    return next((b.id for b in known if b.changes_rulebook and meeting and _is_open(state, reader, meeting, b)), "")


def moved(state: State, reader: Reader, given: Mapping[str, Any], asked_for: str = "") -> Moved:
    """The motion as it would be moved to this meeting with these answers."""
    capacity, branch = capacities.chosen(given["capacity"])
    clause = business_of(state, given["business"])
    meeting = meeting_for(state, reader, asked_for)
    act = MoveMotion(
        reader.handle,
        reader.at,
        meeting.id if meeting else ConventionId(""),
        given["business"],
        0,
        "",
        capacity,
        branch,
        subject=given.get("subject", ""),
    )
    texts = {name: given[name] for name in ("title", "text", "synopsis", "rulebook") if given.get(name)}
    mover = mover_clause(clause.movers, capacity) if clause else None
    return Moved(
        act, texts, given["title"], given["synopsis"], (clause.title if clause else "") or given["business"],
        capacities.written(state, capacity, branch), count_words(given["text"]),
        limit_for(clause.limit, capacity) if clause else 0,
        support.written(in_numbers(state, mover.seconders, act.convention)) if mover else "",
        given["text"].replace("\r\n", "\n"), *_compared(state, given.get("rulebook", "")),
    )  # fmt: skip


def _compared(state: State, text: str) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
    """What the proposed rulebook changes, clause by clause, and what its check remarks."""
    proposed, problems = examine(text, str(organisation.secretary().key.vkey)) if text else (None, ())
    if proposed is None:
        return (), ()
    told = tuple(remark(proposed, problem) for problem in problems)
    return changes(rulebook(state), proposed, translated), told


def remark(proposed: Rulebook, problem: Any) -> str:
    """What the check found, in the reader's language, with its article."""
    what, remedy = (say(told, proposed.words, translated) for told in (problem.what, problem.remedy))
    where = _("Article {number}: ").format(number=problem.article) if problem.article else ""
    return f"{where}{what} {remedy}"


def tried(state: State, reader: Reader, meeting: str) -> MoveMotion:
    """The act by which the reader would move something as a member: asked for why nothing is open."""
    own = state.meetings.conventions.get(ConventionId(meeting))
    known = [b for b in rulebook(state).business if own is None or b.to == own.body] or list(rulebook(state).business)
    clause = next((b for b in known if mover_clause(b.movers, "member")), known[0])
    return MoveMotion(reader.handle, reader.at, ConventionId(meeting), clause.id, 0, "")


def preview(typed: Mapping[str, str]) -> Preview | None:
    """How the text typed so far will stand; None while there is none, and for one that no record takes."""
    text = typed.get("text", "")
    fits = text.strip() and len(text) <= LONGEST["civic"]
    return Preview(text.replace("\r\n", "\n"), count_words(text)) if fits else None


def words_for(state: State, motion: Motion, capacity: str) -> int:
    """The words that an author in this capacity may use in the motion's class of business."""
    clause = business_of(state, motion.business)
    return limit_for(clause.limit, capacity) if clause else 0
