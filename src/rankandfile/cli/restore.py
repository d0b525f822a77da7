"""`rankandfile restore FILE`: a backup comes into the place of what is there, or it is said what that would cost."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .record import add_database
from .terminal import Subparsers, add_home, home_of, progress

if TYPE_CHECKING:
    from rankandfile.shell.restore import Plan


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "restore",
        help="put a backup in the place of what is there",
        description="Put a backup into the organisation's folder. What is there is put aside, not deleted. A backup"
        " that is older than a head that was signed is refused, and it is said which acts would be lost.",
    )
    add_home(command)
    command.add_argument("file", type=Path, help="a file written by rankandfile backup")
    command.add_argument(
        "--head",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a checkpoint that somebody kept, or got from a witness: the backup must reach it",
    )
    command.add_argument(
        "--key", action="append", default=[], type=Path, metavar="FILE", help="your copy of log.key, where it is needed"
    )
    command.add_argument(
        "--accept-loss-of",
        type=int,
        default=0,
        metavar="N",
        help="restore although so many entries are lost, no more and no fewer",
    )
    command.add_argument(
        "--do-not-ask",
        action="store_true",
        help="do not ask the witnesses of the rulebook what they have seen: where there is no network",
    )
    add_database(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the backup is in place; 1 when that would lose more than was accepted."""
    from rankandfile.shell.home import Database
    from rankandfile.shell.restore import restore
    from rankandfile.web.moving_accounts import move_accounts

    database = Database(url=arguments.database, password_file=arguments.password_file) if arguments.database else None
    with progress("restore", 0) as bar:

        def shown(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        plan = restore(
            arguments.file,
            home_of(arguments),
            heads=arguments.head,
            keys=arguments.key,
            accept_loss_of=arguments.accept_loss_of,
            database=database,
            accounts=move_accounts,
            progress=shown,
            asks_witnesses=not arguments.do_not_ask,
        )
    print(*plan.told, sep="\n", end="\n" if plan.told else "", file=sys.stderr)
    if plan.lost != arguments.accept_loss_of:
        _refuse(plan, arguments.accept_loss_of)
        return 1
    _tell(plan, arguments.home)
    return 0


def _refuse(plan: "Plan", accepted: int) -> None:
    if not plan.lost:
        print(f"Nothing would be lost, not {accepted} entries: leave --accept-loss-of away.", file=sys.stderr)
        return
    print("Not restored.", *plan.why, sep="\n", file=sys.stderr)
    print(
        f"""\
Look for a newer backup, a mirror or an export, or use what is there. If none has these {plan.lost:,} entries, restore
with --accept-loss-of {plan.lost}. Whoever has a receipt for one of them can prove then that the record was rolled back,
and witnesses that have seen more will not sign it again.""",
        file=sys.stderr,
    )


def _tell(plan: "Plan", home: Path) -> None:
    print(f"{plan.manifest.size:,} entries stand in {home}, every one hashed again: root {plan.manifest.root}")
    if plan.lost:
        print(f"LOST: {plan.lost:,} entries that were signed once. Tell your members, and keep this:")
        print(*plan.why, sep="\n")
        print("Texts whose erasure is among them are back: have them erased again.")
    print(f"Serve it:  rankandfile serve --home {home}")
