"""What was withdrawn as pages show it: until when it can be taken over, and who moved it before."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters import withdrawing as chapter
from rankandfile.core.chapters.motions import Motion, business_of
from rankandfile.core.chapters.withdrawing import TakeOverMotion
from rankandfile.core.state import State

from ..page import way
from ..who import Reader
from . import capacities
from .naming import person
from .pieces import Can, Cannot, Person


class Taking(Struct, frozen=True):
    """What the motion's page says of it."""

    until: int
    """Until when another member can take it over; 0 where nobody can."""
    before: tuple[Person, ...]
    """Who moved it before it was taken over."""


def taking(state: State, reader: Reader, motion: Motion) -> Taking | None:
    """Until when it can be taken over, or who moved it before; None where there is nothing to say."""
    until = chapter.taken_over_until(state, motion)
    before = tuple(person(state, each, reader.at) for each in motion.moved_before)
    return Taking(until if until > reader.at else 0, before) if before or until > reader.at else None


def ways(state: State, reader: Reader, motion: Motion) -> tuple[Can | Cannot, ...]:
    """Taking it over, while it is withdrawn and that is open."""
    if chapter.taken_over_until(state, motion) <= reader.at or motion.mover == reader.handle:
        return ()
    act = TakeOverMotion(reader.handle, reader.at, motion.id)
    return (way(state, act, {}, Can(_("Take this motion over"), reverse("take_over", args=[motion.id]))),)


def form(state: State, reader: Reader, motion: Motion) -> dict[str, Any]:
    """The capacities in which the reader could move it."""
    clause = business_of(state, motion.business)
    movers = [mover.who for mover in clause.movers] if clause is not None else []
    return {"capacities": capacities.choices(state, reader, motion.convention, movers)}
