"""Moving an amendment: whether its text can be amended so deep, whether it has these lines, and who may when.

Until amendments close, by the movers of the clause; after that on the floor, by whoever has a voice there, where the
clause lets that be. Keeps what it receives in the slice of `amendments.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Answer, Text, Texts
from ..ids import AmendmentId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.compare import changes
from ..rulebook.schema import Amendments, Meetings, Threshold
from ..text import count_lines
from .amendments import (
    Amendment,
    AmendmentPlaced,
    AmendmentReceived,
    MoveAmendment,
    degree,
    is_late,
    of_motion,
    to_amendment,
    why_not_open,
)
from .bodies import rules_of
from .bulletin import why_not_in_capacity
from .credentials import seat_flags
from .foundation import rulebook
from .lengths import why_too_long
from .meetings import deadline, in_session
from .motions import Motion, article_of, business_of, mover_clause, why_not_alive
from .parts import why_begun
from .standing import why_may_not
from .thresholds import in_numbers, is_reached

if TYPE_CHECKING:
    from ..state import State

ACTIONS = ("add", "delete", "replace", "move", "substitute", "instruct")
WITHOUT_TEXT = ("delete", "move")
"""What puts no text of its own in."""
NAMED = 20
"""How many others an amendment may name, so that its entry stays as short as every other."""


REFUSALS = {
    "amendment.not_amendable": Words(
        gettext_noop("Business of the class “{business}” cannot be amended."),
        gettext_noop("Vote for it or against it as it stands."),
    ),
    "amendment.mover": Words(
        gettext_noop("Amendments cannot be moved as “{capacity}”."),
        gettext_noop("They may be moved as: {movers}."),
    ),
    "amendment.closed": Words(
        gettext_noop("Amendments closed on {since}."),
        gettext_noop("The rulebook does not let them be moved from the floor; vote against the motion instead."),
    ),
    "amendment.floor": Words(
        gettext_noop("Amendments closed on {since}; from the floor, delegates move them while the meeting sits."),
        gettext_noop("Ask a delegate to move it at the convention."),
    ),
    "amendment.seat": Words(
        gettext_noop("Motions to “{body}” are amended by those who sit in it with a voice."),
        gettext_noop("Ask somebody who does to move it."),
    ),
    "amendment.action": Words(
        gettext_noop("An amendment adds, deletes, replaces or moves lines, replaces the whole text, or instructs."),
        gettext_noop("Choose one of these."),
    ),
    "amendment.lines": Words(
        gettext_noop("Lines {first} to {last} are not lines of the motion, which has {lines}."),
        gettext_noop("Name lines from 1 to {lines}; to add at the top, add after line 0."),
    ),
    "amendment.target": Words(
        gettext_noop("Lines {first} to {last} cannot be moved to after line {after}."),
        gettext_noop("Name a line from 0 to {lines} that is not one of them, nor the one before them; 0 is the top."),
    ),
    "amendment.lines_of": Words(
        gettext_noop("Lines {first} to {last} are not lines of the text of {amendment}, which has {lines}."),
        gettext_noop("Name lines of its text; at its top, add after line 0. What puts no text in is not amended."),
    ),
    "amendment.degree": Words(
        gettext_noop("Under this rulebook a text is amended {degrees} deep, and {amendment} is as deep already."),
        gettext_noop("Move an amendment to the motion that competes with it, or vote against it."),
    ),
    "amendment.rulebook_words": Words(
        gettext_noop("{amendment} changes a proposed rulebook, and its text only says how."),
        gettext_noop("Move another amendment to that rulebook, which competes with it."),
    ),
    "amendment.counted": Words(
        gettext_noop("The line count sent along is not that of the text."),
        gettext_noop("Send the text again; the software counts it."),
    ),
    "amendment.no_rulebook": Words(
        gettext_noop("{motion} proposes no rulebook, so there is none to amend."),
        gettext_noop("Amend its text by lines."),
    ),
    "amendment.rulebook_alone": Words(
        gettext_noop("A rulebook as amended comes by itself, to the motion and not to another amendment."),
        gettext_noop("Send it as an amendment to the motion that instructs, and say in its text what it does."),
    ),
    "amendment.rulebook_missing": Words(
        gettext_noop("The text of the rulebook as amended is not there, so nobody could read what is proposed."),
        gettext_noop("Send the rulebook's text along with the amendment."),
    ),
    "amendment.rulebook_same": Words(
        gettext_noop("The rulebook that was sent along says what {motion} proposes already."),
        gettext_noop("Edit the articles that should read otherwise."),
    ),
    "amendment.related": Words(
        gettext_noop("{amendment} is no open amendment to {motion}."),
        gettext_noop("Name amendments to the same text that are not decided yet; what carried is part of it already."),
    ),
    "amendment.named": Words(
        gettext_noop("An amendment names at most {most} others, each of them once."),
        gettext_noop("Name each where it belongs: this one falls with it, or competes with it."),
    ),
}


def move_amendment(state: State, act: MoveAmendment, texts: Texts) -> Answer:
    """An amendment is received; where it needs no seconders it is placed at once."""
    refusal = why_not_alive(state, act.motion)
    if refusal is not None:
        return refusal
    motion, clause = state.motions.motions[act.motion], rulebook(state).amendments
    refusal = (
        _why_not_amendable(state, act, motion)
        or _why_not_these_rules(state, act, motion)
        or _why_not_these_lines(state, act, motion)
        or _why_not_counted(clause, act, texts.get("text"))
        or _why_not_named(state, act)
        or _why_not_moved(state, act, motion)
        or why_too_long(clause.article, clause.limit, act.capacity, texts.get("text"))
        or why_too_long(clause.article, clause.limit, act.capacity, texts.get("reason"))
    )
    if refusal is not None:
        return refusal
    from_floor = is_late(state, motion, act.at)
    number = AmendmentId(f"{act.amends or motion.id}-A{len(_of_text(state, act)) + 1}")
    first, last = _lines_meant(state, act, motion)
    received = AmendmentReceived(
        number,
        motion.id,
        act.by,
        act.capacity,
        act.action,
        first,
        last,
        act.at,
        int(state.size),
        from_floor,
        act.branch,
        act.falls_with,
        act.competes_with,
        act.amends,
        act.lines if act.action not in WITHOUT_TEXT else 0,
        act.rules,
        act.after,
    )
    mover, held_under = mover_clause(clause.movers, act.capacity), rules_of(state, motion.convention)
    need = clause.floor if from_floor and clause.floor else mover.seconders if mover else Threshold()
    need = Threshold(members=held_under.amendments) if held_under is not None else need
    at_once = is_reached(in_numbers(state, need, motion.convention), Threshold())
    return (received, *((AmendmentPlaced(number, act.at),) if at_once else ()))


def _why_not_moved(state: State, act: MoveAmendment, motion: Motion) -> Refusal | None:
    clause, held_under = rulebook(state).amendments, rules_of(state, motion.convention)
    if held_under is not None:
        return _why_not_there_with_a_voice(state, held_under, act, motion)
    if is_late(state, motion, act.at):
        return _why_not_from_the_floor(state, act, motion)
    if mover_clause(clause.movers, act.capacity) is None:
        movers = ", ".join(m.who for m in clause.movers)
        return refuse(clause.article, "amendment.mover", capacity=act.capacity[:20], movers=movers)
    return why_not_in_capacity(state, act.by, act.capacity, act.branch, motion.convention, act.at)


def _why_not_there_with_a_voice(
    state: State, held_under: Meetings, act: MoveAmendment, motion: Motion
) -> Refusal | None:
    """At the meeting of another body whoever has a seat with a voice amends until the vote, in its own name."""
    if act.capacity != "member":
        return refuse(held_under.article, "amendment.mover", capacity=act.capacity[:20], movers="member")
    flags = seat_flags(state, motion.convention, act.by, act.at)
    if flags is None or not flags[0]:
        return refuse(held_under.article, "amendment.seat", body=held_under.body)
    return why_may_not(state, act.by, "move", act.at)


def _why_not_from_the_floor(state: State, act: MoveAmendment, motion: Motion) -> Refusal | None:
    clause = rulebook(state).amendments
    closes = deadline(state, motion.convention, "amendments-close") or motion.received
    if clause.floor is None:
        return refuse(clause.article, "amendment.closed", since=closes)
    meeting = state.meetings.conventions[motion.convention]
    seat = meeting.present.get(act.by)
    if not in_session(meeting) or seat is None or seat.left or not seat.voice:
        return refuse(clause.article, "amendment.floor", since=closes)
    return None


def _of_text(state: State, act: MoveAmendment) -> tuple[Amendment, ...]:
    """The amendments to the text that this one would change."""
    return to_amendment(state, act.amends) if act.amends else of_motion(state, act.motion)


def _why_not_amendable(state: State, act: MoveAmendment, motion: Motion) -> Refusal | None:
    """Its class of business can be amended, no reading binds it, and the text is not as deep as the clause goes."""
    business, clause = business_of(state, motion.business), rulebook(state).amendments
    if business is not None and not business.amendable:
        return refuse(business.article, "amendment.not_amendable", business=business.id)
    if motion.read or motion.ballot:
        return refuse(article_of(state, motion), "amendment.read", motion=motion.id)
    if not act.amends:
        return why_begun(state, motion.id)
    above = state.amendments.amendments.get(act.amends)
    if above is None or above.motion != motion.id:
        return refuse(clause.article, "amendment.unknown")
    if degree(state, above) >= clause.degrees:
        return refuse(clause.article, "amendment.degree", degrees=clause.degrees, amendment=above.id)
    return why_not_open(state, above.id) or why_begun(state, above.id)


def _why_not_these_rules(state: State, act: MoveAmendment, motion: Motion) -> Refusal | None:
    """A rulebook comes along only to a motion that proposes one, and differs from it."""
    article, shelf = rulebook(state).amendments.article, state.foundation.shelf
    above = state.amendments.amendments.get(act.amends)
    if above is not None and above.rules and not act.rules:
        return refuse(article, "amendment.rulebook_words", amendment=above.id)
    if not act.rules:
        return None
    if not motion.rules:
        return refuse(article, "amendment.no_rulebook", motion=motion.id)
    if act.amends or act.action != "instruct":
        return refuse(article, "amendment.rulebook_alone")
    if act.rules not in shelf:
        return refuse(article, "amendment.rulebook_missing")
    if not changes(shelf[motion.rules], shelf[act.rules]):
        return refuse(article, "amendment.rulebook_same", motion=motion.id)
    return None


def _why_not_these_lines(state: State, act: MoveAmendment, motion: Motion) -> Refusal | None:
    article, above = rulebook(state).amendments.article, state.amendments.amendments.get(act.amends)
    if act.action not in ACTIONS:
        return refuse(article, "amendment.action")
    lines = _lines_there(state, act, motion)
    inside = {
        "add": 0 <= act.first <= lines,
        "instruct": True,
        "delete": 1 <= act.first <= act.last <= lines,
        "replace": 1 <= act.first <= act.last <= lines,
        "move": 1 <= act.first <= act.last <= lines,
        "substitute": lines > 0,
    }
    empty = above is not None and above.action in WITHOUT_TEXT
    if inside[act.action] and not empty:
        return _why_not_there(article, act, lines)
    named = {"first": act.first, "last": act.last, "lines": lines}
    if above is not None:
        return refuse(article, "amendment.lines_of", amendment=above.id, **named)
    return refuse(article, "amendment.lines", **named)


def _why_not_there(article: str, act: MoveAmendment, lines: int) -> Refusal | None:
    """Lines are moved to a place where they are not."""
    stays = act.first - 1 <= act.after <= act.last or not 0 <= act.after <= lines
    if act.action != "move" or not stays:
        return None
    return refuse(article, "amendment.target", first=act.first, last=act.last, after=act.after, lines=lines)


def _lines_there(state: State, act: MoveAmendment, motion: Motion) -> int:
    """How many numbered lines the text has that would be changed."""
    above = state.amendments.amendments.get(act.amends)
    return above.lines if above is not None else motion.lines


def _lines_meant(state: State, act: MoveAmendment, motion: Motion) -> tuple[int, int]:
    """The lines that the amendment names; all of them where a whole text takes their place."""
    if act.action == "substitute":
        return 1, _lines_there(state, act, motion)
    return (act.first, act.first) if act.action == "add" else (act.first, act.last)


def _why_not_counted(clause: Amendments, act: MoveAmendment, text: str | None) -> Refusal | None:
    """The lines of a text that can be amended itself are counted; where it cannot, none need be."""
    if text is None or act.lines == count_lines(text) or (not act.lines and clause.degrees < 2):
        return None
    return refuse(clause.article, "amendment.counted")


def _why_not_named(state: State, act: MoveAmendment) -> Refusal | None:
    """The others that it names are open amendments to the same motion, each named once."""
    article, named = rulebook(state).amendments.article, (*act.falls_with, *act.competes_with)
    if len(named) > NAMED or len(set(named)) < len(named):
        return refuse(article, "amendment.named", most=NAMED)
    known = {a.id for a in _of_text(state, act) if not a.fate}
    stray = next((name for name in named if name not in known), None)
    if stray is None:
        return None
    return refuse(article, "amendment.related", amendment=stray[:20], motion=act.amends or act.motion)


SLICE = "amendments"
ADMIT: dict[type, Any] = {
    MoveAmendment: move_amendment,
}
APPLY: dict[type, Any] = {}
TEXTS = {MoveAmendment: (Text("text"), Text("reason", optional=True), Text("rulebook", optional=True))}
