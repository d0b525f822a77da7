"""Documents that people wrote elsewhere: what is understood, what is left behind, and what is refused."""

import io
import re
import shutil
import socket
import subprocess
import time
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rankandfile.shell.exchange import documents, package, pandoc
from rankandfile.shell.exchange.documents import Document, read
from rankandfile.shell.exchange.not_read import NotRead
from rankandfile.shell.exchange.understanding import Understood
from rankandfile.shell.press.lined import lined

SIGNS = "ab #*_`[]()|-> 1.^:~!+=é中م;&<\\"
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc")
MARKDOWN = """\
---
title: Rents of rooms
---

# What we ask

This convention notes that the **rent** of *all* rooms has doubled[^1], and

1.  publishes the accounts;
2.  opens no fund.

(a) first
(b) second

> We said so before.

| branch | rent |
|--------|------|
| North Harbour | 40 |

See [the report](https://people.example/report).

[^1]: In two years.
"""
TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>\
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
{more}</Relationships>"""
BODY = """<?xml version="1.0" encoding="UTF-8"?><w:document \
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{body}</w:body></w:document>"""
ODT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content \
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" \
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body>\
<office:text>{body}</office:text></office:body></office:document-content>"""


def packed(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(body: str, **more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS.format(more="")}
    return packed({**parts, "word/document.xml": BODY.format(body=body), **more})


def odt(body: str, **more: str | bytes) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    styles = re.sub("<office:body>.*</office:body>", "<office:styles/>", ODT.replace("-content", "-styles"))
    return packed({"mimetype": kind, "content.xml": ODT.format(body=body), "styles.xml": styles, **more})


def paragraph(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def left(document: Document) -> dict[str, int]:
    return {told.code: told.count for told in document.left}


def refused(name: str, raw: bytes) -> str:
    with pytest.raises(NotRead) as caught:
        read(name, raw)
    return caught.value.code


@needs_pandoc
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_of_a_writing_program_comes_over_with_its_structure(kind: str) -> None:
    made = subprocess.run(["pandoc", "-t", kind, "-o", "-"], input=MARKDOWN.encode(), capture_output=True, check=True)
    own = read(f"rents.{kind}", made.stdout)
    assert own.title == "What we ask" or own.title == "Rents of rooms"
    assert "This convention notes that the **rent** of *all* rooms has doubled[^1], and" in own.text
    assert "1. publishes the accounts;\n2. opens no fund." in own.text
    assert "- (a) first\n- (b) second" in own.text
    assert "| branch | rent |\n| --- | --- |\n| North Harbour | 40 |" in own.text
    assert "[the report](https://people.example/report)" in own.text
    assert "[^1]: In two years." in own.text
    assert {told.code for told in own.understood} >= {"lists", "tables", "footnotes", "weblinks"}
    assert left(own) == {}


@needs_pandoc
def test_what_a_motion_cannot_have_is_counted_and_its_words_stay() -> None:
    body = (
        '<w:p><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>Underlined</w:t></w:r></w:p>'
        '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>new </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>old </w:delText></w:r></w:del><w:r><w:t>words</w:t></w:r></w:p>'
    )
    own = read("x.docx", docx(body, **{"word/vbaProject.bin": b"Sub AutoOpen", "word/header1.xml": "<a/>"}))
    assert own.text == "Underlined\n\nnew words\n"
    assert left(own) == {"formats": 1, "changes": 2, "macros": 1, "margins": 1}


@needs_pandoc
def test_words_that_do_not_come_over_are_named() -> None:
    made = package.cleaned(docx(paragraph("Plain words.")))
    assert made.words.split() == ["Plain", "words."]
    own = read("x.odt", odt("<text:p>Plain</text:p><table:unheard-of><text:p>Lost letters</text:p></table:unheard-of>"))
    missing = [told for told in own.left if told.code == "words"]
    assert "Lost letters" in own.text or missing[0].words.startswith("lost letters")


@needs_pandoc
def test_heads_of_tables_of_odt_are_not_lost() -> None:
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    head = f"<table:table-header-rows>{row.format('Branch')}</table:table-header-rows>"
    own = read("x.odt", odt(f"<table:table><table:table-column/>{head}{row.format('North')}</table:table>"))
    assert own.text.strip() == "| Branch |\n| --- |\n| North |"


def test_markdown_keeps_its_text_and_tells_what_motions_do_not_have() -> None:
    own = read(
        "a.md", b"---\ntitle: Rents\nmood: cross\n---\n# Synopsis\n\nIn short.\n\n# Motion\n\nText ![x](y)\n\nA\n===\n"
    )
    assert (own.title, own.synopsis, own.text) == ("Rents", "In short.", "Text ![x](y)\n\nA\n===\n")
    assert left(own) == {"keys": 1, "typed": 2}


def test_a_heading_at_the_top_is_the_title() -> None:
    own = read("a.md", "# Löhne\n\nText.\n".encode())
    assert (own.title, own.text) == ("Löhne", "Text.\n")


def test_plain_text_stays_letter_by_letter() -> None:
    text = "We ask:\n\n- that *this* stays\n- # and this\n\n# no heading\n    indented\n"
    text += "snake_case 2*3*4 <b>x</b> [a](http://b.example)\n"
    own = read("a.txt", text.encode())
    shown = ["".join(span.text for span in line.spans) for line in lined(own.text) if line.number]
    assert [words.split() for words in shown] == [
        line.removeprefix("- ").split() for line in text.split("\n") if line.strip()
    ]


def test_old_letters_are_read_and_told() -> None:
    own = read("a.txt", "Löhne".encode("windows-1252"))
    assert (own.text, left(own)) == ("Löhne\n", {"encoding": 1})


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old"),
        ("a.pdf", b"%PDF-1.7 ...", "unknown"),
        ("a.rtf", b"{\\rtf1 hello}", "unknown"),
        ("a.docx", b"PK\x03\x04 and nothing more", "damaged"),
        ("a.docx", packed({"other.txt": "hello"}), "unknown"),
        ("a.txt", b"\x00\x01\xff\xfe", "letters"),
        ("a.txt", b"  \n\n", "empty"),
        ("a.md", b"---\na: {b: c}\n---\nText", "front"),
        ("a.md", b"x" * (documents.LARGEST + 1), "large"),
        ("a.md", b"word " * 60_000, "long"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_in_words(name: str, raw: bytes, code: str) -> None:
    assert refused(name, raw) == code


def test_a_bomb_in_a_package_is_not_unpacked() -> None:
    assert refused("a.docx", docx("", **{"word/styles.xml": b"<a>" + b" " * (40 << 20)})) == "grows"
    many = {f"word/media/{n}.png": b"" for n in range(package.ENTRIES + 1)}
    assert refused("a.docx", docx(paragraph("x"), **many)) == "damaged"


def test_a_package_that_lies_about_its_sizes_is_damaged() -> None:
    raw = bytearray(docx(paragraph("x" * 5_000)))
    place = raw.rindex(b"PK\x01\x02", 0, raw.index(b"word/document.xml", raw.index(b"PK\x01\x02")))
    raw[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert refused("a.docx", bytes(raw)) in ("damaged", "grows")


@pytest.mark.parametrize(
    "part",
    [
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_declarations_of_entities_are_refused(part: str, name: str) -> None:
    assert refused("a.docx", docx(paragraph("x"), **{name: part})) == "entities"
    assert refused("a.odt", odt("<text:p>x</text:p>", **{"styles.xml": part})) == "entities"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-7"])
def test_xml_in_another_encoding_hides_nothing(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)
    assert refused("a.docx", docx(paragraph("x"), **{"word/styles.xml": part})) in ("damaged", "entities")


@needs_pandoc
def test_a_package_with_a_password_is_told() -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    assert refused("a.odt", odt("<text:p>x</text:p>", **{"META-INF/manifest.xml": manifest})) == "locked"


@needs_pandoc
def test_nothing_is_fetched_and_no_file_is_opened() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.5)
        there = f"http://127.0.0.1:{listening.getsockname()[1]}/x.png"
        relations = "".join(
            f'<Relationship Id="e{n}" '
            f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
            f'Target="{there}" TargetMode="External"/>'
            for n, kind in enumerate(("image", "attachedTemplate", "oleObject", "subDocument"))
        )
        picture = f'<draw:frame><draw:image xlink:href="{there}"/></draw:frame>'
        passwd = '<draw:frame><draw:image xlink:href="/etc/passwd"/></draw:frame>'
        own = read("a.odt", odt(f"<text:p>Words{picture}{passwd}</text:p>"))
        assert "root:" not in own.text
        assert left(own)["images"] == 2
        drawn = '<w:p><w:r><w:t>Words</w:t></w:r><w:subDoc r:id="e3"/></w:p>'
        external = {"word/_rels/document.xml.rels": RELATIONS.format(more=relations)}
        assert read("a.docx", docx(drawn, **external)).text == "Words\n"
        with pytest.raises(TimeoutError):
            listening.accept()


@needs_pandoc
def test_a_document_that_takes_too_much_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 40_000 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 40_000
    with suppress(NotRead):
        assert len(read("a.docx", docx(deep)).text) < 1_000
    monkeypatch.setattr(pandoc, "SECONDS", 1)
    wide = "".join(paragraph(f"Word {n}") for n in range(150_000))
    assert refused("a.docx", docx(wide)) in ("heavy", "long", "damaged")


def test_without_pandoc_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "FOLDERS", "/nowhere")
    assert refused("a.docx", docx(paragraph("x"))) == "no_pandoc"
    assert read("a.md", b"Text").text == "Text\n"


@needs_pandoc
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(alphabet=st.sampled_from(SIGNS), min_size=1, max_size=60),
        min_size=1,
        max_size=12,
    )
)
def test_words_read_as_they_stood(paragraphs: list[str]) -> None:
    from html import escape

    wanted = [" ".join(words.split()) for words in paragraphs if words.strip()]
    if not wanted:
        return
    own = read("a.docx", docx("".join(paragraph(escape(words)) for words in wanted)))
    shown: list[str] = ["".join(span.text for span in line.spans) for line in lined(own.text) if line.number]
    assert "".join("".join(shown).split()) == "".join("".join(wanted).split())


INLINE: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.text(alphabet=st.sampled_from("ab*_`[]()<>&\\1.#"), min_size=1, max_size=6).map(
            lambda t: {"t": "Str", "c": t}
        ),
        st.just({"t": "Space"}),
        st.just({"t": "LineBreak"}),
    ),
    lambda inner: st.tuples(st.sampled_from(["Emph", "Strong", "Underline"]), st.lists(inner, max_size=3)).map(
        lambda pair: {"t": pair[0], "c": pair[1]}
    ),
    max_leaves=12,
)


