"""Delegates: seats by formula from a frozen, published roll; people by election in the branch.

On the roll date the clock freezes who is a member in good standing where, and apportions seats by the rulebook's
formula. When nominations open, the clock opens an election in each branch that has seats; anybody eligible nominates
himself or herself. Alternates come from the same ballots and are seated by rank. Where a rulebook lets somebody pick
delegates instead, the record says who picked whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..count.apportion import apportion
from ..ids import BranchId, ConventionId, Handle, Lot, Moment
from ..refusal import Words, gettext_noop, refuse
from ..table import Table
from .branches import is_recognised
from .foundation import rulebook
from .offices import holdings_of
from .standing import class_of, why_may_not, why_not_in_good_standing

if TYPE_CHECKING:
    from ..state import State


class Elected(Struct, frozen=True, gc=False):
    """Somebody elected (or picked) for a convention: in the order of election, as delegate or as alternate."""

    person: Handle
    branch: BranchId
    rank: int
    alternate: bool
    source: str
    """The election, or the handle that picked."""
    declined: bool = False


class Share(Struct, frozen=True, gc=False):
    """What the formula gave a branch: from so many members, so many delegates and alternates."""

    members: int
    seats: int
    alternates: int


class Representation(Struct, frozen=True):
    """How one convention is made up."""

    frozen: Moment
    roll: Table[Handle, BranchId]
    """Members in good standing with a vote on the roll date, and the branch each votes in."""
    shares: Table[BranchId, Share] = Table()
    elected: Table[Handle, Elected] = Table()


class DelegatesState(Struct, frozen=True):
    """The slice of this chapter."""

    of: Table[ConventionId, Representation] = Table()


class PickDelegate(Act, frozen=True):
    """Pick a delegate, where the rulebook gives that to a post (marked for what it is)."""

    convention: ConventionId
    branch: BranchId
    person: Handle


class DeclineSeat(Act, frozen=True):
    """Give up one's seat as delegate or place as alternate."""

    convention: ConventionId


class RollFrozen(Effect, frozen=True):
    """The roll of this moment counts for the convention."""

    convention: ConventionId
    at: Moment
    members: int


class BranchApportioned(Effect, frozen=True):
    """The branch has so many seats."""

    convention: ConventionId
    branch: BranchId
    members: int
    seats: int
    alternates: int


class DelegateElected(Effect, frozen=True):
    """The person represents the branch, or stands by as its alternate."""

    convention: ConventionId
    person: Handle
    branch: BranchId
    rank: int
    alternate: bool
    source: str


class SeatDeclined(Effect, frozen=True):
    """The person will not sit."""

    convention: ConventionId
    person: Handle


REFUSALS = {
    "delegate.elected_here": Words(
        gettext_noop("Delegates are elected by their branch, not picked."),
        gettext_noop("Nominate yourself, or ask somebody to stand, while nominations are open."),
    ),
    "delegate.picker": Words(
        gettext_noop("Delegates are picked by “{post}”, which you do not hold."),
        gettext_noop("Ask who holds it, or move to change the article."),
    ),
    "delegate.no_seats": Words(
        gettext_noop("The branch has no empty seat at this convention."),
        gettext_noop("It has {seats} seats, all filled."),
    ),
    "delegate.not_on_roll": Words(
        gettext_noop("The person was not on the roll of this branch on the roll date."),
        gettext_noop("Choose somebody who was."),
    ),
    "delegate.none": Words(
        gettext_noop("You hold no seat at this convention."),
        gettext_noop("There is nothing to give up."),
    ),
}


def representation(state: State, convention: ConventionId) -> Representation | None:
    """How the convention is made up; None before its roll date."""
    return state.delegates.of.get(convention)


def elected_as(state: State, convention: ConventionId, person: Handle) -> Elected | None:
    """What the person was elected as for the convention."""
    own = representation(state, convention)
    return own.elected.get(person) if own is not None else None


def is_delegate(state: State, convention: ConventionId, person: Handle) -> bool:
    """Whether the person has a delegate's seat: elected and not declined, or an alternate who was seated."""
    found = elected_as(state, convention, person)
    if found is None or found.declined:
        return False
    meeting = state.meetings.conventions[convention]
    if found.alternate:
        return person in meeting.seated
    return person not in meeting.seated.values()


def delegates_of(state: State, convention: ConventionId, branch: BranchId | None = None) -> tuple[Elected, ...]:
    """The delegates elected for the convention, those who declined included: their places remain places."""
    own = representation(state, convention)
    if own is None:
        return ()
    return tuple(e for e in own.elected.values() if not e.alternate and branch in (None, e.branch))


