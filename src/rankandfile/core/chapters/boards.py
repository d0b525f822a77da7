"""Boards: elections whose ballots anybody can verify, by the Belenios protocol (`core.ballot`, docs/ballots.md).

The returning officer sets the board up before the voting opens: the roll is frozen with it, the credential authority
has made a credential for each name on the roll, and the trustees hold the key together. While the voting runs, the
record takes in the head of the board again and again: a hash that names every ballot published so far, so that none
can be changed, dropped or moved afterwards. Ballots stand on the board under their credentials, never beside a handle;
who voted what cannot be asked. After the close trustees shuffle and open, each step with the head that it led to, and
the ballots that come out are counted like any others (`balloting.CountBallots`), from the record alone.

What the heads stand for is checked by `record.boards`, with the archive in hand: the engine cannot tell a hash from
noise. An election whose board was not set up in time is held with a plain secret ballot, and says so: who would rather
not have it verifiable can hold nothing up. Where too few trustees open, the clock ends the election without result.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import CLOCK as THE_CLOCK
from ..ids import ElectionId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Ballots
from ..table import Table
from .board_keys import why_not_these
from .board_results import is_marked
from .board_roll import electors, is_board_due
from .elections import Election, article_of, election, phase
from .foundation import rulebook
from .offices import holders

if TYPE_CHECKING:
    from ..state import State

HASH = re.compile(r"[0-9a-f]{64}")
"""SHA-256 in hexadecimal: how a head is written."""
FINGERPRINT = re.compile(r"[A-Za-z0-9+/]{43}")
"""SHA-256 in base64 without padding: how election and credentials are compared by people."""


class Board(Struct, frozen=True):
    """The board of an election, as far as the record has followed it."""

    election: ElectionId
    fingerprint: str
    credentials: str
    trustees: tuple[Handle, ...]
    """In the order in which the board numbers them, from 1."""
    threshold: int
    shuffles: int
    roll: tuple[Handle, ...]
    """Who may vote, frozen when the board was set up, in order of handles."""
    set_up: Moment
    head: str
    ballots: int = 0
    """How many ballots are on the board, replaced ones included."""
    voters: int = 0
    """How many ballots count: known from the close on."""
    closed: Moment = Moment(0)
    shuffled: tuple[int, ...] = ()
    """The trustees who shuffled, in order."""
    opened: tuple[int, ...] = ()
    """The trustees who gave their share."""
    result: Moment = Moment(0)
    lost: Moment = Moment(0)
    """Too few trustees opened it in time."""
    booth: str = ""
    """SHA-256 of the list of the booth's files, as it was when the board was set up; empty where nobody said."""


class BoardsState(Struct, frozen=True):
    """The slice of this chapter."""

    boards: Table[ElectionId, Board] = Table()


class SetUpBoard(Act, frozen=True):
    """The board of an election begins: what it asks, whose credentials it lists, who opens it together."""

    election: ElectionId
    fingerprint: str
    credentials: str
    voters: int
    trustees: tuple[Handle, ...]
    threshold: int
    rehearsal: str
    """The head of the board on which these trustees opened a trial election with the same keys."""
    head: str
    booth: str = ""
    """SHA-256 of the list of the booth's files, in which every file stands with its own."""


class AdvanceBoard(Act, frozen=True):
    """The server's word on how far the board has come: `ballots` ballots, all of them named by the head."""

    election: ElectionId
    ballots: int
    head: str


class CloseBoard(Act, frozen=True):
    """No more ballots: so many were published, so many count, and the encrypted tally follows from them."""

    election: ElectionId
    ballots: int
    voters: int
    head: str


class BoardSetUp(Effect, frozen=True):
    """The board is there, and the roll is frozen."""

    election: ElectionId
    fingerprint: str
    credentials: str
    trustees: tuple[Handle, ...]
    threshold: int
    shuffles: int
    voters: int
    at: Moment
    head: str
    booth: str = ""


class BoardAdvanced(Effect, frozen=True):
    """So many ballots stand on the board."""

    election: ElectionId
    ballots: int
    head: str


class BoardClosed(Effect, frozen=True):
    """The board takes no more ballots."""

    election: ElectionId
    ballots: int
    voters: int
    at: Moment
    head: str


