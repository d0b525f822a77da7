"""Debating: what may be done about the order of a debate, and by whom.

The chair calls somebody out of turn only with a reason that stands beside the list. No act closes a list or ends a
debate: that is for a vote of the meeting, or for the number that the rulebook gives. Members say themselves to which
groups they belong, for one meeting. Where the rulebook has no clause `[speaking]`, only the first is of any use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import ConventionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .agenda import agenda_article, open_item
from .foundation import rulebook
from .quorum import why_not_in_session
from .speaking import SpeakerCalled, article, chaired_item, has_voice, list_of, why_not_waiting
from .turns import REPLY, SPEECHES, clause, next_turn, waiting

if TYPE_CHECKING:
    from ..state import State

CLOSE_LIST, OPEN_LIST, END_DEBATE = "close-list", "open-list", "end-debate"
ON_SPEAKING = (CLOSE_LIST, OPEN_LIST, END_DEBATE)
"""Subjects of votes about the speakers' list of the open item."""


class Overruled(Struct, frozen=True, gc=False):
    """The chair called somebody out of turn: whom instead of whom, and the entry with the reason."""

    person: Handle
    instead_of: Handle
    entry: int
    at: Moment


class SpeakingState(Struct, frozen=True):
    """The slice of this chapter; lists are named by convention and item, as in the slice of the floor."""

    declared: Table[ConventionId, Table[Handle, tuple[str, ...]]] = Table()
    """The groups to which members say that they belong, for one meeting."""
    closed: Table[str, Moment] = Table()
    """Lists that a vote has closed."""
    over: Table[str, Moment] = Table()
    """Debates that a vote has ended."""
    overruled: Table[str, tuple[Overruled, ...]] = Table()


class CallOutOfTurn(Act, frozen=True):
    """Give the floor to somebody on the list who is not next, with the reason that everybody reads."""

    convention: ConventionId
    person: Handle


class DeclareGroups(Act, frozen=True):
    """Say for this meeting to which groups of the speakers' list one belongs; none takes it back."""

    convention: ConventionId
    groups: tuple[str, ...] = ()


class OrderOverruled(Effect, frozen=True):
    """The chair called this person although another was next; why stands in this entry."""

    convention: ConventionId
    item: str
    person: Handle
    instead_of: Handle
    entry: int
    at: Moment


class GroupsDeclared(Effect, frozen=True):
    """The person belongs to these groups of the speakers' list, for this meeting."""

    convention: ConventionId
    person: Handle
    groups: tuple[str, ...] = ()


class SpeakersListClosed(Effect, frozen=True):
    """The meeting voted that nobody more comes onto the list of this item."""

    convention: ConventionId
    item: str
    at: Moment


class SpeakersListOpened(Effect, frozen=True):
    """The meeting voted that the list of this item is open again."""

    convention: ConventionId
    item: str


class DebateEnded(Effect, frozen=True):
    """The meeting voted to hear nobody more on this item but the mover's reply."""

    convention: ConventionId
    item: str
    at: Moment


REFUSALS = {
    "speaking.is_next": Words(
        gettext_noop("This person is next by the rulebook's order."),
        gettext_noop("Call this person; no ruling is needed."),
    ),
    "speaking.group": Words(
        gettext_noop("The rulebook's list knows no group “{group}”."),
        gettext_noop("The groups are: {groups}."),
    ),
    "speaking.reply_waits": Words(
        gettext_noop("The mover waits to reply before the vote."),
        gettext_noop("Call the mover."),
    ),
    "speaking.waiting": Words(
        gettext_noop("{waiting} still wait to speak on this."),
        gettext_noop("Hear them, or put “end the debate” to the vote."),
    ),
    "speaking.over": Words(
        gettext_noop("That is so already."),
        gettext_noop("Go on with the list as it is."),
    ),
    "speaking.no_clause": Words(
        gettext_noop("This rulebook has no rules on the speakers' list, so there is nothing to decide about it."),
        gettext_noop("Move to add a clause on speaking."),
    ),
}


def call_out_of_turn(state: State, act: CallOutOfTurn, texts: Texts) -> Answer:
    """The chair passes over who is next and says why; the reason stands beside the list for everybody."""
    item = chaired_item(state, act.convention, act.by, act.at)
    if isinstance(item, Refusal):
        return item
    refusal = why_not_waiting(state, act.convention, item, act.person)
    if refusal is not None:
        return refusal
    first = next_turn(state, act.convention, item.id)
    if first is None or first.person == act.person:
        return refuse(article(state), "speaking.is_next")
    return (
        OrderOverruled(act.convention, item.id, act.person, first.person, int(state.size), act.at),
        SpeakerCalled(act.convention, item.id, act.person, act.at),
    )


