"""Delegates as pages show them: what the formula gave each branch and why, and who was elected."""

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.delegates import (
    Elected,
    PickDelegate,
    Share,
    alternates_of,
    delegates_of,
    representation,
)
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, deadline
from rankandfile.core.count.apportion import Apportionment, Seats, apportion
from rankandfile.core.count.figures import written
from rankandfile.core.ids import BranchId, ElectionId, Handle
from rankandfile.core.state import State
from rankandfile.core.table import Table

from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from .boards import secrecy
from .lots import draw
from .naming import branch_name, member_name
from .pieces import Rule


class Chosen(Struct, frozen=True):
    """Somebody elected, in the order of election."""

    handle: str
    name: str
    rank: int
    declined: bool
    seated_for: str
    source: str
    """The election; empty where somebody picked."""
    picked_by: str


class Branch(Struct, frozen=True):
    """A branch: its members on the roll, its seats with the proof, who was elected."""

    id: str
    name: str
    members: int
    seats: int
    alternates: int
    proof: str
    delegates: tuple[Chosen, ...]
    standing_by: tuple[Chosen, ...]
    election: str
    secrecy: str
    """What the secrecy of the election rests on; empty before it is counted."""


class Page(Struct, frozen=True):
    """How the convention is made up."""

    frozen: int
    members: int
    seats: int
    branches: tuple[Branch, ...]
    law: Rule
    picked_by: str
    """The post that picks delegates, where the rulebook has them picked; empty where branches elect."""


def page(state: State, meeting: Convention) -> Page | None:
    """How the convention is made up; None before the roll date, and where every member sits."""
    own, clause = representation(state, meeting.id), rulebook(state).delegates
    if own is None or clause is None:
        return None
    proofs = _proofs(state, meeting, own.shares)
    branches = tuple(_branch(state, meeting, b, share, proofs.get(b)) for b, share in own.shares.items())
    return Page(
        own.frozen, sum(s.members for s in own.shares.values()), sum(s.seats for s in own.shares.values()), branches,
        rule(state, clause.article), clause.appointed_by if clause.chosen == "appointment" else "",
    )  # fmt: skip


def _proofs(state: State, meeting: Convention, shares: Table[BranchId, Share]) -> dict[str, Seats]:
    """The formula done again on the frozen numbers."""
    clause = rulebook(state).delegates
    members = {str(branch): share.members for branch, share in shares.items()}
    drawn = draw(state, meeting.id, "roll-date", "", ())
    return apportion(clause.apportionment, members, drawn.lot if drawn else "") if clause else {}


def _branch(state: State, meeting: Convention, branch: BranchId, share: Share, seats: Seats | None) -> Branch:
    clause = rulebook(state).delegates
    election = next(
        (
            e.id
            for e in state.elections.elections.values()
            if (e.convention, e.scope, e.post) == (meeting.id, branch, "delegate")
        ),
        "",
    )
    counted = state.elections.elections[ElectionId(election)] if election else None
    told = proof(clause.apportionment, seats) if clause and seats and seats.seats == share.seats else ""
    return Branch(
        id=branch,
        name=branch_name(state, branch),
        members=share.members,
        seats=share.seats,
        alternates=share.alternates,
        proof=told,
        delegates=tuple(
            _chosen(state, meeting, e) for e in sorted(delegates_of(state, meeting.id, branch), key=lambda e: e.rank)
        ),
        standing_by=tuple(_chosen(state, meeting, e) for e in alternates_of(state, meeting.id, branch)),
        election=election,
        secrecy=secrecy(state, counted) if counted is not None and counted.counted else "",
    )


def _chosen(state: State, meeting: Convention, elected: Elected) -> Chosen:
    instead = meeting.seated.get(elected.person)
    by_election = elected.source in state.elections.elections
    return Chosen(
        handle=elected.person,
        name=member_name(state, elected.person),
        rank=elected.rank,
        declined=elected.declined,
        seated_for=member_name(state, instead) if instead else "",
        source=elected.source if by_election else "",
        picked_by="" if by_election else member_name(state, elected.source),
    )


def proof(clause: Apportionment, seats: Seats) -> str:
    """Why the branch has so many seats, in a sentence."""
    facts = {
        "members": number(seats.members), "divisor": number(clause.divisor), "share": _share(*seats.quotient),
        "seats": number(seats.unlimited), "given": number(seats.seats),
    }  # fmt: skip
    told = _FORMULAS.get(clause.method, _shared_out)().format_map(facts)
    if seats.by_lot:
        told = _("{proof} The last seat was between equal shares, and a public lot gave it.").format(proof=told)
    if seats.limit:
        limit = {"minimum": _("The least is {given}."), "maximum": _("The most is {given}.")}[seats.limit]
        told = f"{told} {limit.format_map(facts)}"
    return told


def _divided() -> str:
    return _("{members} members ÷ {divisor} = {share}, which gives {seats}.")


def _rooted() -> str:
    return _("The square root of {members} members, ÷ {divisor}, gives {seats}.")


def _banded() -> str:
    return _("{members} members fall into the band that has {seats}.")


def _equal() -> str:
    return _("Every branch has {seats}.")


def _shared_out() -> str:
    return _("{members} members, a share of {share}, which gives {seats}.")


_FORMULAS = {"divisor-per": _divided, "square-root": _rooted, "bands": _banded, "equal": _equal}


def _share(above: int, below: int) -> str:
    """The quotient to two decimals, cut."""
    return written(above * 100 // below, 100) if below else "–"


def roll_date(state: State, meeting: Convention) -> int:
    """When the roll is frozen; 0 where every member sits."""
    return deadline(state, meeting.id, "roll-date") or 0


def picking(reader: Reader, meeting: Convention, branch: str, who: str) -> PickDelegate:
    """The act by which the reader would pick a delegate."""
    return PickDelegate(reader.handle, reader.at, meeting.id, BranchId(branch), Handle(who))
