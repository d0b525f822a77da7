"""A document that somebody wrote elsewhere, as title, synopsis and text of a motion: DOCX, ODT, Markdown, plain text.

`read` says what it understood and what it left behind; nothing of what was sent is kept or run. Markdown and plain text
are read here; DOCX and ODT are stripped to their words (`package.py`), read by pandoc in a child process (`pandoc.py`)
and written as the Markdown that motions have (`understanding.py`). Words that did not come over are named.
"""

import re
from collections import Counter
from threading import Lock

from msgspec import Struct, structs

from rankandfile.core.legible import LONGEST

from ..press.lined import MANY, lined
from . import front_matter, pandoc
from .fault import Unreadable
from .not_read import NotRead, Told
from .package import cleaned
from .understanding import Understood

LARGEST = 10 << 20
"""Bytes of a file."""
ENDINGS = (".docx", ".odt", ".md", ".markdown", ".txt", ".text")
WAIT = 15
"""Seconds to wait for another document that is being read: a process reads one at a time."""
SAMPLE = 8
"""Words that are named of those that did not come over."""
_ONE = Lock()
_WORD = re.compile(r"[^\W_]+")
_SYNOPSIS = re.compile(
    r"^#{1,6}[ \t]*synopsis[ \t]*#*[ \t]*\n(.*?)(?=^#{1,6}[ \t]|\Z)", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_BODY = re.compile(r"\A\s*#{1,6}[ \t]*(?:motion|text)[ \t]*#*[ \t]*\n", re.IGNORECASE)
_FIRST_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")
_HIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u2028\u2029\u202a-\u202e\u2066-\u2069\u00ad]"
)
_KEYS = frozenset({"title", "synopsis", "section", "business"})
_ELSEWHERE = re.compile(
    r"^ {0,3}(?:=+|-{2,})[ \t]*$|!\[[^\]]{0,300}\]\(|\[[^\]]{1,300}\]\[[^\]]{0,300}\]"
    r"|^ {0,3}\[(?!\^)[^\]]{1,300}\]:|</?[A-Za-z][^>]{0,300}>",
    re.MULTILINE,
)
"""Ways of Markdown that motions do not have: underlined headings, pictures, links by reference, HTML."""


class Document(Struct, frozen=True):
    """What a file says, as it can be moved, and what was understood of it and what left behind."""

    title: str
    synopsis: str
    text: str
    section: str = ""
    understood: tuple[Told, ...] = ()
    left: tuple[Told, ...] = ()


def read(name: str, raw: bytes) -> Document:
    """The document in the file of this name. Raises NotRead."""
    if len(raw) > LARGEST:
        raise NotRead("large", megabytes=LARGEST >> 20)
    if raw.startswith(b"PK\x03\x04"):
        return _packed(raw)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotRead("old")
    if raw.startswith((b"%PDF", b"{\\rtf", b"\x7fELF", b"MZ", b"\x89PNG", b"\xff\xd8")):
        raise NotRead("unknown")
    left: Counter[str] = Counter()
    text = _decoded(raw, left)
    return _plain(text, left) if name.lower().endswith((".txt", ".text")) else _markdown(text, left)


def _packed(raw: bytes) -> Document:
    package = cleaned(raw)
    if not _ONE.acquire(timeout=WAIT):
        raise NotRead("busy")
    try:
        own = Understood(pandoc.parsed(package))
    finally:
        _ONE.release()
    title, text = own.title, own.text
    first, _end, rest = text.partition("\n")
    if package.title and re.sub(r"[\\*`]", "", first) == package.title:
        title, text = package.title, rest
    made = _parted(title, "", text, own.found, Counter(package.left) + own.left)
    return structs.replace(made, left=(*made.left, *_missing(package.words, f"{own.title} {own.text}")))


def _missing(words: str, understood: str) -> tuple[Told, ...]:
    """The words of the file that were not understood."""
    have = Counter(_WORD.findall(understood.casefold()))
    missing = list((Counter(_WORD.findall(words.casefold())) - have).elements())
    return (Told("words", len(missing), " ".join(missing[:SAMPLE]) + " …"),) if missing else ()


