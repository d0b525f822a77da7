"""`rankandfile witness check FILE`: whether the evidence of a witness convicts a record of two histories.

Needs nothing but the base installation and the record's public key: no witness, no database, no network.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from rankandfile.record.malformed import Malformed
from rankandfile.record.witnessing import Evidence
from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, add_json, print_json, read_bytes

if TYPE_CHECKING:
    from rankandfile.record.note import Vkey


class Kept(Struct, frozen=True):
    """What matters of each piece in the file: the two notes."""

    evidence: Evidence


class Verdict(Struct, frozen=True):
    """What one piece of evidence proves."""

    proved: bool
    origin: str = ""
    size: int | None = None
    roots: tuple[str, ...] = ()
    """The two, hexadecimal."""
    why: str = ""
    """Where it proves nothing, why."""


def add_check(own: Subparsers) -> None:
    """The command and its options stand among those of a witness."""
    command = own.add_parser(
        "check",
        help="check the evidence that a witness handed over",
        description="Check the evidence that a witness handed over: whether a record has signed two histories.",
    )
    command.add_argument("file", type=Path, help="what `rankandfile witness evidence --json` printed, or its page gave")
    command.add_argument(
        "--key",
        required=True,
        action="append",
        metavar="VKEY",
        help="the record's public key; each one that it has had",
    )
    add_json(command)
    command.set_defaults(run=check)


def check(arguments: argparse.Namespace) -> int:
    """0 when nothing is proved; 1 when the record has signed two histories."""
    from rankandfile.record.note import parse_vkey

    try:
        keys = [parse_vkey(key) for key in arguments.key]
    except Malformed as error:
        raise WrongUse(f"This is no public key: {error}") from error
    verdicts = [_verdict(each.evidence, keys) for each in _read(arguments.file)]
    if arguments.json:
        print_json(verdicts)
    else:
        for verdict in verdicts:
            _print(verdict)
    return 1 if any(verdict.proved for verdict in verdicts) else 0


def _read(file: Path) -> list[Kept]:
    try:
        return msgspec.json.decode(read_bytes(file), type=list[Kept])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WrongUse(f"{file} is not the evidence of a witness: {error}.") from error


def _verdict(evidence: Evidence, keys: "list[Vkey]") -> Verdict:
    from rankandfile.record.witnessing import proved_fork

    try:
        one, other = proved_fork(evidence.kept, evidence.shown, keys)
    except Malformed as error:
        return Verdict(False, why=str(error))
    return Verdict(True, one.origin, one.size, (one.root.hex(), other.root.hex()))


def _print(verdict: Verdict) -> None:
    if not verdict.proved:
        print(f"Proves nothing: {verdict.why}")
        return
    print(f"PROVED: {verdict.origin} has signed two histories, which differ within the first {verdict.size:,} entries.")
    print("".join(f"  root {root}\n" for root in verdict.roots), end="")
