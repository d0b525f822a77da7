"""The picture of the floor at one moment: what the table of procedure is asked about.

Drawn from the meeting, the agenda, the votes, the speakers' list and what was raised. No slice and no acts of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ids import ConventionId, Handle, Moment, MotionId
from ..procedure.order import Floor, Order, Person, in_order, open_now
from ..procedure.rows import Position, Row
from ..refusal import Fact, Refusal, Words, gettext_noop, refuse
from .agenda import Item, Speaker, Vote, is_settled, items, open_item, open_vote, undecided_vote
from .foundation import rulebook
from .meetings import in_session
from .ordering import to_vote
from .procedural import Procedural, RaiseProcedural, article, pending, raised, row_of, table_now
from .reconsidering import reconsiderable
from .recounting import can_be_counted_again
from .speech_clock import clock
from .turns import SPEECHES, on_the_floor, speakers, waiting
from .voting import counted

if TYPE_CHECKING:
    from ..state import State

IN_ORDER_NOW = gettext_noop("In order now: {open}.")
REFUSALS = {
    "procedure.unknown": Words(gettext_noop("This rulebook has no procedural motion “{named}”."), IN_ORDER_NOW),
    "procedure.position": Words(gettext_noop("“{procedural}” is not in order: {position}."), IN_ORDER_NOW),
    "procedure.yields": Words(
        gettext_noop("“{pending}” is pending, and “{procedural}” does not take precedence over it."), IN_ORDER_NOW
    ),
    "procedure.closed": Words(
        gettext_noop("The debate is closed, and the question is put now: “{procedural}” comes too late."), IN_ORDER_NOW
    ),
    "procedure.speaking": Words(
        gettext_noop("Somebody has the floor, and “{procedural}” does not interrupt a speech."),
        gettext_noop("Raise it when the speech is over. In order now: {open}."),
    ),
    "procedure.nothing-ruled": Words(
        gettext_noop("There is no ruling of the chair that could be appealed against now."),
        gettext_noop("Raise a point of order; an appeal follows the ruling on it at once."),
    ),
    "procedure.nothing-counted": Words(
        gettext_noop("There is no count now that could be made again."),
        gettext_noop("Demand it when the tellers' counts are in, and before the result takes effect."),
    ),
    "procedure.nothing-aside": Words(gettext_noop("Nothing was laid aside."), IN_ORDER_NOW),
    "procedure.nothing-decided": Words(
        gettext_noop("Nothing was decided at this meeting that could be put again."), IN_ORDER_NOW
    ),
    "procedure.by-name": Words(gettext_noop("This vote is taken by name already."), IN_ORDER_NOW),
    "procedure.debated": Words(gettext_noop("The debate on this motion has begun."), IN_ORDER_NOW),
    "procedure.voice": Words(
        gettext_noop("You have no seat with a voice here, or are not checked in."),
        gettext_noop("Check in, or ask a delegate to raise it."),
    ),
    "procedure.vote": Words(
        gettext_noop("“{procedural}” is for those who are present with a vote."),
        gettext_noop("Check in, or ask a delegate to move it."),
    ),
    "procedure.mover": Words(
        gettext_noop("“{procedural}” is for the mover of the motion on the floor."), IN_ORDER_NOW
    ),
    "procedure.spoken": Words(
        gettext_noop("Who has spoken on this question does not move “{procedural}”."),
        gettext_noop("Somebody who has not spoken may move it. In order now: {open}."),
    ),
    "procedure.prevailing": Words(
        gettext_noop("It is put again only by somebody who voted with the side that prevailed."),
        gettext_noop("Ask one of them to move it."),
    ),
    "procedure.speeches": Words(
        gettext_noop("{spoken} have spoken on a side on which people still ask to; it takes {least} on each."),
        gettext_noop("Hear them first. In order now: {open}."),
    ),
    "procedure.again": Words(
        gettext_noop("“{procedural}” was lost on this question a moment ago."),
        gettext_noop("It can be moved again from {until} on. In order now: {open}."),
    ),
}  # fmt: skip


def question(state: State, convention: ConventionId) -> tuple[str, str]:
    """The open item that is not settled, and what of it is under debate; empty for none."""
    item = open_item(state, convention)
    if item is None or is_settled(state, item):
        return "", ""
    motion = state.motions.motions.get(MotionId(item.about))
    if motion is None:
        return item.id, item.about
    first = next(iter(to_vote(state, motion.id)), None)
    return item.id, first.id if first is not None else motion.id


def floor_of(state: State, convention: ConventionId, at: Moment) -> Floor:
    """The floor of the meeting at that moment."""
    item, vote = open_item(state, convention), open_vote(state, convention)
    listed = speakers(state, convention, item.id) if item is not None else ()
    left = waiting(state, convention, item.id) if item is not None else ()
    return Floor(
        position=position(state, convention, at),
        pending=tuple(own.motion for own in pending(state, convention)),
        speaking=_speaking(state, convention, item, at),
        debate_closed=item is not None and f"{convention}/{item.id}" in state.speaking.over,
        debated=any(s.called and s.side in SPEECHES for s in listed),
        speeches=_sides(tuple(s for s in listed if s.called)),
        asking=_sides(left),
        ruled=last_ruling(state, convention) is not None,
        counted=_is_counted(state, vote) or can_be_counted_again(state, convention, at),
        by_name=vote is not None and vote.method == "roll-call",
        laid_aside=any(i.state == "laid-aside" for i in items(state, convention)),
        decided=bool(reconsiderable(state, convention)),
        lost=_lost(state, convention, at),
    )


def position(state: State, convention: ConventionId, at: Moment) -> Position:
    """Where the floor is."""
    meeting = state.meetings.conventions.get(convention)
    if not in_session(meeting):
        return "closed"
    if at < state.procedure.recess.get(convention, Moment(0)):
        return "recess"
    vote = undecided_vote(state, convention)
    if vote is not None:
        return "counted" if vote.closed else "vote"
    waits = pending(state, convention)
    if waits:
        return "ruling" if _by_chair(state, waits[-1]) else "procedural"
    return _of_business(state, open_item(state, convention))


def _of_business(state: State, item: Item | None) -> Position:
    if item is None:
        return "no-business"
    if is_settled(state, item):
        return "announced"
    if MotionId(item.about) not in state.motions.motions:
        return "item"
    return "amendment" if to_vote(state, MotionId(item.about)) else "motion"


def _by_chair(state: State, own: Procedural) -> bool:
    row = row_of(state, own)
    return row is not None and row.decided == "chair"


def _sides(listed: tuple[Speaker, ...]) -> tuple[int, int]:
    return sum(s.side == "for" for s in listed), sum(s.side == "against" for s in listed)


def _speaking(state: State, convention: ConventionId, item: Item | None, at: Moment) -> bool:
    """Whether a speech is going on, where the rulebook says how long one lasts; after that it is taken as ended."""
    speaker = on_the_floor(state, convention, item.id) if item is not None and rulebook(state).speaking else None
    if item is None or speaker is None:
        return False
    return clock(state, convention, speakers(state, convention, item.id), speaker, at).left > 0


def _is_counted(state: State, vote: Vote | None) -> bool:
    if vote is None or vote.method == "roll-call":
        return False
    return counted(vote, rulebook(state).voting.tellers_agree) is not None


def last_ruling(state: State, convention: ConventionId) -> Procedural | None:
    """The ruling that can be appealed against: the last one, on this item, while no vote was opened since."""
    found = [
        own for own in raised(state, convention) if own.ruling >= 0 and own.fate in ("upheld", "dismissed", "ruled-out")
    ]
    last = max(found, key=lambda own: own.ruling, default=None)
    if last is None or last.item != question(state, convention)[0] or last.votes != len(state.floor.votes):
        return None
    appealed = any(own.about == last.id and own.fate != "withdrawn" for own in raised(state, convention))
    return None if appealed else last


def _lost(state: State, convention: ConventionId, at: Moment) -> tuple[tuple[str, int], ...]:
    here = question(state, convention)
    return tuple(
        (own.motion, at - own.decided)
        for own in raised(state, convention)
        if own.fate == "lost" and not own.amends and (own.item, own.subject) == here
    )


def person_of(state: State, convention: ConventionId, who: Handle, about: str = "") -> Person:
    """The part that the person has in what is on the floor."""
    meeting, item = state.meetings.conventions[convention], open_item(state, convention)
    seat = meeting.present.get(who)
    here = seat is not None and not seat.left
    listed = speakers(state, convention, item.id) if item is not None else ()
    motion = state.motions.motions.get(MotionId(item.about)) if item is not None else None
    return Person(
        voice=here and seat is not None and seat.voice,
        vote=here and seat is not None and seat.vote,
        spoken=any(s.person == who and s.called and s.side in ("for", "against") for s in listed),
        is_mover=motion is not None and motion.mover == who,
        prevailed=_prevailed(state, who, about),
    )


def _prevailed(state: State, who: Handle, about: str) -> bool:
    """Whether the person is not known to have voted with the side that lost: cards are nobody's by name."""
    votes = [v for v in state.floor.votes.values() if v.subject == about and v.closed and v.method == "roll-call"]
    if not votes or who not in votes[-1].electorate:
        return not votes
    return votes[-1].choices[votes[-1].electorate.index(who)] == ("y" if votes[-1].carried else "n")


