"""Who stands, as an issue of the bulletin brings it: in each election in the order of the issue's public lot.

It is who stood when the clock made the issue, save those who have withdrawn since. The lot is drawn for each election
by itself, so that nobody is first everywhere.
"""

from collections.abc import Iterator

from msgspec import Struct

from rankandfile.core.chapters.bulletin import is_drawn
from rankandfile.core.chapters.elections import Candidate, Election
from rankandfile.core.ids import ConventionId, Handle
from rankandfile.core.state import State

from ..addresses import address
from . import elections
from .lots import draw
from .naming import member_name


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
    made = draw(state, convention, f"issue-{issue}", "", ()) if issue else None
    if made is None:
        return
    for own in state.elections.elections.values():
        if own.convention != convention or own.question:
            continue
        people = {
            each.person: each
            for each in own.candidates.values()
            if each.accepted and not each.withdrawn and each.entry < made.entry
        }
        if people:
            yield own, tuple(people[Handle(each)] for each in _ordered(state, convention, issue, own, tuple(people)))


def _ordered(
    state: State, convention: ConventionId, issue: int, own: Election, people: tuple[Handle, ...]
) -> tuple[str, ...]:
    if not is_drawn(state):
        return people
    made = draw(state, convention, f"issue-{issue}", f"{convention}/issue-{issue}/{own.id}", people)
    return tuple(person for person, _key in made.keys) if made else people
