"""Pandoc as a reader of DOCX and ODT: in a child process with limits, without files, network or environment."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from .not_read import NotRead
from .package import Package

SECONDS = 10
"""Of CPU for one document."""
OUT_OF_MEMORY = 251
"""What pandoc ends with where it gets no more memory."""
CHILD = Path(__file__).with_name("pandoc_child.py")
FOLDERS = "/usr/bin:/usr/local/bin:/bin"


def program() -> str | None:
    """Where pandoc is on this machine; None where it is not."""
    return shutil.which("pandoc", path=FOLDERS)


def parsed(package: Package, seconds: int = SECONDS) -> dict[str, Any]:
    """The document as pandoc's syntax tree (pandoc-types 1.22 and later). Raises NotRead."""
    found = program()
    if found is None:
        raise NotRead("no_pandoc")
    more = ["--track-changes=all"] if package.format == "docx" else []
    with tempfile.TemporaryDirectory(prefix="rankandfile-document-") as made:
        folder = Path(made)
        (folder / "document").write_bytes(package.raw)
        reading = ["--sandbox", f"--data-dir={folder}", "--from", package.format, "--to", "json", *more]
        return _run([sys.executable, "-I", str(CHILD), str(seconds), found, *reading], folder, seconds)


def _run(command: list[str], folder: Path, seconds: int) -> dict[str, Any]:
    # No setting of ours or of the machine reaches it, and no proxy; its home and its folder hold the document alone.
    surroundings = {"PATH": FOLDERS, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    with (folder / "document").open("rb") as asked, (folder / "answer").open("wb") as answer:
        try:
            done = subprocess.run(
                command, cwd=folder, env=surroundings, stdin=asked, stdout=answer, stderr=subprocess.DEVNULL,
                timeout=3 * seconds,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise NotRead("heavy") from error
    if done.returncode < 0 or done.returncode == OUT_OF_MEMORY:
        raise NotRead("heavy")
    if done.returncode:
        raise NotRead("damaged")
    try:
        return msgspec.json.decode((folder / "answer").read_bytes(), type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise NotRead("heavy") from error
