"""`rankandfile receipt check FILE`: what a receipt proves, without asking the server that gave it."""

import argparse
from pathlib import Path

from rankandfile.record.malformed import Malformed
from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, add_json, print_json, read_bytes


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser("receipt", help="check a receipt", description="Work with receipts.")
    own = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = own.add_parser(
        "check",
        help="say what a receipt proves",
        description="Say what a receipt proves. Needs the record's public key from somewhere else than the server.",
    )
    check.add_argument("file", type=Path, help="a receipt, as it was downloaded")
    check.add_argument("--key", required=True, metavar="VKEY", help="the record's public key")
    check.add_argument("--witness", action="append", default=[], metavar="VKEY", help="the public key of a witness")
    add_json(check)
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the receipt holds; 1 when it does not, with what is wrong."""
    from rankandfile.record.note import parse_vkey
    from rankandfile.record.receipt import check

    try:
        log, *witnesses = (parse_vkey(key) for key in (arguments.key, *arguments.witness))
    except Malformed as error:
        raise WrongUse(f"This is no public key: {error}") from error
    found = check(read_bytes(arguments.file), log, tuple(witnesses))
    if arguments.json:
        print_json(found)
    else:
        for heading, sentences in (("+", found.proved), ("!", found.findings), ("-", found.not_proved)):
            for sentence in sentences:
                print(f"  {heading} {sentence}")
    return 0 if found.holds else 1
