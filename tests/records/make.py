"""Makes a golden record: an export with what it must replay to, for ever.

    python -m tests.records.make NAME

NAME is one of the organisations below. A golden record that exists is never written over: a released engine has one
meaning. Before the first release, remove the two files by hand if the meaning of version 1 was still being settled.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from rankandfile.record.export import read
from rankandfile.record.report import as_text
from rankandfile.record.verify import Trusted, verify
from tests.record.organisation import KEY, Made, with_a_motion, with_members
from tests.records.convention import a_convention
from tests.records.erasing import an_erasure
from tests.records.keys import two_changes
from tests.records.recalls import a_recall

FOLDER = Path(__file__).parent
ORGANISATIONS: dict[str, Callable[[], Made]] = {
    "v1-members": lambda: with_members(branches=4, members=140),
    "v1-motion": with_a_motion,
    "v1-convention": a_convention,
    "v1-erasing": an_erasure,
    "v1-recall": a_recall,
    "v1-keys": two_changes,
}


class Golden(msgspec.Struct, frozen=True):
    """What the export of the same name replays to."""

    size: int
    root: str
    state: str


def replayed(export: Path) -> Golden:
    """What the export replays to now; a finding is an error."""
    with export.open("rb") as stream:
        report = verify(read(stream), Trusted(KEY.vkey))
    if not report.sound:
        raise SystemExit(as_text(report))
    return Golden(report.size, report.root, report.state)


def make(name: str, folder: Path = FOLDER) -> None:
    """The golden record stands in the folder; FileExistsError where one of this name does already."""
    content = ORGANISATIONS[name]().export()
    with (folder / f"{name}.tar").open("xb") as stream:
        stream.write(content)
    golden = replayed(folder / f"{name}.tar")
    with (folder / f"{name}.json").open("xb") as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(golden)) + b"\n")


if __name__ == "__main__":
    make(sys.argv[1])
