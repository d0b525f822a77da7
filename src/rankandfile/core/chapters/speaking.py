"""Speaking: who asked to speak on the open item, and who was called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import ConventionId, Handle, Moment
from ..refusal import Words, gettext_noop, refuse
from .agenda import FloorState, Speaker, agenda_article, open_item
from .meetings import why_not_in_session, why_not_presiding

if TYPE_CHECKING:
    from ..state import State


class AskToSpeak(Act, frozen=True):
    """Put oneself on the speakers' list of the open item: for, against, or with a question."""

    convention: ConventionId
    side: str


class CallSpeaker(Act, frozen=True):
    """Give somebody on the list the floor."""

    convention: ConventionId
    person: Handle


class SpeakerListed(Effect, frozen=True):
    """The person is on the speakers' list."""

    convention: ConventionId
    item: str
    person: Handle
    side: str
    at: Moment


class SpeakerCalled(Effect, frozen=True):
    """The person has the floor."""

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
        gettext_noop("A speaker is for, against, or has a question."),
        gettext_noop("Choose one of the three."),
    ),
    "floor.listed": Words(
        gettext_noop("You are on the speakers' list already."),
        gettext_noop("Wait to be called."),
    ),
    "floor.not_listed": Words(
        gettext_noop("This person is not waiting on the speakers' list."),
        gettext_noop("Call somebody who is."),
    ),
}


def ask_to_speak(state: State, act: AskToSpeak, texts: Texts) -> Answer:
    """Who has a voice and is present may ask for the floor."""
    refusal = why_not_in_session(state, act.convention)
    if refusal is not None:
        return refusal
    item, seat = open_item(state, act.convention), state.meetings.conventions[act.convention].present.get(act.by)
    if seat is None or seat.left or not seat.voice:
        return refuse(agenda_article(state), "floor.no_voice")
    if item is None:
        return refuse(agenda_article(state), "floor.no_open_item")
    if act.side not in ("for", "against", "question"):
        return refuse(agenda_article(state), "floor.side")
    if any(s.person == act.by and not s.called for s in speakers(state, act.convention, item.id)):
        return refuse(agenda_article(state), "floor.listed")
    return (SpeakerListed(act.convention, item.id, act.by, act.side, act.at),)


def speakers(state: State, convention: ConventionId, item: str) -> tuple[Speaker, ...]:
    """The speakers' list of the item, called ones included, in the order of asking."""
    return state.floor.speakers.get(f"{convention}/{item}", ())


def call_speaker(state: State, act: CallSpeaker, texts: Texts) -> Answer:
    """The chair gives the floor to somebody on the list."""
    refusal = why_not_in_session(state, act.convention) or why_not_presiding(state, act.convention, act.by, act.at)
    if refusal is not None:
        return refusal
    item = open_item(state, act.convention)
    if item is None:
        return refuse(agenda_article(state), "floor.no_open_item")
    if not any(s.person == act.person and not s.called for s in speakers(state, act.convention, item.id)):
        return refuse(agenda_article(state), "floor.not_listed")
    return (SpeakerCalled(act.convention, item.id, act.person, act.at),)


def _with_speakers(state: State, key: str, listed: tuple[Speaker, ...]) -> FloorState:
    return replace(state.floor, speakers=state.floor.speakers.set(key, listed))


def _listed(state: State, effect: SpeakerListed) -> FloorState:
    now = speakers(state, effect.convention, effect.item)
    return _with_speakers(
        state, f"{effect.convention}/{effect.item}", (*now, Speaker(effect.person, effect.side, effect.at))
    )


def _speaker_called(state: State, effect: SpeakerCalled) -> FloorState:
    now = tuple(
        replace(s, called=effect.at) if s.person == effect.person and not s.called else s
        for s in speakers(state, effect.convention, effect.item)
    )
    return _with_speakers(state, f"{effect.convention}/{effect.item}", now)


SLICE = "floor"
ADMIT: dict[type, Any] = {
    AskToSpeak: ask_to_speak,
    CallSpeaker: call_speaker,
}
APPLY: dict[type, Any] = {
    SpeakerListed: _listed,
    SpeakerCalled: _speaker_called,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
