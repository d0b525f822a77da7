"""The agenda: composed by rule, taken up in order.

The final agenda is composed by the clock: every motion that has its support, section by section, in the order that the
rulebook names. The chair takes up the next item; another one only when the meeting votes for it. What a close leaves
behind is named as unreached. The slice of the floor is described here; `floor.py` and `voting.py` keep parts of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import ConventionId, Handle, Lot, Moment, MotionId, VoteId
from ..lots import drawn_order
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Section
from ..table import Table
from .elections import open_at
from .foundation import rulebook
from .meetings import Convention, why_not_presiding
from .motions import Motion, MotionDecided
from .quorum import why_not_in_session

if TYPE_CHECKING:
    from ..state import State

ItemState = Literal["waiting", "open", "laid-aside", "done", "unreached"]


Method = Literal["show-of-cards", "roll-call"]


APART = 1000
"""Between two places when the agenda is composed, so that what comes later finds room in its section."""
YES, NO, ABSTAIN, SILENT = "y", "n", "a", "-"
CLOSE_NOW = "close"
"""The subject of a vote on closing early."""
RULING = "ruling:"
"""Before the number of a ruling, the subject of a vote on whether it is overturned."""


class Item(Struct, frozen=True, gc=False):
    """An item of the agenda: a motion or an election. Items stand by `place`; those moved up get a lower one."""

    id: str
    section: str
    about: str
    place: int
    state: ItemState = "waiting"


class Cards(Struct, frozen=True, gc=False):
    """What one teller counted."""

    yes: int
    no: int
    abstain: int


class Account(Struct, frozen=True, gc=False):
    """A result that stood until the tellers counted again: its numbers, and when the vote was closed with it."""

    yes: int
    no: int
    abstain: int
    required: int
    base: int
    carried: bool
    closed: Moment


class Vote(Struct, frozen=True):
    """A vote: its subject, its frozen electorate, the choices so far (a character for each elector), its result."""

    id: VoteId
    convention: ConventionId
    subject: str
    method: Method
    electorate: tuple[Handle, ...]
    opened: Moment
    entitled: int
    choices: str = ""
    cards: Table[Handle, Cards] = Table()
    closed: Moment = Moment(0)
    yes: int = 0
    no: int = 0
    abstain: int = 0
    required: int = 0
    base: int = 0
    carried: bool = False
    proxies: Table[Handle, Handle] = Table()
    """Electors for whom another votes, and who; as it was when the vote opened."""
    weights: tuple[int, ...] = ()
    """In a card vote, how many members each elector's vote stands for; empty where each counts one."""
    advice: bool = False
    """Taken without a quorum, where the rulebook says that decisions are then advice: nothing follows from it."""
    waits: Moment = Moment(0)
    """Until when a result that is counted waits for the demand of a recount; 0 where it took effect at the close."""
    before: tuple[Account, ...] = ()
    """The results before it that were counted again."""


class Speaker(Struct, frozen=True, gc=False):
    """Somebody on the speakers' list of the open item."""

    person: Handle
    side: str
    at: Moment
    called: Moment = Moment(0)
    began: Moment = Moment(0)
    """When the time of the speech began to run; 0 where nobody said so, and it runs from the call."""
    ended: Moment = Moment(0)
    withdrawn: Moment = Moment(0)


class FloorState(Struct, frozen=True):
    """The slice of this chapter."""

    agenda: Table[ConventionId, Table[str, Item]] = Table()
    votes: Table[VoteId, Vote] = Table()
    open_vote: Table[ConventionId, VoteId] = Table()
    demands: Table[str, tuple[Handle, ...]] = Table()
    """Who demanded a roll call, by subject."""
    speakers: Table[str, tuple[Speaker, ...]] = Table()
    """The speakers' list of each item, by convention and item."""
    taken_out: Table[ConventionId, tuple[str, ...]] = Table()
    """Items that somebody took out of a consent agenda."""
    counted: Table[ConventionId, VoteId] = Table()
    """The vote of each meeting whose result waits; kept by `recounting.py`."""


class TakeUpItem(Act, frozen=True):
    """Open the next item of the agenda."""

    convention: ConventionId
    item: str


class AgendaItemSet(Effect, frozen=True):
    """The item stands on the agenda at this place."""

    convention: ConventionId
    item: str
    section: str
    about: str
    place: int


class ItemTakenUp(Effect, frozen=True):
    """The item is open."""

    convention: ConventionId
    item: str


class ItemMovedUp(Effect, frozen=True):
    """The meeting voted to take the item next."""

    convention: ConventionId
    item: str


class ItemEnded(Effect, frozen=True):
    """The item is done, or was not reached."""

    convention: ConventionId
    item: str
    state: ItemState


