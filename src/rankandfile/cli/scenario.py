"""`rankandfile scenario FOLDER`: a whole conference with somebody's real papers, told in thirty lines."""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from .terminal import Subparsers

if TYPE_CHECKING:
    from rankandfile.record.report import Report
    from rankandfile.shell.exchange.motions import Folder
    from rankandfile.shell.secretary import Secretary


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "scenario",
        help="hold a whole conference with the papers of a folder",
        description="Read motions and amendments from a folder, and hold the conference they were written for: thirty"
        " invented branches, elections of delegates, votes, the election of the executive, an export and its check.",
    )
    command.add_argument(
        "folder",
        type=Path,
        nargs="?",
        help="a folder with motions/*.md and amendments/*.md; else papers of ours",
    )
    command.add_argument("--home", type=Path, metavar="FOLDER", help="keep the organisation here, to look at it later")
    command.add_argument("--export", type=Path, metavar="FILE", help="keep the export here")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the conference was held and nothing was found in its record; 1 otherwise."""
    from rankandfile.shell.exchange.layouts import read_any

    folder = read_any(arguments.folder) if arguments.folder else _ours()
    for fault in folder.faults:
        print(fault, file=sys.stderr)
    if not folder.motions:
        return 1
    with TemporaryDirectory(prefix="rankandfile-") as temporary:
        home, file = arguments.home or Path(temporary) / "home", arguments.export or Path(temporary) / "export"
        return _held(folder, home, file)


def _ours() -> "Folder":
    """The papers of the demonstration, with twice the support: ten must second here where five must there."""
    from msgspec.structs import replace

    from rankandfile.shell.demo.papers import papers

    folder = papers("first").folder
    motions = tuple(replace(paper, coproposers=2 * paper.coproposers) for paper in folder.motions)
    return replace(folder, motions=motions)


def _held(folder: "Folder", home: Path, file: Path) -> int:
    from tqdm import tqdm

    from rankandfile.shell.invented.conference import STEPS, hold
    from rankandfile.shell.invented.told import told

    began = time.monotonic()
    with tqdm(total=len(STEPS) + 2, desc="conference", disable=None, leave=False) as bar:

        def tell(step: str) -> None:
            bar.set_postfix_str(step)
            bar.update()

        secretary, own = hold(home, folder, tell)
        _export(secretary, file)
        tell("exported")
        report = _verified(file)
        tell("verified")
    print(told(secretary, own))
    print(_record(secretary, report, file, time.monotonic() - began))
    return 0 if report.sound else 1


def _export(secretary: "Secretary", file: Path) -> None:
    from rankandfile.shell.copies import write_export

    with file.open("x+b") as stream:
        write_export(secretary, stream)


def _verified(file: Path) -> "Report":
    from rankandfile.record import export, verify

    with file.open("rb") as stream:
        return verify.verify(export.read(stream))


def _record(secretary: "Secretary", report: "Report", file: Path, seconds: float) -> str:
    from rankandfile.record.report import as_text

    what = f"{secretary.state.size:,} entries, exported in {file.stat().st_size / 1_000_000:.1f} MB and verified:"
    lines = (
        f"Record       {what} {len(report.findings)} findings.",
        f"             root {report.root}",
        f"Time         {seconds:.0f} seconds.",
    )
    return "\n".join(lines) if report.sound else "\n".join((*lines, as_text(report)))
