"""Voting in parts: lines of a text are voted on by themselves, and then what is left of it as a whole.

    asked -> (enough ask, or the mover) -> divided -> each part carried or taken out -> the whole

Parts are lines of the motion, or of the text of an amendment, as it was moved. Amendments to the text are voted on
before; a division that would cut through what carried does not hold there. What is taken out is no longer in the text,
and that is a fact of the record. Where every part is lost, the whole is lost without another vote. From the first vote
on a part on, neither the parts nor the text change any more but by these votes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import AmendmentId, ConventionId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Parts
from ..table import Table
from ..text import Change
from .amendments import carried, change_of, in_force, to_amendment, why_not_open
from .foundation import rulebook
from .meetings import in_session, is_by_post, present_voters
from .motions import article_of, business_of, why_not_alive
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State

PART = "part:"
"""How the subject of a vote on a part begins: `part:M1:4-8`."""
NAMED = re.compile(r"part:([^:]{1,80}):([1-9][0-9]{0,8})-([1-9][0-9]{0,8})", re.ASCII)


class Part(Struct, frozen=True, gc=False):
    """Lines of a text that are voted on by themselves; what became of them, empty before."""

    first: int
    last: int
    fate: Literal["", "carried", "taken-out"] = ""
    at: Moment = Moment(0)


class Division(Struct, frozen=True):
    """How a text is divided: who asked for which lines, after which lines it is cut, what was decided."""

    asked: Table[str, tuple[Handle, ...]] = Table()
    """By the lines, as "4-8"."""
    cuts: tuple[int, ...] = ()
    decided: tuple[Part, ...] = ()


class PartsState(Struct, frozen=True):
    """The slice of this chapter: the division of each motion and amendment of which parts were asked for."""

    divisions: Table[str, Division] = Table()


class AskForPart(Act, frozen=True):
    """Ask that lines `first` to `last` of a motion, or of an amendment's text, be voted on by themselves."""

    subject: str
    first: int
    last: int


class PartAsked(Effect, frozen=True):
    """One more asks for a vote on these lines."""

    subject: str
    first: int
    last: int
    by: Handle


class TextDivided(Effect, frozen=True):
    """These lines will be voted on by themselves."""

    subject: str
    first: int
    last: int


class PartDecided(Effect, frozen=True):
    """The lines stay in the text, or are taken out."""

    subject: str
    first: int
    last: int
    fate: Literal["carried", "taken-out"]
    at: Moment


REFUSALS = {
    "parts.none": Words(
        gettext_noop("This rulebook knows no voting in parts."),
        gettext_noop("Move an amendment that deletes the lines, or vote against the whole."),
    ),
    "parts.unknown": Words(
        gettext_noop("There is no motion and no amendment “{subject}” that could be divided."),
        gettext_noop("Name a motion or an amendment that is still to be voted on."),
    ),
    "parts.not_placed": Words(
        gettext_noop("{subject} does not have its support yet, so nothing is voted on."),
        gettext_noop("Ask again when it has."),
    ),
    "parts.by_post": Words(
        gettext_noop("At a convention by post each text is voted on as a whole."),
        gettext_noop("Vote for it or against it as it stands."),
    ),
    "parts.rulebook": Words(
        gettext_noop("{subject} proposes a rulebook, which is adopted as a whole or not at all."),
        gettext_noop("Vote against it, or move the part that you want as a change of its own."),
    ),
    "parts.deletion": Words(
        gettext_noop("{subject} puts no text in that could be divided."),
        gettext_noop("Vote against it, or move an amendment that deletes less and competes with it."),
    ),
    "parts.lines": Words(
        gettext_noop("Lines {first} to {last} are no part of {subject}, which has {lines} lines."),
        gettext_noop("Name some of its lines, not all of them."),
    ),
    "parts.who": Words(
        gettext_noop("A vote in parts is asked for by those present with a vote, or by whoever moved the text."),
        gettext_noop("Ask a delegate to ask for it while the meeting sits."),
    ),
    "parts.only_mover": Words(
        gettext_noop("Under this rulebook only who moved the text can have it voted on in parts."),
        gettext_noop("Ask the mover, or vote against it."),
    ),
    "parts.asked": Words(
        gettext_noop("You have asked for this already."),
        gettext_noop("It takes {needed} who ask for the same lines."),
    ),
    "parts.there": Words(
        gettext_noop("These lines are voted on by themselves already."),
        gettext_noop("Nothing more is needed."),
    ),
    "parts.many": Words(
        gettext_noop("{subject} would have {number} parts; {most} are the most."),
        gettext_noop("Name lines that end where a part ends already."),
    ),
    "parts.begun": Words(
        gettext_noop("The votes on {subject} or on its parts have begun, so neither its text nor its parts change."),
        gettext_noop("Vote on each part, and then on what is left of it."),
    ),
}


