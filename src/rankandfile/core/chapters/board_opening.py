"""Opening a board: trustees shuffle, give their shares, the result is published; or too few come, and it is lost.

Each step is an act of the trustee with the head of the board that it led to. Who is missing stands overdue by name. An
election that too few open in time ends by the clock without anybody elected, so that a new one can be called: nobody
holds an office longer by not turning up. Keeps its steps in the board's slice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import ElectionId, Lot, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Ballots
from .balloting import CloseVoting, ElectionCounted
from .board_roll import is_board_due
from .boards import (
    HASH,
    Board,
    BoardsState,
    SetUpBoard,
    board,
    clause_article,
    is_ranked,
    reported,
    step,
    with_board,
)
from .elections import Election, election, phase
from .foundation import KeepTime, rulebook

if TYPE_CHECKING:
    from ..state import State

LOST = "board-lost"


class ShuffleBoard(Act, frozen=True):
    """A trustee has put the ballots into another order and encrypted them anew."""

    election: ElectionId
    head: str


class OpenBoard(Act, frozen=True):
    """A trustee has given the own share of the decryption."""

    election: ElectionId
    head: str


class PublishResult(Act, frozen=True):
    """The result stands on the board; what it holds is counted next."""

    election: ElectionId
    head: str


class BoardShuffled(Effect, frozen=True):
    """This trustee has shuffled."""

    election: ElectionId
    trustee: int
    head: str


class BoardOpened(Effect, frozen=True):
    """This trustee has given its share."""

    election: ElectionId
    trustee: int
    head: str


class ResultPublished(Effect, frozen=True):
    """Enough have opened, and the ballots can be counted."""

    election: ElectionId
    at: Moment
    head: str


class BoardLost(Effect, frozen=True):
    """Too few trustees opened the board in time: nobody can read it, and nobody is elected."""

    election: ElectionId
    opened: int
    needed: int
    at: Moment


REFUSALS = {
    "board.not_trustee": Words(
        gettext_noop("You are no trustee of this board."),
        gettext_noop("Its trustees shuffle and open it; the page of the election names them."),
    ),
    "board.step": Words(
        gettext_noop("Now the board waits for this: {step}."),
        gettext_noop("Each trustee opens once, after as many have shuffled as the rulebook asks for."),
    ),
    "board.opened": Words(
        gettext_noop("You have given your share already."),
        gettext_noop("The others follow; {missing} are still missing."),
    ),
    "board.too_few": Words(
        gettext_noop("{opened} trustees have opened the board; {threshold} must."),
        gettext_noop("Wait for the others."),
    ),
}


def _of_trustee(state: State, act: ShuffleBoard | OpenBoard) -> tuple[Refusal | tuple[()], Board | None]:
    own, found = election(state, act.election), board(state, act.election)
    article = clause_article(state, own)
    if found is None:
        return refuse(article, "board.none" if own is not None else "election.unknown"), None
    if act.by not in found.trustees:
        return refuse(article, "board.not_trustee"), None
    if not found.closed:
        return refuse(article, "board.open"), None
    return (refuse(article, "board.spelling"), None) if not HASH.fullmatch(act.head) else ((), found)


def shuffle_board(state: State, act: ShuffleBoard, texts: Texts) -> Answer:
    """A trustee who has not shuffled yet does so, as many as the rulebook asks for."""
    own, found = _of_trustee(state, act)
    if found is None:
        return own
    number = found.trustees.index(act.by) + 1
    now = step(found, is_ranked(state, found))
    if now != "shuffle" or number in found.shuffled:
        return refuse(clause_article(state, None), "board.step", step=now)
    return (BoardShuffled(found.election, number, act.head),)


def open_board(state: State, act: OpenBoard, texts: Texts) -> Answer:
    """A trustee gives its share, once."""
    own, found = _of_trustee(state, act)
    if found is None:
        return own
    number = found.trustees.index(act.by) + 1
    if number in found.opened:
        missing = found.threshold - len(found.opened)
        return refuse(clause_article(state, None), "board.opened", missing=max(missing, 0))
    now = step(found, is_ranked(state, found))
    if now != "open":
        return refuse(clause_article(state, None), "board.step", step=now)
    return (BoardOpened(found.election, number, act.head),)


def publish_result(state: State, act: PublishResult, texts: Texts) -> Answer:
    """The server computes the result from the shares, when there are enough."""
    own, found = reported(state, act.election, act.by, act.head)
    if found is None:
        return own
    now = step(found, is_ranked(state, found))
    if now != "publish":
        article = clause_article(state, None)
        if now == "open":
            return refuse(article, "board.too_few", opened=len(found.opened), threshold=found.threshold)
        return refuse(article, "board.step", step=now)
    return (ResultPublished(found.election, act.at, act.head),)


def awaiting(state: State) -> tuple[Board, ...]:
    """The boards whose election is not counted yet, nor lost."""
    return tuple(
        own
        for own in state.boards.boards.values()
        if not own.lost and not state.elections.elections[own.election].counted
    )


def given_up(state: State, own: Board) -> Moment:
    """When the clock gives the board up; 0 where it was opened, or its voting has no end yet."""
    clause, closes = rulebook(state).ballots, state.elections.elections[own.election].voting_closes
    if clause is None or not closes or own.result:
        return Moment(0)
    return shifted(closes, clause.open_within, 1, rulebook(state).organisation.week)


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The next board that is given up, unless its trustees open it before."""
    found = [(at, LOST, own.election) for own in awaiting(state) if (at := given_up(state, own))]
    return min(found, default=None)


