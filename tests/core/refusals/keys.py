"""The refusals of the record's key, provoked."""

from collections.abc import Callable

from msgspec.structs import replace

from rankandfile.core.chapters.keys import RotateKey
from rankandfile.core.ids import Moment
from rankandfile.core.refusal import Refusal
from rankandfile.record import succession
from rankandfile.record.note import LogKey
from tests.world import FOUNDER, START, World, organisation

KEYS = tuple(LogKey("union.example/record", bytes([number]) * 32) for number in range(4))


def rotation(old: LogKey, new: LogKey, at: Moment = START) -> RotateKey:
    """The founder brings in the new key, signed by both."""
    return RotateKey(FOUNDER, at, str(old.vkey), str(new.vkey), *succession.signatures(old, new))


def rotated() -> World:
    """The founder has changed the first key for the second."""
    world = organisation()
    world.does(rotation(KEYS[0], KEYS[1], world.now))
    return world


def _refused(one: int, other: int, **changes: str) -> Refusal:
    world = rotated()
    return world.refused(replace(rotation(KEYS[one], KEYS[other], world.now), **changes))


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "key.not_in_force": lambda: _refused(0, 2),
    "key.used": lambda: _refused(1, 0),
    "key.malformed": lambda: _refused(1, 2, new="new"),
    "key.unsigned": lambda: _refused(1, 2, new_signature="AAAA"),
}
