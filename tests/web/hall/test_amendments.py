"""Amendments on the site."""

from .test_motions import read

GIVEN = {
    "action": "replace",
    "first": "2",
    "last": "2",
    "text": "to them.",
    "reason": "Shorter.",
    "capacity": "member/",
}


def test_an_amendment_is_shown_in_its_place_with_words_for_screen_readers(hall, reader):
    hall("papers")
    page = read(reader(50).get("/motions/M1/"))
    assert "M1-A1: Replace lines 6 to 7" in page
    assert '<ins><bdi class="unseen">[added: </bdi>or fined<bdi class="unseen">]</bdi></ins>' in page
    assert "</ins> for</li>" in page, "words that stay are not marked"


def test_an_amendment_is_seen_in_its_place_before_it_is_moved(hall, reader):
    live, member = hall("papers"), reader(50)
    assert 'id="line-8"' in read(member.get("/motions/M1/amend/"))
    checked = read(member.post("/motions/M1/amend/", GIVEN))
    assert "Replace line 2" in checked
    assert '<del><bdi class="unseen">[removed: </bdi>' in checked
    assert '<ins><bdi class="unseen">[added: </bdi>to them.' in checked
    page = read(member.post("/motions/M1/amend/", {**GIVEN, "checked": "yes"}, follow=True))
    assert "M1-A3: Replace line 2" in page
    assert live.state.amendments.amendments["M1-A3"].first == 2


def test_lines_that_the_motion_does_not_have_are_refused_and_the_lines_it_has_are_named(hall, reader):
    hall("papers")
    answer = reader(50).post("/motions/M1/amend/", {**GIVEN, "first": "40", "last": "41"})
    assert answer.status_code == 409
    assert "Name lines from 1 to 8" in read(answer)


def test_deleting_needs_no_text_and_adding_does(hall, reader):
    hall("papers")
    member = reader(50)
    assert member.post("/motions/M1/amend/", {**GIVEN, "action": "delete", "text": ""}).status_code == 200
    missing = member.post("/motions/M1/amend/", {**GIVEN, "action": "add", "text": " "})
    assert missing.status_code == 422
    assert "Write the new text." in read(missing)


def test_an_amendment_is_seconded_and_withdrawn_by_its_mover_alone(hall, reader):
    live = hall("papers")
    assert "Second this amendment" in read(reader(50).get("/motions/M1/"))
    reader(50).post("/amendments/M1-A2/do/second/")
    assert len(live.state.amendments.amendments["M1-A2"].seconders) == 1
    assert reader(51).post("/amendments/M1-A2/do/withdraw/").status_code == 409
    reader(20).post("/amendments/M1-A2/do/withdraw/")
    assert live.state.amendments.amendments["M1-A2"].fate == "withdrawn"


def test_under_this_rulebook_the_mover_cannot_take_an_amendment_in(hall, reader):
    hall("papers")
    page = read(reader(41).get("/motions/M1/"))
    assert "Take this amendment in:" in page
    assert "the meeting decides on each" in page
