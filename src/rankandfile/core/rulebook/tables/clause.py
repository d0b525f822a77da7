"""What every table of a rulebook has, and the measures that several of them use."""

from typing import Literal

from msgspec import Struct

from ...calendar import Span
from ...count.shares import Rounding, ratio


class Clause(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the rulebook; `article` is the number by which people cite it."""

    article: str
    title: str = ""


class Deadline(Struct, frozen=True):
    """A moment named by its distance from an anchor: "8 weeks before opening", "at closing"."""

    span: Span
    direction: int
    """-1 before the anchor, 1 after it, 0 at it."""
    anchor: str
    """`call`, `opening` or `closing` of the convention, or the name of another deadline of its timetable."""


class Threshold(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much support is enough: every number given must be reached, and the share where one is given."""

    members: int = 0
    delegates: int = 0
    branches: int = 0
    share: str = "0"
    """A part of `of`, as "1/10" or "5%": at least so many of them support it, whatever the numbers say."""
    of: Literal["members", "delegates"] = "members"
    """What the share is a part of: all members who may vote at that moment, or all delegates to the convention."""
    rounding: Rounding = "up"
    """How a part of a person counts."""

    def __post_init__(self) -> None:
        if ratio(self.share) > 1:
            raise ValueError(f"more than all cannot support it: {self.share}")


class Enough(Struct, frozen=True):
    """How many of how many: "3 of 4"."""

    number: int
    of: int
