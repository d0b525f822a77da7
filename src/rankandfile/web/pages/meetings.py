"""Conventions as pages show them."""

from rankandfile.core.chapters.meetings import Convention, current
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State


def asked_for(state: State, number: str = "") -> Convention | None:
    """The convention of that number; without one the one that is called, or the last; None where there was none."""
    known = state.meetings.conventions
    if number:
        return known.get(ConventionId(number))
    return current(state) or next(reversed(list(known.values())), None)
