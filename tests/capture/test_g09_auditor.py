"""G9, seen from outside. An auditor without an account or a database takes an export and the heads of two witnesses.

The operator has everything: the database, the vault, the server's key and its clock. What is done by halves is found
in the export alone. What is done well, so that every hash and signature of the server fits, is found by what the
witnesses saw: they signed the head of the record on Monday and know nothing else of it.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from rankandfile.core.chapters.erasing import ErasureExecuted, ErasureRequested, RequestErasure, TextDestroyed
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.ids import Moment, MotionId, RequestId
from rankandfile.record import checkpoint, cosignature, leaf
from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.naming import recorded
from rankandfile.shell.copies import write_export
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.store import Store
from tests.living import Living
from tests.world import CHAIR, DAY, handle

from . import software

WITNESSES = tuple(cosignature.CosigningKey(f"sister-{n}.example/witness", bytes([n]) * 32) for n in (1, 2))
M1 = MotionId("M1")
Found = list[tuple[str, int | None]]


class Auditor(Struct):
    """Somebody on another machine: a folder, what the witnesses handed over, and a key from a printed agenda."""

    folder: Path
    key: str
    heads: tuple[Path, ...] = ()

    def finds(self, exported: bytes) -> Found:
        """The findings of `rankandfile verify` on this file, by code and entry."""
        return [(each["code"], each["entry"]) for each in self.report(exported)["findings"]]

    def report(self, exported: bytes) -> dict[str, Any]:
        """The whole report, from a process that has no database driver and no site."""
        (self.folder / "record.tar").write_bytes(exported)
        words = ["verify", "record.tar", "--json", "--key", self.key]
        for witness in WITNESSES:
            words += ["--witness", str(witness.vkey)]
        for head in self.heads:
            words += ["--checkpoint", str(head)]
        code = (
            "import sys; sys.modules.update(apsw=None, django=None, psycopg=None)\n"
            "from rankandfile.cli.main import main; sys.exit(main(sys.argv[1:]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        report: dict[str, Any] = json.loads(done.stdout)
        assert done.returncode == (1 if report["findings"] else 0)
        return report


@pytest.fixture
def auditor(own: Living, tmp_path: Path) -> Auditor:
    """The auditor before anything is witnessed."""
    (tmp_path / "elsewhere").mkdir()
    return Auditor(tmp_path / "elsewhere", str(own.secretary.key.vkey))


def witnessed(own: Living, auditor: Auditor) -> None:
    """Both witnesses sign the head of the record as it is, now, and the auditor gets what they signed."""
    note = own.secretary.store.head().checkpoint
    text = note.rpartition("\n\n")[0] + "\n"
    for number, witness in enumerate(WITNESSES):
        file = auditor.folder / f"head-{len(auditor.heads)}-{number}"
        file.write_text(note + cosignature.cosign(witness, text, own.now + number))
        auditor.heads += (file,)


@pytest.fixture
def monday(own: Living, auditor: Auditor) -> Living:
    """A motion has been moved and seconded, and the witnesses have signed."""
    own.move(41)
    own.second(M1, [11, 12])
    own.wait(own.now + DAY)
    witnessed(own, auditor)
    own.wait(own.now + 3600)
    return own


def leaves_of(own: Living) -> list[bytes]:
    return list(own.secretary.store.entries())


def write_anew(own: Living, leaves: Sequence[bytes]) -> None:
    """The operator writes the whole record again, tiles and all, and signs it with the server's own key."""
    key = own.secretary.key
    own.secretary.close()
    for name in ("record.db", "record.db-wal", "record.db-shm"):
        (own.home.path / name).unlink(missing_ok=True)
    Store.create(own.home.record)
    store = Store(own.home.record)
    with store.batch() as batch:
        for each in leaves:
            batch.add(each)
        batch.write(lambda size, root: checkpoint.sign(Checkpoint(key.vkey.name, size, root), key))
    store.close()


def shifted(leaves: Sequence[bytes], start: int, by: int) -> list[bytes]:
    """The entries, those that point behind `start` pointing so much further."""

    def moved(index: int, each: bytes) -> bytes:
        entry = json.loads(each)
        if index >= start and entry.get("of", -1) >= start:
            entry["of"] += by
        return json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()

    return [moved(index, each) for index, each in enumerate(leaves)]


