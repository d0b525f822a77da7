"""Backup and restore from the command line: what is said, and with which exit code."""

from pathlib import Path

import pytest

from rankandfile.cli.main import main
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.ids import BranchId
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW, Secretary


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An organisation, founded from the command line."""
    who = ("--name", "Harbour Workers", "--founder", "Ada Quay", "--origin", "union.example/record")
    assert main(["init", "--home", str(tmp_path / "home"), *who]) == 0
    capsys.readouterr()
    return tmp_path / "home"


def form_branch(home: Path) -> None:
    secretary = Secretary(Home(home))
    secretary.submit(FormBranch(secretary.state.foundation.founder, NOW, BranchId("north")), {"name": "North"})
    secretary.close()


def test_a_backup_is_made_and_restored(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, new = str(tmp_path / "night.backup"), str(tmp_path / "new")
    assert main(["backup", "--home", str(home), file]) == 0
    said = capsys.readouterr().out
    assert "encrypt it, and destroy it within 30 days" in said
    assert "does not hold the key" in said
    assert main(["restore", "--home", new, file]) == 3
    assert "--key FILE" in capsys.readouterr().err
    assert main(["restore", "--home", new, "--key", str(home / "log.key"), file]) == 0
    restored = capsys.readouterr().out
    assert restored.partition("root ")[2][:64] == said.partition("root ")[2][:64]
    assert main(["status", "--home", new]) in (0, 1)


def test_an_older_backup_is_refused_with_what_would_be_lost(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "night.backup")
    assert main(["backup", "--home", str(home), file]) == 0
    form_branch(home)
    assert main(["restore", "--home", str(home), file]) == 1
    said = capsys.readouterr().err
    assert "would be lost" in said
    assert "1 × FormBranch" in said
    assert "restore\nwith --accept-loss-of 2." in said
    assert main(["restore", "--home", str(home), "--accept-loss-of", "1", file]) == 1
    assert main(["restore", "--home", str(home), "--accept-loss-of", "2", file]) == 0
    assert "LOST: 2 entries" in capsys.readouterr().out
    assert main(["restore", "--home", str(home), "--accept-loss-of", "2", file]) == 1
    assert "leave --accept-loss-of away" in capsys.readouterr().err
