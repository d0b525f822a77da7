"""The floor: the agenda composed by rule, items taken up in order, amendments and motions put to the vote.

The final agenda is composed by the clock: every motion that has its support, section by section, in the order that the
rulebook names. The chair takes up the next item; another one only when the meeting votes for it. Amendments are voted
on before their motion. The electorate of a vote is who is present with a vote when it opens; majority and quorum are
computed, and nobody can type a result: cards are counted by tellers who must agree, a roll call is the votes
themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import AmendmentId, ConventionId, Handle, Lot, Moment, MotionId, VoteId
from ..lots import drawn_order
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Section
from ..table import Table
from .foundation import rulebook
from .meetings import (
    Convention,
    count_entitled,
    present_voters,
    why_no_quorum,
    why_not_in_session,
)
from .motions import MotionDecided, why_not_alive
from .offices import why_lacks_power

if TYPE_CHECKING:
    from ..state import State

ItemState = Literal["waiting", "open", "done", "unreached"]
Method = Literal["show-of-cards", "roll-call"]
YES, NO, ABSTAIN, SILENT = "y", "n", "a", "-"
CLOSE_NOW = "close"


class Item(Struct, frozen=True, gc=False):
    """An item of the agenda: a motion or an election. `place` is where it stands; items moved up get a lower one."""

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


class Speaker(Struct, frozen=True, gc=False):
    """Somebody on the speakers' list of the open item."""

    person: Handle
    side: str
    at: Moment
    called: Moment = Moment(0)


class FloorState(Struct, frozen=True):
    """The slice of this chapter."""

    agenda: Table[ConventionId, Table[str, Item]] = Table()
    votes: Table[VoteId, Vote] = Table()
    open_vote: Table[ConventionId, VoteId] = Table()
    demands: Table[str, tuple[Handle, ...]] = Table()
    """Who demanded a roll call, by subject."""
    speakers: Table[str, tuple[Speaker, ...]] = Table()
    """The speakers' list of each item, by convention and item."""


class TakeUpItem(Act, frozen=True):
    """Open the next item of the agenda."""

    convention: ConventionId
    item: str


class AskToSpeak(Act, frozen=True):
    """Put oneself on the speakers' list of the open item: for, against, or with a question."""

    convention: ConventionId
    side: str


class CallSpeaker(Act, frozen=True):
    """Give somebody on the list the floor."""

    convention: ConventionId
    person: Handle


class DemandRollCall(Act, frozen=True):
    """Demand that the vote on this subject be taken by name."""

    convention: ConventionId
    subject: str


class PutToVote(Act, frozen=True):
    """Open a vote on the motion, the amendment, `item:N` (take that item next) or `close` (close early)."""

    convention: ConventionId
    subject: str
    method: Method


class ReportCards(Act, frozen=True):
    """A teller's count of the cards."""

    vote: VoteId
    yes: int
    no: int
    abstain: int


class CastVote(Act, frozen=True):
    """One's own vote in a roll call: y, n or a; it can be changed until the close."""

    vote: VoteId
    choice: str


class CastVotes(Act, frozen=True):
    """A division taken at once: a character for each elector from `offset` on; - for one who did not vote."""

    vote: VoteId
    offset: int
    choices: str


class CloseVote(Act, frozen=True):
    """Close the vote; `casting` is the chair's where the rule gives a tie to the chair, `lot` settles one by lot."""

    vote: VoteId
    lot: Lot
    casting: str = ""


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


class SpeakerListed(Effect, frozen=True):
    """The person is on the speakers' list."""

    convention: ConventionId
    item: str
    person: Handle
    side: str
    at: Moment


class SpeakerCalled(Effect, frozen=True):
    """The person has the floor."""

    convention: ConventionId
    item: str
    person: Handle
    at: Moment


class RollCallDemanded(Effect, frozen=True):
    """One more demands a roll call."""

    subject: str
    by: Handle


class VoteOpened(Effect, frozen=True):
    """The vote is open for those now present with a vote."""

    vote: VoteId
    convention: ConventionId
    subject: str
    method: Method
    electors: int
    entitled: int
    at: Moment


class CardsReported(Effect, frozen=True):
    """A teller's count is in."""

    vote: VoteId
    teller: Handle
    yes: int
    no: int
    abstain: int


