"""The .stv files of OpenSTV's forerunners: "key=value" lines, then ballots by short names, or by ranks in columns.

    title=Garden club          seats=3          candidate=gb George Brown          order=gb mg ht
    ballots=2
    3X gb ht                   three ballots: gb first, then ht; or with an order, ranks: 1 - 2
    end

`ballots=blt` is followed by a whole BLT file.
"""

import re
from dataclasses import dataclass, field, replace

from rankandfile.core.count.ballots import gather
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different
from rankandfile.core.count.formats.blt import read_blt
from rankandfile.core.count.policy import by_rank

_ALIKE = re.compile(r"(\d{1,15})[xX]")


@dataclass
class Heading:
    """What stands before the ballots."""

    title: str = ""
    seats: int = 0
    names: dict[str, str] = field(default_factory=dict)  # by short name
    order: list[str] = field(default_factory=list)
    lines: int = 0
    blt: bool = False


def read_stv(raw: bytes) -> Contest:
    """The contest of the file."""
    text, notes = decoded(raw)
    lines = text.split("\n")
    heading = _read_heading(lines)
    if heading.blt:
        body = "\n" * heading.lines + "\n".join(lines[heading.lines :])
        return replace(read_blt(body.encode()), notes=notes)
    numbers = {short: number for number, short in enumerate(heading.names)}
    found = []
    for line, entry in enumerate(lines[heading.lines :], heading.lines + 1):
        words = entry.partition("#")[0].split()
        if words == ["end"]:
            break
        if words:
            found.append(_ballot(words, heading, numbers, line))
    candidates = different(name or short for short, name in heading.names.items())
    return Contest(heading.title, candidates, heading.seats, gather(len(numbers), found), notes=notes)


def _read_heading(lines: list[str]) -> Heading:
    heading = Heading()
    for line, entry in enumerate(lines, 1):
        key, equals, value = entry.partition("#")[0].strip().partition("=")
        if equals:
            KEYS.get(key.strip(), _pass_over)(heading, value.strip(), line)
        elif key:
            raise Unreadable(line, f"expected key=value before the ballots, not {key[:40]!r}")
        if key == "title":
            heading.title = value.strip()
        if key == "ballots":
            heading.lines, heading.blt = line, value.strip() == "blt"
            if not heading.blt and not heading.names:
                raise Unreadable(line, "no candidate is named before the ballots")
            return heading
    raise Unreadable(len(lines), "there is no line ballots= and none behind it")


def _pass_over(heading: Heading, value: str, line: int) -> None:
    """Another key, of how votes are to be counted."""


def _read_seats(heading: Heading, value: str, line: int) -> None:
    if not re.fullmatch(r"[0-9]{1,6}", value):
        raise Unreadable(line, f"{value[:40]!r} is no number of seats")
    heading.seats = int(value)


def _read_candidate(heading: Heading, value: str, line: int) -> None:
    short, _, name = value.partition(" ")
    if not short or short in heading.names:
        raise Unreadable(line, f"a candidate needs a short name of their own, not {short[:40]!r}")
    heading.names[short] = name.strip()


def _read_order(heading: Heading, value: str, line: int) -> None:
    heading.order = value.split()
    unknown = [short for short in heading.order if short not in heading.names]
    if unknown or len({*heading.order}) != len(heading.order):
        raise Unreadable(line, f"the order names each candidate once, by short name: {' '.join(unknown)[:40]}")


KEYS = {"seats": _read_seats, "candidate": _read_candidate, "order": _read_order}
"""What is read of the heading, beside the title; how votes are to be counted is for whoever counts."""


def _ballot(
    words: list[str], heading: Heading, numbers: dict[str, int], line: int
) -> tuple[int, tuple[tuple[int, ...], ...]]:
    alike = _ALIKE.fullmatch(words[0])
    count = int(alike[1]) if alike else 1
    words = words[1:] if alike else words
    if heading.order:
        return count, _by_columns(words, heading.order, numbers, line)
    unknown = [word for word in words if word not in numbers]
    if unknown or len({*words}) != len(words):
        raise Unreadable(line, f"a ballot names candidates by their short names, each once: {' '.join(unknown)[:40]}")
    return count, tuple((numbers[word],) for word in words)


def _by_columns(words: list[str], order: list[str], numbers: dict[str, int], line: int) -> tuple[tuple[int, ...], ...]:
    if len(words) != len(order) or not all(re.fullmatch(r"-|[0-9]{1,6}", word) for word in words):
        raise Unreadable(line, f"expected {len(order)} ranks or -, found {' '.join(words)[:40]!r}")
    ranked = [(int(word), numbers[short]) for word, short in zip(words, order, strict=True) if word != "-"]
    return tuple(tuple(marked) for _, marked in by_rank(ranked))
