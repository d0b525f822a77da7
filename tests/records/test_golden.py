"""Golden records replay to the same root and the same state for ever, in whatever order this Python hashes."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.records.make import FOLDER, Golden, make, replayed

RECORDS = sorted(FOLDER.glob("*.tar"))
CLONE = FOLDER.parents[1]
REPLAY = """
import sys, msgspec
from pathlib import Path
from tests.records.make import replayed
sys.stdout.buffer.write(msgspec.json.encode([replayed(Path(name)) for name in sys.argv[1:]]))
"""


def expected(record: Path) -> Golden:
    return msgspec.json.decode(record.with_suffix(".json").read_bytes(), type=Golden)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_golden_record_replays_to_what_it_always_did(record: Path) -> None:
    assert replayed(record) == expected(record)


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_the_order_of_hashes_changes_nothing(seed: str) -> None:
    command = [sys.executable, "-c", REPLAY, *map(str, RECORDS)]
    surroundings = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, cwd=CLONE, env=surroundings, capture_output=True, check=True)
    assert msgspec.json.decode(done.stdout, type=list[Golden]) == [expected(record) for record in RECORDS]


def test_there_are_golden_records() -> None:
    found = {record.stem for record in RECORDS}
    assert {"v1-members", "v1-motion", "v1-convention", "v1-erasing", "v1-recall", "v1-keys"} <= found


def test_a_golden_record_is_never_written_over(tmp_path: Path) -> None:
    make("v1-motion", tmp_path)
    assert expected(tmp_path / "v1-motion.tar").size
    with pytest.raises(FileExistsError):
        make("v1-motion", tmp_path)
