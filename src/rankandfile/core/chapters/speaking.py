"""Speaking: who asks for the floor, who is called, when a speech begins and ends.

The order of the list is computed (`turns.py`). Where the rulebook has the clause `[speaking]`, the chair calls who is
next; another one only by a ruling that everybody reads (`debating.py`). Keeps the lists in the slice of the floor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import ConventionId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .agenda import FloorState, Item, Speaker, agenda_article, open_item
from .bodies import is_in_role
from .foundation import rulebook
from .meetings import why_not_presiding
from .quorum import why_not_in_session
from .turns import INTERRUPTING, REPLY, SIDES, SPEECHES, clause, clause_now, next_turn, on_the_floor, speakers, waiting

if TYPE_CHECKING:
    from ..state import State


class AskToSpeak(Act, frozen=True):
    """Put oneself, or at the desk a member who is present, on the speakers' list of the open item."""

    convention: ConventionId
    side: str
    person: Handle = Handle("")
    """Whom the desk lists; empty for oneself."""


class LeaveSpeakersList(Act, frozen=True):
    """Take oneself off the list, or at the desk a member."""

    convention: ConventionId
    person: Handle = Handle("")


class CallSpeaker(Act, frozen=True):
    """Give the floor to who is next on the list."""

    convention: ConventionId
    person: Handle


class BeginSpeech(Act, frozen=True):
    """The time of the speech begins to run."""

    convention: ConventionId


class EndSpeech(Act, frozen=True):
    """The speech is over: said by the chair, or by who speaks."""

    convention: ConventionId


class SpeakerListed(Effect, frozen=True):
    """The person is on the speakers' list."""

    convention: ConventionId
    item: str
    person: Handle
    side: str
    at: Moment


class SpeakerLeft(Effect, frozen=True):
    """The person is no longer on the list."""

    convention: ConventionId
    item: str
    person: Handle
    at: Moment


class SpeakerCalled(Effect, frozen=True):
    """The person has the floor."""

    convention: ConventionId
    item: str
    person: Handle
    at: Moment


class SpeechBegan(Effect, frozen=True):
    """The time of the speech runs."""

    convention: ConventionId
    item: str
    person: Handle
    at: Moment


class SpeechEnded(Effect, frozen=True):
    """The speech is over."""

    convention: ConventionId
    item: str
    person: Handle
    at: Moment


REFUSALS = {
    "floor.no_open_item": Words(
        gettext_noop("No item is open."),
        gettext_noop("Wait until the chair takes one up."),
    ),
    "floor.no_voice": Words(
        gettext_noop("You have no seat with a voice here, or are not checked in."),
        gettext_noop("Check in, or ask a delegate to speak for you."),
    ),
    "floor.side": Words(
        gettext_noop("Nobody can be on the list in this way."),
        gettext_noop("Choose one: for, against, a question, an intervention, a point, or the mover's reply."),
    ),
    "floor.listed": Words(
        gettext_noop("You are on the speakers' list already."),
        gettext_noop("Wait to be called."),
    ),
    "floor.not_listed": Words(
        gettext_noop("This person is not waiting on the speakers' list."),
        gettext_noop("Call somebody who is."),
    ),
    "speaking.desk": Words(
        gettext_noop("Others are put on the list, or taken off it, at the credentials desk."),
        gettext_noop("They can ask on their own device, or at the desk."),
    ),
    "speaking.absent": Words(
        gettext_noop("This person is not present with a voice."),
        gettext_noop("Check the person in first."),
    ),
    "speaking.not_next": Words(
        gettext_noop("By the rulebook's order {speaker} is next."),
        gettext_noop("Call {speaker}, or call this person out of turn with a ruling that says why."),
    ),
    "speaking.closed": Words(
        gettext_noop("The meeting closed this list by vote on {since}."),
        gettext_noop("Interventions, points and the mover's reply are open; a vote can open the list again."),
    ),
    "speaking.ended": Words(
        gettext_noop("The meeting ended this debate by vote on {since}."),
        gettext_noop("The mover may reply; then the question is put."),
    ),
    "speaking.full": Words(
        gettext_noop("The list takes {number} speeches on one item, and has them."),
        gettext_noop("Interventions, points and the mover's reply are open; somebody may leave the list."),
    ),
    "speaking.not_mover": Words(
        gettext_noop("Only the mover of the motion on the floor replies at the end of its debate."),
        gettext_noop("Ask to speak for or against it."),
    ),
    "speaking.replied": Words(
        gettext_noop("The mover replies once."),
        gettext_noop("A question can still be asked."),
    ),
    "speaking.nobody": Words(
        gettext_noop("Nobody has the floor."),
        gettext_noop("The chair calls the next speaker."),
    ),
    "speaking.running": Words(
        gettext_noop("The time of this speech runs already."),
        gettext_noop("End it when it is over."),
    ),
}


