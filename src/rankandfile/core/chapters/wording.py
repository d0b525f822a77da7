"""How a text reads now: as it was moved, with what carried worked in, in that what carried to it, less lost parts.

The words themselves are in the vault, so each question here takes a way to read them: the entry of the motion or of the
amendment, and its text as it was moved. Only questions; no slice and no acts of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from ..text import Change, amended
from .amendment_moving import WITHOUT_TEXT
from .amendments import Amendment, carried, change_of, in_force, to_amendment
from .motions import Motion
from .parts import Part, taken_out

if TYPE_CHECKING:
    from ..state import State

Read: TypeAlias = Callable[[int], str]
"""The text of the motion or amendment that this entry brought."""


def motion_reads(state: State, motion: Motion, read: Read) -> str:
    """The motion as it stands now; the record decides it, and nobody types it."""
    return _worked_in(read(motion.entry), changes_to_motion(state, motion, read))


def changes_to_motion(state: State, motion: Motion, read: Read) -> tuple[Change, ...]:
    """What carried and what was taken out, as changes of the motion by the lines as it was moved."""
    found = (change_read(state, a, read) for a in carried(state, motion.id) if a.action != "instruct")
    return without(tuple(found), taken_out(state, motion.id))


def amendment_reads(state: State, own: Amendment, read: Read) -> str:
    """The text that the amendment puts in, or its instruction, as it stands now."""
    return _worked_in(read(own.entry), changes_to_amendment(state, own, read))


def changes_to_amendment(state: State, own: Amendment, read: Read) -> tuple[Change, ...]:
    """What carried and what was taken out, as changes of the amendment's text by the lines as it was moved."""
    part_of_it = in_force(to_amendment(state, own.id))
    found = (change_read(state, a, read) for a in part_of_it if a.action != "instruct")
    return without(tuple(found), taken_out(state, own.id))


def without(changes: tuple[Change, ...], gone: tuple[Part, ...]) -> tuple[Change, ...]:
    """The changes of a text once these parts of it are taken out, with what was changed in them."""
    left = tuple(change for change in changes if not any(_lies_in(change, part) for part in gone))
    return (*left, *(Change("delete", part.first, part.last) for part in gone))


def _lies_in(change: Change, part: Part) -> bool:
    """Whether the change concerns lines of the part. What is added belongs to the line that it follows."""
    return part.first <= max(change.first, 1) <= part.last


def change_read(state: State, own: Amendment, read: Read) -> Change:
    """The amendment as a change of its text, as it stands now."""
    return change_of(own, "" if own.action in WITHOUT_TEXT else amendment_reads(state, own, read))


def _worked_in(text: str, changes: tuple[Change, ...]) -> str:
    """The text with the changes; letter by letter as it was moved where there are none."""
    return amended(text, changes) if changes else text
