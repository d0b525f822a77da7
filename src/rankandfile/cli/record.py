"""`rankandfile record copy FROM TO`: an organisation moves, from files into a shared database or back."""

import argparse
from pathlib import Path

from .keys import add_rotate
from .terminal import Subparsers, progress


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "record",
        help="move an organisation between files and a PostgreSQL database; change the record's key",
        description="What concerns the record as a whole.",
    )
    own = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    copy = own.add_parser(
        "copy",
        help="move the organisation into a new folder, under the same root",
        description="Move an organisation: record, vault, ballot box, accounts and keys go into a new folder, or a"
        " database that it names. The copy is checked, entry by entry; then the old place records nothing any more.",
    )
    copy.add_argument("source", type=Path, metavar="FROM", help="the folder in which the organisation is")
    copy.add_argument("target", type=Path, metavar="TO", help="a folder that does not exist yet, or is empty")
    add_database(copy)
    copy.set_defaults(run=run)
    add_rotate(own)


def add_database(command: argparse.ArgumentParser) -> None:
    """The command can put an organisation into a database."""
    command.add_argument(
        "--database",
        default="",
        metavar="ADDRESS",
        help="an empty PostgreSQL database that several machines share: postgresql://user@host/name (else files)",
    )
    command.add_argument(
        "--password-file",
        default="",
        metavar="FILE",
        help="where the database's password stands, a full path; else PGPASSWORD or ~/.pgpass is used",
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when the organisation stands in the new place and in no other."""
    from rankandfile.shell.home import Database, Home
    from rankandfile.shell.relocation import move
    from rankandfile.web.moving_accounts import move_accounts

    database = Database(url=arguments.database, password_file=arguments.password_file)
    with progress("copy", 0) as bar:

        def shown(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        head = move(Home(arguments.source), Home(arguments.target), database, move_accounts, shown)
    print(f"""\
{head.size:,} entries stand in {arguments.target}, every one hashed again: root {head.root.hex()}
Serve it:  rankandfile serve --home {arguments.target}
{arguments.source} records nothing any more. Keep it until you are sure, then destroy it: it holds texts and names.""")
    return 0