def article(state: State) -> str:
    """The article on speaking; that of the order of business where there is none of its own."""
    return clause(state).article


def list_of(convention: ConventionId, item: str) -> str:
    """The name of the item's list."""
    return f"{convention}/{item}"


def has_voice(state: State, convention: ConventionId, person: Handle) -> bool:
    seat = state.meetings.conventions[convention].present.get(person)
    return seat is not None and not seat.left and seat.voice


def _why_not_for_another(state: State, act: AskToSpeak | LeaveSpeakersList, person: Handle) -> Refusal | None:
    if person == act.by or is_in_role(state, act.convention, act.by, "credentials", act.at):
        return None
    return refuse(article(state), "speaking.desk")


def ask_to_speak(state: State, act: AskToSpeak, texts: Texts) -> Answer:
    """Who has a voice and is present may ask for the floor; the desk may ask for others."""
    person = act.person or act.by
    refusal = why_not_in_session(state, act.convention) or _why_not_for_another(state, act, person)
    if refusal is not None:
        return refusal
    if not has_voice(state, act.convention, person):
        code = "floor.no_voice" if person == act.by else "speaking.absent"
        return refuse(agenda_article(state), code)
    item = open_item(state, act.convention)
    if item is None:
        return refuse(agenda_article(state), "floor.no_open_item")
    refusal = _why_not_listed(state, act, person, item)
    return refusal or (SpeakerListed(act.convention, item.id, person, act.side, act.at),)


def _why_not_listed(state: State, act: AskToSpeak, person: Handle, item: Item) -> Refusal | None:
    if act.side not in SIDES:
        return refuse(agenda_article(state), "floor.side")
    if any(s.person == person for s in _uncalled(state, act.convention, item.id)):
        return refuse(agenda_article(state), "floor.listed")
    if act.side == REPLY:
        return _why_no_reply(state, act.convention, item, person)
    if act.side in INTERRUPTING:
        return None
    return _why_list_is_closed(state, act.convention, item.id)


def _uncalled(state: State, convention: ConventionId, item: str) -> tuple[Speaker, ...]:
    return tuple(s for s in speakers(state, convention, item) if not s.called and not s.withdrawn)


def _why_no_reply(state: State, convention: ConventionId, item: Item, person: Handle) -> Refusal | None:
    """The mover of the motion on the floor has the last word, once."""
    motion = state.motions.motions.get(MotionId(item.about))
    if motion is None or motion.mover != person:
        return refuse(article(state), "speaking.not_mover")
    replied = any(s.side == REPLY and s.called for s in speakers(state, convention, item.id))
    return refuse(article(state), "speaking.replied") if replied else None


def _why_list_is_closed(state: State, convention: ConventionId, item: str) -> Refusal | None:
    own, key = clause_now(state, convention), list_of(convention, item)
    since = state.speaking.over.get(key) or state.speaking.closed.get(key)
    if since:
        return refuse(own.article, "speaking.closed", since=since)
    listed = sum(s.side in SPEECHES and not s.withdrawn for s in speakers(state, convention, item))
    if own.at_most and listed >= own.at_most:
        return refuse(own.article, "speaking.full", number=own.at_most)
    return None


def leave_speakers_list(state: State, act: LeaveSpeakersList, texts: Texts) -> Answer:
    """Who waits may leave the list; the desk takes others off."""
    person = act.person or act.by
    refusal = why_not_in_session(state, act.convention) or _why_not_for_another(state, act, person)
    if refusal is not None:
        return refusal
    item = open_item(state, act.convention)
    if item is None:
        return refuse(agenda_article(state), "floor.no_open_item")
    if not any(s.person == person for s in _uncalled(state, act.convention, item.id)):
        return refuse(agenda_article(state), "floor.not_listed")
    return (SpeakerLeft(act.convention, item.id, person, act.at),)


def call_speaker(state: State, act: CallSpeaker, texts: Texts) -> Answer:
    """The chair gives the floor to who is next; without a clause on speaking, to anybody on the list."""
    item = chaired_item(state, act.convention, act.by, act.at)
    if isinstance(item, Refusal):
        return item
    refusal = why_not_waiting(state, act.convention, item, act.person)
    if refusal is not None:
        return refusal
    first = next_turn(state, act.convention, item.id)
    if rulebook(state).speaking is not None and first is not None and first.person != act.person:
        return refuse(article(state), "speaking.not_next", speaker=first.person)
    return (SpeakerCalled(act.convention, item.id, act.person, act.at),)


