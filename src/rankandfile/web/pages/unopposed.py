"""Taking an amendment in without a vote, as the chair and the hall see it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters import unopposed as chapter
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.unopposed import AskForObjections, ObjectToAmendment, TakeInUnopposed
from rankandfile.core.state import State

from ..page import way
from ..who import Reader
from . import amendments
from .pieces import Can, Cannot


class Asked(Struct, frozen=True):
    """The meeting is asked about this amendment; how the reader can object."""

    amendment: str
    until: int
    ways: tuple[Can | Cannot, ...]


def asked(state: State, reader: Reader, meeting: Convention, subject: str) -> Asked | None:
    """Whether the meeting is asked about this subject, and nobody has objected."""
    own = amendments.find(state, subject)
    if own is None or not chapter.is_asked(own):
        return None
    act = ObjectToAmendment(reader.handle, reader.at, own.id)
    fields = (("amendment", own.id),)
    label = _("Object: let {number} be voted on").format(number=own.id)
    can = Can(label, reverse("do", args=[meeting.id, "object"]), True, fields)
    return Asked(own.id, own.asked_until, (way(state, act, {}, can),))


def steps(state: State, reader: Reader, meeting: Convention, subject: str) -> tuple[Can | Cannot, ...]:
    """What the chair can do without a vote; nothing where the rulebook knows no such thing."""
    own = amendments.find(state, subject)
    if own is None or own.objector or rulebook(state).amendments.accepted != "meeting":
        return ()
    fields = (("amendment", own.id),)
    if not own.asked_until:
        act = AskForObjections(reader.handle, reader.at, own.id)
        label = _("Ask whether anybody objects to taking {number} in").format(number=own.id)
        can = Can(label, reverse("do", args=[meeting.id, "ask-objections"]), fields=fields)
        return (way(state, act, {}, can),)
    taking = TakeInUnopposed(reader.handle, reader.at, own.id)
    label = _("Nobody objects: take {number} in").format(number=own.id)
    return (way(state, taking, {}, Can(label, reverse("do", args=[meeting.id, "take-in"]), fields=fields)),)
