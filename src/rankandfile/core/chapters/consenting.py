"""The consent agenda: items of a section that are put together, in one vote, without debate.

Any one delegate takes an item out, until the vote is opened, and it is debated like every other. What has amendments,
what changes the rulebook, what needs several readings or all members is never in it. Keeps its part of the slice of
the floor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import ConventionId, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Section
from .agenda import FloorState, Item, is_settled, items, next_item, open_item, sections, undecided_vote, waiting_items
from .meetings import present_voters
from .motions import Motion, business_of
from .ordering import to_vote
from .quorum import why_not_in_session

if TYPE_CHECKING:
    from ..state import State

CONSENT = "consent:"
"""The subject of a vote on a consent agenda, followed by its section."""


class TakeOutOfConsent(Act, frozen=True):
    """Take an item out of the consent agenda, so that it is debated and voted on by itself."""

    convention: ConventionId
    item: str


class ItemTakenOut(Effect, frozen=True):
    """The item is not in the consent agenda."""

    convention: ConventionId
    item: str


REFUSALS = {
    "consent.not_in_it": Words(
        gettext_noop("Item {item} is not in a consent agenda that waits."),
        gettext_noop("It is debated by itself already, or was decided; see the agenda."),
    ),
    "consent.too_late": Words(
        gettext_noop("The vote on this consent agenda is open."),
        gettext_noop("Vote against it; if it is lost, each item is taken by itself."),
    ),
    "consent.nobody": Words(
        gettext_noop("An item is taken out by somebody who is present with a vote."),
        gettext_noop("Check in, or ask a delegate."),
    ),
    "consent.none": Words(
        gettext_noop("No consent agenda comes next: it is put when its part of the agenda is reached."),
        gettext_noop("Take up the next item."),
    ),
}


def section_of(state: State, name: str) -> Section | None:
    """The section of that name, where it is a consent agenda."""
    return next((s for s in sections(state) if s.id == name and s.consent), None)


def consent_items(state: State, convention: ConventionId, section: str) -> tuple[Item, ...]:
    """The items that are put together: those that wait, and that nobody has taken out."""
    own, out = section_of(state, section), state.floor.taken_out.get(convention, ())
    if own is None:
        return ()
    waiting = (i for i in waiting_items(state, convention) if i.section == section)
    return tuple(i for i in waiting if i.id not in out and is_plain(state, i))


def is_plain(state: State, item: Item) -> bool:
    """Whether one vote decides the item and nothing else has to be asked: what can be put together with others."""
    motion = state.motions.motions.get(MotionId(item.about))
    return motion is not None and not motion.fate and not _needs_more(state, motion) and not to_vote(state, motion.id)


def _needs_more(state: State, motion: Motion) -> bool:
    clause = business_of(state, motion.business)
    return bool(motion.rules or motion.read) or clause is None or clause.referendum or clause.readings > 1


def why_not_taken_out(state: State, act: TakeOutOfConsent) -> Refusal | None:
    """Why the item is not taken out; None when anybody present with a vote can."""
    refusal = why_not_in_session(state, act.convention)
    if refusal is not None:
        return refusal
    item = next((i for i in items(state, act.convention) if i.id == act.item), None)
    section = section_of(state, item.section) if item is not None else None
    if item is None or section is None or item not in consent_items(state, act.convention, item.section):
        return refuse(section.article if section else _article(state), "consent.not_in_it", item=act.item[:20])
    if act.by not in present_voters(state.meetings.conventions[act.convention]):
        return refuse(section.article, "consent.nobody")
    vote = undecided_vote(state, act.convention)
    is_open = vote is not None and vote.subject == f"{CONSENT}{section.id}"
    return refuse(section.article, "consent.too_late") if is_open else None


def _article(state: State) -> str:
    from .agenda import agenda_article

    return agenda_article(state)


def take_out_of_consent(state: State, act: TakeOutOfConsent, texts: Texts) -> Answer:
    """One delegate is enough."""
    return why_not_taken_out(state, act) or (ItemTakenOut(act.convention, act.item),)


def why_no_consent(state: State, convention: ConventionId, subject: str) -> Refusal | None:
    """Why the consent agenda is not put to the vote now; None when its section comes next and something is in it."""
    name, coming, now = subject.removeprefix(CONSENT), next_item(state, convention), open_item(state, convention)
    section = section_of(state, name)
    waits = coming is not None and coming.section == name and bool(consent_items(state, convention, name))
    if section is None or not waits or (now is not None and not is_settled(state, now)):
        return refuse(section.article if section else _article(state), "consent.none")
    return None


def motions_in(state: State, convention: ConventionId, subject: str) -> tuple[MotionId, ...]:
    """The motions that the vote on this consent agenda decides."""
    found = consent_items(state, convention, subject.removeprefix(CONSENT))
    return tuple(MotionId(item.about) for item in found)


def _taken_out(state: State, effect: ItemTakenOut) -> FloorState:
    own = state.floor
    out = (*own.taken_out.get(effect.convention, ()), effect.item)
    return replace(own, taken_out=own.taken_out.set(effect.convention, out))


SLICE = "floor"
ADMIT: dict[type, Any] = {TakeOutOfConsent: take_out_of_consent}
APPLY: dict[type, Any] = {ItemTakenOut: _taken_out}
TEXTS: dict[type, tuple[Any, ...]] = {}