def exported(own: Living) -> bytes:
    """What the operator hands to the auditor: an export made by the server, started on its files as they are."""
    own.restarted()
    return own.exported()


def second_by(own: Living, member: int) -> int:
    """The entry of the member's second."""
    mark = b'"kind":"SecondMotion"'
    return next(i for i, d in enumerate(leaves_of(own)) if mark in d and f'"by":"{handle(member)}"'.encode() in d)


def test_an_honest_record_is_found_sound_and_both_witnesses_are_in_it(monday: Living, auditor: Auditor) -> None:
    monday.second(M1, [13])
    report = auditor.report(exported(monday))
    assert report["findings"] == []
    assert ["older checkpoints that lie on the way to this one", 2] in report["checked"]


def test_an_entry_altered_by_halves_is_named(monday: Living, auditor: Auditor) -> None:
    index = monday.state.motions.motions[M1].entry
    altered = leaves_of(monday)[index].replace(b'"policy"', b'"polici"')
    with closing(sqlite3.connect(monday.home.record)) as database, database:
        database.execute("UPDATE entry SET d = ? WHERE i = ?", (altered, index))
    assert ("entry.changed", index) in auditor.finds(monday.exported())


def test_an_entry_altered_and_all_signed_anew_is_a_fork_from_what_the_witnesses_saw(
    monday: Living, auditor: Auditor
) -> None:
    index, leaves = second_by(monday, 11), leaves_of(monday)
    other = str(handle(13)).encode()
    altered = [
        each.replace(str(handle(11)).encode(), other) if index <= place < index + 2 else each
        for place, each in enumerate(leaves)
    ]
    assert altered != leaves
    write_anew(monday, altered)
    assert auditor.finds(exported(monday)) == [("head.forked", None), ("head.forked", None)]


def test_an_entry_dropped_is_a_fork_and_a_record_too_short(monday: Living, auditor: Auditor) -> None:
    index, leaves = second_by(monday, 12), leaves_of(monday)
    followers = [place for place, each in enumerate(leaves) if json.loads(each).get("of") == index]
    gap = 1 + len(followers)
    write_anew(monday, [*leaves[:index], *shifted(leaves, index, -gap)[index + gap :]])
    short = exported(monday)
    assert ("head.ahead", len(leaves) - gap) in auditor.finds(short)
    for member in (14, 15, 16):
        monday.does(SecondMotion(handle(member), monday.now, M1))
    found = auditor.finds(exported(monday))
    assert found.count(("head.forked", None)) == 2


def test_entries_moved_past_one_another_are_a_fork(monday: Living, auditor: Auditor) -> None:
    first, second, leaves = second_by(monday, 11), second_by(monday, 12), leaves_of(monday)
    assert second == first + 2
    ones, others = leaves[first : first + 2], leaves[second : second + 2]
    assert len(leaves[second:]) >= 2
    swapped = [*leaves[:first], *shifted_pair(others, first), *shifted_pair(ones, second), *leaves[second + 2 :]]
    write_anew(monday, swapped)
    assert auditor.finds(exported(monday)) == [("head.forked", None), ("head.forked", None)]


def shifted_pair(pair: Sequence[bytes], place: int) -> list[bytes]:
    """An act and its effect, at home in another place."""
    act, effect = pair
    entry = json.loads(effect)
    entry["of"] = place
    return [act, json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()]


def test_an_entry_backdated_by_a_server_whose_clock_was_set_back_is_named(monday: Living, auditor: Auditor) -> None:
    monday.now = Moment(monday.state.now + 60)
    index = int(monday.state.size)
    monday.second(M1, [13])
    assert auditor.finds(exported(monday)) == [("time.backdated", index)]
    auditor.heads = ()
    assert auditor.finds(monday.exported()) == []


def test_an_entry_backdated_against_the_order_of_the_record_is_named_without_any_head(
    monday: Living, auditor: Auditor
) -> None:
    leaves = leaves_of(monday)
    act = SecondMotion(handle(13), Moment(monday.state.now - 5 * DAY), M1)
    last = leaf.decode(leaves[second_by(monday, 12)])
    forged = type(last)(act, "77" * 16, last.rules)
    write_anew(monday, [*leaves, leaf.encode(forged)])
    auditor.heads = ()
    assert ("act.refused", len(leaves)) in auditor.finds(exported(monday))


