"""On which line of a rulebook's text each table, key and element begins.

`tomllib` keeps no line numbers, so this walks over the text once more: it splits it into tokens and these into
statements, and notes the line under the path that the parsed values have, such as `("posts", 2, "term")`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
Lines: TypeAlias = Mapping[Path, int]

NO_LINES: Lines = {}

TOKEN = re.compile(
    r"""
    (?P<skipped> \#[^\n]* | [^\S\n]+)
  | (?P<newline> \n)
  | (?P<text>    \"{3} (?:[^\\]|\\.)*? \"{3,5} | '{3} .*? '{3,5} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*')
  | (?P<mark>    [\[\]{},=.])
  | (?P<bare>    [^\s\[\]{},=."'\#]+)
  | (?P<stray>   .)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of the text with the line on which it begins."""

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of any text, well formed or not, without comments and blanks."""
    line = 1
    for match in TOKEN.finditer(text):
        if match.lastgroup != "skipped":
            yield Token(match.lastgroup or "stray", match[0], line)
        line += match[0].count("\n")


def path_text(path: Path) -> str:
    """The path as people write it: `posts[2].term`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def line_of(lines: Lines, path: Path) -> int:
    """The line of the path, or of the nearest table around it; 0 where no lines are known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


def lines_of(text: str) -> Lines:
    """The line of each table, key and element of the text, which must be TOML that `tomllib` reads."""
    found: dict[Path, int] = {(): 1}
    lengths: dict[Path, int] = {}
    base: Path = ()
    for statement in _statements(text):
        if statement[0].text == "[":
            base = _header(statement, found, lengths)
        else:
            _assignment(statement, base, found)
    return found


def _statements(text: str) -> Iterator[list[Token]]:
    """Tokens up to each line's end that stands in no brackets."""
    depth, statement = 0, list[Token]()
    for token in (*tokens(text), Token("newline", "\n", 0)):
        depth += (token.text in ("[", "{")) - (token.text in ("]", "}"))
        if token.kind != "newline":
            statement.append(token)
        elif statement and depth == 0:
            yield statement
            statement = []


def _keys(part: list[Token]) -> Path:
    """The names of a dotted key."""
    return tuple(token.text.strip("\"'") for token in part if token.kind != "mark")


def _header(statement: list[Token], found: dict[Path, int], lengths: dict[Path, int]) -> Path:
    """The path of the table that the header opens."""
    *above, last = _keys(statement)
    path: Path = ()
    for name in above:
        path = (*path, name)
        path = (*path, lengths[path] - 1) if path in lengths else path
        found.setdefault(path, statement[0].line)
    path = (*path, last)
    found.setdefault(path, statement[0].line)
    if statement[1].text == "[":
        lengths[path] = lengths.get(path, 0) + 1
        path = (*path, lengths[path] - 1)
        found[path] = statement[0].line
    return path


def _assignment(statement: list[Token], base: Path, found: dict[Path, int]) -> None:
    equals = next(number for number, token in enumerate(statement) if token.text == "=")
    path = base
    for name in _keys(statement[:equals]):
        path = (*path, name)
        found.setdefault(path, statement[0].line)
    _value(statement[equals + 1 :], path, found)


OPEN = ""
"""Stands in the cursor where the next name of an inline table goes."""


def _value(part: list[Token], path: Path, found: dict[Path, int]) -> None:
    """Notes what lies inside arrays and inline tables; the cursor is the path of the next token."""
    cursor = list(path)
    for token in part:
        if token.text in ("[", "{"):
            found.setdefault(tuple(cursor), token.line)
            cursor.append(0 if token.text == "[" else OPEN)
        elif token.text in ("]", "}"):
            cursor.pop()
        elif token.text == ",":
            cursor[-1] = cursor[-1] + 1 if isinstance(cursor[-1], int) else OPEN
        elif token.text not in ("=", "."):
            cursor[-1] = token.text.strip("\"'") if cursor[-1] == OPEN else cursor[-1]
            found.setdefault(tuple(cursor), token.line)
