"""The timetable of a convention: every deadline of a rulebook under its name, and the moments they come to.

A deadline is counted from the convention's `call`, `opening` or `closing`, or from another deadline by its name here:
"2 hours after agenda", "1 week before policy-closes".
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..calendar import shifted
from ..ids import Moment
from .lines import Path
from .schema import Business, Deadline, Delegates, Rulebook

ANCHORS = ("call", "opening", "closing")
"""What a convention itself fixes; every other anchor is the name of a deadline."""


class Named(NamedTuple):
    """A deadline with its name, the article that sets it and its path in the rulebook."""

    name: str
    deadline: Deadline
    article: str
    path: Path


def deadlines(rulebook: Rulebook) -> dict[str, Named]:
    """Every deadline by name, in the order of the rulebook."""
    return {named.name: named for named in _all(rulebook)}


def moments(rulebook: Rulebook, anchors: Mapping[str, Moment]) -> dict[str, Moment]:
    """When each deadline falls, given the moments of the anchors. A deadline whose anchor is not known, or that is
    counted from itself in the end, has none."""
    found = dict(anchors)
    waiting = deadlines(rulebook)
    while ready := [named for named in waiting.values() if named.deadline.anchor in found]:
        for named in ready:
            at = named.deadline
            found[named.name] = shifted(found[at.anchor], at.span, at.direction, rulebook.organisation.week)
            del waiting[named.name]
    return {name: found[name] for name in deadlines(rulebook) if name in found}


def _all(rulebook: Rulebook) -> Iterator[Named]:
    if rulebook.delegates is not None:
        yield from _of_delegates(rulebook.delegates)
    clause = rulebook.convention
    yield Named("agenda", clause.agenda, clause.article, ("convention", "agenda"))
    yield Named("candidates-open", clause.candidates_open, clause.article, ("convention", "candidates_open"))
    yield Named("candidates-close", clause.candidates_close, clause.article, ("convention", "candidates_close"))
    for number, issue in enumerate(rulebook.bulletin.issues):
        yield Named(f"bulletin-{number + 1}", issue, rulebook.bulletin.article, ("bulletin", "issues", number))
    for number, business in enumerate(rulebook.business):
        yield from _of_business(business, ("business", number))
    yield Named("amendments-close", rulebook.amendments.closes, rulebook.amendments.article, ("amendments", "closes"))


def _of_delegates(clause: Delegates) -> Iterator[Named]:
    for key in ("roll_date", "nominations_open", "nominations_close", "voting_opens", "voting_closes"):
        yield Named(key.replace("_", "-"), getattr(clause, key), clause.article, ("delegates", key))


def _of_business(clause: Business, path: Path) -> Iterator[Named]:
    yield Named(f"{clause.id}-closes", clause.closes, clause.article, (*path, "closes"))
    seconding = clause.seconding_closes
    yield Named(f"{clause.id}-seconding-closes", seconding, clause.article, (*path, "seconding_closes"))
    if clause.answer_due is not None:
        yield Named(f"{clause.id}-answer-due", clause.answer_due, clause.article, (*path, "answer_due"))
