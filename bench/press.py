"""A bulletin of thousands of pages as PDF: pages per second of the processor, and the memory of the child that sets it.

    python bench/press.py [documents]

The documents are those of `../shared/data/bulletin-bulk` and the motions and amendments of the conferences beside it,
where they are, else invented ones of the same length; motions and every tenth document are set in numbered lines.
Beside it, in the same run, WeasyPrint sets the first of them, where it is installed: the same paper, from the HTML of
our EPUB (`_weasyprint.py`). What is compared is the time for the same texts, not for a page, because its pages hold a
little less. The time is that of the child processes, the reading of the fonts included; a bulletin in volumes is set
twice, first to find the pages that the other volumes name.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from _figures import Figure, heading, told
from _large import SENTENCES

from rankandfile.shell.exchange.layouts import read_any
from rankandfile.shell.press import marked
from rankandfile.shell.press.booklet import Booklet, Node, Part, Text, Words
from rankandfile.shell.press.epub import epub
from rankandfile.shell.press.typeset import paged, typeset, volumes

SHARED = Path(__file__).resolve().parents[2] / "shared/data"
BULK, CONFERENCES = SHARED / "bulletin-bulk", SHARED / "conventions"
DOCUMENTS, BESIDE = 373, 60
LEAST_PAGES, MOST_MEMORY, LEAST_AHEAD = 80, 1_000, 10
WORDS = Words(
    "Contents", "Authors", "Branches", "page {page} of {pages}", "Volume {number} of {volumes}",
    "Texts {first} to {last}", "added", "removed", "lines left out", "Pages of this paper: {pages}",
    "In the other volumes", "volume {number}, page {page}", "No font for {letters}.",
)  # fmt: skip
THEIRS = Path(__file__).with_name("_weasyprint.py")


def main(documents: int) -> bool:
    """Prints the figures; whether all hold."""
    own = [_text(number, written) for number, written in enumerate(_written(documents), 1)]
    own += [_motion(number, *paper) for number, paper in enumerate(_moved(), 1)]
    heading(f"a bulletin of {len(own)} texts")
    pages, seconds = 0, 0.0
    before = _spent()
    parts = paged(volumes(_booklet(own)))
    seconds += _spent() - before
    for number, part in enumerate(parts, 1):
        before = _spent()
        made = typeset(part, number, len(parts))
        seconds += _spent() - before
        pages += _pages(made.pdf)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    kept = [
        told(Figure("pages", pages, "pages")),
        told(Figure("set as PDF", pages / seconds, "pages/s", floor=LEAST_PAGES)),
        told(Figure("memory of a child", memory, "MB", ceiling=MOST_MEMORY)),
        *_beside(_booklet(own[:BESIDE])),
    ]
    return all(kept)


def _beside(booklet: Booklet) -> list[bool]:
    if find_spec("weasyprint") is None:
        print("WeasyPrint is not installed: nothing stands beside it. See make bench.")
        return []
    before = _spent()
    ours = _pages(typeset(booklet).pdf)
    between = _spent()
    theirs = _with_weasyprint(booklet)
    own, other = between - before, _spent() - between
    return [
        told(Figure(f"{BESIDE} of them", own, "s")),
        told(Figure("  on", ours, "pages")),
        told(Figure("  by WeasyPrint", other, "s")),
        told(Figure("  on", theirs, "pages")),
        told(Figure("  times as fast", other / own, "times", floor=LEAST_AHEAD)),
    ]


def _with_weasyprint(booklet: Booklet) -> int:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "book.epub").write_bytes(epub(booklet))
        command = [sys.executable, str(THEIRS), f"{folder}/book.epub", f"{folder}/book.pdf"]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _written(documents: int) -> list[str]:
    files = sorted(file for file in BULK.rglob("*") if file.is_file())[:documents]
    if files:
        return [file.read_text(errors="replace") for file in files]
    paragraph = " ".join(SENTENCES)
    return ["\n\n".join([paragraph] * (10 + number % 40)) for number in range(documents)]


def _moved() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Title and text of each motion of the conferences, with its amendments in prose."""
    for folder in sorted(CONFERENCES.iterdir()) if CONFERENCES.is_dir() else ():
        found = read_any(folder)
        for paper in found.motions:
            yield paper.title, paper.text, tuple(one.prose for one in found.amendments if one.motion == paper.title)


def _motion(number: int, title: str, written: str, amendments: tuple[str, ...]) -> Text:
    after = (
        node for place, each in enumerate(amendments, 1)
        for node in (Node("label", f"M{number}-A{place}"), *marked.within(each))
    )  # fmt: skip
    body, by = (*marked.lines(written), *after), f"Member {number % 80}"
    direction, language = marked.direction(written), marked.language(written, "en")
    return Text(f"M{number}", title, direction, language, ("As a member.",), body, by, f"Branch {number % 20}")


def _text(number: int, written: str) -> Text:
    body = marked.lines(written) if number % 10 == 0 else marked.marked(written)
    by, branch = f"Member {number % 80}", f"Branch {number % 20}"
    return Text(f"D{number}", f"Document {number}", "ltr", "en", ("As a member.",), body, by, branch)


def _booklet(texts: list[Text]) -> Booklet:
    parts = (Part("For discussion", "", tuple(texts)),)
    return Booklet("Bulletin", "Measured", "Bench", "en", "ltr", 1_700_000_000, (), parts, WORDS)


def _pages(pdf: bytes) -> int:
    said = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("Pages:"))


def _spent() -> float:
    """Seconds of the processor that ended children used, pdfinfo's few thousandths included."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS) else 1)
