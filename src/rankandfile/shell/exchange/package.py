"""A DOCX or ODT as far as its words go: a new package with nothing in it but the parts that hold text.

What somebody sends is a ZIP of XML. Each part is unpacked up to a limit, whatever the package claims of its size;
macros, pictures, embedded files, templates and whatever else is in it are left behind and counted. XML that declares
entities or a document type is refused, because that is how one file grows to a million or reads another one.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Literal

from msgspec import Struct

from .not_read import NotRead

Format = Literal["docx", "odt"]
PART, WHOLE, ENTRIES = 16 << 20, 32 << 20, 5_000
"""Bytes of one part and of all that are read, unpacked; parts of a package."""
KEPT: dict[Format, frozenset[str]] = {
    "docx": frozenset(
        {
            "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels",
            "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/_rels/footnotes.xml.rels",
            "word/endnotes.xml",
            "word/_rels/endnotes.xml.rels", "word/comments.xml", "docProps/core.xml",
        }
    ),
    "odt": frozenset({"mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"}),
}  # fmt: skip
_LEFT = (
    ("macros", re.compile(r"vba|(^|/)(Basic|Scripts)/|macros", re.IGNORECASE)),
    ("embedded", re.compile(r"(^|/)embeddings/|activeX|oleObject|^[^/]+/content\.xml$", re.IGNORECASE)),
    ("margins", re.compile(r"word/(header|footer)\d*\.xml$")),
)
"""What of the parts that are left behind is worth a word. Pictures are counted where they stand in the text."""
WORDS = frozenset({"word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml"})
TAGS = 400_000
"""Tags of a part up to which its words are looked at; a text that fills the record has some thousand."""
_ROWS = re.compile(rb"</?table:table-(?:header-rows|rows|row-group)\b[^>]{0,500}>")
"""What stands around rows of a table: pandoc reads no row that stands in them."""
_ASIDE = frozenset(
    {
        "mc:Fallback", "w:delText", "w:instrText", "m:oMath", "office:annotation", "text:tracked-changes",
        "text:note-citation", "office:styles", "office:automatic-styles",
    }
)  # fmt: skip
"""What is no word of the text: what was deleted, comments, formulas, copies for old programs, names of styles."""
_ENDS = frozenset({"/w:p", "/text:p", "/text:h", "text:note", "w:footnoteReference", "w:endnoteReference"})
_BREAKS = frozenset({"w:tab", "w:br", "w:cr", "text:tab", "text:line-break", "text:s"})
_XML = re.compile(rb"\s*<(?:\?xml[^>]{0,200}\?>)?")
_ENCODED = re.compile(rb"encoding\s*=\s*[\"']\s*([A-Za-z0-9._-]+)", re.IGNORECASE)


class Package(Struct, frozen=True):
    """The package made anew, and how many parts of which kind were left behind."""

    format: Format
    raw: bytes
    left: dict[str, int]
    words: str
    """Every word of its text parts, however it stands there: what is read is held against it."""
    title: str = ""
    """The first paragraph that an ODT calls its title; a DOCX says it in another way."""


def cleaned(raw: bytes) -> Package:
    """The text parts of the package in a package of their own. Raises NotRead."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _cleaned(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise NotRead("damaged") from error
    except RuntimeError as error:  # what the standard library raises for an encrypted part
        raise NotRead("locked") from error


def _cleaned(archive: zipfile.ZipFile) -> Package:
    names = archive.namelist()
    if len(names) > ENTRIES or len(set(names)) < len(names):
        raise NotRead("damaged")
    format_: Format | None = "docx" if "word/document.xml" in names else "odt" if "content.xml" in names else None
    if format_ is None:
        raise NotRead("unknown")
    made, room, words, title = io.BytesIO(), WHOLE, "", ""
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in names:
            if name in KEPT[format_]:
                part = _part(archive, name, min(PART, room))
                room -= len(part)
                if name == "content.xml":
                    part = _ROWS.sub(b"", part)
                    title = _title(part.decode(errors="replace"))
                if name in WORDS:
                    words += _words(part.decode(errors="replace"))
                new.writestr(name, part)
    return Package(format_, made.getvalue(), dict(_left(format_, names)), words, title)


def _words(xml: str) -> str:
    """The text between the tags, a line for each paragraph. One pass: nothing in it costs more than its length."""
    if xml.count("<") > TAGS:
        return ""
    found: list[str] = []
    aside, deep = "", 0
    for piece in xml.split("<")[1:]:
        tag, _end, text = piece.partition(">")
        name = tag.split(None, 1)[0].removesuffix("/") if tag.strip() else ""
        if not aside and name in _ASIDE and not tag.endswith("/"):
            aside = name
        if aside:
            deep += (name == aside and not tag.endswith("/")) - (name == f"/{aside}")
            aside = aside if deep else ""
        if not aside:
            found += ("\n" if name in _ENDS else " " if name in _BREAKS else "", text)
    return unescape("".join(found)) + "\n"


def _title(xml: str) -> str:
    """The words of the first paragraph in the style “Title”, or in one made from it."""
    styles = {"Title", *re.findall(r'style:name="([^"]{1,80})"[^>]{0,200}?style:parent-style-name="Title"', xml)}
    for style, words in re.findall(r'<text:p text:style-name="([^"]{1,80})"[^>]{0,200}>(.{1,2000}?)</text:p>', xml)[:3]:
        if style in styles:
            return " ".join(unescape(re.sub(r"<[^>]*>", "", words)).split())
    return ""


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise NotRead("grows")
    if name != "mimetype":
        _check(content)
    if name == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise NotRead("locked")
    return content


def _check(content: bytes) -> None:
    """Raises NotRead for XML that is not plain: another encoding than UTF-8, a document type, entities."""
    plain = content.removeprefix(b"\xef\xbb\xbf")
    encoded = _ENCODED.search(plain[:200])
    if not _XML.match(plain[:400]) or b"\0" in plain or (encoded and encoded[1].lower() not in (b"utf-8", b"us-ascii")):
        raise NotRead("damaged")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise NotRead("entities")


def _left(format_: Format, names: list[str]) -> Iterator[tuple[str, int]]:
    left = [name for name in names if name not in KEPT[format_]]
    for kind, pattern in _LEFT:
        count = sum(bool(pattern.search(name)) for name in left)
        if count:
            yield kind, count
