"""Who can be played in a demonstration: a member, a branch secretary, a delegate, the chair, and everybody else."""

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.offices import holders, posts_with
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.state import State

from .members import Row, rows
from .naming import member_name, person
from .pieces import Person


class Part(Struct, frozen=True):
    """A part to play."""

    part: str
    who: Person


def parts(state: State, at: Moment) -> tuple[Part, ...]:
    """The four parts, with the first person who fits each."""
    found = (
        (_("A member"), _a_member(state, at)),
        (_("A branch secretary"), _first_with(state, "admit", at)),
        (_("A delegate"), _a_delegate(state)),
        (_("The chair"), _first_with(state, "chair", at)),
    )
    return tuple(Part(part, person(state, handle, at)) for part, handle in found if handle)


def _first_with(state: State, power: str, at: Moment) -> Handle | None:
    return next((h.person for post in posts_with(state, power) for h in holders(state, post, at)), None)


def _a_delegate(state: State) -> Handle | None:
    elected = (e for of in reversed(tuple(state.delegates.of.values())) for e in of.elected.values())
    return next((e.person for e in elected if not e.alternate), None)


def _a_member(state: State, at: Moment) -> Handle | None:
    busy = set(state.offices.holdings)
    present = (m.handle for m in state.members.members.values() if not m.left and m.handle not in busy)
    return next((handle for handle in present if member_name(state, handle)), None)


def everybody(state: State, at: Moment, search: str) -> tuple[Row, ...]:
    """The first hundred members whose name has the words searched for."""
    return rows(state, at, search, "")[:100]
