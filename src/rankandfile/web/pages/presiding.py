"""Who presides, and how those present put another in the chair."""

from django.urls import reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters import presiding as chapter
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, present_voters
from rankandfile.core.state import State

from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from .naming import member_name
from .pieces import Can, Rule


def put_there(state: State, meeting: Convention) -> str:
    """Whom the meeting put in the chair itself; empty while the elected chair presides."""
    return member_name(state, meeting.chair) if meeting.chair else ""


def ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can, ...]:
    """The way to name another for a chair that has done nothing for too long, for who is present with a vote."""
    opens = chapter.can_be_put_from(state, meeting)
    if meeting.closed or opens is None or reader.at < opens or reader.handle not in present_voters(meeting):
        return ()
    return (Can(_("Put another in the chair"), reverse("name_chair", args=[meeting.id])),)


def people(state: State, meeting: Convention) -> list[tuple[str, str]]:
    """Everybody present with a voice, by name, with how many name the person."""
    here = [person for person, seat in meeting.present.items() if seat.voice and not seat.left]
    found = [(str(person), _line(state, meeting, person)) for person in here]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _line(state: State, meeting: Convention, person: str) -> str:
    name, named = member_name(state, person), chapter.naming(meeting, person)  # type: ignore[arg-type]
    return _("{name} (named by {named})").format(name=name, named=number(named)) if named else name


def explained(meeting: Convention) -> str:
    """How many it takes."""
    told = _("The chair has done nothing for too long. Whom {needed} of those present with a vote name presides.")
    return told.format(needed=number(chapter.votes_needed(meeting)))


def law(state: State) -> Rule:
    """The clause on the convention."""
    return rule(state, rulebook(state).convention.article)
