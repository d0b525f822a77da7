"""The demonstration's clock: it may be moved forward, and stands still while nobody runs the demonstration.

A convention takes four months from its call to its close, and nobody learns a house in four months. So a demonstration
has a clock of its own. It is handed to the secretary as any clock is; an organisation that is no demonstration has none
of this. The file holds two moments: the time of the demonstration, and this machine's when that was set.
"""

import os
import time
from pathlib import Path

FILE = "demo-clock"


class DemoClock:
    """UTC seconds, as they pass in the demonstration. Every process that reads the same file has the same time."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE

    def __call__(self) -> int:
        moment, since = self._set()
        return moment + max(0, int(time.time()) - since)

    def set(self, moment: int) -> None:
        """From now on it is this moment, and time goes on from there."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{moment} {int(time.time())}\n", encoding="ascii")
        os.replace(new, self._file)

    def resume(self, last_entry: int) -> None:
        """Time goes on from where the demonstration was left: its last entry, or where its clock was moved to."""
        self.set(max(last_entry, self._set()[0]))

    def _set(self) -> tuple[int, int]:
        """The demonstration's time and this machine's when it was set; this machine's time where it never was."""
        try:
            moment, since = self._file.read_text(encoding="ascii").split()
        except FileNotFoundError:
            moment = since = str(int(time.time()))
        return int(moment), int(since)
