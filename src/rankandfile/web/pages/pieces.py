"""The pieces that every page is made of, as plain values; `templates/pieces/` shows each the same everywhere.

All words in them are in the reader's language already; moments are UTC seconds, and the tags write them in the
reader's time zone.
"""

from typing import Generic, Literal, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Rule(Struct, frozen=True):
    """An article of the rulebook, and its sentence in plain language."""

    article: str
    sentence: str = ""
    title: str = ""
    depth: int = 0
    """0 for a clause of its own, 1 for a clause inside another."""


class Person(Struct, frozen=True):
    """Somebody as pages name them: as they write themselves, with what they hold and who pays them."""

    handle: str
    name: str
    branch: str = ""
    branch_name: str = ""
    posts: tuple[str, ...] = ()
    paid_by: str = ""


class Need(Struct, frozen=True):
    """What is missing, by when, and which rule asks for it."""

    sentence: str
    until: int = 0
    rule: Rule | None = None
    url: str = ""
    word: str = ""
    """Instead of "Needed", for what happens or comes without anybody's doing; `until` is then when it ends or comes."""


class DutyLine(Struct, frozen=True):
    """What is owed, by whom, since or until when."""

    sentence: str
    owed_by: str
    due: int
    late: bool
    url: str = ""
    rule: Rule | None = None
    each: tuple[tuple[str, str], ...] = ()
    """Where several are owed at once: the number of each thing, and where it is done."""


class Stage(Struct, frozen=True):
    """One stage of a paper's way: behind it, reached now, ahead, or dropped out of."""

    label: str
    reached: Literal["done", "now", "ahead", "dropped"] = "ahead"
    at: int = 0


class Can(Struct, frozen=True):
    """An act that is open to the reader: a page to go to, or with `fields` a button that does it at once."""

    label: str
    url: str
    main: bool = False
    fields: tuple[tuple[str, str], ...] | None = None


class Cannot(Struct, frozen=True):
    """An act that is closed to the reader now, why, and what would open it."""

    label: str
    because: str
    remedy: str = ""
    rule: Rule | None = None


class Receipt(Struct, frozen=True):
    """What an act left behind: its entry, what it did, what follows from it."""

    entry: int
    done: str
    follows: str = ""


class Refused(Struct, frozen=True):
    """A refusal in the reader's language."""

    because: str
    remedy: str
    rule: Rule | None = None


class Bit(Struct, frozen=True):
    """A run of text in a comparison: kept, added or removed."""

    text: str
    change: Literal["", "added", "removed"] = ""


class Share(Struct, frozen=True):
    """One side of a tally: its word, its number, and where its bar begins and ends, in thousandths."""

    label: str
    votes: int
    kind: Literal["yes", "no", "other"]
    start: int
    width: int


class Tally(Struct, frozen=True):
    """The numbers of a vote, the majority's arithmetic in one sentence, and the verdict."""

    shares: tuple[Share, ...]
    sentence: str
    carried: bool
    mark: int = -1
    """Where the line of the majority stands on the bar, in thousandths; -1 for none."""


class Heading(Struct, frozen=True):
    """The top of a page: what this is, its title, by whom, and where it stands."""

    kind: str
    title: str
    by: Person | None = None
    stages: tuple[Stage, ...] = ()


class Slice(Struct, Generic[T], frozen=True):
    """One page of a long list."""

    items: tuple[T, ...]
    number: int
    last: int
    total: int


def tally(sides: tuple[tuple[str, int, Literal["yes", "no", "other"]], ...], sentence: str, carried: bool) -> Tally:
    """The tally of these sides, drawn to the scale of all votes together."""
    total, start, shares = max(sum(votes for _, votes, _ in sides), 1), 0, []
    for label, votes, kind in sides:
        width = votes * 1000 // total
        shares.append(Share(label, votes, kind, start, width))
        start += width
    return Tally(tuple(shares), sentence, carried)


def sliced(items: tuple[T, ...], asked: str, size: int = 50) -> Slice[T]:
    """The page of the list that was asked for; the nearest one where there is none of that number."""
    last = max(1, -(-len(items) // size))
    number = min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return Slice(items[(number - 1) * size : number * size], number, last, len(items))
