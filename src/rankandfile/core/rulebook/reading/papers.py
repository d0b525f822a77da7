"""What the clauses on dividing texts say, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Parts, Rulebook
from ..sentences import Sentence, ngettext, sentence


def parts(clause: Parts, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who has a text voted on in parts, into how many, and what follows."""
    if clause.asked_by:
        yield ngettext(
            "A text is voted on in parts when {number} person present with a vote asks for it.",
            "A text is voted on in parts when {number} people present with a vote ask for the same lines.",
            clause.asked_by,
        )
    if clause.mover:
        yield sentence(gettext_noop("Who moved a text can have it voted on in parts without asking others."))
    yield ngettext("It has {number} part at most.", "It has {number} parts at most.", clause.most)
    yield sentence(gettext_noop("Each part needs the majority of the whole; without it, the part is taken out."))
    yield sentence(gettext_noop("Then what is left is voted on as a whole."))
