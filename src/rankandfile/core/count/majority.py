"""Majorities: ratio × base × what counts × floor × rounding × tie.

"A two thirds majority" says almost nothing. Two thirds of those who said yes or no, of all who voted, of those in the
room, of all who could have come? Is two thirds itself enough? Rulebooks that leave this open are where a chair decides
the vote. So a majority here is a clause with each of these said, and a decision shows each number it used.
"""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from rankandfile.core.count.shares import Rounding, ratio, rounded

Counted = Literal["count", "ignore"]


class Majority(Struct, frozen=True, forbid_unknown_fields=True):
    """One clause on a majority, as a rulebook's table says it."""

    ratio: str = "1/2"
    base: Literal["cast", "present", "entitled"] = "cast"
    comparison: Literal["more-than", "at-least"] = "more-than"
    abstentions: Counted = "ignore"  # in a base of votes cast
    spoilt: Counted = "ignore"  # in a base of votes cast
    vacant: Counted = "ignore"  # in a base of those entitled: seats that nobody holds
    floor: int | str = 0  # a number of yes votes, or as "1/4" a share of those entitled
    rounding: Rounding = "exact"  # of the share before it is compared
    tie: Literal["falls", "chair", "lot"] = "falls"

    def __post_init__(self) -> None:
        if ratio(self.ratio) > 1:
            raise ValueError(f"more than all cannot be a majority: {self.ratio}")
        if isinstance(self.floor, str):
            ratio(self.floor)
        elif self.floor < 0:
            raise ValueError("a floor cannot be negative")


class Votes(Struct, frozen=True):
    """What was counted in the room and on the roll."""

    yes: int
    no: int
    abstain: int = 0
    spoilt: int = 0
    present: int = 0
    entitled: int = 0
    vacant: int = 0


class Decision(Struct, frozen=True):
    """The outcome with every number that its sentence needs: "carried: 67 of 100 cast, 67 were needed"."""

    carried: bool
    required: int  # yes votes needed, the floor included
    base: int  # what the share was taken of
    share: int  # yes votes that the ratio alone asks for
    floor: int  # yes votes that the floor alone asks for
    missing: int  # yes votes that it fell short by
    tied: bool  # equal votes, and one more would have carried it
    settle: Literal["", "chair", "lot"]  # who settles the tie, when the rule gives it to somebody
    votes: Votes


def decide(
    majority: Majority,
    yes: int,
    no: int,
    abstain: int = 0,
    spoilt: int = 0,
    present: int = 0,
    entitled: int = 0,
    vacant: int = 0,
) -> Decision:
    """Whether these votes carry under this clause. Nothing carries without one yes."""
    votes = Votes(yes, no, abstain, spoilt, present, entitled, vacant)
    if min(yes, no, abstain, spoilt, present, entitled, vacant) < 0:
        raise ValueError("votes cannot be negative")
    base = _base(majority, votes)
    share, floor = _by_ratio(majority, base), _floor(majority, votes)
    required = max(share, floor, 1)
    carried = yes >= required
    tied = not carried and yes == no > 0 and yes + 1 >= required
    settle = majority.tie if tied and majority.tie != "falls" else ""
    return Decision(carried, required, base, share, floor, max(required - yes, 0), tied, settle, votes)


def _base(majority: Majority, votes: Votes) -> int:
    """The number that the share is taken of."""
    if majority.base == "present":
        return votes.present
    if majority.base == "entitled":
        return votes.entitled + votes.vacant * (majority.vacant == "count")
    extra = votes.abstain * (majority.abstentions == "count") + votes.spoilt * (majority.spoilt == "count")
    return votes.yes + votes.no + extra


def _by_ratio(majority: Majority, base: int) -> int:
    """The fewest yes votes that satisfy the ratio."""
    share = ratio(majority.ratio) * base
    if majority.rounding != "exact":
        share = Fraction(rounded(share, majority.rounding))
    if majority.comparison == "more-than":
        return rounded(share, "down") + 1
    return rounded(share, "up")


def _floor(majority: Majority, votes: Votes) -> int:
    """The fewest yes votes that satisfy the floor: a number, or a share of those entitled."""
    if isinstance(majority.floor, str):
        return rounded(ratio(majority.floor) * votes.entitled, "up")
    return majority.floor
