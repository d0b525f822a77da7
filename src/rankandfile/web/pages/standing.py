"""Who stands, as an issue of the bulletin brings it: in each election in the order of the issue's public lot.

It is who stood when the clock made the issue, save those who have withdrawn since. The lot is drawn for each election
by itself, so that nobody is first everywhere.
"""

from collections.abc import Iterator

from django.utils.translation import ngettext
from msgspec import Struct

from rankandfile.core.chapters.bulletin import is_drawn
from rankandfile.core.chapters.elections import Candidate, Election
from rankandfile.core.ids import ConventionId, Handle
from rankandfile.core.state import State

from .. import organisation
from ..addresses import address
from ..templatetags.pieces import number
from . import elections
from .lots import draw
from .naming import member_name
from .texts import reading_minutes


class Standing(Struct, frozen=True):
    """An election, how many seats it fills, and who stands, in order."""

    id: str
    title: str
    seats: int
    people: tuple[str, ...]
    url: str


def standing(state: State, convention: ConventionId, issue: int) -> tuple[Standing, ...]:
    """The elections of the issue in which somebody stands, in the order in which they were opened."""
    return tuple(
        Standing(
            own.id,
            elections.title(state, own),
            own.seats,
            tuple(member_name(state, each.person) for each in people),
            address("election", own.id),
        )
        for own, people in candidates(state, convention, issue)
    )


def candidates(state: State, convention: ConventionId, issue: int) -> Iterator[tuple[Election, tuple[Candidate, ...]]]:
    """Each election of the convention, with who stood in it when the issue came out, in the order of the lot."""
    for own, people in _who(state, convention, issue):
        yield own, tuple(people[Handle(each)] for each in _ordered(state, convention, issue, own, tuple(people)))


def counted(state: State, convention: ConventionId, issue: int) -> str:
    """How many stand in the issue, and the minutes to read what they say, as a sentence; empty for nobody."""
    entries = [each.entry for _own, people in _who(state, convention, issue) for each in people.values()]
    n = len(entries)
    minutes = reading_minutes(sum(organisation.words(each, "statement") for each in entries))
    told = ngettext("{n} person stands for election", "{n} people stand for election", n).format(n=number(n))
    read = ngettext("{n} minute to read", "{n} minutes to read", minutes).format(n=number(minutes))
    return f"{told} · {read}" if n else ""


def _who(state: State, convention: ConventionId, issue: int) -> Iterator[tuple[Election, dict[Handle, Candidate]]]:
    """Each election of the convention, with who stood in it when the issue came out, as they came to stand."""
    made = draw(state, convention, f"issue-{issue}", "", ()) if issue else None
    for own in state.elections.elections.values() if made is not None else ():
        people = {
            each.person: each
            for each in own.candidates.values()
            if each.accepted and not each.withdrawn and made is not None and each.entry < made.entry
        }
        if people and own.convention == convention and not own.question:
            yield own, people


def _ordered(
    state: State, convention: ConventionId, issue: int, own: Election, people: tuple[Handle, ...]
) -> tuple[str, ...]:
    if not is_drawn(state):
        return people
    made = draw(state, convention, f"issue-{issue}", f"{convention}/issue-{issue}/{own.id}", people)
    return tuple(person for person, _key in made.keys) if made else people
