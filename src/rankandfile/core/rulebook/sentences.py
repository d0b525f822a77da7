"""Sentences for people: a template and the facts that fill it, kept apart so that both can be translated.

A fact may be a sentence itself ("8 weeks before the opening"), so a rule is put together from whole phrases. The
organisation's own words for things stand in the templates by our name for them, `{branch}`, `{delegates}`: a rulebook
that says "local" is read out in its own words.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, Union

from msgspec import Struct

from ..refusal import gettext_noop

Told: TypeAlias = Union[str, int, "Sentence"]
Translate: TypeAlias = Callable[[str, str, int], str]
"""Template, its plural (or empty) and the count to the template in the reader's language: ngettext, or gettext."""


class Sentence(Struct, frozen=True):
    """A template, the facts that fill its fields, and for a template that counts its plural and the number."""

    template: str
    facts: tuple[tuple[str, Told], ...] = ()
    plural: str = ""
    count: int = 1

    def __str__(self) -> str:
        return say(self)


VOCABULARY = {
    "branch": gettext_noop("branch"),
    "branches": gettext_noop("branches"),
    "region": gettext_noop("region"),
    "regions": gettext_noop("regions"),
    "member": gettext_noop("member"),
    "members": gettext_noop("members"),
    "delegate": gettext_noop("delegate"),
    "delegates": gettext_noop("delegates"),
    "alternates": gettext_noop("alternates"),
    "convention": gettext_noop("convention"),
    "bulletin": gettext_noop("bulletin"),
    "motion": gettext_noop("motion"),
    "motions": gettext_noop("motions"),
    "amendment": gettext_noop("amendment"),
    "amendments": gettext_noop("amendments"),
    "leadership": gettext_noop("leadership"),
}
"""Our words for things, which a rulebook's `[words]` table may replace by its own."""


def english(template: str, plural: str, count: int) -> str:
    """The template itself, or its plural where the count asks for it."""
    return plural if plural and count != 1 else template


def sentence(template: str, **facts: Told) -> Sentence:
    """The template with its facts in the order given."""
    return Sentence(template, tuple(facts.items()))


def ngettext(one: str, many: str, number: int, **facts: Told) -> Sentence:
    """The template for one or for many by the number, which fills the field `number`. The name is the one by which
    the tools that collect sentences for translation know a pair of templates."""
    return Sentence(one, (("number", number), *facts.items()), many, number)


def listed(items: Sequence[Told]) -> Told:
    """The items as people list them: "a, b and c"; nothing for no items."""
    if len(items) < 2:
        return items[0] if items else ""
    *before, last = items
    first: Told = before[0]
    for item in before[1:]:
        first = sentence(gettext_noop("{first}, {next}"), first=first, next=item)
    return sentence(gettext_noop("{first} and {last}"), first=first, last=last)


def say(told: Told, words: Mapping[str, str] | None = None, translate: Translate = english) -> str:
    """What is told, in the reader's language and the organisation's own words."""
    if not isinstance(told, Sentence):
        return str(told)
    own = {**{word: translate(ours, "", 1) for word, ours in VOCABULARY.items()}, **(words or {})}
    return _filled(told, own | {word.capitalize(): _capital(name) for word, name in own.items()}, translate)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _filled(told: Told, words: Mapping[str, str], translate: Translate) -> str:
    if not isinstance(told, Sentence):
        return str(told)
    facts = {name: _filled(fact, words, translate) for name, fact in told.facts}
    return translate(told.template, told.plural, told.count).format_map({**words, **facts})
