"""The foundation: how the organisation begins, and which rulebook and engine version hold when.

The founder brings a rulebook and provisional powers that end by themselves: when the first convention closes, or when
the rulebook says. After that a rulebook comes into force only through a motion carried by the majority of its tier, at
the hour that the tier names, by the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..ids import BranchId, Handle, Lot, Moment, MotionId, RulesHash
from ..refusal import Words, gettext_noop, refuse
from ..rulebook.schema import Rulebook
from ..rulebook.sentences import Sentence
from ..rulebook.vkey import LOG, read_vkey
from ..table import Table

if TYPE_CHECKING:
    from ..state import State


class InForce(Struct, frozen=True, gc=False):
    """A rulebook and the moment from which it holds; the motion that brought it, empty for the founding one."""

    rules: RulesHash
    since: Moment
    motion: MotionId = MotionId("")


class FoundationState(Struct, frozen=True):
    """The slice of this chapter. `shelf` holds rulebooks by the hash of their text: content, not history."""

    founder: Handle = Handle("")
    founded: Moment = Moment(0)
    founding_closed: Moment = Moment(0)
    engine: int = 1
    rulebook: Rulebook | None = None
    history: tuple[InForce, ...] = ()
    scheduled: tuple[InForce, ...] = ()
    shelf: Table[RulesHash, Rulebook] = Table()
    name_entry: int = 0


class FoundOrganisation(Act, frozen=True):
    """Begin: the founder adopts a rulebook and becomes the first member."""

    rules: RulesHash
    member_class: str
    engine: int = 1
    key: str = ""
    """The vkey that signs the record from its first checkpoint on; empty in records founded before it was named."""


class KeepTime(Act, frozen=True):
    """The clock performs the earliest duty that is due; `lot` is derived from the record before this entry."""

    due: Moment
    duty: str
    about: str
    lot: Lot


class EngineAdopted(Effect, frozen=True):
    """From the next entry on, acts are judged by this version of the engine."""

    version: int


class RulebookInForce(Effect, frozen=True):
    """From this moment the rulebook holds."""

    rules: RulesHash
    since: Moment
    motion: MotionId = MotionId("")


class RulebookScheduled(Effect, frozen=True):
    """The motion carried; its changes will be in force from this moment, 0 for the convention's close."""

    rules: RulesHash
    since: Moment
    motion: MotionId


class OrganisationFounded(Effect, frozen=True):
    """The organisation exists; its founder has provisional powers."""

    founder: Handle
    at: Moment


class FoundingEnded(Effect, frozen=True):
    """The founder's provisional powers are over."""

    at: Moment


REFUSALS = {
    "foundation.exists": Words(
        gettext_noop("This record already has an organisation in it."),
        gettext_noop("Found the other organisation in a record of its own."),
    ),
    "foundation.none": Words(
        gettext_noop("This record has no organisation in it yet."),
        gettext_noop("Found one first: rankandfile init."),
    ),
    "foundation.no_text": Words(
        gettext_noop("The text of the rulebook is not on the shelf, so nobody could read what would be adopted."),
        gettext_noop("Send the rulebook's text along with the act."),
    ),
    "foundation.no_class": Words(
        gettext_noop("The rulebook has no member class “{member_class}”."),
        gettext_noop("Use one of the classes it names: {classes}."),
    ),
    "foundation.engine": Words(
        gettext_noop("The rulebook asks for engine version {known}, and the founding names {version}."),
        gettext_noop("Found the organisation under version {known}, or let the rulebook name the other."),
    ),
    "foundation.engine_unknown": Words(
        gettext_noop("The members have adopted engine version {version}, which this software does not know."),
        gettext_noop("Install newer software. Nothing was recorded, and nothing is lost."),
    ),
    "foundation.key": Words(
        gettext_noop("The key named is none that could sign a record."),
        gettext_noop("Name the key of this record, or let the software name it: rankandfile init."),
    ),
    "clock.nothing_due": Words(
        gettext_noop("The clock has nothing of this kind to do at this moment."),
        gettext_noop("Its next duty is due on {due}."),
    ),
    "clock.first": Words(
        gettext_noop("A duty of the clock has been due since {due} and comes first."),
        gettext_noop("Let the clock perform it, then try again."),
    ),
    "clock.backwards": Words(
        gettext_noop("The time given lies before the last entry of the record, on {now}."),
        gettext_noop("Set this machine's clock right; nothing was recorded."),
    ),
}


def rulebook(state: State) -> Rulebook:
    """The rulebook in force; an organisation always has one."""
    assert state.foundation.rulebook is not None, "asked for the rulebook before the organisation was founded"
    return state.foundation.rulebook


def rules_in_force(state: State) -> RulesHash:
    """The hash of the rulebook in force; empty before the founding."""
    return state.foundation.history[-1].rules if state.foundation.history else RulesHash("")


