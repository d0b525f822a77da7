"""Rolls: an electorate is frozen; after that nobody is added or struck off but by an entry with its ground.

The returning officer corrects a roll until the voting closes: somebody has left, is on it twice, or a court says so;
somebody was entitled and is missing. What the record can tell of a ground is checked; the officer's own words stand
beside it for ever, and everybody reads them. A ballot that is cast stays cast, because nobody can tell which it is:
who is struck off casts none from then on. Credentials that are made are made: once a board stands, nobody is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import ElectionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .elections import Election, article_of, election, phase
from .foundation import rulebook
from .offices import holders
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State

Ground = Literal["left", "twice", "court", "entitled"]
STRIKING: tuple[Ground, ...] = ("left", "twice", "court")
ADDING: tuple[Ground, ...] = ("entitled", "court")
CREDENTIALS = "credentials"
"""The power whose holder corrects rolls where the rulebook names no returning officer."""


class Correction(Struct, frozen=True, gc=False):
    """Somebody was struck off the roll of an election, or added to it; `entry` holds the officer's words."""

    person: Handle
    added: bool
    ground: str
    by: Handle
    at: Moment
    entry: int


class RollsState(Struct, frozen=True):
    """The slice of this chapter."""

    of: Table[ElectionId, tuple[Correction, ...]] = Table()
    """What was corrected in the roll of an election, in order; the last word on a person holds."""


class CorrectRoll(Act, frozen=True):
    """Strike somebody off the roll of an election, or add somebody to it, on a ground and with a reason."""

    election: ElectionId
    person: Handle
    added: bool
    ground: Ground


class RollCorrected(Effect, frozen=True):
    """The roll of the election is another one by this person."""

    election: ElectionId
    person: Handle
    added: bool
    ground: str
    by: Handle
    at: Moment
    entry: int


REFUSALS = {
    "roll.not_officer": Words(
        gettext_noop("The roll of an election is corrected by {officer}."),
        gettext_noop("Ask whoever holds this post."),
    ),
    "roll.over": Words(
        gettext_noop("The voting closed on {since}, and its roll stands."),
        gettext_noop("Whoever holds the election for wrong can say so to the body that it is about."),
    ),
    "roll.ground": Words(
        gettext_noop("“{ground}” is no ground for this."),
        gettext_noop("Somebody is struck off who left, is there twice, or by a court; and added who was entitled."),
    ),
    "roll.reason": Words(
        gettext_noop("A roll is corrected with a reason that everybody can read."),
        gettext_noop("Write in a sentence or two what happened."),
    ),
    "roll.not_on": Words(
        gettext_noop("This member is not on the roll."),
        gettext_noop("Only who is on it can be struck off."),
    ),
    "roll.on": Words(
        gettext_noop("This member is on the roll already."),
        gettext_noop("Nothing has to be corrected."),
    ),
    "roll.not_left": Words(
        gettext_noop("The record does not say that this membership has ended."),
        gettext_noop("Record the end of the membership first, or name another ground."),
    ),
    "roll.not_entitled": Words(
        gettext_noop("This member may not vote in this election, as the record stands."),
        gettext_noop("Record first what is missing, such as the admission, the branch or the dues."),
    ),
    "roll.voted": Words(
        gettext_noop("This member has voted on {since}, and the ballot cannot be told from the others."),
        gettext_noop("Nobody can take it out of the box."),
    ),
    "roll.credentials": Words(
        gettext_noop("The board stands since {since}, and its credentials are made: nobody can be added."),
        gettext_noop("Who was forgotten can be added until the board is set up."),
    ),
    "roll.struck": Words(
        gettext_noop("You were struck off the roll of this election on {since}."),
        gettext_noop("The page of the roll says by whom and why. If that is wrong, say so to the returning officer."),
    ),
}


def corrections(state: State, number: ElectionId) -> tuple[Correction, ...]:
    """What was corrected in the roll of the election, in order."""
    return state.rolls.of.get(number, ())


def last_word(state: State, number: ElectionId, person: Handle) -> Correction | None:
    """The correction that holds for this person; None where the roll holds as it was frozen."""
    return next((own for own in reversed(corrections(state, number)) if own.person == person), None)


