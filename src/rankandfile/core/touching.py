"""Which changes of one text touch each other, by their lines alone.

All changes are by the numbers of the text as it was moved, so those that do not touch can be worked in in any order and
give the same text; tests/core/test_touching.py proves it.
"""

from typing import Literal, TypeAlias

from .text import Change, touch

Relation: TypeAlias = Literal["apart", "adjacent", "same-place", "beside-whole", "overlaps", "whole-text", "prose"]


def relation(a: Change, b: Change, lines: int) -> Relation:
    """How two changes of a text with so many lines lie to each other; the same whichever comes first.

    `overlaps` and `whole-text` concern the same lines. `same-place`: both add after the same line. `beside-whole`: one
    takes the place of the whole text, the other adds before or after it. `prose`: one has no lines to compare.
    """
    if "instruct" in (a.action, b.action):
        return "prose"
    whole = takes_all(a, lines) or takes_all(b, lines)
    if touch(a, b):
        return "whole-text" if whole else "overlaps"
    if a.action == b.action == "add":
        return "same-place" if a.first == b.first else "apart"
    if whole:
        return "beside-whole"
    return "adjacent" if _end(a) == _start(b) or _end(b) == _start(a) else "apart"


def takes_all(change: Change, lines: int) -> bool:
    """Whether the change deletes or replaces every line of the text."""
    return change.action in ("delete", "replace") and change.first == 1 and change.last == lines


def _start(change: Change) -> int:
    """The line after which the change begins."""
    return change.first if change.action == "add" else change.first - 1


def _end(change: Change) -> int:
    """The line after which the text goes on."""
    return change.first if change.action == "add" else change.last
