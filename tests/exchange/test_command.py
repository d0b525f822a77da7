"""`rankandfile import`: tried by default, recorded with --yes, and every fault is told."""

import json
import shutil
from pathlib import Path

import pytest

from rankandfile.cli.main import main
from rankandfile.core.ids import Handle
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary

from .test_documents import docx, paragraph

ROWS = "Name;Branch\nAnn Almond;north-harbour\nBen Birch;Old Mill\n"


@pytest.fixture
def file(tmp_path: Path, secretary: Secretary) -> Path:
    """A list of two, for an organisation that is there."""
    (tmp_path / "members.csv").write_text(ROWS)
    return tmp_path / "members.csv"


def members(home: Home, founder: Handle, file: Path, *more: str) -> int:
    return main(["import", "members", str(file), "--home", str(home.path), "--as", founder, *more])


def test_nothing_is_recorded_without_yes(
    home: Home, founder: Handle, file: Path, secretary: Secretary, capsys: pytest.CaptureFixture[str]
) -> None:
    assert members(home, founder, file) == 0
    assert "Nothing was recorded yet. new: 2, already: 0." in capsys.readouterr().out
    assert len(secretary.follow().members.members) == 1


def test_with_yes_everybody_is_in_and_a_second_time_nobody_is_new(
    home: Home, founder: Handle, file: Path, secretary: Secretary, capsys: pytest.CaptureFixture[str]
) -> None:
    assert members(home, founder, file, "--yes") == 0
    assert "recorded: 2" in capsys.readouterr().out
    assert len(secretary.follow().members.members) == 3
    assert members(home, founder, file, "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "new": 0, "already": 2, "ignored_columns": [], "recorded": 0, "faults": [],
    }  # fmt: skip


def test_one_faulty_row_keeps_all_out_unless_it_is_left_out(
    home: Home, founder: Handle, file: Path, secretary: Secretary, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(f"{ROWS}Cy Cedar;Atlantis\n")
    assert members(home, founder, file, "--yes") == 1
    assert "line 4: There is no branch “Atlantis”" in capsys.readouterr().err
    assert len(secretary.follow().members.members) == 1
    assert members(home, founder, file, "--yes", "--leave-out-faulty") == 1
    assert len(secretary.follow().members.members) == 3


def test_who_has_not_the_power_is_told_who_has(
    home: Home, file: Path, secretary: Secretary, capsys: pytest.CaptureFixture[str]
) -> None:
    assert members(home, Handle("f" * 32), file, "--yes") == 1
    assert "branch-secretary" in capsys.readouterr().err
    assert len(secretary.follow().members.members) == 1


def test_a_post_that_nobody_holds_cannot_act(
    home: Home, file: Path, secretary: Secretary, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["import", "members", str(file), "--home", str(home.path), "--as-post", "branch-secretary@old-mill"]
    assert main(arguments) == 3
    assert "is held by 0 people now" in capsys.readouterr().err


def test_motions_need_a_convention(
    home: Home, founder: Handle, secretary: Secretary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "motions").mkdir()
    (tmp_path / "motions/a.md").write_text("---\ntitle: Benches\n---\nBenches in every yard.\n")
    assert main(["import", "motions", str(tmp_path), "--home", str(home.path), "--as", founder, "--yes"]) == 1
    said = capsys.readouterr()
    assert "motions/a.md: No meeting of this number is open to this." in said.err
    assert "Nothing was recorded. motions: 1, amendments: 0." in said.out


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc")
def test_what_a_document_could_not_bring_along_is_said_with_its_file(
    home: Home, founder: Handle, secretary: Secretary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "motions").mkdir()
    raw = docx(paragraph("Benches in every yard."), **{"word/vbaProject.bin": b"x"})
    (tmp_path / "motions/Benches.docx").write_bytes(raw)
    (tmp_path / "motions/old.odt").write_bytes(b"PK\x03\x04 damaged")
    assert main(["import", "motions", str(tmp_path), "--home", str(home.path), "--as", founder]) == 1
    said = capsys.readouterr()
    assert "motions/Benches.docx: Macros, left behind unread: 1." in said.out
    assert "motions/old.odt: The file is damaged" in said.err
    assert "motions: 1, amendments: 0." in said.out
