"""The bulletin on the site."""

from hashlib import sha256

from rankandfile.core.chapters.bulletin import PARTS, SubmitDocument, part_of
from rankandfile.core.lots import drawn_order
from rankandfile.shell.presets import preset_text
from tests.world import CHAIR, handle

from . import live as live_hall
from .test_motions import read

SUBJECTS = """order = "subject"
subjects = [{ id = "work", title = "Work" }, { id = "house" }]
limits"""
GIVEN = {"capacity": "member/", "title": "Night shift", "text": "# Roster\n\nThey read it *aloud*."}


def test_an_issue_holds_decisions_apart_from_documents_and_says_how_long_it_takes(hall, reader):
    hall("papers")
    page = read(reader(50).get("/bulletin/C1/issue/1/"))
    decisions, discussion = page.index("For decision"), page.index("For discussion")
    assert decisions < page.index("A kitchen in the union house") < discussion
    assert page.index("Why we lost the winter") > discussion
    assert "minutes to read" in page


def test_the_front_of_the_bulletin_counts_each_issue_and_links_to_its_page(hall, reader):
    hall("papers")
    page = read(reader(50).get("/bulletin/"))
    issue = page[page.index('id="issue-1"') :]
    assert 'href="/bulletin/C1/issue/1/"' in issue
    assert "1 document" in issue
    assert "minutes to read" in issue
    assert "A kitchen in the union house" in issue


def test_a_long_issue_is_counted_on_the_front_and_read_page_by_page(hall, reader, monkeypatch):
    from rankandfile.web.pages import issues

    monkeypatch.setattr(issues, "FEW", 1)
    monkeypatch.setattr(issues, "A_PAGE", 1)
    live = hall("papers")
    front = read(reader(50).get("/bulletin/"))
    assert "A kitchen in the union house" not in front
    assert "Read issue 1" in front
    published = sorted(live.state.bulletin.published, key=lambda item: live.state.bulletin.published[item].place)
    in_order = sorted(published, key=lambda item: PARTS.index(part_of(live.state, item)))
    shown: list[str] = []
    for number in range(1, len(in_order) + 1):
        page = reader(50).get(f"/bulletin/C1/issue/1/?page={number}").context["page"]
        shown += [item.id for part in page.issue.parts for item in part.items]
    assert shown == in_order
    assert "For decision, continued" in read(reader(50).get("/bulletin/C1/issue/1/?page=2"))


def test_what_a_body_moves_to_accept_or_hands_in_stands_among_the_reports(hall, reader):
    live = hall("papers")
    live.does(SubmitDocument(handle(CHAIR), live.now, "C1", "executive"), title="The year", text="It was long.")
    live.does(SubmitDocument(handle(50), live.now, "C1"), title="My year", text="It was short.")
    lines = live.state.meetings.conventions["C1"].timetable
    live.wait(next(line.at for line in lines if line.kind == "issue" and line.about == "2"))
    parts = {part.kind: [item.id for item in part.items] for part in issue_of(reader, 2).parts}
    assert (parts["report"], "D4" in parts["discussion"]) == (["D3"], True)
    assert [item.id for part in issue_of(reader, 1).parts if part.kind == "report" for item in part.items] == ["M3"]


def test_a_report_says_so_at_its_top_and_where_it_is_written(hall, reader):
    live = hall("papers")
    live.does(SubmitDocument(handle(CHAIR), live.now, "C1", "executive"), title="The year", text="It was long.")
    assert "D3 · Report · written for the executive" in read(reader(50).get("/bulletin/D3/"))
    assert "D1 · Document · written as a member" in read(reader(50).get("/bulletin/D1/"))
    told = "stands among the reports"
    assert (
        told in read(reader(CHAIR).get("/bulletin/submit/")),
        told in read(reader(50).get("/bulletin/submit/")),
    ) == (
        True,
        False,
    )