def count_delegates(state: State, convention: ConventionId) -> int:
    """How many delegates were elected for the convention and have not declined; an alternate seated counts for one."""
    return sum(not e.declined for e in delegates_of(state, convention))


def alternates_of(state: State, convention: ConventionId, branch: BranchId) -> tuple[Elected, ...]:
    """The branch's alternates for the convention, by rank."""
    own = representation(state, convention)
    if own is None:
        return ()
    found = [e for e in own.elected.values() if e.alternate and e.branch == branch]
    return tuple(sorted(found, key=lambda e: e.rank))


def freeze_roll(state: State, convention: ConventionId, at: Moment, lot: Lot) -> tuple[Effect, ...]:
    """The clock's work on the roll date: the roll is frozen and the seats follow from it (delegates clause)."""
    counts = _counts(state, at)
    seats = apportion(_clause(state).apportionment, {str(b): n for b, n in counts.items()}, lot)
    frozen = RollFrozen(convention, at, sum(counts.values()))
    given = ((branch, counts[branch], seats[branch].seats) for branch in counts)
    return (frozen, *(BranchApportioned(convention, b, m, s, _alternates(state, s)) for b, m, s in given))


def _clause(state: State) -> Any:
    return rulebook(state).delegates


def _alternates(state: State, seats: int) -> int:
    return {"none": 0, "as-many": seats, "half": (seats + 1) // 2}[_clause(state).alternates]


def _counts(state: State, at: Moment) -> dict[BranchId, int]:
    counts: dict[BranchId, int] = {b: 0 for b in state.branches.branches if is_recognised(state, b)}
    for member in state.members.members.values():
        if member.branch in counts and class_of(state, member).counts:
            counts[member.branch] += why_not_in_good_standing(state, member.handle, at) is None
    return counts


def pick_delegate(state: State, act: PickDelegate, texts: Texts) -> Answer:
    """A seat filled by picking, where the rulebook says so."""
    clause, own = _clause(state), representation(state, act.convention)
    if clause is None or clause.chosen != "appointment":
        return refuse(clause.article if clause else "", "delegate.elected_here")
    if not any(h.post == clause.appointed_by for h in holdings_of(state, act.by, act.at)):
        return refuse(clause.article, "delegate.picker", post=clause.appointed_by)
    if own is None or own.roll.get(act.person) != act.branch or act.person in own.elected:
        return refuse(clause.article, "delegate.not_on_roll")
    share, held = own.shares.get(act.branch), len(delegates_of(state, act.convention, act.branch))
    if share is None or held >= share.seats:
        return refuse(clause.article, "delegate.no_seats", seats=share.seats if share else 0)
    return (DelegateElected(act.convention, act.person, act.branch, held + 1, False, act.by),)


def decline_seat(state: State, act: DeclineSeat, texts: Texts) -> Answer:
    """A seat is given up by who holds it, and nobody else."""
    found = elected_as(state, act.convention, act.by)
    if found is None or found.declined:
        clause = _clause(state)
        return refuse(clause.article if clause else "", "delegate.none")
    return (SeatDeclined(act.convention, act.by),)


def _with(state: State, convention: ConventionId, **change: Any) -> DelegatesState:
    own = state.delegates
    return replace(own, of=own.of.set(convention, replace(own.of[convention], **change)))


def _roll_frozen(state: State, effect: RollFrozen) -> DelegatesState:
    roll = Table(
        (m.handle, m.branch)
        for m in state.members.members.values()
        if why_may_not(state, m.handle, "vote", effect.at) is None
    )
    own = state.delegates
    return replace(own, of=own.of.set(effect.convention, Representation(effect.at, roll)))


def _apportioned(state: State, effect: BranchApportioned) -> DelegatesState:
    shares = state.delegates.of[effect.convention].shares
    share = Share(effect.members, effect.seats, effect.alternates)
    return _with(state, effect.convention, shares=shares.set(effect.branch, share))


def _delegate_elected(state: State, effect: DelegateElected) -> DelegatesState:
    elected = state.delegates.of[effect.convention].elected
    found = Elected(effect.person, effect.branch, effect.rank, effect.alternate, effect.source)
    return _with(state, effect.convention, elected=elected.set(effect.person, found))


def _seat_declined(state: State, effect: SeatDeclined) -> DelegatesState:
    elected = state.delegates.of[effect.convention].elected
    gone = replace(elected[effect.person], declined=True)
    return _with(state, effect.convention, elected=elected.set(effect.person, gone))


SLICE = "delegates"
ADMIT: dict[type, Any] = {PickDelegate: pick_delegate, DeclineSeat: decline_seat}
APPLY: dict[type, Any] = {
    RollFrozen: _roll_frozen,
    BranchApportioned: _apportioned,
    DelegateElected: _delegate_elected,
    SeatDeclined: _seat_declined,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
