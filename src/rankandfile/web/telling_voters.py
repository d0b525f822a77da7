"""A voter is told by letter which ballot is theirs: the tracker at casting, and at the close the one that counts.

Letters are sent beside the answer, not before it: a mail server that is slow keeps nobody from voting. A letter that
cannot be sent undoes nothing: the receipt is on the page, and the log says so, without a tracker or a name.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Event, Thread

from django.db import IntegrityError, connections
from django.http import HttpRequest

from rankandfile.core.chapters.boards import Board
from rankandfile.core.chapters.elections import Election
from rankandfile.core.ids import ElectionId, Handle
from rankandfile.core.state import State
from rankandfile.shell import letters
from rankandfile.shell.boards import Boards, Receipt
from rankandfile.shell.people.models import Account, ToldAtClose

from . import organisation
from .pages import elections
from .who import account_of

PAUSE = 5
"""Seconds between two looks whether a board was closed."""
_log = logging.getLogger(__name__)


@cache
def _post() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "letters")


def tell_tracker(request: HttpRequest, own: Election, receipt: Receipt) -> None:
    """A letter with the tracker is on its way to whoever cast the ballot."""
    account = account_of(request)
    if account is None or not account.email:
        return
    facts = _facts(organisation.read_state(), own, receipt.tracker)
    facts |= {"height": receipt.height, "head": receipt.head}
    _post().submit(_sent, account.email, account.language, "tracker", facts)


def _sent(to: str, language: str, letter: str, facts: dict[str, object]) -> None:
    try:
        letters.written(to, language, letter, facts)
    except Exception:  # noqa: BLE001 - logged; the ballot is cast, whatever became of the letter
        _log.exception("A voter could not be told of a ballot.")
    finally:
        connections.close_all()


def _facts(state: State, own: Election, tracker: str) -> dict[str, object]:
    return {
        "title": elections.title(state, own),
        "organisation": organisation.organisation_name(state),
        "tracker": tracker,
        "link": letters.address_of("ballots", own.id),
    }


class AtClose(Thread):
    """Looks whether a board was closed, and writes to its voters. It goes as long as the process."""

    def __init__(self) -> None:
        super().__init__(name="letters at the close", daemon=True)
        self._told: set[ElectionId] = set()
        self._stopped = Event()

    def run(self) -> None:
        """One look after the other; a look that fails is logged, and the next may go well."""
        while not self._stopped.wait(PAUSE):
            try:
                self._look()
            except Exception:  # noqa: BLE001 - logged; voters look at the page as well
                _log.exception("The letters at the close could not be written.")
            finally:
                connections.close_all()

    def _look(self) -> None:
        state = organisation.secretary().state
        for own in state.boards.boards.values():
            if own.closed and own.election not in self._told:
                is_first = _is_first(own.election)
                self._told.add(own.election)
                if is_first:
                    tell_all(state, own, organisation.secretary().boards)


def _is_first(election: ElectionId) -> bool:
    """Whether no other process writes these letters, or has. So nobody gets two, also where a process ends midway."""
    try:
        ToldAtClose.objects.create(election=election)
    except IntegrityError:
        return False
    return True


def tell_all(state: State, board: Board, boards: Boards) -> None:
    """Whoever has a ballot that counts is told its tracker."""
    own = state.elections.elections[board.election]
    for account, tracker in _voters(board, boards):
        _sent(account.email, account.language, "counted", _facts(state, own, tracker))


def _voters(board: Board, boards: Boards) -> Iterator[tuple[Account, str]]:
    trackers = boards.store.trackers(board.election)
    for account in Account.objects.filter(handle__in=board.roll, is_active=True):
        credential = boards.credential_of(board.election, Handle(account.handle or ""))
        if credential in trackers:
            yield account, trackers[credential]