def test_a_fork_shown_to_half_the_members_is_found_in_whichever_half_the_auditor_is(
    monday: Living, auditor: Auditor, tmp_path: Path
) -> None:
    monday.secretary.close()
    shutil.copytree(monday.home.path, tmp_path / "other")
    other = Secretary(Home(tmp_path / "other"), lambda: monday.now)
    monday.restarted()
    monday.second(M1, [13])
    witnessed(monday, auditor)
    other.submit(SecondMotion(handle(14), monday.now, M1))
    other.submit(SecondMotion(handle(15), monday.now, M1))
    assert auditor.finds(exported(monday)) == []
    assert auditor.finds(export_of(other)) == [("head.forked", None), ("head.forked", None)]


def export_of(secretary: Secretary) -> bytes:
    stream = BytesIO()
    write_export(secretary, stream)
    secretary.close()
    return stream.getvalue()


def test_a_rollback_to_yesterday_is_found(monday: Living, auditor: Auditor, tmp_path: Path) -> None:
    monday.secretary.close()
    shutil.copytree(monday.home.path, tmp_path / "yesterday")
    monday.restarted()
    yesterday = int(monday.state.size)
    monday.second(M1, [13])
    witnessed(monday, auditor)
    old = Secretary(Home(tmp_path / "yesterday"), lambda: monday.now)
    assert auditor.finds(export_of(old)) == [("head.ahead", yesterday), ("head.ahead", yesterday)]


def in_the_vault(own: Living, command: str, *values: object) -> None:
    own.secretary.close()
    with closing(sqlite3.connect(own.home.vault)) as database, database:
        database.execute(command, values)


def test_a_text_withheld_from_the_vault_is_named(monday: Living, auditor: Auditor) -> None:
    entry = monday.state.motions.motions[M1].entry
    in_the_vault(monday, "DELETE FROM opening WHERE entry = ? AND slot = 'text'", entry)
    assert auditor.finds(exported(monday)) == [("slot.withheld", entry)]


def test_a_name_taken_from_the_vault_is_named_by_whoever_is_shown_names(monday: Living, auditor: Auditor) -> None:
    entry = monday.state.members.members[handle(42)].entry
    in_the_vault(monday, "DELETE FROM opening WHERE entry = ? AND slot = 'name'", entry)
    monday.restarted()
    stream = BytesIO()
    write_export(monday.secretary, stream, personal=True)
    assert auditor.finds(stream.getvalue()) == [("slot.withheld", entry)]


def test_a_name_erased_by_somebody_who_may_not_is_named_with_its_article(
    monday: Living, auditor: Auditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = monday.state.members.members[handle(42)].entry
    asked, index, at = recorded(leaves_of(monday)[entry], "name"), int(monday.state.size), monday.now
    act = RequestErasure(handle(CHAIR), at, entry, "name", **asked)
    request = RequestId("X1")
    effects = (
        ErasureRequested(request, entry, "name", **asked, ground="own", by=act.by, at=at, source=index, until=at),
        ErasureExecuted(request, entry, "name", "own", at, index),
        TextDestroyed(request, at),
    )
    software.lawless(monkeypatch, lambda _state, _act: effects)
    monday.does(act)
    software.honest(monkeypatch)
    in_the_vault(monday, "DELETE FROM opening WHERE entry = ? AND slot = 'name'", entry)
    report = auditor.report(exported(monday))
    assert [(each["code"], each["entry"]) for each in report["findings"]] == [("act.refused", index)]
    (finding,) = report["findings"]
    assert "This text is not yours." in finding["what"]
    assert finding["article"]


def test_what_no_witness_saw_yet_is_found_only_by_the_next_who_signs(monday: Living, auditor: Auditor) -> None:
    """What stays possible: the operator may still choose what happened since the last signature."""
    before = leaves_of(monday)
    monday.second(M1, [13])
    write_anew(monday, before)
    assert auditor.finds(exported(monday)) == []
