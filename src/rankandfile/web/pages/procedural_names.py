"""What procedural motions, and the states of the floor, are called in the reader's language."""

from django.utils.translation import gettext as _

from rankandfile.core.chapters.procedural import Procedural, pending, row_of
from rankandfile.core.chapters.recounting import result_that_waits
from rankandfile.core.ids import ConventionId, Moment
from rankandfile.core.procedure.rows import POSITIONS
from rankandfile.core.procedure.table import SCHOOLS, table_of
from rankandfile.core.state import State

from ..templatetags.pieces import written_moment


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


def comes_first(state: State, meeting: ConventionId, at: Moment) -> str:
    """What everybody in the hall waits for before anything else: a pause, a ruling, a vote; empty for nothing."""
    until = state.procedure.recess.get(meeting, Moment(0))
    if at < until:
        return _("The meeting pauses until {when}.").format(when=written_moment(until))
    vote = result_that_waits(state, meeting)
    if vote is not None:
        return _("The result of vote {vote} waits, in case a recount is demanded.").format(vote=vote.id)
    waits = pending(state, meeting)
    if not waits:
        return ""
    row, what = row_of(state, waits[-1]), raised_title(state, waits[-1].id)
    if row is not None and row.decided == "chair":
        return _("{what} waits for the chair's ruling.").format(what=what)
    return _("{what} is put to the vote before anything else.").format(what=what)
