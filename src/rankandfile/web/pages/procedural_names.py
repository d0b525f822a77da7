"""What procedural motions, and the states of the floor, are called in the reader's language."""

from django.utils.translation import gettext as _

from rankandfile.core.chapters.procedural import Procedural, row_of
from rankandfile.core.procedure.rows import POSITIONS
from rankandfile.core.procedure.table import SCHOOLS, table_of
from rankandfile.core.state import State


def motion_name(state: State, motion: str) -> str:
    """What the procedural motion of this id is called in the usage that the rulebook has chosen."""
    known = table_of(state.foundation.rulebook) if state.foundation.rulebook is not None else None
    tables = (known, *SCHOOLS.values()) if known is not None else tuple(SCHOOLS.values())
    row = next((table.rows[motion] for table in tables if motion in table.rows), None)
    return _(row.name) if row is not None else motion


def position_name(position: str) -> str:
    """Where the floor is, in words."""
    return _(POSITIONS[position]) if position in POSITIONS else position


def raised_title(state: State, number: str) -> str:
    """What was raised under this number, as people name it."""
    own = state.procedure.raised[number]
    return _("{number}: {motion}").format(number=number, motion=own_name(state, own))


def own_name(state: State, own: Procedural) -> str:
    """The name of what was raised, by its row."""
    row = row_of(state, own)
    return _(row.name) if row is not None else own.motion
