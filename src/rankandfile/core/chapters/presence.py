"""Presence: the code that is shown in the hall, and what becomes of a meeting that has lost its quorum.

The desk shows a code in the hall; whoever enters it on the own device is checked in. The record holds the code's digest
and commitments to what was entered, never the code: who was not there cannot read it there. Where the rulebook says
that the meeting adjourns without a quorum, nothing goes on until enough are there again, and after a time that it
gives the clock closes the meeting; what was not reached is named so. Keeps its part of the meeting's slice.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..ids import ConventionId, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Presence
from .agenda import undecided_vote, unreached
from .bodies import convention_body, meeting_body, why_not_in_role
from .credentials import seated_now, why_not_at_the_door
from .foundation import KeepTime, rulebook
from .holding import ConventionClosed, what_a_close_brings
from .meetings import Convention, MeetingsState, going_on, with_meeting

if TYPE_CHECKING:
    from ..state import State

DIGEST = re.compile(r"[0-9a-f]{64}")
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", " ": None, "-": None})
"""Signs that people take for each other, and those that only make groups."""


class ShowHallCode(Act, frozen=True):
    """Show another code in the hall; it is announced by its digest."""

    convention: ConventionId
    digest: str


class CheckInByCode(Act, frozen=True):
    """Take one's own seat with the code that is shown in the hall."""

    convention: ConventionId


class HallCodeShown(Effect, frozen=True):
    """From now on this code is shown in the hall, and no other."""

    convention: ConventionId
    digest: str
    entry: int
    at: Moment


REFUSALS = {
    "presence.digest": Words(
        gettext_noop("A code is announced by its SHA-256, 64 digits and letters."),
        gettext_noop("Let the page of the desk make a code."),
    ),
    "presence.no_code": Words(
        gettext_noop("No code is shown in the hall."),
        gettext_noop("Ask the desk to show one, or check in at the desk."),
    ),
    "presence.wrong_code": Words(
        gettext_noop("That is not the code that is shown in the hall."),
        gettext_noop("Look at the code once more, or go to the credentials desk."),
    ),
    "presence.old_code": Words(
        gettext_noop("This code was shown on {since} and is no longer taken."),
        gettext_noop("Ask the desk to show a new one, or check in at the desk."),
    ),
}


def written(code: str) -> str:
    """The code as it is hashed: capital letters, without spaces and hyphens, signs that look alike made one."""
    return code.upper().translate(ALIKE)


def digest(convention: ConventionId, code: str) -> str:
    """What the record holds of a hall code."""
    return sha256(f"{convention}/{written(code)}".encode()).hexdigest()


def show_hall_code(state: State, act: ShowHallCode, texts: Texts) -> Answer:
    """The desk shows another code; the one before it is no longer taken."""
    refusal = why_not_in_role(state, act.convention, act.by, "credentials", act.at) or why_not_at_the_door(
        state, act.convention, act.by, act.by, act.at
    )
    if refusal is not None:
        return refusal
    code = texts.get("code")
    if not DIGEST.fullmatch(act.digest) or (code is not None and digest(act.convention, code) != act.digest):
        return refuse(clause(state).article, "presence.digest")
    return (HallCodeShown(act.convention, act.digest, int(state.size), act.at),)


def check_in_by_code(state: State, act: CheckInByCode, texts: Texts) -> Answer:
    """Who enters the code that is shown takes the seat. The code is checked when it arrives; a replay has it not."""
    refusal = why_not_at_the_door(state, act.convention, act.by, act.by, act.at) or _why_not_this_code(
        state, act, texts
    )
    return refusal or seated_now(state, act.convention, act.by, act.at)


def _why_not_this_code(state: State, act: CheckInByCode, texts: Texts) -> Refusal | None:
    own = state.meetings.conventions[act.convention]
    if not own.code or clause(state).check_in == "desk":
        return refuse(clause(state).article, "presence.no_code")
    if act.at > code_until(state, act.convention):
        return refuse(clause(state).article, "presence.old_code", since=own.code_shown)
    code = texts.get("code")
    if code is not None and digest(act.convention, code) != own.code:
        return refuse(clause(state).article, "presence.wrong_code")
    return None


def code_until(state: State, convention: ConventionId) -> Moment:
    """Until when the code that is shown can be used."""
    own, week = state.meetings.conventions[convention], rulebook(state).organisation.week
    return shifted(own.code_shown, clause(state).code_lasts, 1, week)


def clause(state: State) -> Presence:
    """The clause on presence; where there is none, what it says by default."""
    return rulebook(state).presence or Presence(article=convention_body(state).article)


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The first hour at which a meeting that stays without a quorum is closed."""
    known = (
        (ends(state, own), own.id) for own in going_on(state) if own.lost and undecided_vote(state, own.id) is None
    )
    first = min(((until, meeting) for until, meeting in known if until is not None), default=None)
    return (first[0], "close-without-quorum", first[1]) if first is not None else None


def ends(state: State, meeting: Convention) -> Moment | None:
    """When a meeting without a quorum is closed, unless enough come back; None where it is not."""
    after = clause(state).ends_after
    if (
        after is None
        or not meeting.lost
        or meeting.closed
        or meeting_body(state, meeting.id).quorum.without != "adjourn"
    ):
        return None
    return shifted(meeting.lost, after, 1, rulebook(state).organisation.week)


def strike(state: State, act: KeepTime) -> Answer:
    """The clock closes the meeting; what was not reached is named so."""
    own = ConventionId(act.about)
    brings = what_a_close_brings(state, own, act.at)
    return (*unreached(state, own, act.at), ConventionClosed(own, act.at), *brings)


def _shown(state: State, effect: HallCodeShown) -> MeetingsState:
    return with_meeting(state, effect.convention, code=effect.digest, code_shown=effect.at, code_entry=effect.entry)


SLICE = "meetings"
CLOCK = ("close-without-quorum",)
TIMELY = (CheckInByCode,)
ADMIT: dict[type, Any] = {
    ShowHallCode: show_hall_code,
    CheckInByCode: check_in_by_code,
}
APPLY: dict[type, Any] = {HallCodeShown: _shown}
TEXTS: dict[type, tuple[Any, ...]] = {
    ShowHallCode: (Text("code", "personal"),),
    CheckInByCode: (Text("code", "personal"),),
}
