"""What is owed, in words, for every kind of duty that the engine knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import rankandfile.core.chapters as chapters
from rankandfile.cli.duties import SENTENCES
from rankandfile.cli.main import main
from rankandfile.shell.demo.build import build

CHAPTERS = Path(chapters.__file__).parent


def kinds() -> Iterator[str]:
    """Every kind of duty that stands in a chapter: the first argument of `Duty`, or what it is chosen from."""
    for file in CHAPTERS.glob("*.py"):
        tree = ast.parse(file.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Duty":
                kind = node.args[0]
                sources = _assigned(tree, kind.id) if isinstance(kind, ast.Name) else [kind]
                yield from (one.value for own in sources for one in ast.walk(own) if isinstance(one, ast.Constant))


def _assigned(tree: ast.AST, name: str) -> list[ast.AST]:
    """What is assigned to this name, alone or together with others."""
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(one, ast.Name) and one.id == name for target in node.targets for one in ast.walk(target))
    ]


def test_every_kind_of_duty_has_its_sentence_on_the_command_line() -> None:
    assert set(kinds()) <= set(SENTENCES)


def test_status_says_what_is_owed_and_by_whom_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "demo"
    build(home, 1_800_000_000)
    main(["status", "--home", str(home)])
    told = capsys.readouterr().out
    assert re.search(r"answer the application of [A-Z]\w+ .+; owed by the branch [A-Z]", told)
    assert "for the leadership; owed by Chair, article 9.2" in told
