"""What the clauses on proxies and on card votes say, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import CardVotes, Proxies, Rulebook
from ..sentences import Sentence, listed, ngettext, sentence


def proxies(clause: Proxies, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who may vote for whom, for how many, and whether those count to the quorum."""
    yield sentence(gettext_noop("Who has a vote and does not come may let somebody who comes vote instead."))
    if clause.within == "branch":
        yield sentence(gettext_noop("The holder is of the same {branch}."))
    yield ngettext(
        "Nobody holds more than {number} proxy.", "Nobody holds more than {number} proxies.", clause.per_holder
    )
    yield sentence(gettext_noop("None is handed on; it ends when it is withdrawn, or when its giver comes."))
    if clause.quorum:
        yield sentence(gettext_noop("Those for whom a holder votes count to the quorum."))
    else:
        yield sentence(gettext_noop("Only who is there counts to the quorum."))


def card_votes(clause: CardVotes, rulebook: Rulebook) -> Iterator[Sentence]:
    """What is decided by card votes, and what a vote counts then."""
    titles = {business.id: business.title or business.id for business in rulebook.business}
    if clause.business:
        business = listed([titles.get(name, name) for name in clause.business])
        yield sentence(gettext_noop("Decided by card vote: {business}."), business=business)
    if clause.others:
        yield sentence(gettext_noop("Whoever presides may put any other question to a card vote."))
    yield sentence(
        gettext_noop("In a card vote each vote is by name and counts the {members} whom the {delegate} represents.")
    )
