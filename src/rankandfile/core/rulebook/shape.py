"""From the values of a TOML file to the typed clauses of `schema.py`, with every fault on the way, not only the first.

What is allowed here is allowed for ever: a record that holds a rulebook must read it years later. So this asks only for
what the rules need in order to be carried out at all; whether they make sense is for `check.py`.
"""

import re
from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from ..calendar import Span, Week
from ..refusal import gettext_noop
from .lines import Path
from .schema import Deadline, Enough
from .sentences import Sentence, sentence
from .times import deadline_from, enough_from, span_from

LARGEST = 1_000_000
SHARE = re.compile(r"\d{1,6}(/[1-9]\d{0,5}|\.\d{1,6})?%?")
SHARES = frozenset({"ratio", "share", "square_root", "floor"})
"""Keys whose text is a number, kept exactly: "2/3", "60%"."""


class Fault(NamedTuple):
    """What does not fit, where, and what would."""

    path: Path
    what: Sentence
    remedy: Sentence


def shaped(kind: Any, raw: object, path: Path, faults: list[Fault]) -> Any:
    """The value as the type wants it. Where it does not fit, the faults say why and the value is of no use."""
    if kind in TEXTUAL:
        return _from_text(kind, raw, path, faults)
    if kind in PLAIN:
        return _plain(kind, raw, path, faults)
    origin = get_origin(kind)
    if origin is Literal:
        return _chosen(get_args(kind), raw, path, faults)
    if origin in (Union, UnionType):
        return shaped(_option(get_args(kind), raw), raw, path, faults)
    if origin is tuple:
        return _sequence(get_args(kind)[0], raw, path, faults)
    if origin is dict:
        return _table_of_texts(raw, path, faults)
    return _struct(kind, raw, path, faults)


