"""What the clause on erasure says, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Erasure, Rulebook
from ..sentences import Sentence, listed, sentence
from . import phrases


def erasure(clause: Erasure, rulebook: Rulebook) -> Iterator[Sentence]:
    """Whose texts, after how long; who acts for others, who seals, who objects, who signs."""
    yield sentence(_OWN, span=phrases.span(clause.waiting))
    yield from _for_others(clause, rulebook)
    if clause.objections and clause.appeals:
        who, appeal = phrases.name(rulebook, clause.objections), phrases.name(rulebook, clause.appeals)
        yield sentence(gettext_noop("{who} may object, on a ground that the law gives and no other."), who=who)
        yield sentence(_APPEAL, span=phrases.span(clause.appeal_within), whom=appeal)
        yield sentence(_UNDECIDED, span=phrases.span(clause.decide_within))
    if clause.confirmed_by:
        posts = listed(tuple(phrases.name(rulebook, post) for post in clause.confirmed_by))
        yield sentence(_SIGNED, span=phrases.span(clause.confirm_within), posts=posts)


def _for_others(clause: Erasure, rulebook: Rulebook) -> Iterator[Sentence]:
    if clause.on_behalf:
        who = phrases.name(rulebook, clause.on_behalf)
        yield sentence(_ON_BEHALF, who=who, number=clause.agreeing)
    else:
        yield sentence(gettext_noop("Nobody asks for another."))
    if clause.sealing:
        who = phrases.name(rulebook, clause.sealing)
        yield sentence(_SEALING, who=who, number=clause.agreeing)


_OWN = gettext_noop(
    "Each person may have its name and contacts destroyed, and its own texts until somebody else has acted on them;"
    " this is carried out {span} after it was asked for."
)
_ON_BEHALF = gettext_noop(
    "For whoever has lost the key, is dead or is a minor, {who} asks; {number} of them must agree, and nobody who sits"
    " in the executive."
)
_SEALING = gettext_noop(
    "By order of a court, {who} closes a text and keeps it; {number} of them must agree, and court and file stand in"
    " the record."
)
_APPEAL = gettext_noop("The owner may appeal within {span}; {whom} decides.")
_UNDECIDED = gettext_noop("An appeal that is not decided within {span} is granted.")
_SIGNED = gettext_noop("Within {span} after it, these sign that copies and backups are gone too: {posts}.")
