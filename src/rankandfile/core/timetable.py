"""The timetable of a meeting: every deadline of the rulebook as a moment, from the call to the close.

It is computed once, at the call, from the rulebook then in force, and is published with it. Lines marked `clock` are
performed by the clock at their hour; the others bind what people may do.
"""

from collections.abc import Iterator

from msgspec import Struct

from .calendar import Week, shifted
from .ids import Moment
from .rulebook.schema import Deadline, Meetings, Rulebook

ANCHORS = ("call", "opening", "closing")
CLOCKED = ("roll-date", "delegate-nominations-open", "seconding-close", "issue", "agenda", "candidates-open")
"""What the clock does, in the order in which it does what falls on the same moment."""


class Line(Struct, frozen=True, gc=False):
    """A line of the timetable: a kind, what it is about (a class of business, the number of an issue), a moment."""

    at: Moment
    kind: str
    about: str
    article: str

    @property
    def name(self) -> str:
        """The name by which other deadlines anchor to it: "agenda", "issue-1", "motions-close-emergency"."""
        return f"{self.kind}-{self.about}" if self.about else self.kind

    @property
    def clocked(self) -> bool:
        """Whether the clock performs it."""
        return self.kind in CLOCKED


class Wanted(Struct, frozen=True):
    """A deadline of the rulebook that the timetable turns into a line."""

    deadline: Deadline
    kind: str
    about: str
    article: str


def wanted(rulebook: Rulebook) -> Iterator[Wanted]:
    """Every deadline that the rulebook gives to a convention, in the order of the rulebook."""
    if rulebook.delegates is not None:
        own = rulebook.delegates
        yield Wanted(own.roll_date, "roll-date", "", own.article)
        yield Wanted(own.nominations_open, "delegate-nominations-open", "", own.article)
        yield Wanted(own.nominations_close, "delegate-nominations-close", "", own.article)
        yield Wanted(own.voting_opens, "delegate-voting-opens", "", own.article)
        yield Wanted(own.voting_closes, "delegate-voting-closes", "", own.article)
    for number, issue in enumerate(rulebook.bulletin.issues, 1):
        yield Wanted(issue, "issue", str(number), rulebook.bulletin.article)
    for business in rulebook.business:
        if business.to:
            continue
        yield Wanted(business.closes, "motions-close", business.id, business.article)
        yield Wanted(business.seconding_closes, "seconding-close", business.id, business.article)
        if business.answer_due is not None:
            yield Wanted(business.answer_due, "answer-due", business.id, business.article)
    yield Wanted(rulebook.amendments.closes, "amendments-close", "", rulebook.amendments.article)
    talk = rulebook.discussion
    if talk is not None and talk.closes is not None:
        yield Wanted(talk.closes, "discussion-closes", "", talk.article)
    joining = rulebook.composites
    if joining is not None and joining.closes is not None:
        yield Wanted(joining.closes, "composites-close", "", joining.article)
    convention = rulebook.convention
    yield Wanted(convention.candidates_open, "candidates-open", "", convention.article)
    yield Wanted(convention.candidates_close, "candidates-close", "", convention.article)
    yield Wanted(convention.agenda, "agenda", "", convention.article)


def wanted_by(rulebook: Rulebook, meetings: Meetings) -> Iterator[Wanted]:
    """Every deadline that the rulebook gives to a meeting of another body, in the order of the rulebook."""
    for business in rulebook.business:
        if business.to == meetings.body:
            yield Wanted(business.closes, "motions-close", business.id, business.article)
            yield Wanted(business.seconding_closes, "seconding-close", business.id, business.article)
    yield Wanted(meetings.agenda, "agenda", "", meetings.article)


def lines(rulebook: Rulebook, call: Moment, opening: Moment, closing: Moment) -> tuple[Line, ...]:
    """The timetable of a convention, earliest first. An anchor that nothing defines is left out; `check` reports it."""
    return _lines(wanted(rulebook), rulebook.organisation.week, call, opening, closing)


def lines_of(
    rulebook: Rulebook, meetings: Meetings, call: Moment, opening: Moment, closing: Moment
) -> tuple[Line, ...]:
    """The timetable of a meeting of another body, earliest first."""
    return _lines(wanted_by(rulebook, meetings), rulebook.organisation.week, call, opening, closing)


def _lines(deadlines: Iterator[Wanted], week: Week, call: Moment, opening: Moment, closing: Moment) -> tuple[Line, ...]:
    anchors = {"call": call, "opening": opening, "closing": closing}
    waiting, found = list(deadlines), list[Line]()
    while ready := [w for w in waiting if w.deadline.anchor in anchors]:
        for w in ready:
            line = Line(moment_of(w.deadline, anchors[w.deadline.anchor], week), w.kind, w.about, w.article)
            anchors[line.name] = line.at
            found.append(line)
        waiting = [w for w in waiting if w not in ready]
    return tuple(sorted(found, key=_order))


def moment_of(deadline: Deadline, anchor: Moment, week: Week) -> Moment:
    """The deadline's moment, given its anchor's."""
    return shifted(anchor, deadline.span, deadline.direction, week) if deadline.direction else anchor


def _order(line: Line) -> tuple[int, int, str]:
    return line.at, CLOCKED.index(line.kind) if line.clocked else -1, line.name


def when(timetable: tuple[Line, ...], name: str) -> Moment | None:
    """The moment of the line of that name; None where the timetable has none."""
    return next((line.at for line in timetable if line.name == name), None)
