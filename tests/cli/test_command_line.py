"""The command line: from founding to a verified export, plain errors, and exit codes that a program can rely on."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from rankandfile.cli import main as command_line
from rankandfile.cli.main import COMMANDS, main
from rankandfile.shell.copies import receipt_for
from rankandfile.shell.home import Home
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import Secretary

CLONE = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line: exit code, standard output, standard error."""

    def running(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return running


@pytest.fixture
def home(tmp_path: Path, run: Run) -> Path:
    """An organisation, founded from the command line."""
    home = tmp_path / "home"
    assert founded(run, home)[0] == 0
    return home


def founded(run: Run, home: Path, *more: object) -> tuple[int, str, str]:
    who = ("--name", "Harbour “Workers”", "--founder", "Ada Quay", "--origin", "union.example/record")
    return run("init", "--home", home, *who, *more)


@pytest.fixture
def export(home: Path, tmp_path: Path, run: Run) -> Path:
    file = tmp_path / "record.export"
    assert run("export", "--home", home, file)[0] == 0
    return file


def test_founding_tells_the_key_and_what_comes_next(tmp_path: Path, run: Run) -> None:
    code, out, err = founded(run, tmp_path / "home")
    assert (code, err) == (0, "")
    assert "union.example/record+" in out
    assert "rankandfile serve" in out


def test_founding_answers_a_program_in_json(tmp_path: Path, run: Run) -> None:
    told = msgspec.json.decode(founded(run, tmp_path / "home", "--json")[1])
    assert set(told) == {"home", "founder", "key"}


def test_the_preset_carries_the_organisations_name(home: Path) -> None:
    secretary = Secretary(Home(home))
    rulebook = secretary.state.foundation.rulebook
    assert rulebook is not None
    assert rulebook.organisation.name == "Harbour “Workers”" == secretary.value(0, "organisation")


def test_a_rulebook_that_cannot_be_carried_out_founds_nothing(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "rules.toml"
    file.write_text("[organisation]\nname = 3\n")
    code, _, err = founded(run, tmp_path / "home", "--rulebook", file)
    assert code == 1
    assert "line 2" in err
    assert not (tmp_path / "home").exists()


def test_a_second_founding_in_the_same_folder_is_trouble(home: Path, run: Run) -> None:
    code, _, err = founded(run, home)
    assert code == 3
    assert "in use already" in err


def test_a_founders_name_that_cannot_be_shown_is_refused(tmp_path: Path, run: Run) -> None:
    code, _, err = founded(run, tmp_path / "home", "--founder", "Ada\u202e")
    assert code == 1
    assert err.startswith("Refused: The text “name” holds the character U+202E")
    assert not (tmp_path / "home").exists()


def test_status_says_where_the_organisation_stands(home: Path, run: Run) -> None:
    code, out, err = run("status", "--home", home)
    assert (code, err) == (0, "")
    assert out.startswith("Harbour “Workers”: members 1, branches 0")
    told = msgspec.json.decode(run("status", "--home", home, "--json")[1])
    assert (told["entries"], told["overdue"]) == (5, [])


def test_what_is_exported_is_verified(export: Path, run: Run) -> None:
    code, out, _ = run("verify", export)
    assert code == 0
    assert "Everything that was checked is as it must be" in out
    report = msgspec.json.decode(run("verify", export, "--json")[1])
    assert (report["size"], report["findings"]) == (5, [])


def test_names_leave_the_house_only_when_asked_for(home: Path, export: Path, tmp_path: Path, run: Run) -> None:
    assert b"Ada Quay" not in export.read_bytes()
    with_names = tmp_path / "for-auditors"
    run("export", "--home", home, with_names, "--personal")
    assert b"Ada Quay" in with_names.read_bytes()


def test_an_export_never_overwrites(home: Path, export: Path, run: Run) -> None:
    before = export.read_bytes()
    code, _, err = run("export", "--home", home, export)
    assert (code, "exists already" in err) == (3, True)
    assert export.read_bytes() == before


def test_an_export_that_cannot_be_written_leaves_nothing(home: Path, tmp_path: Path, run: Run) -> None:
    code, _, err = run("export", "--home", home, tmp_path / "no" / "record")
    assert code == 3
    assert "could not be written" in err


def test_a_changed_export_is_found_out(export: Path, tmp_path: Path, run: Run) -> None:
    raw = bytearray(export.read_bytes())
    raw[raw.find(b"OrganisationFounded")] ^= 1
    changed = tmp_path / "changed"
    changed.write_bytes(raw)
    code, out, _ = run("verify", changed)
    assert code == 1
    assert "Entry 3" in out


def test_what_is_no_export_is_a_finding_and_no_crash(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "letter"
    file.write_text("Dear comrades")
    code, out, err = run("verify", file)
    assert (code, err) == (1, "")
    assert "  ! " in out


def test_verification_under_another_key_finds_it(home: Path, export: Path, run: Run) -> None:
    other = "union.example/record+00a4e88c+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3"
    assert run("verify", export, "--key", other)[0] == 1
    own = str(Secretary(Home(home)).key.vkey)
    code, out, _ = run("verify", export, "--key", own)
    assert code == 0
    assert "Whose record this is" not in out
    assert run("verify", export, "--key", "nonsense")[0] == 2


def test_an_older_checkpoint_lies_on_the_way(home: Path, export: Path, tmp_path: Path, run: Run) -> None:
    kept = tmp_path / "kept"
    kept.write_text(Secretary(Home(home)).store.head().checkpoint)
    code, out, _ = run("verify", export, "--checkpoint", kept)
    assert code == 0
    assert "          1  older checkpoints" in out


def test_a_receipt_is_checked_without_the_server(home: Path, tmp_path: Path, run: Run) -> None:
    secretary, file = Secretary(Home(home)), tmp_path / "receipt.json"
    file.write_bytes(receipt_for(secretary, 0, openings=True))
    key = str(secretary.key.vkey)
    code, out, _ = run("receipt", "check", file, "--key", key)
    assert code == 0
    assert "as entry 0" in out
    file.write_bytes(file.read_bytes().replace(b"Ada Quay", b"Eve Quay"))
    code, out, _ = run("receipt", "check", file, "--key", key, "--json")
    assert code == 1
    assert len(msgspec.json.decode(out)["findings"]) == 1


def test_a_receipt_without_anybodys_key_fits_together_and_proves_nobodys_word(
    home: Path, tmp_path: Path, run: Run
) -> None:
    secretary, file = Secretary(Home(home)), tmp_path / "receipt.json"
    file.write_bytes(receipt_for(secretary, 0, openings=True))
    code, out, _ = run("receipt", "check", file)
    assert code == 4
    assert "as entry 0" in out
    assert "anybody could have made this file" in out
    file.write_bytes(file.read_bytes().replace(b"Ada Quay", b"Eve Quay"))
    assert run("receipt", "check", file)[0] == 1


def test_a_receipt_is_taken_apart_for_other_peoples_tools_and_checked_from_its_parts(
    home: Path, tmp_path: Path, run: Run
) -> None:
    secretary, file, parts = Secretary(Home(home)), tmp_path / "receipt.json", tmp_path / "parts"
    file.write_bytes(receipt_for(secretary, 3))
    key = str(secretary.key.vkey)
    code, out, _ = run("receipt", "take-apart", file, parts)
    proof, leaf = parts / "entry-3.tlog-proof", parts / "entry-3.json"
    assert (code, out.split()) == (0, [str(leaf), str(proof)])
    assert proof.read_text().startswith("c2sp.org/tlog-proof@v1\nindex 3\n")
    assert leaf.read_bytes() == secretary.store.entry(3)
    assert run("receipt", "check", proof, "--leaf", leaf, "--key", key)[0] == 0
    code, _, err = run("receipt", "check", proof, "--key", key)
    assert (code, "give the bytes of entry 3 too" in err) == (2, True)
    leaf.write_bytes(leaf.read_bytes()[:-1])
    assert run("receipt", "check", proof, "--leaf", leaf, "--key", key)[0] == 1
    assert run("receipt", "take-apart", file, parts)[0] == 3, "what exists is not written over"
    assert run("receipt", "take-apart", proof, tmp_path / "other")[0] == 1


def test_rulebooks_are_checked_read_and_compared(tmp_path: Path, run: Run) -> None:
    assert run("rulebook", "check", "member-democracy")[0] == 0
    assert "Membership" in run("rulebook", "read", "member-democracy")[1]
    changed = tmp_path / "changed.toml"
    changed.write_text(preset_text("member-democracy").replace('grace = "13 weeks"', 'grace = "1 day"'))
    assert "changed" in run("rulebook", "compare", "member-democracy", changed)[1]
    assert len(msgspec.json.decode(run("rulebook", "compare", "member-democracy", changed, "--json")[1])) == 1


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"[", b"a = 1", b"\x00" * 100_000])
def test_no_rulebook_is_too_broken_for_a_plain_answer(tmp_path: Path, run: Run, raw: bytes) -> None:
    file = tmp_path / "rules.toml"
    file.write_bytes(raw)
    code, out, _ = run("rulebook", "check", file)
    assert code == 1
    assert "error" in out
    assert msgspec.json.decode(run("rulebook", "check", file, "--json")[1])[0]["severity"] == "error"
    assert run("rulebook", "read", file)[0] == 1


@pytest.mark.parametrize("words", [("status",), ("serve",), ("export", "record")])
def test_a_folder_without_an_organisation_is_named(tmp_path: Path, run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words, "--home", tmp_path)
    assert (code, out) == (3, "")
    assert "Begin one: rankandfile init" in err


def test_a_missing_file_is_named(run: Run) -> None:
    assert run("verify", "/nowhere/record") == (3, "", "rankandfile: There is no file /nowhere/record.\n")


def test_a_wrong_command_line_is_answered_with_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["verify"])
    assert ended.value.code == 2
    assert "usage: rankandfile verify" in capsys.readouterr().err


