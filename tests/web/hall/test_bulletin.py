"""The bulletin on the site."""

from hashlib import sha256

from .test_motions import read

GIVEN = {"capacity": "member/", "title": "Night shift", "text": "# Roster\n\nThey read it *aloud*."}


def test_an_issue_holds_decisions_apart_from_documents_and_says_how_long_it_takes(hall, reader):
    hall("papers")
    page = read(reader(50).get("/bulletin/"))
    decisions, discussion = page.index("For decision"), page.index("For discussion")
    assert decisions < page.index("A kitchen in the union house") < discussion
    assert page.index("Why we lost the winter") > discussion
    assert "minutes to read" in page


def test_anybody_can_draw_the_order_of_an_issue_again(hall, reader):
    live = hall("papers")
    drawn = reader(50).get("/bulletin/").context["page"].issues[-1].draw
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
