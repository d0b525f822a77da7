"""Quorum: how many of those entitled must be there, and what happens when they are not.

A rulebook says it as a number ("15 delegates"), a share ("a third of the delegates"), a square root (Debian: half of
the square root of the developers), or several of these, of which the highest counts. It may leave people out of the
number that the share is taken of ("members on leave do not count"): `exclusions` names those groups, and whoever asks
subtracts them before asking.
"""

from fractions import Fraction
from math import isqrt
from typing import Literal

from msgspec import Struct

from rankandfile.core.count.shares import Rounding, ratio, rounded


class Quorum(Struct, frozen=True, forbid_unknown_fields=True):
    """One clause on quorum, as a rulebook's table says it."""

    number: int = 0
    share: str = "0"
    square_root: str = "0"  # what the square root of the entitled is multiplied with
    rounding: Rounding = "up"
    exclusions: tuple[str, ...] = ()
    without: Literal["no-decision", "adjourn", "advisory"] = "no-decision"

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("a quorum cannot be negative")
        if ratio(self.share) > 1:
            raise ValueError(f"more than all cannot be a quorum: {self.share}")
        ratio(self.square_root)


def needed(quorum: Quorum, entitled: int) -> int:
    """How many must be present when so many are entitled (after the exclusions): the highest of the clause's parts."""
    by_share = rounded(ratio(quorum.share) * entitled, quorum.rounding)
    return max(quorum.number, by_share, _by_square_root(quorum, entitled))


def _by_square_root(quorum: Quorum, entitled: int) -> int:
    """The multiple of the square root, rounded, found without ever writing the root down."""
    squared = ratio(quorum.square_root) ** 2 * entitled
    down = isqrt(squared.numerator // squared.denominator)
    if quorum.rounding == "down":
        return down
    if quorum.rounding == "nearest":
        return down + (squared >= Fraction(2 * down + 1, 2) ** 2)
    return down + (squared > down * down)
