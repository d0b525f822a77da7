"""Before a restore the witnesses are asked: what one shows, signed by the record's own key, counts like any head."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import Moment
from rankandfile.shell.cosigning import Cosigning
from rankandfile.shell.draft import Recorded
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW
from rankandfile.shell.trouble import Damaged
from tests.living import Living
from tests.witnessing import NAMES, Named, Running, answering, copy_of, watched, witnesses

from .test_backup import restored, saved
from .test_cosigning import YEAR, grow


@pytest.fixture
def running(tmp_path: Path) -> Iterator[list[Running]]:
    """Four witnesses."""
    with witnesses(tmp_path) as four:
        yield four


@pytest.fixture
def own(tmp_path: Path, running: list[Running]) -> Iterator[Living]:
    """An organisation whose rulebook names the four."""
    made = watched(tmp_path / "home", running)
    yield made
    made.secretary.close()


def cosigned(own: Living) -> None:
    Cosigning(own.secretary).round()


def test_what_a_witness_has_seen_is_not_rolled_back_on_another_machine(own: Living, tmp_path: Path) -> None:
    file, new = tmp_path / "old.backup", Home(tmp_path / "new")
    saved(own.home, file)
    grow(own, 3)
    cosigned(own)
    plan = restored(file, new)
    assert plan.lost == 6
    assert len([why for why in plan.why if why.startswith("Witness ")]) == 4
    assert not new.path.exists()
    assert restored(file, new, asks_witnesses=False).lost == 0


def test_a_witness_that_is_down_is_told_of_and_the_others_count(
    own: Living, running: list[Running], tmp_path: Path
) -> None:
    file = tmp_path / "old.backup"
    saved(own.home, file)
    grow(own)
    cosigned(own)
    for one in running[:3]:
        one.stop()
    plan = restored(file, Home(tmp_path / "new"))
    assert plan.lost == 2
    assert len([told for told in plan.told if "did not answer" in told]) == 3


def test_a_fork_that_a_witness_has_seen_is_never_restored(own: Living, tmp_path: Path) -> None:
    fork, file = copy_of(own, tmp_path / "fork"), tmp_path / "fork.backup"
    for _ in range(3):
        answer = fork.submit(RecordDues(own.founder, NOW, own.founder, Moment(own.now + YEAR)))
        assert isinstance(answer, Recorded), answer
    saved(fork.home, file)
    fork.close()
    own.now += 60
    grow(own, 2)
    cosigned(own)
    with pytest.raises(Damaged, match=r"Witness .* another history"):
        restored(file, Home(tmp_path / "new"), accept_loss_of=0)
    assert not (tmp_path / "new").exists()


def test_a_bare_claim_is_told_and_does_not_count(tmp_path: Path) -> None:
    """A witness that shows a checkpoint of another record, or one that we have not signed, has shown nothing."""

    def boasts(method: str, path: str, body: bytes) -> tuple[int, str, bytes]:
        root = "A" * 43 + "="
        return 200, "text/plain", f"union.example/record\n900\n{root}\n\n— union.example/record {'A' * 92}\n".encode()

    with answering(boasts) as url, ExitStack() as stack:
        one = Running(tmp_path / "witness", NAMES[0])
        stack.callback(one.stop)
        named = Named(NAMES[0].partition(".")[0], str(one.vkey), url)
        own = watched(tmp_path / "home", [], "1 of 1", [named])
        saved(own.home, tmp_path / "a.backup")
        plan = restored(tmp_path / "a.backup", Home(tmp_path / "new"))
        own.secretary.close()
    assert plan.lost == 0
    assert [told for told in plan.told if "claims" in told or "did not answer" in told]
