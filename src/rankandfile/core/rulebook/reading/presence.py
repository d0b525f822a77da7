"""What the clause on presence says, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Presence, Rulebook
from ..sentences import Sentence, sentence
from . import phrases

CHECK_IN = {
    "self": gettext_noop("Whoever has a seat checks in alone, or at the credentials desk."),
    "code": gettext_noop("Whoever has a seat checks in with the code that is shown in the hall, or at the desk."),
    "desk": gettext_noop("Who is there is recorded at the credentials desk alone."),
}


def presence(clause: Presence, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who records that somebody is there, and when a meeting without a quorum ends."""
    yield sentence(CHECK_IN[clause.check_in])
    if clause.check_in == "code":
        yield sentence(gettext_noop("A code is taken for {span}."), span=phrases.span(clause.code_lasts))
    if clause.alternates_wait is not None:
        template = gettext_noop(
            "{Alternates} who have not come {span} after the opening may be passed over at the desk."
        )
        yield sentence(template, span=phrases.span(clause.alternates_wait))
    yield sentence(gettext_noop("When a quorum is lost, and when it is there again, is recorded by itself."))
    if clause.ends_after is not None:
        template = gettext_noop("A meeting that adjourns without a quorum is closed by the clock after {span}.")
        yield sentence(template, span=phrases.span(clause.ends_after))
