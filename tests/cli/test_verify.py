"""`rankandfile verify` from a folder, from a home, in steps, and with answers that a program can rely on."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from rankandfile.cli import verify as command
from rankandfile.cli.main import main
from rankandfile.cli.verify import INCOMPLETE
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.ids import BranchId
from rankandfile.record.report import Report
from rankandfile.shell import verified
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW, Secretary
from tests.postgres import Server
from tests.record.organisation import KEY, NOON, Made, with_members
from tests.unpacking import unpacked

Run = Callable[..., tuple[int, str, str]]
SCHEMA = Path(__file__).parents[2] / "docs/verify.schema.json"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line: exit code, standard output, standard error."""

    def running(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return running


@pytest.fixture
def heads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this machine keeps verified heads."""
    monkeypatch.setenv("RANKANDFILE_VERIFIED", str(tmp_path / "verified"))
    return tmp_path / "verified"


def export(made: Made, path: Path) -> Path:
    path.write_bytes(made.export())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export, unpacked."""
    return unpacked(with_members(members=130).export(), tmp_path / "unpacked")


def test_an_export_that_was_unpacked_is_verified(folder: Path, run: Run) -> None:
    code, out, err = run("verify", folder)
    assert (code, err) == (0, "")
    assert "271 entries" in out


def test_the_texts_of_an_entry_are_told_one_by_one(folder: Path, run: Run) -> None:
    code, out, _ = run("verify", folder, "--key", KEY.vkey, "--entry", 5, "--entry", 0)
    assert code == 0
    told = out.partition("TEXTS OF THE ENTRIES ASKED ABOUT")[2].partition("FOUND")[0]
    assert "Entry 5, “name”: Branch number 0" in told
    assert "Entry 0, “name”: personal, and not shown here" in told
    asked = json.loads(run("verify", folder, "--key", KEY.vkey, "--entry", 5, "--json")[1])["asked"]
    assert [(each["slot"], each["status"], each["value"]) for each in asked] == [("name", "shown", "Branch number 0")]


def test_in_a_folder_every_file_that_was_changed_is_named(folder: Path, run: Run) -> None:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != "SHA256SUMS"]
    for file in files:
        content, name = file.read_bytes(), file.relative_to(folder).as_posix()
        for other in (bytes([content[0] ^ 1]) + content[1:], content[:-1], content + b"\n", b""):
            file.write_bytes(other)
            code, out, _ = run("verify", folder)
            assert (code, name in out) == (1, True), name
        file.write_bytes(content)
        file.rename(folder / "aside")
        code, out, _ = run("verify", folder)
        assert (code, name in out) == (1, True), name
        (folder / "aside").rename(file)
    assert run("verify", folder)[0] == 0


@pytest.mark.parametrize("content", [b"", b"nonsense\n", b"0" * 64 + b"  missing\n"])
def test_in_a_folder_sums_that_are_wrong_are_named(content: bytes, folder: Path, run: Run) -> None:
    (folder / "SHA256SUMS").write_bytes(content)
    code, out, _ = run("verify", folder)
    assert (code, "SHA256SUMS" in out or "missing" in out) == ((0, False) if not content else (1, True))


def test_tiles_without_texts_are_verified_as_far_as_they_go(folder: Path, run: Run) -> None:
    shutil.rmtree(folder / "slots")
    shutil.rmtree(folder / "rulebooks")
    for name in ("SHA256SUMS", "log.vkey", "README.txt"):
        (folder / name).unlink()
    code, out, _ = run("verify", folder)
    assert (code, "there is no file log.vkey" in out) == (1, True)
    code, out, _ = run("verify", folder, "--key", KEY.vkey)
    assert code == INCOMPLETE
    assert "Texts, rulebooks and every decision" in out
    shutil.rmtree(folder / "tile")
    code, out, _ = run("verify", folder, "--key", KEY.vkey)
    assert (code, "they cannot be read here" in out) == (INCOMPLETE, True)


def test_an_empty_folder_has_no_record(tmp_path: Path, run: Run) -> None:
    code, out, _ = run("verify", tmp_path)
    assert (code, "There is no file checkpoint here." in out) == (1, True)


@pytest.fixture
def home(tmp_path: Path, run: Run) -> Path:
    """An organisation's own folder."""
    home = tmp_path / "home"
    who = ("--name", "Harbour", "--founder", "Ada Quay", "--origin", "union.example/record")
    assert run("init", "--home", home, *who)[0] == 0
    secretary = Secretary(Home(home))
    secretary.submit(FormBranch(secretary.state.foundation.founder, NOW, BranchId("north")), {"name": "North"})
    secretary.close()
    return home


def test_an_organisations_own_folder_is_verified_and_only_read(home: Path, run: Run) -> None:
    before = {file.name: file.read_bytes() for file in home.iterdir() if file.suffix == ".db"}
    code, out, err = run("verify", home)
    assert (code, err) == (0, "")
    assert "7 entries" in out
    assert {name: (home / name).read_bytes() for name in before} == before