class VoteCast(Effect, frozen=True):
    """An elector's vote, by the elector's place in the electorate."""

    vote: VoteId
    elector: int
    choice: str


class VoteDecided(Effect, frozen=True):
    """The result with its arithmetic: yes votes `required` of a base of `base`."""

    vote: VoteId
    yes: int
    no: int
    abstain: int
    required: int
    base: int
    carried: bool
    at: Moment


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
    "floor.no_open_item": Words(
        gettext_noop("No item is open."),
        gettext_noop("Wait until the chair takes one up."),
    ),
    "floor.not_on_the_floor": Words(
        gettext_noop("{subject} is not on the floor."),
        gettext_noop("Take up its item first."),
    ),
    "floor.no_voice": Words(
        gettext_noop("You have no seat with a voice here, or are not checked in."),
        gettext_noop("Check in, or ask a delegate to speak for you."),
    ),
    "floor.side": Words(
        gettext_noop("A speaker is for, against, or has a question."),
        gettext_noop("Choose one of the three."),
    ),
    "floor.listed": Words(
        gettext_noop("You are on the speakers' list already."),
        gettext_noop("Wait to be called."),
    ),
    "floor.not_listed": Words(
        gettext_noop("This person is not waiting on the speakers' list."),
        gettext_noop("Call somebody who is."),
    ),
    "floor.no_subject": Words(
        gettext_noop("“{subject}” is nothing that can be put to the vote here."),
        gettext_noop("Name a motion, one of its amendments, “item:N”, or “close”."),
    ),
    "floor.vote_open": Words(
        gettext_noop("Vote {vote} is open."),
        gettext_noop("Close it first."),
    ),
    "floor.amendments_first": Words(
        gettext_noop("Amendments are voted on before their motion; {amendment} is next."),
        gettext_noop("Put {amendment} to the vote."),
    ),
    "floor.roll_call": Words(
        gettext_noop("{demands} delegates demanded a roll call on this, and {needed} are enough."),
        gettext_noop("Put it to the vote by roll call."),
    ),
    "floor.no_demand": Words(
        gettext_noop("This rulebook knows no demand for a roll call."),
        gettext_noop("Ask the chair to take the vote by name."),
    ),
    "floor.demanded": Words(
        gettext_noop("You have demanded this already."),
        gettext_noop("It takes {needed} delegates in all."),
    ),
    "floor.rulebook_changed": Words(
        gettext_noop("Another change adopted since concerns the same article, {changed}."),
        gettext_noop("Move the change again on the rulebook as it is now."),
    ),
    "vote.unknown": Words(
        gettext_noop("This vote is not open."),
        gettext_noop("See the vote's result, or wait until the chair opens the next one."),
    ),
    "vote.method": Words(
        gettext_noop("This vote is taken by {method}."),
        gettext_noop("Vote that way."),
    ),
    "vote.no_elector": Words(
        gettext_noop("You were not present with a vote when this vote opened, at {opens}."),
        gettext_noop("You can vote in the next one if you are checked in by then."),
    ),
    "vote.choice": Words(
        gettext_noop("A vote is yes, no or abstain."),
        gettext_noop("Choose one of the three."),
    ),
    "vote.too_many": Words(
        gettext_noop("{cast} cards were reported, and only {electors} people have one."),
        gettext_noop("Count again."),
    ),
    "vote.cards": Words(
        gettext_noop("{reports} tellers' counts agree, and {needed} must."),
        gettext_noop("Let another teller count, or count again where they differ."),
    ),
    "vote.division": Words(
        gettext_noop("The division does not fit the {electors} electors of this vote."),
        gettext_noop("Send one of y, n, a or - for each elector, in their order."),
    ),
    "vote.tie": Words(
        gettext_noop("The votes are equal, and the rule gives the tie to the chair."),
        gettext_noop("Close the vote with your casting vote, yes or no."),
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
    """The item that comes next."""
    return next((i for i in items(state, convention) if i.state == "waiting"), None)


def count_waiting(state: State, convention: ConventionId) -> int:
    """How many items are not done."""
    return sum(i.state in ("waiting", "open") for i in items(state, convention))


def open_vote(state: State, convention: ConventionId) -> Vote | None:
    """The vote that is open."""
    vote = state.floor.open_vote.get(convention)
    return state.floor.votes.get(vote) if vote is not None else None


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
        AgendaItemSet(convention.id, str(place), section, about, place)
        for place, (section, about) in enumerate(ordered, 1)
    )


