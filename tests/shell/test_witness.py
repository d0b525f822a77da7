"""The witness and its ledger: what is durable before a cosignature leaves, what is kept, and what it refuses to do."""

import logging
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import apsw
import pytest

from rankandfile.record.cosignature import CosigningKey, cosign, find
from rankandfile.record.note import LogKey
from rankandfile.record.witnessing import proved_fork
from rankandfile.shell.store import Store
from rankandfile.shell.trouble import Damaged, ForeignFile, NoSuchFile, WrongUse
from rankandfile.shell.witness import ledger as ledger_module
from rankandfile.shell.witness.cosigner import SIZE, Cosigner
from rankandfile.shell.witness.folder import Folder, make, own_key
from tests.witnesses import KEY, ORIGIN, Log, request, watching

LOG, FORK = Log(60), Log(60, fork_at=7)
NEW_KEY = LogKey(ORIGIN, b"\x12" * 32)


class HandClock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1_700_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return watching(tmp_path / "witness")


@pytest.fixture
def witness(folder: Folder, clock: HandClock) -> Iterator[Cosigner]:
    cosigner = Cosigner(folder, clock)
    yield cosigner
    cosigner.ledger.close()


def cosigned(witness: Cosigner, old: int, size: int, log: Log = LOG) -> None:
    answer = witness.answer(log.request(old, size))
    assert answer.code == 200, answer
    find(answer.body, log.text(size), witness.key.vkey)


def size_of(witness: Cosigner) -> int:
    last = witness.ledger.watched()[0].last
    return last.size if last else 0


