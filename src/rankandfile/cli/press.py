"""`rankandfile press WHAT FILE`: the bulletin, its digest, the agenda, the minutes or the rulebook as paper, in a file.

The ending of the file says how: .pdf, .epub or .md. A large bulletin becomes several files, volume by volume.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rankandfile.shell.trouble import DiskFailed, WrongUse

from .terminal import Subparsers, add_home, home_of

if TYPE_CHECKING:
    from rankandfile.shell.press.booklet import Booklet

ENDINGS = (".pdf", ".epub", ".md")


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "press",
        help="print the bulletin, its digest, the agenda, the minutes or the rulebook",
        description="Write the bulletin, the agenda, the minutes or the rulebook into a file: .pdf, .epub or .md; the"
        " digest as .pdf, two pages for each hundred proposals.",
    )
    add_home(command)
    command.add_argument("what", choices=("bulletin", "digest", "agenda", "minutes", "rulebook"))
    command.add_argument("file", type=Path, help="the file to write; its ending says how; it must not exist yet")
    command.add_argument("--convention", default="", metavar="NUMBER", help="of this convention; else of the last one")
    command.add_argument("--issue", type=int, default=0, metavar="NUMBER", help="else the newest that is out")
    command.add_argument("--language", default="en", choices=("en", "ar"), help="of the paper's own words (here en)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when every file is whole; 1 where there is no such paper."""
    if arguments.file.suffix not in ENDINGS:
        raise WrongUse(f"{arguments.file}: the ending says how it is printed: {', '.join(ENDINGS)}.")
    if arguments.what == "digest" and arguments.file.suffix != ".pdf":
        raise WrongUse(f"{arguments.file}: the digest is printed as .pdf.")
    home_of(arguments)
    os.environ["RANKANDFILE_HOME"] = str(arguments.home.absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = "rankandfile.web.settings"
    import django
    from django.utils import translation

    django.setup()
    if arguments.what == "digest":
        return _digest(arguments)
    with translation.override(arguments.language):
        booklet = _asked_for(arguments)
    if booklet is None:
        print(f"There is no such {arguments.what} yet.", file=sys.stderr)
        return 1
    for file, content in _files(booklet, arguments.file):
        _write(file, content)
    return 0


def _asked_for(arguments: argparse.Namespace) -> "Booklet | None":
    from rankandfile.core.chapters.foundation import rules_in_force
    from rankandfile.web import organisation
    from rankandfile.web.pages import press
    from rankandfile.web.pages.issues import held
    from rankandfile.web.pages.meetings import asked_for

    state = organisation.read_state()
    if arguments.what == "rulebook":
        return press.rulebook(state, rules_in_force(state))
    meeting = asked_for(state, arguments.convention)
    if meeting is None:
        return None
    if arguments.what == "bulletin":
        newest = max((each.number for each in held(state, meeting.id) if each.is_out), default=0)
        return press.bulletin(state, meeting, arguments.issue or newest)
    return press.agenda(state, meeting) if arguments.what == "agenda" else press.minutes(state, meeting)


def _digest(arguments: argparse.Namespace) -> int:
    """The digest of one issue where one is named, else of all that are out."""
    from django.utils import translation

    from rankandfile.shell.press.typeset import typeset_sheet
    from rankandfile.web import organisation
    from rankandfile.web.pages.digest_paper import sheet
    from rankandfile.web.pages.meetings import asked_for

    state = organisation.read_state()
    meeting = asked_for(state, arguments.convention)
    with translation.override(arguments.language):
        own = sheet(state, meeting, arguments.issue) if meeting else None
    if own is None or not own.entries:
        print("There is no such digest yet.", file=sys.stderr)
        return 1
    made = typeset_sheet(own)
    _tell(arguments.file, made.lacking, made.packages, made.untagged)
    _write(arguments.file, made.pdf)
    return 0


def _files(booklet: "Booklet", file: Path) -> list[tuple[Path, bytes]]:
    from rankandfile.shell.press.epub import epub
    from rankandfile.shell.press.plain import plain
    from rankandfile.shell.press.typeset import paged, typeset, volumes

    if file.suffix != ".pdf":
        return [(file, epub(booklet) if file.suffix == ".epub" else plain(booklet).encode())]
    found, own = [], paged(volumes(booklet))
    for number, volume in enumerate(own, 1):
        name = file if len(own) == 1 else file.with_stem(f"{file.stem}-{number}")
        made = typeset(volume, number, len(own))
        _tell(name, made.lacking, made.packages, made.untagged)
        found.append((name, made.pdf))
    return found


def _tell(file: Path, lacking: tuple[str, ...], packages: tuple[str, ...], untagged: str) -> None:
    if lacking:
        install = f" Install {' and '.join(packages)}." if packages else ""
        print(f"{file}: no font here has {len(lacking)} of its letters, as its front says.{install}", file=sys.stderr)
    if untagged:
        print(f"{file}: without the marks that screen readers follow: {untagged}", file=sys.stderr)


def _write(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise WrongUse(f"{file} exists already; it was left as it is.") from None
    except OSError as error:
        raise DiskFailed(f"{file} could not be written: {error.strerror}.") from error
    print(f"{file}: {len(content):,} bytes", file=sys.stderr)
