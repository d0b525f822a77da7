"""`rankandfile receipt check FILE`: what a receipt proves, without asking the server that gave it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rankandfile.record.malformed import Malformed
from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, add_json, print_json, read_bytes

if TYPE_CHECKING:
    from rankandfile.record.note import Vkey
    from rankandfile.record.policy import Policy


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
    check.add_argument("--key", metavar="VKEY", help="the record's public key; needed where no policy names it")
    check.add_argument(
        "--policy",
        type=Path,
        metavar="FILE",
        help="whose signatures count and how many (C2SP tlog-policy): the page of the record offers one; keep a copy",
    )
    check.add_argument("--witness", action="append", default=[], metavar="VKEY", help="the public key of a witness")
    add_json(check)
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the receipt holds; 1 when it does not, with what is wrong."""
    from rankandfile.record.receipt import check

    if arguments.key is None and arguments.policy is None:
        raise WrongUse("Say whose receipt it is: --key with the record's public key, or --policy with a policy.")
    log = key_of(arguments.key) if arguments.key else None
    witnesses = tuple(map(key_of, arguments.witness))
    found = check(read_bytes(arguments.file), log, witnesses, _policy(arguments.policy))
    if arguments.json:
        print_json(found)
    else:
        parts = (("=", found.staged), ("+", found.proved), ("!", found.findings), ("-", found.not_proved))
        for heading, sentences in parts:
            for sentence in sentences:
                print(f"  {heading} {sentence}")
    return 0 if found.holds else 1


def key_of(text: str) -> "Vkey":
    """The public key. Raises WrongUse where it is none."""
    from rankandfile.record.note import parse_vkey

    try:
        return parse_vkey(text)
    except Malformed as error:
        raise WrongUse(f"This is no public key: {error}") from error


def _policy(file: Path | None) -> "Policy | None":
    from rankandfile.record.policy import read

    try:
        return read(read_bytes(file)) if file is not None else None
    except Malformed as error:
        raise WrongUse(f"{file} is no policy: {error}") from error
