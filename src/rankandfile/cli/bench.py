"""`rankandfile bench`: every number that the documents quote, measured on this machine.

Each file of the folder `bench` in a clone is a program that prints what it measured, and the limit beside it; those
whose names begin with an underscore are what the others share.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from rankandfile.shell.trouble import NoSuchFile

from .figures import write_page
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
    command.add_argument("--figures", type=Path, metavar="FILE", help="write what was measured into this page")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when everything was measured; 1 when something was slower than it must be, or failed."""
    found = {file.stem: file for file in sorted(FOLDER.glob("[!_]*.py"))}
    missing = [name for name in arguments.names if name not in found]
    if missing or not found:
        raise NoSuchFile(f"There is no measurement {', '.join(missing) or 'here'}: bench works in a clone.")
    measured = {name: _measured(found[name]) for name in arguments.names or found}
    if arguments.figures:
        write_page(arguments.figures, {name: printed for name, (printed, _code) in measured.items()})
    return 1 if any(code for _printed, code in measured.values()) else 0


def _measured(file: Path) -> tuple[str, int]:
    """What the measurement printed, shown as it came, and its exit code."""
    lines: list[str] = []
    with subprocess.Popen([sys.executable, file], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return "".join(lines), program.returncode
