"""A backup is whole while others write. A restore rolls nothing back, unless what is lost is accepted by its number."""

import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from rankandfile.core.ids import BranchId, ElectionId
from rankandfile.record.export import Export
from rankandfile.record.verify import verify
from rankandfile.shell.backup import Manifest, backup
from rankandfile.shell.box import Ballot
from rankandfile.shell.copies import write_export
from rankandfile.shell.home import FILES, Database, Home, settings_of
from rankandfile.shell.relocation import move
from rankandfile.shell.restore import Plan, restore
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.trouble import Damaged, Moved, NewerFile, NoSuchFile, Trouble, WrongUse
from rankandfile.shell.witnessed import Kept

from .conftest import HandClock, admit_some, form_branch
from .test_kill import acknowledged, told, writer

E1 = ElectionId("e1")
BALLOTS = tuple(Ballot(E1, f"{n:032x}", "2,1") for n in range(20))


@pytest.fixture
def database(either: Database) -> Database:
    """Everything here holds in files and in a database alike."""
    return either


in_files = pytest.mark.parametrize("database", [FILES], ids=["files"])


def no_accounts(source: Path, target: Path) -> None:
    """Accounts are the site's (`tests/web/test_moving_accounts.py`)."""


def silent(done: int, total: int) -> None:
    """Nobody looks."""


def saved(home: Home, file: Path, *, with_keys: bool = True) -> Manifest:
    return backup(home, file, no_accounts, silent, 1_767_225_600, with_keys=with_keys)


def restored(file: Path, home: Home, **more: object) -> Plan:
    given = {"accounts": no_accounts, "progress": silent, **more}
    return restore(file, home, **given)  # type: ignore[arg-type]


def sound(secretary: Secretary) -> bool:
    """Whether an auditor finds nothing in an export of it, texts included."""
    stream = BytesIO()
    write_export(secretary, stream, personal=True)
    return verify(Export(stream)).sound


def test_a_backup_comes_back_as_it_was(home: Home, clock: HandClock, tmp_path: Path) -> None:
    secretary = Secretary(home, clock)
    form_branch(secretary)
    admit_some(secretary, 300)
    secretary.box.lay_aside(BALLOTS, secretary.state.size, secretary.store.head().root)
    made = saved(home, tmp_path / "night.backup")
    assert made.head == secretary.store.head()
    assert (tmp_path / "night.backup").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "night.backup"]
    new = Home(tmp_path / "new")
    assert restored(tmp_path / "night.backup", new).lost == 0
    again = Secretary(new, clock)
    assert again.state == secretary.state
    assert again.box.ballots(E1) == BALLOTS
    assert list(again.vault.opened(0, 9999)) == list(secretary.vault.opened(0, 9999))
    assert {file.stat().st_mode & 0o077 for file in new.path.iterdir()} == {0}
    again.close()
    secretary.close()


def test_a_backup_made_while_others_write_is_whole(home: Home, clock: HandClock, tmp_path: Path) -> None:
    clock.now += 60
    form_branch(Secretary(home, clock))
    process = writer(home)
    lines, sizes = told(process, 10), []
    for number in range(4):
        file, new = tmp_path / f"{number}.backup", Home(tmp_path / f"new-{number}")
        known = acknowledged(lines)
        sizes.append(saved(home, file).size)
        assert restored(file, new).lost == 0
        again = Secretary(new, clock)
        assert again.state.size == sizes[-1]
        assert sound(again)
        assert all(index < sizes[-1] for index in known)
        assert len(again.values("name", range(sizes[-1]))) == len(again.state.members.members) + 1, "the branch has one"
        again.close()
        lines += told(process, 40)
    process.kill()
    process.communicate()
    assert sizes == sorted(sizes)
    assert len(set(sizes)) > 1, "others wrote meanwhile"


def test_the_key_is_in_a_backup_only_where_it_was_asked_for(home: Home, clock: HandClock, tmp_path: Path) -> None:
    secret = home.key.read_bytes().strip()
    saved(home, tmp_path / "without", with_keys=False)
    saved(home, tmp_path / "with")
    assert [secret in (tmp_path / name).read_bytes() for name in ("without", "with")] == [False, True]
    new = Home(tmp_path / "new")
    with pytest.raises(NoSuchFile, match="--key FILE"):
        restored(tmp_path / "without", new)
    (tmp_path / "wrong.key").write_text("11" * 32)
    with pytest.raises(WrongUse, match="None of the keys"):
        restored(tmp_path / "without", new, keys=[tmp_path / "wrong.key"])
    assert not new.path.exists()
    (tmp_path / "safe.key").write_bytes(home.key.read_bytes())
    restored(tmp_path / "without", new, keys=[tmp_path / "safe.key"])
    form_branch(Secretary(new, clock))


