"""What the clauses on rulings say, sentence by sentence: who rules, on which grounds, who decides on an appeal."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Admissibility, Appeal, Ground, Rulebook
from ..sentences import Sentence, ngettext, sentence
from . import phrases


def admissibility(clause: Admissibility, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who rules a motion out of order, and what becomes of it."""
    who = phrases.name(rulebook, clause.ruled_by)
    yield sentence(_RULED, who=who)
    yield sentence(gettext_noop("The text stays readable and in the {bulletin}, with the ruling on it."))
    yield from appeal(clause.appeal, rulebook)


def appeal(clause: Appeal | None, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who appeals, until when, who decides, and what silence brings."""
    if clause is None:
        yield sentence(gettext_noop("Nobody can appeal."))
        return
    span = phrases.span(clause.within)
    if clause.members:
        yield ngettext(
            "The author, or {number} {member}, may appeal within {span}.",
            "The author, or {number} {members} together, may appeal within {span}.",
            clause.members,
            span=span,
        )
    else:
        yield sentence(gettext_noop("The author may appeal within {span}."), span=span)
    if clause.to == rulebook.convention.body:
        yield sentence(gettext_noop("The {convention} votes on it; carried, the ruling is overturned."))
        return
    whom = phrases.name(rulebook, clause.to)
    yield sentence(_JUDGED, whom=whom, number=clause.agreeing, span=phrases.span(clause.decide_within))


def ground(clause: Ground, rulebook: Rulebook) -> Iterator[Sentence]:
    """The ground, as the rulebook words it."""
    yield sentence("{text}", text=clause.text)


_RULED = gettext_noop(
    "{who} may rule a {motion} or an {amendment} out of order until the {convention} opens, on one of the grounds"
    " below, with a reason and once only."
)
_JUDGED = gettext_noop(
    "{whom} decides: {number} of them must say the same, none of whom made the ruling or sits in the executive. What is"
    " not decided within {span} is granted."
)
