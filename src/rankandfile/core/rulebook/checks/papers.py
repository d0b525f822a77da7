"""Papers: where texts can be divided, somebody can ask for it, and there can be two parts."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence


def parts(rulebook: Rulebook) -> Iterator[Found]:
    """Somebody can have a text voted on in parts, and in more than one."""
    clause = rulebook.parts
    if clause is None:
        return
    if not clause.asked_by and not clause.mover:
        what = sentence(gettext_noop("Nobody can ask for a vote in parts."))
        remedy = sentence(gettext_noop("Say how many must ask, or let the mover; or leave the clause out."))
        yield Found(("parts", "asked_by"), what, remedy)
    if clause.most < LEAST:
        what = sentence(gettext_noop("A text that is divided has two parts at least."))
        yield Found(("parts", "most"), what, sentence(gettext_noop("Allow more parts, or leave the clause out.")))


LEAST = 2
QUESTIONS = (parts,)
