"""G9. The captor rewrites, drops, backdates or forks the history, with the database and the server's key."""

import shutil
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.ids import Moment
from rankandfile.record.export import Export
from rankandfile.record.verify import Trusted, verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.trouble import ClockBehind, Trouble
from tests.living import Living
from tests.world import handle


def rows(own: Living, sql: str, *values: object) -> None:
    """The operator writes into the database behind the server's back."""
    with closing(sqlite3.connect(own.home.record)) as database, database:
        database.execute(sql, values)


def test_a_changed_byte_in_an_entry_is_found_and_named(own: Living) -> None:
    motion = own.move(41)
    index = own.state.motions.motions[motion].entry
    leaf = own.secretary.store.entry(index)
    assert leaf is not None
    rows(own, "UPDATE entry SET d = ? WHERE i = ?", leaf.replace(b"policy", b"polics"), index)
    assert ("entry.changed", index) in {(f.code, f.entry) for f in own.audited().findings}


def test_an_entry_that_was_dropped_stops_the_server_or_is_found(own: Living) -> None:
    motion = own.move(41)
    rows(own, "DELETE FROM entry WHERE i = ?", own.state.motions.motions[motion].entry)
    with pytest.raises(Trouble):
        own.restarted()


def test_nothing_is_recorded_before_the_last_entry(own: Living) -> None:
    own.move(41)
    own.now = Moment(own.now - 3600)
    with pytest.raises(ClockBehind):
        own.secretary.submit(SecondMotion(handle(11), own.now, "M1"))
    own.now = Moment(own.now + 3600)


def test_a_fork_shown_to_half_the_members_is_found_by_whoever_kept_a_head(own: Living, tmp_path: Path) -> None:
    own.move(41)
    own.secretary.close()
    shutil.copytree(own.home.path, tmp_path / "other")
    own.restarted()
    own.move(72)
    kept = own.secretary.store.head().checkpoint
    other = Secretary(Home(tmp_path / "other"), lambda: own.now)
    for member in (11, 12, 13):
        other.submit(SecondMotion(handle(member), own.now, "M1"))
    stream = BytesIO()
    write_export(other, stream)
    other.close()
    shown = Export(BytesIO(stream.getvalue()))
    assert verify(shown).sound  # each half is consistent in itself
    assert {f.code for f in verify(shown, Trusted(heads=(kept,))).findings} == {"head.forked"}


def test_a_rollback_to_yesterdays_backup_is_found_by_whoever_kept_a_head(own: Living, tmp_path: Path) -> None:
    own.secretary.close()
    shutil.copytree(own.home.path, tmp_path / "backup")
    own.restarted()
    own.move(41)
    kept = own.secretary.store.head().checkpoint
    old = Secretary(Home(tmp_path / "backup"), lambda: own.now)
    stream = BytesIO()
    write_export(old, stream)
    old.close()
    report = verify(Export(BytesIO(stream.getvalue())), Trusted(heads=(kept,)))
    assert {f.code for f in report.findings} == {"head.ahead"}


def test_a_record_signed_by_another_key_is_found_by_whoever_knows_the_key(own: Living, tmp_path: Path) -> None:
    from tests.living import Living as Another

    report = verify(Export(BytesIO(own.exported())), Trusted(log=Another(tmp_path / "x").secretary.key.vkey))
    assert "key.other" in {f.code for f in report.findings}