def corrected(state: State, number: ElectionId, roll: tuple[Handle, ...]) -> tuple[Handle, ...]:
    """The frozen roll with what was corrected since; in its order, those who were added last."""
    made = corrections(state, number)
    if not made:
        return roll
    words = {own.person: own.added for own in made}
    added = tuple(person for person, is_added in words.items() if is_added and person not in roll)
    return (*(person for person in roll if words.get(person, True)), *added)


def why_struck(state: State, own: Election, person: Handle) -> Refusal | None:
    """Why the person casts no ballot any more: it was struck off the roll, or has left."""
    found = last_word(state, own.id, person)
    if found is not None and not found.added:
        return refuse(article_of(state, own), "roll.struck", since=found.at)
    member = state.members.members.get(person)
    return refuse(article_of(state, own), "member.left", since=member.left) if member and member.left else None


def officer(state: State) -> str:
    """The post whose holder corrects rolls: the returning officer, or who checks credentials."""
    clause = rulebook(state).ballots
    if clause is not None and clause.officer:
        return clause.officer
    return next((post.id for post in rulebook(state).posts if CREDENTIALS in post.powers), "")


def correct_roll(state: State, act: CorrectRoll, texts: Texts) -> Answer:
    """The returning officer corrects the roll, with a ground and a reason, until the voting closes."""
    own = election(state, act.election)
    if own is None:
        return refuse(rulebook(state).convention.article, "election.unknown")
    refusal = _why_not_now(state, own, act, texts) or (
        _why_not_added(state, own, act) if act.added else _why_not_struck(state, own, act)
    )
    return refusal or (
        RollCorrected(own.id, act.person, act.added, act.ground, act.by, act.at, int(state.size)),
    )  # fmt: skip


def _why_not_now(state: State, own: Election, act: CorrectRoll, texts: Texts) -> Refusal | None:
    article, post = article_of(state, own), officer(state)
    if not post or act.by not in {holding.person for holding in holders(state, post, act.at)}:
        return refuse(article, "roll.not_officer", officer=post or CREDENTIALS)
    if phase(own, act.at) in ("closed", "counted"):
        return refuse(article, "roll.over", since=own.voting_closes or own.counted)
    if act.ground not in (ADDING if act.added else STRIKING):
        return refuse(article, "roll.ground", ground=act.ground)
    if not texts.get("reason", "x").strip():
        return refuse(article, "roll.reason")
    return None


def _why_not_struck(state: State, own: Election, act: CorrectRoll) -> Refusal | None:
    from .board_roll import electors

    article, member = article_of(state, own), state.members.members.get(act.person)
    if act.person not in electors(state, own):
        return refuse(article, "roll.not_on")
    if act.person in own.voted:
        return refuse(article, "roll.voted", since=own.voted[act.person])
    if act.ground == "left" and (member is None or not member.left):
        return refuse(article, "roll.not_left")
    return None


def _why_not_added(state: State, own: Election, act: CorrectRoll) -> Refusal | None:
    from .board_roll import electors
    from .boards import board

    article, there, member = article_of(state, own), board(state, own.id), state.members.members.get(act.person)
    if there is not None:
        return refuse(article, "roll.credentials", since=there.set_up)
    if act.person in electors(state, own):
        return refuse(article, "roll.on")
    is_theirs = member is not None and own.scope in ("", member.branch)
    if not is_theirs or why_may_not(state, act.person, "vote", act.at) is not None:
        return refuse(article, "roll.not_entitled")
    return None


def _corrected(state: State, effect: RollCorrected) -> RollsState:
    made = Correction(effect.person, effect.added, effect.ground, effect.by, effect.at, effect.entry)
    return RollsState(state.rolls.of.set(effect.election, (*corrections(state, effect.election), made)))


SLICE = "rolls"
ADMIT: dict[type, Any] = {CorrectRoll: correct_roll}
APPLY: dict[type, Any] = {RollCorrected: _corrected}
TEXTS: dict[type, tuple[Any, ...]] = {CorrectRoll: (Text("reason"),)}
