"""Letters from member to member: to whom a letter goes, and how many everybody may send (letters clause).

Letters are not in the record: who wrote to whom is nobody else's business. What the rulebook says about them is here
all the same, because it is a rule: one limit for everybody. The clause has no key by which an officer could be given
more, and nobody is asked whether a letter may go. Only questions; what was sent lies with the accounts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from ..calendar import shifted
from ..ids import BranchId, Handle, Moment, MotionId
from ..refusal import Fact, Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Letters
from .delegates import is_delegate, representation
from .foundation import rulebook
from .standing import find, of_branch

if TYPE_CHECKING:
    from ..state import State

Circle: TypeAlias = Literal["motion", "delegates", "branch", "convention"]
"""Whom a letter is to: the mover of a motion, the delegates of the writer's branch, a branch, the convention."""


class Sent(NamedTuple):
    """A letter that counts: when it was sent, and to how many people."""

    at: Moment
    people: int


REFUSALS = {
    "letters.none": Words(
        gettext_noop("Under this rulebook no letters go from member to member here."),
        gettext_noop("Move a change of this article."),
    ),
    "letters.enough": Words(
        gettext_noop("You have sent {sent} letters in {lasts}; {number} is the most, for everybody alike."),
        gettext_noop("Write again from {until}. An answer to a letter that you received does not count."),
    ),
    "letters.people": Words(
        gettext_noop("This letter goes to {to} people; {left} of {people} in {lasts} are left, for everybody alike."),
        gettext_noop("Write to fewer people, or again from {until}."),
    ),
    "letters.too_many": Words(
        gettext_noop("This letter goes to {to} people; {people} in {lasts} is the most, for everybody alike."),
        gettext_noop("Write to fewer: to the mover of a motion, to your delegates, or to one branch."),
    ),
    "letters.nobody": Words(
        gettext_noop("There is nobody whom this letter could reach."),
        gettext_noop("Write to somebody else: to the mover of a motion, to your delegates, or to a branch."),
    ),
}


def clause_of(state: State) -> Letters:
    """What the rulebook says on letters; where it is silent, the defaults under the article on membership."""
    own = rulebook(state)
    return own.letters or Letters(article=own.membership.article)


def receivers(state: State, circle: Circle, about: str, by: Handle) -> tuple[Handle, ...]:
    """Who is in the circle, without the writer and those who left; in an order that follows from the record alone.

    `about` is a motion's number or a branch; the circles `delegates` and `convention` are those of the convention that
    is called, and empty while none is. Cost: one pass over the members at most.
    """
    return tuple(
        person for person in dict.fromkeys(_circle(state, circle, about, by)) if _is_reached(state, person, by)
    )


def _is_reached(state: State, person: Handle, by: Handle) -> bool:
    member = find(state, person)
    return person != by and member is not None and not member.left


def _circle(state: State, circle: Circle, about: str, by: Handle) -> Iterable[Handle]:
    match circle:
        case "motion":
            motion = state.motions.motions.get(MotionId(about))
            return (motion.mover,) if motion is not None else ()
        case "branch":
            return (member.handle for member in of_branch(state, BranchId(about)))
        case "delegates":
            own = find(state, by)
            return _delegates(state, own.branch) if own is not None and own.branch else ()
        case _:
            return _convention(state)


def _delegates(state: State, branch: BranchId | None = None) -> Iterable[Handle]:
    convention = state.meetings.current
    own = representation(state, convention) if convention else None
    if own is None or not convention:
        return ()
    return (
        person
        for person, e in own.elected.items()
        if branch in (None, e.branch) and is_delegate(state, convention, person)
    )


def _convention(state: State) -> Iterable[Handle]:
    """Everybody with a seat: the delegates, or all members where the rulebook has no delegates."""
    if not state.meetings.current:
        return ()
    return _delegates(state) if rulebook(state).delegates is not None else state.members.members


def why_not_write(state: State, by: Handle, at: Moment, people: int, sent: Sequence[Sent] = ()) -> Refusal | None:
    """Why a letter to so many people cannot go now; None when it can.

    `sent` are the writer's letters that count, in any order: not the first answer to each letter that it received.
    Who is in arrears or has just joined writes as everybody else: it may be what the letter is about.
    """
    own, clause = find(state, by), clause_of(state)
    if own is None:
        return refuse(rulebook(state).membership.article, "member.unknown")
    if own.left:
        return refuse(rulebook(state).membership.article, "member.left", since=own.left)
    if not clause.number:
        return refuse(clause.article, "letters.none")
    if not people:
        return refuse(clause.article, "letters.nobody")
    return _why_enough(state, clause, people, counted(state, at, sent))


def why_no_answer(state: State, by: Handle) -> Refusal | None:
    """Why the person cannot answer a letter that it received; None when it can. No limit holds for the first answer."""
    own = find(state, by)
    if own is None or own.left:
        return why_not_write(state, by, Moment(0), 1)
    return None


def counted(state: State, at: Moment, sent: Sequence[Sent]) -> tuple[Sent, ...]:
    """The letters that still count at this moment, the oldest first."""
    return tuple(sorted(each for each in sent if ends(state, each) > at))


def ends(state: State, letter: Sent) -> Moment:
    """When the letter no longer counts."""
    return shifted(letter.at, clause_of(state).within, 1, rulebook(state).organisation.week)


def _why_enough(state: State, clause: Letters, people: int, sent: tuple[Sent, ...]) -> Refusal | None:
    lasts = f"{clause.within.amount} {clause.within.unit}"
    if len(sent) >= clause.number:
        until = ends(state, sent[-clause.number])
        return refuse(
            clause.article, "letters.enough", sent=len(sent), lasts=lasts, number=clause.number, until=until
        )  # fmt: skip
    if clause.people and people > clause.people:
        return refuse(clause.article, "letters.too_many", to=people, people=clause.people, lasts=lasts)
    left = clause.people - sum(each.people for each in sent)
    if clause.people and people > left:
        until = ends(state, _makes_room(sent, people - left))
        facts: dict[str, Fact] = {
            "to": people,
            "left": max(left, 0),
            "people": clause.people,
            "lasts": lasts,
            "until": until,
        }
        return refuse(clause.article, "letters.people", **facts)
    return None


def _makes_room(sent: tuple[Sent, ...], needed: int) -> Sent:
    """The letter with whose end there is room for so many people more; the oldest end first."""
    room = 0
    for each in sent:
        room += each.people
        if room >= needed:
            return each
    return sent[-1]


SLICE = "members"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
