"""The account of a count: what was done at each stage, why, and every number, so that another hand can do it again.

All numbers are whole and exact: an amount is to be divided by `scale` (100000 where votes are kept to five decimals).
Candidates are written as their place in `candidates`, from 0. Nothing here is computed: the counters fill it in,
`explain` puts it into words, `picture` draws it, `check` does it again.
"""

from typing import Literal

from msgspec import Struct

NOBODY = -1
"""Where a paper goes that names no further continuing candidate."""


class Draw(Struct, frozen=True):
    """One candidate's number in a lot: SHA-256 of the text that core/lots.py describes; the lowest comes first."""

    candidate: int
    number: str


class Tie(Struct, frozen=True):
    """Candidates with equal votes, what settled their order, and the evidence for it."""

    purpose: Literal["surplus", "exclusion", "election", "order"]
    tied: tuple[int, ...]
    chosen: tuple[int, ...]
    by: Literal["earlier-stage", "lot"]
    stage: int = 0  # the stage whose totals settled it
    totals: tuple[int, ...] = ()  # of the tied, at that stage
    draws: tuple[Draw, ...] = ()


class Transfer(Struct, frozen=True):
    """Papers that moved from one candidate to another (or to NOBODY), and the votes they carried."""

    source: int
    target: int
    papers: int
    amount: int


class Stage(Struct, frozen=True):
    """One step of a count."""

    number: int
    action: Literal[
        "first-preferences", "surplus", "exclusion", "iteration", "marks", "against", "ranking", "run-off", "seats"
    ]
    candidates: tuple[int, ...]  # whose papers moved
    paragraph: str  # of the rule, for the action
    quota: int
    totals: tuple[int, ...]  # of every candidate at the end of the stage
    exhausted: int  # votes so far that met no further preference
    rounding: int  # votes so far that rounding left behind
    transfers: tuple[Transfer, ...] = ()
    elected: tuple[int, ...] = ()  # at the end of the stage, in order
    excluded: tuple[int, ...] = ()
    ties: tuple[Tie, ...] = ()
    factors: tuple[int, ...] = ()  # Meek: what each candidate keeps of a vote, to the account's scale
    notes: tuple[str, ...] = ()  # codes that explain.py has a sentence for
    election: str = ""  # paragraph by which the elected were


class Limit(Struct, frozen=True):
    """So many at least and at most of a group of candidates among those elected."""

    words: str
    group: tuple[int, ...]
    at_least: int
    at_most: int


class Account(Struct, frozen=True):
    """Everything about one count."""

    method: str
    seats: int
    candidates: tuple[str, ...]
    withdrawn: tuple[int, ...]
    ballots: int  # as many as were cast, to the scale
    invalid: int  # those without a preference for anybody, to the scale
    scale: int
    quota: int
    lot: str
    stages: tuple[Stage, ...]
    elected: tuple[int, ...]  # in the order of election
    notes: tuple[str, ...] = ()
    order: tuple[int, ...] = ()  # of all candidates, where the method makes one
    pairwise: tuple[tuple[int, ...], ...] = ()  # ballots that prefer the row's candidate to the column's, to the scale
    constraints: tuple[Limit, ...] = ()  # that guarded the count
    unit: int = 1  # numbers of papers are to be divided by this; above 1 where ballots carry fractions
    overvotes: int = 0  # of the invalid, those that mark more than they may, to the scale


def winners(account: Account) -> tuple[str, ...]:
    """Those elected, in the order of their election."""
    return tuple(account.candidates[candidate] for candidate in account.elected)
