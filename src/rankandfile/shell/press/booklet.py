"""What is printed, as plain values. All words are in the reader's language already."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

Direction = Literal["ltr", "rtl"]
Mark = Literal["", "added", "removed", "gap", "within"]


class Node(Struct, frozen=True, omit_defaults=True):
    """A piece of a text: a paragraph, a list, a word in italics, a numbered line.

    `text` is what stands there, letter by letter; `parts` are the nodes inside; `number` is the level of a heading, the
    first number of a list, the columns of a table, or the number of a line (0 for none). A line has its words as they
    were typed in `text`, and, where its Markdown was read, as they are set in `parts`; one that is `within` is set in
    the line before it, which has the whole table.
    """

    kind: str
    text: str = ""
    parts: tuple["Node", ...] = ()
    number: int = 0
    to: str = ""
    mark: Mark = ""
    paragraph: int = 0
    """Of a line: the number of the paragraph that begins with it."""


class Text(Struct, frozen=True):
    """A motion, a document, a candidate's statement, an article: something with a title of its own."""

    id: str
    """The number by which people know it; empty for none."""
    title: str
    direction: Direction
    language: str
    facts: tuple[str, ...] = ()
    """What the record says about it, a sentence each; stands below the title, apart from what its author wrote."""
    body: tuple[Node, ...] = ()
    by: str = ""
    """Who wrote it, for the index; empty for nobody."""
    branch: str = ""
    is_own_page: bool = True


class Part(Struct, frozen=True):
    """Texts of one kind, in their order."""

    title: str
    note: str = ""
    texts: tuple[Text, ...] = ()


class Words(Struct, frozen=True):
    """What the paper itself says."""

    contents: str
    people: str
    branches: str
    page: str
    """With `{page}` and `{pages}`, the number of this page and of the last."""
    volume: str
    """With `{number}` and `{volumes}`."""
    holds: str
    """With `{first}` and `{last}`, the numbers of the first and last text of a volume."""
    added: str
    removed: str
    left_out: str
    paper: str
    """With `{pages}`, how many pages this paper has."""
    others: str
    """Above what stands in the other volumes."""
    other: str
    """With `{number}` and `{page}`, in which volume something stands and where, in few letters."""
    lacking: str
    """With `{letters}`: that these letters have no font here."""


class Elsewhere(Struct, frozen=True):
    """A text of another volume, for the contents and the index of this one."""

    volume: int
    id: str
    title: str
    by: str
    branch: str
    page: int = 0
    """Of that volume; 0 while nobody has set it (`typeset.paged`)."""


class Booklet(Struct, frozen=True):
    """Everything that is on the paper. `at` (UTC seconds) is the date of the paper, never the hour of printing."""

    title: str
    subtitle: str
    organisation: str
    language: str
    direction: Direction
    at: int
    facts: tuple[str, ...]
    parts: tuple[Part, ...]
    words: Words
    elsewhere: tuple[Elsewhere, ...] = ()
    """What stands in the other volumes, in the order of the paper."""


def texts(booklet: Booklet) -> Iterator[Text]:
    """Every text, in the order of the paper."""
    for part in booklet.parts:
        yield from part.texts


def index(booklet: Booklet, of: Literal["by", "branch"]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each person or branch with the places of its texts, by name.

    Places count from 0 through the whole booklet, and go on through what stands in other volumes.
    """
    found: dict[str, list[int]] = {}
    for place, text in enumerate((*texts(booklet), *booklet.elsewhere)):
        name = getattr(text, of)
        if name:
            found.setdefault(name, []).append(place)
    return tuple((name, tuple(found[name])) for name in sorted(found, key=lambda name: (name.casefold(), name)))
