"""A row of the table of procedure, and the states of the floor that the rows speak of.

One row is one procedural motion: when it is in order, what it needs, and what it brings about when it carries. A
school of standing orders is a tuple of rows (`british.py`, `us.py`); a rulebook may change single rows of it.
"""

from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..refusal import gettext_noop

Position: TypeAlias = Literal[
    "closed", "recess", "no-business", "item", "motion", "amendment", "procedural", "ruling", "vote", "counted",
    "announced",
]  # fmt: skip
"""Where the floor is. `counted`: a show of cards is closed, and its result waits for the demand of a recount.
`announced`: the result of the item is declared, and the next is not taken up yet."""

POSITIONS: dict[Position, str] = {
    "closed": gettext_noop("the meeting is not in session"),
    "recess": gettext_noop("the meeting is in recess"),
    "no-business": gettext_noop("no item is open"),
    "item": gettext_noop("an item is open that is no motion"),
    "motion": gettext_noop("a motion is under debate"),
    "amendment": gettext_noop("an amendment is under debate"),
    "procedural": gettext_noop("a procedural motion is pending"),
    "ruling": gettext_noop("a point waits for the chair's ruling"),
    "vote": gettext_noop("a vote is open"),
    "counted": gettext_noop("a result waits, in case a recount is demanded"),
    "announced": gettext_noop("the result of the item is declared"),
}
"""Each state in words."""

QUESTION: tuple[Position, ...] = ("motion", "amendment")
BETWEEN: tuple[Position, ...] = ("no-business", "announced")
SITTING: tuple[Position, ...] = ("no-business", "item", "motion", "amendment", "announced")
ALWAYS: tuple[Position, ...] = (*SITTING, "procedural", "ruling", "vote", "counted")

Effect: TypeAlias = Literal[
    "answer",  # the chair rules or answers; nothing else follows
    "overturn",  # the chair's ruling does not stand
    "chair-leaves",  # the meeting puts another in the chair
    "close-debate",  # the question under debate is put at once
    "drop",  # the motion falls without a vote on it
    "refer",  # the motion goes to a body and is not adopted
    "lay-aside",  # the item waits until the meeting takes it up again
    "postpone",  # the item comes after another item
    "take-up",  # an item that was laid aside comes next
    "reorder",  # another item comes next
    "adjourn",  # the chair may close the meeting before its hour
    "recess",  # the meeting pauses
    "suspend",  # a rule of order is set aside until the item ends
    "limit-debate",  # speeches are at most so long
    "parts",  # the question is put in parts
    "withdraw",  # the mover takes the motion back
    "reconsider",  # what was decided is put again
    "recount",  # the tellers count anew
    "roll-call",  # the vote is taken by name
    "amend",  # a procedural motion names something else
]
NAMING = frozenset({"refer", "postpone", "reorder", "take-up", "reconsider", "suspend", "recess", "limit-debate"})
"""What names something: a body, an item, a motion, an article, so many minutes."""
Debate: TypeAlias = Literal["no", "once", "yes"]
"""Not at all; the mover and the chair alone, each once; like any motion."""
Decided: TypeAlias = Literal["vote", "chair", "demand"]
"""By a vote; by the chair, whose ruling can be appealed against; by as many as demand it."""
MINUTE = 60


class Row(Struct, frozen=True, kw_only=True):
    """One procedural motion. `rank` 0 is incidental: it arises out of what is pending, whatever that is."""

    id: str
    name: str
    says: str
    """The words with which it is moved."""
    cites: str
    """Where the school says so."""
    rank: int = 0
    """It is in order over a pending one of a lower rank."""
    during: tuple[Position, ...] = QUESTION
    seconds: int = 1
    """How many others must support it before it is put; of a demand, how many in all."""
    interrupts: bool = False
    debatable: Debate = "no"
    amendable: bool = False
    decided: Decided = "vote"
    majority: str = "simple"
    """The name of a majority of the rulebook."""
    effect: Effect
    not_spoken: bool = False
    """Only who has not spoken on the question may move it."""
    mover_only: bool = False
    """Only the mover of the motion on the floor may move it."""
    before_debate: bool = False
    """Only before anybody has spoken on the motion."""
    speeches: int = 0
    """So many have spoken on each side, as long as there are people who want to."""
    chair_may_refuse: bool = False
    """The chair may rule it out as an abuse; that ruling can be appealed against."""
    again_after: int = 0
    """Seconds before it can be moved again on the same question, once it was lost."""
    is_right: bool = False
    """A right of whoever is in the minority: no suspension of rules touches it."""
    article: str = ""
    """The article of the rulebook that changed this row; empty where the school's row holds."""


def amendment_to(row: Row) -> Row:
    """An amendment to this motion. What makes the motion itself hard to move or to carry is not asked of it."""
    return replace(
        row, effect="amend", amendable=False, interrupts=False, majority="simple", chair_may_refuse=True,
        not_spoken=False, mover_only=False, before_debate=False, speeches=0, again_after=0, is_right=False,
    )  # fmt: skip


class School(Struct, frozen=True):
    """One usage: its rows by their ids, in the order of precedence, and what is still in order after closure."""

    id: str
    title: str
    rows: dict[str, Row]
    after_closure: frozenset[str]


def school(name: str, title: str, rows: tuple[Row, ...], after_closure: frozenset[str]) -> School:
    """The usage of that name."""
    return School(name, title, {row.id: row for row in rows}, after_closure)
