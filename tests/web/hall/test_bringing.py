"""A document is brought into the form: its words stand there, and the page says what did not come along."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange.test_documents import docx, needs_pandoc, paragraph

from .hostile import TRICKS, Page
from .test_motions import WRITTEN, read

HEADED = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Rents</w:t></w:r></w:p>'


def sent(reader, name, raw, page="/motions/new/", **typed):
    file = SimpleUploadedFile(name, raw)
    return reader(50).post(page, {"document": file, "again": "bring", **typed})


@needs_pandoc
def test_a_document_fills_the_form_and_hands_nothing_in(hall, reader):
    live = hall("called")
    before = live.state.size
    answer = sent(reader, "rents.docx", docx(paragraph("The rents are too high.")), title="Rents")
    assert answer.status_code == 200
    page = read(answer)
    assert "From “rents.docx”" in page
    assert "The rents are too high." in page
    assert 'value="Rents"' in page
    assert "Nothing was left behind." in page
    assert live.state.size == before


@needs_pandoc
def test_what_was_left_behind_stands_on_the_page(hall, reader):
    hall("called")
    raw = docx(paragraph("The rents are too high."), **{"word/vbaProject.bin": b"x"})
    page = read(sent(reader, "rents.docx", raw))
    assert "Macros, left behind unread: 1." in page


def test_what_was_typed_stays_and_the_document_stands_below_it(hall, reader):
    hall("called")
    page = sent(reader, "more.md", b"# Another title\n\nMore words.", **WRITTEN)
    form = page.context["form"]
    assert form["title"].value() == "Ferry fares"
    assert form["text"].value() == f"{WRITTEN['text']}\n\nMore words.\n"
    assert form["business"].value() == "policy"


def test_a_file_that_is_no_document_is_told_with_the_way_out(hall, reader):
    hall("called")
    page = read(sent(reader, "a.pdf", b"%PDF-1.7", **WRITTEN))
    assert "The document was not read" in page
    assert "Save it as DOCX, ODT, Markdown or plain text" in page
    assert "to freeze the fares of the ferries." in page
    assert "No file was chosen." in read(reader(50).post("/motions/new/", {"again": "bring"}))


def test_a_document_for_discussion_is_brought_in_too(hall, reader):
    hall("called")
    page = sent(reader, "a.txt", "Löhne\n\nSind *niedrig*.".encode(), "/bulletin/submit/")
    assert page.context["form"]["title"].value() == "Löhne"
    assert page.context["form"]["text"].value() == "Sind \\*niedrig\\*.\n"


def test_a_hostile_name_and_text_do_nothing(hall, reader):
    hall("called")
    for trick in TRICKS:
        page = Page(sent(reader, trick.replace("/", "")[:80] or "x", trick.encode()).content.decode())
        assert page.acting == []
        assert not {"iframe", "img", "object", "svg"} & set(page.tags)
