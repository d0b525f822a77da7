"""A secret vote of the meeting as its screens show it: that it comes, that it is open, and what it decided."""

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.agenda import open_item
from rankandfile.core.chapters.balloting import count_electors
from rankandfile.core.chapters.elections import Election, phase
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.secret_votes import secret_ballot
from rankandfile.core.state import State

from ..templatetags.pieces import number
from . import questions
from .boards import secrecy, turnout
from .pieces import Tally


class Secret(Struct, frozen=True):
    """The secret vote on the item that is open."""

    election: str
    title: str
    is_open: bool
    cast: int
    electors: int


class Decided(Struct, frozen=True):
    """What a secret vote decided, with its arithmetic and what its secrecy rests on."""

    election: str
    title: str
    tally: Tally
    secrecy: str
    at: int


def coming(state: State, meeting: Convention, next_subject: str) -> Secret | None:
    """The secret vote that is open, or comes next because nothing of its motion waits before it; None for none."""
    item = open_item(state, meeting.id)
    own = secret_ballot(state, meeting.id, item.about) if item is not None else None
    if item is None or own is None or own.counted or not (own.voting_opens or next_subject == item.about):
        return None
    is_open = phase(own, state.now) == "voting"
    return Secret(own.id, questions.title(state, own), is_open, turnout(state, own), count_electors(state, own))


def stands(state: State, meeting: Convention) -> str:
    """How far the secret vote on the open item is, as a code by which screens know that something changed."""
    item = open_item(state, meeting.id)
    own = secret_ballot(state, meeting.id, item.about) if item is not None else None
    return phase(own, state.now) if own is not None else ""


def decided(state: State, meeting: Convention) -> Decided | None:
    """The last secret vote of this meeting that is counted; None where there is none."""
    found = [e for e in state.elections.elections.values() if e.convention == meeting.id and e.question and e.counted]
    return _decided(state, max(found, key=lambda own: own.counted)) if found else None


def _decided(state: State, own: Election) -> Decided | None:
    made = questions.answer(own)
    if made is None:
        return None
    return Decided(own.id, questions.title(state, own), made, secrecy(state, own), own.counted)


def for_minutes(state: State, meeting: Convention, motion: str) -> str:
    """The sentence of the minutes on the secret vote about this motion; empty where there was none."""
    own = secret_ballot(state, meeting.id, motion)
    if own is None or own.tally is None:
        return ""
    told = _("By secret ballot {election}: {yes} yes, {no} no, {blank} blank, {spoilt} spoilt; {verdict}")
    verdict = _("Carried.") if own.tally.carried else _("Not carried.")
    numbers = {name: number(getattr(own.tally, name)) for name in ("yes", "no", "blank", "spoilt")}
    return f"{told.format(election=own.id, verdict=verdict, **numbers)} {secrecy(state, own)}"
