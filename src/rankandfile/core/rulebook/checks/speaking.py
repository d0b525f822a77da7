"""Speaking: the list's order can be carried out, and its groups leave room for everybody else."""

from collections.abc import Iterator
from fractions import Fraction

from ...count.shares import ratio
from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence
from .names import SHORT_ID


def more_than_all(rulebook: Rulebook) -> Iterator[Found]:
    """The shares of the groups are not more than all speeches."""
    clause = rulebook.speaking
    if clause is None:
        return
    for number, group in enumerate(clause.groups):
        if ratio(group.share) > 1:
            what = sentence(gettext_noop("“{group}” has more than all speeches."), group=group.id)
            yield Found(
                ("speaking", "groups", number, "share"), what, sentence(gettext_noop("Write a share of 1 or less."))
            )
    if sum((ratio(g.share) for g in clause.groups), Fraction(0)) > 1:
        what = sentence(gettext_noop("The groups together have more than all speeches, so no order keeps every share."))
        remedy = sentence(gettext_noop("Somebody may belong to several; if that is meant, leave it so."))
        yield Found(("speaking", "groups"), what, remedy, "warning")


def shares_of_no_use(rulebook: Rulebook) -> Iterator[Found]:
    """A share is of use only where the order asks for groups."""
    clause = rulebook.speaking
    if clause is None or "groups" in clause.order:
        return
    for number, group in enumerate(clause.groups):
        if group.proportional or ratio(group.share):
            what = sentence(gettext_noop("The order does not ask for groups, so this share is never kept."))
            remedy = sentence(gettext_noop("Write “groups” into the order, or a share of 0 to have them counted only."))
            yield Found(("speaking", "groups", number, "share"), what, remedy, "warning")


def group_ids(rulebook: Rulebook) -> Iterator[Found]:
    """Each group has a short id of its own."""
    seen: set[str] = set()
    for number, group in enumerate(rulebook.speaking.groups if rulebook.speaking else ()):
        path = ("speaking", "groups", number, "id")
        if not SHORT_ID.fullmatch(group.id):
            what = sentence(gettext_noop("“{name}” cannot be an id."), name=group.id)
            remedy = sentence(gettext_noop("Use up to 32 small letters, digits and hyphens, such as “north-harbour”."))
            yield Found(path, what, remedy)
        if group.id in seen:
            what = sentence(gettext_noop("There are two of the id “{name}”."), name=group.id)
            yield Found(path, what, sentence(gettext_noop("Give one of them another id.")))
        seen.add(group.id)


def no_time(rulebook: Rulebook) -> Iterator[Found]:
    """Speeches last some time, in minutes or hours."""
    clause = rulebook.speaking
    for name in ("speech", "question", "reply") if clause is not None else ():
        if getattr(clause, name).amount == 0:
            what = sentence(gettext_noop("In no time at all nobody can say anything."))
            yield Found(
                ("speaking", name), what, sentence(gettext_noop("Write a length of time, such as “3 minutes”."))
            )


QUESTIONS = (more_than_all, shares_of_no_use, group_ids, no_time)
