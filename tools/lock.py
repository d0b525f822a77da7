"""Writes the lock files: the exact versions that a fresh installation would choose today, for a run and for the tests.

Run it with the oldest Python we support: what that one needs, newer ones need too, so one file serves them all.
The pins name versions only, so pip takes them from whichever index the machine is set up for.
"""

import json
import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
BUILD = ("hatchling", "editables")
HEAD = "# Written by 'make lock' from pyproject.toml. Not for editing.\n"


def main() -> None:
    """Both lock files are new; the one for tests agrees with the one for a run."""
    if sys.version_info[:2] != OLDEST:
        sys.exit(f"The lock files are made with Python {'.'.join(map(str, OLDEST))}, this is {sys.version.split()[0]}.")
    run, test = CLONE / "requirements/lock-run.txt", CLONE / "requirements/lock-test.txt"
    run.write_text(HEAD + pins(".[ballots,press,site]", *BUILD))
    test.write_text(HEAD + pins(".[ballots,press,site,postgres,test]", *BUILD, "--constraint", str(run)))


def pins(*wanted: str) -> str:
    """One line 'name==version' for each package that pip would install for `wanted` into an empty environment."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    report = json.loads(subprocess.check_output([*command, *wanted], cwd=CLONE))
    found = (package["metadata"] for package in report["install"] if not is_this_project(package))
    return "".join(sorted(f"{metadata['name'].lower()}=={metadata['version']}\n" for metadata in found))


def is_this_project(package: dict) -> bool:
    """Whether a package of pip's report is the clone itself."""
    return "dir_info" in package["download_info"]


if __name__ == "__main__":
    main()
