"""`rankandfile verify FILE`: whether an export is what was signed, and every decision in it followed the rules.

Needs nothing but the base installation: no site, no database, no network.
"""

import argparse
import gc
from pathlib import Path

from rankandfile.record.malformed import Malformed
from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, add_json, opened, print_json, progress, read_bytes


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "verify",
        help="check an export: signature, every entry, every decision",
        description="Check an export: that it is what was signed, and that every decision followed the rules.",
    )
    command.add_argument("file", type=Path, help="a file written by rankandfile export")
    command.add_argument("--key", metavar="VKEY", help="the record's public key, known from elsewhere than the export")
    command.add_argument(
        "--witness", action="append", default=[], metavar="VKEY", help="the public key of a witness you trust"
    )
    command.add_argument(
        "--checkpoint",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="an older checkpoint that you kept: it must lie on the way to this one",
    )
    add_json(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when nothing was found; 1 with findings, each named."""
    from rankandfile.record import export, report, verify

    trusted = verify.Trusted(
        _key(arguments.key), tuple(filter(None, map(_key, arguments.witness))), _heads(arguments.checkpoint)
    )
    with opened(arguments.file) as stream, progress("verify", 0) as bar:

        def shown(done: int, size: int) -> None:
            bar.total = size
            bar.update(done - bar.n)

        try:
            gc.disable()  # a replay makes no cycles, and looking for them takes a fifth of the time
            found = verify.verify(export.read(stream), trusted, shown)
        except Malformed as error:
            found = report.unreadable(str(error))
    if arguments.json:
        print_json(found)
    else:
        print(report.as_text(found), end="")
    return 0 if found.sound else 1


def _key(text: str | None):  # type: ignore[no-untyped-def]
    from rankandfile.record.note import parse_vkey

    try:
        return None if text is None else parse_vkey(text)
    except Malformed as error:
        raise WrongUse(f"“{text}” is no public key: {error}") from error


def _heads(files: list[Path]) -> tuple[str, ...]:
    return tuple(read_bytes(file).decode(errors="replace") for file in files)
