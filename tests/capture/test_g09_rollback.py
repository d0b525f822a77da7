"""G9, with witnesses that are asked. The captor is the operator: an older copy of everything, or a second server.

Both look sound from inside. The witnesses whom the rulebook names have signed more, or something else, and say so.
"""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import Moment
from rankandfile.record.checkpoint import opened
from rankandfile.record.witnesses import policy_of
from rankandfile.shell.cosigning import Cosigning
from rankandfile.shell.guard import Behind
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW, Secretary
from tests.living import Living
from tests.witnessing import NAMES, Running, copy_of, watched, witnesses

YEAR = 366 * 86_400


@pytest.fixture
def running(tmp_path: Path) -> Iterator[list[Running]]:
    with witnesses(tmp_path) as four:
        yield four


@pytest.fixture
def union(tmp_path: Path, running: list[Running]) -> Iterator[Living]:
    """An organisation that four witnesses watch and have signed."""
    made = watched(tmp_path / "home", running)
    grow(made.secretary, 3)
    Cosigning(made.secretary).round()
    yield made
    made.secretary.close()


def grow(secretary: Secretary, acts: int = 1, days: int = 400) -> None:
    founder = secretary.state.foundation.founder
    for _ in range(acts):
        secretary.submit(RecordDues(founder, NOW, founder, Moment(secretary.state.now + days * 86_400)))


def reached(secretary: Secretary) -> bool:
    """Whether the newest checkpoint has the signatures of a quorum."""
    policy, head = policy_of(secretary.state.foundation.rulebook, secretary.vkeys()), secretary.store.head()
    assert policy is not None
    return policy.met(head.checkpoint + "".join(kept.line for kept in secretary.witnessed.under(head.size))).reached


def rolled_back(union: Living, tmp_path: Path) -> Secretary:
    """Yesterday's copy of the whole folder stands where the newest one stood."""
    copy_of(union, tmp_path / "yesterday").close()
    union.restarted()
    grow(union.secretary, 2)
    Cosigning(union.secretary).round()
    assert reached(union.secretary)
    union.secretary.close()
    shutil.rmtree(union.home.path)
    shutil.copytree(tmp_path / "yesterday", union.home.path)
    return union.restarted()


def test_an_older_copy_of_the_whole_folder_signs_nothing(union: Living, tmp_path: Path) -> None:
    size = union.secretary.store.size()
    live = rolled_back(union, tmp_path)
    with pytest.raises(Behind) as refused:
        grow(live)
    said = str(refused.value)
    assert f"{size + 4} entries of it, where here are {size}" in said
    assert "Restore the newest copy" in said
    assert "new origin" in said
    assert live.store.size() == size


def test_the_proof_is_kept_and_is_signed_with_the_records_own_key(union: Living, tmp_path: Path) -> None:
    size = union.secretary.store.size()
    live = rolled_back(union, tmp_path)
    with pytest.raises(Behind, match=r"ahead\.checkpoint"):
        grow(live)
    kept = (union.home.path / "ahead.checkpoint").read_text()
    assert opened(kept, live.key.vkey).checkpoint.size == size + 4


def test_a_server_finds_out_at_its_start_before_anybody_acts(union: Living, tmp_path: Path) -> None:
    live = rolled_back(union, tmp_path)
    cosigning = Cosigning(live).start()
    until = time.monotonic() + 30
    while not live.guard.refusal and time.monotonic() < until:
        time.sleep(0.05)
    cosigning.stop()
    assert "Restore the newest copy" in live.guard.refusal


def test_what_is_there_stays_readable(union: Living, tmp_path: Path) -> None:
    live = rolled_back(union, tmp_path)
    with pytest.raises(Behind):
        grow(live)
    assert live.state.foundation.founder
    assert live.value(live.state.foundation.name_entry, "organisation") == "Ours"
    assert union.audited().sound


def test_the_clock_signs_nothing_either(union: Living, tmp_path: Path) -> None:
    live = rolled_back(union, tmp_path)
    size = live.store.size()
    union.now = Moment(union.now + 60 * 7 * 86_400)  # the founding has ended meanwhile: a duty of the clock
    with pytest.raises(Behind):
        live.strike()
    assert live.store.size() == size


def test_with_the_newest_copy_back_it_goes_on(union: Living, tmp_path: Path) -> None:
    copy_of(union, tmp_path / "newest").close()
    live = Secretary(Home(tmp_path / "newest"), lambda: union.now)
    grow(live)
    Cosigning(live).round()
    assert reached(live)
    live.close()
    union.restarted()


@pytest.mark.parametrize("up", [0, 1])
def test_one_witness_that_answers_is_enough_and_silence_of_all_only_warns(
    union: Living, running: list[Running], tmp_path: Path, up: int, caplog: pytest.LogCaptureFixture
) -> None:
    live = rolled_back(union, tmp_path)
    for one in running[up:]:
        one.stop()
    if up:
        with pytest.raises(Behind):
            grow(live)
    else:
        grow(live)
        assert "No witness answers" in caplog.text


def test_a_second_server_with_the_same_key_gets_no_quorum_and_stops(union: Living, tmp_path: Path) -> None:
    """The fork is shown to the witnesses that the first server has not asked yet: there are none left."""
    other = copy_of(union, tmp_path / "other")
    union.restarted()
    grow(union.secretary, 1, days=500)
    grow(other, 1, days=600)  # when it starts, the witnesses have seen no more than it has
    Cosigning(union.secretary).round()
    Cosigning(other).round()
    assert reached(union.secretary)
    assert other.witnessed.under(other.store.size()) == ()
    assert {each.kind for each in other.witnessed.standings().values()} == {"refuses"}
    with pytest.raises(Behind, match="another history of its first"):
        grow(other)
    grow(union.secretary)
    other.close()


def test_a_second_server_that_starts_after_the_witnesses_signed_the_other_history_signs_nothing(
    union: Living, tmp_path: Path
) -> None:
    other = copy_of(union, tmp_path / "other")
    union.restarted()
    grow(other, 1, days=600)
    other.close()
    grow(union.secretary, 1, days=500)
    Cosigning(union.secretary).round()
    again = Secretary(Home(tmp_path / "other"), lambda: union.now)
    with pytest.raises(Behind, match="another history of its first"):
        grow(again)
    again.close()


def test_a_fork_that_shares_the_witnesses_out_reaches_no_quorum_on_either_side(
    union: Living, running: list[Running], tmp_path: Path
) -> None:
    other = copy_of(union, tmp_path / "other")
    live = union.restarted()
    grow(live, 1, days=500)
    grow(other, 1, days=600)
    for mine, theirs in ((running[:2], running[2:]),):
        for one in theirs:
            one.stop()
        Cosigning(live).round()
        for one in theirs:
            one.start()
        for one in mine:
            one.stop()
        Cosigning(other).round()
    assert {each.witness.partition(".")[0] for each in live.witnessed.under(live.store.size())} == set(NAMES[:2])
    assert {each.witness.partition(".")[0] for each in other.witnessed.under(other.store.size())} == set(NAMES[2:])
    assert not reached(live)
    assert not reached(other)
    other.close()
