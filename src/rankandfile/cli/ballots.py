"""`rankandfile ballots`: secret ballots that anybody can check, from their archive, without a server or an account."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from rankandfile.core.ballot.audit import Asked, Audit

from . import ballots_authority, ballots_booth, ballots_open, ballots_receipt, ballots_rehearsal, ballots_trustee
from .terminal import Subparsers, add_json, print_json, progress, read_bytes


def add_to(subparsers: Subparsers) -> None:
    """The command and its options stand among the others."""
    command = subparsers.add_parser("ballots", help="audit a secret ballot", description="Work with secret ballots.")
    own = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    audit = own.add_parser(
        "audit",
        help="check an election from its archive",
        description="Check a whole election from its archive: every ballot and proof, the tally, and the result anew.",
    )
    audit.add_argument("file", type=Path, metavar="FILE.bel", help="the archive, named by the election")
    audit.add_argument("--fingerprint", metavar="F", help="the fingerprint of the election, from the credential letter")
    audit.add_argument("--credentials", metavar="F", help="the fingerprint of the credentials, from their authority")
    audit.add_argument("--head", metavar="HASH", help="the head of the board that was published")
    audit.add_argument("--earlier", type=Path, metavar="FILE", help="an archive of this election that was kept")
    audit.add_argument("--tracker", action="append", default=[], metavar="T", help="a tracker: is this ballot counted?")
    audit.add_argument("--blt", type=Path, metavar="FILE", help="write the rankings that were opened, to be counted")
    add_json(audit)
    audit.set_defaults(run=run)
    ballots_authority.add_to(own)
    ballots_trustee.add_to(own)
    ballots_open.add_to(own)
    ballots_receipt.add_to(own)
    ballots_booth.add_to(own)
    ballots_rehearsal.add_to(own)


def run(arguments: argparse.Namespace) -> int:
    """0 when nothing was found and every tracker asked for is counted; else 1."""
    from rankandfile.core.ballot.audit import Known, audit

    known = Known(
        arguments.file.stem,
        arguments.fingerprint,
        arguments.credentials,
        arguments.head,
        read_bytes(arguments.earlier) if arguments.earlier else b"",
    )
    content = read_bytes(arguments.file)
    with progress("ballots", 0) as bar:

        def shown(done: int, size: int) -> None:
            bar.total = size
            bar.update(done - bar.n)

        found = audit(content, known, shown)
    written = _write(arguments.blt, found) if arguments.blt is not None else ()
    missing = [tracker for tracker in arguments.tracker if tracker.rstrip("=") not in found.counted]
    if arguments.json:
        print_json({"audit": found, "sound": found.sound, "trackers_missing": missing})
    else:
        print("\n".join((*_told(found, arguments.tracker, missing), *written)))
    return 0 if found.sound and not missing else 1


def _write(out: Path, found: Audit) -> tuple[str, ...]:
    """The ballots are in the file; what was done."""
    from .ballots_blt import blt

    content, spoilt = blt(found)
    out.write_bytes(content)
    return (
        f"The ballots are in {out}. Left out, because they give a rank twice: {spoilt}. Count them with:",
        f"  rankandfile count {out} --method METHOD --seats NUMBER --lot LOT",
    )


_UNCHECKED = (
    "whether the list of credentials is the electorate: its authority published a fingerprint",
    "whether each credential reached its own voter, and nobody else had it",
    "whether a voter's device encrypted what the voter chose",
    "whether fewer trustees than are needed could have opened ballots together outside this archive",
    "whether the voters were shown this archive and no other: compare the head with the one that was published",
)


def _told(found: Audit, trackers: list[str], missing: list[str]) -> Iterator[str]:
    if found.uuid:
        yield f"{found.name} ({found.uuid}), group {found.group}"
        yield f"  fingerprint of the election      {found.fingerprint}"
        yield f"  fingerprint of the credentials   {found.credentials_fingerprint}"
        yield f"  head of the board                {found.head}"
        yield f"  {found.credentials} credentials, {found.ballots} ballots cast, {len(found.counted)} count"
    if found.owners:
        yield f"  opened by trustees {_listed(found.owners)}" + (
            f", shuffled by {_listed(found.shuffles)}" if found.shuffles else ""
        )
    for place, asked in enumerate(found.asked):
        yield from _result(asked, found.result[place] if found.result is not None else None)
    for tracker in trackers:
        yield f"  {'!' if tracker in missing else '+'} {tracker} is {'not ' * (tracker in missing)}counted"
    for finding in found.findings:
        where = "" if finding.height is None else f" (event {finding.height})"
        yield f"  ! {finding.rule}{where}: {finding.what}"
    for remark in found.remarks:
        yield f"  - {remark}"
    yield "Nothing was found." if found.sound else f"{len(found.findings)} findings."
    yield "Not checked, because no archive can show it:"
    yield from (f"  - {what}" for what in _UNCHECKED)


def _result(asked: Asked, own: tuple[int | tuple[int, ...], ...] | None) -> Iterator[str]:
    yield f"  {asked.question}"
    if own is None:
        yield "      not opened"
    elif asked.ranked:
        yield f"      {len(own)} ranked ballots, to be counted with: rankandfile count"
    else:
        for answer, votes in zip(asked.answers, own, strict=True):
            yield f"      {votes:>7}  {answer or '(blank)'}"


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
