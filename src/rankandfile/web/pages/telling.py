"""What a teller sees: whether the counts agree, or the electors of a division by name."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.agenda import ABSTAIN, NO, SILENT, YES, Vote, open_vote
from rankandfile.core.chapters.bodies import is_in_role
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.voting import agreeing
from rankandfile.core.state import State

from ..who import Reader
from .naming import member_name
from .pieces import Can
from .votes import subject_title


class Cards(Struct, frozen=True):
    """How far the count of cards is: the reader's own, and how many agree; not what the other tellers counted."""

    title: str
    electors: int
    mine: tuple[int, int, int] | None
    reports: int
    agree: int
    needed: int
    differ: bool


class Elector(Struct, frozen=True):
    """Somebody in the division, and the choice so far."""

    place: int
    name: str
    choice: str


class Division(Struct, frozen=True):
    """The electors of a roll call, by name."""

    title: str
    electors: tuple[Elector, ...]
    silent: int


def tells(state: State, reader: Reader, meeting: Convention) -> bool:
    """Whether the reader counts votes at this meeting."""
    return is_in_role(state, meeting.id, reader.handle, "tell", reader.at)


def ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can, ...]:
    """On the floor: who counts the cards of the open vote is led to the count first, until it is reported."""
    vote = open_vote(state, meeting.id)
    if vote is None or vote.method != "show-of-cards" or reader.handle in vote.cards:
        return ()
    if not tells(state, reader, meeting):
        return ()
    return (Can(_("Count the cards"), reverse("tell", args=[meeting.id]), main=True),)


def counts_are_shown(state: State, vote: Vote) -> bool:
    """Whether pages show what tellers counted: once as many agree as must, so that each counts alone till then."""
    over = vote.closed or state.meetings.conventions[vote.convention].closed
    return bool(over) or agreeing(vote) >= rulebook(state).voting.tellers_agree


def counts_differ(state: State, vote: Vote) -> bool:
    """Whether enough tellers have reported and their counts do not agree: then each counts again, alone."""
    enough = rulebook(state).voting.tellers_agree
    return vote.method == "show-of-cards" and len(vote.cards) >= enough and agreeing(vote) < enough


def cards(state: State, reader: Reader, vote: Vote) -> Cards:
    """How far the count of cards is."""
    own = vote.cards.get(reader.handle)
    return Cards(
        subject_title(state, vote.subject), len(vote.electorate), (own.yes, own.no, own.abstain) if own else None,
        len(vote.cards), agreeing(vote), rulebook(state).voting.tellers_agree, counts_differ(state, vote),
    )  # fmt: skip


def division(state: State, vote: Vote) -> Division:
    """The electors by name, with what is entered so far."""
    pairs = enumerate(zip(vote.electorate, vote.choices, strict=True))
    electors = (Elector(place, member_name(state, elector), choice) for place, (elector, choice) in pairs)
    by_name = tuple(sorted(electors, key=lambda elector: elector.name.casefold()))
    return Division(subject_title(state, vote.subject), by_name, vote.choices.count(SILENT))


def divided(state: State, reader: Reader, vote: Vote, typed: Mapping[str, str]) -> CastVotes:
    """The act that carries the whole division: what was entered, and for the others what they voted themselves."""
    known = (YES, NO, ABSTAIN)
    marks = (typed.get(f"elector-{place}", "") for place in range(len(vote.electorate)))
    choices = "".join(mark if mark in known else own for mark, own in zip(marks, vote.choices, strict=True))
    return CastVotes(reader.handle, reader.at, vote.id, 0, choices)
