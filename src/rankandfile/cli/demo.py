"""`rankandfile demo`: an invented organisation on this machine, in which anybody signs in as anybody.

The first call builds it; later ones go on with it, at the hour at which it was left. `--forward` moves its clock to the
next deadline instead of serving it, which the site's demonstration page does too; `--anew` begins again.
"""

import argparse
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers

if TYPE_CHECKING:
    from rankandfile.shell.demo.clock import DemoClock
    from rankandfile.shell.secretary import Secretary

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
    command.add_argument("--forward", action="store_true", help="move its clock to the next deadline, and end")
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
    if arguments.forward:
        return _forward(home)
    _resume(home)
    address = f"http://{arguments.host}:{arguments.port}/"
    print(f"The demonstration is at {address}  (Ctrl-C ends it)", flush=True)
    print(
        f"Choose on {address}demo/ who you want to be: a member, a branch secretary, a delegate, the chair.", flush=True
    )
    serve(home, arguments.host, arguments.port, demo=True)
    return 0


def _forward(home: Path) -> int:
    """0 when the clock was moved; 1 when nothing lies ahead."""
    from random import Random

    from rankandfile.core.calendar import iso_moment
    from rankandfile.shell.demo.forward import forward

    secretary, clock = _opened(home)
    stop = forward(secretary, clock, Random())
    if stop is None:
        print("Nothing more happens by itself. The front page says what is due, and who owes it.")
        return 1
    print(f"{iso_moment(stop.at)}: {', '.join(stop.lines)}")
    return 0


def _resume(home: Path) -> None:
    """The demonstration's time goes on from where it was left."""
    secretary, clock = _opened(home)
    clock.resume(secretary.state.now)
    secretary.close()


def _opened(home: Path) -> "tuple[Secretary, DemoClock]":
    from rankandfile.shell.demo.clock import DemoClock
    from rankandfile.shell.home import Home
    from rankandfile.shell.secretary import Secretary

    clock = DemoClock(home)
    return Secretary(Home(home), clock), clock


def _throw_away(home: Path, mark: str) -> None:
    """A demonstration is gone; any other folder is left alone."""
    if not (home / mark).is_file():
        raise WrongUse(f"{home} is no demonstration; it was left as it is.")
    shutil.rmtree(home)
