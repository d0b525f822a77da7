"""`rankandfile ballots receipt`: whether a ballot that the server acknowledged is still on the board."""

import argparse
from pathlib import Path

from .receipt import key_of
from .terminal import Subparsers, add_json, print_json, read_bytes


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "receipt",
        help="check the receipt of a ballot",
        description="Say what the receipt of a ballot proves, and whether the ballot is on the board. Asks no server.",
    )
    command.add_argument("file", type=Path, metavar="RECEIPT", help="the receipt: the file, or its signed text")
    command.add_argument("--key", metavar="VKEY", required=True, help="the record's public key, from elsewhere")
    command.add_argument("--board", type=Path, metavar="FILE.bel", help="the board, from the page of the election")
    add_json(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the receipt holds and, where there is a board, the ballot is on it; else 1, with what is wrong."""
    from rankandfile.record.ballot_receipt import check

    board = read_bytes(arguments.board) if arguments.board is not None else None
    found = check(read_bytes(arguments.file), key_of(arguments.key), board)
    if arguments.json:
        print_json(found)
    else:
        for heading, sentences in (("+", found.proved), ("!", found.findings), ("-", found.not_proved)):
            for sentence in sentences:
                print(f"  {heading} {sentence}")
    return 0 if found.holds else 1
