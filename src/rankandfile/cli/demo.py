"""`rankandfile demo`: an invented organisation on this machine, in which anybody signs in as anybody.

The first call builds it; later ones go on with it. `rankandfile demo --anew` throws it away and builds it again.
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers

FOLDER = Path("var/demo")


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "demo",
        help="try it out: an invented organisation, on this machine only",
        description="Build an invented organisation and serve it on this machine, where anybody signs in as anybody.",
    )
    command.add_argument("--home", type=Path, default=FOLDER, metavar="FOLDER", help=f"where it is kept ({FOLDER})")
    command.add_argument(
        "--host", default="127.0.0.1", help="a loopback address; a demonstration is served on no other"
    )
    command.add_argument("--port", type=int, default=8000, help="port of the pages; the live stream takes the next one")
    command.add_argument("--anew", action="store_true", help="throw the demonstration away and build it again")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when it was ended in good order."""
    from rankandfile.shell.demo.build import build
    from rankandfile.shell.demo.clock import FILE
    from rankandfile.web.serve import serve

    home: Path = arguments.home
    if arguments.anew and home.exists():
        _throw_away(home, FILE)
    if not home.exists():
        print("Building the demonstration ...", file=sys.stderr, flush=True)
        build(home, int(time.time()))
    address = f"http://{arguments.host}:{arguments.port}/"
    print(f"The demonstration is at {address}  (Ctrl-C ends it)", flush=True)
    print("Choose there who you want to be: a member, a branch secretary, a delegate, the chair.", flush=True)
    serve(home, arguments.host, arguments.port, demo=True)
    return 0


def _throw_away(home: Path, mark: str) -> None:
    """A demonstration is gone; any other folder is left alone."""
    if not (home / mark).is_file():
        raise WrongUse(f"{home} is no demonstration; it was left as it is.")
    shutil.rmtree(home)