REFUSALS = {
    "floor.no_item": Words(
        gettext_noop("There is no item {item} that still waits on this agenda."),
        gettext_noop("See the agenda."),
    ),
    "floor.not_next": Words(
        gettext_noop("The next item is {next}; the order of the agenda is the rulebook's."),
        gettext_noop("Take up {next}, or put “take {item} next” to the vote."),
    ),
    "floor.item_open": Words(
        gettext_noop("Item {item} is open and not decided."),
        gettext_noop("Decide it first."),
    ),
    "floor.vote_open": Words(
        gettext_noop("Vote {vote} is open."),
        gettext_noop("Close it first."),
    ),
}


def items(state: State, convention: ConventionId) -> tuple[Item, ...]:
    """The agenda, in its order."""
    found = state.floor.agenda.get(convention)
    return tuple(sorted(found.values(), key=lambda item: item.place)) if found is not None else ()


def has_agenda(state: State, convention: ConventionId) -> bool:
    """Whether the final agenda is composed."""
    return convention in state.floor.agenda


def item_about(state: State, convention: ConventionId, about: str) -> Item | None:
    """The item about this motion or election."""
    return next((i for i in items(state, convention) if i.about == about), None)


def open_item(state: State, convention: ConventionId) -> Item | None:
    """The item on the floor."""
    return next((i for i in items(state, convention) if i.state == "open"), None)


def next_item(state: State, convention: ConventionId) -> Item | None:
    """The item that comes next; not a motion in whose place a composite stands."""
    return next((i for i in items(state, convention) if i.state == "waiting" and not is_joined(state, i.about)), None)


def count_waiting(state: State, convention: ConventionId) -> int:
    """How many items are not done, composites counted and not what they stand for."""
    left = (i for i in items(state, convention) if i.state in ("waiting", "open", "laid-aside"))
    return sum(not is_joined(state, item.about) for item in left)


def waiting_items(state: State, convention: ConventionId) -> tuple[Item, ...]:
    """The items that can be taken up, in the order of the agenda; of what is joined, the composite alone."""
    return tuple(i for i in items(state, convention) if i.state == "waiting" and not is_joined(state, i.about))


def is_joined(state: State, about: str) -> bool:
    """Whether a composite that is not decided stands in the place of this motion."""
    made = state.composites.of.get(MotionId(about))
    return made is not None and not state.motions.motions[made].fate


def open_vote(state: State, convention: ConventionId) -> Vote | None:
    """The vote that is open."""
    vote = state.floor.open_vote.get(convention)
    return state.floor.votes.get(vote) if vote is not None else None


def undecided_vote(state: State, convention: ConventionId) -> Vote | None:
    """The vote that is open, or whose result has not taken effect."""
    waits = state.floor.counted.get(convention)
    return open_vote(state, convention) or (state.floor.votes.get(waits) if waits is not None else None)


def sections(state: State) -> tuple[Section, ...]:
    """The sections of the agenda; elections come last where no section names them."""
    found = rulebook(state).agenda.sections
    if any("election" in s.business for s in found):
        return found
    return (
        *found,
        Section(article=rulebook(state).agenda.article, id="elections", business=("election",), order="number"),
    )


def compose_agenda(state: State, convention: Convention, lot: Lot) -> tuple[Effect, ...]:
    """The clock's work at the agenda's hour: all that has its support, by section and rule (agenda clause)."""
    ordered = [(s.id, about) for s in sections(state) for about in _in_section(state, convention.id, s, lot)]
    return tuple(
        AgendaItemSet(convention.id, str(number), section, about, number * APART)
        for number, (section, about) in enumerate(ordered, 1)
    )


def _in_section(state: State, convention: ConventionId, section: Section, lot: Lot) -> tuple[str, ...]:
    found = {
        m.id: len(m.seconders)
        for m in state.motions.motions.values()
        if m.convention == convention and m.business in section.business and m.placed and not m.fate
    }
    elections = open_at(state, convention) if "election" in section.business else ()
    joint = [each for each in state.composites.composites.values() if each.motion in found]
    alone = {motion: seconders for motion, seconders in found.items() if motion not in {each.motion for each in joint}}
    ordered = list[str](alone)
    if section.order == "lot":
        ordered = list(drawn_order(lot, f"{convention}/agenda/{section.id}", alone))
    if section.order == "seconders":
        ordered.sort(key=lambda m: -found[MotionId(m)])
    for each in joint:
        ordered.insert(min(ordered.index(original) for original in each.originals), each.motion)
    return (*ordered, *elections)