def test_an_older_backup_is_refused_and_what_would_be_lost_is_told(
    home: Home, clock: HandClock, tmp_path: Path
) -> None:
    secretary, file = Secretary(home, clock), tmp_path / "old.backup"
    form_branch(secretary)
    size = saved(home, file, with_keys=False).size
    clock.now += 86_400
    admit_some(secretary, 3)
    form_branch(secretary, BranchId("south"))
    plan = restored(file, home)
    assert plan.lost == secretary.state.size - size == 8
    assert f"Entries {size} to {size + 7} would be lost." in plan.why
    assert plan.why[-2:] == ("  2026-01-02  3 × AdmitMember", "  2026-01-02  1 × FormBranch")
    assert restored(file, home, accept_loss_of=7).lost == 8
    admit_some(secretary, 1)
    assert restored(file, home, accept_loss_of=8).lost == 10
    assert [path.name for path in tmp_path.iterdir() if path.name != file.name] == ["home"]
    secretary.close()


def test_a_loss_is_accepted_by_its_number_and_what_was_there_is_put_aside_and_shut(
    home: Home, clock: HandClock, tmp_path: Path, database: Database
) -> None:
    served, file = Secretary(home, clock), tmp_path / "old.backup"
    size = saved(home, file, with_keys=False).size
    form_branch(served)
    (home.path / "letters").mkdir()
    assert restored(file, home, accept_loss_of=2).lost == 2
    with pytest.raises(Moved, match="A backup was put in the place"):
        form_branch(served, BranchId("south"))
    again = Secretary(home, clock)
    assert again.state.size == size
    assert settings_of(home).database == FILES
    assert (home.path / "letters").is_dir()
    form_branch(again)
    (aside,) = [path for path in tmp_path.iterdir() if path.name.startswith("home.before-")]
    assert Home(aside).key.is_file()
    for secretary in (served, again):
        secretary.close()


def test_a_folder_from_which_the_organisation_moved_is_not_brought_back_to_life(
    home: Home, clock: HandClock, tmp_path: Path
) -> None:
    form_branch(Secretary(home, clock))
    saved(home, tmp_path / "night.backup")
    move(home, Home(tmp_path / "there"), FILES, no_accounts, silent)
    with pytest.raises(Moved, match="into an empty folder"):
        restored(tmp_path / "night.backup", home)
    form_branch(Secretary(Home(tmp_path / "there"), clock), BranchId("south"))


def test_a_head_that_somebody_kept_is_held_against_the_backup(home: Home, clock: HandClock, tmp_path: Path) -> None:
    secretary, file, new = Secretary(home, clock), tmp_path / "old.backup", Home(tmp_path / "new")
    saved(home, file)
    form_branch(secretary)
    (tmp_path / "head").write_text(secretary.store.head().checkpoint)
    plan = restored(file, new, heads=[tmp_path / "head"])
    assert plan.lost == 2
    assert plan.why[0].startswith(f"The head in {tmp_path / 'head'} has")
    assert not new.path.exists()
    (tmp_path / "other").write_text("union.example/record\n5\nAAAA\n\n— x AAAA\n")
    with pytest.raises(WrongUse, match="no head that a key"):
        restored(file, new, heads=[tmp_path / "other"])
    with pytest.raises(NoSuchFile):
        restored(file, new, heads=[tmp_path / "missing"])
    secretary.close()


@in_files
@pytest.mark.parametrize("left", ["witnessed.db", "ahead.checkpoint"])
def test_a_head_that_a_witness_signed_counts_where_the_record_itself_is_gone(
    home: Home, clock: HandClock, tmp_path: Path, left: str
) -> None:
    secretary, file = Secretary(home, clock), tmp_path / "old.backup"
    saved(home, file, with_keys=False)
    form_branch(secretary)
    head = secretary.store.head()
    if left == "witnessed.db":
        secretary.witnessed.keep(head.size, head.checkpoint, Kept("sister.example/witness+1+x", 1, "— a line"))
    else:
        (home.path / left).write_text(head.checkpoint)
    secretary.close()
    home.record.unlink()
    plan = restored(file, home)
    assert plan.lost == 2
    assert left in plan.why[0]
    assert restored(file, home, accept_loss_of=2).lost == 2


