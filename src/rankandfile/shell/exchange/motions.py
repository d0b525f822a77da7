"""Motions and amendments in Markdown with YAML front matter, as conferences keep them in a folder.

    motions/*.md      title, and as far as they are there section, number, status, coproposers, mover
    amendments/*.md   motion_title, amendment_number, and as far as it is there status, mover
    data/sections.yml is not needed: a section is a class of business, or any word at all
    motions/*.docx, *.odt, *.txt, *.markdown too: documents as people write them, the title in front or else the file's

Other folders are read by `resolutions.py` and `tex_meta.py`; `layouts.py` knows which is which.

The text of a motion stands under "## Motion", a summary under "## Synopsis"; what stands before both comes behind the
text. Lines that only tell a site generator what to put there ({% … %}) are left out; one that puts an amendment there
says how that ended. Where a paper says that amendments fall with another, they are recorded so. `read` says everything
that is wrong with the folder; `record` then records all of it or nothing. What a file says about support or about a
result is shown and not imported: nobody can type either.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, structs

from rankandfile.core.chapters.motions import SYNOPSIS
from rankandfile.core.engine import sentences
from rankandfile.core.legible import legible
from rankandfile.core.refusal import Refusal
from rankandfile.core.text import count_words

from . import documents
from .fault import Fault, Unreadable
from .front_matter import Page, read_page, read_text
from .not_read import NotRead, said
from .not_read import sentences as sentences_of
from .placing import Placed, placed

T = TypeVar("T")
_HEADING = re.compile(r"^#{1,6}[ \t]*(synopsis|motion)[ \t]*#*[ \t]*$", re.IGNORECASE | re.MULTILINE)
_UNDER = re.compile(r"^#{1,6}[ \t]*motion[ \t]*#*[ \t]*$", re.IGNORECASE | re.MULTILINE)
_ABOVE = re.compile(r"^#{1,2}[ \t]+(\S.{0,200}?)[ \t]*#*[ \t]*$", re.MULTILINE)
MANY = 2
"""Motions of which a paper is a composite."""
_GENERATOR = re.compile(r"^[ \t]*\{%.*%\}[ \t]*\n?", re.MULTILINE)
_INCLUDED = re.compile(r"""\{%\s*include\s+amendment\.html\s+number="([^"]{1,20})"\s+status="([^"]{1,40})"\s*%\}""")
_NUMBERS = re.compile(r"\b\d{1,4}[a-z]?\b", re.IGNORECASE)
_FALLING = re.compile(
    r"\bif amendment (\d{1,4}[a-z]?) (?:falls|is lost|is defeated|is not carried),?\s*(?:then\s+)?"
    r"amendments?\s+((?:\d{1,4}[a-z]?(?:,\s*(?:and\s+)?|\s+and\s+)?)+)\s+(?:also\s+|will\s+(?:also\s+)?)?falls?\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[0-9a-f]{32}")
MOTION_KEYS = ("title", "section", "number", "status", "coproposers", "mover", "affiliated", "spaces", "layout")
AMENDMENT_KEYS = ("motion_title", "amendment_number", "status", "mover")


class Paper(Struct, frozen=True):
    """A motion as the file has it. `number` is what people call it there: "12", "1a"."""

    file: str
    title: str
    text: str
    synopsis: str
    section: str
    number: str
    status: str
    coproposers: int
    mover: str
    related: tuple[str, ...] = ()
    """What the file says of other motions: "competes with 565", "presupposes 613"."""
    beside: tuple[str, ...] = ()
    """Other files of the folder from which something of it was read."""
    parts: tuple[str, ...] = ()
    """Of a composite: the headings of the motions that it is made of."""
    told: tuple[str, ...] = ()
    """What somebody should know who compares the file with what came of it."""


class Proposal(Struct, frozen=True):
    """An amendment as the file has it, and where it belongs in the motion of this title."""

    file: str
    motion: str
    number: str
    status: str
    mover: str
    prose: str
    placed: Placed
    falls_with: tuple[str, ...] = ()
    """The numbers of the amendments to the same motion with which it falls."""


class Folder(Struct, frozen=True):
    """Everything that was read, and everything that is wrong with it."""

    motions: tuple[Paper, ...]
    amendments: tuple[Proposal, ...]
    faults: tuple[Fault, ...]
    told: tuple[str, ...] = ()
    """What of documents was not understood, with the file."""


def read(folder: Path) -> Folder:
    """The folder's papers, by section and number. Nothing is raised for what is in it."""
    faults: list[Fault] = []
    if not (folder / "motions").is_dir():
        faults.append(Fault(folder.name, 0, "There is no folder “motions” in it.", "Name the folder that holds one."))
    told: list[str] = []
    motions = [*_each(folder, "motions", _paper, faults), *_documents(folder, faults, told)]
    motions = _once_each(motions, faults)
    by_title = {same(paper.title): paper for paper in motions}
    amendments = _each(folder, "amendments", lambda page: _proposal(page, by_title), faults)
    amendments = [*_told_by_motions(folder, by_title, amendments)]
    return Folder(in_order(motions), tuple(_proposals_in_order(amendments)), tuple(faults), tuple(told))


def in_order(motions: Iterable[Paper]) -> tuple[Paper, ...]:
    """The motions by section and number."""
    return tuple(sorted(motions, key=lambda paper: (paper.section, by_number(paper.number), paper.file)))


def _proposals_in_order(amendments: Iterable[Proposal]) -> list[Proposal]:
    return sorted(amendments, key=lambda one: (one.motion, by_number(one.number), one.file))


def _told_by_motions(folder: Path, by_title: dict[str, Paper], amendments: list[Proposal]) -> Iterator[Proposal]:
    """The amendments, with what the papers of their motions say of them: how they ended, with which they fall."""
    known = {title: _said_of_amendments(folder / paper.file) for title, paper in by_title.items()}
    for one in amendments:
        statuses, falling = known[same(one.motion)]
        falls = (*falling.get(one.number, ()), *(_falling(one.prose).get(one.number, ())))
        status = one.status or statuses.get(one.number, "")
        yield structs.replace(one, status=status, falls_with=tuple(dict.fromkeys(falls)))


def _said_of_amendments(file: Path) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    text = read_text(file, file.name) if file.suffix == ".md" else ""
    return dict(_INCLUDED.findall(text)), _falling(text)


def _falling(text: str) -> dict[str, tuple[str, ...]]:
    """Which amendments fall with which: "If amendment 4 falls then amendments 5, 6 and 8 also fall"."""
    found: dict[str, tuple[str, ...]] = {}
    for first, others in _FALLING.findall(text):
        for number in _NUMBERS.findall(others):
            found[number] = (*found.get(number, ()), first)
    return found


def _documents(folder: Path, faults: list[Fault], told: list[str]) -> Iterator[Paper]:
    """The motions that are written as documents: their words, and what of each file did not come along."""
    for path in sorted((folder / "motions").glob("*")):
        if path.suffix.lower() not in documents.ENDINGS or path.suffix == ".md":
            continue
        name = f"motions/{path.name}"
        try:
            own = documents.read(path.name, _bytes(path, name))
            page = Page(name, {"title": own.title or path.stem}, {}, own.text, 1)
            synopsis, text = _in_its_space(_clean(page, "synopsis", own.synopsis), _clean(page, "text", own.text))
            title = _clean(page, "title", page.values["title"])
        except NotRead as error:
            faults.append(Fault(name, 0, *sentences_of(error.code, error.facts)))
        except Unreadable as unreadable:
            faults.append(unreadable.fault)
        else:
            told += (f"{name}: {said(each)}" for each in own.left)
            yield Paper(name, title, text, synopsis, own.section, "", "", 0, "")


def _bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(documents.LARGEST + 1)
    except OSError as error:
        what = f"It cannot be read: {error.strerror}."
        raise Unreadable(name, 0, what, "Check the file and who may read it.") from error


def _each(folder: Path, kind: str, made: Callable[[Page], T], faults: list[Fault]) -> list[T]:
    found: list[T] = []
    for path in sorted((folder / kind).glob("*.md")):
        try:
            found.append(made(read_page(path, f"{kind}/{path.name}")))
        except Unreadable as unreadable:
            faults.append(unreadable.fault)
    return found


def same(title: str) -> str:
    """The title as it is compared: small letters, one kind of quotes and spaces."""
    straight = title.translate(str.maketrans("’‘“”–—", "''\"\"--"))
    return " ".join(straight.casefold().split())


def by_number(number: str) -> tuple[tuple[int, str], ...]:
    """The order of numbers such as 2, 10, 1a, 1b: figures as numbers, letters after them."""
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+", number)
    return tuple((int(part), "") if part.isascii() and part.isdecimal() else (-1, part) for part in parts)


def _once_each(motions: list[Paper], faults: list[Fault]) -> list[Paper]:
    """The motions without those that come twice; both files are named."""
    first: dict[str, Paper] = {}
    for paper in motions:
        twin = first.setdefault(same(paper.title), paper)
        if twin is not paper:
            what = f"The title “{paper.title}” is that of {twin.file} too."
            faults.append(Fault(paper.file, 0, what, "Take one of them out, or give it another title."))
    return list(first.values())


def _paper(page: Page) -> Paper:
    _only_known(page, MOTION_KEYS, "title")
    synopsis, text = _in_parts(page)
    if not text:
        raise Unreadable(page.file, page.text_line, "The motion has no text.", "Write it under “## Motion”.")
    return Paper(
        page.file, page.values["title"], text, synopsis, page.values.get("section", ""), page.values.get("number", ""),
        page.values.get("status", ""), _count(page, "coproposers"), _mover(page), parts=_composed_of(page),
    )  # fmt: skip


def _proposal(page: Page, by_title: dict[str, Paper]) -> Proposal:
    _only_known(page, AMENDMENT_KEYS, "motion_title")
    motion = by_title.get(same(page.values["motion_title"]))
    if motion is None:
        raise _unknown_title(page, by_title)
    prose = _clean(page, "text", _GENERATOR.sub("", page.text))
    if not prose:
        raise Unreadable(page.file, page.text_line, "The amendment has no text.", "Write what it changes.")
    return Proposal(
        page.file, motion.title, page.values.get("amendment_number", ""), page.values.get("status", ""), _mover(page),
        prose, placed(prose, motion.text),
    )  # fmt: skip


def _unknown_title(page: Page, by_title: dict[str, Paper]) -> Unreadable:
    near = get_close_matches(same(page.values["motion_title"]), by_title, 1, 0.5)
    remedy = f"Did you mean “{by_title[near[0]].title}”?" if near else "Give the title as the motion has it."
    return page.fault("motion_title", f"No motion has the title “{page.values['motion_title']}”.", remedy)


def _only_known(page: Page, keys: Sequence[str], needed: str) -> None:
    for key in page.values:
        if key not in keys:
            raise page.fault(key, f"“{key[:40]}” is no key of these files.", f"Known are: {', '.join(keys)}.")
    if not page.values.get(needed):
        raise page.fault(needed, f"“{needed}” is missing.", f"Add a line “{needed}: …”.")
    page.values[needed] = _clean(page, needed, page.values[needed])


def _clean(page: Page, name: str, text: str) -> str:
    return cleaned(page.file, page.lines.get(name, page.text_line), name, text)


def cleaned(file: str, line: int, name: str, text: str) -> str:
    """The text as it may stand in the record. Raises Unreadable for what may not."""
    answer = legible(name, text.strip())
    if isinstance(answer, Refusal):
        raise Unreadable(file, line, *sentences(answer))
    return answer


def _count(page: Page, key: str) -> int:
    written = page.values.get(key, "") or "0"
    if not (written.isascii() and written.isdecimal() and len(written) < 7):
        raise page.fault(key, f"“{written[:40]}” is not a number.", "Write a whole number, such as 12.")
    return int(written)


def _mover(page: Page) -> str:
    mover = page.values.get("mover", "")
    if mover and not _HANDLE.fullmatch(mover):
        raise page.fault("mover", "This is not the handle of a member.", "Write its 32 hexadecimal digits.")
    return mover


def _composed_of(page: Page) -> tuple[str, ...]:
    """The headings above which each motion of a composite stands; none where the paper is one motion."""
    if len(_UNDER.findall(page.text)) < MANY:
        return ()
    return tuple(found[1].strip() for found in _ABOVE.finditer(page.text) if not _HEADING.match(found[0]))


def _in_parts(page: Page) -> tuple[str, str]:
    """Synopsis and text: what stands under their headings; the text is all the rest where it has no heading."""
    whole = _GENERATOR.sub("", page.text)
    headings = [*_HEADING.finditer(whole)]
    if len({heading[1].lower() for heading in headings}) < len(headings):
        # Several motions in one, each with its own: a composite, which is voted on as it stands.
        return "", _clean(page, "text", whole)
    ends = [*(heading.start() for heading in headings[1:]), len(whole)]
    under = {heading[1].lower(): whole[heading.end() : end] for heading, end in zip(headings, ends, strict=False)}
    synopsis, text = under.get("synopsis", ""), under.get("motion")
    if text is None:
        synopsis, rest = _first_section(synopsis)
        text = (whole[: headings[0].start()] if headings else whole) + rest
    elif before := whole[: headings[0].start()].strip():
        # Behind the text, so that amendments by lines find the lines that they mean.
        text = f"{text.rstrip()}\n\n## Note\n\n{before}"
    return _in_its_space(_clean(page, "synopsis", synopsis), _clean(page, "text", text))


def _in_its_space(synopsis: str, text: str) -> tuple[str, str]:
    """Both; a synopsis that is longer than the digest gives to anybody stands whole at the end of the text instead."""
    if not text or count_words(synopsis) <= SYNOPSIS:
        return synopsis, text
    return "", f"{text}\n\n## Synopsis\n\n{synopsis}"


def _first_section(text: str) -> tuple[str, str]:
    """What comes before the next heading of any name, and all from it on."""
    found = re.search(r"^#{1,2}[ \t]", text, re.MULTILINE)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


ENDED = {
    "passed": "carried", "carried": "carried", "agreed": "carried", "accepted": "carried",
    "defeated": "lost", "lost": "lost", "rejected": "lost", "fell": "fell", "falls": "fell",
    "withdrawn": "withdrawn", "referred": "referred", "tbd": "unreached", "unreached": "unreached", "": "unreached",
}  # fmt: skip
"""What a file says became of a paper, in our words. What was left "to be decided" was not reached: never defeated."""


def ended(status: str) -> str:
    """What the file says became of the paper; empty for a word that nobody told us."""
    return ENDED.get(status.strip().casefold(), "")


def statuses(papers: Iterable[Paper | Proposal]) -> Counter[str]:
    """How many files claim which result; none of it is imported."""
    return Counter(paper.status for paper in papers if paper.status)
