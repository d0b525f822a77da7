"""An organisation with two branches, and somebody who may admit members and call conventions in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.ids import BranchId, Handle
from rankandfile.shell.draft import Recorded
from rankandfile.shell.founding import found
from rankandfile.shell.home import Home
from rankandfile.shell.invented.play import SetClock
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary

FOUNDED = 1_767_600_000
"""Monday 5 January 2026."""


@pytest.fixture
def clock() -> SetClock:
    return SetClock(FOUNDED)


@pytest.fixture
def home(tmp_path: Path, clock: SetClock) -> Home:
    """The organisation's folder."""
    path = tmp_path / "home"
    assert isinstance(
        found(path, "union.example/record", preset_text("member-democracy"), "Ours", "Ada", clock), Recorded
    )
    return Home(path)


@pytest.fixture
def secretary(home: Home, clock: SetClock) -> Iterator[Secretary]:
    live = Secretary(home, clock)
    for branch, name in (("north-harbour", "North Harbour"), ("old-mill", "Old Mill")):
        act = FormBranch(live.state.foundation.founder, NOW, BranchId(branch))
        assert isinstance(live.submit(act, {"name": name}), Recorded)
    yield live
    live.close()


@pytest.fixture
def founder(secretary: Secretary) -> Handle:
    """Who may do everything, for now."""
    return secretary.state.foundation.founder
