"""Reach: what a rulebook says that this version of the software only tells, and a person must see to.

A clause that nobody carries out would be a promise in print. So the check says of each such clause that it is one.
"""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence


def told_only(rulebook: Rulebook) -> Iterator[Found]:
    """Every key that is set and that the engine does not enforce yet."""
    if rulebook.convention.held == "by-post":
        template = gettext_noop("“{key}” is told to members, but this version of the software does not enforce it.")
        remedy = sentence(gettext_noop("Let the chair rule on it when it comes up."))
        yield Found(("convention", "held"), sentence(template, key="held"), remedy, "notice")


def silent_end(rulebook: Rulebook) -> Iterator[Found]:
    """The rulebook says how the organisation ends."""
    if rulebook.dissolution is None:
        what = sentence(gettext_noop("Nothing says how the organisation ends and what becomes of what it owns."))
        yield Found(("dissolution",), what, sentence(gettext_noop("Add a [dissolution] clause.")), "notice")


QUESTIONS = (told_only, silent_end)
