"""What every test may ask for: the folder of shared material, or to be skipped where it is not."""

from pathlib import Path

import pytest
from hypothesis import settings

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
