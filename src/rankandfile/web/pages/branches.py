"""Branches as pages show them."""

from msgspec import Struct

from rankandfile.core.chapters.branches import FormBranch, is_recognised
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.offices import Holding
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.core.state import State

from ..rules import rule
from ..who import Reader
from . import recalls
from .members import Held, held
from .naming import branch_name, person
from .pieces import Can, Person, Rule


class Row(Struct, frozen=True):
    """One line of the list of branches."""

    id: str
    name: str
    region: str
    members: int
    is_recognised: bool


class Officer(Struct, frozen=True):
    """Somebody who holds a post in the branch, and how it came about."""

    who: Person
    held: Held
    recalls: tuple[recalls.Row, ...]
    recall: Can | None


class Page(Struct, frozen=True):
    """A branch's page."""

    id: str
    name: str
    region: str
    formed: int
    entry: int
    members: int
    minimum: int
    is_recognised: bool
    officers: tuple[Officer, ...]


def rows(state: State) -> tuple[Row, ...]:
    """Every branch, by name."""
    found = (
        Row(b.id, branch_name(state, b.id), b.region, state.members.counts.get(b.id, 0), is_recognised(state, b.id))
        for b in state.branches.branches.values()
    )
    return tuple(sorted(found, key=lambda row: row.name.casefold()))


def page(state: State, branch: str, reader: Reader) -> Page | None:
    """The branch; None where there is none of this id."""
    found = state.branches.branches.get(BranchId(branch))
    if found is None:
        return None
    return Page(
        found.id, branch_name(state, branch), found.region, found.formed, found.entry,
        state.members.counts.get(found.id, 0), rulebook(state).branches.minimum, is_recognised(state, found.id),
        tuple(_officer(state, reader, h) for h in officers(state, branch, reader.at)),
    )  # fmt: skip


def _officer(state: State, reader: Reader, holding: Holding) -> Officer:
    return Officer(
        person(state, holding.person, reader.at),
        held(state, holding, reader.at),
        recalls.of_holding(state, holding, reader.at),
        recalls.asking(state, reader, holding),
    )


def officers(state: State, branch: str, at: Moment) -> tuple[Holding, ...]:
    """Who holds a post in this branch now."""
    everybody = (h for holdings in state.offices.holdings.values() for h in holdings)
    return tuple(h for h in everybody if h.scope == branch and h.since <= at < h.until)


def law(state: State) -> Rule:
    """The clause on branches."""
    return rule(state, rulebook(state).branches.article)


def forming(reader: Reader, branch: str, region: str) -> FormBranch:
    """The act by which a branch is formed."""
    return FormBranch(by=Handle(reader.handle), at=reader.at, branch=BranchId(branch), region=region)
