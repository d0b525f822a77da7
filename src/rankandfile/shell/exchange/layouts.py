"""In which form a folder holds its papers, and the reading of it."""

from collections.abc import Iterator
from pathlib import Path

from .fault import Fault
from .motions import Folder, Paper, in_order, read
from .resolutions import holds_resolutions, read_resolutions
from .tex_meta import holds_pairs, read_pairs


def read_any(folder: Path) -> Folder:
    """The papers of the folder, in whichever of the known forms they are. Nothing is raised for what is in it."""
    if (folder / "motions").is_dir():
        return read(folder)
    faults: list[Fault] = []
    papers = in_order(_papers(folder, faults))
    return Folder(papers, (), tuple(faults)) if papers or faults else read(folder)


def _papers(folder: Path, faults: list[Fault]) -> Iterator[Paper]:
    if holds_pairs(folder):
        yield from read_pairs(folder, faults)
    for file in sorted(folder.glob("*.md")):
        if holds_resolutions(file):
            yield from read_resolutions(file, faults)