def chaired_item(state: State, convention: ConventionId, by: Handle, at: Moment) -> Item | Refusal:
    """The open item of the meeting in which the person presides, or why not."""
    from .procedural_votes import why_no_speech

    refusal = (
        why_not_in_session(state, convention)
        or why_not_presiding(state, convention, by, at)
        or why_no_speech(state, convention, at)
    )
    if refusal is not None:
        return refusal
    return open_item(state, convention) or refuse(agenda_article(state), "floor.no_open_item")


def why_not_waiting(state: State, convention: ConventionId, item: Item, person: Handle) -> Refusal | None:
    """Without a clause on speaking, whoever asked can be called, there or not: so it was before there was one."""
    has_clause = rulebook(state).speaking is not None
    listed = waiting(state, convention, item.id) if has_clause else _uncalled(state, convention, item.id)
    own = next((s for s in listed if s.person == person), None)
    if own is None:
        return refuse(agenda_article(state), "floor.not_listed")
    over = state.speaking.over.get(list_of(convention, item.id))
    return refuse(article(state), "speaking.ended", since=over) if over and own.side in SPEECHES else None


def begin_speech(state: State, act: BeginSpeech, texts: Texts) -> Answer:
    """The chair says when the time begins to run."""
    item = chaired_item(state, act.convention, act.by, act.at)
    if isinstance(item, Refusal):
        return item
    speaker = on_the_floor(state, act.convention, item.id)
    if speaker is None:
        return refuse(article(state), "speaking.nobody")
    if speaker.began:
        return refuse(article(state), "speaking.running")
    return (SpeechBegan(act.convention, item.id, speaker.person, act.at),)


def end_speech(state: State, act: EndSpeech, texts: Texts) -> Answer:
    """The chair, or who speaks, says that the speech is over."""
    refusal = why_not_in_session(state, act.convention)
    if refusal is not None:
        return refusal
    item = open_item(state, act.convention)
    speaker = on_the_floor(state, act.convention, item.id) if item is not None else None
    if item is None or speaker is None:
        return refuse(article(state), "speaking.nobody")
    refusal = why_not_presiding(state, act.convention, act.by, act.at) if speaker.person != act.by else None
    return refusal or (SpeechEnded(act.convention, item.id, speaker.person, act.at),)


def _with_speakers(state: State, key: str, listed: tuple[Speaker, ...]) -> FloorState:
    return replace(state.floor, speakers=state.floor.speakers.set(key, listed))


def _listed(state: State, effect: SpeakerListed) -> FloorState:
    now = speakers(state, effect.convention, effect.item)
    more = Speaker(effect.person, effect.side, effect.at)
    return _with_speakers(state, list_of(effect.convention, effect.item), (*now, more))


def _changed(state: State, convention: ConventionId, item: str, old: Speaker | None, **change: Moment) -> FloorState:
    """The list with this one speaker changed."""
    now = tuple(replace(s, **change) if s is old else s for s in speakers(state, convention, item))
    return _with_speakers(state, list_of(convention, item), now)


def _waiting_as(state: State, convention: ConventionId, item: str, person: Handle) -> Speaker | None:
    return next((s for s in _uncalled(state, convention, item) if s.person == person), None)


def _left(state: State, effect: SpeakerLeft) -> FloorState:
    own = _waiting_as(state, effect.convention, effect.item, effect.person)
    return _changed(state, effect.convention, effect.item, own, withdrawn=effect.at)


def _speaker_called(state: State, effect: SpeakerCalled) -> FloorState:
    own = _waiting_as(state, effect.convention, effect.item, effect.person)
    return _changed(state, effect.convention, effect.item, own, called=effect.at)


def _began(state: State, effect: SpeechBegan) -> FloorState:
    own = on_the_floor(state, effect.convention, effect.item)
    return _changed(state, effect.convention, effect.item, own, began=effect.at)


def _ended(state: State, effect: SpeechEnded) -> FloorState:
    own = on_the_floor(state, effect.convention, effect.item)
    return _changed(state, effect.convention, effect.item, own, ended=effect.at)


SLICE = "floor"
ADMIT: dict[type, Any] = {
    AskToSpeak: ask_to_speak,
    LeaveSpeakersList: leave_speakers_list,
    CallSpeaker: call_speaker,
    BeginSpeech: begin_speech,
    EndSpeech: end_speech,
}
APPLY: dict[type, Any] = {
    SpeakerListed: _listed,
    SpeakerLeft: _left,
    SpeakerCalled: _speaker_called,
    SpeechBegan: _began,
    SpeechEnded: _ended,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
