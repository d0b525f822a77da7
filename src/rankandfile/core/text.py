"""Texts as a meeting handles them: words, numbered lines, and a text with amendments worked in.

Lines are numbered as on the page, in the PDF and in the feeds: each line of the source is broken at spaces into pieces
of at most 66 characters; pieces are numbered from 1 through the whole text; empty lines carry no number.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct

WIDTH = 66


class Line(Struct, frozen=True):
    """A numbered line; `number` is 0 for an empty one. `opens` says that a line of the source begins here."""

    number: int
    text: str
    opens: bool = True


class Change(Struct, frozen=True):
    """A change by line numbers: `replace` or `delete` first to last; `add` after the line `first` (0: at the top)."""

    action: str
    first: int
    last: int
    text: str = ""


def count_words(text: str) -> int:
    """How many words the text has: runs of characters between white space."""
    return len(text.split())


def fingerprint(text: str) -> str:
    """SHA-256 of the text's words in small letters: equal for the same words however they are laid out."""
    return sha256(" ".join(text.casefold().split()).encode()).hexdigest()


def numbered(text: str) -> tuple[Line, ...]:
    """The text in numbered lines of at most 66 characters, longer words excepted."""
    return tuple(_numbered(text.split("\n")))


def _numbered(source: Iterable[str]) -> Iterator[Line]:
    number = 0
    for paragraph in source:
        if not paragraph.strip():
            yield Line(0, "")
            continue
        for place, piece in enumerate(_pieces(paragraph)):
            number += 1
            yield Line(number, piece, opens=place == 0)


def _pieces(paragraph: str) -> Iterator[str]:
    rest = paragraph.rstrip()
    while len(rest) > WIDTH:
        cut = rest.rfind(" ", 1, WIDTH + 1)
        if cut <= 0 or not rest[:cut].strip():
            cut = rest.find(" ", WIDTH)
        if cut < 0:
            break
        yield rest[:cut]
        rest = rest[cut + 1 :]
    yield rest


def count_lines(text: str) -> int:
    """The number of the text's last line."""
    return max((line.number for line in numbered(text)), default=0)


def touch(a: Change, b: Change) -> bool:
    """Whether two changes of one text concern the same lines, so that only one of them can be worked in."""
    if a.action == b.action == "add":
        return False
    if "add" in (a.action, b.action):
        added, other = (a, b) if a.action == "add" else (b, a)
        return other.first <= added.first < other.last
    return a.first <= b.last and b.first <= a.last


def amended(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes worked in, all by the numbers of the original; they may not touch each other."""
    lines = numbered(text)
    wanted = sorted(changes, key=lambda change: (change.first, change.action != "add"))
    gone = {n for c in wanted if c.action in ("replace", "delete") for n in range(c.first, c.last + 1)}
    put: dict[int, list[str]] = {}
    for change in wanted:
        if change.action in ("add", "replace"):
            put.setdefault(change.last if change.action == "replace" else change.first, []).append(change.text)
    return _joined(_worked_in(lines, gone, put))


def _worked_in(lines: tuple[Line, ...], gone: set[int], put: dict[int, list[str]]) -> Iterator[Line]:
    yield from (Line(-1, text) for text in put.get(0, ()))
    opens = False
    for line in lines:
        if line.number not in gone:
            yield Line(line.number, line.text, line.opens or opens)
        opens = line.number in gone or line.number in put
        if line.number:
            yield from (Line(-1, text) for text in put.get(line.number, ()))


def _joined(lines: Iterable[Line]) -> str:
    out = ""
    for line in lines:
        out += line.text if not out else ("\n" if line.opens else " ") + line.text
    return out
