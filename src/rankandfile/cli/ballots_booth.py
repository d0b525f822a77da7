"""`rankandfile ballots booth ADDRESS`: a watcher fetches the booth from where voters get it, and compares its files."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from rankandfile.record.booth import SUMS, bundle, faults, names
from rankandfile.shell.trouble import Unreachable

from .terminal import Subparsers, add_json, print_json


class Watched(Struct, frozen=True):
    """What a watcher found."""

    bundle: str
    files: int
    of_this_release: bool
    findings: tuple[str, ...]


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "booth",
        help="compare the booth that a site serves with the record",
        description="Fetch every file of a site's booth, as a browser would, and compare it with its list; and the"
        " list with the record's hash and with this release. Run it from several places, and while the voting runs.",
    )
    command.add_argument("address", metavar="ADDRESS", help="https://union.example")
    command.add_argument("--bundle", metavar="HASH", help="the booth's files, in the record: from the board's page")
    command.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what was fetched, where something was found")
    add_json(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when every file is the one in the list, and the list is the one of the record; else 1."""
    from rankandfile.shell.booth import own_bundle
    from rankandfile.shell.sources.website import booth_of

    fetched: dict[str, bytes | None] = {}
    read = booth_of(arguments.address)

    def kept(name: str) -> bytes | None:
        if name not in fetched:
            fetched[name] = read(name)
        return fetched[name]

    listed = kept(SUMS)
    if listed is None:
        raise Unreachable(f"{arguments.address} serves no booth: there is no list of its files.")
    found = Watched(
        bundle(listed), len(names(listed)), bundle(listed) == own_bundle(), tuple(_found(listed, kept, arguments))
    )
    if found.findings and arguments.keep:
        _keep(arguments.keep, fetched)
    print_json(found) if arguments.json else print("\n".join(_told(found)))
    return 1 if found.findings else 0


def _found(listed: bytes, read: Callable[[str], bytes | None], arguments: argparse.Namespace) -> Iterator[str]:
    if arguments.bundle and bundle(listed) != arguments.bundle.lower():
        yield f"The list of files is not the one of the record, which has the hash {arguments.bundle}."
    yield from faults(listed, read)


def _keep(folder: Path, fetched: dict[str, bytes | None]) -> None:
    for name, content in fetched.items():
        if content is not None:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _told(found: Watched) -> Iterator[str]:
    yield f"{found.files} files, bundle hash"
    yield f"  {found.bundle}"
    yield f"This is {'' if found.of_this_release else 'not '}the booth of the release that you run here."
    yield from (f"  ! {each}" for each in found.findings)
    yield "Nothing was found." if not found.findings else f"{len(found.findings)} findings. Tell the auditors."
    yield "Not checked: the page that starts the booth, and what this server gives to others than you."
