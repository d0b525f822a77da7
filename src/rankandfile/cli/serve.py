"""`rankandfile serve`: the site of an organisation."""

import argparse

from .terminal import Subparsers, add_home, home_of


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "serve",
        help="serve the organisation's site",
        description="Serve the organisation's site until interrupted. Put a web server with HTTPS in front of it.",
    )
    add_home(command)
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    command.add_argument("--port", type=int, default=8000, help="port of the pages; the live stream takes the next one")
    command.add_argument("--threads", type=int, default=8, help="pages that are made at the same time")
    command.add_argument(
        "--processes", type=int, default=1, help="processes that make pages; each holds the organisation in memory"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when it was ended in good order."""
    from rankandfile.shell.home import log_key
    from rankandfile.web.serve import serve

    log_key(home_of(arguments))
    print(f"Serving {arguments.home} on http://{arguments.host}:{arguments.port}/  (Ctrl-C ends it)", flush=True)
    serve(
        arguments.home,
        arguments.host,
        arguments.port,
        threads=arguments.threads,
        processes=arguments.processes,
    )
    return 0