def test_the_front_of_an_issue_counts_texts_pages_and_minutes(hall, reader):
    hall("papers")
    page = read(reader(50).get("/bulletin/C1/issue/1/"))
    assert "4 texts · about 4 pages on paper · 4 minutes to read" in page


def test_authors_name_a_subject_where_the_rulebook_has_some(hall):
    hall("papers")
    from rankandfile.web.forms.papers import Document

    assert "subject" not in Document(capacities=[("member/", "as a member")]).fields
    asked = Document(capacities=[("member/", "as a member")], subjects=[("work", "Work")])
    assert [each[0] for each in asked.fields["subject"].choices] == ["", "work"]
    assert Document({**GIVEN, "subject": "work"}, capacities=[("member/", "")], subjects=[("work", "Work")]).is_valid()
    assert not Document({**GIVEN, "subject": "x"}, capacities=[("member/", "")], subjects=[("work", "Work")]).is_valid()


def issue_of(reader, number):
    return reader(50).get(f"/bulletin/C1/issue/{number}/").context["page"].issue


def test_an_issue_keeps_its_address_and_its_order_when_more_is_received_and_published(hall, reader):
    live = hall("papers")
    before = reader(50).get("/bulletin/C1/issue/1/").context["page"].issue
    reader(60).post("/bulletin/submit/", {**GIVEN, "checked": "yes"})
    lines = live.state.meetings.conventions["C1"].timetable
    live.wait(next(line.at for line in lines if line.kind == "issue" and line.about == "2"))
    after = reader(50).get("/bulletin/C1/issue/1/").context["page"].issue
    assert after == before
    assert "Night shift" in read(reader(50).get("/bulletin/C1/issue/2/"))


def test_an_issue_that_is_not_out_or_does_not_exist_has_no_page(hall, reader):
    hall("papers")
    assert [reader(50).get(f"/bulletin/C1/issue/{number}/").status_code for number in (2, 9, 10**30)] == [404] * 3
    assert reader(50).get("/bulletin/C7/waiting/").status_code == 404
    assert "Letters from the night shift" in read(reader(50).get("/bulletin/C1/waiting/"))


def test_anybody_can_draw_the_order_of_an_issue_again(hall, reader):
    live = hall("papers")
    drawn = reader(50).get("/bulletin/C1/issue/1/").context["page"].draw
    shown = [item for item, _key in drawn.keys]
    keys = {i: sha256(f"rankandfile/draw/v1\n{drawn.lot}\n{drawn.purpose}\n{i}".encode()).hexdigest() for i in shown}
    assert shown == sorted(shown, key=lambda item: keys[item])
    places = {item: where.place for item, where in live.state.bulletin.published.items()}
    assert shown == sorted(places, key=lambda item: places[item])


def test_what_waits_for_the_next_issue_is_shown_with_its_hour(hall, reader):
    hall("papers")
    page = read(reader(50).get("/bulletin/"))
    assert "Received for the next issue" in page
    assert page.index("Letters from the night shift") < page.index("Issue 1")


def test_a_document_is_previewed_checked_submitted_and_withdrawn(hall, reader):
    live, author = hall("papers"), reader(60)
    assert "<em>aloud</em>" in read(author.post("/bulletin/submit/", {**GIVEN, "again": "preview"}))
    assert "<em>aloud</em>" in read(author.post("/bulletin/submit/", GIVEN))
    assert len(live.state.bulletin.documents) == 2
    page = read(author.post("/bulletin/submit/", {**GIVEN, "checked": "yes"}, follow=True))
    assert "Your document is received." in page
    assert "<h2>Roster</h2>" in page
    assert reader(61).post("/bulletin/D3/withdraw/", {"checked": "yes"}).status_code == 409
    author.post("/bulletin/D3/withdraw/")
    assert not live.state.bulletin.documents["D3"].withdrawn
    assert "Withdrawn" in read(author.post("/bulletin/D3/withdraw/", {"checked": "yes"}, follow=True))


