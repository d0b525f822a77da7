"""Presiding: when the chair does nothing for as long as the rulebook says, the meeting puts another in the chair.

Each who is present with a vote names somebody who is present; with more than half of them, and a quorum, that person
is in the chair for the rest of the meeting, and nobody else. So a meeting is neither kept from opening nor from voting.
Keeps the names beside the convention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..calendar import shifted
from ..ids import ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .bodies import meeting_article, rules_of
from .foundation import rulebook
from .meetings import Convention, MeetingsState, is_by_post, present_voters, with_meeting
from .quorum import why_no_quorum

if TYPE_CHECKING:
    from ..state import State


class NameChair(Act, frozen=True):
    """Name somebody present for the chair, which has done nothing for too long."""

    convention: ConventionId
    person: Handle


class ChairNamed(Effect, frozen=True):
    """One who has a vote names this person for the chair."""

    convention: ConventionId
    by: Handle
    person: Handle


class ChairTaken(Effect, frozen=True):
    """More than half of those present with a vote named this person, who presides from now on."""

    convention: ConventionId
    person: Handle
    at: Moment


REFUSALS = {
    "chair.none": Words(
        gettext_noop("The rulebook does not let the meeting put another in the chair."),
        gettext_noop("Move to add “chair_after” to this article."),
    ),
    "chair.early": Words(
        gettext_noop("The chair has until {until} to go on with the meeting."),
        gettext_noop("After {until} those present can name somebody else."),
    ),
    "chair.no_vote": Words(
        gettext_noop("Only who is present with a vote names somebody for the chair."),
        gettext_noop("Check in first."),
    ),
    "chair.absent": Words(
        gettext_noop("This person is not present with a voice."),
        gettext_noop("Name somebody who is."),
    ),
    "chair.named": Words(
        gettext_noop("You have named this person already."),
        gettext_noop("It takes {needed} of those present with a vote; {named} have named the same person."),
    ),
}


def idle_since(state: State, meeting: Convention) -> Moment:
    """Since when the chair has not moved the meeting on: it opens, puts to the vote, closes a vote."""
    if not meeting.opened:
        return meeting.opens
    votes = (m for v in state.floor.votes.values() if v.convention == meeting.id for m in (v.opened, v.closed))
    own = (e for e in state.elections.elections.values() if e.convention == meeting.id)
    ballots = (m for e in own for m in (e.voting_opens, e.counted))
    return Moment(max(meeting.opened, meeting.chaired, *votes, *ballots))


def can_be_put_from(state: State, meeting: Convention) -> Moment | None:
    """From when another can be put in the chair, unless the chair goes on; None where the rulebook has no such rule."""
    own, week = rules_of(state, meeting.id) or rulebook(state).convention, rulebook(state).organisation.week
    left = state.procedure.vacated.get(meeting.id, Moment(0))
    if left > meeting.chaired:
        return left
    return shifted(idle_since(state, meeting), own.chair_after, 1, week) if own.chair_after is not None else None


def votes_needed(meeting: Convention) -> int:
    """How many must name the same person: more than half of those present with a vote."""
    return len(present_voters(meeting)) // 2 + 1


def naming(meeting: Convention, person: Handle) -> int:
    """How many of those present with a vote name this person."""
    return sum(meeting.naming.get(voter) == person for voter in present_voters(meeting))


def name_chair(state: State, act: NameChair, texts: Texts) -> Answer:
    """A name counts at once; the one that makes more than half puts the person in the chair (convention clause)."""
    refusal = _why_no_name(state, act)
    if refusal is not None:
        return refusal
    meeting, article = state.meetings.conventions[act.convention], meeting_article(state, act.convention)
    needed, named = votes_needed(meeting), naming(meeting, act.person)
    if meeting.naming.get(act.by) == act.person:
        return refuse(article, "chair.named", needed=needed, named=named)
    effect = ChairNamed(act.convention, act.by, act.person)
    if named + 1 < needed or why_no_quorum(state, meeting) is not None:
        return (effect,)
    return (effect, ChairTaken(act.convention, act.person, act.at))


def _why_no_name(state: State, act: NameChair) -> Refusal | None:
    article = meeting_article(state, act.convention)
    meeting = state.meetings.conventions.get(act.convention)
    if meeting is None or meeting.closed:
        return refuse(article, "convention.unknown")
    opens = can_be_put_from(state, meeting)
    if is_by_post(state, act.convention):
        return refuse(article, "convention.by_post")
    if opens is None:
        return refuse(article, "chair.none")
    if act.at < opens:
        return refuse(article, "chair.early", until=opens)
    if act.by not in present_voters(meeting):
        return refuse(article, "chair.no_vote")
    seat = meeting.present.get(act.person)
    return None if seat is not None and seat.voice and not seat.left else refuse(article, "chair.absent")


def _named(state: State, effect: ChairNamed) -> MeetingsState:
    names = state.meetings.conventions[effect.convention].naming
    return with_meeting(state, effect.convention, naming=names.set(effect.by, effect.person))


def _taken(state: State, effect: ChairTaken) -> MeetingsState:
    nobody = Table[Handle, Handle]()
    return with_meeting(state, effect.convention, chair=effect.person, chaired=effect.at, naming=nobody)


SLICE = "meetings"
ADMIT: dict[type, Any] = {NameChair: name_chair}
APPLY: dict[type, Any] = {ChairNamed: _named, ChairTaken: _taken}
TEXTS: dict[type, tuple[Any, ...]] = {}
