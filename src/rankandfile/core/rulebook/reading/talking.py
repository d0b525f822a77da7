"""What the clauses on statements and discussions say, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Rulebook, Statements
from ..sentences import Sentence, ngettext, sentence


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
