"""The house stands as it is drawn: the core is pure, and every dependency is accounted for."""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[1]
CORE = CLONE / "src/rankandfile/core"
PURE = {
    "__future__", "abc", "bisect", "collections", "csv", "dataclasses", "enum", "fractions", "functools", "hashlib",
    "heapq", "hmac", "html", "itertools", "math", "msgspec", "operator", "re", "string", "textwrap", "tomllib", "types",
    "typing", "unicodedata",
}  # fmt: skip
MODULES = [pytest.param(file, id=str(file.relative_to(CORE))) for file in sorted(CORE.rglob("*.py"))]


def imported(tree: ast.Module) -> Iterator[str]:
    """The top-level packages that a module imports, its own package left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def floats(tree: ast.Module) -> list[int]:
    """The lines that write a number with a fraction, or name the type for them."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


def declared_dependencies() -> set[str]:
    """Every package that pyproject.toml asks for, in the base installation or an extra."""
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]
    wanted = chain(project["dependencies"], *project["optional-dependencies"].values())
    return {re.split(r"[\[<>=~! ]", line)[0] for line in wanted}


@pytest.mark.parametrize("file", MODULES)
def test_the_core_imports_nothing_that_could_answer_differently_the_next_time(file: Path) -> None:
    own = {"count": {"numpy"}, "cvr_xml.py": {"pyexpat"}, "ballot": {"base64", "gmpy2", "nacl"}}
    allowed = PURE | {"rankandfile"} | set().union(*(own.get(part, set()) for part in file.parts))
    assert set(imported(ast.parse(file.read_text()))) <= allowed


@pytest.mark.parametrize("file", MODULES)
def test_no_decision_is_made_with_floating_point_numbers(file: Path) -> None:
    assert floats(ast.parse(file.read_text())) == []


def test_every_dependency_has_its_reason_written_down() -> None:
    told = re.findall(r"^\| `([^`]+)`", (CLONE / "docs/dependencies.md").read_text(), re.MULTILINE)
    assert sorted(told) == sorted(declared_dependencies())


def test_the_lock_files_name_versions_and_no_place_to_fetch_them_from() -> None:
    lines = [line for file in (CLONE / "requirements").glob("lock-*.txt") for line in file.read_text().splitlines()]
    assert [line for line in lines if not re.fullmatch(r"#.*|[a-z0-9._-]+==[0-9a-z.]+", line)] == []
