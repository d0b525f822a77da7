"""An invented chair, who presides where nobody trains: one step at a time, the next that the rules leave open.

A real chair has the same buttons in the same order on the screen; here is how the meeting goes when each is pressed.
"""

from rankandfile.core.act import Act
from rankandfile.core.chapters.agenda import SILENT, Item, TakeUpItem, Vote, next_item, open_item, open_vote
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.elections import Election, on_the_ballot
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.ordering import to_vote
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import Procedural, pending, row_of
from rankandfile.core.chapters.recounting import result_that_waits
from rankandfile.core.chapters.speaking import CallSpeaker
from rankandfile.core.chapters.turns import next_turn, on_the_floor
from rankandfile.core.chapters.voting import CloseVote, PutToVote, agreeing, enough_for_roll_call
from rankandfile.core.ids import ElectionId, Handle, Lot, Moment, MotionId
from rankandfile.core.state import State

from ..draft import Ask
from ..secretary import NOW

ENOUGH = 0.9
"""The share of the electors after whose votes the chair closes."""
LONGEST = 45
"""Seconds after which the chair closes a vote or a ballot in any case."""
RULING = "The order of business is kept: this speaker was next on the list."
DEBATE_BEGINS = 8
"""Seconds in which somebody can ask to speak before the chair goes on."""


def next_step(state: State, meeting: Convention, chair: Handle, at: Moment, since: Moment) -> Ask | None:
    """What the chair does now; None while others have the word. `since` is when the last thing happened."""
    waits = pending(state, meeting.id)
    if result_that_waits(state, meeting.id) is not None:
        return None
    if meeting.opened and waits and open_vote(state, meeting.id) is None:
        return _settles(state, waits[-1], chair)
    act = _next_act(state, meeting, chair, at, since)
    return Ask(act) if act is not None else None


def _settles(state: State, own: Procedural, chair: Handle) -> Ask:
    """Points are ruled on, with a reason; what the meeting decides on is put to it."""
    row = row_of(state, own)
    if row is not None and row.decided == "chair":
        return Ask(RulePoint(chair, NOW, own.id), {"ruling": RULING})
    return Ask(PutToVote(chair, NOW, own.convention, own.id, "show-of-cards"))


def _next_act(state: State, meeting: Convention, chair: Handle, at: Moment, since: Moment) -> Act | None:
    if meeting.closed or at < meeting.opens:
        return None
    if not meeting.opened:
        return OpenConvention(chair, NOW, meeting.id)
    vote, item = open_vote(state, meeting.id), open_item(state, meeting.id)
    if vote is not None:
        return CloseVote(chair, NOW, vote.id, Lot("")) if _is_counted(state, vote, at) else None
    if item is None or _is_done(state, item):
        return _goes_on(state, meeting, chair)
    election = state.elections.elections.get(ElectionId(item.about))
    if election is not None:
        return _elects(state, election, chair, at)
    return _debates(state, meeting, item, chair, at, since)


def _is_counted(state: State, vote: Vote, at: Moment) -> bool:
    if vote.method == "show-of-cards":
        return agreeing(vote) >= rulebook(state).voting.tellers_agree
    cast = len(vote.choices) - vote.choices.count(SILENT)
    return cast >= ENOUGH * len(vote.electorate) or at - vote.opened > LONGEST


def _is_done(state: State, item: Item) -> bool:
    motion = state.motions.motions.get(MotionId(item.about))
    election = state.elections.elections.get(ElectionId(item.about))
    return bool(motion.fate) if motion is not None else election is None or bool(election.counted)


def _goes_on(state: State, meeting: Convention, chair: Handle) -> Act:
    coming = next_item(state, meeting.id)
    if coming is None:
        return CloseConvention(chair, NOW, meeting.id)
    return TakeUpItem(chair, NOW, meeting.id, coming.id)


def _elects(state: State, election: Election, chair: Handle, at: Moment) -> Act | None:
    if not election.voting_opens or election.voting_opens > at:
        return OpenVoting(chair, NOW, election.id)
    if at - election.voting_opens > LONGEST or not on_the_ballot(state, election):
        return CloseVoting(chair, NOW, election.id)
    return None


def _debates(state: State, meeting: Convention, item: Item, chair: Handle, at: Moment, since: Moment) -> Act | None:
    """Whoever is next gets the floor; when nobody waits any more, it comes to the vote."""
    if on_the_floor(state, meeting.id, item.id) is not None:
        return None
    turn = next_turn(state, meeting.id, item.id)
    if turn is not None:
        return CallSpeaker(chair, NOW, meeting.id, turn.person)
    if at - since < DEBATE_BEGINS:
        return None
    motion = MotionId(item.about)
    first = next(iter(to_vote(state, motion)), None)
    subject = first.id if first is not None else motion
    demanded, enough = len(state.floor.demands.get(subject, ())), enough_for_roll_call(state, meeting.id)
    by_name = bool(enough) and demanded >= enough
    return PutToVote(chair, NOW, meeting.id, subject, "roll-call" if by_name else "show-of-cards")
