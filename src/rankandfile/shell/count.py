"""Opening a ballot box: every ballot of an election goes into the record, in parts that fit into an entry each."""

from collections.abc import Iterator, Sequence

from rankandfile.core.chapters.balloting import CountBallots
from rankandfile.core.ids import CLOCK, ElectionId, Lot, Moment

from .box import Ballot

PART = 1300
"""Bytes of ballots in one entry; the rest of it takes less than 700."""


class BoxRefused(Exception):
    """The ballots in the box are not as many as the voters who voted, or cannot be counted. Nothing was recorded."""


def in_parts(election: ElectionId, ballots: Sequence[Ballot]) -> tuple[CountBallots, ...]:
    """The acts that bring these ballots into the record, in the order of their trackers. At least one, if empty."""
    parts = list(_filled(f"{ballot.tracker}:{ballot.ranking}" for ballot in ballots)) or [()]
    return tuple(
        CountBallots(CLOCK, Moment(0), election, number, len(parts), part, Lot(""))
        for number, part in enumerate(parts, 1)
    )


def _filled(ballots: Iterator[str]) -> Iterator[tuple[str, ...]]:
    part: list[str] = []
    room = PART
    for ballot in ballots:
        room -= len(ballot) + 3
        if part and room < 0:
            yield tuple(part)
            part, room = [], PART - len(ballot) - 3
        part.append(ballot)
    if part:
        yield tuple(part)
