"""A process that is kept is started again when it ends, and not when it is stopped."""

import os
import signal
import sys
from pathlib import Path

import pytest

from rankandfile.web.keeping import Kept

TELL = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Where the process tells its number each time it starts."""
    pipe = tmp_path / "told"
    os.mkfifo(pipe)
    return pipe


def test_a_process_that_was_killed_is_started_again_and_ends_when_it_is_stopped(told: Path) -> None:
    kept = Kept([sys.executable, "-c", TELL, str(told)], pause=0.01)
    first = int(told.read_text())
    os.kill(first, signal.SIGKILL)
    second = int(told.read_text())
    assert first != second
    kept.stop()
    assert kept._child.wait(60) == -signal.SIGTERM
    assert kept._over.is_set()
