"""`rankandfile invite`: the link with which the founder of a new organisation signs in for the first time.

Everybody else is invited from the site, by mail. Once the founder has an account this command does nothing.
"""

import argparse
import sys

from .terminal import Subparsers, add_home, home_of


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "invite",
        help="make the founder's link for the first sign-in",
        description="Make the link with which the founder of a new organisation signs in for the first time.",
    )
    add_home(command)
    command.add_argument("email", help="the founder's mail address, which becomes the account's")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 with the link on standard output; 1 when the founder, or the address, has an account already."""
    from rankandfile.shell.secretary import Secretary
    from rankandfile.web.serve import make_accounts

    founder = Secretary(home_of(arguments)).state.foundation.founder
    make_accounts(arguments.home)
    from rankandfile.shell.letters import address_of
    from rankandfile.shell.people.invitations import invite, why_not

    if taken := why_not(founder, arguments.email):
        what = "The founder" if taken == "handle" else f"The address {arguments.email}"
        print(f"{what} has an account already. Sign in with it, or ask for a new password there.", file=sys.stderr)
        return 1
    print(address_of("invitation", invite(founder, arguments.email, founder)))
    return 0
