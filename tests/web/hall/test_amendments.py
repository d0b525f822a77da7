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


def test_lines_are_moved_and_the_page_says_where_from_and_where_to(hall, reader):
    live, member = hall("papers"), reader(50)
    given = {**GIVEN, "action": "move", "first": "8", "last": "", "after": "3", "text": ""}
    checked = read(member.post("/motions/M1/amend/", given))
    assert "Move line 8 to after line 3" in checked
    assert checked.count("and to report on both to every branch before the summer") == 2, "where it goes and comes from"
    member.post("/motions/M1/amend/", {**given, "checked": "yes"})
    made = live.state.amendments.amendments["M1-A3"]
    assert (made.action, made.first, made.last, made.after) == ("move", 8, 8, 3)
    missing = member.post("/motions/M1/amend/", {**given, "after": ""})
    assert missing.status_code == 422
    assert "Write the number of the line." in read(missing)
    there = member.post("/motions/M1/amend/", {**given, "after": "7"})
    assert there.status_code == 409
    assert "nor the one before them" in read(there)


def test_a_whole_text_is_put_in_the_place_of_the_other_by_lines_or_by_editing(hall, reader):
    live, member = hall("papers"), reader(50)
    given = {**GIVEN, "action": "substitute", "first": "", "last": "", "text": "The convention thanks the crews."}
    assert "Replace the whole text" in read(member.post("/motions/M1/amend/", given))
    member.post("/motions/M1/amend/", {**given, "checked": "yes"})
    made = live.state.amendments.amendments["M1-A3"]
    assert (made.action, made.first, made.last, made.lines) == ("substitute", 1, 8, 1)
    edited = {"text": "Something else altogether.", "reason": "", "capacity": "member/"}
    assert "Replace the whole text" in read(member.post("/motions/M1/amend/text/", edited))


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


def test_a_paragraph_is_amended_by_editing_it_and_the_change_is_seen_before_it_is_moved(hall, reader):
    live, member = hall("papers"), reader(50)
    assert "Lines 4 to 5: 1. to demand that the port authority" in read(member.get("/motions/M1/amend/"))
    address = "/motions/M1/amend/text/?line=5"
    page = member.get(address)
    before = page.context["form"]["text"].value()
    assert before.startswith("1. to demand")
    given = {"text": before.replace("eight weeks", "ten weeks"), "reason": "", "capacity": "member/"}
    preview = read(member.post(address, {**given, "again": "preview"}))
    assert "How it will change the text" in preview
    assert '<del><bdi class="unseen">[removed: </bdi>eight<' in preview
    assert "ten weeks" in preview
    checked = read(member.post(address, given))
    assert "Replace lines 4 to 5" in checked
    assert '<ins><bdi class="unseen">[added: </bdi>ten<' in checked
    member.post(address, {**given, "checked": "yes"})
    made = live.state.amendments.amendments["M1-A3"]
    assert (made.action, made.first, made.last) == ("replace", 4, 5)


def test_emptying_a_paragraph_deletes_it_and_writing_more_in_the_whole_text_adds(hall, reader):
    hall("papers")
    member = reader(50)
    given = {"reason": "", "capacity": "member/"}
    assert "Delete lines 4 to 5" in read(member.post("/motions/M1/amend/text/?line=4", {**given, "text": " \r\n"}))
    whole = member.get("/motions/M1/amend/text/?line=").context["form"]["text"].value()
    more = f"{whole}\n\n4. and to thank the crews.".replace("\n", "\r\n")
    assert "Add after line 8" in read(member.post("/motions/M1/amend/text/", {**given, "text": more}))
    added = read(member.post("/motions/M1/amend/text/?line=99", {**given, "text": more}))
    assert "Add after line 8" in added, "for no line of the text it is the whole"


def test_a_text_that_was_not_edited_is_no_amendment(hall, reader):
    hall("papers")
    member = reader(50)
    same = member.get("/motions/M1/amend/text/?line=1").context["form"]["text"].value()
    answer = member.post("/motions/M1/amend/text/?line=1", {"text": same, "reason": "", "capacity": "member/"})
    assert answer.status_code == 422
    assert "Nothing is changed yet." in read(answer)


def test_the_mover_says_with_which_other_it_falls_and_with_which_it_competes(hall, reader):
    live, member = hall("papers"), reader(50)
    page = read(member.get("/motions/M1/amend/"))
    assert "M1-A1: Replace lines 6 to 7" in page
    given = {**GIVEN, "falls_with": ["M1-A1"], "competes_with": ["M1-A2"]}
    assert "It falls with M1-A1." in read(member.post("/motions/M1/amend/", given))
    both = member.post("/motions/M1/amend/", {**given, "competes_with": ["M1-A1"]})
    assert both.status_code == 409
    assert "each of them once" in read(both)
    member.post("/motions/M1/amend/", {**given, "checked": "yes"})
    made = live.state.amendments.amendments["M1-A3"]
    assert (made.falls_with, made.competes_with) == (("M1-A1",), ("M1-A2",))


def test_whoever_may_amend_a_motion_is_led_to_it(hall, reader):
    hall("papers")
    page = reader(50).get("/motions/M1/").content.decode()
    assert '<a href="/motions/M1/amend/">Move an amendment</a>' in page


def test_one_that_found_too_few_seconders_in_time_asks_for_no_more(hall, reader):
    live = hall("papers")
    assert "Needed: 5 more seconders" in read(reader(50).get("/motions/M1/"))
    live.wait(live.at("amendments-close") + 60)
    page = read(reader(50).get("/motions/M1/"))
    assert "short of seconders when amendments closed" in page
    assert "Needed: 5 more seconders" not in page
