"""Rulings: whoever rules and whoever decides on an appeal exist and are not the same, and there are grounds."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..lines import Path
from ..problem import Found
from ..schema import Appeal, Ground, Rulebook
from ..sentences import sentence


def grounds_of(rulebook: Rulebook) -> Iterator[tuple[Path, tuple[Ground, ...]]]:
    """The grounds of each clause that has some."""
    if rulebook.admissibility is not None:
        yield ("admissibility", "grounds"), rulebook.admissibility.grounds
    if rulebook.discussion is not None and rulebook.discussion.moderated_by:
        yield ("discussion", "grounds"), rulebook.discussion.grounds


def appeals_of(rulebook: Rulebook) -> Iterator[tuple[Path, str, Appeal]]:
    """Each appeal, with its path and who made the ruling."""
    own = rulebook.admissibility
    if own is not None and own.appeal is not None:
        yield ("admissibility", "appeal"), own.ruled_by, own.appeal
    talk = rulebook.discussion
    if talk is not None and talk.appeal is not None:
        yield ("discussion", "appeal"), talk.moderated_by, talk.appeal


def referred(rulebook: Rulebook) -> Iterator[tuple[Path, str, bool]]:
    """Whoever rules or decides, in the shape of `names.unknown_deciders`."""
    if rulebook.admissibility is not None:
        yield ("admissibility", "ruled_by"), rulebook.admissibility.ruled_by, False
    if rulebook.discussion is not None and rulebook.discussion.moderated_by:
        yield ("discussion", "moderated_by"), rulebook.discussion.moderated_by, False
    yield from (((*path, "to"), appeal.to, False) for path, _by, appeal in appeals_of(rulebook))


def no_grounds(rulebook: Rulebook) -> Iterator[Found]:
    """Without a ground nothing can be ruled."""
    for path, grounds in grounds_of(rulebook):
        if not grounds:
            what = sentence(gettext_noop("There is no ground, so nothing could be ruled."))
            yield Found(path, what, sentence(gettext_noop("Add the grounds, or take the clause out.")))


def own_judges(rulebook: Rulebook) -> Iterator[Found]:
    """Nobody judges the own ruling, and there are enough who judge."""
    for path, by, appeal in appeals_of(rulebook):
        if appeal.to == by:
            what = sentence(gettext_noop("“{name}” would decide on appeals against itself."), name=by)
            remedy = sentence(gettext_noop("Let somebody else decide, such as the convention."))
            yield Found((*path, "to"), what, remedy, "warning")
        yield from _too_few(rulebook, path, appeal)


def _too_few(rulebook: Rulebook, path: Path, appeal: Appeal) -> Iterator[Found]:
    for post in rulebook.posts:
        if post.id == appeal.to and post.number < appeal.agreeing:
            template = gettext_noop("{number} must say the same, and only {holders} can hold “{name}”.")
            what = sentence(template, number=appeal.agreeing, holders=post.number, name=post.id)
            yield Found((*path, "agreeing"), what, sentence(gettext_noop("Let more hold it, or fewer agree.")))


def no_time_to_appeal(rulebook: Rulebook) -> Iterator[Found]:
    """There is time to appeal."""
    for path, _by, appeal in appeals_of(rulebook):
        if not appeal.within.amount:
            what = sentence(gettext_noop("There is no time in which anybody could appeal."))
            yield Found((*path, "within"), what, sentence(gettext_noop("Write a length of time, such as “14 days”.")))


def judged_by_vote(rulebook: Rulebook) -> Iterator[Found]:
    """The convention votes on motions; on comments the holders of a post decide, who can do so at any time."""
    talk = rulebook.discussion
    if talk is not None and talk.appeal is not None and talk.appeal.to == rulebook.convention.body:
        what = sentence(gettext_noop("The {convention} does not vote on comments, so no appeal would be decided."))
        remedy = sentence(gettext_noop("Name a post outside the leadership, such as one that checks others."))
        yield Found(("discussion", "appeal", "to"), what, remedy)


def no_time(rulebook: Rulebook) -> Iterator[Found]:
    """Comments are counted over some time."""
    talk = rulebook.discussion
    if talk is not None and not talk.within.amount:
        what = sentence(gettext_noop("In no time at all no comment counts, so there would be no limit."))
        yield Found(("discussion", "within"), what, sentence(gettext_noop("Write a length of time, such as “1 day”.")))


QUESTIONS = (no_grounds, own_judges, no_time_to_appeal, judged_by_vote, no_time)
