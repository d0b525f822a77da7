"""The clock: performs what the rulebook gives to no human hand, at its hour, and opens the boxes of closed elections.

One thread in each process that serves. It wakes for the next duty, for news, and every half second to see what other
processes wrote; so a duty is performed less than a second after its hour. Several clocks on one record do no harm:
whoever has the lock performs a duty, and then it is not due any more.
"""

import logging
from threading import Event, Thread

from .secretary import Secretary
from .trouble import Trouble

PAUSE = 0.5
"""Seconds between two looks, where nothing happens."""
_log = logging.getLogger(__name__)


class Clock:
    """A running clock. It goes until it is stopped, and never stands still because one duty failed."""

    def __init__(self, secretary: Secretary) -> None:
        self._secretary = secretary
        self._stopped = Event()
        self._complaint = ""
        self._thread = Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> "Clock":
        """The clock itself, running."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """The clock does nothing more; a duty that it is performing is performed."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._tick()
            self._secretary.wait_for_news(self._secretary.state.size, PAUSE)
        self._secretary.close()

    def _tick(self) -> None:
        """One look. The same complaint is made once, not twice a second."""
        try:
            self._secretary.strike()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next duty may go well
            if str(error) != self._complaint:
                _log.error("The clock: %s", error, exc_info=not isinstance(error, Trouble))
            self._complaint = str(error)
        else:
            self._complaint = ""