def test_only_its_owner_can_read_the_key_of_a_new_witness(folder: Folder) -> None:
    assert stat.S_IMODE(folder.key.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.ledger.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert own_key(folder).vkey.name == "sister.example/witness"


def test_two_witnesses_never_have_one_key(tmp_path: Path) -> None:
    assert (
        make(Folder(tmp_path / "a"), "a.example").vkey.public != make(Folder(tmp_path / "b"), "a.example").vkey.public
    )


@pytest.mark.parametrize(
    "name", ["", "https://sister.example", "two words", "sister.example+x", "Sister.example", "a\n"]
)
def test_a_name_that_is_no_web_address_makes_no_witness(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUse, match="cannot name a witness"):
        make(Folder(tmp_path / "w"), name)
    assert not (tmp_path / "w").exists()


def test_a_folder_in_use_is_left_as_it_is(folder: Folder, tmp_path: Path) -> None:
    before = folder.key.read_bytes()
    with pytest.raises(WrongUse, match="in use already"):
        make(folder, "sister.example/witness")
    assert folder.key.read_bytes() == before
    (tmp_path / "file").touch()
    with pytest.raises(WrongUse, match="in use already"):
        make(Folder(tmp_path / "file"), "sister.example/witness")


def test_no_two_kinds_of_file_can_be_taken_for_one_another() -> None:
    source = Path(ledger_module.__file__).parents[1].rglob("*.py")
    numbers = [number for file in source for number in re.findall(r"0x5246[0-9A-Fa-f]{4}", file.read_text())]
    assert len(numbers) > 3
    assert len(set(numbers)) == len(numbers)


def test_the_folder_of_a_record_is_no_witness(folder: Folder) -> None:
    folder.ledger.unlink()
    Store.create(folder.ledger)
    with pytest.raises(ForeignFile, match="not a witness"):
        Cosigner(folder)


def test_every_connection_writes_through_to_the_disk(witness: Cosigner) -> None:
    with witness.ledger.turn(ORIGIN) as turn:
        assert turn._connection.pragma("synchronous") == 2


def test_a_growing_log_is_cosigned_step_by_step(witness: Cosigner, clock: HandClock) -> None:
    old = 0
    for size in (1, 2, 2, 9, 60):
        clock.now += 10
        cosigned(witness, old, size)
        old = size
    (watched,) = witness.ledger.watched()
    assert watched.last is not None
    assert (watched.last.size, watched.last.root, watched.last.at) == (60, LOG.tree.root(), clock.now)
    assert (watched.forks, watched.doubts) == (0, 0)


def test_a_restarted_witness_remembers(witness: Cosigner, folder: Folder, clock: HandClock) -> None:
    cosigned(witness, 0, 9)
    again = Cosigner(folder, clock)
    assert again.answer(LOG.request(0, 12)).body == "9\n"
    cosigned(again, 9, 12)
    again.ledger.close()


def test_the_size_cosigned_last_is_named_with_its_own_type(witness: Cosigner) -> None:
    cosigned(witness, 0, 9)
    answer = witness.answer(LOG.request(3, 20))
    assert (answer.code, answer.body, answer.kind) == (409, "9\n", SIZE)


def test_a_rollback_is_refused(witness: Cosigner) -> None:
    cosigned(witness, 0, 30)
    for old, size in ((0, 20), (20, 25), (25, 30)):
        assert witness.answer(LOG.request(old, size)).body == "30\n"
    assert size_of(witness) == 30


def test_the_same_checkpoint_in_the_same_second_is_answered_without_writing(witness: Cosigner, folder: Folder) -> None:
    first = witness.answer(LOG.request(0, 9))
    before = folder.ledger.with_name("witness.db-wal").stat().st_size
    assert witness.answer(LOG.request(9, 9)) == first
    assert folder.ledger.with_name("witness.db-wal").stat().st_size == before


def test_the_same_checkpoint_later_is_cosigned_for_the_later_time(witness: Cosigner, clock: HandClock) -> None:
    cosigned(witness, 0, 9)
    clock.now += 3600
    answer = witness.answer(LOG.request(9, 9))
    assert find(answer.body, LOG.text(9), witness.key.vkey).at == clock.now


def test_a_clock_that_was_set_back_stops_the_witness(witness: Cosigner, clock: HandClock) -> None:
    cosigned(witness, 0, 9)
    clock.now -= 6
    assert witness.answer(LOG.request(9, 12)).code == 503
    clock.now += 6
    cosigned(witness, 9, 12)


def test_an_unknown_log_and_a_strangers_key_are_refused(witness: Cosigner) -> None:
    other = Log(9, key=LogKey("other.example", b"\x13" * 32))
    assert witness.answer(other.request(0, 9)).code == 404
    assert witness.answer(Log(9, key=NEW_KEY).request(0, 9)).code == 403
    assert size_of(witness) == 0


def test_a_fork_is_refused_told_once_and_its_evidence_convicts(
    witness: Cosigner, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    cosigned(witness, 0, 9)
    assert witness.answer(FORK.request(9, 9)).code == 422
    assert witness.answer(FORK.request(9, 9)).code == 422
    assert [record.getMessage() for record in caplog.records] == [
        "union.example/record has signed two histories of its first 9 entries"
    ]
    (kept,) = witness.ledger.evidence()
    assert (kept.origin, kept.size, kept.at, kept.evidence.proved) == (ORIGIN, 9, clock.now, True)
    assert kept.root == FORK.tree.root_at(9).hex()
    proved_fork(kept.evidence.kept, kept.evidence.shown, [KEY.vkey])
    assert size_of(witness) == 9
    cosigned(witness, 9, 12)
    assert witness.ledger.watched()[0].forks == 1


def test_a_log_that_was_set_back_and_goes_on_otherwise_convicts_itself(witness: Cosigner) -> None:
    for old, size in ((0, 8), (8, 9), (9, 30)):
        cosigned(witness, old, size)
    answer = witness.answer(FORK.request(8, 9))
    assert (answer.code, answer.body) == (409, "30\n")
    (kept,) = witness.ledger.evidence()
    proved_fork(kept.evidence.kept, kept.evidence.shown, [KEY.vkey])


def test_a_proof_that_fails_is_a_doubt_until_the_log_proves_it(witness: Cosigner) -> None:
    cosigned(witness, 0, 9)
    assert witness.answer(request(9, [], LOG.note(12))).code == 422
    assert [each.evidence.proved for each in witness.ledger.evidence()] == [False]
    assert witness.ledger.watched()[0].doubts == 1
    cosigned(witness, 9, 12)
    assert witness.ledger.evidence() == ()


def test_evidence_has_room_for_proof_whatever_a_stranger_sends(
    witness: Cosigner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_module, "EVIDENCE", 3)
    cosigned(witness, 0, 9)
    for size in range(10, 20):
        assert witness.answer(request(9, [], LOG.note(size))).code == 422
    assert witness.ledger.watched()[0].doubts == 3
    witness.answer(FORK.request(9, 9))
    assert [each.evidence.proved for each in witness.ledger.evidence()] == [True, False, False, False]


def test_the_newest_heads_are_kept_and_the_oldest_go(witness: Cosigner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "HEADS", 5)
    for size in range(10):
        cosigned(witness, size, size + 1)
    with witness.ledger.turn(ORIGIN) as turn:
        assert [size for size in range(20) if turn.seen(size).same] == [6, 7, 8, 9, 10]


def test_a_log_changes_its_key_when_the_operator_of_the_witness_says_so(witness: Cosigner, clock: HandClock) -> None:
    cosigned(witness, 0, 9)
    renewed = Log(60, key=NEW_KEY)
    assert witness.answer(renewed.request(9, 12)).code == 403
    witness.ledger.trust(ORIGIN, NEW_KEY.vkey, clock.now)
    cosigned(witness, 9, 12, renewed)
    cosigned(witness, 12, 13)
    assert witness.ledger.distrust(ORIGIN, KEY.vkey, clock.now) == 1
    assert witness.answer(LOG.request(13, 14)).code == 403
    cosigned(witness, 13, 14, renewed)
    assert witness.ledger.distrust(ORIGIN, NEW_KEY.vkey, clock.now) == 0
    assert witness.answer(renewed.request(14, 15)).code == 403
    assert [key.until for key in witness.ledger.watched()[0].keys] == [clock.now, clock.now]


def test_a_fork_by_a_new_key_is_found_across_the_change(witness: Cosigner, clock: HandClock) -> None:
    cosigned(witness, 0, 9)
    witness.ledger.trust(ORIGIN, NEW_KEY.vkey, clock.now)
    assert witness.answer(Log(60, fork_at=3, key=NEW_KEY).request(9, 9)).code == 422
    (kept,) = witness.ledger.evidence()
    proved_fork(kept.evidence.kept, kept.evidence.shown, [KEY.vkey, NEW_KEY.vkey])


def test_a_key_that_was_distrusted_can_be_trusted_again(witness: Cosigner) -> None:
    witness.ledger.distrust(ORIGIN, KEY.vkey, 5)
    witness.ledger.trust(ORIGIN, KEY.vkey, 6)
    assert witness.ledger.keys(ORIGIN) == (KEY.vkey,)


def test_what_makes_no_sense_is_said_so(witness: Cosigner) -> None:
    with pytest.raises(WrongUse, match="watched already"):
        witness.ledger.watch(ORIGIN, NEW_KEY.vkey, 1)
    with pytest.raises(WrongUse, match="not watched yet"):
        witness.ledger.trust("other.example", NEW_KEY.vkey, 1)
    for origin in (ORIGIN, "other.example"):
        with pytest.raises(WrongUse, match="no key that is trusted"):
            witness.ledger.distrust(origin, NEW_KEY.vkey, 1)


def set_back(folder: Folder, clock: HandClock) -> tuple[str, Cosigner]:
    """The cosigned checkpoint of size 20, and a witness whose file is a copy from before it."""
    first = Cosigner(folder, clock)
    cosigned(first, 0, 9)
    first.ledger.close()
    copy = folder.ledger.read_bytes()
    again = Cosigner(folder, clock)
    cosigned(again, 9, 20)
    last = again.ledger.watched()[0].last
    assert last is not None
    again.ledger.close()
    folder.ledger.write_bytes(copy)
    return last.note, Cosigner(folder, clock)


def test_a_witness_that_was_set_back_retires_when_somebody_shows_it_what_it_cosigned(
    folder: Folder, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    note, witness = set_back(folder, clock)
    shown = witness.answer(request(9, LOG.tree.consistency(9, 20), note))
    assert (shown.code, "retired" in shown.body) == (503, True)
    assert witness.answer(LOG.request(9, 20)).code == 503
    assert witness.answer(FORK.request(0, 5)).code == 503
    assert (size_of(witness), witness.ledger.retired()) == (9, clock.now)
    assert "does not remember it" in caplog.text
    again = Cosigner(folder, clock)
    assert again.answer(LOG.request(9, 20)).code == 503
    for each in (witness, again):
        each.ledger.close()


def test_a_witness_whose_key_cosigned_another_history_elsewhere_retires_and_keeps_the_evidence(
    witness: Cosigner,
) -> None:
    cosigned(witness, 0, 9)
    stolen = FORK.note(9) + cosign(witness.key, FORK.text(9), 1_700_000_000)
    assert witness.answer(request(9, [], stolen)).code == 503
    assert witness.ledger.retired() is not None
    assert [each.evidence.proved for each in witness.ledger.evidence()] == [True]


def test_what_it_remembers_or_cannot_have_signed_retires_no_witness(witness: Cosigner) -> None:
    for old, size in ((0, 9), (9, 20)):
        cosigned(witness, old, size)
    last = witness.ledger.watched()[0].last
    assert last is not None
    assert witness.answer(request(20, [], last.note)).code == 200
    forged = LOG.note(30) + last.note.splitlines()[-1] + "\n"
    assert witness.answer(request(20, LOG.tree.consistency(20, 30), forged)).code == 200
    other = CosigningKey("other.example/witness", b"\x21" * 32)
    theirs = LOG.note(40) + cosign(other, LOG.text(40), 1_700_000_000)
    assert witness.answer(request(30, LOG.tree.consistency(30, 40), theirs)).code == 200
    strangers = Log(60, key=NEW_KEY)
    unsigned = strangers.note(50) + cosign(witness.key, strangers.text(50), 1_700_000_000)
    assert witness.answer(request(40, strangers.tree.consistency(40, 50), unsigned)).code == 403
    assert witness.ledger.retired() is None


def test_a_lost_ledger_is_not_made_anew(folder: Folder) -> None:
    folder.ledger.unlink()
    with pytest.raises(NoSuchFile, match="no witness at"):
        Cosigner(folder)
    assert not folder.ledger.exists()


def test_a_ledger_serves_the_key_it_was_made_for_only(folder: Folder, tmp_path: Path) -> None:
    other = watching(tmp_path / "other", "branch.example/witness")
    folder.key.write_bytes(other.key.read_bytes())
    with pytest.raises(Damaged, match="another key"):
        Cosigner(folder)


@pytest.mark.parametrize("secret", [b"", b"00", b"\xff" * 64, b"0" * 65])
def test_a_file_that_is_no_key_is_named(folder: Folder, secret: bytes) -> None:
    folder.key.write_bytes(secret)
    with pytest.raises(Damaged, match=r"witness\.key is not a key"):
        own_key(folder)


@pytest.mark.parametrize(
    "settings", ["", "x", "[witness]\nname = 3\n", '[witness]\nname = "a b"\n', '[witness]\nnames = "a"']
)
def test_settings_that_make_no_sense_are_named(folder: Folder, settings: str) -> None:
    folder.settings.write_text(settings)
    with pytest.raises(Damaged, match=r"witness\.toml"):
        own_key(folder)


def test_where_there_is_no_witness_it_says_how_to_begin_one(tmp_path: Path, folder: Folder) -> None:
    with pytest.raises(NoSuchFile, match="rankandfile witness init"):
        own_key(Folder(tmp_path / "nowhere"))
    folder.key.unlink()
    with pytest.raises(NoSuchFile, match="key of this witness is missing"):
        own_key(folder)


def test_many_requests_at_once_never_roll_a_log_back(folder: Folder) -> None:
    """Each thread grows the log from what it believes; what was answered with 200 must be one line of growth."""
    witness, chance = Cosigner(folder), Random(5)
    steps = [(old, chance.randrange(old, 61)) for _ in range(8) for old in range(60)]
    chance.shuffle(steps)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda step: witness.answer(LOG.request(*step)), steps))
    accepted = sorted(step for step, answer in zip(steps, answers, strict=True) if answer.code == 200)
    grown = [step for step in accepted if step[0] < step[1]]
    assert grown
    assert [old for old, _ in grown[1:]] == [size for _, size in grown[:-1]]
    assert size_of(witness) == grown[-1][1]
    assert {answer.code for answer in answers} <= {200, 409}


def test_two_histories_at_once_and_only_one_of_them_is_cosigned(folder: Folder) -> None:
    witness = Cosigner(folder)
    cosigned(witness, 0, 5)
    logs = [LOG, FORK] * 8
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda log: (log, witness.answer(log.request(5, 20)).code), logs))
    accepted = {id(log) for log, code in answers if code == 200}
    assert len(accepted) == 1
    assert witness.ledger.watched()[0].forks == 1


