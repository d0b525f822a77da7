"""`rankandfile import members FILE` and `rankandfile import motions FOLDER`: what a branch brings along, in one go.

Without `--yes` nothing is recorded: the command says what it would do, and names every fault with its line. With it
everything is recorded, or nothing where a fault is left.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .terminal import Subparsers, add_home, add_json, home_of, print_json

if TYPE_CHECKING:
    from rankandfile.core.ids import Handle
    from rankandfile.core.refusal import Refusal
    from rankandfile.shell.exchange.fault import Fault
    from rankandfile.shell.exchange.members_csv import Members
    from rankandfile.shell.exchange.motions import Folder
    from rankandfile.shell.secretary import Secretary

SHOWN = 20


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser(
        "import",
        help="record members from a spreadsheet, motions from a folder",
        description="Record what a branch brings along: members from a CSV file, motions and amendments from a folder.",
    )
    kinds = command.add_subparsers(title="what", metavar="WHAT", required=True)
    _add_members(kinds)
    _add_motions(kinds)


def _add_members(kinds: Subparsers) -> None:
    command = kinds.add_parser(
        "members", help="members from a CSV file", description="Admit the members in a CSV file."
    )
    command.add_argument("file", type=Path, help="CSV with the columns name, contact, branch, class, dues paid until")
    _add_who(command)
    command.add_argument("--branch", default="", metavar="ID", help="the branch, where the file has no such column")
    command.add_argument("--class", default="", dest="member_class", metavar="ID", help="the class, where it has none")
    command.add_argument("--paid-until", default="", metavar="DATE", help="the date, where it has none")
    command.add_argument("--dates", default="", choices=("dmy", "mdy"), help="how dates such as 03/04/2026 are meant")
    command.add_argument("--encoding", default="", help="such as latin-1 or windows-1252, where it is not UTF-8")
    command.add_argument("--shared-contacts", action="store_true", help="two people may have one address")
    command.set_defaults(run=members)


def _add_motions(kinds: Subparsers) -> None:
    command = kinds.add_parser(
        "motions",
        help="motions and amendments from a folder",
        description="Move the motions and amendments of a folder.",
    )
    command.add_argument(
        "folder", type=Path, help="a folder with motions/*.md and amendments/*.md, or another known form"
    )
    command.add_argument("--report", type=Path, metavar="FILE", help="write here what was understood of each file")
    _add_who(command)
    command.add_argument("--business", default="policy", metavar="ID", help="the class of business of other sections")
    command.add_argument("--capacity", default="member", help="as what they are moved: member, branch, executive")
    command.add_argument("--branch", default="", metavar="ID", help="the branch that moves them")
    command.set_defaults(run=motions)


def _add_who(command: argparse.ArgumentParser) -> None:
    add_home(command)
    who = command.add_mutually_exclusive_group(required=True)
    who.add_argument("--as", dest="handle", metavar="HANDLE", help="who acts: a member's handle")
    who.add_argument("--as-post", metavar="POST[@BRANCH]", help="who acts: whoever holds this post")
    command.add_argument("--yes", action="store_true", help="record it; without this it is only tried")
    command.add_argument("--leave-out-faulty", action="store_true", help="record the rest where something has a fault")
    add_json(command)


def members(arguments: argparse.Namespace) -> int:
    """0 when everything is recorded or could be; 1 where something has a fault or is refused."""
    from rankandfile.shell.exchange.fault import Unreadable
    from rankandfile.shell.exchange.members_csv import Given, read_members, why_refused
    from rankandfile.shell.secretary import Secretary

    secretary = Secretary(home_of(arguments))
    by = _who(arguments, secretary)
    given = Given(
        arguments.branch, arguments.member_class, arguments.paid_until, arguments.dates, arguments.encoding,
        arguments.shared_contacts,
    )  # fmt: skip
    try:
        found = read_members(arguments.file, secretary, given)
    except Unreadable as unreadable:
        return _say(arguments, [unreadable.fault], {}, {})
    refused = why_refused(secretary, by, found)
    told = {"new": len(found.new), "already": len(found.already), "ignored_columns": list(found.ignored)}
    blocked = refused or (found.faults and not arguments.leave_out_faulty)
    if arguments.yes and not blocked:
        told["recorded"] = _recorded(secretary, by, found)
    return _say(arguments, found.faults, {f"branch {branch}": why for branch, why in refused.items()}, told)


def _recorded(secretary: "Secretary", by: "Handle", found: "Members") -> int:
    """How many were admitted, with a bar while it takes."""
    from tqdm import tqdm

    from rankandfile.shell.exchange.members_csv import record_members

    done = 0
    with tqdm(total=len(found.new), desc="members", disable=None, leave=False) as bar:
        for admitted in record_members(secretary, by, found):
            done += admitted
            bar.update(admitted)
    return done


def motions(arguments: argparse.Namespace) -> int:
    """0 when everything is recorded or could be; 1 where something has a fault or is refused."""
    from rankandfile.shell.exchange.layouts import read_any
    from rankandfile.shell.exchange.moving import Moving, record, rehearsed
    from rankandfile.shell.secretary import Secretary

    secretary, folder = Secretary(home_of(arguments)), read_any(arguments.folder)
    by = _who(arguments, secretary)
    moving = Moving(by, arguments.business, arguments.capacity, arguments.branch)
    refused = rehearsed(secretary, folder, moving)
    told: dict[str, object] = {"motions": len(folder.motions), "amendments": len(folder.amendments)}
    if folder.told:
        told["left behind"] = list(folder.told)
    if arguments.report:
        _report(arguments.report, arguments.folder, folder)
    if arguments.yes and (arguments.leave_out_faulty or not (folder.faults or refused)):
        told["recorded"] = record(secretary, folder, moving)
    return _say(arguments, folder.faults, refused, told)


def _report(file: Path, folder: Path, found: "Folder") -> None:
    """What was understood of each file, and what not, in a file that must not exist yet."""
    from rankandfile.shell.exchange.understood import understood, written
    from rankandfile.shell.trouble import DiskFailed, WrongUse

    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(written(understood(folder, found)) + "\n")
    except FileExistsError:
        raise WrongUse(f"{file} exists already; it was left as it is.") from None
    except OSError as error:
        raise DiskFailed(f"{file} could not be written: {error.strerror}.") from error


def _who(arguments: argparse.Namespace, secretary: "Secretary") -> "Handle":
    """The handle for which the command acts."""
    from rankandfile.core.chapters.offices import holders
    from rankandfile.core.ids import BranchId, Handle
    from rankandfile.shell.trouble import WrongUse

    if arguments.handle is not None:
        return Handle(arguments.handle)
    post, _, branch = arguments.as_post.partition("@")
    found = holders(secretary.state, post, secretary.now(), BranchId(branch) if branch else None)
    if len(found) != 1:
        raise WrongUse(f"The post “{arguments.as_post}” is held by {len(found)} people now. Name one: --as HANDLE.")
    return found[0].person


def _say(
    arguments: argparse.Namespace, faults: "Iterable[Fault]", refused: "dict[str, Refusal]", told: dict[str, object]
) -> int:
    """The outcome on standard output, faults and refusals on standard error."""
    from rankandfile.core.engine import sentences

    wrong = [str(fault) for fault in faults]
    wrong += [
        f"{what}: {' '.join(sentences(refusal))} (article {refusal.article})" for what, refusal in refused.items()
    ]
    for line in told.get("left behind", ()) if not arguments.json else ():  # type: ignore[attr-defined]
        print(line)
    if arguments.json:
        print_json({**told, "faults": wrong})
        return 1 if wrong else 0
    for line in wrong[:SHOWN]:
        print(line, file=sys.stderr)
    if len(wrong) > SHOWN:
        print(f"… and {len(wrong) - SHOWN:,} more; --json lists them all.", file=sys.stderr)
    print(_sentence(arguments, told, len(wrong)))
    return 1 if wrong else 0


def _sentence(arguments: argparse.Namespace, told: dict[str, object], wrong: int) -> str:
    counted = ", ".join(
        f"{name.replace('_', ' ')}: {value:,}" for name, value in told.items() if isinstance(value, int)
    )
    if "recorded" in told:
        done = "Recorded." if told["recorded"] else "There was nothing to record."
        return f"{done} {counted}."
    if wrong and not arguments.leave_out_faulty:
        return f"Nothing was recorded. {counted}. Put right what is said above, or leave it out: --leave-out-faulty."
    return f"Nothing was recorded yet. {counted}. Record it: the same command with --yes."
