"""The timetable of a convention as pages show it: when, what, whom it binds, under which article."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core import timetable
from rankandfile.core.chapters.bodies import rules_of
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import Moment
from rankandfile.core.rulebook.schema import Meetings
from rankandfile.core.state import State

from .motions import business_title

LINES = {
    "call": gettext_noop("The convention is called"),
    "roll-date": gettext_noop("The roll is frozen, and seats follow from it"),
    "delegate-nominations-open": gettext_noop("Nominations of delegates open in the branches"),
    "delegate-nominations-close": gettext_noop("Nominations of delegates close"),
    "delegate-voting-opens": gettext_noop("Voting for delegates opens"),
    "delegate-voting-closes": gettext_noop("Voting for delegates closes"),
    "issue": gettext_noop("Issue {about} of the bulletin comes out"),
    "motions-close": gettext_noop("{about}: the last moment to move one"),
    "seconding-close": gettext_noop("{about}: seconding closes; what is short of support falls"),
    "answer-due": gettext_noop("{about}: the leadership's answers are due"),
    "amendments-close": gettext_noop("Amendments close"),
    "composites-close": gettext_noop("Composites close"),
    "discussion-closes": gettext_noop("Discussions close"),
    "candidates-open": gettext_noop("Nominations for the elections at the convention open"),
    "candidates-close": gettext_noop("Nominations for the elections at the convention close"),
    "agenda": gettext_noop("The final agenda is composed"),
    "opening": gettext_noop("The convention opens"),
    "closing": gettext_noop("The convention closes at the latest"),
}


HAPPENS = {
    "roll-date": gettext_noop("the roll is frozen and delegates are apportioned"),
    "delegate-nominations-open": gettext_noop("nominations of delegates open in the branches"),
    "delegate-nominations-close": gettext_noop("nominations of delegates close"),
    "delegate-voting-opens": gettext_noop("the branches begin to vote on delegates"),
    "delegate-voting-closes": gettext_noop("the vote on delegates closes and is counted"),
    "issue": gettext_noop("an issue of the bulletin is published"),
    "motions-close": gettext_noop("motions close"),
    "seconding-close": gettext_noop("seconding closes"),
    "answer-due": gettext_noop("answers to motions are due"),
    "amendments-close": gettext_noop("amendments close"),
    "composites-close": gettext_noop("composites close"),
    "discussion-closes": gettext_noop("discussions close"),
    "candidates-open": gettext_noop("candidacies for the offices open"),
    "candidates-close": gettext_noop("candidacies for the offices close"),
    "agenda": gettext_noop("the final agenda is composed"),
    "opening": gettext_noop("the meeting can be opened"),
    "closing": gettext_noop("the meeting can be closed"),
}
"""What happens when a line of this kind comes, to stand inside a sentence."""

OTHER_BODIES = {
    "call": gettext_noop("The meeting is called"),
    "agenda": gettext_noop("The agenda is composed"),
    "opening": gettext_noop("The meeting opens"),
    "closing": gettext_noop("The meeting closes at the latest"),
}
"""What the lines are called where it is no convention that meets."""


BOUND = {
    "answer-due": gettext_noop("the leadership"),
    "opening": gettext_noop("the chair"),
    "closing": gettext_noop("the chair"),
    "call": gettext_noop("whoever calls it"),
}


BY_CLOCK = gettext_noop("the clock does it by itself")


EVERYBODY = gettext_noop("every member")


class Line(Struct, frozen=True):
    """A line of the timetable: when, what, whom it binds, under which article, and whether it has passed."""

    at: int
    what: str
    binds: str
    article: str
    is_past: bool


def lines(state: State, meeting: Convention, at: Moment) -> tuple[Line, ...]:
    """The convention's timetable, from its call to its close."""
    clause = rules_of(state, meeting.id)
    return _told(state, clause, meeting.timetable, meeting.called, meeting.opens, meeting.closes, at)


def planned(state: State, call: Moment, opens: Moment, closes: Moment) -> tuple[Line, ...]:
    """The timetable that would follow from such a call."""
    return _told(state, None, timetable.lines(rulebook(state), call, opens, closes), call, opens, closes, call)


def planned_of(state: State, clause: Meetings, call: Moment, opens: Moment, closes: Moment) -> tuple[Line, ...]:
    """The timetable that would follow from such a call of another body."""
    return _told(
        state, clause, timetable.lines_of(rulebook(state), clause, call, opens, closes), call, opens, closes, call
    )


def _told(
    state: State, clause: Meetings | None, found: tuple[timetable.Line, ...], call: Moment, opens: Moment,
    closes: Moment, at: Moment,
) -> tuple[Line, ...]:  # fmt: skip
    article = clause.article if clause is not None else rulebook(state).convention.article
    words = LINES if clause is None else LINES | OTHER_BODIES
    ends = ((call, "call"), (opens, "opening"), (closes, "closing"))
    own = [Line(when, _(words[kind]), _(BOUND[kind]), article, when <= at) for when, kind in ends]
    rest = [Line(line.at, what(state, line, words), _binds(line), line.article, line.at <= at) for line in found]
    return tuple(sorted([*own, *rest], key=lambda line: line.at))


def what(state: State, line: timetable.Line, words: Mapping[str, str] = LINES) -> str:
    """What happens at this line."""
    about = line.about if line.kind == "issue" else business_title(state, line.about)
    return _(words[line.kind]).format(about=about)


def _binds(line: timetable.Line) -> str:
    return _(BY_CLOCK) if line.clocked else _(BOUND.get(line.kind, EVERYBODY))


def happens(line: str) -> str:
    """What happens at the line of this name, such as "issue-2"; empty for a name that is none."""
    return next((_(told) for kind, told in HAPPENS.items() if line.startswith(kind)), "")