def test_every_command_stands_in_the_manual() -> None:
    manual = (CLONE / "docs/command-line.md").read_text()
    names = {"imports": "import"}
    assert [name for name in COMMANDS if f"## `rankandfile {names.get(name, name)}" not in manual] == []


def test_only_a_demonstration_is_thrown_away(home: Path, run: Run) -> None:
    code, _, err = run("demo", "--anew", "--home", home)
    assert (code, "is no demonstration" in err) == (3, True)
    assert Secretary(Home(home)).state.size == 5


def test_a_measurement_that_does_not_exist_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, _, err = run("bench", "nothing")
    assert (code, "no measurement nothing" in err) == (3, True)
    monkeypatch.chdir(tmp_path)
    assert run("bench")[0] == 3


def test_measurements_are_run_and_a_failed_one_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench/good.py").write_text("open('ran', 'w').close()")
    (tmp_path / "bench/slow.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert run("bench", "good")[0] == 0
    assert (tmp_path / "ran").exists()
    assert run("bench")[0] == 1


def test_what_was_measured_is_written_into_the_page_of_figures(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench/_shared.py").write_text("FAST = 'as fast as light'")
    (tmp_path / "bench/light.py").write_text("from _shared import FAST; print(FAST)")
    (tmp_path / "bench/sound.py").write_text("print('slower')")
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("bench", "--figures", "figures.md")
    assert (code, out) == (0, "as fast as light\nslower\n")
    (tmp_path / "bench/sound.py").write_text("print('slower yet')")
    run("bench", "sound", "--figures", "figures.md")
    page = (tmp_path / "figures.md").read_text()
    assert [told in page for told in ("as fast as light\n", "slower yet\n", "slower\n")] == [True, True, False]


ALONE = """
import sys
for name in ("apsw", "django", "allauth", "gunicorn", "uvicorn", "whitenoise", "markdown_it", "yaml", "sqlite3"):
    sys.modules[name] = None
from rankandfile.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def alone(*words: object) -> "subprocess.CompletedProcess[str]":
    """The command line as it is where only the base installation is."""
    return subprocess.run([sys.executable, "-c", ALONE, *map(str, words)], capture_output=True, text=True)


def test_the_base_installation_verifies(export: Path) -> None:
    done = alone("verify", export)
    assert (done.returncode, done.stderr) == (0, "")
    assert alone("rulebook", "check", "member-democracy").returncode == 0


def test_the_base_installation_says_what_it_lacks(home: Path) -> None:
    done = alone("status", "--home", home)
    assert done.returncode == 3
    assert "pip install 'rankandfile[site]'" in done.stderr


def test_a_reader_that_goes_away_is_no_error(export: Path) -> None:
    piped = f"{sys.executable} -m rankandfile.cli.main verify {export} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", piped], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_interruption_is_no_crash(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rankandfile.cli.rulebook._examined", interrupted)
    assert run("rulebook", "check", "x")[0] == command_line.INTERRUPTED
