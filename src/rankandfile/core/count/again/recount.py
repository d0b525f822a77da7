"""Every method by its name, by the other hand."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from rankandfile.core.count.account import Account
from rankandfile.core.count.again.by_marks import (
    by_approval,
    by_block,
    by_exhaustive,
    by_plurality,
    by_slate,
    by_slates,
    by_yes_no,
)
from rankandfile.core.count.again.by_pairs import by_pairs
from rankandfile.core.count.again.by_paper import by_paper
from rankandfile.core.count.again.by_parcel import by_parcel
from rankandfile.core.count.again.by_points import by_borda, by_modified_borda, by_score, by_star
from rankandfile.core.count.again.by_seats import (
    by_averages,
    by_best_committee,
    by_phragmen,
    by_proportional_approval,
    by_remainders,
)
from rankandfile.core.count.again.by_share import by_share
from rankandfile.core.count.again.by_value import by_value
from rankandfile.core.count.again.pile import Pile, in_every_order
from rankandfile.core.count.again.precedence import Precedence
from rankandfile.core.count.families import GREGORY, MEEK, PARCELS, WHOLE
from rankandfile.core.count.rules.condorcet import ALL as CONDORCET

Hand = Callable[[Pile], tuple[Account, Precedence]]

FOLLOWING: Mapping[str, Hand] = {
    **{name: partial(by_value, rule=rule) for name, rule in GREGORY.items()},
    **{name: partial(by_parcel, rule=rule) for name, rule in PARCELS.items()},
    **{name: partial(by_share, rule=rule) for name, rule in MEEK.items()},
}
"""The methods that follow papers, and so need an order on each."""

HANDS: Mapping[str, Hand] = {
    **FOLLOWING,
    **{name: partial(by_paper, rule=rule) for name, rule in WHOLE.items()},
    **{rule.name: partial(by_pairs, rule=rule) for rule in CONDORCET},
    "plurality": by_plurality,
    "approval": by_approval,
    "block": by_block,
    "exhaustive-ballot": by_exhaustive,
    "borda": by_borda,
    "modified-borda": by_modified_borda,
    "score": by_score,
    "star": by_star,
    "pav": by_best_committee,
    "sequential-pav": by_proportional_approval,
    "phragmen": by_phragmen,
    "list-dhondt": partial(by_averages, divisors=lambda held: Fraction(held + 1)),
    "list-sainte-lague": partial(by_averages, divisors=lambda held: Fraction(2 * held + 1)),
    "list-modified-sainte-lague": partial(by_averages, divisors=lambda held: Fraction(2 * held + 1 if held else "1.4")),
    "list-hamilton": by_remainders,
    "yes-no": by_yes_no,
    "slate": by_slate,
    "slates": by_slates,
}


def recount(pile: Pile) -> tuple[Account, Precedence]:
    """The account that ought to have been written, without its ties, and the precedence that settles them."""
    split = pile.method in FOLLOWING and not pile.contested
    return HANDS[pile.method](in_every_order(pile) if split else pile)