def declare_groups(state: State, act: DeclareGroups, texts: Texts) -> Answer:
    """Who is present with a voice says to which groups of the clause it belongs; nobody says it of another."""
    refusal = why_not_in_session(state, act.convention)
    if refusal is not None:
        return refusal
    if not has_voice(state, act.convention, act.by):
        return refuse(agenda_article(state), "floor.no_voice")
    known = tuple(group.id for group in clause(state).groups)
    strange = next((group for group in act.groups if group not in known), None)
    if strange is not None:
        return refuse(article(state), "speaking.group", group=strange[:40], groups=", ".join(known) or "-")
    return (GroupsDeclared(act.convention, act.by, tuple(g for g in known if g in act.groups)),)


def why_no_vote_on_speaking(state: State, convention: ConventionId, subject: str) -> Refusal | None:
    """Why the meeting cannot vote on closing or opening the list, or on ending the debate; None when it can."""
    if rulebook(state).speaking is None:
        return refuse(agenda_article(state), "speaking.no_clause")
    item = open_item(state, convention)
    if item is None:
        return refuse(agenda_article(state), "floor.no_open_item")
    key, own = list_of(convention, item.id), state.speaking
    is_closed = key in own.closed or key in own.over
    done = {CLOSE_LIST: is_closed, OPEN_LIST: not is_closed, END_DEBATE: key in own.over}[subject]
    return refuse(article(state), "speaking.over") if done else None


def why_still_debated(state: State, convention: ConventionId, subject: str) -> Refusal | None:
    """Why the motion on the floor is not put to the vote yet: its mover waits to reply, or others wait to speak."""
    item = open_item(state, convention)
    if rulebook(state).speaking is None or item is None or item.about != subject:
        return None
    left = waiting(state, convention, item.id)
    speeches = sum(s.side in SPEECHES for s in left)
    if speeches and list_of(convention, item.id) not in state.speaking.over:
        return refuse(article(state), "speaking.waiting", waiting=speeches)
    replies = any(s.side == REPLY for s in left)
    return refuse(article(state), "speaking.reply_waits") if replies else None


def what_the_vote_brings(state: State, convention: ConventionId, subject: str, at: Moment) -> tuple[Effect, ...]:
    """What follows when a vote about the list is carried."""
    item = open_item(state, convention)
    if item is None:
        return ()
    if subject == CLOSE_LIST:
        return (SpeakersListClosed(convention, item.id, at),)
    if subject == OPEN_LIST:
        return (SpeakersListOpened(convention, item.id),)
    return (DebateEnded(convention, item.id, at),)


def _overruled(state: State, effect: OrderOverruled) -> SpeakingState:
    own, key = state.speaking, list_of(effect.convention, effect.item)
    ruling = Overruled(effect.person, effect.instead_of, effect.entry, effect.at)
    return replace(own, overruled=own.overruled.set(key, (*own.overruled.get(key, ()), ruling)))


def _declared(state: State, effect: GroupsDeclared) -> SpeakingState:
    own = state.speaking
    here = own.declared.get(effect.convention, Table[Handle, tuple[str, ...]]())
    return replace(own, declared=own.declared.set(effect.convention, here.set(effect.person, effect.groups)))


def _list_closed(state: State, effect: SpeakersListClosed) -> SpeakingState:
    own = state.speaking
    return replace(own, closed=own.closed.set(list_of(effect.convention, effect.item), effect.at))


def _list_opened(state: State, effect: SpeakersListOpened) -> SpeakingState:
    own, key = state.speaking, list_of(effect.convention, effect.item)
    return replace(own, closed=own.closed.remove(key), over=own.over.remove(key))


def _debate_ended(state: State, effect: DebateEnded) -> SpeakingState:
    own = state.speaking
    return replace(own, over=own.over.set(list_of(effect.convention, effect.item), effect.at))


SLICE = "speaking"
ADMIT: dict[type, Any] = {
    CallOutOfTurn: call_out_of_turn,
    DeclareGroups: declare_groups,
}
APPLY: dict[type, Any] = {
    OrderOverruled: _overruled,
    GroupsDeclared: _declared,
    SpeakersListClosed: _list_closed,
    SpeakersListOpened: _list_opened,
    DebateEnded: _debate_ended,
}
TEXTS: dict[type, tuple[Any, ...]] = {CallOutOfTurn: (Text("ruling"),)}