REFUSALS = {
    "board.plain": Words(
        gettext_noop("This election is held with plain secret ballots."),
        gettext_noop("The clause on ballots says from how many voters on they are verifiable."),
    ),
    "board.not_officer": Words(
        gettext_noop("The board is set up by {officer}."),
        gettext_noop("Ask whoever holds this post."),
    ),
    "board.there": Words(
        gettext_noop("The board of this election stands since {since}."),
        gettext_noop("It cannot be set up again: compare its fingerprint, {fingerprint}."),
    ),
    "board.too_early": Words(
        gettext_noop("Nominations are open until {until}, so what is asked is not fixed."),
        gettext_noop("Set the board up after that."),
    ),
    "board.too_late": Words(
        gettext_noop("The voting is open, or over."),
        gettext_noop("A board is set up before the voting opens; this election is held with plain secret ballots."),
    ),
    "board.spelling": Words(
        gettext_noop("This is no fingerprint, or no head of a board."),
        gettext_noop("Take it from the archive: rankandfile ballots audit prints it."),
    ),
    "board.voters": Words(
        gettext_noop("There are {found} credentials, and {due} people on the roll."),
        gettext_noop("The credential authority makes one for each of them, no more and no fewer."),
    ),
    "board.trustees": Words(
        gettext_noop("The rulebook asks for {number} trustees, of whom {threshold} open together; each holds {post}."),
        gettext_noop("Name as many of those who hold the post, each once, and let them make their keys together."),
    ),
    "board.branches": Words(
        gettext_noop("These trustees come from {found} branches; the rulebook asks for {branches}."),
        gettext_noop("Name trustees from more branches."),
    ),
    "board.one_branch": Words(
        gettext_noop("{found} of these trustees come from one branch; the rulebook allows {most}."),
        gettext_noop("Name trustees from other branches, so that no one branch can open ballots alone."),
    ),
    "board.side": Words(
        gettext_noop("{found} of these trustees hold the post {post}; the rulebook asks for {number}."),
        gettext_noop("Name more of those who hold it, so that each side has a hand on the key."),
    ),
    "board.concerned": Words(
        gettext_noop("{person} stands in this election or is its subject, and others can hold this part of the key."),
        gettext_noop("Name somebody whom the election is not about."),
    ),
    "board.first": Words(
        gettext_noop("More people vote here than a plain ballot is enough for, and the board does not stand yet."),
        gettext_noop("{officer} sets it up now. From {since} on the voting can be opened without it."),
    ),
    "board.none": Words(
        gettext_noop("This election has no board."),
        gettext_noop("The returning officer sets one up before the voting opens."),
    ),
    "board.not_the_clock": Words(
        gettext_noop("The server reports how far a board has come; nobody types it."),
        gettext_noop("It does so by itself."),
    ),
    "board.backwards": Words(
        gettext_noop("The board has {ballots} ballots already, and none is ever taken away."),
        gettext_noop("Report a later state of it."),
    ),
    "board.closed": Words(
        gettext_noop("The board was closed on {since}."),
        gettext_noop("Its ballots are shuffled, opened and counted now."),
    ),
    "board.open": Words(
        gettext_noop("The board still takes ballots."),
        gettext_noop("Wait for its close."),
    ),
    "board.more_voters": Words(
        gettext_noop("{found} ballots are said to count, and {most} people are on the roll, on a board of {ballots}."),
        gettext_noop("Audit the board and report what it holds."),
    ),
    "board.candidates": Words(
        gettext_noop("The list of candidates is fixed since the board was set up, on {since}."),
        gettext_noop("If elected, you can give the seat up; the next in line follows."),
    ),
    "board.booth": Words(
        gettext_noop("The ballots of this election are verifiable: they are made in the booth, under a credential."),
        gettext_noop("Open the booth from the page of the election, with the letter of the credential authority."),
    ),
}


def board(state: State, number: ElectionId) -> Board | None:
    """The board of the election; None where it is held with plain secret ballots."""
    return state.boards.boards.get(number)


def clause_article(state: State, own: Election | None) -> str:
    clause = rulebook(state).ballots
    if clause is not None:
        return clause.article
    return article_of(state, own) if own is not None else rulebook(state).convention.article


def set_up_board(state: State, act: SetUpBoard, texts: Texts) -> Answer:
    """The returning officer sets it up between the nominations and the voting (clause on ballots)."""
    own, clause = election(state, act.election), rulebook(state).ballots
    article = clause_article(state, own)
    if own is None:
        return refuse(article, "election.unknown")
    refusal = _why_not_set_up(state, own, act, article)
    if refusal is not None or clause is None:
        return refusal or refuse(article, "board.plain")
    refusal = _why_other_than_due(state, own, clause, act)
    if refusal is not None:
        return refusal
    return (
        BoardSetUp(
            own.id, act.fingerprint, act.credentials, act.trustees, act.threshold, clause.shuffles, act.voters,
            act.at, act.head, act.booth,
        ),
    )  # fmt: skip


def _why_not_set_up(state: State, own: Election, act: SetUpBoard, article: str) -> Refusal | None:
    there, clause = board(state, own.id), rulebook(state).ballots
    if clause is None or not is_board_due(state, own):
        return refuse(article, "board.plain")
    if act.by not in {holding.person for holding in holders(state, clause.officer, act.at)}:
        return refuse(article, "board.not_officer", officer=clause.officer)
    if there is not None:
        return refuse(article, "board.there", since=there.set_up, fingerprint=there.fingerprint)
    if phase(own, act.at) == "nominations":
        return refuse(article, "board.too_early", until=own.nominations_close)
    if phase(own, act.at) != "waiting":
        return refuse(article, "board.too_late")
    return None


