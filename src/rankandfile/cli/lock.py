"""`rankandfile lock`: an account that somebody else opened in a member's name is locked, by whoever runs the server.

The branch can then invite the member anew. What was done with the account stays in the record.
"""

import argparse
import sys

from .terminal import Subparsers, add_home, home_of


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "lock",
        help="lock a member's account, so that the branch can invite the member anew",
        description="Lock the account that acts for a member, where somebody else opened it.",
    )
    add_home(command)
    command.add_argument("handle", help="the member's handle, as it stands in the address of the member's page")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when nobody signs in with it any more; 1 when there is no open account for this handle."""
    from rankandfile.web.serve import make_accounts

    home_of(arguments)
    make_accounts(arguments.home)
    from rankandfile.shell.people.recovery import lock_account_of

    if not lock_account_of(arguments.handle):
        print(f"There is no open account for {arguments.handle}.", file=sys.stderr)
        return 1
    print("The account is locked, and nobody is signed in with it. The branch can invite the member anew.")
    return 0