def part_subject(subject: str, part: Part) -> str:
    """The subject of the vote on this part of a text."""
    return f"{PART}{subject}:{part.first}-{part.last}"


def part_named(voted_on: str) -> tuple[str, Part] | None:
    """The text and the part that the subject of a vote names; None where it names no part."""
    found = NAMED.fullmatch(voted_on)
    return (found[1], Part(int(found[2]), int(found[3]))) if found else None


def whole_of(voted_on: str) -> str:
    """The motion or amendment of which a vote's subject names a part; any other subject itself."""
    named = part_named(voted_on)
    return named[0] if named is not None else voted_on


def parts_of(state: State, subject: str) -> tuple[Part, ...]:
    """The parts on which the text is voted, in their order, with what became of them; none where it is not divided."""
    own = state.parts.divisions.get(subject)
    if own is None:
        return ()
    ends = (*_standing_cuts(state, subject, own.cuts), _lines(state, subject))
    found = tuple(Part(before + 1, end) for before, end in zip((0, *ends), ends, strict=False))
    decided = {(p.first, p.last): p for p in own.decided}
    return tuple(decided.get((p.first, p.last), p) for p in found) if len(found) > 1 else ()


def waiting_parts(state: State, subject: str) -> tuple[Part, ...]:
    """The parts still to be voted on."""
    return tuple(part for part in parts_of(state, subject) if not part.fate)


def taken_out(state: State, subject: str) -> tuple[Part, ...]:
    """The parts that are no longer in the text; none where all were lost, because then the text is what was lost."""
    parts = parts_of(state, subject)
    gone = tuple(part for part in parts if part.fate == "taken-out")
    return gone if len(gone) < len(parts) else ()


def _standing_cuts(state: State, subject: str, cuts: tuple[int, ...]) -> tuple[int, ...]:
    """The cuts that do not go through what carried."""
    changes = _carried(state, subject)
    return tuple(cut for cut in cuts if not any(_cuts_through(cut, change) for change in changes))


def _cuts_through(cut: int, change: Change) -> bool:
    if change.action == "move":
        return min(change.first, max(change.after, 1)) <= cut < max(change.last, change.after)
    return change.action in ("delete", "replace") and change.first <= cut < change.last


def _carried(state: State, subject: str) -> tuple[Change, ...]:
    """What is part of the text now, as changes of its lines."""
    if AmendmentId(subject) in state.amendments.amendments:
        found = in_force(to_amendment(state, AmendmentId(subject)))
    else:
        found = carried(state, MotionId(subject))
    return tuple(change_of(each, "") for each in found)


def _lines(state: State, subject: str) -> int:
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    return amendment.lines if amendment is not None else state.motions.motions[MotionId(subject)].lines


def why_begun(state: State, subject: str) -> Refusal | None:
    """Why the text no longer changes: it, or a part of it, is or was voted on. None before."""
    own = state.parts.divisions.get(subject)
    numbers = (*state.floor.open_vote.values(), *state.floor.counted.values())
    voted_on = (state.floor.votes[number].subject for number in numbers)
    if (own is not None and own.decided) or any(whole_of(each) == subject for each in voted_on):
        return refuse(article(state), "parts.begun", subject=subject)
    return None


def article(state: State) -> str:
    """The article on voting in parts; that on voting where the rulebook has none."""
    clause = rulebook(state).parts
    return clause.article if clause is not None else rulebook(state).voting.article


def ask_for_part(state: State, act: AskForPart, texts: Texts) -> Answer:
    """Who is present with a vote asks, or who moved the text; enough of them, or the mover, divide it."""
    clause = rulebook(state).parts
    if clause is None:
        return refuse(article(state), "parts.none")
    refusal = (
        _why_not_divisible(state, act.subject[:40])
        or why_begun(state, act.subject)
        or _why_not_these_lines(state, act)
        or _why_not_asking(state, act, clause)
        or _why_not_asked_again(state, act, clause)
    )
    if refusal is not None:
        return refusal
    asked = PartAsked(act.subject, act.first, act.last, act.by)
    enough = _moved_by(state, act.subject) == act.by and clause.mover
    enough = enough or 0 < clause.asked_by <= len(_askers(state, act)) + 1
    return (asked, *((TextDivided(act.subject, act.first, act.last),) if enough else ()))


