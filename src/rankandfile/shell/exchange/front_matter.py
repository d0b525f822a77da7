"""Markdown with YAML front matter: a block of `key: value` lines between two lines of dashes, then the text.

Of YAML no more is accepted than papers need: one flat mapping of plain values. The file is read event by event, so
anchors, aliases, tags and nesting are refused where they begin and can neither grow nor run anything.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from .fault import Unreadable

LARGEST = 1024 * 1024
"""Bytes of one file: more than the longest text that the record takes."""
LONGEST_FRONT = 16 * 1024
_FRONT = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_TOO_MUCH = "Write one key and one plain value in each line, without anchors, tags, lists or nesting."


class Page(Struct, frozen=True):
    """A file as it was read: its values with the line of each, its text and the line where that begins."""

    file: str
    values: dict[str, str]
    lines: dict[str, int]
    text: str
    text_line: int

    def fault(self, key: str, what: str, remedy: str) -> Unreadable:
        """What is wrong with the value of this key, to be raised."""
        return Unreadable(self.file, self.lines.get(key, 1), what, remedy)


def read_text(path: Path, name: str) -> str:
    """The file's text, its line ends made one. Raises Unreadable."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(
            name, 0, f"It cannot be read: {error.strerror}.", "Check the file and who may read it."
        ) from error
    if len(raw) > LARGEST:
        raise Unreadable(name, 0, f"The file has more than {LARGEST // 1024} KiB.", "Split the paper.")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Unreadable(name, line, "The text is not UTF-8.", "Save the file as UTF-8.") from error


def read_page(path: Path, name: str) -> Page:
    """The file's values and text. Raises Unreadable with the first thing that is wrong with it."""
    return page_of(read_text(path, name), name)


def page_of(whole: str, name: str) -> Page:
    """The values and the text of a file that says this. Raises Unreadable with the first thing that is wrong."""
    found = _FRONT.match(whole)
    if found is None:
        raise Unreadable(name, 1, "It does not begin with front matter.", "Begin with a line ---, then keys, then ---.")
    if len(found[1]) > LONGEST_FRONT:
        raise Unreadable(name, 2, "The front matter is too long.", "Put the text below the second line of dashes.")
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for key, value, line in _pairs(found[1], name):
        if key in values:
            raise Unreadable(
                name, line, f"“{key}” stands there twice.", f"Keep one; the first is in line {lines[key]}."
            )
        values[key], lines[key] = value, line
    return Page(name, values, lines, whole[found.end() :], whole[: found.end()].count("\n") + 1)


def _pairs(front: str, name: str) -> Iterator[tuple[str, str, int]]:
    """Each key with its value and line."""
    try:
        scalars: list[Any] = [event for event in yaml.parse(front, Loader=yaml.SafeLoader) if _is_plain(event, name)]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        what = f"The front matter is not YAML: {error.problem}."
        raise Unreadable(name, line, what, "Put a value that holds a colon or a quote in quotes.") from error
    except yaml.YAMLError as error:
        raise Unreadable(name, 2, "The front matter holds characters that YAML does not allow.", _TOO_MUCH) from error
    if len(scalars) % 2:
        raise Unreadable(name, 2, "The front matter is not a list of keys and values.", _TOO_MUCH)
    for key, value in zip(scalars[::2], scalars[1::2], strict=True):
        yield str(key.value).strip(), str(value.value).strip(), _line(key)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 2


def _is_plain(event: Any, name: str) -> bool:
    """Whether the event is a key or a value; Unreadable where it is more than papers need."""
    is_inner = event.start_mark.column > 0 and isinstance(event, yaml.MappingStartEvent)
    is_list_or_alias = isinstance(event, yaml.AliasEvent | yaml.SequenceStartEvent)
    if is_inner or is_list_or_alias or getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise Unreadable(name, _line(event), "The front matter holds more than keys and plain values.", _TOO_MUCH)
    return isinstance(event, yaml.ScalarEvent)