def order_of(state: State, act: RaiseProcedural) -> Order:
    """Whether the motion is in order for the one who wants to move it."""
    known = table_now(state, act.convention)
    assert known is not None, "asked for order where the rulebook has no table"
    who = person_of(state, act.convention, act.by, act.about)
    return in_order(floor_of(state, act.convention, act.at), known, act.procedural, who)


def open_to(state: State, convention: ConventionId, who: Handle, at: Moment) -> tuple[Row, ...]:
    """What the person may raise now, in the order of the table; nothing where the rulebook has none."""
    known = table_now(state, convention)
    if known is None or convention not in state.meetings.conventions:
        return ()
    return tuple(open_now(floor_of(state, convention, at), known, person_of(state, convention, who)))


def why_out_of_order(state: State, act: RaiseProcedural) -> Refusal | None:
    """Why it is not in order now, with what is; None when it is."""
    order = order_of(state, act)
    if order.is_in_order:
        return None
    facts: dict[str, Fact] = dict(order.facts)
    if "wait" in facts:
        facts["until"] = act.at + int(facts.pop("wait"))
    if order.row is None:
        facts["named"] = act.procedural[:40]
    else:
        facts["procedural"] = order.row.id
    facts["open"] = ", ".join(row.id for row in open_to(state, act.convention, act.by, act.at)) or "-"
    return refuse(article(state, order.row), f"procedure.{order.why}", **facts)


SLICE = ""
ADMIT: dict[type, object] = {}
APPLY: dict[type, object] = {}
TEXTS: dict[type, tuple[object, ...]] = {}
