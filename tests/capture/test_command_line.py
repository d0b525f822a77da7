"""The captor at the keyboard of the server: the commands, on files reached into and on files sent by enemies."""

import io
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest

from rankandfile.cli.main import main
from rankandfile.record.archive import SUMS, Archive
from rankandfile.shell.copies import receipt_for
from tests.world import CHAIR, SECRETARY, handle

from . import stages
from .stages import LOCAL

Run: TypeAlias = Callable[..., tuple[int, str, str]]
CSV = "name,contact,branch,class,dues paid until\nGhost One,g1@p.example,north,member,2030-01-31\n"
ENTRIES = "tile/entries/000"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line: exit code, standard output, standard error."""

    def running(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return running


@pytest.fixture
def home(homes: dict[str, Path], tmp_path: Path) -> Path:
    """The organisation's folder, in the captor's hands."""
    return Path(shutil.copytree(homes["polling"], tmp_path / "home"))


@pytest.fixture
def export(home: Path, tmp_path: Path, run: Run) -> Path:
    """What the organisation gave an auditor."""
    file = tmp_path / "record.export"
    assert run("export", "--home", home, file)[0] == 0
    return file


def size_of(home: Path) -> int:
    """How many entries the record has."""
    live = stages.reopened(home)
    live.secretary.close()
    return int(live.state.size)


def contents(export: Path) -> dict[str, bytes]:
    """The files in the export, in their order."""
    with tarfile.open(export) as archive:
        return {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}  # type: ignore[union-attr]


def packed(files: Mapping[str, bytes], file: Path) -> Path:
    """The files, packed again by our own program as if nothing had happened; their sums are right."""
    with file.open("wb") as stream:
        archive = Archive(stream)
        for name, content in files.items():
            if name != SUMS:
                archive.add(name, content)
        archive.close()
    return file


def test_an_export_that_was_only_packed_again_is_sound(export: Path, tmp_path: Path, run: Run) -> None:
    assert run("verify", packed(contents(export), tmp_path / "again"))[0] == 0


def verified(run: Run, file: Path, *more: object) -> list[tuple[str, int | None]]:
    """What `verify` finds, by code and entry; its exit code says whether it found anything."""
    code, out, _ = run("verify", file, "--json", *more)
    found = [(finding["code"], finding.get("entry")) for finding in msgspec.json.decode(out)["findings"]]
    assert code == (1 if found else 0)
    return found


def bundle(files: Mapping[str, bytes]) -> str:
    """The first bundle of entries."""
    return next(name for name in files if name.startswith(ENTRIES))


def leaves(d: bytes) -> list[bytes]:
    """The entries of a bundle: each behind its length in two bytes."""
    found = []
    while d:
        length = int.from_bytes(d[:2])
        found.append(d[2 : 2 + length])
        d = d[2 + length :]
    return found


def bundled(entries: list[bytes]) -> bytes:
    """The bundle of these entries."""
    return b"".join(len(each).to_bytes(2) + each for each in entries)


def changed(entry: bytes) -> bytes:
    """The entry with another handle in it."""
    return entry.replace(handle(SECRETARY).encode(), handle(CHAIR).encode())


@pytest.mark.parametrize(
    ("alter", "entry"),
    [
        (lambda own: [*own[:10], own[10].replace(b"0", b"1", 1), *own[11:]], 10),
        (lambda own: [*own[:10], own[11], own[10], *own[12:]], 10),
        (lambda own: [*own[:10], own[9], *own[11:]], 10),
        (lambda own: [*own[:10], *own[11:], own[-1]], 10),
        (lambda own: [*own[:10], b"{}", *own[11:]], 10),
    ],
    ids=["a character changed", "two exchanged", "one written over", "one left out", "one emptied"],
)
def test_an_entry_that_was_altered_in_an_export_is_named(
    alter: Callable[[list[bytes]], list[bytes]], entry: int, export: Path, tmp_path: Path, run: Run
) -> None:
    files = contents(export)
    first = bundle(files)
    files[first] = bundled(alter(leaves(files[first])))
    assert entry in [where for _, where in verified(run, packed(files, tmp_path / "altered"))]


def test_a_text_that_was_altered_in_an_export_is_named(export: Path, tmp_path: Path, run: Run) -> None:
    files = contents(export)
    name = next(name for name, d in files.items() if name.startswith("slots/") and b"It is too high." in d)
    index = next(msgspec.json.decode(line)["entry"] for line in files[name].splitlines() if b"too high" in line)
    files[name] = files[name].replace(b"It is too high.", b"It is all fine.")
    assert index in [where for _, where in verified(run, packed(files, tmp_path / "altered"))]


@pytest.mark.parametrize("missing", ["checkpoint", "log.vkey", "tile/0/000", ENTRIES, "slots/", "rulebooks/"])
def test_a_file_that_was_left_out_of_an_export_is_missed(missing: str, export: Path, tmp_path: Path, run: Run) -> None:
    files = contents(export)
    left_out = next(name for name in files if name.startswith(missing))
    del files[left_out]
    assert verified(run, packed(files, tmp_path / "altered"))


def test_an_export_under_a_key_of_the_captors_own_is_found_even_by_who_knows_no_key(
    export: Path, tmp_path: Path, run: Run
) -> None:
    from rankandfile.record import checkpoint
    from rankandfile.record.note import LogKey, parse_vkey

    files = contents(export)
    right = parse_vkey(files["log.vkey"].decode().strip())
    said = checkpoint.opened(files["checkpoint"].decode(), right).checkpoint
    forged = LogKey(right.name, bytes(32))
    files["checkpoint"] = checkpoint.sign(said, forged).encode()
    files["log.vkey"] = f"{forged.vkey}\n".encode()
    file = packed(files, tmp_path / "forged")
    for known in ((), ("--key", str(right))):  # the founding names the first key, and no change leads to this one
        assert ("key.other", None) in verified(run, file, *known)


def test_a_history_that_was_rolled_back_is_found_by_who_kept_a_checkpoint(
    homes: dict[str, Path], export: Path, tmp_path: Path, run: Run
) -> None:
    kept = tmp_path / "checkpoint"
    kept.write_bytes(contents(export)["checkpoint"])
    older = tmp_path / "older"
    assert run("export", "--home", shutil.copytree(homes["papers"], tmp_path / "old"), older)[0] == 0
    assert verified(run, older) == []
    assert verified(run, older, "--checkpoint", kept)


def test_an_altered_receipt_proves_nothing(home: Path, tmp_path: Path, run: Run) -> None:
    live = stages.reopened(home)
    index = live.state.bulletin.documents["D1"].entry  # type: ignore[index]
    key, raw = str(live.secretary.key.vkey), receipt_for(live.secretary, index, openings=True)
    live.secretary.close()
    file = tmp_path / "receipt.json"
    file.write_bytes(raw)
    assert run("receipt", "check", file, "--key", key)[0] == 0
    leaf = msgspec.json.decode(raw)["leaf"].encode()
    for old, new in (
        (b"too high", b"all fine"),
        (leaf, leaf[:40] + b"A" + leaf[41:]),
        (b"union.example", b"other.example"),
    ):
        file.write_bytes(raw.replace(old, new, 1))
        assert run("receipt", "check", file, "--key", key)[0] == 1, old


# --- Leaving entries out


def in_record(home: Path, sql: str) -> None:
    """The operator reaches into the record on the disk."""
    with closing(sqlite3.connect(home / "record.db")) as database, database:
        database.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM entry WHERE i = 10",
        "DELETE FROM entry WHERE i = (SELECT max(i) FROM entry)",
        "UPDATE head SET size = size - 1",
        "UPDATE head SET root = zeroblob(32)",
        "UPDATE head SET checkpoint = ''",
        "UPDATE entry SET d = (SELECT d FROM entry WHERE i = 10) WHERE i = (SELECT max(i) FROM entry)",
        "UPDATE tile SET d = zeroblob(length(d)) WHERE l = 0 AND n = 1",
    ],
)
def test_an_export_from_a_record_that_was_cut_is_not_made(sql: str, home: Path, tmp_path: Path, run: Run) -> None:
    in_record(home, sql)
    code, _, err = run("export", "--home", home, tmp_path / "cut")
    assert code == 3
    assert err.startswith("rankandfile: ")
    assert not (tmp_path / "cut").exists()


def test_an_old_entry_exchanged_on_the_disk_is_exported_and_named_by_verify(
    home: Path, tmp_path: Path, run: Run
) -> None:
    in_record(home, "UPDATE entry SET d = (SELECT d FROM entry WHERE i = 11) WHERE i = 10")
    assert run("export", "--home", home, tmp_path / "cut")[0] == 0
    assert 10 in [where for _, where in verified(run, tmp_path / "cut")]


def test_an_older_record_put_in_its_place_is_not_exported(
    home: Path, homes: dict[str, Path], tmp_path: Path, run: Run
) -> None:
    for suffix in ("", "-wal", "-shm"):
        (home / f"record.db{suffix}").unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(homes["papers"] / "record.db")) as old,
        closing(sqlite3.connect(home / "record.db")) as new,
    ):
        old.backup(new)
    assert run("export", "--home", home, tmp_path / "old")[0] == 3


# --- Imports


@pytest.mark.parametrize(
    "who",
    [
        ("--as", handle(50)), ("--as", handle(CHAIR)), ("--as", handle(stages.GONE)), ("--as", "f" * 32), ("--as", ""),
        ("--as", "clock"), ("--as", "../../etc/passwd"), ("--as", "' OR 1=1"), ("--as", "\x00"),
        ("--as-post", "branch-secretary@south"), ("--as-post", "chair"),
    ],
)  # fmt: skip
def test_nobody_imports_members_into_a_branch_without_the_power_there(
    who: tuple[str, str], home: Path, tmp_path: Path, run: Run
) -> None:
    file, before = tmp_path / "members.csv", size_of(home)
    file.write_text(CSV)
    code, _, err = run("import", "members", file, "--home", home, *who, "--yes", "--leave-out-faulty")
    assert code in (1, 3)
    assert err
    assert size_of(home) == before


def test_a_branch_secretary_imports_into_the_own_branch_and_into_no_other(home: Path, tmp_path: Path, run: Run) -> None:
    file, before = tmp_path / "members.csv", size_of(home)
    file.write_text(CSV.replace(",north,", ",south,"))
    mine = ("--home", home, "--as", handle(LOCAL), "--yes")
    assert run("import", "members", file, *mine)[0] == 1
    assert size_of(home) == before


def test_nobody_imports_motions_after_the_deadline_or_in_anothers_capacity(
    home: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "papers/motions").mkdir(parents=True)
    (tmp_path / "papers/motions/1.md").write_text("---\ntitle: Rent\n---\nThe rent is too high.\n")
    before = size_of(home)
    for more in ((), ("--capacity", "executive"), ("--capacity", "branch", "--branch", "south")):
        words = ("--home", home, "--as", handle(50), "--yes", *more)
        assert run("import", "motions", tmp_path / "papers", *words)[0] in (1, 3)
    assert size_of(home) == before


BOMBS = {
    "a line without end": "name," + "x" * 2_000_000,
    "quotes without end": 'name,branch\n"' + "x\n" * 200_000,
    "a hundred thousand columns": ",".join(["name"] * 100_000) + "\nGhost\n",
    "formulas": CSV + '=HYPERLINK("http://evil.example"),g2@p.example,north,member,2030-01-31\n',
    "turned round": CSV + "Gh\u202eost,g2@p.example,north,member,2030-01-31\n",
    "null bytes": CSV + "Gh\0ost,g2@p.example,north,member,2030-01-31\n",
    "dates of no calendar": CSV + "Ghost,g2@p.example,north,member,9999999-99-99\n",
    "the end of time": CSV + "Ghost,g2@p.example,north,member,9999-12-31\n",
}
YAML = {
    "laughs": "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
    + "".join(f"{n}: &{n} [{','.join([f'*{o}'] * 9)}]\n" for o, n in zip("bcdefgh", "cdefghi", strict=True))
    + "title: *i\n---\nText.\n",
    "an object": "---\ntitle: !!python/object/apply:os.system ['touch /nowhere']\n---\nText.\n",
    "deep": "---\ntitle: " + "[" * 5_000 + "]" * 5_000 + "\n---\nText.\n",
    "a loop": "---\ntitle: &a [*a]\n---\nText.\n",
    "no end": "---\n" + "title: x\n" * 50_000,
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_spreadsheet_from_an_enemy_is_refused_in_plain_words(what: str, home: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "bomb.csv"
    file.write_text(BOMBS[what], encoding="utf-8")
    code, out, err = run("import", "members", file, "--home", home, "--as", handle(LOCAL))
    assert code in (0, 1, 3)
    assert len(out) + len(err) < 20_000
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\x00\xd8", b"name\n\xff\xff\n", b"PK\x03\x04" + bytes(500), b"", b"\xef\xbb\xbf", bytes(9999)]
)
def test_bytes_that_are_no_spreadsheet_are_refused_in_plain_words(
    raw: bytes, home: Path, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "bytes.csv"
    file.write_bytes(raw)
    code, _, err = run("import", "members", file, "--home", home, "--as", handle(LOCAL), "--yes")
    assert code in (1, 3)
    assert err


@pytest.mark.parametrize(
    "encoding", ["rot13", "zip", "idna", "undefined", "hex", "utf-7", "../../x", "\u202e", "x" * 5000]
)
def test_an_encoding_that_is_none_is_refused_in_plain_words(
    encoding: str, home: Path, tmp_path: Path, run: Run
) -> None:
    file, before = tmp_path / "members.csv", size_of(home)
    file.write_text(CSV)
    who = ("--home", home, "--as", handle(50), "--yes")
    assert run("import", "members", file, "--encoding", encoding, *who)[0] in (1, 3)
    assert size_of(home) == before


@pytest.mark.parametrize("what", YAML)
def test_papers_from_an_enemy_are_refused_in_plain_words(what: str, home: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "papers/motions").mkdir(parents=True)
    (tmp_path / "papers/motions/1.md").write_text(YAML[what], encoding="utf-8")
    code, out, err = run("import", "motions", tmp_path / "papers", "--home", home, "--as", handle(50))
    assert code in (1, 3)
    assert len(out) + len(err) < 20_000


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 20_000, "a" * 3_000_000, "[" + "a." * 20_000 + "b]", 'title = "\\ud800"', "\0",
        "a = 1" + "0" * 100_000, 'title = """' + "x" * 2_000_000, "[[posts]]\n" * 50_000,
    ],
    ids=range(8),
)  # fmt: skip
def test_a_rulebook_from_an_enemy_founds_nothing(text: str, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "rules.toml"
    file.write_bytes(text.encode(errors="surrogatepass"))
    who = ("--name", "Ours", "--founder", "Ada", "--origin", "union.example/record")
    code, _, err = run("init", "--home", tmp_path / "new", *who, "--rulebook", file)
    assert code in (1, 3)
    assert err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("raw", [b"", b"\0" * 10_240, b"\x1f\x8b\x08" + bytes(100), bytes(range(256)) * 100])
def test_bytes_that_are_no_export_are_a_finding(raw: bytes, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "export"
    file.write_bytes(raw)
    assert run("verify", file)[0] == 1


@pytest.mark.parametrize(
    "name", ["../../escaped", "/tmp/escaped", "tile/0/../../escaped", "checkpoint", "log.vkey", "x" * 90]
)
def test_files_smuggled_into_an_export_are_found_and_written_nowhere(
    name: str, export: Path, tmp_path: Path, run: Run
) -> None:
    files = contents(export)
    file = packed(files, tmp_path / "smuggled")
    with tarfile.open(file, "a") as archive:
        head = tarfile.TarInfo(name)
        head.size = 4
        archive.addfile(head, io.BytesIO(b"evil"))
    assert verified(run, file)
    assert not (tmp_path.parent / "escaped").exists()
