"""The digest of a state: one number by which two replays can be compared.

It covers what has happened, not how this software happens to write it down. A field that has its default value is left
out, so a chapter or a field that is added later changes no old digest. Rulebooks count by the hashes that the history
and the motions name; the shelf is content that anybody may add to, and `quiet_until` a bound kept for speed.
"""

from functools import cache
from hashlib import sha256
from typing import Any

from msgspec import NODEFAULT, Struct, json
from msgspec.structs import FieldInfo, fields, replace

from .ids import Moment
from .state import State
from .table import Table


def digest(state: State) -> str:
    """SHA-256 in hexadecimal over the canonical JSON of the state. Cost: some microseconds for each person in it."""
    foundation = replace(state.foundation, rulebook=None, shelf=Table())
    bare = replace(state, foundation=foundation, quiet_until=Moment(0))
    return sha256(json.encode(_plain(bare), order="sorted")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, Struct):
        return {
            name: _plain(own) for name, default in _defaults(type(value)) if (own := getattr(value, name)) != default
        }
    if isinstance(value, Table):
        return [[_plain(key), _plain(each)] for key, each in value.items()]
    assert isinstance(value, tuple), f"A state holds no {type(value).__name__}."
    return [_plain(each) for each in value]


@cache
def _defaults(kind: type[Struct]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, _default(field)) for field in fields(kind))


def _default(field: FieldInfo) -> Any:
    return field.default if field.default_factory is NODEFAULT else field.default_factory()
