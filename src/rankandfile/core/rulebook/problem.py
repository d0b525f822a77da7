"""What is wrong with a rulebook: where, what, and what would be right."""

from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from .lines import Path
from .sentences import Sentence

Severity: TypeAlias = Literal["error", "warning", "notice"]
"""An error contradicts itself or cannot be carried out; a warning is a hole or a trap; a notice is worth knowing."""


class Found(NamedTuple):
    """What a check found, before the line and the article are looked up."""

    path: Path
    what: Sentence
    remedy: Sentence
    severity: Severity = "error"


class Problem(Struct, frozen=True):
    """One thing that is wrong. `str(problem.what)` is its English; the site translates the sentence."""

    line: int
    """Line of the rulebook's text, from 1; 0 where the text is not at hand."""
    article: str
    """The article it is about, empty where that is not known."""
    path: str
    """The key, as in `posts[2].term`."""
    what: Sentence
    remedy: Sentence
    severity: Severity = "error"


Problems: TypeAlias = tuple[Problem, ...]
