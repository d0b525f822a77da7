"""The rulebook's sentences by article, in the reader's language: what opens where a page cites an article."""

from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext

from rankandfile.core.chapters.foundation import rulebook, rules_in_force
from rankandfile.core.ids import RulesHash
from rankandfile.core.rulebook import reading
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.core.state import State

from .pages.pieces import Rule


def rule(state: State, article: str) -> Rule:
    """The article of the rulebook in force, with its sentence."""
    if not article or state.foundation.rulebook is None:
        return Rule(article)
    found = {one.article: one for one in rules(rules_in_force(state), rulebook(state))}
    return found.get(article, Rule(article))


def rules(known: RulesHash, text: Rulebook) -> tuple[Rule, ...]:
    """Every article with its sentences, in the order of the rulebook, in the reader's language."""
    return _read(_Key(known, get_language() or "en", text))


class _Key:
    """A rulebook by the hash of its text: two of the same hash are the same."""

    def __init__(self, known: RulesHash, language: str, text: Rulebook) -> None:
        self.known, self.text = (known, language), text

    def __hash__(self) -> int:
        return hash(self.known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.known == other.known


@lru_cache(maxsize=32)
def _read(key: _Key) -> tuple[Rule, ...]:
    return tuple(
        Rule(section.article, " ".join(section.sentences), section.title, section.depth)
        for section in reading.read(key.text, translated)
    )


def translated(template: str, plural: str, count: int) -> str:
    """The rulebook's template in the reader's language, as `core.rulebook.sentences` asks for it."""
    return ngettext(template, plural, count) if plural else gettext(template)