def _in_section(state: State, convention: ConventionId, section: Section, lot: Lot) -> tuple[str, ...]:
    from .elections import open_at

    found = {
        m.id: len(m.seconders)
        for m in state.motions.motions.values()
        if m.convention == convention and m.business in section.business and m.placed and not m.fate
    }
    elections = open_at(state, convention) if "election" in section.business else ()
    if section.order == "lot":
        return (*drawn_order(lot, f"{convention}/agenda/{section.id}", found), *elections)
    if section.order == "seconders":
        return (*sorted(found, key=lambda m: -found[m]), *elections)
    return (*found, *elections)


def late_item(state: State, motion: MotionId, convention: ConventionId, business: str) -> tuple[Effect, ...]:
    """What reached its support after the agenda was composed comes at its end."""
    if not has_agenda(state, convention):
        return ()
    section = next((s.id for s in sections(state) if business in s.business), "late")
    place = max((i.place for i in items(state, convention)), default=0) + 1
    return (AgendaItemSet(convention, str(len(items(state, convention)) + 1), section, motion, place),)


def unreached(state: State, convention: ConventionId, at: Moment) -> tuple[Effect, ...]:
    """What a close leaves behind, each named: unreached is never the same as defeated."""
    left = [i for i in items(state, convention) if i.state in ("waiting", "open")]
    ended = tuple(ItemEnded(convention, i.id, "unreached") for i in left)
    motions = state.motions.motions
    placed = [m for m in motions.values() if m.convention == convention and m.placed and not m.fate]
    return (*ended, *(MotionDecided(m.id, "unreached", at) for m in placed))


def _why_not_chairing(state: State, convention: ConventionId, by: Handle, at: Moment) -> Refusal | None:
    refusal = why_not_in_session(state, convention) or why_lacks_power(state, by, "chair", "", at)
    if refusal is not None:
        return refusal
    vote = open_vote(state, convention)
    return refuse(_article(state), "floor.vote_open", vote=vote.id) if vote is not None else None


def _article(state: State) -> str:
    return rulebook(state).agenda.article


def _is_settled(state: State, item: Item) -> bool:
    motion = state.motions.motions.get(MotionId(item.about))
    return item.state in ("done", "unreached") or (motion is not None and bool(motion.fate))


def take_up_item(state: State, act: TakeUpItem, texts: Texts) -> Answer:
    """The chair opens the next item, and no other."""
    refusal = _why_not_chairing(state, act.convention, act.by, act.at)
    if refusal is not None:
        return refusal
    waiting, now = next_item(state, act.convention), open_item(state, act.convention)
    if now is not None and not _is_settled(state, now):
        return refuse(_article(state), "floor.item_open", item=now.id)
    if waiting is None:
        return refuse(_article(state), "floor.no_item", item=act.item[:20])
    if waiting.id != act.item:
        return refuse(_article(state), "floor.not_next", next=waiting.id, item=act.item[:20])
    ended = (ItemEnded(act.convention, now.id, "done"),) if now is not None else ()
    return (*ended, ItemTakenUp(act.convention, act.item))


def ask_to_speak(state: State, act: AskToSpeak, texts: Texts) -> Answer:
    """Who has a voice and is present may ask for the floor."""
    refusal = why_not_in_session(state, act.convention)
    if refusal is not None:
        return refusal
    item, seat = open_item(state, act.convention), state.meetings.conventions[act.convention].present.get(act.by)
    if seat is None or seat.left or not seat.voice:
        return refuse(_article(state), "floor.no_voice")
    if item is None:
        return refuse(_article(state), "floor.no_open_item")
    if act.side not in ("for", "against", "question"):
        return refuse(_article(state), "floor.side")
    if any(s.person == act.by and not s.called for s in speakers(state, act.convention, item.id)):
        return refuse(_article(state), "floor.listed")
    return (SpeakerListed(act.convention, item.id, act.by, act.side, act.at),)


def speakers(state: State, convention: ConventionId, item: str) -> tuple[Speaker, ...]:
    """The speakers' list of the item, called ones included, in the order of asking."""
    return state.floor.speakers.get(f"{convention}/{item}", ())


