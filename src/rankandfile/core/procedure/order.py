"""Whether a procedural motion is in order now: yes and what it needs, or no and why.

Pure: a picture of the floor, a table of rows, the name of a motion, and who wants to move it. Nothing here knows an
organisation; `core/chapters/procedure.py` draws the picture from one. Each question below is one reason for a no, in
the order in which a chair would ask them.
"""

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from ..refusal import Fact
from .rows import Position, Row, School

Why: TypeAlias = Literal[
    "", "unknown", "position", "yields", "closed", "speaking", "nothing-ruled", "nothing-counted", "nothing-aside",
    "nothing-decided", "by-name", "debated", "voice", "vote", "mover", "spoken", "prevailing", "speeches", "again",
]  # fmt: skip
"""Why it is not in order; empty when it is."""


class Floor(Struct, frozen=True, kw_only=True):
    """The floor at one moment, as far as order goes. Sides are (for, against)."""

    position: Position
    pending: tuple[str, ...] = ()
    """Procedural motions that wait for their vote, by the rows' names; the last one is put first."""
    speaking: bool = False
    """Somebody has the floor and has not ended."""
    debate_closed: bool = False
    """Closure carried on the question; it is put now."""
    debated: bool = False
    """Somebody has spoken on the motion."""
    speeches: tuple[int, int] = (0, 0)
    asking: tuple[int, int] = (0, 0)
    """How many still ask to speak on each side."""
    ruled: bool = False
    """The chair has ruled, and nothing has been decided since."""
    counted: bool = False
    """The tellers' counts of the show of cards agree, and its result has not taken effect."""
    by_name: bool = False
    """The open vote is a roll call already."""
    laid_aside: bool = False
    decided: bool = False
    """Something was decided at this meeting that could be reconsidered."""
    lost: tuple[tuple[str, int], ...] = ()
    """What was lost on the same question, and how many seconds ago."""


class Person(Struct, frozen=True, kw_only=True):
    """Who wants to move it: the flags of the seat, and the part in the debate."""

    voice: bool = True
    vote: bool = True
    spoken: bool = False
    is_mover: bool = False
    """The mover of the motion on the floor."""
    prevailed: bool = True
    """Not known to have voted with the side that lost what would be reconsidered."""


class Order(Struct, frozen=True):
    """The answer: the row, and why not; empty `why` for yes. `facts` fill the sentence."""

    row: Row | None
    why: Why = ""
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def is_in_order(self) -> bool:
        """Whether it may be moved now."""
        return not self.why


ANYBODY = Person()


def in_order(floor: Floor, table: School, motion: str, who: Person = ANYBODY) -> Order:
    """Whether this person may move it now, and by which row."""
    row = table.rows.get(motion)
    if row is None:
        return Order(None, "unknown")
    return next((no for ask in QUESTIONS if (no := ask(floor, table, row, who)) is not None), Order(row))


def open_now(floor: Floor, table: School, who: Person = ANYBODY) -> Iterator[Row]:
    """Every row that is in order for this person now, in the order of the table."""
    return (row for row in table.rows.values() if in_order(floor, table, row.id, who).is_in_order)


def over(row: Row, pending: Row) -> bool:
    """Whether the one takes precedence over the other: by rank, or because it arises out of whatever is pending."""
    if not row.rank:
        return "procedural" in row.during
    return bool(pending.rank) and row.rank > pending.rank


def _wrong_moment(floor: Floor, table: School, row: Row, who: Person) -> Order | None:
    if floor.position in row.during:
        return None
    if floor.position == "procedural" and floor.pending:
        pending = table.rows.get(floor.pending[-1])
        if pending is None or not over(row, pending):
            return Order(row, "yields", (("pending", floor.pending[-1]),))
        return None
    return Order(row, "position", (("position", floor.position),))


def _after_closure(floor: Floor, table: School, row: Row, who: Person) -> Order | None:
    return Order(row, "closed") if floor.debate_closed and row.id not in table.after_closure else None


def _interrupting(floor: Floor, table: School, row: Row, who: Person) -> Order | None:
    return Order(row, "speaking") if floor.speaking and not row.interrupts else None


def _without_object(floor: Floor, table: School, row: Row, who: Person) -> Order | None:
    """It has nothing to act on: no ruling, no count, nothing laid aside, nothing decided."""
    lacks: dict[str, tuple[bool, Why]] = {
        "overturn": (not floor.ruled, "nothing-ruled"),
        "take-up": (not floor.laid_aside, "nothing-aside"),
        "reconsider": (not floor.decided, "nothing-decided"),
        "recount": (not floor.counted, "by-name" if floor.by_name else "nothing-counted"),
        "roll-call": (floor.by_name, "by-name"),
    }
    lacking, why = lacks.get(row.effect, (False, ""))
    return Order(row, why) if lacking else None


def _not_this_person(floor: Floor, table: School, row: Row, who: Person) -> Order | None:
    """Points are open to whoever has a voice; everything that leads to a vote to whoever has one."""
    if row.decided == "chair" and not who.voice:
        return Order(row, "voice")
    if row.decided != "chair" and not who.vote:
        return Order(row, "vote")
    if row.mover_only and not who.is_mover:
        return Order(row, "mover")
    if row.not_spoken and who.spoken:
        return Order(row, "spoken")
    return Order(row, "prevailing") if row.effect == "reconsider" and not who.prevailed else None


def _too_late(floor: Floor, table: School, row: Row, who: Person) -> Order | None:
    return Order(row, "debated") if row.before_debate and floor.debated else None


def _too_soon(floor: Floor, table: School, row: Row, who: Person) -> Order | None:
    """Too few have spoken on a side on which people still ask to, or it was lost a moment ago."""
    for spoken, asking in zip(floor.speeches, floor.asking, strict=True):
        if spoken < row.speeches and asking:
            return Order(row, "speeches", (("least", row.speeches), ("spoken", spoken)))
    ago = min((seconds for name, seconds in floor.lost if name == row.id), default=row.again_after)
    return Order(row, "again", (("wait", row.again_after - ago),)) if ago < row.again_after else None


Question: TypeAlias = Callable[[Floor, School, Row, Person], Order | None]
QUESTIONS: tuple[Question, ...] = (
    _wrong_moment, _after_closure, _interrupting, _without_object, _not_this_person, _too_late, _too_soon,
)  # fmt: skip