def strike(state: State, act: KeepTime) -> Answer:
    """The clock gives a board up that too few trustees have opened: nobody is elected, a question is not carried."""
    from .counting import item_done, result_of

    own = state.boards.boards[ElectionId(act.about)]
    asked = state.elections.elections[own.election]
    gone = BoardLost(own.election, len(own.opened), own.threshold, act.at)
    if asked.question:
        return (gone, *result_of(state, asked, (), Lot(""), act.at))
    return (gone, ElectionCounted(own.election, 0, 0, (), (), act.at), *item_done(state, asked))


def duties(state: State) -> tuple[Duty, ...]:
    """The boards still to be set up, and the trustees still to shuffle or open."""
    clause = rulebook(state).ballots
    if clause is None or clause.form != "verifiable":
        return ()
    return (*_setting_up(state, clause), *_opening(state, clause))


def _setting_up(state: State, clause: Ballots) -> list[Duty]:
    due = [
        own
        for own in state.elections.elections.values()
        if not own.counted and own.voting_opens > state.now and board(state, own.id) is None
    ]
    week = rulebook(state).organisation.week
    by_clock = [(own, shifted(own.voting_opens, clause.set_up_before, -1, week)) for own in due]
    return [
        Duty("set-up-board", own.id, clause.officer, at, clause.article)
        for own, at in (*by_clock, *_in_hall(state, clause))
        if is_board_due(state, own)
    ]


def _in_hall(state: State, clause: Ballots) -> list[tuple[Election, Moment]]:
    """The elections that the chair of a meeting which is open will open, and until when it waits for the board."""
    week, meetings = rulebook(state).organisation.week, state.meetings.conventions
    sitting = {meeting.id: meeting for meeting in meetings.values() if meeting.opened and not meeting.closed}
    return [
        (own, shifted(sitting[own.convention].opened, clause.in_hall, 1, week))
        for own in state.elections.elections.values()
        if own.convention in sitting and not own.voting_opens and phase(own, state.now) == "waiting"
        if board(state, own.id) is None
    ]


def _opening(state: State, clause: Ballots) -> list[Duty]:
    found = []
    for own in awaiting(state):
        if own.closed and not own.result:
            done = own.shuffled if step(own, is_ranked(state, own)) == "shuffle" else own.opened
            found += [
                Duty("open-board", own.election, person, given_up(state, own), clause.article)
                for number, person in enumerate(own.trustees, 1)
                if number not in done
            ]
    return found


def _shuffled(state: State, effect: BoardShuffled) -> BoardsState:
    done = (*state.boards.boards[effect.election].shuffled, effect.trustee)
    return with_board(state, effect.election, shuffled=done, head=effect.head)


def _opened(state: State, effect: BoardOpened) -> BoardsState:
    done = (*state.boards.boards[effect.election].opened, effect.trustee)
    return with_board(state, effect.election, opened=done, head=effect.head)


def _published(state: State, effect: ResultPublished) -> BoardsState:
    return with_board(state, effect.election, result=effect.at, head=effect.head)


def _gone(state: State, effect: BoardLost) -> BoardsState:
    return with_board(state, effect.election, lost=effect.at)


SLICE = "boards"
CLOCK = (LOST,)
TIMELY = (SetUpBoard, CloseVoting)
ADMIT: dict[type, Any] = {ShuffleBoard: shuffle_board, OpenBoard: open_board, PublishResult: publish_result}
APPLY: dict[type, Any] = {
    BoardShuffled: _shuffled,
    BoardOpened: _opened,
    ResultPublished: _published,
    BoardLost: _gone,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
