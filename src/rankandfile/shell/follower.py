"""Following a record that several machines share: this process knows of every entry within a second.

One thread with a connection of its own. It listens first, then catches up, then waits for word: in that order nothing
can be missed, and after each break it begins again with the first. A word is a hint, the table is the truth; so it
looks twice a second even when no word came. While it runs, a reader of the state need not ask the database at all
(`Secretary.follow`); when it could not look for a second, readers ask for themselves, and hear what is wrong.
"""

import logging
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from .secretary import Secretary
from .trouble import Trouble

if TYPE_CHECKING:
    from .postgres import Shared

PAUSE = 0.5
"""Seconds between two looks, where no word came."""
A_SECOND = 1.0
"""The oldest that a state may be which is shown without asking."""
AGAIN = 0.25
"""Seconds before another try, after a connection broke."""
_log = logging.getLogger(__name__)


class Follower:
    """A running follower of the secretary's record."""

    def __init__(self, secretary: Secretary, database: "Shared") -> None:
        self._secretary = secretary
        self._database = database
        self._stopped = Event()
        self._looked = 0.0
        self._complaint = ""
        self._thread = Thread(target=self._run, name="follower", daemon=True)

    def start(self) -> "Follower":
        """The follower itself, running; the secretary's readers rely on it."""
        self._thread.start()
        self._secretary.is_followed = self.is_current
        return self

    def stop(self) -> None:
        """It follows no more, and readers ask for themselves again."""
        self._secretary.is_followed = lambda: False
        self._stopped.set()
        self._thread.join()

    def is_current(self) -> bool:
        """Whether the state is that of less than a second ago."""
        return monotonic() - self._looked < A_SECOND

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._follow()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next try may go well
                self._complain(error)
                self._stopped.wait(AGAIN)
        self._secretary.close()

    def _follow(self) -> None:
        with self._database.listening() as connection:
            while not self._stopped.is_set():
                begun = monotonic()
                self._secretary.look()
                self._looked, self._complaint = begun, ""
                self._database.wait_for_word(connection, PAUSE)

    def _complain(self, error: Exception) -> None:
        """The same complaint is made once, not four times a second."""
        if str(error) != self._complaint:
            _log.error("Following the record: %s", error, exc_info=not isinstance(error, Trouble))
        self._complaint = str(error)


def followed(secretary: Secretary) -> Follower | None:
    """A running follower where the record is shared; None where looking costs microseconds and nobody is needed."""
    return Follower(secretary, secretary.shared).start() if secretary.shared is not None else None
