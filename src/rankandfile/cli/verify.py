"""`rankandfile verify RECORD`: whether a record is what was signed, and every decision in it followed the rules.

RECORD is an export, a folder with the files of one, the address of a site, an organisation's own folder or the file of
its record, or the address of a database. Needs nothing but the base installation; only the last three need the site's
packages.

    0  everything was checked, and nothing was found
    1  something was found, each finding named
    2  the command line is wrong
    3  the record cannot be read: no such file, no answer from the site
    4  nothing was found, but entries or texts could not be had here, so that not every decision was taken again
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rankandfile.record.malformed import Malformed
from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, WrongLine, add_json, print_json, progress, read_bytes

if TYPE_CHECKING:
    from rankandfile.record.point import Point
    from rankandfile.record.report import Report
    from rankandfile.record.source import Source
    from rankandfile.record.verify import Trusted

INCOMPLETE = 4
PAUSE = 10.0
"""Seconds between two points that a run which may be interrupted keeps."""
LAST = "last"


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "verify",
        help="check a record: signature, every entry, every decision",
        description="Check a record: that it is what was signed, and that every decision followed the rules.",
        epilog="Exit codes: 0 all was checked, nothing found; 1 something was found; 3 it cannot be read;"
        " 4 nothing found, but entries or texts could not be had, so not every decision was taken again.",
    )
    command.add_argument(
        "record",
        help="an export; a folder with its files, or with the tiles of a site; https://ADDRESS of a record;"
        " an organisation's own folder, or its record.db; postgresql://ADDRESS of a database",
    )
    command.add_argument("--key", metavar="VKEY", help="the record's public key, known from elsewhere than the record")
    command.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="HEAD",
        help="the newest checkpoint that a witness gave you, a file; or the public key of a witness you trust",
    )
    command.add_argument(
        "--checkpoint",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a checkpoint that you or a witness kept: it must lie on the way to this one",
    )
    command.add_argument(
        "--since",
        metavar="HEAD",
        help="check only what came since this checkpoint, if this machine has verified it before: a file, or “last”",
    )
    command.add_argument(
        "--resume", type=Path, metavar="FILE", help="keep in this file how far it came, and go on from there"
    )
    command.add_argument(
        "--cookie", type=Path, metavar="FILE", help="what a browser that is signed in sends to the site as its cookie"
    )
    command.add_argument(
        "--entry",
        action="append",
        default=[],
        type=int,
        metavar="NUMBER",
        help="say of each text of this entry its words, or what became of it",
    )
    add_json(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """The exit code: see the top of this file."""
    from rankandfile.record import report
    from rankandfile.shell.sources import opened

    trusted = _trusted(arguments)
    cookie = read_bytes(arguments.cookie).decode("latin-1").strip() if arguments.cookie else ""
    try:
        with opened(arguments.record, trusted.log, cookie) as source:
            found = _with_entries(_verified(source, trusted, arguments), source, arguments.entry)
    except Malformed as error:
        found = report.unreadable(str(error))
    if arguments.json:
        print_json(found)
    else:
        print(report.as_text(found), end="")
    if not found.sound:
        return 1
    return 0 if found.complete else INCOMPLETE


def _with_entries(found: "Report", source: "Source", entries: list[int]) -> "Report":
    """The report with the texts of the entries that were asked about."""
    from msgspec.structs import replace

    from rankandfile.record.fates import of_entry

    return replace(found, asked=tuple(fate for index in entries for fate in of_entry(source, found.fates, index)))


def _verified(source: "Source", trusted: "Trusted", arguments: argparse.Namespace) -> "Report":
    from rankandfile.record.verify import verify
    from rankandfile.shell import verified

    origin, asked = source.checkpoint.origin, sha256(repr(trusted).encode()).hexdigest()
    start = _start(source, arguments, asked)
    with progress("verify", 0) as bar:
        keep = _keeping(origin, asked, arguments)
        gc.disable()  # a replay makes no cycles, and looking for them takes a fifth of the time
        found = verify(source, trusted, _shown(bar), start, keep)
    if start is not None and start.is_head and not found.since:
        _say("The record does not continue the one that was verified before: everything was verified.")
    if arguments.resume:
        arguments.resume.unlink(missing_ok=True)
    if arguments.since and found.sound and not found.complete:
        _say(f"No head is kept as verified, because not everything could be read. See {verified.folder()}")
    return found


def _start(source: "Source", arguments: argparse.Namespace, asked: str) -> "Point | None":
    """Where to begin: where an interrupted run stopped, else at the head that was verified before."""
    from rankandfile.record.checkpoint import parse_any
    from rankandfile.record.note import divided
    from rankandfile.shell import verified

    try:
        if arguments.resume and arguments.resume.exists():
            return verified.read(arguments.resume, source.checkpoint.origin, asked)
        if arguments.since == LAST:
            return verified.last_head(source.checkpoint.origin)
        if arguments.since:
            note = read_bytes(Path(arguments.since)).decode(errors="replace")
            return verified.head(parse_any(divided(note)[0]))
    except verified.Unfit as why:
        _say(f"{why} Everything is verified.")
    except Malformed as error:
        raise WrongUse(f"{arguments.since} is not a checkpoint: {error}") from error
    return None


def _keeping(origin: str, asked: str, arguments: argparse.Namespace) -> "Callable[[bool, Callable[[], Point]], None]":
    """What is done with the points that a verification offers."""
    from rankandfile.shell import verified

    due = time.monotonic() + PAUSE

    def keep(is_head: bool, make: "Callable[[], Point]") -> None:
        nonlocal due
        if is_head and arguments.since:
            verified.keep_head(origin, make())
        elif not is_head and arguments.resume and time.monotonic() >= due:
            verified.write(arguments.resume, origin, make(), asked)
            due = time.monotonic() + PAUSE

    return keep


def _shown(bar: Any) -> Callable[[int, int], None]:
    def shown(done: int, size: int) -> None:
        bar.total = size
        bar.update(done - bar.n)

    return shown


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _trusted(arguments: argparse.Namespace) -> "Trusted":
    from rankandfile.record.verify import Trusted

    heads = [arguments.since] if arguments.since and arguments.since != LAST else []
    given = [each for each in arguments.witness if "+" not in each or Path(each).exists()]
    files = [*arguments.checkpoint, *map(Path, (*given, *heads))]
    return Trusted(
        _key(arguments.key) if arguments.key else None,
        tuple(_key(each) for each in arguments.witness if each not in given),
        tuple(read_bytes(file).decode(errors="replace") for file in files),
    )


def _key(text: str):  # type: ignore[no-untyped-def]
    from rankandfile.record.note import parse_vkey

    try:
        return parse_vkey(text)
    except Malformed as error:
        raise WrongLine(f"“{text}” is no public key: {error}") from error
