"""Proxies and card votes as pages show them: who votes for whom, and each of the votes that one casts."""

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.agenda import SILENT, open_vote
from rankandfile.core.chapters.casting import votes_of
from rankandfile.core.chapters.credentials import is_present, seat_flags
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.proxies import GiveProxy, held_by
from rankandfile.core.engine import admit
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State

from ..rules import rule
from ..who import Reader
from .naming import member_name
from .pieces import Can, Rule
from .presence import people


class Proxies(Struct, frozen=True):
    """Who votes for the reader, and for whom the reader votes."""

    holder: str
    for_whom: tuple[str, ...]
    law: Rule


class Own(Struct, frozen=True):
    """One of the votes that the reader casts: whose, what it is so far, how many members it stands for; 0 for one."""

    handle: str
    name: str
    is_mine: bool
    choice: str
    weight: int


def proxies(state: State, reader: Reader, meeting: Convention) -> Proxies | None:
    """The reader's part in proxies; None where there is none."""
    clause = rulebook(state).proxies
    given = meeting.proxies.get(reader.handle)
    held = held_by(meeting, reader.handle)
    if clause is None or not (given or held):
        return None
    names = tuple(member_name(state, giver) for giver in held)
    return Proxies(member_name(state, given) if given else "", names, rule(state, clause.article))


def own_votes(state: State, reader: Reader, meeting: Convention) -> tuple[Own, ...]:
    """Each vote that the reader casts in the roll call that is open, where it is more than the own one."""
    vote = open_vote(state, meeting.id)
    if vote is None or vote.method != "roll-call":
        return ()
    mine = votes_of(vote, reader.handle)
    if mine in ((), (reader.handle,)) and not vote.weights:
        return ()
    found = []
    for elector in mine:
        place = vote.electorate.index(elector)
        choice = vote.choices[place] if vote.choices[place] != SILENT else ""
        weight = vote.weights[place] if vote.weights else 0
        found.append(Own(elector, member_name(state, elector), elector == reader.handle, choice, weight))
    return tuple(found)


def voted_by(state: State, reader: Reader, meeting: Convention) -> str:
    """Who casts the reader's vote in the open roll call, by proxy; empty where nobody else does."""
    vote, holder = open_vote(state, meeting.id), meeting.proxies.get(reader.handle)
    if vote is None or not holder or reader.handle not in vote.electorate or votes_of(vote, reader.handle):
        return ""
    return member_name(state, holder)


def candidates(state: State, reader: Reader, meeting: Convention) -> list[tuple[str, str]]:
    """To whom the reader may give a proxy now, by name."""
    able = (person for person in people(state, meeting, reader) if _may_hold(state, reader, meeting, person))
    return sorted(((str(p), member_name(state, p)) for p in able), key=lambda pair: pair[1].casefold())


def _may_hold(state: State, reader: Reader, meeting: Convention, person: Handle) -> bool:
    flags = seat_flags(state, meeting.id, person, reader.at)
    if person == reader.handle or flags is None or not flags[1]:
        return False
    return not isinstance(admit(state, GiveProxy(reader.handle, reader.at, meeting.id, person), {}), Refusal)


def ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can, ...]:
    """Giving a proxy, or taking it back."""
    if rulebook(state).proxies is None or meeting.closed:
        return ()
    if reader.handle in meeting.proxies:
        return (Can(_("Take your proxy back"), reverse("do", args=[meeting.id, "withdraw-proxy"]), fields=()),)
    flags = seat_flags(state, meeting.id, reader.handle, reader.at)
    if flags is None or not flags[1] or is_present(meeting, reader.handle):
        return ()
    return (Can(_("Let somebody else vote for you"), reverse("give_proxy", args=[meeting.id])),)


def law(state: State) -> Rule | None:
    """The clause on proxies; None where there is none."""
    clause = rulebook(state).proxies
    return rule(state, clause.article) if clause is not None else None
