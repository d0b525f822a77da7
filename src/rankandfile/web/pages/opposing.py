"""Statements against a motion as pages show them: the printed ones in their places, then the others as they came."""

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.motions import Motion, business_of
from rankandfile.core.chapters.opposing import OpposeMotion, Statement, against, clause_of
from rankandfile.core.ids import ConventionId, StatementId
from rankandfile.core.state import State

from ..addresses import address
from ..page import way
from ..rules import rule
from ..who import Reader
from .erased import shown
from .naming import member_name, person
from .pieces import Can, Cannot, Person, Rule, Slice, sliced
from .texts import rendered

A_PAGE = 20


class Row(Struct, frozen=True):
    """A statement in full."""

    id: str
    who: Person
    html: str
    entry: int
    at: int
    issue: int
    can_withdraw: bool


class Printed(Struct, frozen=True):
    """A statement that an issue prints, as a line."""

    id: str
    url: str
    motion: str
    by: str


class Beside(Struct, frozen=True):
    """What stands on the motion's own page: what the bulletin printed, and how many there are in all."""

    motion: str
    printed: tuple[Row, ...]
    total: int
    are_wanted: bool
    """Whether the rulebook knows statements at all."""


class Page(Struct, frozen=True):
    """All statements against a motion, a page of them."""

    motion: str
    rows: tuple[Row, ...]
    slice: Slice[Statement]
    law: Rule
    places: int


def find(state: State, statement: str) -> Statement | None:
    """The statement of that number."""
    return state.opposing.statements.get(StatementId(statement))


def _row(state: State, own: Statement, reader: Reader) -> Row:
    html = rendered(shown(state, own.entry, "text"))
    can_withdraw = own.by == reader.handle and not own.issue
    return Row(own.id, person(state, own.by, reader.at), html, own.entry, own.at, own.issue, can_withdraw)


def beside(state: State, motion: Motion, reader: Reader) -> Beside:
    """What stands on the motion's own page."""
    known = against(state, motion.id)
    printed = tuple(_row(state, each, reader) for each in known if each.issue)
    return Beside(motion.id, printed, len(known), bool(clause_of(state).printed))


def page(state: State, motion: Motion, reader: Reader, asked: str) -> Page:
    """The page of the list that was asked for."""
    part, clause = sliced(against(state, motion.id), asked, A_PAGE), clause_of(state)
    rows = tuple(_row(state, each, reader) for each in part.items)
    return Page(motion.id, rows, part, rule(state, clause.article), clause.printed)


def ways(state: State, reader: Reader, motion: Motion) -> tuple[Can | Cannot, ...]:
    """Writing against the motion; nothing for its mover, and where the rulebook knows no statements."""
    if motion.mover == reader.handle or not clause_of(state).printed:
        return ()
    act = OpposeMotion(reader.handle, reader.at, motion.id)
    return (way(state, act, {"text": "x"}, Can(_("Write against it"), reverse("oppose_motion", args=[motion.id]))),)


def printed_in(state: State, convention: ConventionId, issue: int) -> tuple[Printed, ...]:
    """The statements that the issue prints, motion by motion, in the places that the lot gave them."""
    found = (each for motion in state.opposing.of for each in against(state, motion) if each.issue == issue)
    return tuple(
        Printed(each.id, f"{address('motion', each.motion)}#{each.id}", each.motion, member_name(state, each.by))
        for each in found
        if state.motions.motions[each.motion].convention == convention
    )


def words(state: State, motion: Motion) -> int:
    """How long a statement may be: as long as the motion's own text."""
    clause = business_of(state, motion.business)
    return limit_for(clause.limit, motion.capacity) if clause is not None else 0
