"""What a decision on one amendment means for the others, in words, before it is taken; in which order they are put."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.chapters import following as chapter
from rankandfile.core.chapters.amendments import Amendment
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.ordering import to_vote
from rankandfile.core.state import State

OUTCOMES = {
    ("falls", "stands"): gettext_noop("It falls if {own} carries, and stands if not."),
    ("stands", "falls"): gettext_noop("It stands if {own} carries, and falls if not."),
    ("falls", "falls"): gettext_noop("It falls either way."),
    ("stands", "stands"): gettext_noop("It stands either way."),
    ("ruling", "stands"): gettext_noop("If {own} carries, the chair says how it is read; it stands if not."),
    ("ruling", "falls"): gettext_noop("If {own} carries, the chair says how it is read; it falls if not."),
}
REASONS = {
    "apart": gettext_noop("It concerns other lines."),
    "adjacent": gettext_noop("It concerns the lines beside."),
    "same-place": gettext_noop("Both add text in the same place."),
    "beside-whole": gettext_noop("One replaces the whole text, the other adds before or after it."),
    "overlaps": gettext_noop("It concerns the same lines."),
    "whole-text": gettext_noop("One of the two replaces or deletes the whole text."),
    "prose": gettext_noop("One of the two instructs in prose, which cannot be compared by lines."),
    "competes": gettext_noop("Its mover says that it competes with {own}."),
    "falls-with": gettext_noop("It falls with another amendment, as its mover says."),
    "named": gettext_noop("The mover of {own} says that they compete; that binds only {own}."),
}
ARTICLES = {
    "overlaps": gettext_noop("It changes the same article."),
    "apart": gettext_noop("It changes other articles, or the reasons."),
}
"""The same, between amendments of which one changes a proposed rulebook."""
ORDERS = {
    "line": gettext_noop("Amendments are put to the vote in the order of the lines that they concern."),
    "far-reaching": gettext_noop("Amendments are put to the vote from the one that concerns most lines to the least."),
    "number": gettext_noop("Amendments are put to the vote in the order of their numbers."),
}


class Other(Struct, frozen=True):
    """Another amendment, and what becomes of it."""

    id: str
    what: str
    url: str
    outcome: str
    reason: str


class Outlook(Struct, frozen=True):
    """The others that a decision touches, and how many it does not."""

    touched: tuple[Other, ...]
    untouched: int
    ruling: bool
    """Whether the chair must say of one how it is read."""


class Order(Struct, frozen=True):
    """The order in which the amendments of a motion are put, and the rule that makes it."""

    rule: str
    numbers: tuple[str, ...]


def outlook(state: State, own: Amendment) -> Outlook:
    """What becomes of each other amendment that is still open."""
    found = chapter.outlook(state, own)
    touched = tuple(one for one in found if (one.if_carried, one.if_not) != ("stands", "stands"))
    return Outlook(
        touched=tuple(_other(state, own, one) for one in touched),
        untouched=len(found) - len(touched),
        ruling=any(one.if_carried == "ruling" for one in touched),
    )


def _other(state: State, own: Amendment, one: chapter.Outlook) -> Other:
    from .amendments import in_words

    other = state.amendments.amendments[one.amendment]
    return Other(
        id=other.id,
        what=in_words(other),
        url=f"{reverse('motion', args=[other.motion])}#{other.id}",
        outcome=_(OUTCOMES[one.if_carried, one.if_not]).format(own=own.id),
        reason=_((REASONS | ARTICLES if own.rules or other.rules else REASONS)[one.why]).format(own=own.id),
    )


def order(state: State, motion: Motion) -> Order | None:
    """The order of voting; None where fewer than two wait for their votes."""
    waiting = tuple(a.id for a in to_vote(state, motion.id)) if not motion.fate else ()
    return Order(_(ORDERS[rulebook(state).amendments.order]), waiting) if len(waiting) > 1 else None


def fell(state: State, own: Amendment) -> str:
    """Why the amendment fell, in words; empty where no other amendment made it fall."""
    cause = chapter.felled_by(state, own)
    if cause is None:
        return ""
    if state.amendments.amendments[cause].fate == "carried":
        return _("fell when {other} carried").format(other=cause)
    return _("fell with {other}").format(other=cause)


def declared(falls_with: Iterable[str], competes_with: Iterable[str]) -> tuple[str, ...]:
    """What a mover declares of other amendments, in sentences."""
    falls = [_("It falls with {other}.").format(other=other) for other in falls_with]
    return (*falls, *(_("It competes with {other}.").format(other=other) for other in competes_with))
