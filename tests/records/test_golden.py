"""Golden records replay to the same root and the same state for ever, in whatever order this Python hashes."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from tests.record.organisation import KEY
from tests.records.harvest import KINDS, Harvest, chosen, kinds_in
from tests.records.make import FOLDER, Golden, expected, make, records, replayed, write
from tests.world import called

RECORDS = records()
CLONE = FOLDER.parents[1]
REPLAY = """
import sys, msgspec
from pathlib import Path
from tests.records.make import expected, replayed
found = [replayed(path, expected(path).key) for path in map(Path, sys.argv[1:])]
sys.stdout.buffer.write(msgspec.json.encode(found))
"""


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_a_golden_record_replays_to_what_it_always_did(record: Path) -> None:
    assert replayed(record, expected(record).key) == expected(record)


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_the_order_of_hashes_changes_nothing(seed: str) -> None:
    command = [sys.executable, "-c", REPLAY, *map(str, RECORDS)]
    surroundings = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, cwd=CLONE, env=surroundings, capture_output=True, check=True)
    assert msgspec.json.decode(done.stdout, type=list[Golden]) == [expected(record) for record in RECORDS]


def test_there_are_golden_records() -> None:
    found = {record.name.partition(".")[0] for record in RECORDS}
    assert {"v1-members", "v1-motion", "v1-convention", "v1-erasing", "v1-recall", "v1-keys", "v1-board"} <= found


def test_every_act_and_effect_that_was_kept_once_is_in_a_golden_record() -> None:
    kept = set((FOLDER / KINDS).read_text().split())
    assert kept <= kinds_in(FOLDER)
    assert len(kept) > 300


def test_the_lives_of_other_tests_become_records_with_their_own_lots(tmp_path: Path) -> None:
    with Harvest() as harvest:
        world = called()
        world.second(world.move(41), [11, 12, 13])
        harvest.pytest_runtest_teardown(SimpleNamespace(name="test_a_motion"))  # type: ignore[arg-type]
    life = max(harvest.lives, key=lambda each: len(each.history))
    ((_, made),) = chosen([life], harvest.rulebooks, frozenset())
    write(tmp_path / "v1-a-motion.tar.xz", made.export(), KEY.vkey)
    assert {"MoveMotion", "SecondMotion"} <= life.kinds == kinds_in(tmp_path)
    assert list(chosen([life], harvest.rulebooks, life.kinds)) == []


def test_a_golden_record_is_never_written_over(tmp_path: Path) -> None:
    make("v1-motion", tmp_path)
    assert expected(tmp_path / "v1-motion.tar").size
    with pytest.raises(FileExistsError):
        make("v1-motion", tmp_path)
