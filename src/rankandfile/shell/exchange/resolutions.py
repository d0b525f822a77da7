"""Resolutions in one Markdown file, each under a heading with its number: "## 7. Housing for all".

Authors, synopsis, justification and action stay in the text under their own headings, in their order; the frames in
which a site folds them (<details>) are left out. A number that is missing between two others is told.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from .fault import Fault, Unreadable
from .front_matter import read_text
from .motions import Paper, cleaned

_HEADING = re.compile(r"^##[ \t]+(\d{1,4})([a-z]?)\.[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_SUMMARY = re.compile(r"^[ \t]*<summary>(.*?)</summary>[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FRAME = re.compile(r"^[ \t]*</?details>[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
_EMPTY = re.compile(r"^###[ \t]+[^\n]+\n+(?=###[ \t]|\Z)", re.MULTILINE)


def holds_resolutions(path: Path) -> bool:
    """Whether the file is of this kind; False for one that cannot be read."""
    try:
        return _HEADING.search(read_text(path, path.name)) is not None
    except Unreadable:
        return False


def read_resolutions(path: Path, faults: list[Fault]) -> Iterator[Paper]:
    """The resolutions of the file, in its order; what is wrong with one goes to the faults."""
    try:
        whole = read_text(path, path.name)
    except Unreadable as unreadable:
        faults.append(unreadable.fault)
        return
    headings = [*_HEADING.finditer(whole)]
    ends = [*(each.start() for each in headings[1:]), len(whole)]
    before = 0
    for heading, end in zip(headings, ends, strict=True):
        line = whole[: heading.start()].count("\n") + 1
        number = int(heading[1])
        missing = tuple(f"There is no number {each} in the file." for each in range(before + 1, number) if before)
        before = number
        try:
            yield _paper(path.name, heading, whole[heading.end() : end], line, missing)
        except Unreadable as unreadable:
            faults.append(unreadable.fault)


def _paper(file: str, heading: re.Match[str], block: str, line: int, told: tuple[str, ...]) -> Paper:
    named = f"{file}#{heading[1]}{heading[2]}"
    plain = _FRAME.sub("", _SUMMARY.sub(r"### \1", block)).strip() + "\n"
    while (shorter := _EMPTY.sub("", plain)) != plain:
        plain = shorter
    if not plain.strip():
        raise Unreadable(named, line, "The resolution has no text.", "Write it below its heading.")
    title, text = cleaned(named, line, "title", heading[3]), cleaned(named, line, "text", plain)
    return Paper(named, title, text, "", "", heading[1] + heading[2], "", 0, "", told=told)
