"""What the clauses on statements and discussions say, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Discussion, Rulebook, Statements
from ..sentences import Sentence, ngettext, sentence
from . import phrases
from .admitting import appeal


def statements(clause: Statements, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who writes against a motion, how long, how often, and what of it is printed."""
    if not clause.printed:
        yield sentence(gettext_noop("There are no statements against a {motion}."))
        return
    yield sentence(gettext_noop("Any {member} who may move may write one statement against a {motion}."))
    yield sentence(gettext_noop("It may be as long as the {motion} itself, and everybody can read it at once."))
    yield ngettext(
        "The {bulletin} prints {number} of them, drawn by a public lot.",
        "The {bulletin} prints {number} of them at most, drawn by a public lot.",
        clause.printed,
    )
    if clause.per_member:
        yield ngettext(
            "Nobody writes more than {number} before one {convention}.",
            "Nobody writes more than {number} before one {convention}.",
            clause.per_member,
        )


def discussion(clause: Discussion, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who says how much, who is asked, until when, and who takes what out."""
    yield ngettext(
        "Any {member} may write {number} comment of {words} words in {span} under {motions} and documents.",
        "Any {member} may write {number} comments of {words} words in {span} under {motions} and documents.",
        clause.number,
        words=clause.words,
        span=phrases.span(clause.within),
    )
    yield sentence(
        gettext_noop("The limit is the same for everybody; an author's first answer to each does not count.")
    )
    if clause.questions:
        yield ngettext(
            "Movers, authors and candidates can be asked {number} question by each {member}.",
            "Movers, authors and candidates can be asked {number} questions by each {member}.",
            clause.questions,
        )
        yield sentence(gettext_noop("A question stands without an answer, for everybody to see, until it is given."))
    if clause.closes is not None:
        yield sentence(gettext_noop("It closes {when}."), when=phrases.deadline(clause.closes))
    yield from _moderated(clause, rulebook)


def _moderated(clause: Discussion, rulebook: Rulebook) -> Iterator[Sentence]:
    if not clause.moderated_by:
        yield sentence(gettext_noop("Nobody takes a comment out."))
        return
    who, span = phrases.name(rulebook, clause.moderated_by), phrases.span(clause.look_within)
    yield sentence(gettext_noop("{who} may take a comment out, on one of the grounds below, with a reason."), who=who)
    yield sentence(gettext_noop("In its place stands who did it, when, and on which ground."))
    yield sentence(_COMPLAINT, span=span)
    yield from appeal(clause.appeal, rulebook)


_COMPLAINT = gettext_noop(
    "Whoever complains has the comment looked at within {span}; no number of complaints hides it."
)
