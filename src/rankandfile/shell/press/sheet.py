"""The digest on paper: two pages for each hundred proposals, each in the same space.

The pages are of A4 while all proposals fit in a type that is read without effort, some thirty of them; where there are
more, of A3, which folded once is what a newspaper is. Answer and reply have as many words as the synopsis, fifty, as
long as that is possible on A3; then every answer and every reply has fewer, all of them the same number. Then the type
becomes smaller: the last size is smaller than anybody should have to read, and holds a hundred proposals with every
word that the rulebook lets them have.
"""

from msgspec import Struct

from .booklet import Direction

PAGES, FOR = 2, 100
"""So many pages for so many proposals at most."""
ANSWERS = (50, 40, 32, 25)
"""Words of each answer and of each reply: the most, and what is left of them where there is no room."""


class Space(Struct, frozen=True):
    """What each proposal has: so many points of type and, of its answer and reply, so many words by `ANSWERS`."""

    paper: str
    columns: int
    points: float
    which: int


SPACES = (
    *(Space("a4", 3, points, 0) for points in (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)),
    *(Space("a3", 5, points, 0) for points in (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)),
    *(Space("a3", 5, 7.0, which) for which in range(1, len(ANSWERS))),
    *(Space("a3", 5, points, len(ANSWERS) - 1) for points in (6.5, 6.2, 5.9, 5.6, 5.3, 5.0)),
)
"""Tried in this order."""
ON_A4 = 50
"""More proposals than these are not tried on A4."""


class Brief(Struct, frozen=True):
    """One proposal in its space."""

    id: str
    title: str
    by: str
    direction: Direction
    language: str
    synopsis: str
    changes: str
    seconders: str
    answer: tuple[str, ...]
    """Its beginning in each number of words of `ANSWERS`."""
    reply: tuple[str, ...]


class SheetWords(Struct, frozen=True):
    """What the sheet itself says."""

    changes: str
    answer: str
    reply: str
    space: str
    """With `{n}`, how many words of answer and reply there are."""
    page: str
    """With `{page}` and `{pages}`."""


class Sheet(Struct, frozen=True):
    """Everything that is on the sheets. `at` (UTC seconds) is the date of the paper."""

    title: str
    subtitle: str
    organisation: str
    language: str
    direction: Direction
    at: int
    facts: tuple[str, ...]
    entries: tuple[Brief, ...]
    words: SheetWords


def most_pages(sheet: Sheet) -> int:
    """How many pages it may have: two for each hundred proposals that are begun."""
    return PAGES * max(1, -(-len(sheet.entries) // FOR))


def first_space(sheet: Sheet) -> int:
    """The place in `SPACES` of the first that is tried."""
    return 0 if len(sheet.entries) <= ON_A4 else next(n for n, space in enumerate(SPACES) if space.paper == "a3")
