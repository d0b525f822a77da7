"""Makes a golden record: an export with what it must replay to, for ever.

    python -m tests.records.make NAME

NAME is one of the organisations below, or `v1-board`; `harvest.py` makes others. A golden record that exists is never
written over: a released engine has one meaning. Before the first release, remove the two files by hand if the meaning
of version 1 was still being settled.
"""

import lzma
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import msgspec

from rankandfile.record.export import read
from rankandfile.record.note import Vkey, parse_vkey
from rankandfile.record.report import as_text
from rankandfile.record.verify import Trusted, verify
from tests.record.organisation import KEY, Made, with_a_motion, with_members
from tests.records.board import an_election_on_a_board
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
PACKED = ".xz"
BOARD = "v1-board"
"""An organisation on a disk, with keys of its own."""


class Golden(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the export of the same name replays to."""

    size: int
    root: str
    state: str
    key: str = ""
    """The record's own key, where it is not that of the invented organisations."""


def records(folder: Path = FOLDER) -> list[Path]:
    """Every golden record, those that are packed too."""
    return sorted([*folder.rglob("*.tar"), *folder.rglob(f"*.tar{PACKED}")])


def content_of(record: Path) -> bytes:
    """The export."""
    content = record.read_bytes()
    return lzma.decompress(content) if record.suffix == PACKED else content


def expected(record: Path) -> Golden:
    """What the record must replay to."""
    return msgspec.json.decode(_beside(record).read_bytes(), type=Golden)


def _beside(record: Path) -> Path:
    return record.with_name(record.name.removesuffix(PACKED).removesuffix(".tar") + ".json")


def replayed(record: Path, key: str = "") -> Golden:
    """What the record replays to now; a finding is an error."""
    report = verify(read(BytesIO(content_of(record))), Trusted(parse_vkey(key) if key else KEY.vkey))
    if not report.sound:
        raise SystemExit(as_text(report))
    return Golden(report.size, report.root, report.state, key)


def make(name: str, folder: Path = FOLDER) -> None:
    """The golden record stands in the folder; FileExistsError where one of this name does already."""
    if name == BOARD:
        write(folder / f"{name}.tar{PACKED}", *an_election_on_a_board())
    else:
        write(folder / f"{name}.tar", ORGANISATIONS[name]().export(), KEY.vkey)


def write(record: Path, content: bytes, key: Vkey) -> None:
    """The export stands there, with what it replays to beside it."""
    with record.open("xb") as stream:
        stream.write(lzma.compress(content, preset=9) if record.suffix == PACKED else content)
    golden = replayed(record, str(key) if key != KEY.vkey else "")
    with _beside(record).open("xb") as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(golden)) + b"\n")


if __name__ == "__main__":
    make(sys.argv[1])
