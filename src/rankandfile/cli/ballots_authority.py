"""`rankandfile ballots credentials`: the credential authority's work, on a machine of its own, without a network."""

import argparse
import csv
import io
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, add_json, print_json, progress

if TYPE_CHECKING:
    from rankandfile.shell.exchange.sheet import Record, Sheet

COLUMNS = {
    "handle": frozenset({"handle", "member", "id", "login"}),
    "name": frozenset({"name"}),
    "address": frozenset({"address", "post"}),
    "email": frozenset({"email", "mail", "emailaddress"}),
}
PUBLIC, PRIVATE, LETTERS = "public_creds.json", "credentials.csv", "letters.txt"
LETTER = """\
{name}
{address}

Your credential for the election {uuid}

    {credential}

Type it into the booth. Nobody else needs it, and nobody will ever ask you for it: not the organisation, not a
candidate, not the people who run the server. Whoever has it can vote for you.

Compare before you vote. The booth must show this fingerprint of the credentials:

    {fingerprint}

You can vote again until the voting closes; the last ballot counts. Keep the tracker that the booth shows you.
"""


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "credentials",
        help="make a credential for each person on the roll",
        description="Make a credential for each person on the roll. Run it on a machine that is not the server's.",
    )
    command.add_argument("roll", type=Path, metavar="ROLL.csv", help="the roll, from the page of the election")
    command.add_argument("--election", required=True, metavar="UUID", help="the election's name, from the same page")
    command.add_argument("--group", default="Ed25519", help="the group, from the same page (Ed25519)")
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder for what is made")
    add_json(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the files are there."""
    from rankandfile.core.ballot import groups
    from rankandfile.core.ballot.canonical import written
    from rankandfile.core.ballot.credentials import drawn, public
    from rankandfile.core.ballot.proofs import tracker
    from rankandfile.core.ballot.refused import Refused

    try:
        group = groups.named(arguments.group)
    except Refused as error:
        raise WrongUse(str(error)) from error
    sheet = _roll(arguments.roll)
    made: list[tuple[object, str, str, Record]] = []
    with progress("credentials", len(sheet.rows)) as bar:
        for row in sheet.rows:
            credential = drawn(secrets.randbelow)
            element = public(group, arguments.election, credential)
            made.append((group.key(element), group.text(element), credential, row))
            bar.update(1)
    made.sort(key=lambda each: each[0])  # type: ignore[arg-type, return-value]
    fingerprint = tracker(written(tuple(text for _, text, _, _ in made)))
    lines = tuple(f"{text},,{sheet.cell(row, 'handle')}" for _, text, _, row in made)
    _write(
        arguments.out,
        sheet,
        {row.line: own for _, _, own, row in made},
        written(lines),
        arguments.election,
        fingerprint,
    )
    _tell(arguments, len(made), fingerprint)
    return 0


def _roll(path: Path) -> "Sheet":
    from rankandfile.shell.exchange.fault import Unreadable
    from rankandfile.shell.exchange.sheet import read_sheet

    try:
        sheet = read_sheet(path, COLUMNS)
    except Unreadable as error:
        raise WrongUse(str(error)) from error
    if sheet.faults:
        raise WrongUse(str(sheet.faults[0]))
    if "handle" not in sheet.columns:
        raise WrongUse(f"{path} has no column “handle”: take the roll as the page of the election gives it.")
    handles = [sheet.cell(row, "handle") for row in sheet.rows]
    twice = (
        next((each for each in handles if handles.count(each) > 1), None) if len(set(handles)) < len(handles) else None
    )
    if twice is not None or "" in handles:
        raise WrongUse(f"{path}: {'a row has no handle' if twice is None else f'{twice} is there twice'}.")
    return sheet


def _write(
    folder: Path, sheet: "Sheet", credentials: dict[int, str], public: bytes, election: str, fingerprint: str
) -> None:
    from rankandfile.shell.home import keep_secret

    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise WrongUse(
            f"{folder} is there already. Credentials are never made over others: name a new folder."
        ) from None
    table = io.StringIO()
    writer = csv.writer(table)
    known = [column for column in COLUMNS if column in sheet.columns]
    writer.writerow([*known, "credential"])
    letters = []
    for row in sheet.rows:
        cells = {column: sheet.cell(row, column) for column in COLUMNS}
        writer.writerow([*(cells[column] for column in known), credentials[row.line]])
        letters.append(LETTER.format(uuid=election, fingerprint=fingerprint, credential=credentials[row.line], **cells))
    keep_secret(folder / PRIVATE, table.getvalue())
    keep_secret(folder / LETTERS, "\f".join(letters))
    (folder / PUBLIC).write_bytes(public)


def _tell(arguments: argparse.Namespace, number: int, fingerprint: str) -> None:
    if arguments.json:
        print_json({"credentials": number, "fingerprint": fingerprint, "folder": str(arguments.out)})
        return
    print(f"{number} credentials for the election {arguments.election}.")
    print(f"  {arguments.out / PUBLIC}: hand this to the returning officer")
    print(f"  {arguments.out / LETTERS}: print it, and send each page by a way that the server has no part in")
    print(f"  {arguments.out / PRIVATE}: keep it locked away until objections are over, then destroy it")
    print(f"Publish this fingerprint, and compare it with the one on the page of the election:\n  {fingerprint}")