def printable(value: object, longest: int = 40) -> str:
    """The beginning of a value, safe to print."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value)[: longest + 1])
    return text if len(text) <= longest else text[:longest] + "…"


TEXTUAL: dict[Any, tuple[Callable[[str], object], Sentence]] = {
    Span: (span_from, sentence(gettext_noop("a length of time, such as “8 weeks” or “10 working days”"))),
    Deadline: (deadline_from, sentence(gettext_noop("a deadline, such as “8 weeks before opening” or “at closing”"))),
    Enough: (enough_from, sentence(gettext_noop("how many of how many, such as “3 of 4”"))),
}
PLAIN: dict[Any, Sentence] = {
    bool: sentence(gettext_noop("true or false")),
    int: sentence(gettext_noop("a whole number, without quotation marks")),
    str: sentence(gettext_noop("a text in quotation marks")),
}
NO_FIT = gettext_noop("“{key}” cannot be “{value}”.")
WRITE = gettext_noop("Write {expected}.")


def _misfit(path: Path, raw: object, expected: Sentence, faults: list[Fault]) -> None:
    what = sentence(NO_FIT, key=str(path[-1]), value=printable(raw))
    faults.append(Fault(path, what, sentence(WRITE, expected=expected)))


def _from_text(kind: Any, raw: object, path: Path, faults: list[Fault]) -> Any:
    """A span, a deadline or a part of a number, written as text."""
    read, expected = TEXTUAL[kind]
    value = read(raw) if isinstance(raw, str) else None
    if value is None:
        _misfit(path, raw, expected, faults)
    return value


def _plain(kind: Any, raw: object, path: Path, faults: list[Fault]) -> Any:
    """A text, a number, or true or false."""
    if type(raw) is not kind:
        _misfit(path, raw, PLAIN[kind], faults)
    elif isinstance(raw, str):
        _check_text(raw, path, faults)
    elif not _is_in_range(raw, path):
        _misfit(path, raw, sentence(gettext_noop("a number from 0 to {largest}"), largest=LARGEST), faults)
    return raw


def _is_in_range(raw: object, path: Path) -> bool:
    lowest = -LARGEST if path[-1] == "offset_minutes" else 0
    return isinstance(raw, int) and lowest <= raw <= LARGEST


def hidden_character(text: str) -> str:
    """The name of the first character that would make the text show otherwise than it is; empty for none."""
    found = re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", text)
    return f"U+{ord(found[0]):04X}" if found else ""


def _check_text(raw: str, path: Path, faults: list[Fault]) -> None:
    hidden = hidden_character(raw.replace("\r\n", "\n"))
    if hidden:
        what = sentence(gettext_noop("“{key}” holds the hidden character {hidden}."), key=str(path[-1]), hidden=hidden)
        faults.append(Fault(path, what, sentence(gettext_noop("Take the character out."))))
    elif path[-1] in SHARES and not SHARE.fullmatch(raw):
        _misfit(path, raw, sentence(gettext_noop("a share, such as “2/3” or “60%”")), faults)


def _chosen(options: tuple[object, ...], raw: object, path: Path, faults: list[Fault]) -> Any:
    """One of a few given values."""
    if type(raw) not in (str, int) or raw not in options:
        choices = ", ".join(f"“{option}”" if isinstance(option, str) else str(option) for option in options)
        _misfit(path, raw, sentence(gettext_noop("one of {choices}"), choices=choices), faults)
    return raw


def _option(options: tuple[Any, ...], raw: object) -> Any:
    """Which of the types of a union the value is meant to be: its own type, else the first."""
    return next((option for option in options if option is type(raw)), options[0])


def _sequence(kind: Any, raw: object, path: Path, faults: list[Fault]) -> Any:
    """A list, each element of the one kind."""
    if not isinstance(raw, list):
        _misfit(path, raw, sentence(gettext_noop("a list in square brackets")), faults)
        return ()
    return tuple(shaped(kind, element, (*path, number), faults) for number, element in enumerate(raw))


def _table_of_texts(raw: object, path: Path, faults: list[Fault]) -> Any:
    if not isinstance(raw, dict):
        _misfit(path, raw, sentence(gettext_noop("a table of names and texts")), faults)
        return {}
    return {key: shaped(str, value, (*path, key), faults) for key, value in raw.items()}


@cache
def fields_of(kind: Any) -> dict[str, FieldInfo]:
    """The fields of a structure by name."""
    return {field.encode_name: field for field in fields(kind)}


def _struct(kind: Any, raw: object, path: Path, faults: list[Fault]) -> Any:
    """A clause or a part of one: no unknown keys, none of the needed ones missing, and its own conditions met."""
    if not isinstance(raw, dict):
        _misfit(path, raw, sentence(gettext_noop("a table, such as {example}"), example="{ key = … }"), faults)
        return None
    known, before = fields_of(kind), len(faults)
    faults.extend(_unknown(key, path, known) for key in raw if key not in known)
    faults.extend(_missing(field, path) for key, field in known.items() if _is_needed(field) and key not in raw)
    values = {key: shaped(known[key].type, raw[key], (*path, key), faults) for key in raw if key in known}
    return _built(kind, values, path, faults) if len(faults) == before else None


def _is_needed(field: FieldInfo) -> bool:
    return field.default is NODEFAULT and field.default_factory is NODEFAULT


def _unknown(key: str, path: Path, known: dict[str, FieldInfo]) -> Fault:
    what = sentence(gettext_noop("There is no key “{key}” here."), key=printable(key))
    return Fault((*path, key), what, sentence(gettext_noop("Use one of: {keys}."), keys=", ".join(known)))


def _missing(field: FieldInfo, path: Path) -> Fault:
    what = sentence(gettext_noop("The key “{key}” is missing."), key=field.name)
    expected = _expected(field.type)
    return Fault(path, what, sentence(gettext_noop("Add “{key}”: {expected}."), key=field.name, expected=expected))


def _expected(kind: Any) -> Sentence:
    if kind in TEXTUAL:
        return TEXTUAL[kind][1]
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) is tuple:
        return sentence(gettext_noop("a list, or a table in double square brackets for each element"))
    return sentence(gettext_noop("see the list of keys"))


def _built(kind: type[Struct], values: dict[str, object], path: Path, faults: list[Fault]) -> Any:
    """The structure, unless its own conditions (a band that overlaps, a share above one) are not met."""
    try:
        value = kind(**values)
    except ValueError as broken:
        what = sentence(gettext_noop("This cannot be carried out: {reason}."), reason=str(broken))
        faults.append(Fault(path, what, sentence(gettext_noop("Change the numbers of this table."))))
        return None
    if isinstance(value, Week):
        _check_week(value, path, faults)
    return value


def _check_week(week: Week, path: Path, faults: list[Fault]) -> None:
    """A week has at least one working day, holidays are dates, and no place is more than 14 hours from UTC."""
    if not week.working or not set(week.working) <= set(range(1, 8)):
        _misfit((*path, "working"), week.working, sentence(gettext_noop("days from 1 (Monday) to 7 (Sunday)")), faults)
    if not -840 <= week.offset_minutes <= 840:
        expected = sentence(gettext_noop("minutes from UTC, from -840 to 840"))
        _misfit((*path, "offset_minutes"), week.offset_minutes, expected, faults)
    for number, day in enumerate(week.holidays):
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", day):
            _misfit((*path, "holidays", number), day, sentence(gettext_noop("dates such as “2026-12-25”")), faults)
