"""What is voted on together: the motions of a consent agenda, while the vote is open and once they no longer wait."""

from django.urls import reverse
from msgspec import Struct

from rankandfile.core.chapters.agenda import Vote, items
from rankandfile.core.chapters.consenting import CONSENT, motions_in
from rankandfile.core.chapters.deciding import majorities, majorities_of
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.count.majority import Majority
from rankandfile.core.ids import MotionId
from rankandfile.core.state import State


class Paper(Struct, frozen=True):
    """One of them."""

    title: str
    url: str


def papers(state: State, vote: Vote) -> tuple[Paper, ...]:
    """What is decided in one vote; empty where it is one question."""
    from .agenda import item_title

    return tuple(
        Paper(item_title(state, own.id), reverse("motion", args=[own.id])) for own in motions_of(state, vote)
    )  # fmt: skip


def motions_of(state: State, vote: Vote) -> tuple[Motion, ...]:
    """The motions of the consent agenda: those that wait; once it carried, those that were carried by it alone."""
    if not vote.subject.startswith(CONSENT):
        return ()
    waiting = motions_in(state, vote.convention, vote.subject)
    if waiting or not vote.carried:
        return tuple(state.motions.motions[each] for each in waiting)
    alone = {each.subject for each in state.floor.votes.values()}
    return tuple(
        own
        for own in _in_the_section(state, vote)
        if own.fate == "carried" and own.decided >= vote.closed and own.id not in alone
    )


def majorities_needed(state: State, vote: Vote) -> tuple[Majority, ...]:
    """The majorities that the vote needs or needed. Of a consent agenda that is over, those of what stood in it."""
    found = majorities(state, vote.subject, vote.convention)
    if found or not vote.subject.startswith(CONSENT):
        return found
    stood = motions_of(state, vote) or _in_the_section(state, vote)
    return tuple(dict.fromkeys(each for own in stood for each in majorities_of(state, own)))


def _in_the_section(state: State, vote: Vote) -> tuple[Motion, ...]:
    """Every motion of that part of the agenda."""
    section, known = vote.subject.removeprefix(CONSENT), state.motions.motions
    listed = (MotionId(item.about) for item in items(state, vote.convention) if item.section == section)
    return tuple(known[each] for each in listed if each in known)