def letters(tree: Any) -> str:
    if isinstance(tree, list):
        return "".join(map(letters, tree))
    return tree["c"] if tree["t"] == "Str" else letters(tree["c"]) if "c" in tree else " "


@settings(max_examples=300, deadline=None)
@example([{"t": "Str", "c": "__1"}, {"t": "Str", "c": "1__"}])
@given(st.lists(INLINE, min_size=1, max_size=8))
def test_emphasis_costs_no_letter(inlines: list[Any]) -> None:
    own = Understood({"meta": {}, "blocks": [{"t": "Para", "c": inlines}]})
    shown = "".join(span.text for line in lined(own.text) for span in line.spans)
    assert "".join(shown.split()) == "".join(letters(inlines).split())


def test_counts_are_of_what_is_there() -> None:
    tree = {"t": "Para", "c": [{"t": "Underline", "c": [{"t": "Str", "c": "*a*b_"}]}, {"t": "Image", "c": []}]}
    own = Understood({"meta": {}, "blocks": [tree, {"t": "RawBlock", "c": ["html", "<b>"]}, {"t": "Strange"}]})
    assert own.left == Counter({"raw": 2, "formats": 1, "images": 1})


@pytest.mark.parametrize(
    "body",
    [
        "<w:delText",
        "<mc:Fallback>",
        "<",
        "<w:p><w:r><w:t>*a</w:t></w:r></w:p>",
        '<text:p text:style-name="Title"',
        "&amp;",
    ],
)
@pytest.mark.parametrize("make", [docx, odt])
def test_looking_through_a_package_takes_no_longer_than_its_length(make: Any, body: str) -> None:
    raw = make(body * (6_000_000 // len(body)))
    before = time.process_time()
    with suppress(NotRead):
        package.cleaned(raw)
    assert time.process_time() - before < 4


@pytest.mark.parametrize("written", ["![", "[a", "<a", "*\n", "# synopsis\n", "[^1]: x\n", "- `"])
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_text_made_to_take_long_takes_a_moment(name: str, written: str) -> None:
    before = time.process_time()
    with suppress(NotRead):
        read(name, (written * 400_000)[:250_000].encode())
    assert time.process_time() - before < 6


@needs_pandoc
def test_a_folder_of_documents_is_read_in_bulk_and_tells_what_was_left_behind(tmp_path: Path) -> None:
    from rankandfile.shell.exchange.motions import read as read_folder

    (tmp_path / "motions").mkdir()
    files = {
        "a.docx": docx(paragraph("The rents are too high."), **{"word/vbaProject.bin": b"x"}),
        "b.txt": b"Fares of ferries\n\nFreeze them.",
        "c.md": b"---\ntitle: Books\nsection: policy\n---\nOpen them.\n",
        "d.pdf": b"%PDF-1.7",
        "e.odt": b"PK\x03\x04 damaged",
    }
    for name, raw in files.items():
        (tmp_path / "motions" / name).write_bytes(raw)
    folder = read_folder(tmp_path)
    assert [(paper.title, paper.text) for paper in sorted(folder.motions, key=lambda paper: paper.file)] == [
        ("a", "The rents are too high."),
        ("Fares of ferries", "Freeze them."),
        ("Books", "Open them."),
    ]
    assert folder.told == ("motions/a.docx: Macros, left behind unread: 1.",)
    assert [fault.file for fault in folder.faults] == ["motions/e.odt"]


CONFERENCES = Path(__file__).resolve().parents[3] / "shared/data/conventions"


@needs_pandoc
@pytest.mark.skipif(not CONFERENCES.is_dir(), reason="needs the shared folder beside the clone")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_motions_of_a_conference_come_over_with_every_word(kind: str) -> None:
    files = sorted(CONFERENCES.glob("*/motions/*.md"))[::60]
    assert files
    for file in files:
        command = ["pandoc", "-f", "markdown-yaml_metadata_block", "-t", kind, "-o", "-", str(file)]
        own = read(f"x.{kind}", subprocess.run(command, capture_output=True, check=True).stdout)
        assert {told.code for told in own.left} <= {"links", "images", "formats"}, (file.name, own.left)
