"""Reach: what a rulebook does not say at all, and should."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence


def silent_end(rulebook: Rulebook) -> Iterator[Found]:
    """The rulebook says how the organisation ends."""
    if rulebook.dissolution is None:
        what = sentence(gettext_noop("Nothing says how the organisation ends and what becomes of what it owns."))
        yield Found(("dissolution",), what, sentence(gettext_noop("Add a [dissolution] clause.")), "notice")


QUESTIONS = (silent_end,)
