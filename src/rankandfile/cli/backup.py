"""`rankandfile backup FILE`: everything that the organisation keeps in one file, while it serves."""

import argparse
import time
from pathlib import Path

from .terminal import Subparsers, add_home, home_of, progress


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "backup",
        help="write everything that the organisation keeps into one file",
        description="Write record, vault, ballot box, accounts and settings, as of one moment, into one file. The"
        " organisation may be served meanwhile. The file holds names and texts in the clear: encrypt it.",
    )
    add_home(command)
    command.add_argument("file", type=Path, help="the file to write; it must not exist yet")
    command.add_argument(
        "--with-keys",
        action="store_true",
        help="with the keys that sign the record: for the one copy in a safe place, not for every night",
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the file is whole and durable; otherwise there is none."""
    from rankandfile.shell.backup import backup
    from rankandfile.web.moving_accounts import keep_accounts

    with progress("backup", 0) as bar:

        def shown(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        made = backup(
            home_of(arguments),
            arguments.file,
            keep_accounts,
            shown,
            int(time.time()),
            with_keys=arguments.with_keys,
        )
    print(f"{made.size:,} entries in {arguments.file}, every one hashed again: root {made.root}")
    print("It holds names and texts in the clear: encrypt it, and destroy it within 30 days.")
    if not arguments.with_keys:
        print("It does not hold the key that signs the record. Keep a copy of log.key in a safe place.")
    return 0