def test_an_organisations_folder_on_a_disk_that_cannot_be_written_is_verified(home: Path, run: Run) -> None:
    for file in home.iterdir():
        if file.name.endswith(("-wal", "-shm")):
            file.unlink()
    home.chmod(0o500)
    try:
        assert run("verify", home)[0] == 0
    finally:
        home.chmod(0o700)


@pytest.fixture
def rows(home: Path) -> Callable[..., None]:
    """Writes into the database as its operator can."""

    def write(file: str, sql: str, *values: object) -> None:
        with closing(sqlite3.connect(home / file)) as database, database:
            database.execute(sql, values)

    return write


def test_in_a_database_an_entry_that_was_changed_or_dropped_is_named(
    home: Path, run: Run, rows: Callable[..., None]
) -> None:
    rows("record.db", "UPDATE entry SET d = CAST(replace(CAST(d AS TEXT), 'north', 'south') AS BLOB) WHERE i = 5")
    code, out, _ = run("verify", home)
    assert (code, "Entry 5: Its bytes are not those that were recorded" in out) == (1, True)
    rows("record.db", "DELETE FROM entry WHERE i = 3")
    code, out, _ = run("verify", home)
    assert (code, "Entry 3 is missing" in out) == (1, True)


def test_in_a_database_a_text_that_was_taken_away_is_named(home: Path, run: Run, rows: Callable[..., None]) -> None:
    rows("vault.db", "DELETE FROM opening WHERE entry = 5")
    code, out, _ = run("verify", home)
    assert (code, "Entry 5: WITHHELD: the text “name”" in out) == (1, True)


def test_the_file_of_the_record_is_verified_in_its_folder_and_by_itself(home: Path, run: Run, tmp_path: Path) -> None:
    code, out, _ = run("verify", home / "record.db")
    assert (code, "texts that open what their entry is bound to" in out) == (0, True)
    alone = tmp_path / "alone.db"
    with closing(sqlite3.connect(home / "record.db")) as there, closing(sqlite3.connect(alone)) as here:
        there.backup(here)
    secretary = Secretary(Home(home))
    key = secretary.key.vkey
    secretary.close()
    code, out, _ = run("verify", alone, "--key", key)
    assert (code, "7  entries hashed" in out) == (INCOMPLETE, True)
    code, _, err = run("verify", alone)
    assert (code, "give it with --key" in err) == (3, True)
    with closing(sqlite3.connect(alone)) as database, database:
        database.execute("UPDATE entry SET d = CAST(replace(CAST(d AS TEXT), 'north', 'south') AS BLOB) WHERE i = 5")
    code, out, _ = run("verify", alone, "--key", key)
    assert (code, "Entry 5: Its bytes are not those that were recorded" in out) == (1, True)


def test_an_auditor_who_may_read_the_tables_of_the_record_verifies_them_in_the_database(
    postgres: Server, run: Run, tmp_path: Path
) -> None:
    with postgres.database() as url:
        home, name = tmp_path / "shared", url.partition("@/")[2].partition("?")[0]
        who = ("--name", "Harbour", "--founder", "Ada Quay", "--origin", "union.example/record", "--database", url)
        assert run("init", "--home", home, *who)[0] == 0
        key = Secretary(Home(home)).key.vkey
        for command in ("CREATE ROLE auditor LOGIN", *GRANTS):
            postgres.ask(name, command)
        try:
            code, out, _ = run("verify", url.replace("tester@", "auditor@"), "--key", key)
            assert (code, "5  entries hashed" in out) == (INCOMPLETE, True)
            assert "Texts, rulebooks and every decision: only entries" in out
            postgres.ask(name, "UPDATE record.entry SET d = d || '!'::bytea WHERE i = 2")
            code, out, _ = run("verify", url.replace("tester@", "auditor@"), "--key", key)
            assert (code, "Entry 2: Its bytes are not those that were recorded" in out) == (1, True)
            assert run("verify", home)[0] == 1
        finally:
            postgres.ask(name, "DROP OWNED BY auditor")
            postgres.ask(name, "DROP ROLE auditor")


OPERATING = (Path(__file__).parents[2] / "docs/operating.md").read_text()
GRANTS = f"GRANT USAGE{OPERATING.partition('    GRANT USAGE')[2]}".partition("\n")[0].rstrip(";").split("; ")
"""What the manual tells the operator to give an auditor, and no more."""


def test_a_home_without_its_key_is_verified_with_one_known_from_elsewhere(home: Path, run: Run) -> None:
    told = Secretary(Home(home))
    vkey = told.key.vkey
    told.close()
    (home / "log.key").unlink()
    assert run("verify", home)[0] == 3
    assert run("verify", home, "--key", vkey)[0] == 0


def test_a_home_whose_key_was_changed_is_verified_under_either_key(home: Path, run: Run) -> None:
    own = Secretary(Home(home))
    old = own.key.vkey
    own.close()
    assert run("record", "rotate-key", "--home", home)[0] == 0
    assert run("verify", home)[0] == 0
    assert run("verify", home, "--key", old)[0] == 0


