"""`rankandfile ballots rehearsal`: a trial election with made-up voters, which the trustees open with their own keys.

A key that cannot be put together is found now, and not when everybody has voted. Whoever runs this knows the three
credentials and the votes, so the result that the trustees open can be compared with what was voted.
"""

import argparse
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from rankandfile.shell.trouble import WrongUse

from .terminal import Subparsers, read_bytes

if TYPE_CHECKING:
    from rankandfile.core.ballot.course import Course
    from rankandfile.core.ballot.group import Group

VOTES = ((1, 0), (1, 0), (0, 1))
"""Two made-up voters say yes, one says no."""
Events = list[tuple[str, tuple[bytes, ...]]]


def add_to(subparsers: Subparsers) -> None:
    """The command and its steps stand among the others."""
    command = subparsers.add_parser(
        "rehearsal",
        help="a trial election for the trustees' keys",
        description="A trial election with made-up voters, to see that the trustees can open a result together.",
    )
    steps = command.add_subparsers(title="steps", metavar="STEP", required=True)
    begin = steps.add_parser("begin", help="the trial is voted on and closed; the trustees open it next")
    begin.add_argument("keys", type=Path, metavar="trustees.json", help="what the ceremony of the keys made")
    begin.add_argument("--folder", type=Path, required=True, help="a new folder for the trial")
    begin.add_argument("--group", default="Ed25519", help="the group of the keys (Ed25519)")
    begin.set_defaults(run=_begin)
    finish = steps.add_parser("finish", help="put the trustees' shares together, and compare the result")
    finish.add_argument("archive", type=Path, metavar="FILE.bel", help="the trial")
    finish.add_argument("shares", type=Path, nargs="+", metavar="SHARE", help="what the trustees' commands wrote")
    finish.set_defaults(run=_finish)


def _begin(arguments: argparse.Namespace) -> int:
    from rankandfile.core.ballot import groups
    from rankandfile.core.ballot.refused import Refused

    try:
        uuid, content = _trial(read_bytes(arguments.keys).removesuffix(b"\n"), groups.named(arguments.group))
    except Refused as error:
        raise WrongUse(str(error)) from error
    try:
        arguments.folder.mkdir(parents=True)
    except FileExistsError:
        raise WrongUse(f"{arguments.folder} is there already: name a new folder for this trial.") from None
    file = arguments.folder / f"{uuid}.bel"
    file.write_bytes(content)
    print(f"A trial election is closed, in which two said yes and one said no. Hand {file} to each trustee, who runs:")
    print(f"  rankandfile ballots trustee open --folder mine {uuid}.bel")
    print("Then put together what they hand back, as many as open a result:")
    print(f"  rankandfile ballots rehearsal finish {file} SHARE SHARE …")
    return 0


def _trial(keys: bytes, group: "Group") -> tuple[str, bytes]:
    """The name of a trial election that these trustees can open, and its archive up to the encrypted tally."""
    from msgspec import Raw

    from rankandfile.core.ballot import course, making
    from rankandfile.core.ballot.archive import opened
    from rankandfile.core.ballot.canonical import written
    from rankandfile.core.ballot.credentials import ALPHABET, drawn, public
    from rankandfile.core.ballot.election import opened as opened_election
    from rankandfile.core.ballot.shapes import ElectionFile, Question
    from rankandfile.core.ballot.trustees import together

    uuid = "".join(secrets.choice(ALPHABET) for _ in range(14))
    question = Raw(written(Question(("yes", "no"), 1, 1, "Can these trustees open a result together?")))
    key = group.text(together(keys, group).key(group))
    file = written(ElectionFile(1, "A rehearsal", "Rehearsal", group.name, key, (question,), uuid))
    voters = [drawn(secrets.randbelow) for _ in VOTES]
    listed = sorted((public(group, uuid, each) for each in voters), key=group.key)
    events: Events = [("Setup", course.setup(file, keys, written(tuple(map(group.text, listed)))))]
    own = opened_election(file)
    for credential, vote in zip(voters, VOTES, strict=True):
        events.append(("Ballot", (making.ballot(own, credential, [vote], lambda: secrets.randbelow(group.order)),)))
    start = opened(_archive(events)).events[0]
    ballots = [objects[0] for kind, objects in events if kind == "Ballot"]
    return uuid, _archive([*events, ("EndBallots", ()), ("EncryptedTally", course.closing(start, ballots)[0])])


def _finish(arguments: argparse.Namespace) -> int:
    from rankandfile.core.ballot import course
    from rankandfile.core.ballot.archive import opened
    from rankandfile.core.ballot.audit import audit
    from rankandfile.core.ballot.refused import Refused

    try:
        posted = opened(read_bytes(arguments.archive)).events
        events: Events = [(each.event.type, each.objects) for each in posted]
        for file in arguments.shares:
            now = course.followed(opened(_archive(events)).events)
            events.append(("PartialDecryption", _share(now, file)))
        now = course.followed(opened(_archive(events)).events)
        events.append(("Result", (course.resulting(now),)))
    except Refused as error:
        raise WrongUse(str(error)) from error
    content = _archive(events)
    found = audit(content)
    if found.findings or found.result != ((2, 1),):
        raise WrongUse("The trial does not say what was voted. Do not vote with these keys; make new ones.")
    arguments.archive.write_bytes(content)
    print(f"Trustees {', '.join(map(str, found.owners))} have opened it: two yes, one no, as was voted.")
    print(f"Hand {arguments.archive} to the returning officer with the real set-up. Its head:\n  {found.head}")
    return 0


def _share(course_now: "Course", file: Path) -> tuple[bytes, ...]:
    """The objects of the share, of whichever trustee it is. Raises WrongUse where it is nobody's."""
    from rankandfile.core.ballot import course
    from rankandfile.core.ballot.refused import Refused

    content, why = read_bytes(file).removesuffix(b"\n"), ""
    for number in course_now.trustees.keys:
        if number not in course_now.shares:
            try:
                return course.shared(course_now, number, content)
            except Refused as error:
                why = str(error)
    raise WrongUse(f"{file} is no trustee's share of this trial: {why}")


def _archive(events: Events) -> bytes:
    from rankandfile.core.ballot.archive import appended, begun

    found, head = begun(1), None
    for height, (kind, objects) in enumerate(events):
        added, head = appended(head, height, kind, objects, 1)
        found += added
    return found
