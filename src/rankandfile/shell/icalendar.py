"""A calendar as a file (RFC 5545): events at moments in UTC, with ids that stay the same for ever.

The same events give the same bytes. Lines end with CRLF and are folded at 75 octets, between characters.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from msgspec import Struct

WIDTH = 75
"""Octets of a line at most, without its end (3.1)."""


class Event(Struct, frozen=True):
    """Something at a moment, or that lasts, in UTC seconds. `id` names it for ever; `stamp` is when it was fixed."""

    id: str
    at: int
    stamp: int
    what: str
    url: str = ""
    until: int = 0
    """When it ends; 0 where it is a moment."""
    where: str = ""
    is_off: bool = False
    """It does not take place; programs that know it strike it out."""


def calendar(name: str, producer: str, events: Iterable[Event]) -> bytes:
    """The calendar as a file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{escaped(producer)}", "METHOD:PUBLISH", f"NAME:{escaped(name)}"]
    lines += [f"X-WR-CALNAME:{escaped(name)}", *(line for event in events for line in _lines(event)), "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.id)}"
    yield f"DTSTAMP:{_moment(event.stamp)}"
    yield f"DTSTART:{_moment(event.at)}"
    if event.until:
        yield f"DTEND:{_moment(event.until)}"
    yield f"SUMMARY:{escaped(event.what)}"
    if event.where:
        yield f"LOCATION:{escaped(event.where)}"
    if event.is_off:
        yield "STATUS:CANCELLED"
    if event.url:
        yield f"URL:{''.join(event.url.split())}"
    yield "TRANSP:OPAQUE" if event.until and not event.is_off else "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """The text as a value (3.3.11): nothing in it ends a line or a value; characters of control are left out."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    broken = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in broken if char >= " " or char == "\n").replace("\x7f", "").replace("\n", "\\n")


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> bytes:
    """The line with its end, in pieces of at most 75 octets; each piece but the first begins with a space."""
    pieces, piece = list[bytes](), b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > WIDTH - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
