"""The vault gives back what was kept, and what it destroys is in no file any more."""

from pathlib import Path
from random import Random

import apsw
import pytest

from rankandfile.shell import chance
from rankandfile.shell.trouble import Busy, Damaged
from rankandfile.shell.vault import Kept, Vault, blob_key


def slot(entry: int, name: str = "text", text: str | None = None) -> Kept:
    return Kept(entry, name, chance.opening(), chance.opening(), f"text {entry}" if text is None else text)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    Vault.create(tmp_path / "vault.db")
    return Vault(tmp_path / "vault.db")


def left_in_files(folder: Path, openings: list[bytes]) -> int:
    """How many of the openings can be found in any file of the folder."""
    everything = b"".join(file.read_bytes() for file in folder.iterdir())
    return sum(opening in everything for opening in openings)


def test_what_was_kept_comes_back(vault: Vault) -> None:
    kept = slot(0, text="Publish the accounts — 公开账目.")
    vault.keep(0, [kept, slot(0, "name"), slot(3, text="")])
    assert vault.text(0, "text") == kept.text
    assert vault.opening(0, "text") == kept.opening
    assert vault.text(3, "text") == ""


def test_what_was_never_kept_is_nothing(vault: Vault) -> None:
    assert vault.text(0, "text") is None
    assert vault.opening(0, "text") is None


def test_texts_do_not_lie_open_in_the_file(vault: Vault, tmp_path: Path) -> None:
    vault.keep(0, [slot(0, text="a complaint about the treasurer")])
    assert left_in_files(tmp_path, [b"complaint"]) == 0


def test_the_key_of_a_text_is_hkdf_of_its_opening() -> None:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    opening = bytes(range(32))
    assert blob_key(opening) == HKDF(SHA256(), 32, None, b"rankandfile/blob/v1").derive(opening)


def test_orphans_of_entries_that_never_came_to_be_make_room(vault: Vault) -> None:
    vault.keep(0, [slot(0), slot(1, text="never recorded"), slot(1, "ground")])
    kept = slot(1)
    vault.keep(1, [kept])
    assert list(vault.opened(0, 9))[1:] == [kept]
    vault.sweep(1)
    assert [k.entry for k in vault.opened(0, 9)] == [0]


def test_texts_of_later_batches_are_no_orphans_but_a_sign_of_an_older_record(vault: Vault) -> None:
    vault.keep(0, [slot(0)])
    vault.keep(5, [slot(5)])
    vault.keep(9, [slot(9)])
    for write in (lambda: vault.sweep(5), lambda: vault.keep(5, [slot(5)])):
        with pytest.raises(Damaged, match="older copy"):
            write()
    assert [k.entry for k in vault.opened(0, 99)] == [0, 5, 9]


def test_orphans_leave_no_text_behind(vault: Vault, tmp_path: Path) -> None:
    vault.keep(0, [slot(0)])
    vault.sweep(0)
    assert apsw.Connection(str(tmp_path / "vault.db")).execute("SELECT count(*) FROM blob").get == 0


@pytest.mark.parametrize("seed", range(6))
def test_what_is_destroyed_is_in_no_file(vault: Vault, tmp_path: Path, seed: int) -> None:
    chosen = Random(seed)
    kept = [slot(i, text="x" * chosen.randrange(2000)) for i in range(1200)]
    for start in range(0, len(kept), 100):
        vault.keep(start, kept[start : start + 100])
    gone = chosen.sample(kept, 400)
    vault.destroy([(k.entry, k.slot) for k in gone])
    assert left_in_files(tmp_path, [k.opening for k in gone]) == 0
    assert left_in_files(tmp_path, [k.commitment for k in gone]) == 0
    assert list(vault.opened(0, 1200)) == sorted(set(kept) - set(gone), key=lambda k: k.entry)


def test_destruction_is_not_done_while_a_reader_holds_older_pages(vault: Vault, tmp_path: Path) -> None:
    kept = slot(0)
    vault.keep(0, [kept])
    reader = apsw.Connection(str(tmp_path / "vault.db"))
    reader.execute("BEGIN; SELECT count(*) FROM opening").fetchall()
    vault._connections.here().set_busy_timeout(10)
    with pytest.raises(Busy, match="Try again"):
        vault.destroy([(0, "text")])
    reader.execute("COMMIT")
    vault.destroy([(0, "text")])
    assert left_in_files(tmp_path, [kept.opening]) == 0


def test_a_changed_byte_of_a_text_is_noticed(vault: Vault, tmp_path: Path) -> None:
    vault.keep(0, [slot(0)])
    apsw.Connection(str(tmp_path / "vault.db")).execute("UPDATE blob SET d = zeroblob(length(d))")
    assert vault.text(0, "text") is None
    assert list(vault.opened(0, 1)) == []


def test_a_hundred_thousand_names_are_read_at_once(vault: Vault) -> None:
    vault.keep(0, [slot(i, "name") for i in range(2000)])
    vault.keep(2000, [slot(2000, "ground")])
    assert [k.text for k in vault.opened(0, 3000, "name")] == [f"text {i}" for i in range(2000)]
    assert [k.text for k in vault.opened(1999, 2000, "name")] == ["text 1999"]
