"""Time passes in the demonstration: to the next deadline, while the invented members do what members do until then."""

from random import Random

from msgspec import Struct

from rankandfile.core.chapters.meetings import current
from rankandfile.core.engine import next_due
from rankandfile.core.ids import Moment
from rankandfile.core.state import State

from ..draft import Ask, Recorded
from ..invented.crowd import arrivals, ballots, candidacies, missing_seconds
from ..invented.hall import in_the_hall
from ..invented.polling import Polling
from ..secretary import Secretary
from .clock import DemoClock

AFTER = 60
"""Seconds after a deadline at which the clock is set down."""


class Stop(Struct, frozen=True):
    """The next moment at which something closes, opens or is due, and the names of the lines that say so."""

    at: Moment
    lines: tuple[str, ...]


def next_stop(state: State, now: int) -> Stop | None:
    """Where the clock goes next: a line of the timetable, the opening, the closing, or else a duty of the clock."""
    meeting = current(state)
    ahead = [(line.at, line.name) for line in meeting.timetable] if meeting is not None else []
    if meeting is not None:
        ahead += [(meeting.opens, "opening"), (meeting.closes, "closing")]
    due = next_due(state)
    ahead = [stop for stop in ahead if stop[0] > now] or ([due[:2]] if due is not None and due[0] > now else [])
    if not ahead:
        return None
    first = min(at for at, _ in ahead)
    return Stop(first, tuple(name for at, name in ahead if at == first))


def forward(secretary: Secretary, clock: DemoClock, chance: Random) -> Stop | None:
    """Members stand, vote and arrive as they would; then the next deadline has passed. None when nothing lies ahead."""
    stop = next_stop(secretary.follow(), secretary.now())
    if stop is None:
        return None
    others_act(secretary, chance, support=False)
    clock.set(stop.at + AFTER)
    secretary.strike()
    return stop


def others_act(secretary: Secretary, chance: Random, support: bool = True) -> int:
    """How many things the invented members did: what they would do at this moment and had not done yet.

    Officer and trustees of verifiable elections are among them, with keys that the demonstration made itself.
    """
    polling = Polling(secretary, secretary.home.path)
    done = polling.open_due() + polling.set_up_due()
    wanted = _wanted(secretary.strike(), secretary.now(), chance, support)
    done += sum(isinstance(answer, Recorded) for answer in secretary.submit_many(wanted))
    return done + polling.set_up_due() + polling.vote(chance)


def _wanted(state: State, now: Moment, chance: Random, support: bool) -> list[Ask]:
    asks = [*candidacies(state, chance, now), *ballots(state, chance, now)]
    if support:
        asks += missing_seconds(state, chance, now)
    meeting = current(state)
    if meeting is not None and now >= meeting.opens - 86_400:
        asks += arrivals(state, meeting, now)
        asks += in_the_hall(state, meeting, now, chance)
    return asks
