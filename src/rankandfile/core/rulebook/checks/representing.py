"""Proxies and card votes: they can be used, and leave the meeting a meeting."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence


def nobody_may_hold(rulebook: Rulebook) -> Iterator[Found]:
    """A holder may hold one proxy at least, and few hands do not hold the meeting."""
    clause = rulebook.proxies
    if clause is None:
        return
    if not clause.per_holder:
        what = sentence(gettext_noop("Nobody may hold a proxy, so the clause is never used."))
        remedy = sentence(gettext_noop("Write 1 or more, or leave the clause out."))
        yield Found(("proxies", "per_holder"), what, remedy, "warning")
    if clause.per_holder > 5:
        template = gettext_noop("One person may hold {number} proxies, and a few could decide for a hall.")
        what = sentence(template, number=clause.per_holder)
        yield Found(("proxies", "per_holder"), what, sentence(gettext_noop("Write a smaller number.")), "warning")


def unknown_business(rulebook: Rulebook) -> Iterator[Found]:
    """Every class of business that is decided by card vote exists."""
    known = {business.id for business in rulebook.business}
    for place, name in enumerate(rulebook.card_votes.business if rulebook.card_votes is not None else ()):
        if name not in known:
            what = sentence(gettext_noop("There is no class of business “{name}”."), name=name)
            remedy = sentence(gettext_noop("Use one of: {known}."), known=", ".join(sorted(known)))
            yield Found(("card_votes", "business", place), what, remedy)


def in_secret(rulebook: Rulebook) -> Iterator[Found]:
    """What is decided in secret exists, is not decided by name as well, and not together with other business."""
    known = {business.id for business in rulebook.business}
    weighed = rulebook.card_votes.business if rulebook.card_votes is not None else ()
    together = {name for section in rulebook.agenda.sections if section.consent for name in section.business}
    for place, name in enumerate(rulebook.voting.secret):
        path = ("voting", "secret", place)
        if name not in known:
            what = sentence(gettext_noop("There is no class of business “{name}”."), name=name)
            remedy = sentence(gettext_noop("Use one of: {known}."), known=", ".join(sorted(known)))
            yield Found(path, what, remedy)
        elif name in weighed or name in together:
            what = sentence(gettext_noop("“{name}” is decided by card vote or with other business as well."), name=name)
            yield Found(path, what, sentence(gettext_noop("Choose one way of deciding on it.")))
    if rulebook.voting.secret and rulebook.convention.held == "by-post":
        what = sentence(gettext_noop("A convention by post votes in secret on everything already."))
        yield Found(("voting", "secret"), what, sentence(gettext_noop("Leave the list out.")), "warning")


def nothing_to_weigh(rulebook: Rulebook) -> Iterator[Found]:
    """A card vote weighs what delegates represent; where all members sit each counts one."""
    if rulebook.card_votes is not None and rulebook.delegates is None:
        what = sentence(gettext_noop("Every member sits here, so in a card vote each counts one."))
        yield Found(("card_votes",), what, sentence(gettext_noop("Leave the clause out.")), "warning")


QUESTIONS = (nobody_may_hold, unknown_business, nothing_to_weigh, in_secret)
