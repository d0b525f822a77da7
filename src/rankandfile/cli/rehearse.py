"""`rankandfile rehearse`: a practice meeting on this machine, in which a chair trains alone among invented delegates.

The first call makes it, later ones go on with it; `--anew` begins again. It never touches anybody's record: a folder
that holds anything but a rehearsal is refused.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from .terminal import Subparsers

if TYPE_CHECKING:
    from rankandfile.core.chapters.meetings import Convention

FOLDER = Path("var/rehearsal")


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "rehearse",
        help="train as a chair: a practice meeting with invented delegates",
        description="Make a practice meeting and serve it on this machine. Invented delegates ask to speak, move, count"
        " and vote by themselves; the chair is yours.",
    )
    command.add_argument("--home", type=Path, default=FOLDER, metavar="FOLDER", help=f"where it is kept ({FOLDER})")
    command.add_argument(
        "--rulebook",
        metavar="PRESET|FILE",
        help="the rulebook to train with (small-assembly; with --body member-democracy)",
    )
    command.add_argument(
        "--body", default="", metavar="BODY", help="a meeting of this body instead of a convention, such as branch"
    )
    command.add_argument("--people", type=int, default=60, help="members of the invented organisation (60)")
    command.add_argument("--pace", type=float, default=1.0, help="2 for twice as fast, 0.5 for half (1)")
    command.add_argument("--watch", action="store_true", help="an invented chair presides too, to watch how it goes")
    command.add_argument("--host", default="127.0.0.1", help="a loopback address; a rehearsal is served on no other")
    command.add_argument("--port", type=int, default=8000, help="port of the pages; the live stream takes the next one")
    command.add_argument("--anew", action="store_true", help="throw the rehearsal away and make another one")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when it was ended in good order."""
    from rankandfile.shell.invented.rehearsal import begin, must_be_rehearsal, throw_away
    from rankandfile.web.serve import serve

    home: Path = arguments.home
    if arguments.anew and home.exists():
        throw_away(home)
    if not home.exists():
        print("Making the practice meeting ...", file=sys.stderr, flush=True)
        named = arguments.rulebook or ("member-democracy" if arguments.body else "small-assembly")
        begin(home, _rulebook(named), arguments.people, int(time.time()), body=arguments.body)
    must_be_rehearsal(home)
    _tell(f"http://{arguments.host}:{arguments.port}/", _resume(home))
    command = [sys.executable, "-m", "rankandfile.shell.invented.rehearsal", str(home), str(arguments.pace)]
    others = subprocess.Popen([*command, "preside"] if arguments.watch else command)
    try:
        serve(home, arguments.host, arguments.port, demo=True)
    finally:
        others.terminate()
    return 0


def _rulebook(named: str) -> str:
    """The text of the file, or of the preset of that name."""
    from rankandfile.shell.presets import preset_text

    file = Path(named)
    return file.read_text(encoding="utf-8") if file.suffix == ".toml" else preset_text(named)


def _resume(home: Path) -> "Convention | None":
    """The rehearsal's time goes on from where it was left; the meeting that is rehearsed."""
    from rankandfile.shell.demo.clock import DemoClock
    from rankandfile.shell.invented.rehearsal import Others

    others = Others(home)
    DemoClock(home).resume(others.secretary.state.now)
    meeting = others.meeting
    others.secretary.close()
    return meeting


def _tell(address: str, meeting: "Convention | None") -> None:
    number = meeting.id if meeting is not None else "C1"
    part = "Branch secretaries” and the first of them" if meeting is not None and meeting.branch else "The chair”"
    print(f"The practice meeting is at {address}  (Ctrl-C ends it)", flush=True)
    print(f"Choose “{part} on {address}demo/, then open {address}convention/{number}/chair/.", flush=True)
    print(f"The wall of the hall, for a second window: {address}convention/{number}/projector/", flush=True)
