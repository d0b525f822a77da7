"""What the server owes its boards: heads for the record, the close, the result, the count; by the clock.

Everything here follows from what is on the board, so whoever does it comes to the same bytes: after a crash it is done
again, and of two processes that do it at once the second finds it done.
"""

import logging
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from rankandfile.core.ballot import course
from rankandfile.core.ballot.archive import posted
from rankandfile.core.chapters.board_opening import PublishResult, awaiting
from rankandfile.core.chapters.board_results import ballots_of
from rankandfile.core.chapters.boards import AdvanceBoard, Board, CloseBoard, is_ranked, step
from rankandfile.core.chapters.elections import phase
from rankandfile.core.ids import CLOCK, ElectionId, Moment
from rankandfile.core.refusal import Refusal

from . import board_checks
from .board_checks import Checks
from .board_steps import NOW, Event, Overtaken, Steps, recorded, row_of
from .board_store import BALLOT, BoardStore
from .box import Ballot
from .count import in_parts
from .draft import Draft, Outcome
from .trouble import Trouble

if TYPE_CHECKING:
    from .secretary import Secretary

OFTEN, MANY = 30, 200
"""The record takes in the head of a board after so many seconds, or so many ballots. Not after each ballot: the second
of an entry, held beside who was signed in then, would tell when a credential voted."""
REMEMBERED = 30 * 86_400
"""Seconds after the count for which the server knows which credential is whose, so that a member can compare."""
_log = logging.getLogger(__name__)


class Stays(Exception):
    """What the server owes a board is refused by the rules: it stands overdue."""


class BoardDuties:
    """The server's own work for the boards of one organisation."""

    def __init__(self, secretary: "Secretary", store: BoardStore, steps: Steps, checks: Checks) -> None:
        self._secretary, self._store, self._steps, self._checks = secretary, store, steps, checks
        self._one_at_a_time = Lock()
        self._ahead: dict[ElectionId, tuple[int, Moment]] = {}
        """How many ballots the record knew of, and since when the board has more."""
        self._complained: set[ElectionId] = set()
        self._forgotten: set[ElectionId] = set()

    def perform(self, *, wait: bool) -> None:
        """Everything owed by now is done. Where another thread is at it: done when that is through, or left to it.

        A board that cannot go on is told of once and stands overdue; it keeps nobody else from acting.
        """
        if not self._one_at_a_time.acquire(blocking=wait):
            return
        try:
            for own in awaiting(self._secretary.state):
                self._perform(own.election)
            self._forget_holders()
        finally:
            self._one_at_a_time.release()

    def _perform(self, election: ElectionId) -> None:
        try:
            while self._went_on(election):
                pass
        except Trouble:
            raise
        except Exception:  # noqa: BLE001 - logged, and stands overdue
            if election not in self._complained:
                _log.exception("The board of election %s cannot go on.", election)
            self._complained.add(election)

    def _went_on(self, election: ElectionId) -> bool:
        """Whether something was done for the board, so that more may be due."""
        now = self._secretary.now()
        own, due = self._due(election, now)
        if due == "advance":
            self._advance(own, now)
        work = {"close": self._close, "publish": self._open, "count": self._count}.get(due)
        if work is None:
            return False
        try:
            answer = work(own)
        except Overtaken:
            self._steps.catch_up(election)
            return True
        if isinstance(answer, Refusal):
            self._secretary.look()
            if self._due(election, now)[1] == due:
                raise Stays(f"{answer.code} {answer.facts}")
        return True

    def _due(self, election: ElectionId, now: Moment) -> tuple[Board, str]:
        state = self._secretary.state
        own, asked = state.boards.boards[election], state.elections.elections[election]
        now_in = phase(asked, now)
        if now_in != "closed":
            return own, "advance" if now_in == "voting" else ""
        return own, step(own, is_ranked(state, own))

    def _advance(self, own: Board, now: Moment) -> None:
        """The record takes in the head, when it is time."""
        last = self._store.last(own.election)
        number = last.height if last is not None and last.type == BALLOT else own.ballots
        known, since = self._ahead.get(own.election, (-1, now))
        if known != own.ballots or number == own.ballots:
            self._ahead[own.election] = (own.ballots, now)
            return
        if number - own.ballots < MANY and now < since + OFTEN:
            return

        def work(draft: Draft) -> Outcome:
            draft.keep_time()
            last = self._store.last(own.election)
            if last is None or last.type != BALLOT:
                raise Overtaken
            return recorded(draft, AdvanceBoard(CLOCK, NOW, own.election, last.height, last.head))

        with suppress(Overtaken):
            self._steps.together(work)

    def _close(self, own: Board) -> Outcome:
        steps, last = self._store.steps(own.election), self._store.last(own.election)
        ballots, number = self._store.ballots(own.election), self._store.number(own.election)
        if last is None or last.type not in ("Setup", BALLOT) or last.height != number:
            raise Overtaken
        objects, voters = self._checks.done(board_checks.closing, steps[0], ballots)
        events: list[Event] = [("EndBallots", ()), ("EncryptedTally", objects)]
        return self._steps.step(
            own.election, last, events, lambda head: CloseBoard(CLOCK, NOW, own.election, number, voters, head)
        )

    def _open(self, own: Board) -> Outcome:
        steps = self._store.steps(own.election)
        result = self._checks.done(board_checks.resulting, steps)
        return self._steps.step(
            own.election,
            row_of(steps[-1]),
            [("Result", (result,))],
            lambda head: PublishResult(CLOCK, NOW, own.election, head),
        )

    def _count(self, own: Board) -> Outcome:
        """The ballots that came out go into the record, and are counted from there like any others."""
        asked = self._secretary.state.elections.elections[own.election]
        result = course.outcome(posted(self._store.steps(own.election)[-1]).objects[0])
        parted = [ballot.partition(":") for ballot in ballots_of(asked, result[0], own.voters)]
        acts = in_parts(own.election, [Ballot(own.election, name, ranking) for name, _, ranking in parted])
        return self._steps.together(lambda draft: [recorded(draft, act) for act in acts][-1])

    def _forget_holders(self) -> None:
        """Long after the count nobody knows here any more which credential was whose."""
        state, now = self._secretary.state, self._secretary.now()
        for election in state.boards.boards:
            counted = state.elections.elections[election].counted
            if counted and now > counted + REMEMBERED and election not in self._forgotten:
                if self._store.holds(election):
                    self._store.forget(election)
                self._forgotten.add(election)
