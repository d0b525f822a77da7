"""Shares and their rounding, exactly: a ratio of the rulebook is a Fraction from its first reading on."""

from fractions import Fraction
from typing import Literal

Rounding = Literal["exact", "up", "down", "nearest", "or-part-thereof"]


def ratio(text: str) -> Fraction:
    """The number that a rulebook writes as "2/3", "1/2" or "60%"."""
    number = Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    if number < 0:
        raise ValueError(f"a share cannot be negative: {text}")
    return number


def rounded(share: Fraction, rounding: Rounding) -> int:
    """The whole number that stands for the share; a half goes up when the rounding is to the nearest."""
    if rounding == "down":
        return share.numerator // share.denominator
    if rounding == "nearest":
        return (2 * share.numerator + share.denominator) // (2 * share.denominator)
    return -(-share.numerator // share.denominator)
