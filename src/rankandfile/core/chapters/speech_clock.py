"""The clock of a speech: how much of its time is used, and what makes it stand. Computed from the record alone.

It stands while a point waits for the chair's ruling or a procedural motion for its vote, while an intervention or a
point from the list has the floor, while the meeting pauses, and while it is adjourned for want of a quorum. What comes
before the speech began does not stop it. Moments are whole seconds. No slice and no acts of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from ..ids import ConventionId, Moment
from .agenda import Speaker
from .bodies import meeting_body
from .foundation import rulebook
from .procedural import Procedural, raised, row_of
from .turns import INTERRUPTING, in_call_order, longest

if TYPE_CHECKING:
    from ..state import State

Because: TypeAlias = Literal["", "point", "motion", "floor", "pause", "quorum"]
"""Why a clock stands: a point, a procedural motion, somebody else who has the floor, a pause, no quorum."""


class Stop(Struct, frozen=True, gc=False):
    """A time in which the clocks of speeches stand; `until` is the moment that is asked about while it lasts."""

    since: Moment
    until: Moment
    because: Because
    lasts: bool = False
    resumes: Moment = Moment(0)
    """When it ends by itself; 0 where that is not known."""


class Clock(Struct, frozen=True, gc=False):
    """The seconds of a speech that are used and left, and when its time is over unless it stands again.

    `because` says why it stands now. While nobody knows how long, `until` is 0; else `resumes` is when it runs again.
    """

    used: int
    left: int
    until: Moment
    because: Because = ""
    resumes: Moment = Moment(0)


def clock(state: State, meeting: ConventionId, listed: tuple[Speaker, ...], own: Speaker, now: Moment) -> Clock:
    """The clock of this speech, one of those on the list that were called. Cost: one look at what was raised."""
    stops = _stops_of(state, meeting, listed, own, now)
    used = _used(state, meeting, listed, own, stops, now)
    left = max(0, longest(state, own.side, meeting) - used)
    lasting = [stop for stop in stops if stop.lasts]
    if not lasting:
        return Clock(used, left, Moment(now + left))
    known = all(stop.resumes for stop in lasting)
    resumes = max(stop.resumes for stop in lasting) if known else Moment(0)
    return Clock(used, left, Moment(resumes + left if known else 0), lasting[-1].because, resumes)


def lengths(
    state: State, meeting: ConventionId, listed: tuple[Speaker, ...], now: Moment
) -> Iterator[tuple[Speaker, int]]:
    """Each speech of a list with its seconds, without those in which its clock stood.

    A speech that nobody ended is counted until the next one was called, and at most as long as it may last.
    """
    for speaker in in_call_order(listed):
        yield speaker, _used(state, meeting, listed, speaker, _stops_of(state, meeting, listed, speaker, now), now)


def _used(
    state: State, meeting: ConventionId, listed: tuple[Speaker, ...], own: Speaker, stops: tuple[Stop, ...], now: Moment
) -> int:
    began, ended = own.began or own.called, own.ended or _until(listed, own, now)
    seconds = max(0, ended - began - _covered(stops, began, ended))
    return seconds if own.ended else min(seconds, longest(state, own.side, meeting))


def _covered(stops: tuple[Stop, ...], began: Moment, ended: Moment) -> int:
    """The seconds between the two in which the clock stood; what overlaps counts once."""
    total, reached = 0, began
    for stop in sorted(stops, key=lambda stop: stop.since):
        since, until = max(reached, stop.since), min(ended, stop.until)
        total += max(0, until - since)
        reached = max(reached, until)
    return total


def _until(listed: tuple[Speaker, ...], own: Speaker, now: Moment) -> Moment:
    """When the next one was called in whose favour this one gave up the floor; now, where nobody was."""
    called = in_call_order(listed)
    after = called[called.index(own) + 1 :]
    return next((s.called for s in after if s.side not in INTERRUPTING or own.side in INTERRUPTING), now)


def _stops_of(
    state: State, meeting: ConventionId, listed: tuple[Speaker, ...], own: Speaker, now: Moment
) -> tuple[Stop, ...]:
    began = own.began or own.called
    called = in_call_order(listed)
    found = (
        *_interruptions(listed, called[called.index(own) + 1 :], now),
        *_raised(state, meeting, began, now),
        *_pauses(state, meeting, now),
        *_adjournments(state, meeting, now),
    )
    return tuple(stop for stop in found if stop.until > began or stop.lasts)


def _interruptions(listed: tuple[Speaker, ...], after: list[Speaker], now: Moment) -> Iterator[Stop]:
    """Points and interventions from the list that came after, each until it was ended, or the next one called."""
    for speaker in after:
        if speaker.side not in INTERRUPTING:
            return
        until = speaker.ended or _until(listed, speaker, now)
        yield Stop(speaker.called, until, "floor", not speaker.ended and speaker is after[-1])


def _raised(state: State, meeting: ConventionId, began: Moment, now: Moment) -> Iterator[Stop]:
    """What had its support after the speech began and stops all business: from then until it was settled."""
    for own in raised(state, meeting):
        if own.placed and own.placed >= began and _stops(state, own, began):
            because: Because = "point" if _is_ruled(state, own) else "motion"
            yield Stop(own.placed, own.decided if own.fate else now, because, not own.fate)


def _stops(state: State, own: Procedural, began: Moment) -> bool:
    """A speech that begins in the same second as a motion that is debated is a speech on that motion."""
    row = row_of(state, own)
    return row is None or row.decided == "chair" or row.debatable == "no" or own.placed > began


def _is_ruled(state: State, own: Procedural) -> bool:
    row = row_of(state, own)
    return row is not None and row.decided == "chair"


def _pauses(state: State, meeting: ConventionId, now: Moment) -> Iterator[Stop]:
    """Each recess on which the meeting decided."""
    for own in raised(state, meeting):
        row = row_of(state, own)
        if row is not None and row.effect == "recess" and own.fate == "carried":
            over = Moment(own.decided + 60 * own.minutes)
            yield Stop(own.decided, min(now, over), "pause", now < over, over)


def _adjournments(state: State, meeting: ConventionId, now: Moment) -> Iterator[Stop]:
    """The times without a quorum, where the rulebook lets nothing go on without one."""
    if rulebook(state).presence is None or meeting_body(state, meeting).quorum.without != "adjourn":
        return
    own = state.meetings.conventions[meeting]
    yield from (Stop(since, until, "quorum") for since, until in own.without_quorum)
    if own.lost:
        yield Stop(own.lost, now, "quorum", lasts=True)
