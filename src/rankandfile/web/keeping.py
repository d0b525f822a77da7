"""A process beside ours that is started again when it ends by itself: pages stay live when the stream has fallen."""

import logging
import subprocess
from collections.abc import Sequence
from threading import Event, Lock, Thread

PAUSE = 2.0
"""Seconds before it is started again, so that one that cannot live does not take the machine."""
_log = logging.getLogger(__name__)


class Kept:
    """A child process. It ends with `stop`, and by itself never for longer than PAUSE."""

    def __init__(self, command: Sequence[str], pause: float = PAUSE) -> None:
        self._command, self._pause = command, pause
        self._over, self._lock = Event(), Lock()
        self._child = subprocess.Popen(command)
        Thread(target=self._keep, name="kept process", daemon=True).start()

    def stop(self) -> None:
        """It is asked to end and is not started again."""
        with self._lock:
            self._over.set()
            self._child.terminate()

    def _keep(self) -> None:
        while not self._over.is_set():
            ended = self._child.wait()
            if self._over.wait(self._pause):
                return
            _log.warning("%s has ended with %s and is started again.", self._command[-3:], ended)
            with self._lock:
                if not self._over.is_set():
                    self._child = subprocess.Popen(self._command)
