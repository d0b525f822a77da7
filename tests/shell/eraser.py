"""A server that carries out what was asked for, until it kills itself with SIGKILL at a step that it is told.

python eraser.py HOME NOW STEP      before: the entry stands, nothing is destroyed · half: the rows are deleted, their
                                    bytes still lie in the file · after: all is destroyed, nobody has said so
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rankandfile.shell.database import Connections
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.vault import Vault


def dies(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def then_dies(does: Callable[..., None]) -> Callable[..., None]:
    def both(*given: Any, **named: Any) -> None:
        does(*given, **named)
        dies()

    return both


if __name__ == "__main__":
    step, now = sys.argv[3], int(sys.argv[2])
    live = Secretary(Home(Path(sys.argv[1])), lambda: now)
    if step == "before":
        Vault.destroy = dies  # type: ignore[method-assign]
    if step == "half":
        Connections.leave_nothing = dies  # type: ignore[method-assign]
    if step == "after":
        Vault.destroy = then_dies(Vault.destroy)  # type: ignore[method-assign]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    live.strike()