def test_from_the_last_head_only_what_came_since_is_checked(tmp_path: Path, run: Run, heads: Path) -> None:
    made = with_members()
    record = export(made, tmp_path / "record.tar")
    code, out, err = run("verify", record, "--since", "last")
    assert (code, "Everything is verified." in err) == (0, True)
    assert len(list(heads.iterdir())) == 1
    kept = tmp_path / "head.txt"
    kept.write_text(made.checkpoint())
    made.record(FormBranch(made.state.foundation.founder, NOON, BranchId("later")), {"name": "Later"})
    export(made, record)
    for since in ("last", kept):
        told = msgspec.json.decode(run("verify", record, "--since", since, "--json")[1], type=Report)
        assert (told.sound, told.since, told.size) == (True, 35 if since != "last" else told.since, 37)
    code, out, err = run("verify", record, "--since", "last")
    assert (code, err, "The first 37 entries: an earlier run verified them" in out) == (0, "", True)
    assert len(list(heads.iterdir())) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"point/v1", b"point/v2", 1)),
        lambda file: file.unlink(),
    ],
)
def test_a_kept_head_that_was_damaged_is_not_used(
    spoil: Callable[[Path], object], tmp_path: Path, run: Run, heads: Path
) -> None:
    record = export(with_members(), tmp_path / "record.tar")
    run("verify", record, "--since", "last")
    spoil(next(iter(heads.iterdir())))
    code, out, err = run("verify", record, "--since", "last")
    assert (code, "Everything is verified." in err, "an earlier run" in out) == (0, True, False)


def test_a_head_that_another_version_of_the_program_verified_is_not_used(
    tmp_path: Path, run: Run, heads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = export(with_members(), tmp_path / "record.tar")
    run("verify", record, "--since", "last")
    monkeypatch.setattr(verified, "program", lambda: "another")
    assert "another version of this program" in run("verify", record, "--since", "last")[2]


def test_a_record_that_does_not_continue_the_verified_head_is_told_and_the_fork_found(
    tmp_path: Path, run: Run, heads: Path
) -> None:
    made = with_members()
    record = export(made, tmp_path / "record.tar")
    run("verify", record, "--since", "last")
    (tmp_path / "head.txt").write_text(made.checkpoint())
    export(with_members(branches=2, members=20), record)
    code, out, err = run("verify", record, "--since", tmp_path / "head.txt")
    assert (code, "FORKED" in out) == (1, True)
    assert "does not continue the one that was verified before" in err


def test_what_is_no_checkpoint_is_no_head_to_begin_at(tmp_path: Path, run: Run, heads: Path) -> None:
    record = export(with_members(), tmp_path / "record.tar")
    code, _, err = run("verify", record, "--since", record)
    assert (code, "is not a checkpoint" in err) == (3, True)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point is kept after each act."""
    monkeypatch.setattr("rankandfile.record.verify.EVERY", 0)
    monkeypatch.setattr(command, "PAUSE", 0)


def test_a_run_that_was_interrupted_goes_on(
    tmp_path: Path, run: Run, often: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, file = export(with_members(), tmp_path / "record.tar"), tmp_path / "so-far"
    from rankandfile.record import verify

    replayed, asked = verify.replayed, list[int]()

    def interrupted(state: object, deed: object) -> object:
        asked.append(deed.index)  # type: ignore[attr-defined]
        if len(asked) == 9:
            raise KeyboardInterrupt
        return replayed(state, deed)  # type: ignore[arg-type]

    monkeypatch.setattr(verify, "replayed", interrupted)
    whole = run("verify", record, "--json")
    assert whole[0] == 130
    asked.clear()
    assert run("verify", record, "--json", "--resume", file)[0] == 130
    assert file.exists()
    stopped = asked[-1]
    code, out, _ = run("verify", record, "--json", "--resume", file)
    assert (code, asked[9], file.exists()) == (0, stopped, False)
    monkeypatch.setattr(verify, "replayed", replayed)
    assert json.loads(out) == json.loads(run("verify", record, "--json")[1])


def test_a_run_with_other_keys_does_not_go_on_from_there(
    tmp_path: Path, run: Run, often: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, file = export(with_members(), tmp_path / "record.tar"), tmp_path / "so-far"
    kept: list[bytes] = []
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok=False: kept.append(self.read_bytes()))
    run("verify", record, "--resume", file)
    monkeypatch.undo()
    assert kept
    file.write_bytes(kept[0])
    code, _, err = run("verify", record, "--resume", file, "--key", KEY.vkey)
    assert (code, "belongs to another record, or to other keys" in err) == (0, True)


def test_the_report_for_programs_keeps_its_printed_schema() -> None:
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(msgspec.json.schema(Report))), (
        "write it anew: python -m tests.cli.test_verify"
    )


def test_the_base_installation_verifies_folders_and_sites_without_a_database_driver(folder: Path) -> None:
    code = (
        "import sys; sys.modules['apsw'] = None; sys.modules['django'] = None\n"
        "from rankandfile.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "verify", str(folder)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


if __name__ == "__main__":
    SCHEMA.write_text(json.dumps(msgspec.json.schema(Report), indent=2) + "\n")
