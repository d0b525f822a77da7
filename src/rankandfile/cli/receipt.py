"""`rankandfile receipt`: what a receipt proves, without asking the server that gave it; and its parts, for other tools.

`receipt check` answers with

    0  the receipt holds
    1  it does not, with what is wrong
    4  its parts fit together, and nobody said whose key must have signed it
"""

import argparse
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from rankandfile.record.malformed import Malformed
from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, WrongLine, add_json, print_json, read_bytes

if TYPE_CHECKING:
    from rankandfile.record.note import Vkey
    from rankandfile.record.policy import Policy
    from rankandfile.record.receipt import Checked

UNPINNED = 4
WIDTH = 98


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser("receipt", help="check a receipt", description="Work with receipts.")
    own = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_check(own)
    apart = own.add_parser(
        "take-apart",
        help="write the parts of a receipt as files that other tools read",
        description="Write the bytes of the entry and the C2SP tlog-proof of a receipt as files of their own.",
    )
    apart.add_argument("file", type=Path, help="a receipt, as it was downloaded")
    apart.add_argument("folder", type=Path, help="where the files are written; it is made where it is missing")
    apart.set_defaults(run=take_apart)


def _add_check(own: Subparsers) -> None:
    check = own.add_parser(
        "check",
        help="say what a receipt proves",
        description="Say what a receipt proves. Needs the record's public key from somewhere else than the server.",
        epilog="Exit codes: 0 it holds; 1 it does not; 4 its parts fit together, but without --key or --policy nobody"
        " knows who made it.",
    )
    check.add_argument("file", type=Path, help="a receipt, or a tlog-proof, as it was downloaded")
    check.add_argument("--key", metavar="VKEY", help="the record's public key; needed where no policy names it")
    check.add_argument(
        "--policy",
        type=Path,
        metavar="FILE",
        help="whose signatures count and how many (C2SP tlog-policy): the page of the record offers one; keep a copy",
    )
    check.add_argument("--witness", action="append", default=[], metavar="VKEY", help="the public key of a witness")
    check.add_argument("--leaf", type=Path, metavar="FILE", help="the bytes of the entry, where FILE is a tlog-proof")
    add_json(check)
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """The exit code: see the top of this file."""
    from rankandfile.record.receipt import check, unpinned

    receipt = _receipt(arguments)
    if arguments.key is None and arguments.policy is None:
        found = unpinned(receipt)
        _tell(found, arguments.json)
        return UNPINNED if found.holds else 1
    log = key_of(arguments.key) if arguments.key else None
    witnesses = tuple(map(key_of, arguments.witness))
    found = check(receipt, log, witnesses, _policy(arguments.policy))
    _tell(found, arguments.json)
    return 0 if found.holds else 1


def _receipt(arguments: argparse.Namespace) -> bytes:
    """The receipt in the file, or the one that a bare proof makes with its entry."""
    from rankandfile.record.receipt import put_together

    given = read_bytes(arguments.file)
    leaf = read_bytes(arguments.leaf) if arguments.leaf else None
    try:
        return put_together(given, leaf)
    except Malformed as error:
        raise WrongLine(f"{error} --leaf FILE") from error


def _tell(found: "Checked", as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    for mark, sentences in (
        ("=", found.staged),
        ("+", found.proved),
        ("!", found.findings),
        ("-", found.not_proved),
    ):
        for sentence in sentences:
            print(fill(sentence, WIDTH, initial_indent=f"  {mark} ", subsequent_indent="    ", break_on_hyphens=False))


def take_apart(arguments: argparse.Namespace) -> int:
    """0 when the files are written; 1 when it is no receipt. A file that exists is left alone."""
    from rankandfile.record.receipt import taken_apart

    try:
        files = taken_apart(read_bytes(arguments.file))
    except Malformed as error:
        print(f"  ! {error}")
        return 1
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        _write_new(arguments.folder / name, content)
    return 0


def _write_new(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise WrongUse(f"{path} exists already.") from None
    print(path)


def key_of(text: str) -> "Vkey":
    """The public key. Raises WrongLine where it is none."""
    from rankandfile.record.note import parse_vkey

    try:
        return parse_vkey(text)
    except Malformed as error:
        raise WrongLine(f"This is no public key: {error}") from error


def _policy(file: Path | None) -> "Policy | None":
    from rankandfile.record.policy import read

    try:
        return read(read_bytes(file)) if file is not None else None
    except Malformed as error:
        raise WrongUse(f"{file} is no policy: {error}") from error
