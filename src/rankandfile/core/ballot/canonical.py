"""Reading the protocol's JSON strictly: what does not come out byte for byte when it is written again is refused.

Compact, fields in the order of the specification, absent ones left out, UTF-8 not escaped. Twice-named, unknown and
missing fields, blanks and other spellings are all found by writing again. Control characters are refused.
"""

import re
from functools import cache
from typing import Any

import msgspec

from .refused import Refused

LARGEST = 1 << 20
"""No ballot, and nothing else that one person sends, is larger: 1 MiB."""
_ENCODER = msgspec.json.Encoder()
_CONTROL = re.compile(rb"(?<!\\)(?:\\\\)*\\[nrtbfu]|\x7f")
"""A control character as it is escaped (an escaped backslash before the letter is none), and the one that is not."""


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
    if (b"\\" in content or b"\x7f" in content) and _CONTROL.search(content):
        raise Refused(f"{what} holds a control character.")
    return value


@cache
def _decoder(kind: Any) -> Any:
    return msgspec.json.Decoder(kind)
