"""Comparing rulebooks clause by clause: what a change does, and how two changes go together.

A clause is known by its article. A motion to change the rulebook was written against the rules of its day; when it
carries, other changes may have come into force. `merge` takes both, unless both touch the same clause.
"""

from collections.abc import Iterable, Iterator, Set
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from .articles import clauses
from .reading import article as reading_of
from .schema import Clause, Rulebook
from .sentences import Translate, english

Kind: TypeAlias = Literal["added", "removed", "changed"]


class Change(Struct, frozen=True):
    """What becomes of one article, with what it said and what it will say."""

    article: str
    title: str
    kind: Kind
    before: str
    after: str


class Conflict(Struct, frozen=True):
    """Both sides changed the same article, each in its own way."""

    article: str
    base: str
    theirs: str
    current: str


PREAMBLE = ""
"""Stands for the article of what has none: the title, the words, and the order of the clauses."""


def changes(old: Rulebook, new: Rulebook, translate: Translate = english) -> tuple[Change, ...]:
    """Every article that is added, removed or changed, in the order of the new rulebook, removed ones last."""
    both = _clauses(old).keys() & _clauses(new).keys()
    before, after = _own(old, both), _own(new, both)
    numbers = [number for number in (*after, *before) if before.get(number) != after.get(number)]
    return tuple(_change(number, old, new, translate) for number in dict.fromkeys(numbers))


def _change(number: str, old: Rulebook, new: Rulebook, translate: Translate) -> Change:
    if number == PREAMBLE:
        return Change(number, new.title, "changed", _preamble(old), _preamble(new))
    before, after = _clauses(old).get(number), _clauses(new).get(number)
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    title = (after or before or Clause(article=number)).title
    return Change(number, title, kind, reading_of(old, number, translate), reading_of(new, number, translate))


def _preamble(rulebook: Rulebook) -> str:
    """Title, words and order of articles, in one line."""
    words = [f"{ours} = {own}" for ours, own in rulebook.words.items()]
    return "; ".join((rulebook.title, *words, " ".join(_clauses(rulebook))))


def _clauses(rulebook: Rulebook) -> dict[str, Clause]:
    found: dict[str, Clause] = {}
    for _, clause in clauses(rulebook):
        found.setdefault(clause.article, clause)
    return found


def _own(rulebook: Rulebook, both: Set[str]) -> dict[str, Any]:
    """What each article says itself: of the clauses inside it only their order, as far as both rulebooks have them.
    A number given twice says both, so that nothing hides behind it."""
    found: dict[str, Any] = {}
    for _, clause in clauses(rulebook):
        found.setdefault(clause.article, []).append(_itself(clause, both))
    lists = (getattr(rulebook, name) for name in rulebook.__struct_fields__)
    orders = [_order(one, both) for one in lists if isinstance(one, tuple)]
    found.setdefault(PREAMBLE, []).append((rulebook.title, rulebook.words, orders))
    return found


def _itself(clause: Clause, both: Set[str] = frozenset()) -> tuple[object, ...]:
    """The clause's own values, and the order of those clauses inside it that are in both rulebooks."""
    values = (getattr(clause, name) for name in clause.__struct_fields__)
    own = (_order(value, both) if _is_inner(value) else value for value in values)
    return (type(clause).__name__, *own)


def _order(inner: Iterable[Clause], both: Set[str]) -> tuple[str, ...]:
    return tuple(clause.article for clause in inner if clause.article in both)


def _is_inner(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(element, Clause) for element in value)


def merge(base: Rulebook, theirs: Rulebook, current: Rulebook) -> Rulebook | tuple[Conflict, ...]:
    """The current rulebook with what `theirs` changed of `base`; conflicts where both changed a clause in two ways."""
    clashes: list[str] = []
    parts = {name: _part(*_three(name, base, theirs, current), clashes) for name in base.__struct_fields__}
    if clashes:
        return tuple(Conflict(a, *(reading_of(book, a) for book in (base, theirs, current))) for a in clashes)
    return replace(current, **parts)


def _three(name: str, *values: object) -> tuple[Any, Any, Any]:
    base, theirs, current = (getattr(value, name) for value in values)
    return base, theirs, current


def _part(base: Any, theirs: Any, current: Any, clashes: list[str]) -> object:
    """One part of the rulebook or of a clause, merged; the articles that clash are noted, "" for what has none."""
    if theirs in (base, current):
        return current
    if current == base:
        return theirs
    if all(isinstance(value, Clause) for value in (base, theirs, current)):
        return _clause(base, theirs, current, clashes)
    if all(_is_list(value) for value in (base, theirs, current)):
        return tuple(_list(_by_article(base), _by_article(theirs), _by_article(current), clashes))
    clashes.append(next((value.article for value in (current, theirs) if isinstance(value, Clause)), ""))
    return current


def _is_list(value: object) -> bool:
    """Whether it is a list of clauses, possibly empty, in which no number stands twice."""
    return value == () or (isinstance(value, tuple) and _is_inner(value) and len(_by_article(value)) == len(value))


def _clause(base: Clause, theirs: Clause, current: Clause, clashes: list[str]) -> Clause:
    """The clause as the one side that changed it has it, with the clauses inside it merged in their turn."""
    own = [_itself(clause) for clause in (base, theirs, current)]
    if own[0] not in own[1:] and own[1] != own[2]:
        clashes.append(current.article)
    sides = (base, theirs, current)
    inner = [name for name in current.__struct_fields__ if any(_is_inner(getattr(side, name)) for side in sides)]
    merged = {name: _part(*_three(name, base, theirs, current), clashes) for name in inner}
    return replace(theirs if own[2] == own[0] else current, **merged)


_ByArticle: TypeAlias = dict[str, Clause]


def _by_article(found: tuple[Clause, ...]) -> _ByArticle:
    return {clause.article: clause for clause in found}


def _list(base: _ByArticle, theirs: _ByArticle, current: _ByArticle, clashes: list[str]) -> Iterator[Clause]:
    """The clauses in the order of the side that changed it, those that only the other side added at the end."""
    all_have = base.keys() & theirs.keys() & current.keys()
    before, one, other = ([n for n in side if n in all_have] for side in (base, theirs, current))
    if before not in (one, other) and one != other:
        clashes.append(PREAMBLE)
    order = (*current, *theirs) if one == before else (*theirs, *current)
    for number in dict.fromkeys(order):
        merged = _part(base.get(number), theirs.get(number), current.get(number), clashes)
        if isinstance(merged, Clause):
            yield merged
