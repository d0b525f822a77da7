"""The text of a rulebook, written from its rules: what `parse` reads back as the same rules.

A rulebook that came of merging two changes has rules and no text of its own. Whoever proposes the next change begins
with this text. Clauses stand in the order of the schema, defaults are left out, remarks that somebody once wrote beside
a clause are not in the rules and so not here. `tests/core/rulebook/test_write.py` reads every rulebook back.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..calendar import Span
from .schema import Clause, Deadline, Enough, Rulebook
from .shape import fields_of

ESCAPED = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})
TOO_LONG = 100
"""Characters of a list from which each of its elements has a line of its own."""


def written(rulebook: Rulebook) -> str:
    """The rulebook as a TOML file."""
    return "\n".join(_table(rulebook, "")).lstrip("\n") + "\n"


def _table(clause: Struct, path: str) -> Iterator[str]:
    """The lines of a clause: its own keys, then the clauses inside it, each under its name."""
    said = dict(_said(clause))
    yield from (f"{key} = {_value(value)}" for key, value in said.items() if not _stands_alone(value))
    for key, value in said.items():
        if _stands_alone(value):
            yield from _inside(value, f"{path}.{key}".lstrip("."))


def _inside(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ("", f"[{path}]", *(f"{_text(key)} = {_text(own)}" for key, own in value.items()))
    elif isinstance(value, tuple):
        for each in value:
            yield from ("", f"[[{path}]]", *_table(each, path))
    else:
        yield from ("", f"[{path}]", *_table(value, path))


def _stands_alone(value: Any) -> bool:
    """Whether it is written under a heading of its own: a clause, clauses, and our words for things."""
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, Clause | dict)


def _said(clause: Struct) -> Iterator[tuple[str, Any]]:
    """What the clause says beyond the defaults."""
    for key, field in fields_of(type(clause)).items():
        value = getattr(clause, key)
        default = field.default_factory() if callable(field.default_factory) else field.default
        if value is not None and value != default:
            yield key, value


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Span | Deadline | Enough):
        return _text(_words(value))
    if isinstance(value, tuple):
        return _list([_value(each) for each in value])
    if isinstance(value, Struct):
        return "{ " + ", ".join(f"{key} = {_value(own)}" for key, own in _said(value)) + " }"
    return _text(value)


def _list(elements: list[str]) -> str:
    line = f"[{', '.join(elements)}]"
    return line if len(line) <= TOO_LONG else "[\n" + "".join(f"  {each},\n" for each in elements) + "]"


def _words(value: Span | Deadline | Enough) -> str:
    """As `times.py` reads it: "10 working days", "8 weeks before opening", "at closing", "3 of 4"."""
    if isinstance(value, Enough):
        return f"{value.number} of {value.of}"
    if isinstance(value, Span):
        return f"{value.amount} {value.unit.replace('-', ' ')}"
    if not value.direction:
        return f"at {value.anchor}"
    return f"{_words(value.span)} {'after' if value.direction > 0 else 'before'} {value.anchor}"


def _text(text: str) -> str:
    return f'"{text.translate(ESCAPED)}"'
