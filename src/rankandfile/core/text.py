"""Texts as a meeting handles them: words, numbered lines, and a text with amendments worked in.

Lines are numbered as on the page, in the PDF and in the feeds: each line of the source is broken at spaces into pieces
of at most 66 characters; pieces are numbered from 1 through the whole text; empty lines carry no number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate

from msgspec import Struct

WIDTH = 66
ROOM = 30
"""Letters for which one word has room, so that a limit in words is one of space too."""
SIGNS = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han and kana, as a set of a regular expression."""
_HAN = re.compile(f"[{SIGNS}]")
_THAI = re.compile("[\u0e00-\u109f\u1780-\u17ff]")
"""Scripts that put no space between words: Han and kana; Thai, Lao, Tibetan, Burmese and Khmer."""
_WORD = re.compile(f"(?:[{SIGNS}]|[^\\s{SIGNS}]+)\\s*")
_LONG = re.compile(rf"\S{{{ROOM + 1}}}")


class Line(Struct, frozen=True):
    """A numbered line; `number` is 0 for an empty one. `opens` says that a line of the source begins here."""

    number: int
    text: str
    opens: bool = True


class Change(Struct, frozen=True):
    """A change by line numbers: `replace` or `delete` first to last; `add` after the line `first` (0: at the top).

    `move` takes the lines first to last to after the line `after`, which is none of them, nor the one before them.
    """

    action: str
    first: int
    last: int
    text: str = ""
    after: int = 0

    @property
    def taken(self) -> range:
        """The lines that do not stay where they are."""
        return range(self.first, self.last + 1) if self.action in ("replace", "delete", "move") else range(0)

    @property
    def put_after(self) -> int | None:
        """The line after which something comes between lines that stay; None where nothing does."""
        return {"add": self.first, "move": self.after}.get(self.action)


def count_words(text: str) -> int:
    """How many words the text has: runs of characters between white space, a long run for each 30 letters begun.

    Where no space stands between words, two signs of Han or kana, or five of Thai, Lao, Tibetan, Burmese or Khmer, are
    about a word; so nobody has more room than others by the script, or by leaving the spaces out.
    """
    if text.isascii() and not _LONG.search(text):
        return len(text.split())
    return sum(map(_words_of, text.split()))


def words(text: str) -> list[str]:
    """Each word with the white space behind it, to compare two texts by; a sign of Han or kana is one for itself."""
    return _WORD.findall(text)


def first_words(text: str, most: int) -> str:
    """The beginning of the text on one line, so many words at most as `count_words` counts them."""
    runs = text.split(maxsplit=most)[:most]
    kept, left = [], most
    if count_words(whole := " ".join(runs)) <= most:
        return whole
    for run in runs:
        kept.append(run if _words_of(run) <= left else _beginning(run, left))
        left -= _words_of(run)
        if left <= 0:
            break
    return " ".join(kept)


def _beginning(run: str, words: int) -> str:
    """As many letters of the run as there is room for in so many words."""
    room = words * ROOM
    return "".join(letter for letter, total in zip(run, accumulate(map(_room, run)), strict=True) if total <= room)


def _words_of(run: str) -> int:
    return 1 if len(run) <= 2 else -(-_room(run) // ROOM)


def _room(letters: str) -> int:
    """For how many letters of an alphabet they stand."""
    if letters.isascii():
        return len(letters)
    return len(letters) + (ROOM // 2 - 1) * len(_HAN.findall(letters)) + (ROOM // 5 - 1) * len(_THAI.findall(letters))


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
    both = a.taken and b.taken and a.first <= b.last and b.first <= a.last
    return bool(both) or _goes_into(a, b) or _goes_into(b, a)


def _goes_into(a: Change, b: Change) -> bool:
    """Whether the one puts something between lines that the other takes."""
    return a.put_after is not None and bool(b.taken) and b.first <= a.put_after < b.last


def amended(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes worked in, all by the numbers of the original; they may not touch each other.

    In whichever order they are given the text is the same, save that additions after one line follow each other as
    given. Empty lines between lines that go, go too.
    """
    lines = numbered(text)
    wanted = sorted(changes, key=_place)
    gone = {n for change in wanted for n in change.taken}
    put: dict[int, list[str]] = {}
    for change in wanted:
        if change.action in ("add", "replace", "move"):
            words = _joined(moved_lines(lines, change)) if change.action == "move" else change.text
            put.setdefault(_place(change)[0] if change.action != "replace" else change.last, []).append(words)
    return _joined(_worked_in(lines, gone, put))


def _place(change: Change) -> tuple[int, bool]:
    """Where the change is worked in: what takes the place of lines comes before what is put after them."""
    return (change.first, False) if change.put_after is None else (change.put_after, True)


def moved_lines(lines: Sequence[Line], change: Change) -> tuple[Line, ...]:
    """The lines that the change moves, with the empty ones between them; none where it moves nothing."""
    if change.action != "move":
        return ()
    places = [place for place, line in enumerate(lines) if change.first <= line.number <= change.last]
    return tuple(lines[places[0] : places[-1] + 1]) if places else ()


def _worked_in(lines: tuple[Line, ...], gone: set[int], put: dict[int, list[str]]) -> Iterator[Line]:
    yield from (Line(-1, text) for text in put.get(0, ()))
    opens, last = False, 0
    for line in lines:
        last = line.number or last
        inside = not line.number and last in gone and last + 1 in gone and not put.get(last)
        if line.number not in gone and not inside:
            yield Line(line.number, line.text, line.opens or opens)
        opens = line.number in gone or line.number in put
        if line.number:
            yield from (Line(-1, text) for text in put.get(line.number, ()))


def edited(text: str, target: str) -> Change | None:
    """The one change by lines that makes `text` into `target`, whole lines of the source; None where nothing differs.

    Paragraphs that are equal at the beginning and at the end stay out of it. Empty lines alone make no change.
    """
    old, new = _source(text), [line.rstrip() for line in target.split("\n") if line.strip()]
    before = _common([line for line, _first, _last in old], new)
    after = _common([line for line, _first, _last in reversed(old[before:])], new[before:][::-1])
    gone, come = old[before : len(old) - after], new[before : len(new) - after]
    if not gone and not come:
        return None
    if not gone:
        place = old[before - 1][2] if before else 0
        return Change("add", place, place, "\n\n".join(come))
    first, last = gone[0][1], gone[-1][2]
    return Change("replace", first, last, "\n\n".join(come)) if come else Change("delete", first, last)


def _source(text: str) -> list[tuple[str, int, int]]:
    """The lines of the source that are not empty, each with the first and the last number that it has."""
    found: list[tuple[str, int, int]] = []
    for line in numbered(text):
        if line.opens and line.number:
            found.append((line.text, line.number, line.number))
        elif line.number:
            whole, first, _last = found[-1]
            found[-1] = (f"{whole} {line.text}", first, line.number)
    return found


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many lines at the beginning are equal."""
    return next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _joined(lines: Iterable[Line]) -> str:
    out = ""
    for line in lines:
        out += line.text if not out else ("\n" if line.opens else " ") + line.text
    return out