def late_item(state: State, motion: MotionId, convention: ConventionId, business: str) -> tuple[Effect, ...]:
    """What reached its support after the agenda was composed comes at the end of its section."""
    if not has_agenda(state, convention):
        return ()
    known, listed = [s.id for s in sections(state)], items(state, convention)
    section = next((s.id for s in sections(state) if business in s.business), known[-1])
    before = [i.place for i in listed if known.index(section) >= known.index(i.section)]
    place = max(before, default=min((i.place for i in listed), default=APART) - APART // 2) + 1
    return (AgendaItemSet(convention, str(len(listed) + 1), section, motion, place),)


def unreached(state: State, convention: ConventionId, at: Moment) -> tuple[Effect, ...]:
    """What a close leaves behind, each named: unreached is never the same as defeated."""
    left = [i for i in items(state, convention) if i.state in ("waiting", "open", "laid-aside")]
    ended = tuple(ItemEnded(convention, i.id, "unreached") for i in left)
    motions = state.motions.motions
    placed = [
        m
        for m in motions.values()
        if m.convention == convention and m.placed and not m.fate and convention not in m.read and not _asked(state, m)
    ]
    return (*ended, *(MotionDecided(m.id, "unreached", at) for m in placed))


def _asked(state: State, motion: Motion) -> bool:
    """Whether all members are still asked about the motion; a ballot that is counted has left it undecided."""
    ballot = state.elections.elections.get(motion.ballot)
    return ballot is not None and not ballot.counted


def why_not_chairing(state: State, convention: ConventionId, by: Handle, at: Moment) -> Refusal | None:
    """Why the person cannot move the meeting on now; None when it can: in session, in the chair, no vote open."""
    from .procedural_votes import why_recess

    refusal = (
        why_not_in_session(state, convention)
        or why_not_presiding(state, convention, by, at)
        or why_recess(state, convention, at)
    )
    if refusal is not None:
        return refusal
    vote = open_vote(state, convention)
    return refuse(agenda_article(state), "floor.vote_open", vote=vote.id) if vote is not None else None


def agenda_article(state: State) -> str:
    """The article that sets the order of business."""
    return rulebook(state).agenda.article


def is_settled(state: State, item: Item) -> bool:
    """Whether nothing more is to be decided on the item."""
    motion = state.motions.motions.get(MotionId(item.about))
    return item.state in ("done", "unreached") or (motion is not None and bool(motion.fate))


def take_up_item(state: State, act: TakeUpItem, texts: Texts) -> Answer:
    """The chair opens the next item, and no other; any one where the meeting has suspended the order for it."""
    from .procedural_results import what_taking_up_brings
    from .procedural_votes import may_take_any, why_something_first
    from .secret_votes import prepared

    refusal = why_not_chairing(state, act.convention, act.by, act.at) or why_something_first(
        state, act.convention, "", act.at
    )
    if refusal is not None:
        return refusal
    waiting, now = next_item(state, act.convention), open_item(state, act.convention)
    if now is not None and not is_settled(state, now):
        return refuse(agenda_article(state), "floor.item_open", item=now.id)
    if waiting is None:
        return refuse(agenda_article(state), "floor.no_item", item=act.item[:20])
    listed = {i.id for i in waiting_items(state, act.convention)}
    if waiting.id != act.item and not (act.item in listed and may_take_any(state, act.convention)):
        return refuse(agenda_article(state), "floor.not_next", next=waiting.id, item=act.item[:20])
    ended = (ItemEnded(act.convention, now.id, "done"),) if now is not None else ()
    return (
        *ended,
        ItemTakenUp(act.convention, act.item),
        *prepared(state, act.convention, state.floor.agenda[act.convention][act.item].about, act.at),
        *what_taking_up_brings(state, act.convention, act.item, act.at),
    )


def _item_set(state: State, effect: AgendaItemSet) -> FloorState:
    own = state.floor
    listed = own.agenda.get(effect.convention, Table[str, Item]())
    item = Item(effect.item, effect.section, effect.about, effect.place)
    return replace(own, agenda=own.agenda.set(effect.convention, listed.set(effect.item, item)))


def with_item(whole: State, convention: ConventionId, item: str, **change: Any) -> FloorState:
    """The floor with something changed in this item."""
    own = whole.floor
    listed = own.agenda[convention]
    return replace(own, agenda=own.agenda.set(convention, listed.set(item, replace(listed[item], **change))))


def _taken_up(state: State, effect: ItemTakenUp) -> FloorState:
    return with_item(state, effect.convention, effect.item, state="open")


def _moved_up(state: State, effect: ItemMovedUp) -> FloorState:
    first = min(i.place for i in items(state, effect.convention))
    return with_item(state, effect.convention, effect.item, place=first - 1)


def _ended(state: State, effect: ItemEnded) -> FloorState:
    return with_item(state, effect.convention, effect.item, state=effect.state)


SLICE = "floor"
ADMIT: dict[type, Any] = {
    TakeUpItem: take_up_item,
}
APPLY: dict[type, Any] = {
    AgendaItemSet: _item_set,
    ItemTakenUp: _taken_up,
    ItemMovedUp: _moved_up,
    ItemEnded: _ended,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
