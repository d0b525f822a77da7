"""Recalls and vacancies: a recall that can be asked for, and a vacancy that is filled as the clause says."""

from collections.abc import Iterator

from ...count.families import GREGORY, MEEK
from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence


def petitions(rulebook: Rulebook) -> Iterator[Found]:
    """Where a branch recalls, its own members are enough to demand it."""
    for number, post in enumerate(rulebook.posts):
        if post.recall is not None and post.recall.by == "branch" and post.recall.petition.branches > 1:
            what = sentence(gettext_noop("A branch recalls by itself: supporters cannot come from several branches."))
            remedy = sentence(gettext_noop("Ask for a number or a share of its members."))
            yield Found(("posts", number, "recall", "petition"), what, remedy)


def vacancies(rulebook: Rulebook) -> Iterator[Found]:
    """A countback needs ballots that transfer."""
    for number, post in enumerate(rulebook.posts):
        if post.vacancy == "countback" and (post.filled != "election" or post.method not in {*GREGORY, *MEEK}):
            template = gettext_noop("The ballots for “{name}” cannot fill a vacancy: an election is held instead.")
            remedy = sentence(gettext_noop("Write vacancy = “by-election”, or count by a transferable vote."))
            yield Found(("posts", number, "vacancy"), sentence(template, name=post.id), remedy, "warning")


QUESTIONS = (petitions, vacancies)
