"""What every test may ask for: the folder of shared material, or to be skipped where it is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from .postgres import Server, server

settings.register_profile("patient", settings.default, deadline=None)  # a busy machine is no counter-example
settings.load_profile("patient")

CLONE = Path(__file__).resolve().parents[1]
SHARED = CLONE.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the clone that holds design, notes and other people's data; without it the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared folder beside the clone")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL server of this test run, with databases to give away."""
    with server() as running:
        yield running
