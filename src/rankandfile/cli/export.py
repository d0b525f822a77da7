"""`rankandfile export FILE`: the whole record in one file, for anybody who wants to check it."""

import argparse
import os
import sys
from pathlib import Path

from rankandfile.shell.trouble import DiskFailed, WrongUse

from .terminal import Subparsers, add_home, home_of


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "export",
        help="write the whole record into one file",
        description="Write the whole record into one file that anybody can check: rankandfile verify FILE.",
    )
    add_home(command)
    command.add_argument("file", type=Path, help="the file to write; it must not exist yet")
    command.add_argument(
        "--personal", action="store_true", help="with names and contacts: for the organisation's own auditors only"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the file is whole and durable; otherwise there is none."""
    from rankandfile.shell.copies import write_export
    from rankandfile.shell.secretary import Secretary

    if arguments.file.exists():
        raise WrongUse(f"{arguments.file} exists already; it was left as it is.")
    secretary = Secretary(home_of(arguments))
    unfinished = arguments.file.with_name(f".{arguments.file.name}.unfinished")
    try:
        with unfinished.open("w+b") as stream:
            size = write_export(secretary, stream, arguments.personal)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.rename(arguments.file)
    except OSError as error:
        raise DiskFailed(f"{arguments.file} could not be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{size:,} entries in {arguments.file}. Check it: rankandfile verify {arguments.file}", file=sys.stderr)
    return 0
