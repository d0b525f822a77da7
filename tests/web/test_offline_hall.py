"""A whole meeting on one laptop without a network: served, followed, decided, minuted, its sheets printed, verified.

The laptop is a network namespace of its own in which there is nothing but the loopback, so a page, a font, a script or
a witness that had to come from elsewhere would not come.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ALONE = (("unshare", "--map-root-user", "--net"), ("unshare", "--net"))
"""How a process gets a network of its own, with nothing in it: as anybody, or as root."""
MEETING = Path(__file__).with_name("offline_meeting.py")


def alone() -> tuple[str, ...]:
    """The words before a command that runs without a network; the test is skipped where none are allowed."""
    for words in ALONE:
        if shutil.which(words[0]) and not subprocess.run([*words, "true"], capture_output=True).returncode:
            return words
    pytest.skip("this machine lets nobody make a network namespace")


def test_a_whole_meeting_is_held_on_one_laptop_without_a_network(tmp_path: Path) -> None:
    if not shutil.which("ip"):
        pytest.skip("needs iproute2, to have a loopback")
    held = 'ip link set lo up && exec "$0" "$@"'
    command = [*alone(), "sh", "-c", held, sys.executable, str(MEETING), str(tmp_path / "home")]
    told = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    said = dict(re.findall(r"^(\w+): (.*)$", told.stdout, re.MULTILINE))
    assert said["elsewhere"] == "cannot be reached"
    assert int(said["pages"]) > 20
    assert int(said["votes"]) > 5
    assert said["sheets"] == "%PDF"
    assert said["minutes"] == "complete"
    assert said["findings"] == "0"
