"""What the clause on letters says, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Letters, Rulebook
from ..sentences import Sentence, ngettext, sentence
from . import phrases


def letters(clause: Letters, rulebook: Rulebook) -> Iterator[Sentence]:
    """How many letters, in how long, to how many people; and that it is the same for all."""
    if not clause.number:
        yield sentence(gettext_noop("No letters go from {member} to {member} through the relay."))
        return
    yield sentence(gettext_noop("Any {member} may write to movers, {delegates}, a {branch} and the {convention}."))
    yield ngettext(
        "Everybody may send {number} letter in {span}.",
        "Everybody may send {number} letters in {span}.",
        clause.number,
        span=phrases.span(clause.within),
    )
    if clause.people:
        yield ngettext(
            "Together they go to {number} person at most.",
            "Together they go to {number} people at most.",
            clause.people,
        )
    yield sentence(gettext_noop("The first answer to a letter does not count, and nobody is shown an address."))
    yield sentence(gettext_noop("The limit is the same for everybody, the {leadership} included."))
