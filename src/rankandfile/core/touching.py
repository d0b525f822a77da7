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
    if a.put_after is not None and a.put_after == b.put_after:
        return "same-place"
    if whole:
        return "beside-whole"
    return "adjacent" if _lie_beside(a, b) else "apart"


def takes_all(change: Change, lines: int) -> bool:
    """Whether the change deletes or replaces every line of the text."""
    return change.action in ("delete", "replace") and change.first == 1 and change.last == lines


def _lie_beside(a: Change, b: Change) -> bool:
    """Whether a place of the one ends where a place of the other begins; two additions are apart."""
    pairs = ((mine, theirs) for mine in _places(a) for theirs in _places(b))
    return any((m[1] == t[0] or t[1] == m[0]) and not (m[0] == m[1] and t[0] == t[1]) for m, t in pairs)


def _places(change: Change) -> tuple[tuple[int, int], ...]:
    """Where the change is, each place from the line after which it begins to the line after which the text goes on."""
    taken = ((change.first - 1, change.last),) if change.taken else ()
    return taken if change.put_after is None else (*taken, (change.put_after, change.put_after))
