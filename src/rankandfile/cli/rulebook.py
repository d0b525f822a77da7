"""`rankandfile rulebook`: check a rulebook, read it in plain language, compare two.

A preset can be given by its name in place of a file.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .terminal import Subparsers, add_json, print_json, read_text

if TYPE_CHECKING:
    from rankandfile.core.rulebook.problem import Problem, Problems
    from rankandfile.core.rulebook.schema import Rulebook


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser("rulebook", help="check, read and compare rulebooks", description=__doc__)
    own = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_check(own)
    _add_read(own)
    _add_compare(own)


def _add_check(own: Subparsers) -> None:
    command = own.add_parser("check", help="find errors, holes, and guarantees given up")
    command.add_argument("file", help="a rulebook in TOML, or the name of a preset")
    command.add_argument(
        "--key", default="", metavar="VKEY", help="the public key of the record it is for, which no witness may have"
    )
    add_json(command)
    command.set_defaults(run=check)


def _add_read(own: Subparsers) -> None:
    command = own.add_parser("read", help="print the rules in plain language")
    command.add_argument("file", help="a rulebook in TOML, or the name of a preset")
    command.set_defaults(run=read)


def _add_compare(own: Subparsers) -> None:
    command = own.add_parser("compare", help="say what changes from one rulebook to another")
    command.add_argument("old", help="a rulebook in TOML, or the name of a preset")
    command.add_argument("new", help="a rulebook in TOML, or the name of a preset")
    add_json(command)
    command.set_defaults(run=compare)


def check(arguments: argparse.Namespace) -> int:
    """0 without errors (warnings and notices may be there); 1 with errors."""
    problems = _examined(arguments.file, arguments.key)[1]
    if arguments.json:
        print_json([_as_json(problem) for problem in problems])
    else:
        _print(arguments.file, problems)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def read(arguments: argparse.Namespace) -> int:
    """0 with the rules on standard output; 1 when the file cannot be read as a rulebook."""
    from rankandfile.core.rulebook.reading import as_text

    rulebook = _readable(arguments.file)
    if rulebook is None:
        return 1
    print(as_text(rulebook), end="")
    return 0


def compare(arguments: argparse.Namespace) -> int:
    """0 with the changes on standard output; 1 when one of the files cannot be read as a rulebook."""
    from rankandfile.core.rulebook.compare import changes

    old, new = _readable(arguments.old), _readable(arguments.new)
    if old is None or new is None:
        return 1
    found = changes(old, new)
    if arguments.json:
        print_json(found)
        return 0
    for change in found:
        print(f"{change.article} {change.title}: {change.kind}")
        print(*(f"  {mark} {text}" for mark, text in (("-", change.before), ("+", change.after)) if text), sep="\n")
    return 0


def _examined(named: str, log: str = "") -> "tuple[Rulebook | None, Problems]":
    from rankandfile.core.rulebook.check import examine
    from rankandfile.shell.presets import preset_names, preset_text

    return examine(preset_text(named) if named in preset_names() else read_text(Path(named)), log)


def _readable(named: str) -> "Rulebook | None":
    """The rulebook; None where it cannot be read, after saying why on standard error."""
    rulebook, problems = _examined(named)
    if rulebook is None:
        _print(named, problems, to_errors=True)
    return rulebook


def _print(named: str, problems: "Problems", to_errors: bool = False) -> None:
    stream = sys.stderr if to_errors else sys.stdout
    for problem in problems:
        article = f", article {problem.article}" if problem.article else ""
        print(f"{named}:{problem.line}: {problem.severity}{article}: {problem.what}", file=stream)
        print(f"    {problem.remedy}", file=stream)
    if not problems:
        print(f"{named}: nothing to say against it.", file=stream)


def _as_json(problem: "Problem") -> dict[str, str | int]:
    return {
        "severity": problem.severity,
        "line": problem.line,
        "article": problem.article,
        "path": problem.path,
        "what": str(problem.what),
        "remedy": str(problem.remedy),
    }