def test_a_hostile_document_is_only_text(hall, reader):
    hall("papers")
    author = reader(60)
    text = (
        "<iframe src=//evil.example></iframe>\n\n![x](//evil.example/x.png) [go](data:text/html,x) <b onclick=x>b</b>"
    )
    author.post("/bulletin/submit/", {**GIVEN, "text": text, "checked": "yes"})
    page = author.get("/bulletin/D3/").content.decode()
    body = page[page.index('<div class="text"') :]
    assert "<iframe" not in body
    assert "<img" not in body
    assert 'href="data:' not in body
    assert "<b onclick" not in body


def test_without_a_convention_the_page_says_who_owes_the_call(hall, reader):
    live = hall("closed")
    live.wait(live.now + 60)
    assert "Bulletin before convention C1" in read(reader(50).get("/bulletin/"))
    assert "none is called now" in read(reader(50).get("/bulletin/submit/"))
    assert "Call the next convention" in read(reader(50).get("/convention/"))


def test_who_stands_comes_in_the_order_of_the_issues_lot_which_anybody_draws_again(hall, reader):
    live = hall("branches")
    lines = live.state.meetings.conventions["C1"].timetable
    live.wait(next(line.at for line in lines if line.kind == "issue" and line.about == "3"))
    page = reader(50).get("/bulletin/C1/issue/3/").context["page"]
    standing = {one.id: one for one in page.standing}
    assert len(standing) > 3
    for own in live.state.elections.elections.values():
        people = [each.person for each in own.candidates.values() if each.accepted and not each.withdrawn]
        if people:
            drawn = drawn_order(page.draw.lot, f"C1/issue-3/{own.id}", people)
            names = tuple(live.secretary.value(live.state.members.members[each].entry, "name") for each in drawn)
            assert standing[own.id].people == names
    told = read(reader(50).get("/bulletin/C1/issue/3/"))
    assert "C1/issue-3/” and the number of the election" in told
    from rankandfile.web.pages import press

    paper = press.bulletin(live.state, live.state.meetings.conventions["C1"], 3)
    assert [text.id for text in paper.parts[-1].texts] == list(standing)
    people = sum(len(one.people) for one in standing.values())
    counted = f"{people} people stand for election · "
    assert counted in told
    assert counted in read(reader(50).get("/bulletin/"))
    assert any(fact.startswith(counted) and fact.endswith(" to read") for fact in paper.facts)
    assert "Nothing had been received for it." not in told


def test_by_subject_texts_stand_under_what_their_authors_say_they_are_about(under, reader, monkeypatch):
    rules = preset_text("member-democracy").replace('order = "lot"\nlimits', SUBJECTS)
    monkeypatch.setattr(live_hall, "preset_text", lambda preset: rules)
    live = under("member-democracy")
    live.branch("north", range(10, 60))
    for number, post in ((10, "chair"), (11, "secretary")):
        live.appoint(number, post)
    live.call(handle(11))
    assert "What it is about" in read(reader(20).get("/bulletin/submit/"))
    assert "What it is about" in read(reader(20).get("/motions/new/"))
    for number, about in ((20, "house"), (21, "work"), (22, ""), (23, "house"), (24, "work")):
        answer = reader(number).post("/bulletin/submit/", {**GIVEN, "subject": about, "checked": "yes"})
        assert answer.status_code == 302
    live.wait(live.at("issue-1"))
    (part,) = issue_of(reader, 1).parts
    assert [item.subject for item in part.items] == ["Work", "Work", "house", "house", ""]
    page = read(reader(30).get("/bulletin/C1/issue/1/"))
    assert page.index("<bdi>Work</bdi>") < page.index("<bdi>house</bdi>")
    paper = reader(30).get("/bulletin/C1/issue/1/paper.md").content.decode()
    assert "By subject, and within each by a public lot" in paper
