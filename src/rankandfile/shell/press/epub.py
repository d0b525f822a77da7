"""A booklet as EPUB 3: one file for each text, so that a reader on a phone opens it at once.

The archive has a fixed order and fixed times, so the same booklet gives the same bytes. Letters that have no font on
the reader's device are that device's affair.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from html import escape

from .booklet import Booklet, Node, Part, Text, index, texts

_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>\
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
_STYLE = """\
body { font-family: serif; line-height: 1.5; margin: 0 5%; }
.facts { font-size: 0.85em; color: #555; }
.lines { list-style: none; padding: 0; margin: 0; }
.lines li { padding-inline-start: 3em; }
.lines .no { display: inline-block; width: 2.4em; margin-inline-start: -3em; padding-inline-end: 0.6em;
  text-align: end; font-size: 0.75em; color: #555; }
.lines .gap { height: 0.8em; }
.lines .par { float: right; font-size: 0.75em; color: #555; }
.in1 { display: inline-block; margin-inline-start: 1.2em; } .in2 { display: inline-block; margin-inline-start: 2.4em; }
.in3 { display: inline-block; margin-inline-start: 3.6em; } .in4 { display: inline-block; margin-inline-start: 4.8em; }
table { border-collapse: collapse; } th, td { border: 1px solid #999; padding: 0.2em 0.5em; text-align: start; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.note { font-size: 0.85em; }
"""
_TAGS = {
    "paragraph": "p", "strong": "strong", "emph": "em", "code": "code", "list": "ul", "item": "li",
    "quote": "blockquote", "pre": "pre", "row": "tr", "span": "span", "sup": "sup", "cell": "td",
    "titled": "strong",
}  # fmt: skip
_EMPTY = {"rule": "<hr/>", "break": "<br/>"}


def epub(booklet: Booklet) -> bytes:
    """The booklet as one EPUB file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in _files(booklet):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _files(booklet: Booklet) -> Iterator[tuple[str, str]]:
    pages = list(_pages(booklet))
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER
    yield "EPUB/package.opf", _package(booklet, [name for name, _page in pages])
    yield "EPUB/style.css", _STYLE
    yield "EPUB/nav.xhtml", _contents(booklet)
    yield from ((f"EPUB/{name}", page) for name, page in pages)


def _package(booklet: Booklet, names: list[str]) -> str:
    told = sha256(repr((booklet.title, booklet.organisation, booklet.at, booklet.language)).encode()).hexdigest()[:32]
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(1, len(names)))
    when = datetime.fromtimestamp(booklet.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
xml:lang="{escape(booklet.language)}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:rankandfile:{told}</dc:identifier>
<dc:title>{_letters(booklet.title)} · {_letters(booklet.organisation)}</dc:title>
<dc:language>{escape(booklet.language)}</dc:language><dc:publisher>{_letters(booklet.organisation)}</dc:publisher>
<meta property="dcterms:modified">{when}</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\
<item id="style" href="style.css" media-type="text/css"/>{items}</manifest>
<spine page-progression-direction="{booklet.direction}"><itemref idref="i0"/><itemref idref="nav"/>{spine}</spine>
</package>
"""


def _page(title: str, language: str, direction: str, body: str) -> str:
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{escape(language)}" \
lang="{escape(language)}" dir="{direction}"><head><title>{_letters(title)}</title>\
<link rel="stylesheet" type="text/css" href="style.css"/></head><body>{body}</body></html>
"""


def _pages(booklet: Booklet) -> Iterator[tuple[str, str]]:
    def page(title: str, body: str) -> str:
        return _page(title, booklet.language, booklet.direction, body)

    facts = "".join(f"<p>{_letters(fact)}</p>" for fact in booklet.facts)
    front = (
        f"<p>{_letters(booklet.organisation)}</p><h1>{_letters(booklet.title)}</h1><p>{_letters(booklet.subtitle)}</p>"
    )
    yield "front.xhtml", page(booklet.title, front + facts)
    place = 0
    for number, part in enumerate(booklet.parts):
        note = f"<p>{_letters(part.note)}</p>" if part.note else ""
        yield f"part-{number}.xhtml", page(part.title, f"<h1>{_letters(part.title)}</h1>{note}")
        for text in part.texts:
            yield f"text-{place}.xhtml", page(text.title, _text(booklet, text))
            place += 1
    known = list(texts(booklet))
    for name, title, of in (("people", booklet.words.people, "by"), ("branches", booklet.words.branches, "branch")):
        rows = "".join(_entry(known, *one) for one in index(booklet, of))  # type: ignore[arg-type]
        if rows:
            yield f"{name}.xhtml", page(title, f"<h1>{_letters(title)}</h1><ul>{rows}</ul>")


def _entry(known: list[Text], name: str, places: tuple[int, ...]) -> str:
    found = (f'<a href="text-{place}.xhtml">{_letters(known[place].id or known[place].title)}</a>' for place in places)
    return f"<li><bdi>{_letters(name)}</bdi>: {', '.join(found)}</li>"


def titled(text: Text) -> str:
    """The text's title with its number before it."""
    return f"{text.id} · {text.title}" if text.id else text.title


def _text(booklet: Booklet, text: Text) -> str:
    notes: list[str] = []
    body = "".join(_node(node, booklet, notes) for node in text.body)
    facts = "".join(f"<p>{_letters(fact)}</p>" for fact in text.facts)
    under = f'<section class="note"><hr/>{"".join(notes)}</section>' if notes else ""
    language = f'lang="{escape(text.language)}" xml:lang="{escape(text.language)}"'
    return (
        f'<h2 dir="auto">{_letters(titled(text))}</h2><div class="facts">{facts}</div>'
        f'<div {language} dir="{text.direction}">{body}{under}</div>'
    )


def _inside(nodes: Iterable[Node], booklet: Booklet, notes: list[str]) -> str:
    return "".join(_node(node, booklet, notes) for node in nodes)


def _node(node: Node, booklet: Booklet, notes: list[str]) -> str:
    if node.kind in _EMPTY:
        return _EMPTY[node.kind]
    if node.kind == "lines":
        return f'<ol class="lines">{"".join(_line(line, booklet) for line in node.parts)}</ol>'
    inside = _letters(node.text) + _inside(node.parts, booklet, notes)
    if node.kind == "note":
        notes.append(f'<aside epub:type="footnote" id="n{len(notes) + 1}"><p>{len(notes) + 1}. {inside}</p></aside>')
        return f'<a epub:type="noteref" href="#n{len(notes)}"><sup>{len(notes)}</sup></a>'
    return _framed(node, inside, booklet)


def _framed(node: Node, inside: str, booklet: Booklet) -> str:
    if node.kind in ("added", "removed"):
        return f"[{_changed(node.kind, inside, booklet)}]"
    if node.kind == "link":
        return f'<a href="{_letters(node.to)}">{inside}</a>'
    if node.kind == "numbered":
        return f'<ol start="{node.number}">{inside}</ol>'
    if node.kind in ("heading", "label"):
        level = node.number or 3
        return f"<h{level}>{inside}</h{level}>"
    if node.kind == "inset":
        return f'<span class="in{min(node.number // 2, 4)}">{inside}</span>'
    if node.kind in ("table", "tabled"):
        head, rest = inside.split("</tr>", 1)
        return f"<table>{head.replace('<td>', '<th>').replace('</td>', '</th>')}</tr>{rest}</table>"
    return f"<{_TAGS[node.kind]}>{inside}</{_TAGS[node.kind]}>" if node.kind in _TAGS else inside


def _changed(mark: str, said: str, booklet: Booklet) -> str:
    if mark == "added":
        return f"<ins>{_letters(booklet.words.added)}: {said}</ins>"
    return f"<del>{_letters(booklet.words.removed)}: {said}</del>"


def _line(line: Node, booklet: Booklet) -> str:
    number = f'<span class="no">{line.number}</span>' if line.number else ""
    if line.mark == "within":
        return ""
    said, words = _inside(line.parts, booklet, []) or _letters(line.text), booklet.words
    if line.mark == "gap":
        return f"<li>⋯ {_letters(words.left_out)}</li>"
    if line.mark in ("added", "removed"):
        said = _changed(line.mark, said, booklet)
    paragraph = f'<span class="par">¶{line.paragraph}</span>' if line.paragraph else ""
    return f"<li>{paragraph}{number}{said}</li>" if number or said else '<li class="gap"></li>'


def _contents(booklet: Booklet) -> str:
    place, parts = 0, ""
    for number, part in enumerate(booklet.parts):
        parts += f'<li><a href="part-{number}.xhtml">{_letters(part.title)}</a>{_listed(part, place)}</li>'
        place += len(part.texts)
    title = _letters(booklet.words.contents)
    body = f'<nav epub:type="toc" id="toc"><h1>{title}</h1><ol>{parts}</ol></nav>'
    return _page(booklet.words.contents, booklet.language, booklet.direction, body)


def _listed(part: Part, first: int) -> str:
    rows = (
        f'<li><a href="text-{n}.xhtml">{_letters(titled(text))}</a></li>' for n, text in enumerate(part.texts, first)
    )
    return f"<ol>{''.join(rows)}</ol>" if part.texts else ""


def _letters(text: str) -> str:
    """The letters as XML has them, without those that XML cannot have."""
    return escape("".join(each for each in text if each >= " " or each in "\n\t"))
