"""The demonstration's clock: this machine's, moved forward by as much as the file `demo-clock` in the home folder says.

A convention takes four months from its call to its close, and nobody learns a house in four months. So a demonstration
has a clock of its own that anybody may move to the next deadline, and never back. It is a clock that the demonstration
hands to the secretary; an organisation that is not a demonstration has none of this.
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
        return int(time.time()) + self._ahead()

    def set(self, moment: int) -> None:
        """From now on it is this moment, and time goes on from there."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{moment - int(time.time())}\n", encoding="ascii")
        os.replace(new, self._file)

    def _ahead(self) -> int:
        try:
            return int(self._file.read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0