def _why_other_than_due(state: State, own: Election, clause: Ballots, act: SetUpBoard) -> Refusal | None:
    """Why this board is not the one that roll and rulebook ask for."""
    prints, heads = (act.fingerprint, act.credentials), (act.head, act.rehearsal, act.booth or act.head)
    if not all(map(FINGERPRINT.fullmatch, prints)) or not all(map(HASH.fullmatch, heads)):
        return refuse(clause.article, "board.spelling")
    due = len(electors(state, own))
    if act.voters != due:
        return refuse(clause.article, "board.voters", found=act.voters, due=due)
    return why_not_these(state, own, clause, act.trustees, act.threshold, act.at)


def advance_board(state: State, act: AdvanceBoard, texts: Texts) -> Answer:
    """The server reports more ballots; never fewer."""
    own, found = reported(state, act.election, act.by, act.head)
    if found is None:
        return own
    if phase(state.elections.elections[found.election], act.at) != "voting":
        return refuse(clause_article(state, None), "election.voting_not_open", opens=_opens(state, found))
    if act.ballots <= found.ballots:
        return refuse(clause_article(state, None), "board.backwards", ballots=found.ballots)
    return (BoardAdvanced(found.election, act.ballots, act.head),)


def _opens(state: State, own: Board) -> Moment:
    return state.elections.elections[own.election].voting_opens


def reported(state: State, number: ElectionId, by: Handle, head: str) -> tuple[Refusal | tuple[()], Board | None]:
    """The board that the server reports on; or why not."""
    own, found = election(state, number), board(state, number)
    article = clause_article(state, own)
    if found is None:
        return refuse(article, "board.none" if own is not None else "election.unknown"), None
    if by != THE_CLOCK:
        return refuse(article, "board.not_the_clock"), None
    return (refuse(article, "board.spelling"), None) if not HASH.fullmatch(head) else ((), found)


def close_board(state: State, act: CloseBoard, texts: Texts) -> Answer:
    """The server reports the last ballot and how many count, once the voting is over."""
    own, found = reported(state, act.election, act.by, act.head)
    if found is None:
        return own
    article = clause_article(state, None)
    if phase(state.elections.elections[found.election], act.at) != "closed":
        return refuse(article, "board.open")
    if found.closed:
        return refuse(article, "board.closed", since=found.closed)
    if act.ballots < found.ballots:
        return refuse(article, "board.backwards", ballots=found.ballots)
    if act.voters > min(act.ballots, len(found.roll)):
        return refuse(article, "board.more_voters", found=act.voters, most=len(found.roll), ballots=act.ballots)
    return (BoardClosed(found.election, act.ballots, act.voters, act.at, act.head),)


def step(own: Board, ranked: bool) -> str:
    """What the board waits for: `close`, `shuffle`, `open`, `publish`, `count`, or nothing (`lost`)."""
    if own.lost:
        return "lost"
    if not own.closed:
        return "close"
    if own.result:
        return "count"
    if ranked and len(own.shuffled) < own.shuffles:
        return "shuffle"
    return "open" if len(own.opened) < own.threshold else "publish"


def is_ranked(state: State, own: Board) -> bool:
    """Whether the ballots are rankings, shuffled and opened one by one; marks and answers are only added up."""
    asked = state.elections.elections[own.election]
    return not asked.question and not is_marked(asked)


def with_board(state: State, number: ElectionId, **changes: Any) -> BoardsState:
    boards = state.boards.boards
    return BoardsState(boards.set(number, replace(boards[number], **changes)))


def _set_up(state: State, effect: BoardSetUp) -> BoardsState:
    own = state.elections.elections[effect.election]
    made = Board(
        effect.election, effect.fingerprint, effect.credentials, effect.trustees, effect.threshold, effect.shuffles,
        electors(state, own), effect.at, effect.head, booth=effect.booth,
    )  # fmt: skip
    return BoardsState(state.boards.boards.set(effect.election, made))


def _advanced(state: State, effect: BoardAdvanced) -> BoardsState:
    return with_board(state, effect.election, ballots=effect.ballots, head=effect.head)


def _closed(state: State, effect: BoardClosed) -> BoardsState:
    return with_board(
        state, effect.election, ballots=effect.ballots, voters=effect.voters, closed=effect.at, head=effect.head
    )


SLICE = "boards"
ADMIT: dict[type, Any] = {SetUpBoard: set_up_board, AdvanceBoard: advance_board, CloseBoard: close_board}
APPLY: dict[type, Any] = {BoardSetUp: _set_up, BoardAdvanced: _advanced, BoardClosed: _closed}
TEXTS: dict[type, tuple[Any, ...]] = {}
