"""What a case of the two tables is: the text that decides it, a floor, a motion, and the answer."""

from typing import Any, NamedTuple

from rankandfile.core.procedure.order import ANYBODY, Floor, Person, Why


class Case(NamedTuple):
    """`why` is empty where the motion is in order; `needs` are the columns of its row that the text speaks of."""

    cites: str
    motion: str
    floor: Floor
    why: Why = ""
    who: Person = ANYBODY
    needs: dict[str, Any] = {}


NOTHING = Floor(position="no-business")
MOTION = Floor(position="motion")
AMENDMENT = Floor(position="amendment")
SPEECH = Floor(position="motion", speaking=True)
VOTE = Floor(position="vote")
COUNTED = Floor(position="vote", counted=True)
CLOSED = Floor(position="counted", counted=True)
BY_NAME = Floor(position="vote", by_name=True)
RULED = Floor(position="motion", ruled=True)
POINT = Floor(position="ruling")
CLOSED_DEBATE = Floor(position="motion", debate_closed=True)
ANNOUNCED = Floor(position="announced", decided=True)
RECESS = Floor(position="recess")
NOT_OPEN = Floor(position="closed")
ELECTION = Floor(position="item")
HAS_SPOKEN = Person(spoken=True)
OBSERVER = Person(vote=False)
GUEST = Person(vote=False, voice=False)
IS_MOVER = Person(is_mover=True)


def pending(*motions: str) -> Floor:
    """The floor while these procedural motions are pending, the last one before the others."""
    return Floor(position="procedural", pending=motions)


def lost(motion: str, seconds: int) -> Floor:
    """A motion under debate, on which this procedural motion was lost so many seconds ago."""
    return Floor(position="motion", lost=((motion, seconds),))
