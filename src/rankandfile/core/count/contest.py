"""A contest: candidates, seats and ballots, as a file of ballots tells it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rankandfile.core.count.ballots import Ballots


@dataclass(frozen=True, eq=False)
class Contest:
    """What a file of ballots says about one election."""

    title: str
    candidates: tuple[str, ...]
    seats: int  # 0: the file does not say
    ballots: Ballots
    withdrawn: tuple[int, ...] = ()
    tie_order: tuple[int, ...] = ()  # an order drawn before the count, first to last, where the file has one
    notes: tuple[str, ...] = ()  # what the reader put up with


class Unreadable(ValueError):
    """A file that cannot be read as ballots: the line, from 1, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def different(names: Iterable[str]) -> tuple[str, ...]:
    """The names, told apart by a number where two are the same, and never empty."""
    seen: dict[str, int] = {}
    found = []
    for number, name in enumerate(names, 1):
        plain = " ".join(name.split()) or f"Candidate {number}"
        seen[plain] = seen.get(plain, 0) + 1
        found.append(plain if seen[plain] == 1 else f"{plain} ({seen[plain]})")
    return tuple(found)


def decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes, and a note where it is not plain UTF-8.

    Bytes that are no UTF-8 anywhere are taken as Windows-1252, in which they all mean something; in a text that has
    other letters in UTF-8 they are damage.
    """
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace").removeprefix("\ufeff")
    if any(letter > "\x7f" and letter != "\ufffd" for letter in text):
        return text, ("damaged-utf-8",)
    return raw.decode("cp1252", "replace"), ("windows-1252",)


def with_plain_ends(raw: bytes) -> bytes:
    """The same file with lines that end in a newline: from UTF-16, and from the carriage returns of old Macs."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode()
    return raw.replace(b"\r", b"\n") if b"\n" not in raw else raw