def call_speaker(state: State, act: CallSpeaker, texts: Texts) -> Answer:
    """The chair gives the floor to somebody on the list."""
    refusal = why_not_in_session(state, act.convention) or why_lacks_power(state, act.by, "chair", "", act.at)
    if refusal is not None:
        return refusal
    item = open_item(state, act.convention)
    if item is None:
        return refuse(_article(state), "floor.no_open_item")
    if not any(s.person == act.person and not s.called for s in speakers(state, act.convention, item.id)):
        return refuse(_article(state), "floor.not_listed")
    return (SpeakerCalled(act.convention, item.id, act.person, act.at),)


def demand_roll_call(state: State, act: DemandRollCall, texts: Texts) -> Answer:
    """Who is present with a vote may demand that it be taken by name (voting clause)."""
    clause = rulebook(state).voting
    refusal = why_not_in_session(state, act.convention)
    if refusal is not None:
        return refusal
    if not clause.roll_call_on_demand:
        return refuse(clause.article, "floor.no_demand")
    if act.by not in present_voters(state.meetings.conventions[act.convention]):
        return refuse(_article(state), "floor.no_voice")
    if act.by in state.floor.demands.get(act.subject, ()):
        return refuse(clause.article, "floor.demanded", needed=clause.roll_call_on_demand)
    return _why_no_subject(state, act.convention, act.subject) or (RollCallDemanded(act.subject, act.by),)


def put_to_vote(state: State, act: PutToVote, texts: Texts) -> Answer:
    """The chair opens a vote on what is on the floor, with a quorum, amendments first."""
    refusal = (
        _why_not_chairing(state, act.convention, act.by, act.at)
        or why_no_quorum(state, state.meetings.conventions[act.convention])
        or _why_no_subject(state, act.convention, act.subject)
        or _why_not_this_method(state, act)
    )
    if refusal is not None:
        return refusal
    meeting = state.meetings.conventions[act.convention]
    number = VoteId(f"V{len(state.floor.votes) + 1}")
    electors, entitled = len(present_voters(meeting)), count_entitled(state, meeting.id)
    return (VoteOpened(number, act.convention, act.subject, act.method, electors, entitled, act.at),)


def _why_not_this_method(state: State, act: PutToVote) -> Refusal | None:
    clause, demands = rulebook(state).voting, len(state.floor.demands.get(act.subject, ()))
    enough = clause.roll_call_on_demand
    if enough and demands >= enough and act.method != "roll-call":
        return refuse(clause.article, "floor.roll_call", demands=demands, needed=enough)
    return None


def _why_no_subject(state: State, convention: ConventionId, subject: str) -> Refusal | None:
    if subject == CLOSE_NOW:
        return None
    if subject.startswith("item:"):
        found = state.floor.agenda.get(convention, Table[str, Item]()).get(subject[5:])
        waits = found is not None and found.state == "waiting"
        return None if waits else refuse(_article(state), "floor.no_item", item=subject[5:25])
    amendment = state.amendments.amendments.get(AmendmentId(subject))
    motion = MotionId(amendment.motion if amendment is not None else subject)
    if motion not in state.motions.motions:
        return refuse(_article(state), "floor.no_subject", subject=subject[:40])
    return _why_not_on_the_floor(state, convention, motion, subject)


def _why_not_on_the_floor(state: State, convention: ConventionId, motion: MotionId, subject: str) -> Refusal | None:
    from .amendments import to_vote
    from .rulebook_change import why_overtaken

    item = open_item(state, convention)
    if item is None or item.about != motion:
        return refuse(_article(state), "floor.not_on_the_floor", subject=subject)
    refusal = why_not_alive(state, motion) or why_overtaken(state, state.motions.motions[motion])
    if refusal is not None:
        return refusal
    first = next(iter(to_vote(state, motion)), None)
    if first is not None and first.id != subject:
        return refuse(rulebook(state).amendments.article, "floor.amendments_first", amendment=first.id)
    if first is None and subject != motion:
        return refuse(_article(state), "floor.not_on_the_floor", subject=subject)
    return None


def _why_not_voting(state: State, vote: VoteId, method: Method) -> Refusal | None:
    own, article = state.floor.votes.get(vote), rulebook(state).voting.article
    if own is None or own.closed:
        return refuse(article, "vote.unknown")
    return refuse(article, "vote.method", method=own.method) if own.method != method else None


