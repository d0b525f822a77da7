"""The benchmarks still run: what they make must be allowed by the rulebook that they found with. Nothing is timed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_small_record_is_made_and_replayed() -> None:
    command = [sys.executable, str(ROOT / "bench" / "replay.py"), "20000"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert "rules checked" in told.stdout, told.stdout + told.stderr
    assert "refused" not in told.stderr
