"""`rankandfile bench`: every number that the documents quote, measured on this machine.

Each file of the folder `bench` in a clone is a program that prints what it measured, and the limit beside it.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from rankandfile.shell.trouble import NoSuchFile

from .terminal import Subparsers

FOLDER = Path("bench")


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "bench",
        help="measure what the documents quote",
        description="Measure on this machine every number that the documents quote. To be called in a clone.",
    )
    command.add_argument("names", nargs="*", metavar="NAME", help="only these, such as append")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when everything was measured; 1 when something was slower than it must be, or failed."""
    found = {file.stem: file for file in sorted(FOLDER.glob("*.py"))}
    missing = [name for name in arguments.names if name not in found]
    if missing or not found:
        raise NoSuchFile(f"There is no measurement {', '.join(missing) or 'here'}: bench works in a clone.")
    failed = [name for name in arguments.names or found if subprocess.run([sys.executable, found[name]]).returncode]
    return 1 if failed else 0
