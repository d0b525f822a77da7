"""What the commands share: where the organisation is, how answers are printed, how files are opened."""

import argparse
import os
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

import msgspec

from rankandfile.shell.trouble import NoSuchFile, ReadOnly, WrongUse

if TYPE_CHECKING:
    from tqdm import tqdm

    from rankandfile.core.refusal import Refusal
    from rankandfile.shell.home import Home


class WrongLine(WrongUse):
    """The command line itself is wrong: an option says something that it cannot mean."""


Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
HOME = "var/home"


def add_home(command: argparse.ArgumentParser) -> None:
    """The command works on an organisation's folder."""
    where = os.environ.get("RANKANDFILE_HOME", HOME)
    command.add_argument(
        "--home",
        type=Path,
        default=Path(where),
        metavar="FOLDER",
        help=f"the organisation's folder (here {where}; RANKANDFILE_HOME sets it)",
    )


def add_json(command: argparse.ArgumentParser) -> None:
    """The command can answer to a program."""
    command.add_argument("--json", action="store_true", help="answer as JSON, for a program")


def home_of(arguments: argparse.Namespace) -> "Home":
    """The folder that the command works on."""
    from rankandfile.shell.home import Home

    return Home(arguments.home)


def print_json(value: Any) -> None:
    """The value as JSON on standard output, in lines that a person can read too."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_refusal(refusal: "Refusal") -> None:
    """Why the answer is no, and what would make it yes, on standard error."""
    from rankandfile.core.engine import sentences

    because, remedy = sentences(refusal)
    article = f" (article {refusal.article})" if refusal.article else ""
    print(f"Refused{article}: {because}\n{remedy}", file=sys.stderr)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8; "-" is standard input. What is no UTF-8 comes as what the checks will refuse."""
    raw = sys.stdin.buffer.read() if str(path) == "-" else read_bytes(path)
    return raw.decode(errors="surrogateescape")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file."""
    with opened(path) as file:
        return file.read()


def opened(path: Path) -> AbstractContextManager[BinaryIO]:
    """The file, open for reading."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NoSuchFile(f"There is no file {path}.") from None
    except OSError as error:
        raise ReadOnly(f"{path} cannot be read: {error.strerror}.") from error


def progress(what: str, total: int) -> "tqdm[Any]":
    """A bar on standard error while something takes long; nothing where nobody looks."""
    from tqdm import tqdm

    return tqdm(total=total, desc=what, unit=" entries", disable=None, leave=False)
