"""Reading the protocol's JSON strictly: what does not come out byte for byte when it is written again is refused.

Compact, fields in the order of the specification, absent ones left out, UTF-8 not escaped. Twice-named, unknown and
missing fields, blanks and other spellings are all found by writing again. Control characters are refused.
"""

from functools import cache
from typing import Any

import msgspec

from .refused import Refused

LARGEST = 1 << 20
"""No ballot, and nothing else that one person sends, is larger: 1 MiB."""
_ENCODER = msgspec.json.Encoder()


def written(value: Any) -> bytes:
    """The value as the protocol writes it."""
    return _ENCODER.encode(value)


def read(content: bytes, kind: Any, what: str, largest: int = LARGEST) -> Any:
    """The value, whose kind is a structure of `shapes`. Raises Refused; `what` names the thing for the reader."""
    if len(content) > largest:
        raise Refused(f"{what} has {len(content)} bytes; the most is {largest}.")
    try:
        value = _decoder(kind).decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(f"{what} has not the form that it must have: {error}.") from None
    if _ENCODER.encode(value) != content:
        raise Refused(f"{what} is not written in the one form that it has.")
    if b"\\u00" in content or b"\\n" in content or b"\\t" in content:
        _refuse_control(content, what)
    return value


@cache
def _decoder(kind: Any) -> Any:
    return msgspec.json.Decoder(kind)


def _refuse_control(content: bytes, what: str) -> None:
    """An escaped backslash before the letter is no control character."""
    rest = content.replace(b"\\\\", b"")
    if any(mark in rest for mark in (b"\\u00", b"\\n", b"\\t", b"\\r", b"\\b", b"\\f")):
        raise Refused(f"{what} holds a control character.")
