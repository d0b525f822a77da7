"""What the reader can do in an election, or why not now: the engine is asked, nothing is recorded."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters import balloting, nominations
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.elections import DELEGATE, Election, phase
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.offices import has_power
from rankandfile.core.state import State

from ..page import way
from ..who import Reader
from .pieces import Can, Cannot


def ways(state: State, reader: Reader, own: Election) -> tuple[Can | Cannot, ...]:
    """What the reader can do in the election now."""
    now = phase(own, reader.at)
    if own.question and now in ("nominations", "waiting"):
        return ()
    if now in ("nominations", "waiting"):
        return (*_standing(state, reader, own, now), *_chairing(state, reader, own))
    if now == "voting":
        if board(state, own.id) is not None:
            return (*_in_booth(state, reader, own), *_chairing(state, reader, own))
        vote = balloting.CastBallot(reader.handle, reader.at, own.id)
        can = Can(_("Vote"), reverse("ballot", args=[own.id]), main=True)
        return (way(state, vote, {}, can), *_chairing(state, reader, own))
    if board(state, own.id) is not None:
        return (_trackers(own),)
    ballots = Can(_("Every ballot, as it was counted"), reverse("ballots", args=[own.id]))
    return (ballots,) if now == "counted" else ()


def _in_booth(state: State, reader: Reader, own: Election) -> Iterator[Can | Cannot]:
    """Voting on a board: the booth knows whose credential is right, so who is on the roll may go there."""
    found = board(state, own.id)
    if found is not None and reader.handle in found.roll:
        yield Can(_("Vote in the booth"), reverse("booth", args=[own.id]), main=True)
    yield _trackers(own)


def _trackers(own: Election) -> Can:
    return Can(_("Ballots that count; is mine there?"), reverse("ballots", args=[own.id]))


def _standing(state: State, reader: Reader, own: Election, now: str) -> Iterator[Can | Cannot]:
    mine = own.candidates.get(reader.handle)
    if mine is not None and not mine.withdrawn:
        if not mine.accepted:
            accept = nominations.AcceptNomination(reader.handle, reader.at, own.id)
            yield way(state, accept, {}, Can(_("Accept the nomination"), reverse("accept", args=[own.id]), main=True))
        withdraw = nominations.WithdrawCandidacy(reader.handle, reader.at, own.id)
        yield way(state, withdraw, {}, Can(_("Stand no longer"), reverse("stand_down", args=[own.id])))
        return
    if own.method == "slate":
        yield Can(_("Propose a slate"), reverse("propose_slate", args=[own.id]), main=True)
        return
    stand = nominations.Nominate(reader.handle, reader.at, own.id, reader.handle)
    yield way(state, stand, {}, Can(_("Stand yourself"), reverse("stand", args=[own.id]), main=True))
    if now == "nominations" and not (own.post == DELEGATE and _own_nominations(state)):
        yield Can(_("Nominate somebody else"), reverse("nominate", args=[own.id]))


def _own_nominations(state: State) -> bool:
    clause = rulebook(state).delegates
    return clause is not None and clause.nomination == "own"


def _chairing(state: State, reader: Reader, own: Election) -> Iterator[Can]:
    if own.convention and own.post != DELEGATE and has_power(state, reader.handle, "chair", "", reader.at):
        yield Can(_("The chair's screen"), reverse("chair", args=[own.convention]))
