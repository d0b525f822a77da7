"""Founding in a database from the command line: what is asked for, what is said, and nothing left where it fails."""

from pathlib import Path

import pytest

from rankandfile.cli.main import main
from tests.postgres import Server

WHO = ("--name", "Harbour Workers", "--founder", "Ada Quay", "--origin", "union.example/record")


def founded(home: Path, *more: str) -> int:
    return main(["init", "--home", str(home), *WHO, *more])


def test_an_organisation_is_founded_in_a_database(
    tmp_path: Path, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    password = tmp_path / "password"
    password.write_text("not asked for here\n")
    with postgres.database() as url:
        assert founded(tmp_path / "home", "--database", url, "--password-file", str(password)) == 0
        said = capsys.readouterr().out
        assert "settings.toml, log.key, database.key, secret.key" in said
        assert {"settings.toml", "log.key", "database.key", "secret.key"} <= {
            file.name for file in (tmp_path / "home").iterdir()
        }
        assert not (tmp_path / "home" / "record.db").exists()
        assert main(["status", "--home", str(tmp_path / "home")]) in (0, 1)
        assert founded(tmp_path / "other", "--database", url) == 3
        assert "Give each organisation a database of its own" in capsys.readouterr().err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["home", "password"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://tester:secret@/x", "must not hold its password"),
        ("mysql://tester@/x", "no address of a database"),
        ("postgresql://tester@/x?host=/nowhere", "cannot be reached"),
    ],
)
def test_a_database_that_cannot_be_used_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str, said: str
) -> None:
    assert founded(tmp_path / "home", "--database", address) == 3
    told = capsys.readouterr().err
    assert said in told
    assert "secret" not in told
    assert list(tmp_path.iterdir()) == []


def test_a_password_file_that_is_missing_is_named(
    tmp_path: Path, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing"
    assert founded(tmp_path / "home", "--database", postgres.url("x"), "--password-file", str(missing)) == 3
    assert f"The database's password is missing: {missing}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_founding_that_is_refused_leaves_the_database_empty(
    tmp_path: Path, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    with postgres.database() as url:
        refused = ["init", "--home", str(tmp_path / "home"), "--name", "Ours", "--founder", "\u202e", "--origin", "a/b"]
        assert main([*refused, "--database", url]) == 1
        assert list(tmp_path.iterdir()) == []
        assert founded(tmp_path / "home", "--database", url) == 0