def _decoded(raw: bytes, left: Counter[str]) -> str:
    try:
        text = raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in raw:
            raise NotRead("letters") from None
        text, left["encoding"] = raw.decode("windows-1252", errors="replace"), 1
    if len(text) > 2 * LONGEST["civic"]:
        raise NotRead("long", characters=LONGEST["civic"])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _markdown(text: str, left: Counter[str]) -> Document:
    values: dict[str, str] = {}
    if text.startswith("---\n"):
        values, text = _fronted(text)
    left["keys"] += len(values.keys() - _KEYS)
    left["typed"] += len(_ELSEWHERE.findall(text))
    found = _counted(text)
    made = _parted(values.get("title", ""), values.get("synopsis", ""), text, found, left)
    section = values.get("section", values.get("business", ""))
    return structs.replace(made, section=section)


def _fronted(text: str) -> tuple[dict[str, str], str]:
    try:
        page = front_matter.page_of(text, "")
    except Unreadable as unreadable:
        raise NotRead("front", line=unreadable.fault.line) from unreadable
    return page.values, page.text


def _counted(text: str) -> Counter[str]:
    """What of the Markdown is more than plain paragraphs."""
    found: Counter[str] = Counter()
    lines = lined(text) if len(text) <= LONGEST["civic"] else ()
    found["headings"] = sum(bool(line.level and line.begins) for line in lines)
    found["tables"] = sum(line.kind == "table" for line in lines)
    found["footnotes"] = sum(line.kind == "note" and bool(line.mark) for line in lines)
    found["lists"] = sum(bool(line.mark) and line.depth == 1 and line.paragraph > 0 for line in lines)
    found["weblinks"] = sum(bool(span.to) for line in lines for span in line.spans)
    return found


def _plain(text: str, left: Counter[str]) -> Document:
    """The text letter by letter: what Markdown would read otherwise is put so that it stands for itself."""
    typed = text.expandtabs(4).split("\n")
    # A text of more lines than are formatted is shown as it was typed in any case.
    lines = [_literal(line.rstrip()) if len(typed) <= MANY else line for line in typed]
    first = next((line for line in lines if line.strip()), "")
    rest = "\n".join(lines).strip("\n")
    is_title = len(first) <= 160 and rest.startswith(first + "\n\n") and first[-1:] not in ".,;:"
    return _parted(first.strip() if is_title else "", "", rest[len(first) :] if is_title else rest, Counter(), left)


def _literal(line: str) -> str:
    own = line.lstrip()
    is_item = re.match(r"(?:[-*]|\d{1,9}[.)])[ ]", own) is not None
    words = own.split(" ", 1)[1] if is_item else own
    read_ = lined(words)[0] if words else None
    is_read = read_ is not None and (
        bool(read_.level or read_.quoted or read_.mark or read_.kind not in ("", "empty"))
        or "".join(span.text for each in lined(words) for span in each.spans).split() != words.split()
    )
    if not is_read:
        return line if is_item else own
    put = re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", words)
    put = re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", put))
    return line[: len(line) - len(words)] + put if is_item else put


def _parted(title: str, synopsis: str, text: str, found: Counter[str], left: Counter[str]) -> Document:
    """Title, synopsis and text: a heading at the very top is the title, what stands under “Synopsis” the synopsis."""
    hidden = _HIDDEN.findall(text + title)
    left["hidden"] += sum(each not in "\u200b\u2060\ufeff\u00ad" for each in hidden)
    text, title = _HIDDEN.sub("", text), _HIDDEN.sub("", title)
    heading = _FIRST_HEADING.match(text)
    if heading is not None and (not title or heading[1].strip() == title.strip()):
        title, text = heading[1].strip(), text[heading.end() :]
        found["headings"] -= 1
    under = _SYNOPSIS.search(text)
    if under is not None and not synopsis:
        synopsis, text = under[1].strip(), text[: under.start()] + text[under.end() :]
        found["headings"] -= 1
    text = _BODY.sub("", text).strip("\n").rstrip()
    if not text.strip():
        raise NotRead("empty")
    if len(text) > LONGEST["civic"]:
        raise NotRead("long", characters=LONGEST["civic"])
    return Document(" ".join(title.split()), synopsis, text + "\n", "", _told(found), _told(left))


def _told(counted: Counter[str]) -> tuple[Told, ...]:
    return tuple(Told(code, count) for code, count in sorted(counted.items()) if count > 0)
