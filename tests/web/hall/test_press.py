"""Papers from the site: who gets them, in which form, that pages lead to them, and that their lines are the page's."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from rankandfile.core.chapters.answering import AnswerMotion
from rankandfile.core.chapters.foundation import rules_in_force
from rankandfile.core.chapters.meetings import deadline
from rankandfile.core.text import numbered
from tests.world import SECRETARY, handle

from .stages import FERRIES
from .test_motions import read

ISSUE = "/bulletin/C1/issue/1/"


def issue_of(live):
    from rankandfile.web.pages import press

    return press.bulletin(live.state, live.state.meetings.conventions["C1"], 1)


def test_an_issue_comes_in_every_form_the_same_twice(hall, reader):
    hall("papers")
    from rankandfile.web.pages import printed

    forms = [ending for ending in printed.TYPES if printed.is_possible(ending)]
    for ending in forms:
        first, again = (reader(50).get(f"{ISSUE}paper.{ending}") for _ in range(2))
        assert (first.status_code, first["Content-Type"]) == (200, printed.TYPES[ending])
        assert first["Content-Disposition"] == f'attachment; filename="bulletin-C1-1.{ending}"'
        assert first.content == again.content
    assert "epub" in forms


def test_the_paper_has_the_texts_of_the_issue_in_its_order_and_no_other(hall, reader):
    live = hall("papers")
    shown = reader(50).get(ISSUE).context["page"].issue
    booklet = issue_of(live)
    printed_ids = [text.id for part in booklet.parts[:3] for text in part.texts]
    assert printed_ids == [item.id for part in shown.parts for item in part.items]
    assert booklet.parts[0].title == "For decision"


def test_lines_on_paper_are_those_of_the_motions_page(hall, reader):
    live = hall("papers")
    motion = next(text for text in issue_of(live).parts[0].texts if text.id == "M1")
    lines = next(node for node in motion.body if node.kind == "lines")
    assert [(line.number, line.text) for line in lines.parts] == [
        (line.number, line.text) for line in numbered(FERRIES)
    ]
    page = reader(50).get("/motions/M1/").context["page"]
    assert [(line.number, line.text) for line in page.text] == [(line.number, line.text) for line in lines.parts]


def test_a_motion_on_paper_has_its_amendments_and_what_its_mover_said(hall, reader):
    hall("papers")
    paper = reader(50).get(f"{ISSUE}paper.md").content.decode()
    assert "*Eight weeks of notice, and the union pays in court.*" in paper
    assert re.search(r"^### M1-1 · |^### .*Replace lines 6 to 7", paper, re.MULTILINE)
    assert "Received " in paper


def test_on_paper_an_answer_that_did_not_come_is_overdue_and_one_that_came_late_is_late(hall, reader):
    live = hall("papers")
    motion = next(m for m in ("M1", "M2") if live.state.motions.motions[m].placed)
    own = live.state.motions.motions[motion]
    due = deadline(live.state, "C1", f"answer-due-{own.business}")
    assert own.answer < 0
    assert "Overdue: it was due by" not in reader(50).get(f"{ISSUE}paper.md").content.decode()
    live.wait(due)
    assert "Overdue: it was due by" in reader(50).get(f"{ISSUE}paper.md").content.decode()
    live.wait(due + 60)
    live.does(AnswerMotion(handle(SECRETARY), live.now, motion), answer="We are against it.")
    paper = reader(50).get(f"{ISSUE}paper.md").content.decode()
    assert re.search(r"\*Late: given .*, due by .*\.\*\s+We are against it\.", paper)


def test_an_issue_that_is_not_out_has_no_paper(hall, reader):
    hall("papers")
    for address in (f"/bulletin/C1/issue/{number}/paper.md" for number in (0, 2, 99)):
        assert reader(50).get(address).status_code == 404
    assert reader(50).get("/bulletin/C9/issue/1/paper.md").status_code == 404
    assert reader(50).get(f"{ISSUE}paper.doc").status_code == 404


def test_papers_are_for_members_and_those_of_the_rulebook_for_everybody(hall, client_of_nobody):
    live = hall("closed")
    for page in (f"{ISSUE}paper.md", "/convention/C1/agenda/paper.md", "/convention/C1/minutes/paper.md"):
        assert client_of_nobody.get(page).status_code == 302
    known = rules_in_force(live.state)
    for page in ("/rulebook/paper.md", f"/rulebook/{known}/paper.epub"):
        assert client_of_nobody.get(page).status_code == 200
    assert client_of_nobody.get(f"/rulebook/{'0' * 64}/paper.md").status_code == 404


@pytest.fixture
def client_of_nobody(django):
    """A browser that is not signed in."""
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def test_agenda_and_minutes_are_printed(hall, reader):
    hall("closed")
    agenda = reader(50).get("/convention/C1/agenda/paper.md").content.decode()
    assert "Agenda of convention C1" in agenda
    assert "M1: Night ferries" in agenda
    minutes = reader(50).get("/convention/C1/minutes/paper.md").content.decode()
    assert "A draft: what the record knows." in minutes
    assert "Minutes of convention C1" in minutes


def test_there_are_no_minutes_before_the_close(hall, reader):
    hall("papers")
    assert reader(50).get("/convention/C1/minutes/paper.md").status_code == 404


def test_pages_lead_to_their_papers(hall, reader):
    hall("closed")
    for page, paper in {
        ISSUE: f"{ISSUE}paper.epub",
        "/convention/C1/agenda/": "/convention/C1/agenda/paper.epub",
        "/rulebook/": "paper.epub",
    }.items():
        assert f'{paper}"' in read(reader(50).get(page))


def test_where_typst_is_missing_no_link_leads_to_a_pdf(hall, reader, monkeypatch):
    from rankandfile.web.pages import printed

    monkeypatch.setattr(printed, "find_spec", lambda name: None)
    hall("papers")
    page = read(reader(50).get(ISSUE))
    assert "paper.epub" in page
    assert "paper.pdf" not in page
    assert reader(50).get(f"{ISSUE}paper.pdf").status_code == 404


def test_a_large_issue_is_a_list_of_volumes(hall, reader, monkeypatch):
    pytest.importorskip("typst")
    hall("papers")
    from rankandfile.web.views import press

    cut = press.volumes
    monkeypatch.setattr(press, "volumes", lambda booklet: cut(booklet, most=400))
    page = read(reader(50).get(f"{ISSUE}paper.pdf"))
    assert "Volume 2" in page
    second = reader(50).get(f"{ISSUE}paper.pdf?volume=2")
    assert second["Content-Disposition"] == 'attachment; filename="bulletin-C1-1-2.pdf"'
    assert second.content.startswith(b"%PDF")
    assert reader(50).get(f"{ISSUE}paper.pdf?volume=99").status_code == 404


def test_an_arabic_reader_has_the_papers_words_in_arabic(hall, reader):
    hall("papers")
    answer = reader(50).get(f"{ISSUE}paper.epub", headers={"accept-language": "ar"})
    with ZipFile(BytesIO(answer.content)) as archive:
        assert 'page-progression-direction="rtl"' in archive.read("EPUB/package.opf").decode()
        assert "النشرة، العدد 1" in archive.read("EPUB/front.xhtml").decode()


def test_a_paper_is_not_kept_when_a_text_is_erased(hall, reader):
    from rankandfile.web import organisation
    from rankandfile.web.pages import printed

    pytest.importorskip("typst")
    hall("papers")
    reader(50).get(f"{ISSUE}paper.pdf")
    assert printed._set.cache_info().currsize > 0
    organisation._forget()
    assert printed._set.cache_info().currsize == 0
