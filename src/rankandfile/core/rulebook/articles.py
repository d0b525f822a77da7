"""The articles of a rulebook: every clause under the number by which people cite it."""

import re
from collections.abc import Iterator

from msgspec import Struct

from .lines import Path, path_text
from .schema import Clause, Rulebook


def clauses(rulebook: Rulebook) -> Iterator[tuple[Path, Clause]]:
    """Every clause with its path, in the order of the rulebook, clauses inside clauses after the one around them."""
    return _clauses(rulebook, ())


def _clauses(value: object, path: Path) -> Iterator[tuple[Path, Clause]]:
    if isinstance(value, Clause):
        yield path, value
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _clauses(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, element in enumerate(value):
            yield from _clauses(element, (*path, number))


def articles(rulebook: Rulebook) -> dict[str, str]:
    """The path of each article's clause, `posts[2]`, by its number; of a number given twice, the first."""
    found: dict[str, str] = {}
    for path, clause in clauses(rulebook):
        found.setdefault(clause.article, path_text(path))
    return found


def clause_of(rulebook: Rulebook, article: str) -> Clause | None:
    """The clause of the article; None where there is none of this number."""
    return next((clause for _, clause in clauses(rulebook) if clause.article == article), None)


def covers(prefix: str, article: str) -> bool:
    """Whether a reference to `prefix` means the article: "4" means 4, 4.1 and 4(a), not 40; "*" means all."""
    return prefix in ("*", article) or bool(prefix and re.match(rf"{re.escape(prefix)}[^0-9A-Za-z]", article))