def on_shelf(state: State, rules: RulesHash, text: Rulebook) -> State:
    """The state with the rulebook at hand under its hash. Content only: nothing of the organisation changes."""
    shelf = state.foundation.shelf.set(rules, text)
    return replace(state, foundation=replace(state.foundation, shelf=shelf))


def has_founding_powers(state: State, person: Handle, at: Moment) -> bool:
    """Whether the person is the founder and the founding is not over."""
    own = state.foundation
    return own.founder == person and not own.founding_closed and at < founding_ends(state)


def founding_ends(state: State) -> Moment:
    """When provisional powers end at the latest (article of the organisation clause)."""
    clause = rulebook(state).organisation
    return shifted(state.foundation.founded, clause.founding_ends_after, 1, clause.week)


def found_organisation(state: State, act: FoundOrganisation, texts: Texts) -> Answer:
    """The founding: engine, rulebook and organisation begin together."""
    if state.foundation.founder:
        return refuse("", "foundation.exists")
    rules = state.foundation.shelf.get(act.rules)
    if rules is None:
        return refuse("", "foundation.no_text")
    if act.engine != rules.change.engine:
        return refuse(rules.change.article, "foundation.engine", version=act.engine, known=rules.change.engine)
    classes = [c.id for c in rules.membership.classes]
    if act.member_class not in classes:
        article = rules.membership.article
        return refuse(article, "foundation.no_class", member_class=act.member_class, classes=", ".join(classes))
    key = read_vkey(act.key)
    if act.key and (isinstance(key, Sentence) or key.kind != LOG):
        return refuse("", "foundation.key")
    from .members import MemberAdmitted

    return (
        EngineAdopted(act.engine),
        RulebookInForce(act.rules, act.at),
        OrganisationFounded(act.by, act.at),
        MemberAdmitted(act.by, act.member_class, BranchId(""), act.at, Moment(act.at + 366 * 86_400), int(state.size)),
    )


def rulebook_due(state: State) -> tuple[Moment, str, str] | None:
    """The earliest scheduled rulebook that has a moment, as (due, duty, about)."""
    if not any(s.since for s in state.foundation.scheduled):
        return None
    first = _first_dated(state)
    return (first.since, "rulebook-in-force", first.motion)


def _first_dated(state: State) -> InForce:
    return min((s for s in state.foundation.scheduled if s.since), key=lambda s: (s.since, s.motion))


def bring_into_force(state: State, act: KeepTime) -> Answer:
    """The clock brings the scheduled rulebook into force at its hour."""
    from .rulebook_change import brought_into_force

    return brought_into_force(state, (_first_dated(state),), act.due)


def _rulebook_in_force(state: State, effect: RulebookInForce) -> FoundationState:
    from .rulebook_change import shelf_with

    own = state.foundation
    since = InForce(effect.rules, effect.since, effect.motion)
    waiting = tuple(s for s in own.scheduled if s.motion != effect.motion)
    shelf = shelf_with(state, effect)
    return replace(own, rulebook=shelf[effect.rules], history=(*own.history, since), scheduled=waiting, shelf=shelf)


def _rulebook_scheduled(state: State, effect: RulebookScheduled) -> FoundationState:
    own = state.foundation
    waiting = (*own.scheduled, InForce(effect.rules, effect.since, effect.motion))
    return replace(own, scheduled=waiting)


def _founded(state: State, effect: OrganisationFounded) -> FoundationState:
    return replace(state.foundation, founder=effect.founder, founded=effect.at)


def _founding_ended(state: State, effect: FoundingEnded) -> FoundationState:
    return replace(state.foundation, founding_closed=effect.at)


def _engine_adopted(state: State, effect: EngineAdopted) -> FoundationState:
    return replace(state.foundation, engine=effect.version)


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The next thing the clock does in this chapter: a scheduled rulebook, or the end of the founding."""
    own = state.foundation
    ends = None if own.founding_closed else (founding_ends(state), "founding-ends", "")
    return min([due for due in (rulebook_due(state), ends) if due is not None], default=None)


def strike(state: State, act: KeepTime) -> Answer:
    """The clock brings a rulebook into force, or ends the founding."""
    if act.duty == "founding-ends":
        return (FoundingEnded(act.due),)
    return bring_into_force(state, act)


SLICE = "foundation"
CLOCK = ("rulebook-in-force", "founding-ends")
ADMIT: dict[type, Any] = {FoundOrganisation: found_organisation}
TIMELY = (FoundOrganisation,)
APPLY: dict[type, Any] = {
    EngineAdopted: _engine_adopted,
    RulebookInForce: _rulebook_in_force,
    RulebookScheduled: _rulebook_scheduled,
    OrganisationFounded: _founded,
    FoundingEnded: _founding_ended,
}
TEXTS = {FoundOrganisation: (Text("rulebook"), Text("organisation"), Text("name", "personal"))}
