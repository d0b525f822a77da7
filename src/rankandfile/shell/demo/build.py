"""Building the demonstration: the union's past and present, recorded in a new home folder within seconds."""

import shutil
from pathlib import Path
from random import Random

from ..founding import found
from ..home import Home
from ..invented.play import Play, SetClock
from ..secretary import Secretary
from . import past, present
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
    """The folder holds the demonstration, at a moment within a week after now; all or nothing. Raises Trouble."""
    building = home.with_name(f".{home.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    _told(building, opening_after(now))
    building.rename(home)


def _told(home: Path, opening: int) -> None:
    clock = SetClock(opening - BETWEEN - BEFORE_THE_FIRST)
    found(home, ORIGIN, founding_rulebook(), NAME, FOUNDER, clock)
    secretary = Secretary(Home(home), clock)
    play = Play(secretary, clock, Random(1906))
    past.tell(play, opening - BETWEEN)
    present.tell(play, opening, opening - TODAY)
    DemoClock(home).set(secretary.now())
    secretary.close()
