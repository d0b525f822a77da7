"""`rankandfile`: the command line. One file for each command, each with `add_to`; this one puts them together.

Exit codes, for programs that call us:

    0    done, and nothing was found
    1    done, and the answer is no: a refusal, a finding, a rulebook with errors, a file that cannot be counted
    2    the command line itself is wrong
    3    the machine could not do it: a file is missing, the disk is full, a package is not installed
    130  interrupted
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from rankandfile.shell.trouble import Trouble

from .terminal import WrongLine

DONE, NO, WRONG, TROUBLE, INTERRUPTED = 0, 1, 2, 3, 130
COMMANDS = (
    "init",
    "invite",
    "lock",
    "serve",
    "demo",
    "rehearse",
    "scenario",
    "status",
    "rulebook",
    "record",
    "backup",
    "restore",
    "export",
    "press",
    "verify",
    "receipt",
    "witness",
    "imports",
    "count",
    "ballots",
    "bench",
)
"""The modules beside this one, in the order in which the help names them."""
OPTIONAL = frozenset(
    {"apsw", "django", "allauth", "gunicorn", "uvicorn", "markdown_it", "psycopg", "yaml", "whitenoise"}
)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    whole = argparse.ArgumentParser(
        prog="rankandfile",
        description="The internal democracy of a member organisation, on a record that anybody can replay.",
        epilog="Exit codes: 0 done; 1 the answer is no, or something was found; 2 wrong command line; 3 trouble.",
    )
    whole.add_argument("--version", action="version", version=f"rankandfile {version('rankandfile')}")
    subparsers = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        import_module(f"rankandfile.cli.{command}").add_to(subparsers)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of the command."""
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except Trouble as trouble:
        return _complain(str(trouble), WRONG if isinstance(trouble, WrongLine) else TROUBLE)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in OPTIONAL:
            raise
        extra = "site,postgres" if error.name == "psycopg" else "site"
        return _complain(f"This needs {error.name}: install the site with it, pip install 'rankandfile[{extra}]'.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _complain(sentence: str, code: int = TROUBLE) -> int:
    print(f"rankandfile: {sentence}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
