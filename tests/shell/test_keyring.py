"""The keys in a home folder: the one that the record names signs, and a change survives whatever happens in it."""

from io import BytesIO
from pathlib import Path

import pytest

from rankandfile.core.chapters.keys import RotateKey
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from rankandfile.record import checkpoint
from rankandfile.record.export import Export
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import LogKey, open_note
from rankandfile.record.succession import signatures
from rankandfile.record.verify import Trusted, verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.draft import Recorded
from rankandfile.shell.home import Home, log_key
from rankandfile.shell.rotating import prepare, rotate
from rankandfile.shell.secretary import NOW, Secretary
from rankandfile.shell.trouble import Damaged, NoSuchFile
from rankandfile.shell.vault import Vault

from .conftest import HandClock, form_branch


def keys_in(home: Home) -> list[str]:
    return sorted(file.name for file in home.path.glob("*.key"))


def test_the_founding_names_the_key_in_the_folder(secretary: Secretary, home: Home) -> None:
    assert [key.vkey for key in secretary.state.keys.history] == [str(log_key(home).vkey)]
    assert secretary.vkeys() == (log_key(home).vkey,)


def test_a_changed_key_signs_from_the_change_on(secretary: Secretary, home: Home, clock: HandClock) -> None:
    form_branch(secretary)
    before, old = secretary.store.head(), secretary.key.vkey
    answer = rotate(secretary, secretary.state.foundation.founder)
    assert isinstance(answer, Recorded)
    new = secretary.key.vkey
    assert new != old
    assert secretary.vkeys() == (new, old)
    checkpoint.opened(secretary.store.head().checkpoint, new)
    checkpoint.opened(before.checkpoint, old)
    again = Secretary(home, clock)
    assert again.key.vkey == new
    assert again.state.keys == secretary.state.keys
    again.close()


def test_both_keys_sign_as_long_as_the_old_one_is_there(secretary: Secretary, home: Home) -> None:
    old = secretary.key.vkey
    rotate(secretary, secretary.state.foundation.founder)
    note = secretary.store.head().checkpoint
    assert [signed.by for signed in open_note(note, secretary.vkeys()).signatures] == [secretary.key.vkey, old]
    home.key.unlink()
    live = Secretary(home, lambda: secretary.state.now)
    form_branch(live)
    with pytest.raises(Malformed):
        open_note(live.store.head().checkpoint, (old,))
    checkpoint.opened(live.store.head().checkpoint, live.key.vkey)
    live.close()


def test_a_second_change_is_signed_by_the_second_key_and_the_third(secretary: Secretary) -> None:
    founder = secretary.state.foundation.founder
    seen = [secretary.key.vkey]
    for _ in range(2):
        assert isinstance(rotate(secretary, founder), Recorded)
        seen.append(secretary.key.vkey)
    known = open_note(secretary.store.head().checkpoint, secretary.vkeys()).signatures
    assert [signed.by for signed in known] == seen[:0:-1]


def test_whoever_may_not_change_it_leaves_no_key_behind(secretary: Secretary, home: Home) -> None:
    answer = rotate(secretary, Handle("0" * 32))
    assert isinstance(answer, Refusal)
    assert answer.code == "member.power"
    assert keys_in(home) == ["log.key"]


def test_signatures_that_do_not_hold_are_not_recorded(secretary: Secretary) -> None:
    founder, old = secretary.state.foundation.founder, secretary.key
    new, thief = (LogKey(secretary.origin, bytes([number]) * 32) for number in (1, 2))
    forged = RotateKey(founder, NOW, str(old.vkey), str(new.vkey), *signatures(thief, new))
    answer = secretary.submit(forged)
    assert isinstance(answer, Refusal)
    assert answer.code == "key.unsigned"


def test_a_key_that_is_not_in_the_folder_cannot_be_brought_in(secretary: Secretary) -> None:
    founder, old = secretary.state.foundation.founder, secretary.key
    elsewhere = LogKey(secretary.origin, bytes(range(32)))
    size = secretary.store.size()
    with pytest.raises(NoSuchFile, match=elsewhere.vkey.key_id.hex()):
        secretary.submit(RotateKey(founder, NOW, str(old.vkey), str(elsewhere.vkey), *signatures(old, elsewhere)))
    assert secretary.store.size() == size
    assert isinstance(rotate(secretary, founder), Recorded)


def test_a_server_that_stopped_between_key_and_entry_goes_on_with_the_old_key(
    secretary: Secretary, home: Home, clock: HandClock
) -> None:
    secretary.keyring.make()
    again = Secretary(home, clock)
    assert again.key.vkey == log_key(home).vkey
    form_branch(again)
    again.close()


def test_a_missing_new_key_is_named(secretary: Secretary, home: Home, clock: HandClock) -> None:
    rotate(secretary, secretary.state.foundation.founder)
    file = home.path / f"log-{secretary.key.vkey.key_id.hex()}.key"
    moved = Path(f"{file}.away")
    file.rename(moved)
    with pytest.raises(NoSuchFile, match=file.name):
        Secretary(home, clock)
    file.write_text("11" * 32)
    with pytest.raises(Damaged, match="not signed by the key"):
        Secretary(home, clock)


def test_the_export_can_be_verified_by_whoever_knows_either_key(secretary: Secretary) -> None:
    old = secretary.key.vkey
    rotate(secretary, secretary.state.foundation.founder)
    for key in (old, secretary.key.vkey):
        exported = BytesIO()
        write_export(secretary, exported)
        report = verify(Export(exported), Trusted(key))
        assert report.sound, report.findings


def test_nothing_is_swept_under_a_record_that_no_key_here_has_signed(
    secretary: Secretary, home: Home, clock: HandClock
) -> None:
    form_branch(secretary)
    texts = len(list(secretary.vault.opened(0, secretary.store.size())))
    secretary.close()
    home.key.write_text("11" * 32)
    with pytest.raises(Damaged, match="not signed by the key"):
        Secretary(home, clock)
    assert len(list(Vault(home.vault).opened(0, 100))) == texts


def test_a_prepared_key_waits_and_is_the_one_brought_in(secretary: Secretary, home: Home) -> None:
    old, new = secretary.key.vkey, prepare(secretary).vkey
    assert prepare(secretary).vkey == new
    form_branch(secretary)
    assert secretary.key.vkey == old
    assert isinstance(rotate(secretary, Handle("0" * 32)), Refusal)
    assert len(keys_in(home)) == 2  # it waits on
    assert isinstance(rotate(secretary, secretary.state.foundation.founder), Recorded)
    assert secretary.key.vkey == new
    assert secretary.keyring.waiting(secretary.state) is None
    assert prepare(secretary).vkey not in (old, new)
