"""A record is downloaded from the site, and verified in a second clone: only the base installation, and no network.

The clone holds what git would give somebody else. Its packages are those of this environment, packed into wheels again,
so that nothing is fetched; the verifier runs in a network namespace of its own, in which there is not even a loopback.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

OURS = Path(__file__).parents[3]
ALONE = (("unshare", "--map-root-user", "--net"), ("unshare", "--net"))
"""How a process gets a network of its own, with nothing in it: as anybody, or as root."""
REACH = "import socket; socket.create_connection(('127.0.0.1', 9), 2)"
FOREIGN = ("django", "allauth", "apsw", "gunicorn", "uvicorn", "markdown_it", "psycopg", "yaml")


def alone() -> tuple[str, ...]:
    """The words before a command that runs without a network; the test is skipped where none are allowed."""
    for words in ALONE:
        if shutil.which(words[0]) and not subprocess.run([*words, "true"], capture_output=True).returncode:
            return words
    pytest.skip("this machine lets nobody make a network namespace")


def clone(folder: Path) -> Path:
    """A copy of the sources, without anything that git ignores."""
    if not (OURS / ".git").exists():
        shutil.copytree(OURS / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(OURS / name, folder / name)
        return folder
    listed = subprocess.run(
        ["git", "-C", OURS, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (OURS / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(OURS / name, folder / name)
    return folder


def base() -> Iterator[Distribution]:
    """Every package of the base installation, those that it needs in turn included."""
    known, ahead = set(), ["rankandfile"]
    while ahead:
        own = distribution(ahead.pop())
        if own.name not in known:
            known.add(own.name)
            wanted = (Requirement(line) for line in own.requires or ())
            ahead += [each.name for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})]
            if own.name != "rankandfile":
                yield own


def packed(own: Distribution, folder: Path) -> None:
    """The package as a wheel, from the files that its installation is made of."""
    tag = next(line.partition(" ")[2] for line in (own.read_text("WHEEL") or "").splitlines() if line.startswith("Tag"))
    name = f"{own.name.replace('-', '_')}-{own.version}-{tag}.whl"
    with ZipFile(folder / name, "w") as wheel:
        for file in own.files or ():
            if ".." not in file.parts and file.suffix != ".pyc" and file.locate().is_file():
                wheel.write(str(file.locate()), str(file))


@pytest.fixture
def verifier(tmp_path: Path) -> Path:
    """The second clone's `rankandfile`, in an environment that has nothing but the base installation."""
    wheels, environment = tmp_path / "wheels", tmp_path / "environment"
    wheels.mkdir()
    for own in base():
        packed(own, wheels)
    offline = ("--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")
    pip = (sys.executable, "-m", "pip")
    second = clone(tmp_path / "clone")
    subprocess.run([*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", wheels, second], check=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin/python"
    subprocess.run([*pip, "--python", python, "install", *offline, *sorted(wheels.glob("*.whl"))], check=True)
    return environment / "bin/rankandfile"


def test_a_downloaded_record_is_verified_in_a_second_clone_without_a_network(hall, reader, verifier, tmp_path):
    words, live = alone(), hall("closed")
    record = tmp_path / "record.tar"
    record.write_bytes(b"".join(reader(50).get("/record/export/")))
    python = verifier.with_name("python")
    reached = subprocess.run([*words, python, "-c", REACH], capture_output=True, text=True)
    assert "Network is unreachable" in reached.stderr
    for package in FOREIGN:
        assert subprocess.run([python, "-c", f"import {package}"], capture_output=True).returncode == 1, package
    found = subprocess.run([*words, verifier, "verify", record], capture_output=True, text=True, cwd="/")
    assert found.returncode == 0, found.stdout + found.stderr
    assert f"{live.state.size:,} entries" in found.stdout
    altered = bytearray(record.read_bytes())
    place = altered.index(b'"kind":"MoveMotion"') + 20
    altered[place] ^= 1
    record.write_bytes(altered)
    assert subprocess.run([*words, verifier, "verify", record], capture_output=True, cwd="/").returncode == 1