def report_cards(state: State, act: ReportCards, texts: Texts) -> Answer:
    """A teller reports a count; a second report by the same teller replaces the first."""
    refusal = _why_not_voting(state, act.vote, "show-of-cards") or why_lacks_power(state, act.by, "tell", "", act.at)
    if refusal is not None:
        return refusal
    own, cast = state.floor.votes[act.vote], act.yes + act.no + act.abstain
    if min(act.yes, act.no, act.abstain) < 0 or cast > len(own.electorate):
        article = rulebook(state).voting.article
        return refuse(article, "vote.too_many", cast=cast, electors=len(own.electorate))
    return (CardsReported(act.vote, act.by, act.yes, act.no, act.abstain),)


def cast_vote(state: State, act: CastVote, texts: Texts) -> Answer:
    """An elector's own vote in a roll call."""
    refusal = _why_not_voting(state, act.vote, "roll-call")
    if refusal is not None:
        return refusal
    own, article = state.floor.votes[act.vote], rulebook(state).voting.article
    if act.by not in own.electorate:
        return refuse(article, "vote.no_elector", opens=own.opened)
    if act.choice not in (YES, NO, ABSTAIN):
        return refuse(article, "vote.choice")
    return (VoteCast(act.vote, own.electorate.index(act.by), act.choice),)


def cast_votes(state: State, act: CastVotes, texts: Texts) -> Answer:
    """A division that tellers took at once; the act itself carries every vote."""
    refusal = _why_not_voting(state, act.vote, "roll-call") or why_lacks_power(state, act.by, "tell", "", act.at)
    if refusal is not None:
        return refusal
    electors = len(state.floor.votes[act.vote].electorate)
    fits = act.offset >= 0 and act.choices and act.offset + len(act.choices) <= electors
    if not fits or set(act.choices) - {YES, NO, ABSTAIN, SILENT}:
        return refuse(rulebook(state).voting.article, "vote.division", electors=electors)
    return ()


def counted(vote: Vote, tellers_agree: int) -> Cards | None:
    """The count of the vote: the choices by name, or the cards on which enough tellers agree; None without one."""
    if vote.method == "roll-call":
        return Cards(vote.choices.count(YES), vote.choices.count(NO), vote.choices.count(ABSTAIN))
    reports = list(vote.cards.values())
    return next((r for r in reports if reports.count(r) >= tellers_agree), None)


def agreeing(vote: Vote) -> int:
    """How many tellers' counts agree, at most."""
    reports = list(vote.cards.values())
    return max((reports.count(r) for r in reports), default=0)


def close_vote(state: State, act: CloseVote, texts: Texts) -> Answer:
    """The chair closes; the result follows from the count and the majority, and takes effect at once."""
    from .deciding import decided, settled, what_follows

    own, clause = state.floor.votes.get(act.vote), rulebook(state).voting
    if own is None or own.closed:
        return refuse(clause.article, "vote.unknown")
    refusal = why_lacks_power(state, act.by, "chair", "", act.at)
    if refusal is not None:
        return refusal
    cards = counted(own, clause.tellers_agree)
    if cards is None:
        return refuse(clause.article, "vote.cards", reports=agreeing(own), needed=clause.tellers_agree)
    decision = decided(state, own, cards)
    carried = settled(decision, own, act.casting, act.lot)
    if carried is None:
        return refuse(clause.article, "vote.tie")
    result = VoteDecided(own.id, cards.yes, cards.no, cards.abstain, decision.required, decision.base, carried, act.at)
    return (result, *what_follows(state, own, carried, act.at))


def _item_set(state: State, effect: AgendaItemSet) -> FloorState:
    own = state.floor
    listed = own.agenda.get(effect.convention, Table[str, Item]())
    item = Item(effect.item, effect.section, effect.about, effect.place)
    return replace(own, agenda=own.agenda.set(effect.convention, listed.set(effect.item, item)))


def _with_item(whole: State, convention: ConventionId, item: str, **change: Any) -> FloorState:
    own = whole.floor
    listed = own.agenda[convention]
    return replace(own, agenda=own.agenda.set(convention, listed.set(item, replace(listed[item], **change))))


def _taken_up(state: State, effect: ItemTakenUp) -> FloorState:
    return _with_item(state, effect.convention, effect.item, state="open")


