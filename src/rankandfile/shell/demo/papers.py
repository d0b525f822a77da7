"""The demonstration's papers: texts of our own making, in the same files that `rankandfile import motions` reads.

In these files `coproposers` is how many second the paper, and `status` what the invented delegates will make of it.
"""

from importlib.resources import as_file, files
from pathlib import Path

from msgspec import Struct

from ..exchange.front_matter import Page, read_page
from ..exchange.motions import Folder, read

TEXTS = files("rankandfile.shell.demo") / "texts"


class Papers(Struct, frozen=True):
    """What is written before one convention."""

    folder: Folder
    documents: tuple[Page, ...]
    answers: tuple[Page, ...]
    replies: tuple[Page, ...]
    report: Page


def papers(name: str) -> Papers:
    """The papers of this folder. ValueError where one of ours has a fault."""
    with as_file(TEXTS / name) as path:
        found = read(path)
        if found.faults:
            raise ValueError(str(found.faults[0]))
        documents, answers, replies = (_pages(path / kind) for kind in ("documents", "answers", "replies"))
        return Papers(found, documents, answers, replies, read_page(path / "report.md", "report.md"))


def _pages(folder: Path) -> tuple[Page, ...]:
    return tuple(read_page(file, file.name) for file in sorted(folder.glob("*.md")))


def text(name: str) -> str:
    """One text by its path."""
    return (TEXTS / name).read_text(encoding="utf-8").strip()