KILLED = """
import os, sys
from pathlib import Path
from rankandfile.shell.witness.cosigner import Cosigner
from rankandfile.shell.witness.folder import Folder

witness = Cosigner(Folder(Path(sys.argv[1])))
if sys.argv[2] == "before":
    witness.ledger._connections.here().set_commit_hook(lambda: os.kill(os.getpid(), 9))
witness.answer(sys.stdin.buffer.read())
os.kill(os.getpid(), 9)
"""


def killed(folder: Folder, moment: str) -> Cosigner:
    """The witness after a process of it was killed at this moment, while it grew the log from 5 to 9."""
    first = Cosigner(folder)
    cosigned(first, 0, 5)
    first.ledger.close()
    call = [sys.executable, "-c", KILLED, str(folder.path), moment]
    assert subprocess.run(call, input=LOG.request(5, 9), timeout=60).returncode == -9
    return Cosigner(folder)


def test_killed_before_the_commit_nothing_has_happened(folder: Folder) -> None:
    witness = killed(folder, "before")
    assert size_of(witness) == 5
    cosigned(witness, 5, 9)
    witness.ledger.close()


def test_killed_between_the_disk_and_the_answer_it_remembers_and_the_log_asks_again(folder: Folder) -> None:
    witness = killed(folder, "after")
    assert witness.answer(FORK.request(9, 9)).code == 422
    assert witness.answer(LOG.request(5, 9)).body == "9\n"
    cosigned(witness, 9, 9)
    witness.ledger.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where this user may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True)
    if made.returncode:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_on_a_full_disk_nothing_is_cosigned_and_the_log_says_why(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    witness = Cosigner(watching(small_disk / "witness"))
    cosigned(witness, 0, 5)
    ballast = small_disk / "ballast"
    room = os.statvfs(small_disk)
    ballast.write_bytes(bytes(room.f_bavail * room.f_frsize))
    size, answer = 5, witness.answer(LOG.request(5, 6))
    while answer.code == 200 and size < 59:
        size += 1
        answer = witness.answer(LOG.request(size, size + 1))
    assert answer.code == 503
    assert "Nothing was cosigned" in answer.body
    assert str(small_disk) not in answer.body
    assert caplog.records[-1].levelno == logging.ERROR
    assert "full" in caplog.text
    assert size_of(witness) == size
    ballast.unlink()
    cosigned(witness, size, size + 1)
    witness.ledger.close()


def test_a_ledger_that_cannot_be_written_cosigns_nothing(folder: Folder) -> None:
    witness = Cosigner(folder)
    witness.ledger._connections.here().pragma("query_only", 1)
    assert witness.answer(LOG.request(0, 5)).code == 503
    witness.ledger._connections.here().pragma("query_only", 0)
    assert size_of(witness) == 0


def test_what_is_cosigned_is_durable_before_it_is_answered(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another connection sees the head at the moment at which `answer` returns, and not before the commit."""
    witness = Cosigner(folder)
    watching_file = apsw.Connection(str(folder.ledger), flags=apsw.SQLITE_OPEN_READONLY)
    sizes: list[list[tuple[int]]] = []

    def looked() -> bool:
        sizes.append(watching_file.execute("SELECT size FROM head").fetchall())
        return False

    witness.ledger._connections.here().set_commit_hook(looked)
    cosigned(witness, 0, 5)
    assert sizes[-1] == []
    assert watching_file.execute("SELECT size FROM head").fetchall() == [(5,)]
    watching_file.close()
    witness.ledger.close()
