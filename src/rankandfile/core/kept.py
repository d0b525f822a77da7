"""A state as bytes, and the same state again: for whoever must stop and go on later.

The bytes are those of one program: a field that is added or moved makes them unreadable, and that is meant. Whoever
keeps them keeps beside them which program wrote them. They are never part of a record, and nobody else's are trusted.
"""

from typing import Any, get_args, get_origin

from msgspec import DecodeError, ValidationError, convert, msgpack

from .state import State
from .table import Table


def kept(state: State) -> bytes:
    """The state as bytes. Cost: about a microsecond for each value in it."""
    return _ENCODER.encode(state)


def again(content: bytes) -> State:
    """The state that was kept. Raises ValueError where these bytes are none."""
    try:
        state: State = _DECODER.decode(content)
    except (DecodeError, ValidationError, RecursionError) as error:
        raise ValueError(f"This is not a state that was kept: {error}") from None
    return state


def _plain(value: Any) -> Any:
    assert isinstance(value, Table), f"A state holds no {type(value).__name__}."
    return list(value.items()), value.removed()


def _table(kind: type, plain: Any) -> Any:
    assert get_origin(kind) is Table, f"A state holds no {kind.__name__}."
    key, value = get_args(kind)
    pairs: Any = tuple[list[tuple[key, value]], list[tuple[int, key]]]  # type: ignore[valid-type]
    items, removed = convert(plain, pairs, dec_hook=_table)
    return Table.restored(items, removed)


_ENCODER = msgpack.Encoder(enc_hook=_plain)
_DECODER = msgpack.Decoder(State, dec_hook=_table)