def _moved_up(state: State, effect: ItemMovedUp) -> FloorState:
    first = min(i.place for i in items(state, effect.convention))
    return _with_item(state, effect.convention, effect.item, place=first - 1)


def _ended(state: State, effect: ItemEnded) -> FloorState:
    return _with_item(state, effect.convention, effect.item, state=effect.state)


def _with_speakers(state: State, key: str, listed: tuple[Speaker, ...]) -> FloorState:
    return replace(state.floor, speakers=state.floor.speakers.set(key, listed))


def _listed(state: State, effect: SpeakerListed) -> FloorState:
    now = speakers(state, effect.convention, effect.item)
    return _with_speakers(
        state, f"{effect.convention}/{effect.item}", (*now, Speaker(effect.person, effect.side, effect.at))
    )


def _speaker_called(state: State, effect: SpeakerCalled) -> FloorState:
    now = tuple(
        replace(s, called=effect.at) if s.person == effect.person and not s.called else s
        for s in speakers(state, effect.convention, effect.item)
    )
    return _with_speakers(state, f"{effect.convention}/{effect.item}", now)


def _demanded(state: State, effect: RollCallDemanded) -> FloorState:
    own = state.floor
    return replace(own, demands=own.demands.set(effect.subject, (*own.demands.get(effect.subject, ()), effect.by)))


def _vote_opened(state: State, effect: VoteOpened) -> FloorState:
    own, electorate = state.floor, present_voters(state.meetings.conventions[effect.convention])
    vote = Vote(
        effect.vote,
        effect.convention,
        effect.subject,
        effect.method,
        electorate,
        effect.at,
        effect.entitled,
        SILENT * len(electorate),
    )
    return replace(
        own,
        votes=own.votes.set(effect.vote, vote),
        open_vote=own.open_vote.set(effect.convention, effect.vote),
    )


def _with_vote(state: State, vote: VoteId, **change: Any) -> FloorState:
    own = state.floor
    return replace(own, votes=own.votes.set(vote, replace(own.votes[vote], **change)))


def _cards_reported(state: State, effect: CardsReported) -> FloorState:
    cards = state.floor.votes[effect.vote].cards.set(effect.teller, Cards(effect.yes, effect.no, effect.abstain))
    return _with_vote(state, effect.vote, cards=cards)


def _written(choices: str, offset: int, more: str) -> str:
    return choices[:offset] + more + choices[offset + len(more) :]


def _vote_cast(state: State, effect: VoteCast) -> FloorState:
    choices = _written(state.floor.votes[effect.vote].choices, effect.elector, effect.choice)
    return _with_vote(state, effect.vote, choices=choices)


def _votes_cast(state: State, act: CastVotes) -> FloorState:
    choices = _written(state.floor.votes[act.vote].choices, act.offset, act.choices)
    return _with_vote(state, act.vote, choices=choices)


def _vote_decided(state: State, effect: VoteDecided) -> FloorState:
    closed = _with_vote(
        state,
        effect.vote,
        closed=effect.at,
        yes=effect.yes,
        no=effect.no,
        abstain=effect.abstain,
        required=effect.required,
        base=effect.base,
        carried=effect.carried,
    )
    convention = state.floor.votes[effect.vote].convention
    return replace(closed, open_vote=closed.open_vote.remove(convention))


SLICE = "floor"
TIMELY = (CloseVote,)
ADMIT: dict[type, Any] = {
    TakeUpItem: take_up_item,
    AskToSpeak: ask_to_speak,
    CallSpeaker: call_speaker,
    DemandRollCall: demand_roll_call,
    PutToVote: put_to_vote,
    ReportCards: report_cards,
    CastVote: cast_vote,
    CastVotes: cast_votes,
    CloseVote: close_vote,
}
APPLY: dict[type, Any] = {
    AgendaItemSet: _item_set,
    ItemTakenUp: _taken_up,
    ItemMovedUp: _moved_up,
    ItemEnded: _ended,
    SpeakerListed: _listed,
    SpeakerCalled: _speaker_called,
    RollCallDemanded: _demanded,
    VoteOpened: _vote_opened,
    CardsReported: _cards_reported,
    VoteCast: _vote_cast,
    CastVotes: _votes_cast,
    VoteDecided: _vote_decided,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
