"""Delegates vote at once on the site as it is served, and it is killed in the middle: `bench/floor.py`, smaller.

What is measured there depends on the machine and is not asked here. What is asked holds on any: no vote that was
acknowledged is lost, nobody votes twice, every screen that was open shows the result in the end, by itself.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MUST_BE_NONE = ("votes lost", "votes counted twice", "findings of an auditor")


def test_no_vote_is_lost_or_counted_twice_when_the_server_is_killed_in_the_middle_of_it() -> None:
    command = [sys.executable, str(ROOT / "bench" / "floor.py"), "40", "60", "2"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    lines = [line for line in told.stdout.splitlines() if line.lstrip().startswith(MUST_BE_NONE)]
    assert len(lines) == 4, told.stdout + told.stderr
    assert all(re.search(r"\s0\s+none: kept$", line) for line in lines), told.stdout
    assert told.stdout.count("is on every screen after") == 3, told.stdout + told.stderr
