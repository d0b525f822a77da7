"""Votes on procedural motions: what comes before what, and which majority.

Nothing else is put to the vote, taken up or closed while a point waits for the chair's ruling or a procedural motion
for its vote; the one that was placed last comes first. A right that was just raised has a time to gather its
support. What follows from a result stands in `procedural_results.py`. No slice and no acts of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..count.majority import Majority
from ..ids import ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from .agenda import SILENT, Vote, agenda_article
from .foundation import rulebook
from .procedural import (
    Procedural,
    article,
    gathering,
    missing,
    pending,
    put_by,
    raised,
    row_of,
    ruled_until,
    supported_by,
    table,
)
from .recounting import why_result_waits

if TYPE_CHECKING:
    from ..state import State

TWO_THIRDS = Majority(ratio="2/3", comparison="at-least")
BUILT_IN = {"simple": Majority(), "two-thirds": TWO_THIRDS}
"""What the names of the schools' majorities mean where the rulebook has none of that name."""


REFUSALS = {
    "procedure.recess": Words(
        gettext_noop("The meeting pauses until {until}."),
        gettext_noop("It goes on then by itself."),
    ),
    "procedure.point_first": Words(
        gettext_noop("“{pending}” waits for the chair's ruling, under the number {number}."),
        gettext_noop("Rule on it first, with the reason."),
    ),
    "procedure.motion_first": Words(
        gettext_noop("“{pending}” has its support and is put before anything else."),
        gettext_noop("Put {number} to the vote."),
    ),
    "procedure.gathering": Words(
        gettext_noop("“{pending}” was raised on {since} and has until {until} to find {missing} more supporters."),
        gettext_noop("Wait until then; with enough of them it is put first."),
    ),
    "procedure.ruled_out": Words(
        gettext_noop(
            "{number} would amend this. The chair ruled it out, and an appeal against that can be made until {until}."
        ),
        gettext_noop("Wait until then, or let the meeting decide on the ruling first."),
    ),
    "procedure.not_placed": Words(
        gettext_noop("{number} does not wait for a vote."),
        gettext_noop("It needs its support first, or was decided already."),
    ),
}


def why_recess(state: State, convention: ConventionId, at: Moment) -> Refusal | None:
    """Why nothing is done now: the meeting pauses. None when it does not."""
    until = state.procedure.recess.get(convention, Moment(0))
    return refuse(article(state), "procedure.recess", until=until) if at < until else None


def why_something_first(state: State, convention: ConventionId, subject: str, at: Moment) -> Refusal | None:
    """Why this is not put to the vote, taken up or closed now: something raised comes before it. None for nothing."""
    refusal = why_result_waits(state, convention)
    if refusal is not None or rulebook(state).procedure is None:
        return refusal
    waits = pending(state, convention)
    if waits and waits[-1].id != subject:
        row = row_of(state, waits[-1])
        code = "procedure.point_first" if row is not None and row.decided == "chair" else "procedure.motion_first"
        return refuse(article(state, row), code, pending=waits[-1].motion, number=waits[-1].id)
    return _why_ruled_out(state, convention, subject, at) if waits else _why_gathering(state, convention, at)


def _why_ruled_out(state: State, convention: ConventionId, subject: str, at: Moment) -> Refusal | None:
    """Why the motion waits a little: no chair rules an amendment out and puts the motion before anybody can appeal."""
    for own in raised(state, convention):
        until = ruled_until(state, own)
        if own.amends == subject and own.fate == "ruled-out" and at < until and not _was_appealed(state, own):
            return refuse(article(state, row_of(state, own)), "procedure.ruled_out", number=own.id, until=until)
    return None


def _was_appealed(state: State, ruled: Procedural) -> bool:
    return any(own.about == ruled.id and own.fate in ("carried", "lost") for own in raised(state, ruled.convention))


def _why_gathering(state: State, convention: ConventionId, at: Moment) -> Refusal | None:
    for own in gathering(state, convention):
        row, until = row_of(state, own), supported_by(state, own)
        if row is not None and row.is_right and row.decided == "vote" and at < until:
            return refuse(
                article(state, row), "procedure.gathering",
                pending=own.motion, since=own.raised, until=until, missing=missing(state, own),
            )  # fmt: skip
    return None


def why_no_speech(state: State, convention: ConventionId, at: Moment) -> Refusal | None:
    """Why nobody is called to speak now: a pause, a point that waits, or a motion that is put without debate."""
    waits = pending(state, convention)
    row = row_of(state, waits[-1]) if waits else None
    if row is not None and (row.decided == "chair" or row.debatable == "no"):
        return why_something_first(state, convention, "", at)
    return why_recess(state, convention, at)


def goes_without_chair(state: State, subject: str, by: Handle, at: Moment) -> bool:
    """Whether this voter may put it to the vote although the chair does not: a right that has waited long enough."""
    own = state.procedure.raised.get(subject)
    row = row_of(state, own) if own is not None else None
    if own is None or row is None or not row.is_right or row.decided != "vote" or not own.placed or own.fate:
        return False
    return by in (own.by, *own.seconders) and at >= put_by(state, own.placed)


def closes_without_chair(state: State, vote: Vote, by: Handle, at: Moment) -> bool:
    """Whether this voter may close the vote although the chair does not: everybody has voted, or had time to."""
    had_time = SILENT not in vote.choices or at >= put_by(state, vote.opened)
    return had_time and goes_without_chair(state, vote.subject, by, at)


def is_procedural(state: State, subject: str) -> bool:
    """Whether the subject of a vote is something that was raised."""
    return subject in state.procedure.raised


def why_not_put(state: State, convention: ConventionId, number: str) -> Refusal | None:
    """Why this cannot be put to the vote: it has no support yet, was decided, or is the chair's to rule on."""
    own = state.procedure.raised[number]
    row = row_of(state, own)
    if own.convention != convention or not own.placed or own.fate or row is None or row.decided != "vote":
        return refuse(article(state, row), "procedure.not_placed", number=number)
    return None


def majority_of(state: State, number: str) -> Majority:
    """The majority that the row names: the rulebook's of that name, else what the name means everywhere."""
    row = row_of(state, state.procedure.raised[number])
    return named(state, row.majority if row is not None else "simple")


def named(state: State, name: str) -> Majority:
    """The rulebook's majority of that name, else what the name means everywhere."""
    own = next((m.rule for m in rulebook(state).majorities if m.id == name), None)
    return own if own is not None else BUILT_IN.get(name, Majority())


def order_majority(state: State) -> str:
    """The name of the majority by which another item is taken next."""
    known = table(state)
    row = known.rows.get("reorder") if known is not None else None
    return row.majority if row is not None else "simple"


def may_take_any(state: State, convention: ConventionId) -> bool:
    """Whether the order of business is suspended for the item taken up next."""
    own = agenda_article(state)
    return any(s.article == own and not s.item for s in state.procedure.suspended.get(convention, ()))


SLICE = ""
ADMIT: dict[type, object] = {}
APPLY: dict[type, object] = {}
TEXTS: dict[type, tuple[object, ...]] = {}
