"""Every method by its name, and the one door through which an election is counted."""

from collections.abc import Callable, Mapping
from functools import partial

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import LARGEST, Ballots
from rankandfile.core.count.best_committee import count_pav
from rankandfile.core.count.committees import count_phragmen, count_sequential_pav
from rankandfile.core.count.condorcet import count_condorcet
from rankandfile.core.count.crosses import (
    count_approval,
    count_block,
    count_exhaustive,
    count_plurality,
    count_slate,
    count_slates,
    count_yes_no,
)
from rankandfile.core.count.equal import in_orders
from rankandfile.core.count.families import GREGORY, MEEK, PARCELS, SETTLING, WHOLE
from rankandfile.core.count.gregory import count_gregory
from rankandfile.core.count.lists import count_lists
from rankandfile.core.count.meek import count_meek
from rankandfile.core.count.parcels import count_parcels
from rankandfile.core.count.points import count_borda, count_score, count_star
from rankandfile.core.count.question import Question
from rankandfile.core.count.rules.condorcet import ALL as CONDORCET
from rankandfile.core.count.whole import count_whole

Counter = Callable[[Question], Account]

TRANSFERRING: Mapping[str, Counter] = {
    **{name: partial(count_gregory, rule) for name, rule in GREGORY.items()},
    **{name: partial(count_parcels, rule) for name, rule in PARCELS.items()},
    **{name: partial(count_meek, rule) for name, rule in MEEK.items()},
}
"""The methods that follow each paper from one candidate to the next, and so need an order on it."""

METHODS: Mapping[str, Counter] = {
    **TRANSFERRING,
    **{name: partial(count_whole, rule) for name, rule in WHOLE.items()},
    **{rule.name: partial(count_condorcet, rule) for rule in CONDORCET},
    "plurality": count_plurality,
    "approval": count_approval,
    "block": count_block,
    "exhaustive-ballot": count_exhaustive,
    "borda": partial(count_borda, "borda"),
    "modified-borda": partial(count_borda, "modified-borda"),
    "score": count_score,
    "star": count_star,
    "pav": count_pav,
    "sequential-pav": count_sequential_pav,
    "phragmen": count_phragmen,
    "list-dhondt": partial(count_lists, "list-dhondt", "highest-averages", "dhondt"),
    "list-sainte-lague": partial(count_lists, "list-sainte-lague", "highest-averages", "sainte-lague"),
    "list-modified-sainte-lague": partial(
        count_lists, "list-modified-sainte-lague", "highest-averages", "modified-sainte-lague"
    ),
    "list-hamilton": partial(count_lists, "list-hamilton", "largest-remainder", "sainte-lague"),
    "yes-no": count_yes_no,
    "slate": count_slate,
    "slates": count_slates,
}
MOST_SEATS = 100_000
ONE_SEAT = ("irv", "exhaustive-ballot")
NOT_OF_PERSONS = frozenset(name for name in METHODS if name.startswith("list-")) | {"slates"}
SCORED = frozenset({"score", "star"})
BY_RANKING = tuple(name for name in METHODS if name not in NOT_OF_PERSONS | SCORED | {"exhaustive-ballot", "pav"})
"""The methods that fill every seat with a person from one round of ballots on which names are ranked or marked, however
many there are."""


def count(
    method: str,
    candidates: tuple[str, ...],
    ballots: Ballots,
    seats: int,
    lot: str,
    withdrawn: tuple[int, ...] = (),
) -> Account:
    """The account of these ballots under the method of this name. The lot is 64 hexadecimal digits."""
    if method not in METHODS:
        raise ValueError(f"there is no method {method!r}; there are {', '.join(METHODS)}")
    if ballots.contested and method not in SETTLING:
        raise ValueError(f"{method} cannot settle overvotes as it goes; {', '.join(SETTLING)} can")
    if method in TRANSFERRING:
        ballots = in_orders(ballots)
    _check(method, candidates, ballots, seats, lot)
    return METHODS[method](Question(candidates, ballots, seats, lot, tuple(sorted(set(withdrawn)))))


def _check(method: str, candidates: tuple[str, ...], ballots: Ballots, seats: int, lot: str) -> None:
    """Passes what can be counted."""
    if len(candidates) != ballots.candidates or len(set(candidates)) != len(candidates):
        raise ValueError("candidates need different names, as many as the ballots know")
    if not 0 < seats <= MOST_SEATS or (seats > 1 and method in ONE_SEAT):
        raise ValueError(f"{method} does not fill {seats} seats")
    rule = GREGORY.get(method) or PARCELS.get(method)
    if ballots.total * 10 ** (rule.decimals if rule else 0) >= LARGEST:
        raise ValueError(f"{ballots.total:,} ballots, or equal parts of ballots, are too many to be counted exactly")
    if len(lot) != 64 or not set(lot) <= set("0123456789abcdef"):
        raise ValueError("a lot is 64 hexadecimal digits")
