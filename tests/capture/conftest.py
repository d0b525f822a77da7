"""The organisation under attack: on disk, with a convention called."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.living import Living, living
from tests.world import SECRETARY, handle


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Living]:
    """A convention is called."""
    with living(tmp_path / "home") as live:
        live.call(handle(SECRETARY))
        yield live
