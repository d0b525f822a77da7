"""Other people's verifiers, each installed once in an environment of its own, at the versions that a lock names."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import pytest

HERE = Path(__file__).parent
INSTALLED = HERE.parents[1] / "var/strangers"
PATIENCE = 600
Check: TypeAlias = Callable[[list[dict[str, str]]], list[str]]


@pytest.fixture(scope="session")
def npm() -> Check:
    """sigstore's verifier for Node (npm: @sigstore/verify)."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("needs Node with npm: Debian's packages nodejs and npm")
    locks = [HERE / "npm/package.json", HERE / "npm/package-lock.json"]
    folder = _installed("npm", locks, [["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]])
    return lambda given: _lines(["node", str(HERE / "npm/check.cjs")], folder, given)


@pytest.fixture(scope="session")
def pypi() -> Check:
    """sigstore's verifier for Python (PyPI: sigstore)."""
    locks = [HERE / "pypi/lock.txt"]
    install = ["bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "--requirement", "lock.txt"]
    folder = _installed("pypi", locks, [[sys.executable, "-m", "venv", "."], install])
    return lambda given: _lines([str(folder / "bin/python"), str(HERE / "pypi/check.py")], folder, given)


@pytest.fixture(scope="session")
def aics() -> Path:
    """The environment of a witness and a log by somebody else (PyPI: aics-witness, aics-tlog)."""
    # They ask for Python 3.12 and were measured to work with 3.11.
    options = ["--quiet", "--no-deps", "--ignore-requires-python"]
    install = ["bin/python", "-m", "pip", "install", *options, "--requirement", "lock.txt"]
    return _installed("aics", [HERE / "aics/lock.txt"], [[sys.executable, "-m", "venv", "."], install])


def _installed(name: str, locks: list[Path], commands: list[list[str]]) -> Path:
    """The folder where it is installed; the test is left out where the registry does not answer."""
    known_by = sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()[:12]
    folder = INSTALLED / f"{name}-{known_by}"
    if (folder / ".installed").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for lock in locks:
        shutil.copy(lock, folder)
    for command in commands:
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
        except (subprocess.SubprocessError, OSError) as error:
            said = getattr(error, "stderr", None) or b""
            pytest.skip(f"{name}: cannot be installed here: {error} {said.decode(errors='replace').strip()[-300:]}")
    (folder / ".installed").touch()
    return folder


def _lines(command: list[str], folder: Path, given: Any) -> list[str]:
    done = subprocess.run(command, cwd=folder, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()
