"""`rankandfile ballots open`: the second device of a voter who tests the booth."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .terminal import Subparsers, add_json, print_json, read_bytes

if TYPE_CHECKING:
    from rankandfile.core.ballot.disclosed import Recomputed
    from rankandfile.core.ballot.election import Election


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "open",
        help="compute anew what a test ballot of the booth encrypts",
        description="Compute anew what a test ballot of the booth encrypts, on another device than the booth's.",
    )
    command.add_argument("file", type=Path, metavar="TEST.json", help="the test, as the booth gave it")
    command.add_argument(
        "--election", type=Path, required=True, metavar="FILE.bel", help="the board of the election, from its page"
    )
    add_json(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the ballot encrypts the choices that it says; else 1."""
    from rankandfile.core.ballot import archive, disclosed
    from rankandfile.core.ballot import election as elections
    from rankandfile.core.ballot.refused import Refused

    try:
        board = archive.opened(read_bytes(arguments.election))
        if not board.events or not board.events[0].objects:
            raise Refused("The archive does not begin with an election.")
        own = elections.opened(board.events[0].objects[0])
        found = disclosed.recomputed(own, read_bytes(arguments.file))
    except Refused as error:
        print_json({"sound": False, "why": str(error)}) if arguments.json else print(f"! {error}")
        return 1
    if arguments.json:
        print_json({"sound": True, "code": found.code, "choices": found.choices})
    else:
        print("\n".join(_told(own, found)))
    return 0


def _told(own: "Election", found: "Recomputed") -> Iterator[str]:
    yield f"{own.name}: this ballot encrypts"
    for question, chosen in zip(own.questions, found.choices, strict=True):
        yield f"  {_title(question)}"
        for number, answer in zip(chosen, _answers(question, len(chosen)), strict=True):
            yield f"    {number or '-':>3}  {answer}"
    yield f"The code that fixes it: {found.code}"
    yield "Compare both with what the booth showed you before you opened the ballot. This ballot cannot be cast."


def _title(question: object) -> str:
    return str(getattr(getattr(question, "value", question), "question", ""))


def _answers(question: object, number: int) -> tuple[str, ...]:
    answers: tuple[str, ...] = getattr(getattr(question, "value", question), "answers", ())
    return answers if len(answers) == number else ("(blank)", *answers)