def _why_not_divisible(state: State, subject: str) -> Refusal | None:
    """The text is open, has its support, and can be taken in parts at all."""
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    motion = state.motions.motions.get(MotionId(amendment.motion if amendment is not None else subject))
    if motion is None:
        return refuse(article(state), "parts.unknown", subject=subject)
    refusal = why_not_open(state, amendment.id) if amendment is not None else why_not_alive(state, motion.id)
    if refusal is not None:
        return refusal
    business = business_of(state, motion.business)
    if business is not None and not business.amendable:
        return refuse(business.article, "amendment.not_amendable", business=business.id)
    if motion.read or motion.ballot:
        return refuse(article_of(state, motion), "amendment.read", motion=motion.id)
    if amendment.rules if amendment is not None else motion.rules:
        return refuse(article(state), "parts.rulebook", subject=subject)
    if is_by_post(state, motion.convention):
        return refuse(article(state), "parts.by_post")
    if amendment is not None and amendment.action in ("delete", "move"):
        return refuse(article(state), "parts.deletion", subject=subject)
    is_placed = amendment.placed if amendment is not None else motion.placed
    return None if is_placed else refuse(article(state), "parts.not_placed", subject=subject)


def _why_not_these_lines(state: State, act: AskForPart) -> Refusal | None:
    lines = _lines(state, act.subject)
    inside = 1 <= act.first <= act.last <= lines
    if inside and (act.first, act.last) != (1, lines):
        return None
    named = {"first": act.first, "last": act.last, "lines": lines}
    return refuse(article(state), "parts.lines", subject=act.subject, **named)


def _why_not_asking(state: State, act: AskForPart, clause: Parts) -> Refusal | None:
    if _moved_by(state, act.subject) == act.by:
        return why_may_not(state, act.by, "move", act.at)
    if not clause.asked_by:
        return refuse(clause.article, "parts.only_mover")
    meeting = state.meetings.conventions[_convention(state, act.subject)]
    if in_session(meeting) and act.by in present_voters(meeting):
        return None
    return refuse(clause.article, "parts.who")


def _why_not_asked_again(state: State, act: AskForPart, clause: Parts) -> Refusal | None:
    if act.by in _askers(state, act):
        return refuse(clause.article, "parts.asked", needed=clause.asked_by)
    own = state.parts.divisions.get(act.subject, Division())
    cuts = _with_cuts(own.cuts, act.first, act.last, _lines(state, act.subject))
    if cuts == own.cuts:
        return refuse(clause.article, "parts.there")
    if len(cuts) + 1 > clause.most:
        return refuse(clause.article, "parts.many", subject=act.subject, number=len(cuts) + 1, most=clause.most)
    return None


def _with_cuts(cuts: tuple[int, ...], first: int, last: int, lines: int) -> tuple[int, ...]:
    return tuple(sorted({*cuts, *(cut for cut in (first - 1, last) if 0 < cut < lines)}))


def _askers(state: State, act: AskForPart) -> tuple[Handle, ...]:
    return state.parts.divisions.get(act.subject, Division()).asked.get(f"{act.first}-{act.last}", ())


def _moved_by(state: State, subject: str) -> Handle:
    """Who moved the text."""
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    return amendment.mover if amendment is not None else state.motions.motions[MotionId(subject)].mover


def _convention(state: State, subject: str) -> ConventionId:
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    return state.motions.motions[amendment.motion if amendment is not None else MotionId(subject)].convention


def decided_part(state: State, voted_on: str, is_carried: bool, at: Moment) -> tuple[PartDecided, bool]:
    """What the vote on a part brings, and whether with it every part of the text is lost."""
    named = part_named(voted_on)
    assert named is not None, "only the subject of a vote on a part is asked about"
    subject, part = named
    lost = all(
        each.fate == "taken-out" or ((each.first, each.last) == (part.first, part.last) and not is_carried)
        for each in parts_of(state, subject)
    )
    return PartDecided(subject, part.first, part.last, "carried" if is_carried else "taken-out", at), lost


def _with_division(state: State, subject: str, **change: Any) -> PartsState:
    own = state.parts.divisions.get(subject, Division())
    return PartsState(state.parts.divisions.set(subject, replace(own, **change)))


def _asked(state: State, effect: PartAsked) -> PartsState:
    own, lines = state.parts.divisions.get(effect.subject, Division()), f"{effect.first}-{effect.last}"
    return _with_division(state, effect.subject, asked=own.asked.set(lines, (*own.asked.get(lines, ()), effect.by)))


def _divided(state: State, effect: TextDivided) -> PartsState:
    own = state.parts.divisions.get(effect.subject, Division())
    cuts = _with_cuts(own.cuts, effect.first, effect.last, _lines(state, effect.subject))
    return _with_division(state, effect.subject, cuts=cuts)


def _decided(state: State, effect: PartDecided) -> PartsState:
    own = state.parts.divisions.get(effect.subject, Division())
    part = Part(effect.first, effect.last, effect.fate, effect.at)
    return _with_division(state, effect.subject, decided=(*own.decided, part))


SLICE = "parts"
ADMIT: dict[type, Any] = {AskForPart: ask_for_part}
APPLY: dict[type, Any] = {PartAsked: _asked, TextDivided: _divided, PartDecided: _decided}
TEXTS: dict[type, tuple[Any, ...]] = {}
