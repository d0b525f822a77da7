"""What a rulebook writes in words: "10 working days", "8 weeks before opening", "at closing", "3 of 4"."""

import re

from ..calendar import Span
from .schema import Deadline, Enough

UNITS = ("seconds", "minutes", "hours", "days", "weeks", "working-days", "months", "years")

SPAN = re.compile(r"(\d{1,4}) (second|minute|hour|day|week|working day|month|year)s?")
ENOUGH = re.compile(r"([1-9]\d?) of ([1-9]\d?)")
DEADLINE = re.compile(r"(?:at|(.+) (before|after)) ([a-z][a-z0-9-]*)")


def span_from(text: str) -> Span | None:
    """The span that the text says; None where it says none."""
    match = SPAN.fullmatch(text)
    return Span(int(match[1]), match[2].replace(" ", "-") + "s") if match else None


def deadline_from(text: str) -> Deadline | None:
    """The deadline that the text says; None where it says none."""
    match = DEADLINE.fullmatch(text)
    if match is None:
        return None
    if match[1] is None:
        return Deadline(Span(0, "days"), 0, match[3])
    span = span_from(match[1])
    return Deadline(span, 1 if match[2] == "after" else -1, match[3]) if span else None


def enough_from(text: str) -> Enough | None:
    """How many of how many the text says; None where it says none. Up to 99 of each."""
    match = ENOUGH.fullmatch(text)
    return Enough(int(match[1]), int(match[2])) if match else None
