"""Letters: members can reach each other, often enough to find supporters, and a whole branch at once."""

from collections.abc import Iterator

from ...calendar import shifted
from ...ids import Moment
from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence

A_WEEK = 7 * 86_400


def too_few(rulebook: Rulebook) -> Iterator[Found]:
    """A member can write once a week at least."""
    clause = rulebook.letters
    if clause is None or not clause.number:
        return
    if shifted(Moment(0), clause.within, 1, rulebook.organisation.week) > clause.number * A_WEEK:
        what = sentence(gettext_noop("A member can write less than one letter a week."))
        yield Found(
            ("letters", "number"), what, sentence(gettext_noop("Allow more letters, or a shorter time.")), "warning"
        )


def no_time(rulebook: Rulebook) -> Iterator[Found]:
    """The letters are counted over some time."""
    clause = rulebook.letters
    if clause is not None and not clause.within.amount:
        what = sentence(gettext_noop("In no time at all no letter counts, so there would be no limit."))
        yield Found(("letters", "within"), what, sentence(gettext_noop("Write a length of time, such as “7 days”.")))


def smaller_than_a_branch(rulebook: Rulebook) -> Iterator[Found]:
    """One letter can go to a whole branch of the least size."""
    clause = rulebook.letters
    if clause is not None and 0 < clause.people < rulebook.branches.minimum - 1:
        what = sentence(
            gettext_noop("A branch has {minimum} members, and no letter may go to more than {people} people."),
            minimum=rulebook.branches.minimum,
            people=clause.people,
        )
        yield Found(("letters", "people"), what, sentence(gettext_noop("Allow as many people, or write 0.")), "warning")


QUESTIONS = (too_few, no_time, smaller_than_a_branch)
