"""What the clauses on dividing and joining texts say, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Composites, Parts, Rulebook
from ..sentences import Sentence, ngettext, sentence
from . import phrases


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


IF_LOST = {
    "originals": gettext_noop("If it is lost, the originals are taken in their places."),
    "fall": gettext_noop("If it is lost, the originals fall with it."),
}


def composites(clause: Composites, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who makes one, until when, and what becomes of the originals."""
    yield sentence(gettext_noop("The movers of several motions with their support may make one of them, a composite."))
    yield sentence(gettext_noop("Each mover consents; until it is on the floor each can leave it, which ends it."))
    if clause.closes is not None:
        yield sentence(gettext_noop("Composites are made until {when}."), when=phrases.deadline(clause.closes))
    yield sentence(gettext_noop("It stands in the place of the originals; if it carries, they fall."))
    yield sentence(IF_LOST[clause.if_lost])