@in_files
def test_a_backup_of_another_history_is_never_restored(home: Home, clock: HandClock, tmp_path: Path) -> None:
    first, second = tmp_path / "first.backup", tmp_path / "second.backup"
    saved(home, first)
    fork = Home(tmp_path / "fork")
    restored(first, fork)
    other = Secretary(fork, clock)
    form_branch(other, BranchId("elsewhere"))
    form_branch(other, BranchId("nowhere"))
    saved(fork, second)
    form_branch(Secretary(home, clock))
    with pytest.raises(Damaged, match="another history"):
        restored(second, home, accept_loss_of=2)
    other.close()


@in_files
def test_a_newer_backup_replaces_a_record_that_is_damaged(home: Home, clock: HandClock, tmp_path: Path) -> None:
    secretary, file = Secretary(home, clock), tmp_path / "night.backup"
    form_branch(secretary)
    saved(home, file, with_keys=False)
    secretary.close()
    home.record.write_bytes(home.record.read_bytes()[:5000])
    with pytest.raises(Trouble):
        Secretary(home, clock)
    assert restored(file, home).lost == 0
    again = Secretary(home, clock)
    form_branch(again, BranchId("south"))
    again.close()


def test_a_backup_goes_into_a_database_too(
    home: Home, clock: HandClock, tmp_path: Path, database: Database, request: pytest.FixtureRequest
) -> None:
    secretary = Secretary(home, clock)
    form_branch(secretary)
    saved(home, tmp_path / "night.backup")
    server = request.getfixturevalue("postgres")
    with server.database() as url:
        restored(tmp_path / "night.backup", Home(tmp_path / "new"), database=Database(url=url))
        again = Secretary(Home(tmp_path / "new"), clock)
        assert again.state == secretary.state
        form_branch(again, BranchId("south"))
        again.close()
    secretary.close()


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda raw: raw[: len(raw) // 2],
    "cut at the start": lambda raw: raw[:100],
    "empty": lambda raw: b"",
    "something else": lambda raw: b"Dear comrades, " * 1000,
}


@in_files
@pytest.mark.parametrize("change", CHANGES)
def test_a_backup_that_is_not_whole_is_named(home: Home, tmp_path: Path, change: str) -> None:
    file, new = tmp_path / "night.backup", Home(tmp_path / "new")
    saved(home, file)
    file.write_bytes(CHANGES[change](file.read_bytes()))
    with pytest.raises(Damaged, match="backup"):
        restored(file, new)
    assert not new.path.exists()


@in_files
def test_one_bit_anywhere_in_the_content_of_a_backup_is_found(home: Home, clock: HandClock, tmp_path: Path) -> None:
    form_branch(Secretary(home, clock))
    file, chance = tmp_path / "night.backup", Random(3)
    saved(home, file)
    raw = file.read_bytes()
    with tarfile.open(file) as tar:
        parts = [(member.offset_data, member.size) for member in tar.getmembers() if member.name != "manifest.json"]
    for start, size in parts:
        for _ in range(5):
            file.write_bytes(flipped(raw, start + chance.randrange(size)))
            with pytest.raises(Damaged, match="bytes were changed"):
                restored(file, Home(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


@in_files
def test_files_that_no_backup_has_are_not_unpacked(home: Home, tmp_path: Path) -> None:
    file, evil = tmp_path / "night.backup", tmp_path / "evil.backup"
    saved(home, file)
    for name in ("../evil", "/tmp/evil", "log/../../evil.key", ".ssh"):
        with tarfile.open(file) as old, tarfile.open(evil, "w") as new:
            for member in old.getmembers():
                content = old.extractfile(member)
                assert content is not None
                raw = content.read()
                if member.name == "manifest.json":
                    raw = raw.replace(b'"log.key"', b'"' + name.encode() + b'"')
                member.size = len(raw)
                new.addfile(member, BytesIO(raw))
        with pytest.raises(Damaged, match="which no backup has"):
            restored(evil, Home(tmp_path / "new"))
    assert not (tmp_path / "evil").exists()


@in_files
def test_a_backup_of_newer_software_is_left_alone(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "night.backup"
    saved(home, file)
    raw = file.read_bytes()
    file.write_bytes(raw.replace(b'"format": 1', b'"format": 2', 1))
    with pytest.raises(NewerFile, match="newer software"):
        restored(file, Home(tmp_path / "new"))


@in_files
def test_a_backup_never_overwrites(home: Home, tmp_path: Path) -> None:
    (tmp_path / "night.backup").write_text("older")
    with pytest.raises(WrongUse, match="exists already"):
        saved(home, tmp_path / "night.backup")
    with pytest.raises(NoSuchFile, match="There is no folder"):
        saved(home, tmp_path / "missing" / "night.backup")
    assert (tmp_path / "night.backup").read_text() == "older"
