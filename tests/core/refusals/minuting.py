"""The refusals of notes for the minutes, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.minuting import NoteForMinutes
from rankandfile.core.refusal import Refusal
from tests.world import MINUTES, called, handle, opened

from .stages import C1, on

PROVOKED: dict[str, Callable[[], Refusal]] = {
    "minutes.not_open": lambda: on(called(), lambda w: NoteForMinutes(handle(MINUTES), w.now, C1), note="Early."),
    "minutes.no_item": lambda: on(opened(), lambda w: NoteForMinutes(handle(MINUTES), w.now, C1, "99"), note="Late."),
}
