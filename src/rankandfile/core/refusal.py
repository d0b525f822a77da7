"""Why the answer is no.

A refusal is a value: which article, what is the case, what would make the act pass. The sentences stand in each
chapter's `REFUSALS` table, whole, so that they can be translated; the facts fill them.
"""

from typing import TypeAlias

from msgspec import Struct

Fact: TypeAlias = str | int


class Refusal(Struct, frozen=True):
    """The answer no: the article, the code of the sentence, and the facts that fill it."""

    article: str
    code: str
    facts: tuple[tuple[str, Fact], ...] = ()


def refuse(article: str, code: str, **facts: Fact) -> Refusal:
    """A refusal under the article, with its facts in the order given."""
    return Refusal(article, code, tuple(facts.items()))


def gettext_noop(sentence: str) -> str:
    """The sentence itself, marked for translation."""
    return sentence


MOMENTS = frozenset({"until", "since", "opens", "closes", "due", "now"})
"""Facts with these names are moments; whoever shows them writes weekday, date and hour."""


class Words(Struct, frozen=True):
    """The two sentences of a refusal: what is the case, and the way forward."""

    because: str
    remedy: str
