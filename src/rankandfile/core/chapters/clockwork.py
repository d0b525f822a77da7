"""The clockwork: what the clock does at each line of a meeting's timetable.

A table from the kind of line to the chapter that does it. No slice and no acts of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from ..act import Answer, Effect
from ..ids import ConventionId, Moment
from ..timetable import CLOCKED, Line
from .agenda import compose_agenda
from .bulletin import publish_issue
from .calling import CallConvention
from .delegates import freeze_roll
from .elections import open_delegate_elections, open_post_elections
from .foundation import KeepTime
from .holding import CloseConvention, DeadlinePassed
from .meetings import Convention, going_on
from .opposing import print_statements
from .seconding import close_seconding

if TYPE_CHECKING:
    from ..state import State

Work: TypeAlias = Callable[["State", Convention, Line, KeepTime], tuple[Effect, ...]]

WORK: dict[str, Work] = {
    "roll-date": lambda state, own, line, act: freeze_roll(state, own.id, line.at, act.lot),
    "delegate-nominations-open": lambda state, own, line, act: open_delegate_elections(state, own, line.at),
    "seconding-close": lambda state, own, line, act: close_seconding(state, own.id, line.about, line.at),
    "issue": lambda state, own, line, act: (
        *publish_issue(state, own, int(line.about), act.at, act.lot),
        *print_statements(state, own, int(line.about), act.lot),
    ),
    "agenda": lambda state, own, line, act: compose_agenda(state, own, act.lot),
    "candidates-open": lambda state, own, line, act: open_post_elections(state, own, line.at),
}


def _next_line(own: Convention) -> Line | None:
    clocked = [line for line in own.timetable if line.clocked]
    return clocked[own.struck] if own.struck < len(clocked) else None


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The next line of any timetable that the clock performs."""
    found = ((line.at, line.kind, f"{own.id}/{line.name}") for own in going_on(state) if (line := _next_line(own)))
    return min(found, key=lambda due: due[0], default=None)


def strike(state: State, act: KeepTime) -> Answer:
    """The clock performs the line: what the chapter does, and that it was done, due then and done now."""
    own = state.meetings.conventions[ConventionId(act.about.partition("/")[0])]
    line = _next_line(own)
    assert line is not None, "the engine asked for a line that is not due"
    passed = DeadlinePassed(own.id, line.name, line.at, act.at)
    return (passed, *WORK[line.kind](state, own, line, act))


SLICE = ""
CLOCK = CLOCKED
TIMELY = (CallConvention, CloseConvention)
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
