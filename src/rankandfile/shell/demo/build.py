"""Building the demonstration: the union's past and present, recorded in a new home folder within seconds."""

from pathlib import Path
from random import Random

from rankandfile.core.refusal import Refusal

from ..founding import found
from ..home import Home
from ..invented.play import Play, Refused, SetClock
from ..secretary import Secretary
from . import past
from .clock import DemoClock
from .organisation import FOUNDER, NAME, ORIGIN, founding_rulebook

DAY, WEEK = 86_400, 604_800
TODAY = 10 * WEEK + 4 * DAY
"""How long before the opening the newcomer arrives: four days before motions close."""
BETWEEN = 53 * WEEK
BEFORE_THE_FIRST = 22 * WEEK


def opening_after(now: int) -> int:
    """The opening of the second convention: the first Saturday, ten in the morning, more than TODAY away."""
    day = (now + TODAY) // DAY + 1
    return (day + (2 - day % 7) % 7) * DAY + 10 * 3600


def build(home: Path, now: int) -> None:
    """The folder holds the demonstration, at a moment within a week after now. Raises Trouble and Refused."""
    opening = opening_after(now)
    clock = SetClock(opening - BETWEEN - BEFORE_THE_FIRST)
    answer = found(home, ORIGIN, founding_rulebook(), NAME, FOUNDER, clock)
    if isinstance(answer, Refusal):
        raise Refused(f"The founding was refused: {answer.code}")
    secretary = Secretary(Home(home), clock)
    play = Play(secretary, clock, Random(1906))
    past.tell(play, opening - BETWEEN)
    DemoClock(home).set(secretary.now())
    secretary.close()
