"""`rankandfile init`: an organisation begins, with its rulebook, its founder and an empty record."""

import argparse
import json
import sys
from pathlib import Path

from .record import add_database
from .terminal import Subparsers, add_home, add_json, home_of, print_json, print_refusal, read_text

NAME_IN_PRESET = 'name = "Our organisation"'


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "init",
        help="found an organisation in a new folder",
        description="Found an organisation: a new folder with its record, its key and its rulebook.",
    )
    add_home(command)
    command.add_argument("--name", required=True, help="the organisation's name")
    command.add_argument("--founder", required=True, metavar="NAME", help="the founder's name, as members will see it")
    command.add_argument(
        "--origin",
        required=True,
        metavar="ADDRESS",
        help="the record's name for ever: a web address of yours without https://, such as union.example/record",
    )
    command.add_argument(
        "--rulebook",
        default="member-democracy",
        metavar="FILE",
        help="a rulebook in TOML, or the name of a preset (member-democracy where none is given)",
    )
    add_database(command)
    add_json(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the organisation stands; 1 when its rulebook or founding is refused."""
    from rankandfile.core.refusal import Refusal
    from rankandfile.shell.founding import found, machine_clock
    from rankandfile.shell.home import Database
    from rankandfile.web.home import secret_key

    text = _rulebook(arguments.rulebook, arguments.name)
    if not _makes_sense(text):
        return 1
    database = Database(url=arguments.database, password_file=arguments.password_file)
    names = (arguments.name, arguments.founder)
    answer = found(arguments.home, arguments.origin, text, *names, machine_clock, database)
    if isinstance(answer, Refusal):
        print_refusal(answer)
        return 1
    secret_key(arguments.home)
    _say(arguments, str(answer.act.by))
    if not arguments.json:
        _say_who_witnesses(text)
    return 0


def _rulebook(named: str, organisation: str) -> str:
    """The text of the rulebook; in a preset stands the organisation's own name."""
    from rankandfile.shell.presets import preset_names, preset_text

    if named not in preset_names():
        return read_text(Path(named))
    own = f"name = {json.dumps(organisation, ensure_ascii=False)}"
    return preset_text(named).replace(NAME_IN_PRESET, own, 1)


def _makes_sense(text: str) -> bool:
    """Whether the rulebook can be carried out; what cannot is told on standard error."""
    from rankandfile.core.rulebook.check import examine

    errors = [problem for problem in examine(text)[1] if problem.severity == "error"]
    for error in errors:
        print(f"line {error.line}: {error.what} {error.remedy}", file=sys.stderr)
    return not errors


def _say_who_witnesses(text: str) -> None:
    """What is still to be done before anybody outside can tell that the record was rewritten."""
    from rankandfile.core.rulebook.check import examine

    found = [problem for problem in examine(text)[1] if problem.path.startswith("witnesses")]
    for problem in found:
        print(f"\nWitnesses: {problem.what} {problem.remedy}")


def _say(arguments: argparse.Namespace, founder: str) -> None:
    from rankandfile.shell.home import log_key

    key = str(log_key(home_of(arguments)).vkey)
    if arguments.json:
        print_json({"home": str(arguments.home), "founder": founder, "key": key})
        return
    print(f"""\
{arguments.name} is founded in {arguments.home}. Its record will be checked with this public key; make it known,
on paper too:

    {key}

Next:
    rankandfile invite --home {arguments.home} YOUR-MAIL     a link with which you sign in as the founder
    rankandfile serve --home {arguments.home}                the site, on http://127.0.0.1:8000/
    rankandfile status --home {arguments.home}               what is due, and who owes it
    rankandfile backup --home {arguments.home} FILE          everything but the key in one file, while it runs

Keep a copy of log.key in a safe place: who has it can sign in the record's name.""")
    if arguments.database:
        print(f"""
Each further machine needs a copy of {arguments.home} as it is now: settings.toml, log.key, database.key, secret.key.
Without database.key the texts in the database cannot be read by anybody: keep a copy of it too, apart from the
database's backups.""")
