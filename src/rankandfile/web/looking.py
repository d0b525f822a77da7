"""Looking again and again whether there is something to do, beside the pages, as long as the process goes."""

import logging
from threading import Event, Thread

from django.db import connections

PAUSE = 5
"""Seconds between two looks."""
_log = logging.getLogger(__name__)


class Looking(Thread):
    """One look after the other; one that fails is logged as `trouble`, and the next may go well."""

    trouble = ""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._stopped = Event()

    def run(self) -> None:
        """It goes as long as the process."""
        while not self._stopped.wait(PAUSE):
            try:
                self.look()
            except Exception:  # noqa: BLE001 - logged; what it would have told stands on its page as well
                _log.exception(self.trouble)
            finally:
                connections.close_all()

    def look(self) -> object:
        """One look."""
        raise NotImplementedError
